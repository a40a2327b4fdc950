//! Pages from the web, fetched politely.

use crate::source::input::{Data, Input};
use crate::source::robots::{self, Robots};
use crate::source::{Access, SourceError, address};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::net::SocketAddr;
use std::thread;
use ureq::config::Config;
use ureq::http::{Response, Uri, header};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body};
use url::Url;

/// What sites know this program as.
const PROGRAM: &str = "aikg";
/// How many redirects are followed.
const REDIRECTS: usize = 5;
/// What is asked for.
const ACCEPT: &str = "text/html, application/xhtml+xml, text/markdown, text/plain, application/pdf, \
                      application/rss+xml, application/atom+xml, */*;q=0.5";

/// Fetches pages, and remembers what sites allow.
pub(crate) struct Fetcher {
    agent: Agent,
    access: Access,
    /// By scheme, host and port.
    robots: BTreeMap<String, Robots>,
    /// Sites that were asked before.
    asked: BTreeSet<String>,
}

impl Fetcher {
    /// A fetcher that has asked nobody yet. It knows no proxy.
    pub(crate) fn new(access: Access) -> Self {
        let config = Config::builder()
            .user_agent(format!("{PROGRAM}/{}", env!("CARGO_PKG_VERSION")))
            .accept(ACCEPT)
            .timeout_global(Some(access.timeout))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .proxy(None)
            .build();
        let resolver = Guarded {
            inner: DefaultResolver::default(),
            private: access.private,
        };
        Self {
            agent: Agent::with_parts(config, DefaultConnector::default(), resolver),
            access,
            robots: BTreeMap::new(),
            asked: BTreeSet::new(),
        }
    }

    /// What stands at an address, behind at most [`REDIRECTS`] redirects; each is looked at as the first
    /// address is. Its address is that of the last.
    pub(crate) fn fetch(&mut self, address: &str) -> Result<Input, SourceError> {
        let broken = |e: url::ParseError| refused(address, format!("it is no address: {e}"));
        let mut url = Url::parse(address).map_err(broken)?;
        for _ in 0..=REDIRECTS {
            url.set_fragment(None);
            self.ask_robots(address, &url)?;
            let response = self.get(address, &url)?;
            match redirect(&url, &response) {
                Some(next) if address::is(next.as_str()) => url = next,
                Some(next) => {
                    let scheme = next.scheme();
                    return Err(refused(
                        address,
                        format!("it leads to an address of {scheme}"),
                    ));
                }
                None => return input(address, &url, response),
            }
        }
        let message = format!("it leads on and on, through more than {REDIRECTS} redirects");
        Err(failed(address, message))
    }

    /// Refuses a page that its site has closed to programs.
    fn ask_robots(&mut self, address: &str, url: &Url) -> Result<(), SourceError> {
        let site = url.origin().ascii_serialization();
        if !self.robots.contains_key(&site) {
            let robots = self.robots_of(address, url)?;
            self.robots.insert(site.clone(), robots);
        }
        let path = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_string(),
        };
        if self.robots.get(&site).is_some_and(|r| !r.allow(&path)) {
            return Err(refused(
                address,
                format!("the robots.txt of {site} closes it to programs"),
            ));
        }
        Ok(())
    }

    /// The rules of a site: none if it has none, all closed if it fails to say.
    fn robots_of(&mut self, address: &str, url: &Url) -> Result<Robots, SourceError> {
        let mut place = url.clone();
        place.set_path("/robots.txt");
        place.set_query(None);
        for _ in 0..=REDIRECTS {
            let response = self.get(address, &place)?;
            match redirect(&place, &response) {
                Some(next) if address::is(next.as_str()) => {
                    place = next;
                    continue;
                }
                Some(_) => return Ok(Robots::default()),
                None => {}
            }
            return Ok(match response.status().as_u16() {
                200..=299 => {
                    let mut text = Vec::new();
                    let body = response.into_body().into_reader();
                    let read = body.take(robots::LENGTH).read_to_end(&mut text);
                    read.map_err(|e| failed(address, format!("its robots.txt: {e}")))?;
                    Robots::read(&String::from_utf8_lossy(&text), PROGRAM)
                }
                500.. => Robots::closed(),
                _ => Robots::default(),
            });
        }
        Ok(Robots::default())
    }

    fn get(&mut self, address: &str, url: &Url) -> Result<Response<Body>, SourceError> {
        let host = url.host_str().unwrap_or_default().to_string();
        if !self.asked.insert(host) {
            thread::sleep(self.access.pause);
        }
        self.agent.get(url.as_str()).call().map_err(|e| match e {
            ureq::Error::Io(e) if is_private(&e) => refused(address, e.to_string()),
            ureq::Error::Timeout(_) => {
                let seconds = self.access.timeout.as_secs();
                failed(address, format!("no answer within {seconds} seconds"))
            }
            ureq::Error::HostNotFound => failed(address, "there is no such site".into()),
            other => failed(address, other.to_string()),
        })
    }
}

fn refused(address: &str, message: String) -> SourceError {
    SourceError::Refused {
        origin: address.to_string(),
        message,
    }
}

fn failed(address: &str, message: String) -> SourceError {
    SourceError::Fetch {
        origin: address.to_string(),
        message,
    }
}

/// Where a response leads.
fn redirect(url: &Url, response: &Response<Body>) -> Option<Url> {
    let moved = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    let to = response.headers().get(header::LOCATION)?.to_str().ok()?;
    moved.then(|| url.join(to).ok()).flatten()
}

/// What an answer gives.
fn input(address: &str, url: &Url, response: Response<Body>) -> Result<Input, SourceError> {
    if response.status().as_u16() != 200 {
        return Err(failed(
            address,
            format!("the site answers {}", response.status()),
        ));
    }
    let media_type = response.headers().get(header::CONTENT_TYPE);
    let media_type = media_type.and_then(|t| t.to_str().ok()).map(String::from);
    let body = Received(response.into_body().into_reader());
    let mut input = Input::new(address, address::name(url), Data::Stream(Box::new(body)));
    input.media_type = media_type;
    input.hints.address = Some(url.to_string());
    Ok(input)
}

/// A body whose faults are those of the network, not of what is in it.
struct Received<R>(R);

impl<R: Read> Read for Received<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0
            .read(into)
            .map_err(|e| io::Error::other(BrokenOff(e.to_string())))
    }
}

/// An answer that does not come to its end.
#[derive(Debug, thiserror::Error)]
#[error("the answer breaks off: {0}")]
pub(crate) struct BrokenOff(String);

/// An address of a machine that is not on the public internet.
#[derive(Debug, thiserror::Error)]
#[error("{0} is no address of the public internet")]
struct Private(std::net::IpAddr);

fn is_private(error: &io::Error) -> bool {
    let inner = error.get_ref();
    inner.is_some_and(<dyn std::error::Error + Send + Sync>::is::<Private>)
}

/// Finds the machines of a name, and refuses private ones, so that the machine that is asked is the one
/// that was looked at.
#[derive(Debug)]
struct Guarded {
    inner: DefaultResolver,
    private: bool,
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let closed = |place: &&SocketAddr| !self.private && !address::is_public(place.ip());
        match found.iter().find(closed) {
            None => Ok(found),
            Some(place) => Err(ureq::Error::Io(io::Error::other(Private(place.ip())))),
        }
    }
}
