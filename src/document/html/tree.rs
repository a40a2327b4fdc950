//! A page's characters to a tree of elements, within limits.

use dom_query::Document;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{LocalName, local_name};
use std::cell::{Cell, RefCell};

/// Elements inside of one another beyond which no further ones are opened; browsers stop at 512.
const DEPTH: usize = 256;
/// Tags beyond which a page's structure is passed over: the rest of its text is still read.
const TAGS: usize = 400_000;

/// Comparisons of attributes that a page may cost: the parser compares each with all others of its tag.
const COMPARISONS: usize = 200_000_000;

/// Parses a page as browsers do; nothing if a tag has attributes without end.
///
/// Elements that only change how letters look are passed over: they say nothing here, and unclosed ones are
/// opened again in each following block, which a hostile page uses to grow without end. So is what is nested
/// deeper than any page of a reader.
pub fn parse(html: &str) -> Option<Document> {
    if comparisons(html.as_bytes()) > COMPARISONS {
        return None;
    }
    let options = TreeBuilderOpts {
        scripting_enabled: false,
        ..TreeBuilderOpts::default()
    };
    let filter = Filter {
        builder: TreeBuilder::new(Document::default(), options),
        open: RefCell::default(),
        tags: Cell::new(0),
    };
    let tokenizer = Tokenizer::new(filter, html5ever::tokenizer::TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    // The tokenizer stops where a script ends, and goes on when asked.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    Some(tokenizer.sink.builder.sink.finish())
}

/// About how many comparisons of attributes the tags of a page take.
fn comparisons(html: &[u8]) -> usize {
    let mut all = 0_usize;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &html[at..]) {
        at += found + 1;
        if !html.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let (mut count, mut quote, mut before) = (0_usize, None, b' ');
        let mut end = html.len();
        for (offset, &byte) in html[at..].iter().enumerate() {
            match (quote, byte) {
                (Some(q), b) => quote = Some(q).filter(|q| *q != b),
                (None, b'>') => {
                    end = at + offset;
                    break;
                }
                // Only a value stands between quotation marks.
                (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
                (None, b) if b.is_ascii_whitespace() || b == b'/' => count += 1,
                _ => {}
            }
            if !byte.is_ascii_whitespace() {
                before = byte;
            }
        }
        at = end;
        all = all.saturating_add(count * count / 2);
    }
    all
}

/// Hands the tokens on that are wanted.
struct Filter {
    builder: TreeBuilder<<Document as TreeSink>::Handle, Document>,
    open: RefCell<Vec<LocalName>>,
    tags: Cell<usize>,
}

impl Filter {
    /// Whether a tag is handed on; keeps count of what is open.
    fn admits(&self, tag: &Tag) -> bool {
        if looks_only(&tag.name) {
            return false;
        }
        self.tags.set(self.tags.get() + 1);
        let mut open = self.open.borrow_mut();
        let free = self.tags.get() <= TAGS || raw(&tag.name);
        if closes_itself(&tag.name) {
            return free && open.len() < DEPTH;
        }
        match tag.kind {
            TagKind::StartTag if tag.self_closing && !raw(&tag.name) => free && open.len() < DEPTH,
            TagKind::StartTag => {
                // What holds no elements must be opened, or its text would be read as markup.
                let admitted = raw(&tag.name) || (free && open.len() < DEPTH);
                if admitted {
                    open.push(tag.name.clone());
                }
                admitted
            }
            TagKind::EndTag => {
                let below = open
                    .iter()
                    .rposition(|name| *name == tag.name || bounds(name));
                if let Some(at) = below.filter(|at| open[*at] == tag.name) {
                    open.truncate(at);
                }
                true
            }
        }
    }
}

impl TokenSink for Filter {
    type Handle = <Document as TreeSink>::Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Self::Handle> {
        match &token {
            Token::TagToken(tag) if !self.admits(tag) => TokenSinkResult::Continue,
            Token::CommentToken(_) | Token::ParseError(_) => TokenSinkResult::Continue,
            _ => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// The formatting elements of the HTML standard, without `a`.
fn looks_only(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}

/// Elements without content, and those whose end tag may be left out: they cannot nest by themselves.
fn closes_itself(name: &LocalName) -> bool {
    matches!(
        name.as_ref(),
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
            | "p"
            | "li"
            | "dt"
            | "dd"
            | "td"
            | "th"
            | "tr"
            | "tbody"
            | "thead"
            | "tfoot"
            | "colgroup"
            | "option"
            | "optgroup"
            | "rp"
            | "rt"
            | "html"
            | "head"
            | "body"
    )
}

/// Elements whose content is not markup.
fn raw(name: &LocalName) -> bool {
    matches!(
        name.as_ref(),
        "script" | "style" | "title" | "textarea" | "xmp" | "iframe" | "noembed" | "noframes"
    )
}

/// Elements past which an end tag closes nothing.
fn bounds(name: &LocalName) -> bool {
    matches!(
        name.as_ref(),
        "table"
            | "caption"
            | "button"
            | "object"
            | "marquee"
            | "applet"
            | "template"
            | "select"
            | "svg"
            | "math"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> Document {
        parse(html).unwrap_or_default()
    }

    fn depth(document: &Document) -> usize {
        document
            .root()
            .descendants_it()
            .map(|n| n.ancestors_it(None).count())
            .max()
            .unwrap_or(0)
    }

    #[test]
    fn structure_is_kept_and_looks_are_not() {
        let page = page("<p>A <b>bold</b> <em>word</em><ul><li>x<li>y</ul><script>'<p>'</script>");
        assert_eq!(page.select("p").text().as_ref(), "A bold word");
        assert_eq!(page.select("li").length(), 2);
        assert_eq!(page.select("b").length(), 0);
    }

    #[test]
    fn depth_has_a_limit_and_text_stays() {
        for tag in [
            "div", "span", "b", "a", "ul", "table", "svg", "template", "select", "form", "zz",
        ] {
            let page = page(&(format!("<{tag}>").repeat(5000) + "end"));
            assert!(depth(&page) < 4 * DEPTH, "{tag}: {}", depth(&page));
            assert!(page.text().contains("end") || tag == "template", "{tag}");
        }
        let mixed = "<div><table><td></div>".repeat(3000);
        assert!(depth(&page(&mixed)) < 8 * DEPTH);
    }

    #[test]
    fn attributes_without_end_are_refused() {
        let many: String = (0..30_000).map(|n| format!(" a{n}")).collect();
        assert!(parse(&format!("<p{many}>x</p>")).is_none());
        assert!(parse(&"<p class=x id=y>x</p>".repeat(3000)).is_some());
    }

    #[test]
    fn unclosed_letters_are_not_opened_again() {
        let fonts: String = (0..3000).map(|n| format!("<font size={n}><p>")).collect();
        assert!(page(&fonts).tree.len() < 10_000);
    }
}
