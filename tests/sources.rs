//! What is read besides text files: feeds, mails, archives, lines of JSON and pages from the web. All inputs are
//! made here; the web is a server of the test's own.

mod input;
mod server;

use crate::cli::place::{NOW, Place, Ran, expect_file};
use input::{atom, gzip, jsonl, mail, mbox, response, rss, rss_of, warc, zip};
use server::{Answer, Server};
use std::io::Cursor;

const FACT: &str = "Ai2 released OLMo 2 32B on March 13, 2025.\n";
const PRICE: &str = "Mistral Medium 3 costs $0.40 per million input tokens.\n";

/// Compares runs with the file `tests/sources/NAME.txt`.
fn expect(name: &str, runs: &[Ran]) {
    let shown: Vec<String> = runs.iter().map(ToString::to_string).collect();
    expect_file(&format!("tests/sources/{name}.txt"), &shown.join("\n"));
}

#[test]
fn a_feed_gives_a_document_an_entry_and_each_once() {
    let place = Place::workspace();
    place.file("wire.rss", rss());
    place.file("notes.xml", atom());
    let first = place.run("add wire.rss notes.xml").status(3);
    let kept = place.files();
    let again = place.run("add wire.rss").status(3);
    assert!(kept == place.files(), "known entries are not read again");
    let sources = place.run("query sources").status(0);
    let extracted = place.run("extract --format jsonl notes.xml").status(0);
    expect("feed", &[first, again, sources, extracted]);
}

#[test]
fn pages_in_feeds_and_lines_are_read_as_pages() {
    let place = Place::workspace();
    let entry = format!(
        "<p><b>{}</b></p><ul><li>It has 32 billion parameters.</li></ul>",
        FACT.trim()
    );
    place.file("page.rss", rss_of(&entry));
    let page = format!("<!doctype html><title>T</title><article><p>{PRICE}</p></article>");
    let line = serde_json::json!({"url": "https://x.example/medium", "html": page});
    place.file("pages.jsonl", line.to_string());
    let added = place.run("add page.rss pages.jsonl").status(0);
    let sound = place.run("verify").status(0);
    expect("pages", &[added, sound]);
    let kept = place.text("data/triples/articles/undated/larger.trig");
    let bytes = aikg::model::slug::digest(entry.as_bytes());
    assert!(kept.contains(&format!("ai:sourceSha256 \"{bytes}\"")));
    assert!(
        !place
            .text("data/triples/articles/undated/medium.trig")
            .contains("<article>")
    );
}

#[test]
fn a_mail_and_a_mailbox_are_newsletters() {
    let place = Place::workspace();
    place.file("letter.eml", mail("Olmo grows", FACT));
    place.file("list.mbox", mbox(&[FACT, "", PRICE]));
    let added = place.run("add letter.eml list.mbox").status(3);
    let sources = place.run("query sources").status(0);
    let text = place
        .feed(
            "extract -",
            mbox(&[&format!("> quoted\n\nFrom here on:\n{FACT}")]),
        )
        .status(0);
    expect("mail", &[added, sources, text]);
}

#[test]
fn lines_of_json_are_documents() {
    let place = Place::workspace();
    place.file("news.jsonl", jsonl());
    let runs = [
        place.run("extract news.jsonl").status(3),
        place.feed("extract --format jsonl -", jsonl()).status(3),
        place.run("add news.jsonl").status(3),
        place.run("query sources").status(0),
    ];
    expect("lines", &runs);
}

#[test]
fn an_archive_of_the_web_gives_its_pages() {
    let place = Place::workspace();
    let records = [
        ("warcinfo", "", "software: test\r\n".to_string()),
        (
            "response",
            "https://x.example/olmo-2",
            response("200 OK", "text/plain", FACT),
        ),
        (
            "response",
            "https://x.example/gone",
            response("404 Not Found", "text/plain", PRICE),
        ),
        (
            "response",
            "https://x.example/a.png",
            response("200 OK", "image/png", PRICE),
        ),
        ("conversion", "https://x.example/medium.txt", PRICE.into()),
    ];
    let whole = warc(&records);
    place.file("crawl.warc", &whole);
    place.file("cut.warc", &whole[..whole.len() - 20]);
    // Every record a member of its own, as archives are written.
    let members: Vec<u8> = records
        .iter()
        .flat_map(|record| gzip(&warc(std::slice::from_ref(record))))
        .collect();
    place.file("crawl.warc.gz", &members);
    place.file("cut.warc.gz", &members[..members.len() - 20]);
    place.file("none.warc", "WARC/1.0\r\nContent-Length: x\r\n\r\n");
    let runs = [
        place.run("extract crawl.warc").status(0),
        place.run("extract cut.warc").status(3),
        place.run("extract crawl.warc.gz").status(0),
        place.run("extract cut.warc.gz").status(3),
        place.run("extract none.warc").status(3),
        place.run("add crawl.warc").status(0),
        place.run("add crawl.warc.gz").status(0),
    ];
    expect("warc", &runs);
}

