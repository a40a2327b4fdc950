//! RSS, Atom and JSON feeds: a document an entry.

use crate::model::slug::slug;
use crate::source::input::{Input, Sources, once};
use crate::source::{Hints, Media, Source, SourceError, address, message};
use feed_rs::model::{Entry, Feed, Text};
use feed_rs::parser;
use mail_parser::decoders::html::html_to_text;

/// The entries of a feed, each with its address, title, authors and date; the feed's title is the
/// publisher.
///
/// An entry's text is its content, else its summary. Entities that the feed defines itself are not
/// resolved.
pub(crate) fn sources(mut input: Input) -> Sources {
    let bytes = match input.bytes() {
        Ok(bytes) => bytes,
        Err(fault) => return once(Err(fault)),
    };
    let base = input.hints.address.as_deref();
    let parsed = parser::Builder::new()
        .base_uri(base)
        .build()
        .parse(&bytes[..]);
    match parsed {
        Ok(feed) => entries(input, feed),
        Err(error) => once(Err(input.broken(&error))),
    }
}

fn entries(input: Input, mut feed: Feed) -> Sources {
    let common = Hints {
        publisher: feed.title.as_ref().and_then(words),
        language: feed.language.take(),
        ..Hints::default()
    };
    let numbered = feed.entries.into_iter().zip(1..);
    Box::new(numbered.map(move |(entry, number)| source(&input, &common, entry, number)))
}

fn source(
    input: &Input,
    common: &Hints,
    entry: Entry,
    number: usize,
) -> Result<Source, SourceError> {
    let origin = format!("{}, entry {number}", input.origin);
    let address = link(&entry);
    let title = entry.title.as_ref().and_then(words);
    let Some((text, media)) = text(entry.content, entry.summary) else {
        return Err(SourceError::Broken {
            origin,
            message: "the entry has no text".into(),
        });
    };
    let named = address.as_deref().and_then(address::stem);
    let titled = || title.as_deref().map(|t| message::brief(&slug(t)));
    let authors = entry.authors.into_iter().filter_map(|a| a.name);
    let day = entry.published.or(entry.updated);
    let mut hints = Hints {
        title: title.clone(),
        authors: authors.filter(|a| !a.trim().is_empty()).collect(),
        issued: day.map(|d| d.format("%Y-%m-%d").to_string()),
        language: entry.language,
        ..Hints::default()
    };
    hints.fill(common.clone());
    hints.fill(Hints {
        address: None,
        ..input.hints.clone()
    });
    hints.address = address;
    Ok(Source {
        stem: named
            .or_else(titled)
            .unwrap_or_else(|| format!("{}-{number}", input.stem())),
        origin,
        media,
        hints,
        listed: true,
        bytes: text.into_bytes(),
    })
}

/// The page of an entry; its identifier where that is an address.
fn link(entry: &Entry) -> Option<String> {
    let page = |rel: Option<&str>| matches!(rel, None | Some("alternate"));
    let mut links = entry.links.iter().filter(|l| page(l.rel.as_deref()));
    let linked = links.find(|l| address::is(&l.href)).map(|l| l.href.clone());
    linked.or_else(|| Some(entry.id.clone()).filter(|id| address::is(id)))
}

fn text(
    content: Option<feed_rs::model::Content>,
    summary: Option<Text>,
) -> Option<(String, Media)> {
    let content = content.and_then(|c| Some((c.body?, c.content_type.to_string())));
    let summary = summary.map(|s| (s.content, s.content_type.to_string()));
    let mut all = content.into_iter().chain(summary);
    let (text, kind) = all.find(|(text, _)| !text.trim().is_empty())?;
    let marked = ["</", "/>", "<br", "<p>"].iter().any(|m| text.contains(m));
    let media = match Media::of_type(&kind) {
        Some(Media::Html) => Media::Html,
        _ if marked => Media::Html,
        _ => Media::Text,
    };
    Some((text, media))
}

/// A title without markup.
fn words(text: &Text) -> Option<String> {
    let plain = if text.content_type.to_string().ends_with("html") {
        html_to_text(&text.content)
    } else {
        text.content.clone()
    };
    let words: Vec<&str> = plain.split_whitespace().collect();
    Some(words.join(" ")).filter(|words| !words.is_empty())
}
