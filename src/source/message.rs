//! A mail: a newsletter.

use crate::model::slug::slug;
use crate::source::input::Input;
use crate::source::{Hints, Media, Source, SourceError};
use mail_parser::{HeaderValue, Message, MessageParser, PartType};

/// The document of an input that is one mail.
pub(crate) fn source(mut input: Input) -> Result<Source, SourceError> {
    let bytes = input.bytes()?;
    let stem = input.stem();
    read(&bytes, &input.origin, &stem).map(|mut source| {
        source.hints.fill(input.hints);
        source
    })
}

/// The document of a mail.
///
/// Its subject is the title, its sender the publisher, its day the date, an `Archived-At` line the
/// address. Of a mail as text and as HTML the text is read, unless it is less than half as long as the
/// words of the HTML.
///
/// # Errors
/// It is no mail, or has no text.
pub(crate) fn read(bytes: &[u8], origin: &str, stem: &str) -> Result<Source, SourceError> {
    let broken = |message: &str| SourceError::Broken {
        origin: origin.to_string(),
        message: message.to_string(),
    };
    let mail = MessageParser::default()
        .parse(bytes)
        .ok_or_else(|| broken("it is no mail"))?;
    let (body, media) = body(&mail).ok_or_else(|| broken("the mail has no text"))?;
    let sender = mail.from().and_then(mail_parser::Address::first);
    let sender = sender.and_then(|s| s.name().or(s.address()));
    let title = mail.subject().map(str::trim).filter(|s| !s.is_empty());
    let address = match mail.header("Archived-At") {
        Some(HeaderValue::Text(text)) => Some(text.trim_matches(['<', '>', ' ']).to_string()),
        _ => None,
    };
    let day = mail.date().filter(|d| d.is_valid());
    Ok(Source {
        origin: origin.to_string(),
        stem: title.map_or_else(|| stem.to_string(), |t| brief(&slug(t))),
        media,
        hints: Hints {
            title: title.map(String::from),
            publisher: sender.map(String::from),
            issued: day.map(|d| format!("{:04}-{:02}-{:02}", d.year, d.month, d.day)),
            address: address.filter(|a| a.starts_with("http")),
            ..Hints::default()
        },
        listed: false,
        bytes: body.into_bytes(),
    })
}

/// The words of a mail as they were sent.
fn body(mail: &Message<'_>) -> Option<(String, Media)> {
    let plain: Vec<&str> = mail
        .text_bodies()
        .filter_map(|part| match &part.body {
            PartType::Text(text) => Some(text.as_ref()),
            _ => None,
        })
        .collect();
    let plain = plain.join("\n\n");
    let html = mail.html_bodies().find_map(|part| match &part.body {
        PartType::Html(text) => Some(text.as_ref()),
        _ => None,
    });
    match html {
        Some(html) if plain.trim().len() * 2 < words(html) => Some((html.into(), Media::Html)),
        _ if plain.trim().is_empty() => None,
        _ => Some((plain, Media::Text)),
    }
}

/// About how many bytes of a page are words.
fn words(html: &str) -> usize {
    let mut inside = false;
    let outside = html.bytes().filter(|b| {
        match b {
            b'<' => inside = true,
            b'>' => inside = false,
            _ => return !inside && !b.is_ascii_whitespace(),
        }
        false
    });
    outside.count()
}

/// A name of at most 60 characters, cut between words.
pub(crate) fn brief(slug: &str) -> String {
    match slug.get(..60) {
        Some(head) => head
            .rsplit_once('-')
            .map_or(head, |(words, _)| words)
            .to_string(),
        None => slug.to_string(),
    }
}
