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
