use super::read;
use proptest::prelude::*;

fn text(html: &str) -> String {
    read(html.as_bytes())
        .map(|(text, _)| text)
        .unwrap_or_default()
}

#[test]
fn blocks_become_markdown() {
    let page = "<title>T</title><h2>Head <a href='#head'>#</a></h2><p>One <b>two</b><br>three &amp; <a href=x>four</a>.</p>\
        <ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ul><ol><li>x</li><li>y</li></ol>\
        <blockquote><p>q</p></blockquote><dl><dt>Context</dt><dd>128K</dd></dl><pre>let x;\n</pre>";
    assert_eq!(
        text(page),
        "# T\n\n## Head\n\nOne two three & four.\n\n- a\n  - b\n- c\n\n  d\n\n1. x\n2. y\n\n> q\n\n- Context: 128K\n\n```\nlet x;\n```\n"
    );
}

#[test]
fn tables_keep_their_cells() {
    let page = "<title>T</title><table><caption>Prices</caption>\
        <tr><th rowspan=2>Model</th><th colspan=2>Price</th></tr><tr><th>In</th><th>Out</th></tr>\
        <tr><td rowspan=2>A | B</td><td>$1</td><td>$2<sup>a</sup></td></tr><tr><td>$3</td><td><p>$4</p><p>$5</p></td></tr>\
        <tr><td colspan=3>Older</td></tr></table>";
    assert_eq!(
        text(page),
        "# T\n\nPrices\n\n| Model | In Price | Out Price |\n| --- | --- | --- |\n| A \\| B | $1 | $2a |\n\
         | A \\| B | $3 | $4 $5 |\n| Older |  |  |\n"
    );
}

#[test]
fn tables_that_arrange_a_page_are_no_tables() {
    let page = "<title>T</title><table><tr><td>menu</td><td><table><tr><td>One</td></tr></table><p>Two</p></td></tr></table>";
    assert_eq!(text(page), "# T\n\nmenu\n\nOne\n\nTwo\n");
}

#[test]
fn superscripts_are_exponents_or_notes() {
    let page = "<title>T</title><p>10<sup>26</sup> operations, 5 mm<sup>2</sup>, $3<sup>1</sup>, the 3<sup>rd</sup>, Core<sup>™</sup></p>";
    assert_eq!(
        text(page),
        "# T\n\n10^26 operations, 5 mm2, $3, the 3rd, Core™\n"
    );
}

#[test]
fn a_page_says_what_it_is() {
    let page = "<html lang=en><head><title>A &amp; B | Site</title><meta property=og:site_name content=Site>\
        <meta name=author content='By Ann Lee and Bob Ray'><link rel=canonical href=https://site.example/a>\
        <script type=application/ld+json>{\"@type\":\"WebSite\",\"name\":\"\nSite\"}</script>\
        </head><body><article><time datetime=2026-04-24T08:00>today</time><p>Text.</p></article>";
    let (_, hints) = read(page.as_bytes()).unwrap();
    assert_eq!(hints.title.as_deref(), Some("A & B"));
    assert_eq!(hints.publisher.as_deref(), Some("Site"));
    assert_eq!(hints.authors, ["Ann Lee", "Bob Ray"]);
    assert_eq!(hints.issued.as_deref(), Some("2026-04-24"));
    assert_eq!(hints.address.as_deref(), Some("https://site.example/a"));
    assert_eq!(hints.language.as_deref(), Some("en"));
}

#[test]
fn json_ld_in_all_its_forms() {
    for schema in [
        r#"{"@type":"NewsArticle","headline":"H","author":"Ann Lee","datePublished":"2026-04-24"}"#,
        r#"[{"@type":"Organization","name":"O"},{"@type":["Thing","BlogPosting"],"headline":"H","author":[{"name":"Ann Lee"}],"datePublished":"2026-04-24T00:00:00Z"}]"#,
        r##"{"@graph":[{"@type":"Article","headline":"H","author":{"@id":"#a"},"datePublished":"April 24, 2026"},{"@type":"Person","@id":"#a","name":"Ann Lee"}]}"##,
        r#"<!-- {"@type":"WebPage","mainEntity":{"@type":"Article","headline":"H","author":{"name":"Ann Lee"},"datePublished":"2026-04-24"}} -->"#,
    ] {
        let page = format!("<script type='application/ld+json'>{schema}</script><p>Text.</p>");
        let (_, hints) = read(page.as_bytes()).unwrap();
        assert_eq!(hints.title.as_deref(), Some("H"), "{schema}");
        assert_eq!(hints.authors, ["Ann Lee"], "{schema}");
        assert_eq!(hints.issued.as_deref(), Some("2026-04-24"), "{schema}");
    }
}

#[test]
fn dates_that_are_none_are_left_out() {
    for date in ["0001-01-01T00:00:00Z", "soon", "1970-01-01"] {
        let page = format!("<meta name=date content='{date}'><p>Text.</p>");
        assert_eq!(read(page.as_bytes()).unwrap().1.issued, None);
    }
}

#[test]
fn hostile_pages_are_read_or_refused() {
    for page in [
        "<table><tr><td rowspan=9999 colspan=9999>x".repeat(300),
        "<div class=ad>".repeat(10_000),
        "&lt;&amp;lt;".repeat(10_000),
        "<ul><li>a".repeat(10_000),
        "<blockquote><dl><dt>a<dd>".repeat(3000),
        format!(
            "<script type=application/ld+json>{}</script>",
            "[".repeat(50_000)
        ),
    ] {
        let _ = read(page.as_bytes());
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok((text, _)) = read(&bytes) {
            prop_assert!(!text.trim().is_empty());
            prop_assert_eq!(Ok(text), read(&bytes).map(|(t, _)| t));
        }
    }

    #[test]
    fn any_markup_is_read_the_same_twice(parts in proptest::collection::vec(
        prop_oneof![
            proptest::sample::select(vec![
                "<p>", "</p>", "<div class=share>", "</div>", "<table>", "<tr>", "<td colspan=3>", "<th>", "</table>", "<ul>",
                "<li>", "</ul>", "<h2>", "</h2>", "<pre>", "</pre>", "<blockquote>", "<br>", "<sup>", "</sup>", "<dl><dt>",
                "<dd>", "<article>", "<main>", "<span>", "</span>", "<a href=x>", "</a>", "<script>", "</script>", "<b>",
            ]).prop_map(String::from),
            "[a-z0-9 #>*|&;.`é-]{1,30}",
        ], 0..40)) {
        let page = parts.concat();
        let once = read(page.as_bytes());
        prop_assert_eq!(&once, &read(page.as_bytes()));
        if let Ok((text, _)) = once {
            let (plain, blocks) = crate::document::markdown::read(&text, 0);
            for block in blocks {
                prop_assert!(text.get(plain.stored(block.range, &text)).is_some());
            }
        }
    }
}
