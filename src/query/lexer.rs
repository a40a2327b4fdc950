//! The few tokens of SPARQL that matter for parameters and for hints.
//!
//! Strings, addresses and comments are told apart as the grammar of SPARQL 1.1 does
//! (<https://www.w3.org/TR/sparql11-query/#rSTRING_LITERAL1>), so that what stands inside them is
//! never taken for a parameter or a prefix.

/// A token, with the text that it spans where that matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// `$name`: the name.
    Parameter(&'a str),
    /// `?name`: the name.
    Variable(&'a str),
    /// `prefix:local`: both parts as written.
    Prefixed(&'a str, &'a str),
    /// A bare word: a keyword, a function, `a`, `true`.
    Word(&'a str),
    /// Everything else: a string, an address, a comment, a number, a sign, spaces.
    Other(&'a str),
}

/// The tokens of a text with their byte offsets. Together they span all of it.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = (usize, Token<'_>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let (token, length) = next(rest)?;
        let offset = at;
        at += length;
        Some((offset, token))
    })
}

fn next(rest: &str) -> Option<(Token<'_>, usize)> {
    let first = rest.chars().next()?;
    let other = |length: usize| (Token::Other(&rest[..length]), length);
    Some(match first {
        '#' => other(rest.find(['\n', '\r']).unwrap_or(rest.len())),
        '"' | '\'' => other(string_length(rest, first)),
        '<' => other(address_length(rest)),
        '$' | '?' => {
            let length = span(&rest[1..], is_name_char);
            let name = &rest[1..=length];
            match (first, length) {
                (_, 0) => other(1),
                ('$', _) => (Token::Parameter(name), length + 1),
                _ => (Token::Variable(name), length + 1),
            }
        }
        '@' => other(1 + span(&rest[1..], |c| c.is_ascii_alphanumeric() || c == '-')),
        ':' => prefixed(rest, 0),
        c if c.is_alphabetic() || c == '_' => word(rest),
        c if c.is_numeric() => other(span(rest, |c| is_name_char(c) || c == '.')),
        c => other(c.len_utf8()),
    })
}

fn word(rest: &str) -> (Token<'_>, usize) {
    let mut length = span(rest, |c| is_name_char(c) || c == '-' || c == '.');
    if rest[length..].starts_with(':') {
        return prefixed(rest, length);
    }
    while rest[..length].ends_with(['.', '-']) {
        length -= 1;
    }
    (Token::Word(&rest[..length]), length)
}

/// A prefixed name whose prefix has `prefix` bytes; `\` escapes the next character of the local part.
fn prefixed(rest: &str, prefix: usize) -> (Token<'_>, usize) {
    let mut end = prefix + 1;
    let mut chars = rest[end..].char_indices().peekable();
    let start = end;
    while let Some((at, c)) = chars.next() {
        let escaped = if c == '\\' { chars.next() } else { None };
        match (c, escaped) {
            ('\\', Some((next, e))) => end = start + next + e.len_utf8(),
            ('.', _) => {}
            (c, _) if is_name_char(c) || matches!(c, '-' | ':' | '%') => {
                end = start + at + c.len_utf8();
            }
            _ => break,
        }
    }
    let token = Token::Prefixed(&rest[..prefix], &rest[prefix + 1..end]);
    (token, end)
}

/// Bytes of a string with its marks; one that is not closed runs to the end of its line or text.
fn string_length(rest: &str, mark: char) -> usize {
    let triple: String = std::iter::repeat_n(mark, 3).collect();
    let long = rest.starts_with(&triple);
    let open = if long { 3 } else { 1 };
    let mut chars = rest[open..].char_indices();
    while let Some((at, c)) = chars.next() {
        let here = open + at;
        match c {
            '\\' => {
                chars.next();
            }
            '\n' | '\r' if !long => return here,
            c if c == mark && !long => return here + 1,
            c if c == mark && rest[here..].starts_with(&triple) => return here + 3,
            _ => {}
        }
    }
    rest.len()
}

/// Bytes of `<address>`, or 1 where `<` is the sign "less than".
fn address_length(rest: &str) -> usize {
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '>' => return at + 1,
            '<' | '"' | '{' | '}' | '|' | '^' | '`' | '\0'..=' ' => return 1,
            _ => {}
        }
    }
    1
}

fn span(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric()
        || c == '_'
        || c == '\u{b7}'
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{203f}' | '\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::{Token, tokens};
    use proptest::prelude::*;

    fn parameters(text: &str) -> Vec<&str> {
        let name = |(_, token)| match token {
            Token::Parameter(name) => Some(name),
            _ => None,
        };
        tokens(text).filter_map(name).collect()
    }

    fn prefixes(text: &str) -> Vec<(&str, &str)> {
        let pair = |(_, token)| match token {
            Token::Prefixed(prefix, local) => Some((prefix, local)),
            _ => None,
        };
        tokens(text).filter_map(pair).collect()
    }

    #[test]
    fn parameters_stand_only_in_the_open() {
        assert_eq!(parameters("?s ?p $o"), ["o"]);
        assert_eq!(parameters("FILTER(?x<$a && $b>?y)"), ["a", "b"]);
        assert!(parameters("'$a' \"$b\\\"$c\" '''$d'$e''' \"\"\"$f\n\"\"\"").is_empty());
        assert!(parameters("<http://x/$a> # $b\n").is_empty());
        assert_eq!(parameters("# $b\n$c"), ["c"]);
        assert_eq!(parameters("ai:a\\$b $c"), ["c"]);
        assert_eq!(parameters("$ $1 ?x$y"), ["1", "y"]);
    }

    #[test]
    fn prefixed_names() {
        assert_eq!(
            prefixes("id:a.b ai:c. :d e: 'x:y' <u:v> f:g\\,h"),
            [
                ("id", "a.b"),
                ("ai", "c"),
                ("", "d"),
                ("e", ""),
                ("f", "g\\,h")
            ]
        );
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in any::<String>()) {
            let mut at = 0;
            for (offset, token) in tokens(&text) {
                prop_assert_eq!(offset, at);
                at += match token {
                    Token::Parameter(n) | Token::Variable(n) => n.len() + 1,
                    Token::Prefixed(p, l) => p.len() + l.len() + 1,
                    Token::Word(t) | Token::Other(t) => t.len(),
                };
            }
            prop_assert_eq!(at, text.len());
        }

        #[test]
        fn never_stuck_on_signs(text in "[$?<>'\"#:\\\\@._a0 \n-]{0,40}") {
            prop_assert!(tokens(&text).count() <= text.len());
        }
    }
}
