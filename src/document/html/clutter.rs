//! What is on a page besides its article: navigation, banners, forms, notices, links to other articles.

use crate::document::html::extent::level;
use crate::document::html::inline;
use dom_query::{Document, NodeId, NodeRef};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Characters of the largest element that its class alone can condemn.
const SMALL: usize = 1500;
/// Characters of the largest form that is no more than a form; some sites put the whole page into one.
const FORM: usize = 600;

/// Words of classes, from `data/pages/clutter.txt`.
static WORDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../../data/pages/clutter.txt")
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .collect()
});

/// The outermost elements of a page that are clutter.
#[derive(Debug, Default)]
pub struct Clutter(FxHashSet<NodeId>);

impl Clutter {
    /// Finds the clutter of a page.
    pub fn of(page: &Document) -> Self {
        let mut clutter = Self::default();
        clutter.visit(&page.root());
        clutter
    }

    /// Whether an element is clutter.
    pub fn holds(&self, node: &NodeRef<'_>) -> bool {
        self.0.contains(&node.id)
    }

    fn visit(&mut self, node: &NodeRef<'_>) {
        for child in node.children_it(false) {
            if !child.is_element() {
                continue;
            }
            if is_clutter(&child) {
                self.0.insert(child.id);
            } else {
                self.visit(&child);
            }
        }
    }
}

fn is_clutter(node: &NodeRef<'_>) -> bool {
    let tag = inline::name(node);
    if by_name(&tag) {
        // A caption below a table belongs to it.
        let captions = &*tag == "figcaption"
            && node
                .parent()
                .is_some_and(|f| f.descendants_it().any(|n| n.has_name("table")));
        return !captions;
    }
    if matches!(
        &*tag,
        "html" | "body" | "main" | "article" | "table" | "tr" | "td" | "th"
    ) {
        return false;
    }
    let attributes = node.attrs();
    let value = |name: &str| {
        let found = attributes.iter().find(|a| &*a.name.local == name);
        found.map(|a| &*a.value)
    };
    let hidden = value("hidden").is_some_and(|v| v != "until-found")
        || value("aria-hidden") == Some("true")
        || value("style").is_some_and(hides);
    if hidden || value("role").is_some_and(by_role) {
        return true;
    }
    if &*tag == "form" {
        return shorter(node, FORM);
    }
    // A heading is never clutter by its class: "related" may be the name of what it heads.
    let named = [value("class"), value("id")]
        .into_iter()
        .flatten()
        .any(says_so);
    named && level(&tag).is_none() && shorter(node, SMALL)
}

/// Elements that are no part of an article, whatever they hold.
fn by_name(tag: &str) -> bool {
    matches!(
        tag,
        "head"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "iframe"
            | "svg"
            | "canvas"
            | "video"
            | "audio"
            | "object"
            | "embed"
            | "dialog"
            | "button"
            | "select"
            | "textarea"
            | "input"
            | "nav"
            | "footer"
            | "aside"
            | "menu"
            | "figcaption"
            | "rp"
            | "rt"
    )
}

/// Roles of what stands beside an article.
fn by_role(role: &str) -> bool {
    matches!(
        role,
        "navigation"
            | "complementary"
            | "banner"
            | "contentinfo"
            | "search"
            | "dialog"
            | "alertdialog"
            | "alert"
            | "menu"
            | "menubar"
            | "toolbar"
            | "tablist"
            | "doc-pagelist"
    )
}

fn hides(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// Whether the text below a node is shorter than a limit.
fn shorter(node: &NodeRef<'_>, limit: usize) -> bool {
    let mut size = 0;
    node.descendants_it().filter(NodeRef::is_text).all(|n| {
        size += n.query_or(0, |t| match &t.data {
            dom_query::NodeData::Text { contents } => contents.trim().len(),
            _ => 0,
        });
        size < limit
    })
}

/// Whether a class or id has one of the words, or two in a row that are listed together.
fn says_so(names: &str) -> bool {
    names.split_whitespace().any(|name| {
        let words: Vec<String> = words(name);
        words.iter().any(|w| WORDS.contains(w.as_str()))
            || words
                .windows(2)
                .any(|pair| WORDS.contains(format!("{}-{}", pair[0], pair[1]).as_str()))
    })
}

/// The words of `post-meta`, `postMeta`, `post__meta`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small = false;
    for c in name.chars().take(200) {
        if !c.is_alphanumeric() || (c.is_uppercase() && small) {
            words.push(String::new());
        }
        small = c.is_lowercase();
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|w| !w.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_say_what_is_clutter() {
        for name in [
            "newsletter-signup",
            "postMeta",
            "c-post__meta",
            "SocialLinks",
            "read-next",
            "article related",
        ] {
            assert!(says_so(name), "{name}");
        }
        for name in [
            "post-body",
            "adapter",
            "metadata-grid",
            "stock-price",
            "article",
        ] {
            assert!(!says_so(name), "{name}");
        }
    }
}
