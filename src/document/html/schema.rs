//! What a page says of itself in JSON-LD, in the terms of schema.org.

use dom_query::Document;
use serde_json::{Map, Value};

/// Objects beyond which JSON-LD is not looked at.
const OBJECTS: usize = 20_000;

/// What the article of a page is, in its own words.
#[derive(Debug, Default)]
pub struct Schema {
    /// Headline.
    pub title: Option<String>,
    /// Name of the publisher, else of the site.
    pub publisher: Option<String>,
    /// Names of the authors.
    pub authors: Vec<String>,
    /// Date of publication, as written.
    pub issued: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Language tag.
    pub language: Option<String>,
}

type Object = Map<String, Value>;

impl Schema {
    /// Reads all JSON-LD of a page: objects, lists, `@graph`, references by `@id`. What cannot be parsed is
    /// passed over.
    pub fn of(page: &Document) -> Self {
        let mut values = Vec::new();
        for script in page.select("script[type]").nodes() {
            let kind = script.attr_or("type", "");
            if kind
                .trim()
                .to_ascii_lowercase()
                .starts_with("application/ld+json")
            {
                values.extend(parse(&script.text()));
            }
        }
        let mut objects = Vec::new();
        for value in &values {
            collect(value, &mut objects);
        }
        let graph = Graph(objects);
        let article = graph.find(is_article);
        let page = graph.find(|t| t.ends_with("WebPage"));
        let site = graph.find(|t| t == "WebSite");
        let of = |object: Option<&Object>, key: &str| object.and_then(|o| graph.text(o.get(key)?));
        let about = article.or(page);
        Self {
            title: of(article, "headline").or_else(|| of(article, "name")),
            publisher: of(about, "publisher")
                .or_else(|| of(about, "sourceOrganization"))
                .or_else(|| of(site, "name")),
            authors: about
                .and_then(|a| a.get("author").or_else(|| a.get("creator")))
                .map(|a| graph.names(a))
                .unwrap_or_default(),
            issued: of(article, "datePublished")
                .or_else(|| of(page, "datePublished"))
                .or_else(|| of(article, "dateCreated")),
            address: of(article, "url")
                .or_else(|| of(page, "url"))
                .filter(|a| is_address(a)),
            language: of(about, "inLanguage").or_else(|| of(site, "inLanguage")),
        }
    }
}

/// All objects of a page's JSON-LD, in order.
struct Graph<'a>(Vec<&'a Object>);

impl<'a> Graph<'a> {
    /// The first object with a type that fits; of several, the first with a headline.
    fn find(&self, fits: impl Fn(&str) -> bool) -> Option<&'a Object> {
        let typed = |o: &&&Object| match o.get("@type") {
            Some(Value::String(t)) => fits(t),
            Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).any(&fits),
            _ => false,
        };
        let headed = self
            .0
            .iter()
            .filter(typed)
            .find(|o| o.contains_key("headline"));
        headed.or_else(|| self.0.iter().find(typed)).copied()
    }

    /// A text, the name of an object, or of the object that is referred to.
    fn text(&self, value: &Value) -> Option<String> {
        match value {
            Value::String(s) => Some(plain(s)).filter(|t| !t.is_empty()),
            Value::Array(all) => all.iter().find_map(|v| self.text(v)),
            Value::Object(o) => {
                let named = |o: &Object| {
                    o.get("name")
                        .or_else(|| o.get("@value"))
                        .and_then(Value::as_str)
                        .map(plain)
                };
                named(o).filter(|n| !n.is_empty()).or_else(|| {
                    let id = o.get("@id")?.as_str()?;
                    self.0
                        .iter()
                        .filter(|other| other.get("@id").and_then(Value::as_str) == Some(id))
                        .find_map(|other| named(other))
                })
            }
            _ => None,
        }
    }

    fn names(&self, value: &Value) -> Vec<String> {
        let all = match value {
            Value::Array(all) => all.iter().filter_map(|v| self.text(v)).collect(),
            Value::String(s) => super::metadata::people(s),
            other => self.text(other).into_iter().collect(),
        };
        all.into_iter().filter(|n| !n.contains("://")).collect()
    }
}

fn is_article(kind: &str) -> bool {
    let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
    kind.ends_with("Article")
        || matches!(
            kind,
            "BlogPosting" | "LiveBlogPosting" | "Report" | "SocialMediaPosting"
        )
}

/// JSON that may stand between marks of comments and have line breaks within its texts.
fn parse(text: &str) -> Option<Value> {
    let bare = text.trim();
    let bare = bare.strip_prefix("<!--").unwrap_or(bare);
    let bare = bare.strip_suffix("-->").unwrap_or(bare).trim();
    let bare = bare.trim_start_matches("//").trim();
    let bare = bare.strip_prefix("<![CDATA[").unwrap_or(bare).trim_start();
    let bare = bare
        .strip_suffix("]]>")
        .unwrap_or(bare)
        .trim_end()
        .trim_end_matches("//")
        .trim();
    let bare = bare.trim_end_matches(';');
    serde_json::from_str(bare)
        .or_else(|_| {
            let repaired: String = bare
                .chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect();
            serde_json::from_str(&repaired)
        })
        .ok()
}

fn collect<'a>(value: &'a Value, objects: &mut Vec<&'a Object>) {
    if objects.len() >= OBJECTS {
        return;
    }
    match value {
        Value::Array(all) => all.iter().for_each(|v| collect(v, objects)),
        Value::Object(o) => {
            objects.push(o);
            o.values().for_each(|v| collect(v, objects));
        }
        _ => {}
    }
}

/// Text without character references, tags and double spaces.
pub fn plain(text: &str) -> String {
    let joined = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.contains(['&', '<']) && text.len() < 10_000 {
        joined(&Document::fragment(text).text())
    } else {
        joined(text)
    }
}

/// Whether a text is an absolute address of the web.
pub fn is_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|r| !r.is_empty() && r.len() < 2000 && !r.contains(char::is_whitespace))
}
