//! Inputs of each kind.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub fn rss() -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<rss version=\"2.0\"><channel>
<title>Example Wire</title><link>https://wire.example/</link><language>en</language>
<item><title>Ai2 &amp; its larger OLMo</title><link>https://wire.example/2025/olmo-2-32b</link>
<pubDate>Thu, 13 Mar 2025 10:00:00 GMT</pubDate><author>ann@wire.example (Ann Field)</author>
<description>Ai2 released OLMo 2 32B on March 13, 2025.</description></item>
<item><title>Only a title</title><link>https://wire.example/2025/empty</link></item>
<item><title>A price</title><guid>https://wire.example/2025/price</guid>
<description>Mistral Medium 3 costs $0.40 per million input tokens.</description></item>
</channel></rss>
"
    .into()
}

/// A feed of one entry.
pub fn rss_of(content: &str) -> String {
    format!(
        "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>\
         <title>Example Wire</title><item><title>Larger</title><link>https://wire.example/larger</link>\
         <content:encoded><![CDATA[{content}]]></content:encoded></item></channel></rss>"
    )
}

pub fn atom() -> String {
    "<?xml version=\"1.0\"?>
<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">
<title>Notes</title><id>urn:notes</id><updated>2025-05-08T00:00:00Z</updated>
<entry><title type=\"html\">The &lt;b&gt;middle&lt;/b&gt; one</title><id>urn:notes:1</id>
<link rel=\"self\" href=\"https://notes.example/api/1\"/><link href=\"https://notes.example/1234\"/>
<author><name>Bo Reed</name></author><published>2025-05-07T23:30:00-05:00</published>
<content type=\"text\">Mistral AI released Mistral Medium 3 in 2025.</content></entry>
</feed>
"
    .into()
}

pub fn mail(subject: &str, text: &str) -> Vec<u8> {
    format!(
        "From: The Open Ledger <letters@ledger.example>\r\nTo: you@x.example\r\nSubject: {subject}\r\n\
         Date: Thu, 13 Mar 2025 09:00:00 +0100\r\nArchived-At: <https://ledger.example/letters/7>\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{text}"
    )
    .into_bytes()
}

pub fn mbox(texts: &[&str]) -> Vec<u8> {
    let mut all = String::new();
    for (text, n) in texts.iter().zip(1..) {
        let text = text.replace("\nFrom ", "\n>From ");
        all.push_str(&format!(
            "From ledger@x.example Thu Mar 13 09:00:00 2025\nFrom: Ledger <ledger@x.example>\n\
             Subject: =?utf-8?q?Letter_{n}_=E2=80=93_prices?=\nDate: Thu, 13 Mar 2025 09:00:00 +0100\n\n{text}\n"
        ));
    }
    all.into_bytes()
}

pub fn jsonl() -> String {
    "{\"id\": \"olmo\", \"url\": \"https://x.example/olmo\", \"title\": \"Larger\", \"publisher\": \"X\", \
     \"date\": \"2025-03-13\", \"author\": [\"Ann\", {\"name\": \"Bo\"}], \"language\": \"en\", \
     \"text\": \"Ai2 released OLMo 2 32B on March 13, 2025.\"}
{\"id\": 7, \"markdown\": \"# Prices\\n\\n**Mistral Medium 3** costs $0.40 per million input tokens.\", \"text\": \"no\"}

{\"title\": \"no text\"}
not json
{\"text\": [1]}
{\"text\": \"A text.\", \"date\": \"someday\"}
{\"text\": \"OLMo 2 32B is available under the Apache 2.0 license.\"}"
        .into()
}

/// A record a triple of type, address and content.
pub fn warc(records: &[(&str, &str, String)]) -> Vec<u8> {
    let mut all = String::new();
    for (kind, address, content) in records {
        let media = if *kind == "response" {
            "application/http; msgtype=response"
        } else {
            "text/plain"
        };
        all.push_str(&format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nContent-Type: {media}\r\n\
             Content-Length: {}\r\n\r\n{content}\r\n\r\n",
            content.len()
        ));
    }
    all.into_bytes()
}

pub fn response(status: &str, media: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nContent-Type: {media}\r\n\r\n{body}")
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
