//! A report as one HTML file that needs nothing else, or as Markdown with its pictures in it.

use crate::picture::xml::escape;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// The address of a plate in the Markdown of a report, by its place from 0.
pub fn address(place: usize) -> String {
    format!("plate:{place}")
}

/// The place of the plate at an address.
pub fn place(address: &str) -> Option<usize> {
    address.strip_prefix("plate:")?.parse().ok()
}

/// Markdown with each plate, an SVG text, written into it.
pub fn markdown(text: &str, plates: &[String]) -> String {
    let mut out = text.to_string();
    for (place, svg) in plates.iter().enumerate() {
        out = out.replace(
            &format!("({})", address(place)),
            &format!("({})", data_address(svg)),
        );
    }
    out
}

/// An address that holds the picture itself; all that a reader of Markdown or addresses might trip over is encoded.
fn data_address(svg: &str) -> String {
    let mut out = String::from("data:image/svg+xml,");
    for byte in svg.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(char::from(byte)),
            b'-' | b'_' | b'.' | b'~' | b'/' | b':' | b'=' | b',' | b';' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// One HTML page; its look is `data/reports/page.css`.
pub fn html(text: &str, plates: &[String]) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let mut title = String::new();
    let mut heading = false;
    let mut shown = None;
    let mut events = Vec::new();
    for event in Parser::new_ext(text, options) {
        match &event {
            Event::Start(Tag::Heading { .. }) if title.is_empty() => heading = true,
            Event::End(TagEnd::Heading(_)) => heading = false,
            Event::Text(text) if heading => title.push_str(text),
            _ => {}
        }
        let raw = |text: String| Event::Html(CowStr::from(text));
        match event {
            Event::Start(Tag::Image { dest_url, .. }) if place(&dest_url).is_some() => {
                shown = place(&dest_url).and_then(|p| plates.get(p));
            }
            Event::End(TagEnd::Image) if shown.is_some() => {
                let svg = shown.take().map_or("", String::as_str);
                events.push(raw(figure(svg, events.len())));
            }
            _ if shown.is_some() => {}
            Event::Start(Tag::Table(_)) => {
                events.extend([raw("<div class=\"wide\">\n".into()), event]);
            }
            Event::End(TagEnd::Table) => events.extend([event, raw("</div>\n".into())]),
            // A template is a user's own, and what it holds of HTML is shown as the text that it is.
            Event::Html(html) | Event::InlineHtml(html) => events.push(Event::Text(html)),
            event => events.push(event),
        }
    }
    let mut body = String::new();
    html::push_html(&mut body, events.into_iter());
    // Paragraphs that hold a picture alone.
    let body = body
        .replace("<p><figure>", "<figure>")
        .replace("</figure></p>", "</figure>");
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n\
         <style>\n{}</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
        escape(&title),
        include_str!("../../data/reports/page.css")
    )
}

/// A picture within a page.
fn figure(svg: &str, place: usize) -> String {
    format!("<figure>{}</figure>", own(svg, place))
}

/// A picture beside others: its identifiers are made its own, and its styles kept to it.
pub fn own(svg: &str, place: usize) -> String {
    let own = format!("p{place}");
    let mut svg = svg.trim_end().to_string();
    for id in ["title", "desc"] {
        svg = svg.replace(&format!("id=\"{id}\""), &format!("id=\"{own}{id}\""));
    }
    svg = svg.replace(
        "aria-labelledby=\"title desc\"",
        &format!("aria-labelledby=\"{own}title {own}desc\" class=\"{own}\""),
    );
    svg = svg.replace("id=\"a\"", &format!("id=\"{own}a\""));
    svg = svg.replace("url(#a)", &format!("url(#{own}a)"));
    scope(&svg, &own)
}

/// Puts each rule of a picture's style under the class of the picture.
fn scope(svg: &str, own: &str) -> String {
    let Some((before, rest)) = svg.split_once("<style>") else {
        return svg.to_string();
    };
    let Some((rules, after)) = rest.split_once("</style>") else {
        return svg.to_string();
    };
    let scoped: Vec<String> = rules
        .split_inclusive('}')
        .map(|rule| match rule.split_once('{') {
            Some((selectors, look)) => {
                let selectors: Vec<String> = selectors
                    .split(',')
                    .map(|s| format!(".{own} {}", s.trim()))
                    .collect();
                format!("{}{{{look}", selectors.join(","))
            }
            None => rule.to_string(),
        })
        .collect();
    format!("{before}<style>{}</style>{after}", scoped.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plates() -> Vec<String> {
        vec!["<svg aria-labelledby=\"title desc\"><title id=\"title\">x</title><style>.e,.f{fill:none}</style></svg>\n".into()]
    }

    #[test]
    fn a_page_holds_its_pictures_notes_and_no_scripts() {
        let text = "# Title *x*\n\n<script>alert(1)</script>\n\nSaid.[^1]\n\n![A](plate:0)\n\n[^1]: Source.\n";
        let page = html(text, &plates());
        assert!(
            page.contains("<title>Title x</title>") && page.contains("<figure><svg"),
            "{page}"
        );
        assert!(
            !page.contains("<script") && page.contains("footnote-definition"),
            "{page}"
        );
        assert!(page.contains(".p") && page.contains(" .e,.p"), "{page}");
    }

    #[test]
    fn markdown_holds_its_pictures() {
        let text = markdown("![A](plate:0)\n", &plates());
        assert!(text.starts_with("![A](data:image/svg+xml,%3Csvg") && !text.contains(' '));
    }
}
