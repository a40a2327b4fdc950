//! A small web server on this machine.

use crate::cli::place::Ran;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// Serves until the test ends.
pub struct Server {
    place: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

/// The bytes of a response.
pub struct Answer(Vec<u8>);

impl Server {
    /// Answers each path as `answer` says.
    pub fn start(answer: impl Fn(&str) -> Answer + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let place = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let list = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let request = request(&mut stream);
                let path = request.split(' ').nth(1).unwrap_or("/").to_string();
                list.lock().unwrap().push(request);
                // Who asked may have gone.
                let _ = stream.write_all(&answer(&path).0);
            }
        });
        Self { place, asked }
    }

    /// The address of a path.
    pub fn address(&self, path: &str) -> String {
        format!("http://{}{path}", self.place)
    }

    /// The heads of all requests so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// A run with this server's address taken out.
    pub fn plain(&self, mut ran: Ran) -> Ran {
        let here = self.place.to_string();
        let stem = here.replace([':', '.'], "-");
        for text in [&mut ran.line, &mut ran.stdout, &mut ran.stderr] {
            *text = text.replace(&here, "[SITE]").replace(&stem, "[SITE]");
        }
        ran
    }
}

fn request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut buffer = [0; 1024];
    while !bytes.ends_with(b"\r\n\r\n") {
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(read) => bytes.extend_from_slice(&buffer[..read]),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl Answer {
    fn new(status: &str, fields: &str, length: usize, body: &[u8]) -> Self {
        let head = format!(
            "HTTP/1.1 {status}\r\n{fields}Content-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        Self([head.as_bytes(), body].concat())
    }

    pub fn of(media: &str, body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        Self::new(
            "200 OK",
            &format!("Content-Type: {media}\r\n"),
            body.len(),
            body,
        )
    }

    pub fn text(body: &str) -> Self {
        Self::of("text/plain; charset=utf-8", body)
    }

    pub fn gzip(body: &[u8]) -> Self {
        let fields = "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n";
        Self::new("200 OK", fields, body.len(), body)
    }

    /// A body that ends before it should.
    pub fn short(body: &str) -> Self {
        Self::new(
            "200 OK",
            "Content-Type: text/plain\r\n",
            body.len() + 100,
            body.as_bytes(),
        )
    }

    pub fn status(status: &str) -> Self {
        Self::new(status, "", 0, b"")
    }

    pub fn moved(to: &str) -> Self {
        Self::new("302 Found", &format!("Location: {to}\r\n"), 0, b"")
    }
}