#[test]
fn a_zip_archive_is_read_where_it_lies() {
    let place = Place::workspace();
    let inner = zip(&[("deep/medium.txt", PRICE.as_bytes())]);
    let files: [(&str, &[u8]); 6] = [
        ("news/olmo.md", FACT.as_bytes()),
        ("news/.hidden.md", FACT.as_bytes()),
        ("news/picture.png", b"\x89PNG"),
        ("inner.zip", &inner),
        ("../../escaped.md", FACT.as_bytes()),
        ("/etc/absolute.md", FACT.as_bytes()),
    ];
    place.file("news.zip", zip(&files));
    place.file("cut.zip", &zip(&files)[..200]);
    place.file("pictures.zip", zip(&[("a.png", b"\x89PNG")]));
    let before = place.names();
    let runs = [
        place.run("extract news.zip").status(3),
        place.feed("extract -", zip(&files[..1])).status(0),
        place.run("extract cut.zip").status(3),
        place.run("extract pictures.zip").status(3),
    ];
    assert_eq!(before, place.names(), "nothing is unpacked");
    expect("zip", &runs);
}

#[test]
fn bombs_are_told_and_stopped() {
    let place = Place::workspace();
    let zeros = vec![b' '; 40 << 20];
    place.file(
        "flat.zip",
        zip(&[("a.txt", &zeros), ("b.txt", &zeros), ("c.md", b"c")]),
    );
    place.file("flat.jsonl.gz", gzip(&zeros));
    let mut nested = zip(&[("a.txt", FACT.as_bytes())]);
    for _ in 0..6 {
        nested = zip(&[("a.zip", &nested)]);
    }
    place.file("deep.zip", nested);
    let mut packed = FACT.as_bytes().to_vec();
    for _ in 0..6 {
        packed = gzip(&packed);
    }
    place.file("deep.gz", packed);
    let entities: String = (1..40)
        .map(|n| format!("<!ENTITY e{n} \"&e{};&e{};\">", n - 1, n - 1))
        .collect();
    let laughs = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY e0 \"ha\">{entities}\
         <!ENTITY file SYSTEM \"file:///etc/passwd\">]><rss version=\"2.0\"><channel><title>&e39;</title>\
         <item><title>&file;</title><description>&e39; {FACT}</description></item></channel></rss>"
    );
    place.file("laughs.rss", laughs);
    let deep = format!("<rss version=\"2.0\"><channel>{}", "<item>".repeat(300_000));
    place.file("deep.rss", deep);
    let mut mime = String::from("From: A <a@x.example>\n");
    for n in 0..20_000 {
        mime.push_str(&format!(
            "Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"
        ));
    }
    place.file("deep.eml", mime);
    let runs = [
        place.run("extract flat.zip").status(3),
        place.run("extract flat.jsonl.gz").status(3),
        place.run("extract deep.zip").status(3),
        place.run("extract deep.gz").status(3),
        place.run("extract laughs.rss"),
        place.run("extract deep.rss").status(3),
        place.run("extract deep.eml").status(3),
    ];
    expect("bombs", &runs);
}

