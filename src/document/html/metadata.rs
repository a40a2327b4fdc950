//! What a page says of itself: JSON-LD, then `<meta>` and `<link>`, then what stands on it.

use crate::document::html::extent::Extent;
use crate::document::html::schema::{self, Schema};
use crate::document::{Hints, Media, date};
use dom_query::Document;

/// First year of publication that is taken for one; generators write year 1 or 1970 where they know none.
const FIRST_YEAR: i16 = 1990;

/// Title, publisher, authors, date of publication, address and language of a page.
///
/// What cannot be understood is left out: a page that misstates its date is still read.
pub fn read(page: &Document, extent: &Extent) -> Hints {
    let schema = Schema::of(page);
    let meta = Meta::of(page);
    let stated = |keys: &[&str]| keys.iter().find_map(|k| meta.get(k)).map(String::from);
    let publisher = schema.publisher.or_else(|| {
        stated(&[
            "og:site_name",
            "citation_publisher",
            "dc.publisher",
            "application-name",
        ])
    });
    let heading = only(page, "h1").or_else(|| first(page, "h1"));
    let title = schema
        .title
        .or_else(|| stated(&["og:title", "citation_title", "dc.title", "twitter:title"]))
        .or_else(|| first(page, "head > title"))
        .or_else(|| first(page, "title"));
    let title = settled(title, heading, publisher.as_deref());
    let mut authors = schema.authors;
    for key in [
        "author",
        "article:author",
        "citation_author",
        "parsely-author",
        "dc.creator",
        "byl",
        "sailthru.author",
    ] {
        if authors.is_empty() {
            authors = meta.all(key).flat_map(people).collect();
        }
    }
    if authors.is_empty() {
        authors = extent.byline.as_deref().map(people).unwrap_or_default();
    }
    authors.retain(|a| Some(a) != publisher.as_ref());
    authors.dedup();
    Hints {
        title,
        issued: schema
            .issued
            .as_deref()
            .and_then(day)
            .or_else(|| issued(page, &meta)),
        address: address(page, &meta).or(schema.address),
        language: language(page, &meta).or(schema.language),
        publisher,
        authors,
        media: Media::Markdown,
        ..Hints::default()
    }
}

/// `<meta>` by name, in small letters, in the order of the page.
struct Meta(Vec<(String, String)>);

impl Meta {
    fn of(page: &Document) -> Self {
        let mut all = Vec::new();
        for node in page.select("meta[content]").nodes() {
            let value = schema::plain(&node.attr_or("content", ""));
            let key = ["property", "name", "itemprop", "http-equiv"]
                .iter()
                .find_map(|k| node.attr(k));
            if let Some(key) = key.filter(|_| !value.is_empty()) {
                all.push((key.trim().to_lowercase(), value));
            }
        }
        Self(all)
    }

    fn all(&self, key: &str) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(move |(k, _)| k == key)
            .map(|(_, v)| v.as_str())
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.all(key).next()
    }
}

fn only(page: &Document, selector: &str) -> Option<String> {
    let found = page.select(selector);
    (found.length() == 1)
        .then(|| schema::plain(&found.text()))
        .filter(|t| !t.is_empty())
}

fn first(page: &Document, selector: &str) -> Option<String> {
    let text = page.select_single(selector).text();
    Some(schema::plain(&text)).filter(|t| !t.is_empty())
}

/// The title that a page states, or its heading where that is all of the title but the site's name, or more than what
/// was cut short.
fn settled(title: Option<String>, heading: Option<String>, site: Option<&str>) -> Option<String> {
    let Some(title) = title else {
        return heading;
    };
    if let Some(heading) = heading {
        let cut = title.trim_end_matches(['.', '…', ' ']);
        let longer = cut.len() < title.len() && cut.len() > 20 && heading.starts_with(cut);
        let behind = title.strip_prefix(heading.as_str()).map(str::trim_start);
        if longer || behind.is_some_and(|b| b.starts_with(['|', '-', '–', '—', '·', ':'])) {
            return Some(heading);
        }
    }
    let site = site.unwrap_or_default().to_lowercase();
    for separator in [" | ", " - ", " – ", " — ", " · ", " :: "] {
        if let Some((rest, last)) = title.rsplit_once(separator) {
            let last = last.trim().to_lowercase();
            let of_site = last == site || site.split(['.', ' ']).next() == Some(last.as_str());
            if !last.is_empty() && of_site {
                return Some(rest.trim().to_string());
            }
        }
    }
    Some(title)
}

/// The names of a byline.
pub fn people(byline: &str) -> Vec<String> {
    let byline = byline.trim();
    let bare = ["by ", "written by ", "von ", "par "]
        .iter()
        .find_map(|lead| {
            let head = byline.get(..lead.len())?;
            head.eq_ignore_ascii_case(lead)
                .then(|| byline[lead.len()..].trim())
        })
        .unwrap_or(byline);
    let named = |part: &str| {
        let words: Vec<&str> = part.split_whitespace().collect();
        (2..=5).contains(&words.len()) && part.starts_with(char::is_uppercase)
    };
    let joined = bare.replace(" and ", ", ").replace(" & ", ", ");
    let parts: Vec<&str> = joined
        .split(", ")
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .collect();
    if parts.len() > 1 && parts.iter().all(|p| named(p)) {
        return parts.into_iter().map(String::from).collect();
    }
    let single = bare
        .split([',', '|', '\n'])
        .next()
        .unwrap_or_default()
        .trim();
    let fits =
        !single.is_empty() && single.len() < 80 && !single.contains("://") && !single.contains('@');
    fits.then(|| single.to_string()).into_iter().collect()
}

fn issued(page: &Document, meta: &Meta) -> Option<String> {
    let keys = [
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "article:published",
        "citation_publication_date",
        "citation_date",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date",
        "dcterms.date",
        "parsely-pub-date",
        "sailthru.date",
        "publish-date",
        "publish_date",
        "pubdate",
        "date",
    ];
    if let Some(day) = keys.iter().filter_map(|k| meta.get(k)).find_map(day) {
        return Some(day);
    }
    for selector in [
        "time[itemprop=datePublished]",
        "time[pubdate]",
        "article time",
        "main time",
    ] {
        let shown = page.select_single(selector);
        let stated = shown.attr("datetime").and_then(|d| day(&d));
        if let Some(day) = stated.or_else(|| day(&schema::plain(&shown.text()))) {
            return Some(day);
        }
    }
    None
}

/// A day as `2026-04-24`, if a text begins with one.
fn day(text: &str) -> Option<String> {
    let date = date::read(text).ok()?;
    let shown = date.to_string();
    let year: i16 = shown.get(..4)?.parse().ok()?;
    (year >= FIRST_YEAR).then_some(shown)
}

fn address(page: &Document, meta: &Meta) -> Option<String> {
    let canonical = page.select_single("link[rel=canonical]").attr("href");
    canonical
        .as_deref()
        .into_iter()
        .chain(meta.get("og:url"))
        .map(str::trim)
        .find(|a| schema::is_address(a))
        .map(String::from)
}

fn language(page: &Document, meta: &Meta) -> Option<String> {
    let html = page.select_single("html").attr("lang");
    let stated = html.as_deref().map(str::trim).filter(|l| !l.is_empty());
    let other = || {
        meta.get("og:locale")
            .or_else(|| meta.get("content-language"))
    };
    let tag = stated.or_else(other)?.replace('_', "-");
    let fits = tag.len() < 36 && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    fits.then_some(tag)
}
