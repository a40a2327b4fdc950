//! Which parts of a page are read.

use crate::document::html::clutter::Clutter;
use crate::document::html::inline;
use dom_query::{Document, NodeId, NodeRef};
use dom_smoothie::{Article, Config, Readability};
use rustc_hash::FxHashSet;

/// Elements beyond which the readability library is not asked: its cost grows faster than the page.
const ELEMENTS: usize = 60_000;
/// Share of the words of the page's own main part that must be left for the library to be believed.
const MAIN: usize = 60;
/// The same where the page does not say which part is the main one.
const BODY: usize = 25;

/// The text nodes of a page that are read.
#[derive(Debug)]
pub struct Extent {
    texts: FxHashSet<NodeId>,
    clutter: Clutter,
    /// What the library made of who wrote it.
    pub byline: Option<String>,
}

impl Extent {
    /// Finds the article of a page.
    ///
    /// The readability library says what is prose of the article. It takes short tables, lists and heads for
    /// clutter; what it leaves out of them within the article is read too. Where it leaves out much of what the
    /// page itself calls its main part, that part is read as a whole, without clutter.
    pub fn find(page: &Document) -> Self {
        let mut extent = Self {
            texts: FxHashSet::default(),
            clutter: Clutter::of(page),
            byline: None,
        };
        let (main, named) = main_part(page);
        let whole = extent.words(&main);
        if let Some((article, texts)) = readable(page) {
            extent.byline = article.byline;
            let kept: usize = extent.count(page, &texts);
            let enough = if named { MAIN } else { BODY };
            if kept > 0 && kept * 100 >= whole * enough {
                extent.texts = texts;
                extent.rescue(&common(page, &extent.texts));
                return extent;
            }
        }
        extent.texts = extent.texts_below(&main);
        extent
    }

    /// Whether a text node is read.
    pub fn reads(&self, node: &NodeRef<'_>) -> bool {
        self.texts.contains(&node.id)
    }

    /// Whether an element and all below it are passed over.
    pub fn skips(&self, node: &NodeRef<'_>) -> bool {
        self.clutter.holds(node)
    }

    /// Text nodes below a node, clutter left out.
    fn texts_below(&self, node: &NodeRef<'_>) -> FxHashSet<NodeId> {
        let mut texts = FxHashSet::default();
        self.each_text(node, false, &mut |text, _| {
            texts.insert(text.id);
        });
        texts
    }

    fn each_text(
        &self,
        node: &NodeRef<'_>,
        linked: bool,
        visit: &mut impl FnMut(&NodeRef<'_>, bool),
    ) {
        for child in node.children_it(false) {
            if child.is_text() {
                visit(&child, linked);
            } else if child.is_element() && !self.skips(&child) {
                self.each_text(&child, linked || child.has_name("a"), visit);
            }
        }
    }

    /// Characters of words below a node that are no links, clutter left out.
    fn words(&self, node: &NodeRef<'_>) -> usize {
        let mut count = 0;
        self.each_text(node, false, &mut |text, linked| {
            if !linked {
                count += letters(text);
            }
        });
        count
    }

    fn count(&self, page: &Document, texts: &FxHashSet<NodeId>) -> usize {
        let mut count = 0;
        self.each_text(&page.root(), false, &mut |text, linked| {
            if !linked && texts.contains(&text.id) {
                count += letters(text);
            }
        });
        count
    }

    /// Takes back tables, lists and heads within the article that were left out.
    fn rescue(&mut self, article: &NodeRef<'_>) {
        let mut found = Vec::new();
        self.lost(article, &mut found);
        for node in found {
            let texts = self.texts_below(&node);
            self.texts.extend(texts);
        }
        let mut heads = Vec::new();
        self.heads(article, &mut Vec::new(), &mut heads);
        self.texts.extend(heads);
    }

    fn lost<'a>(&self, node: &NodeRef<'a>, found: &mut Vec<NodeRef<'a>>) {
        for child in node.element_children() {
            if self.skips(&child) {
                continue;
            }
            let tag = inline::name(&child);
            let kind = matches!(&*tag, "table" | "ul" | "ol" | "dl" | "pre" | "blockquote");
            if !kind {
                self.lost(&child, found);
                continue;
            }
            let (mut all, mut own, mut read) = (0, 0, 0);
            self.each_text(&child, false, &mut |text, linked| {
                let size = letters(text);
                all += size;
                own += if linked { 0 } else { size };
                read += if self.texts.contains(&text.id) {
                    size
                } else {
                    0
                };
            });
            // Lists of links are no part of an article; a table may link its names.
            let share = if &*tag == "table" { 5 } else { 2 };
            if read < all && own * share > all && own > 12 {
                found.push(child);
            }
        }
    }