#[test]
fn pages_are_fetched_politely() {
    let place = Place::workspace();
    let server = Server::start(|path| match path {
        "/robots.txt" => Answer::text("User-agent: *\nDisallow: /closed/\n"),
        "/news/olmo-2.txt" => Answer::text(FACT),
        "/moved" => Answer::moved("/news/olmo-2.txt#top"),
        "/round" => Answer::moved("/round?again"),
        "/round?again" => Answer::moved("/round"),
        "/to-closed" => Answer::moved("/closed/a.txt"),
        "/to-file" => Answer::moved("file:///etc/passwd"),
        "/packed.txt" => Answer::gzip(&gzip(PRICE.as_bytes())),
        "/huge.txt" => Answer::gzip(&gzip(&vec![b' '; 70 << 20])),
        "/short" => Answer::short(FACT),
        "/wire" => Answer::of("application/rss+xml", rss()),
        "/failing" => Answer::status("500 Internal Server Error"),
        _ => Answer::status("404 Not Found"),
    });
    let run = |paths: &[&str]| {
        let addresses: Vec<String> = paths.iter().map(|p| server.address(p)).collect();
        let line = format!("extract --pause 0 --allow-private {}", addresses.join(" "));
        server.plain(place.run(&line))
    };
    let mut runs = vec![
        run(&["/news/olmo-2.txt", "/moved", "/packed.txt"]).status(0),
        run(&["/wire"]).status(3),
    ];
    for fault in [
        "/closed/a.txt",
        "/to-closed",
        "/to-file",
        "/round",
        "/gone",
        "/failing",
        "/huge.txt",
        "/short",
    ] {
        runs.push(run(&[fault]).status(3));
    }
    let added = format!("add --pause 0 --allow-private {}", server.address("/moved"));
    runs.push(server.plain(place.run(&added)).status(0));
    let kept = place.text("data/triples/articles/undated/olmo-2.trig");
    assert!(kept.contains(&format!(
        "dct:source \"{}\"",
        server.address("/news/olmo-2.txt")
    )));
    expect("web", &runs);
    let asked = server.asked();
    assert!(
        asked.iter().all(|r| r.contains("aikg/")),
        "it says who asks"
    );
    assert!(!asked.iter().any(|r| r.starts_with("GET /closed/")));
}

#[test]
fn private_machines_are_not_asked() {
    let place = Place::workspace();
    let server = Server::start(|_| Answer::text(FACT));
    let ran = place.run(&format!("extract {}", server.address("/a.txt")));
    expect("private", &[server.plain(ran).status(3)]);
    assert!(server.asked().is_empty());
    for address in [
        "http://localhost:1/",
        "http://[::1]:1/",
        "http://0.0.0.0:1/",
        "http://2130706433:1/",
    ] {
        place
            .run(&format!("extract {address}"))
            .status(3)
            .says("is no address of the public internet");
    }
}

#[test]
fn a_site_without_rules_to_be_had_is_closed() {
    let place = Place::workspace();
    let server = Server::start(|path| match path {
        "/robots.txt" => Answer::status("503 Service Unavailable"),
        _ => Answer::text(FACT),
    });
    let line = format!(
        "extract --pause 0 --allow-private {}",
        server.address("/a.txt")
    );
    place.run(&line).status(3).says("closes it to programs");
}

#[test]
fn memory_goes_by_the_batch() {
    // Sources are asked for one batch at a time: when the first batch is handed on, no more were read.
    use aikg::extract::Reader;
    use aikg::pipeline::{Task, read_all};
    use aikg::source::{Access, Hints, open};
    let (vocabulary, _) = crate::common::names();
    let reader = Reader::new(&vocabulary, &[], &[]).unwrap();
    let lines = "{\"text\": \"A text.\"}\n".repeat(2_000);
    let sources = open(&["-".to_string()], Cursor::new(lines), &Access::default());
    let taken = std::cell::Cell::new(0);
    let counted = sources.inspect(|_| taken.set(taken.get() + 1));
    let task = Task {
        reader: &reader,
        hints: &Hints::default(),
        recorded_at: NOW,
        identities: None,
        names: false,
    };
    let mut done = 0;
    let rest = read_all(counted, task, |outcomes| {
        done += outcomes.len();
        assert_eq!(done, taken.get());
        Ok::<(), ()>(())
    });
    assert!(rest.unwrap().failures.is_empty());
    assert_eq!(done, 2_000);
}

#[test]
fn no_cut_and_no_change_of_bytes_ends_in_a_panic() {
    use aikg::source::{Access, open};
    let record = (
        "response",
        "https://x.example/a",
        response("200 OK", "text/plain", FACT),
    );
    let inputs = [
        rss().into_bytes(),
        atom().into_bytes(),
        mail("A", FACT),
        mbox(&[FACT, PRICE]),
        jsonl().into_bytes(),
        warc(std::slice::from_ref(&record)),
        gzip(&warc(&[record])),
        zip(&[("a.md", FACT.as_bytes()), ("b.zip", &zip(&[]))]),
    ];
    let read = |bytes: &[u8]| {
        open(
            &["-".into()],
            Cursor::new(bytes.to_vec()),
            &Access::default(),
        )
        .count()
    };
    for input in &inputs {
        for cut in (0..input.len()).step_by(7) {
            read(&input[..cut]);
            let mut changed = input.clone();
            changed[cut] ^= 0x5a;
            read(&changed);
            changed[cut] = b'\n';
            read(&changed);
        }
    }
}
