//! What a site asks programs not to fetch (RFC 9309).

/// Bytes of a `robots.txt` that are read.
pub(crate) const LENGTH: u64 = 500 << 10;

/// The rules of a site for one program.
#[derive(Debug, Clone, Default)]
pub(crate) struct Robots {
    /// Patterns of paths, and whether they are open.
    rules: Vec<(String, bool)>,
}

impl Robots {
    /// Rules by which all is closed: for a site whose rules cannot be had.
    pub(crate) fn closed() -> Self {
        Self {
            rules: vec![("/".into(), false)],
        }
    }

    /// The rules for a program, whose name is compared whatever its letter case; those for `*` where there
    /// are none for it.
    pub(crate) fn read(text: &str, program: &str) -> Self {
        let (mut own, mut all) = (Vec::new(), Vec::new());
        let mut named = false;
        let (mut is_own, mut is_all, mut open) = (false, false, false);
        for line in text.trim_start_matches('\u{feff}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            let value = value.trim();
            let allow = match key.trim().to_ascii_lowercase().as_str() {
                "user-agent" => {
                    if !std::mem::replace(&mut open, true) {
                        (is_own, is_all) = (false, false);
                    }
                    let token = value.split(['/', ' ']).next().unwrap_or_default();
                    is_own |= token.eq_ignore_ascii_case(program);
                    is_all |= token == "*";
                    named |= is_own;
                    continue;
                }
                "allow" => true,
                "disallow" => false,
                _ => continue,
            };
            open = false;
            let rule = (normal(value), allow);
            if is_own && !value.is_empty() {
                own.push(rule);
            } else if is_all && !value.is_empty() {
                all.push(rule);
            }
        }
        Self {
            rules: if named { own } else { all },
        }
    }

    /// Whether a path, with its query, may be fetched: the longest pattern that fits decides, and of two
    /// equally long ones that which opens it.
    pub(crate) fn allow(&self, path: &str) -> bool {
        let path = normal(path);
        let fitting = self.rules.iter().filter(|(rule, _)| fits(rule, &path));
        let longest = fitting.max_by_key(|(rule, open)| (rule.len(), *open));
        path == "/robots.txt" || longest.is_none_or(|(_, open)| *open)
    }
}

/// Whether a pattern fits the head of a path: `*` stands for anything, `$` at its end for the path's end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, whole) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut pieces = pattern.split('*');
    let Some(mut rest) = pieces.next().and_then(|first| path.strip_prefix(first)) else {
        return false;
    };
    let mut last = None;
    for piece in pieces {
        if let Some(before) = last.replace(piece) {
            let Some((_, behind)) = rest.split_once(before) else {
                return false;
            };
            rest = behind;
        }
    }
    match last {
        None => !whole || rest.is_empty(),
        Some(piece) if whole => rest.ends_with(piece),
        Some(piece) => rest.contains(piece),
    }
}

/// A path in which what need not be escaped is not, and what must be is.
fn normal(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        let mut ahead = bytes.clone();
        let digits = [ahead.next(), ahead.next()];
        let escaped = match digits {
            [Some(high), Some(low)] if byte == b'%' => hex(high).zip(hex(low)),
            _ => None,
        };
        let value = match escaped {
            Some((high, low)) => {
                bytes = ahead;
                high * 16 + low
            }
            None => byte,
        };
        let plain = value.is_ascii_alphanumeric() || b"-._~".contains(&value);
        if plain || (escaped.is_none() && value.is_ascii()) {
            out.push(char::from(value));
        } else {
            out.push_str(&format!("%{value:02X}"));
        }
    }
    out
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|d| u8::try_from(d).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_rules_come_before_those_for_all() {
        let text = "User-agent: *\nDisallow: /\n\nUser-Agent: other\nuser-agent: AIKG/1.0\n\
                    Disallow: /private # closed\nAllow: /private/open\n";
        let own = Robots::read(text, "aikg");
        assert!(own.allow("/news") && own.allow("/private/open/a") && !own.allow("/private/a"));
        let all = Robots::read(text, "somebody");
        assert!(!all.allow("/news") && all.allow("/robots.txt"));
        assert!(Robots::read("", "aikg").allow("/"));
        assert!(Robots::read("User-agent: *\nDisallow:\n", "aikg").allow("/a"));
        assert!(!Robots::closed().allow("/a"));
    }

    #[test]
    fn patterns_fit_as_the_standard_says() {
        for (pattern, path, fit) in [
            ("/fish", "/fish.html", true),
            ("/fish", "/Fish.asp", false),
            ("/fish/", "/fish", false),
            ("/*.php$", "/a/file.php", true),
            ("/*.php$", "/file.php?x", false),
            ("/*.php", "/file.php?x", true),
            ("/a*b*c$", "/axbxbxc", true),
            ("/a*b*c$", "/axc", false),
            ("/$", "/", true),
            ("/$", "/a", false),
            ("*", "/a", true),
        ] {
            assert_eq!(fits(pattern, path), fit, "{pattern} {path}");
        }
        let robots = Robots::read("user-agent: *\ndisallow: /caf%c3%a9\n", "x");
        assert!(!robots.allow("/café/a") && !robots.allow("/caf%C3%A9"));
        let endless = format!("user-agent: *\ndisallow: /{}$\n", "*a".repeat(5000));
        assert!(Robots::read(&endless, "x").allow(&format!("/{}", "a".repeat(4999))));
    }

    #[test]
    fn of_equally_long_rules_the_open_one_counts() {
        let robots = Robots::read("user-agent: *\ndisallow: /a\nallow: /a\n", "x");
        assert!(robots.allow("/a"));
    }
}
