//! Addresses of pages, and which of them are open to everyone.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::Path;
use url::Url;

/// Whether a name is an address that can be fetched.
pub fn is(name: &str) -> bool {
    let head = name.get(..8).unwrap_or(name).to_ascii_lowercase();
    head.starts_with("http://") || head.starts_with("https://")
}

/// The last part of an address that says something.
pub(crate) fn name(address: &Url) -> String {
    let parts = address.path_segments().into_iter().flatten();
    let last = parts.rev().find(|part| !part.is_empty());
    let name = last.or(address.host_str()).unwrap_or("page");
    let plain = name.chars().filter(|c| !c.is_control()).collect::<String>();
    plain.replace("%20", "-")
}

/// A short name for the page at an address; `None` if the address says nothing of it.
pub(crate) fn stem(address: &str) -> Option<String> {
    let name = name(&Url::parse(address).ok()?);
    let stem = match crate::source::Kind::of_name(&name) {
        Some(_) => Path::new(&name).file_stem()?.to_string_lossy().into_owned(),
        None => name,
    };
    stem.contains(char::is_alphabetic).then_some(stem)
}

/// Whether an address of a machine is one of the public internet: not of this machine, a home or an
/// office, and not reserved (the registries of IANA for special purposes, RFC 6890).
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let reserved = matches!(
        (first, second, third),
        (0 | 10 | 127 | 240.., ..)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    );
    !reserved && !address.is_multicast()
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    let older = |high: u16, low: u16| {
        let bits = (u32::from(high) << 16) | u32::from(low);
        is_public_v4(Ipv4Addr::from_bits(bits))
    };
    match parts {
        // An address of the older kind in the newer: as such, translated (NAT64), or as 6to4.
        [0, 0, 0, 0, 0, 0xffff, high, low] => older(high, low),
        [0x64, 0xff9b, .., high, low] => older(high, low),
        [0x2002, high, low, ..] => older(high, low),
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => false,
        // Of all the rest only 2000::/3 is given to the internet.
        [first, ..] => (0x2000..=0x3fff).contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_internet_is_public() {
        let public = |text: &str| is_public(text.parse().unwrap());
        for open in [
            "1.1.1.1",
            "93.184.216.34",
            "2606:4700::1111",
            "::ffff:1.1.1.1",
        ] {
            assert!(public(open), "{open}");
        }
        for closed in [
            "127.0.0.1",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "::127.0.0.1",
        ] {
            assert!(!public(closed), "{closed}");
        }
    }

    #[test]
    fn stems_say_something() {
        let of = |address: &str| stem(address);
        let page = of("https://x.example/news/kimi-k3.html?a=b#c");
        assert_eq!(page.as_deref(), Some("kimi-k3"));
        assert_eq!(of("https://x.example/gpt-4.1/").as_deref(), Some("gpt-4.1"));
        assert_eq!(of("https://x.example/").as_deref(), Some("x.example"));
        assert_eq!(of("https://x.example/2026/1234"), None);
        assert!(is("HTTPS://x.example") && !is("ftp://x.example") && !is("https"));
    }
}