    /// Heads that stand before something that is read.
    fn heads(&self, node: &NodeRef<'_>, pending: &mut Vec<(u8, NodeId)>, heads: &mut Vec<NodeId>) {
        for child in node.children_it(false) {
            if child.is_text() {
                if self.texts.contains(&child.id) && letters(&child) > 0 {
                    heads.extend(pending.drain(..).map(|(_, id)| id));
                }
                continue;
            }
            if !child.is_element() || self.skips(&child) {
                continue;
            }
            match level(&inline::name(&child)) {
                Some(level) => {
                    pending.retain(|(above, _)| *above < level);
                    pending.extend(self.texts_below(&child).into_iter().map(|id| (level, id)));
                }
                None => self.heads(&child, pending, heads),
            }
        }
    }
}

/// The level of a heading.
pub fn level(name: &str) -> Option<u8> {
    let digit = name.strip_prefix('h')?;
    digit
        .parse()
        .ok()
        .filter(|n| (1..=6).contains(n) && digit.len() == 1)
}

/// What the library keeps: its account of the page, and the text nodes.
fn readable(page: &Document) -> Option<(Article, FxHashSet<NodeId>)> {
    let config = Config {
        max_elements_to_parse: ELEMENTS,
        disable_json_ld: true,
        ..Config::default()
    };
    // The library works on a copy whose nodes have the same numbers.
    let mut readability = Readability::with_document(page.clone(), None, Some(config)).ok()?;
    let article = readability.parse().ok()?;
    let content = readability.doc.select_single("#readability-page-1");
    let texts = content
        .nodes()
        .iter()
        .flat_map(NodeRef::descendants_it)
        .filter(NodeRef::is_text)
        .map(|n| n.id)
        .collect();
    Some((article, texts))
}

/// The part that the page calls its main one, and whether it does.
fn main_part(page: &Document) -> (NodeRef<'_>, bool) {
    for selector in ["main", "[role=main]", "article", "[itemprop=articleBody]"] {
        let found = page.select(selector);
        if let [only] = found.nodes() {
            return (*only, true);
        }
    }
    (page.body().unwrap_or_else(|| page.root()), false)
}

/// The lowest element that holds all these nodes, and is not a part of a table or list.
fn common<'a>(page: &'a Document, texts: &FxHashSet<NodeId>) -> NodeRef<'a> {
    let mut node = page.root();
    let mut lowest = node;
    loop {
        let mut holders = node.children_it(false).filter(|child| {
            child.is_text() && texts.contains(&child.id)
                || child.is_element() && child.descendants_it().any(|n| texts.contains(&n.id))
        });
        match (holders.next(), holders.next()) {
            (Some(only), None) if only.is_element() => {
                let tag = inline::name(&only);
                node = only;
                if !matches!(
                    &*tag,
                    "table" | "tbody" | "thead" | "tr" | "ul" | "ol" | "dl" | "li" | "blockquote"
                ) {
                    lowest = only;
                }
            }
            _ => return lowest,
        }
    }
}

/// Bytes of a text node that are no white space.
fn letters(text: &NodeRef<'_>) -> usize {
    text.query_or(0, |n| match &n.data {
        dom_query::NodeData::Text { contents } => contents
            .bytes()
            .filter(|b| !b.is_ascii_whitespace())
            .count(),
        _ => 0,
    })
}
