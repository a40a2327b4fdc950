//! The words of a header line: bare, `"quoted"`, or `key=value` with either.

/// One word of a header line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Byte offset in the line.
    pub offset: usize,
    /// What stands before `=`, where there is one.
    pub key: Option<String>,
    /// The word or the value, without its quotation marks.
    pub text: String,
    /// Whether it stood in quotation marks.
    pub quoted: bool,
}

/// A fault at a byte offset of a header line.
pub(crate) type Fault = (usize, String);

/// Splits a line at spaces outside quotation marks. Inside them `\"` is a quotation mark.
///
/// # Errors
/// Quotation marks that are not closed, with the byte offset where they open.
pub(crate) fn words(line: &str) -> Result<Vec<Word>, Fault> {
    let mut out = Vec::new();
    let mut rest = line;
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return Ok(out);
        }
        let offset = line.len() - rest.len();
        let key = key_of(rest);
        let value = &rest[key.map_or(0, |k| k.len() + 1)..];
        let quoted = value.starts_with('"');
        let (text, after) = if quoted {
            let open = line.len() - value.len();
            quotation(&value[1..]).ok_or((open, "the quotation mark is not closed".to_string()))?
        } else {
            let end = value.find(char::is_whitespace).unwrap_or(value.len());
            (value[..end].to_string(), &value[end..])
        };
        out.push(Word {
            offset,
            key: key.map(str::to_string),
            text,
            quoted,
        });
        rest = after;
    }
}

fn key_of(text: &str) -> Option<&str> {
    let (key, _) = text.split_once('=')?;
    (!key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase())).then_some(key)
}

/// Text up to the closing mark, and what follows the mark.
fn quotation(text: &str) -> Option<(String, &str)> {
    let mut out = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((out, &text[at + 1..])),
            '\\' => out.push(chars.next()?.1),
            c => out.push(c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn bare_quoted_and_keyed() {
        let found = words(r#" a  "b \" c" k=v  k="x y""#).unwrap();
        let texts: Vec<_> = found.iter().map(|w| (w.offset, w.text.as_str())).collect();
        assert_eq!(texts, [(1, "a"), (4, "b \" c"), (13, "v"), (18, "x y")]);
        assert_eq!(found[3].key.as_deref(), Some("k"));
        assert!(found[1].quoted && !found[2].quoted);
    }

    #[test]
    fn an_open_quotation_is_placed() {
        assert_eq!(words("a d=\"x").unwrap_err().0, 4);
    }
}
