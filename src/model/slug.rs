//! Local names of IRIs made from what people write.

/// Lower-case ASCII slug of a name: letters, digits, dots inside numbers; all else becomes one `-`.
///
/// Accents are dropped where the letter has a plain form; a name without any letter or digit of
/// ASCII gets the first 12 hex digits of its SHA-256, so that no name is without a slug.
///
/// ```
/// use aikg::model::slug::slug;
/// assert_eq!(slug("DeepSeek-V3.2 (Exp)"), "deepseek-v3.2-exp");
/// assert_eq!(slug("Télécom"), "telecom");
/// ```
pub fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let chars: Vec<char> = name.chars().map(plain).collect();
    for (i, &c) in chars.iter().enumerate() {
        let digit_at = |j: Option<usize>| {
            j.and_then(|j| chars.get(j))
                .is_some_and(char::is_ascii_digit)
        };
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if c == '.' && digit_at(i.checked_sub(1)) && digit_at(Some(i + 1)) {
            out.push('.');
        } else if c == '+' {
            out.push_str("-plus");
        } else if !is_apostrophe(c) && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let out = out.trim_matches('-');
    if out.is_empty() {
        digest(name.as_bytes())[..12].to_string()
    } else {
        out.to_string()
    }
}

/// SHA-256 of bytes as 64 lower-case hex digits.
pub fn digest(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    hex(&Sha256::digest(bytes))
}

/// SHA-256 of all that a reader gives, as [`digest`] of it.
///
/// # Errors
/// Those of the reader.
pub fn digest_of(mut reader: impl std::io::Read) -> std::io::Result<String> {
    use sha2::{Digest, Sha256};
    let (mut hash, mut buffer) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match reader.read(&mut buffer)? {
            0 => return Ok(hex(&hash.finalize())),
            count => hash.update(buffer.get(..count).unwrap_or_default()),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    // Written out, as each statement that is read has its identifier made.
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)]))
        .collect()
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`')
}

/// The plain ASCII form of an accented Latin letter, or the character itself.
fn plain(c: char) -> char {
    match c {
        'à'..='å' | 'À'..='Å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'Ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'È'..='Ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'Ì'..='Ï' | 'ī' => 'i',
        'ñ' | 'Ñ' | 'ń' => 'n',
        'ò'..='ö' | 'Ò'..='Ö' | 'ø' | 'Ø' | 'ō' => 'o',
        'ù'..='ü' | 'Ù'..='Ü' | 'ū' => 'u',
        'ý' | 'ÿ' => 'y',
        'ś' | 'š' | 'Š' => 's',
        'ž' | 'ź' | 'ż' => 'z',
        'ł' | 'Ł' => 'l',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn keeps_versions_apart() {
        assert_eq!(slug("GPT-4.1"), "gpt-4.1");
        assert_ne!(slug("GPT-4.1"), slug("GPT-41"));
        assert_eq!(slug("Command R+"), "command-r-plus");
    }

    #[test]
    fn never_empty() {
        assert_eq!(slug("通义千问").len(), 12);
        assert_eq!(slug("").len(), 12);
    }
}
