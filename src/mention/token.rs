//! Words, numbers and signs of a text.

use rustc_hash::FxHashMap;
use std::ops::Range;

/// Number of a known word; [`UNKNOWN`] stands for all others.
pub type Word = u32;

/// A word that no name, rule or word list has.
pub const UNKNOWN: Word = 0;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Letters.
    Letters,
    /// Digits, with their `,` and `.`.
    Digits,
    /// One sign.
    Sign,
}

/// What stands between a token and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Nothing: `H` and `100` in `H100`.
    Joined,
    /// A hyphen or underscore: `V4` and `Pro` in `V4-Pro`.
    Hyphen,
    /// White space, or the beginning of the text.
    Space,
}

/// A piece of text that is matched as one.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// First byte in the plain text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Number of its lower-case form.
    pub word: Word,
    /// What it is made of.
    pub kind: Kind,
    /// What stands before it.
    pub gap: Gap,
    /// It begins with a capital letter.
    pub capital: bool,
}

impl Token {
    /// Its place in the plain text.
    #[inline]
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Whether some tokens begin with these words.
#[inline]
pub fn begin_with(tokens: &[Token], words: &[Word]) -> bool {
    tokens.len() >= words.len() && (0..words.len()).all(|i| tokens[i].word == words[i])
}

/// Whether a word ends before this token.
#[inline]
pub fn ends_word(next: Option<&Token>) -> bool {
    next.is_none_or(|t| t.gap != Gap::Joined || t.kind == Kind::Sign)
}

/// Whether a word begins at a token.
pub fn begins_word(tokens: &[Token], at: usize) -> bool {
    let sign = |i: usize| tokens.get(i).is_some_and(|t| t.kind == Kind::Sign);
    tokens.get(at).is_some_and(|t| t.gap == Gap::Space) || at.checked_sub(1).is_none_or(sign)
}

/// The place in the plain text of some tokens that follow one another; `None` if there are none.
pub fn span(tokens: &[Token]) -> Option<Range<usize>> {
    Some(tokens.first()?.start as usize..tokens.last()?.end as usize)
}

/// A name as it is written in the text, with simple spaces; empty for no tokens.
pub fn written(tokens: &[Token], text: &str) -> String {
    let name = span(tokens).and_then(|place| text.get(place));
    let words = name.unwrap_or_default().split_whitespace();
    words.collect::<Vec<_>>().join(" ")
}

/// The known words, numbered.
#[derive(Debug, Default)]
pub struct Lexemes {
    /// Words of at most [`SHORT`] bytes, each in one number: comparing them needs no look elsewhere.
    short: FxHashMap<u128, Word>,
    long: FxHashMap<Box<str>, Word>,
    texts: Vec<Box<str>>,
}

/// Bytes that go into a packed word beside its length.
const SHORT: usize = 15;

/// A word of at most [`SHORT`] bytes as a number.
fn packed(word: &str) -> Option<u128> {
    let mut bytes = [0; SHORT + 1];
    bytes
        .get_mut(..word.len())
        .filter(|b| b.len() <= SHORT)?
        .copy_from_slice(word.as_bytes());
    bytes[SHORT] = u8::try_from(word.len()).ok()?;
    Some(u128::from_le_bytes(bytes))
}

/// For each byte of a packed ASCII word that is a capital letter its highest bit.
fn capitals(packed: u128) -> u128 {
    const ONES: u128 = u128::MAX / 255;
    // From A = 65 on a byte and 63 reach 128, behind Z = 90 a byte and 37; as none is above 127, no sum goes over into
    // the next byte.
    let (from, past) = (packed + ONES * 63, packed + ONES * 37);
    from & !past & (ONES << 7)
}

impl Lexemes {
    /// The number of a lower-case word, made known if need be.
    pub fn learn(&mut self, word: &str) -> Word {
        let known = self.number(word);
        if known != UNKNOWN {
            return known;
        }
        self.texts.push(word.into());
        let number = u32::try_from(self.texts.len()).unwrap_or(UNKNOWN);
        match packed(word) {
            Some(packed) => self.short.insert(packed, number),
            None => self.long.insert(word.into(), number),
        };
        number
    }

    /// The number of a word in whatever case.
    fn number_of(&self, word: &str) -> Word {
        if !word.is_ascii() {
            let lower: String = word.chars().flat_map(char::to_lowercase).collect();
            return self.number(&lower);
        }
        match packed(word) {
            // No ASCII sign but a capital letter becomes another by its sixth bit.
            Some(packed) => {
                let lower = packed | capitals(packed) >> 2;
                self.short.get(&lower).copied().unwrap_or(UNKNOWN)
            }
            None => self.number(&word.to_ascii_lowercase()),
        }
    }

    /// The number of a lower-case word.
    pub fn number(&self, word: &str) -> Word {
        let number = match packed(word) {
            Some(packed) => self.short.get(&packed),
            None => self.long.get(word),
        };
        number.copied().unwrap_or(UNKNOWN)
    }

    /// The text of a number; empty for [`UNKNOWN`].
    pub fn text(&self, word: Word) -> &str {
        (word as usize)
            .checked_sub(1)
            .and_then(|i| self.texts.get(i))
            .map_or("", |t| t)
    }

    /// How many words are known.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether no word is known.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Numbers of the words of a name or phrase, made known if need be.
    pub fn learn_all(&mut self, phrase: &str) -> Vec<Word> {
        // "'s" is one token only behind a word, so alone it must be named here.
        if phrase.starts_with('\'')
            && suffix(phrase.as_bytes(), 0, phrase.len(), true) == phrase.len()
        {
            return vec![self.learn(phrase)];
        }
        let mut pieces = Vec::new();
        tokenize(phrase, 0..phrase.len(), &mut |start, end, _, _, _| {
            pieces.push(start..end);
        });
        pieces
            .into_iter()
            .map(|r| self.learn(&phrase[r].to_lowercase()))
            .collect()
    }

    /// Appends the tokens of a range of a text.
    pub fn tokens(&self, text: &str, range: Range<usize>, out: &mut Vec<Token>) {
        tokenize(text, range, &mut |start, end, kind, gap, capital| {
            let word = self.number_of(&text[start..end]);
            let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            out.push(Token {
                start: place(start),
                end: place(end),
                word,
                kind,
                gap,
                capital,
            });
        });
    }
}

/// Calls `emit` with start, end, kind, gap and capital of each token.
fn tokenize(text: &str, range: Range<usize>, emit: &mut impl FnMut(usize, usize, Kind, Gap, bool)) {
    let bytes = text.as_bytes();
    let mut at = range.start;
    let mut gap = Gap::Space;
    while at < range.end {
        let b = bytes[at];
        let start = at;
        if b.is_ascii_whitespace() {
            gap = Gap::Space;
            at += 1;
            continue;
        }
        if b.is_ascii_digit() {
            at = digits(bytes, at, range.end);
            emit(start, at, Kind::Digits, gap, false);
        } else if b.is_ascii_alphabetic() || b >= 0x80 {
            let (end, kind, capital) = letters(text, at, range.end);
            at = end;
            emit(start, at, kind, gap, capital);
        } else if matches!(b, b'-' | b'_') && hyphen(bytes, at, range.clone()) {
            gap = Gap::Hyphen;
            at += 1;
            continue;
        } else if b == b'\'' && suffix(bytes, at, range.end, follows_word(bytes, at)) > 0 {
            at += suffix(bytes, at, range.end, true);
            emit(start, at, Kind::Sign, gap, false);
        } else {
            at += 1;
            emit(start, at, Kind::Sign, gap, false);
        }
        gap = Gap::Joined;
    }
}

/// End of a number: digits, groups of three behind commas, and full stops before digits.
fn digits(bytes: &[u8], mut at: usize, end: usize) -> usize {
    let digit = |i: usize| i < end && bytes[i].is_ascii_digit();
    while digit(at) {
        at += 1;
        let sign = bytes.get(at).copied().filter(|_| at < end);
        let fraction = sign == Some(b'.') && digit(at + 1);
        let group = sign == Some(b',') && (1..4).all(|n| digit(at + n)) && !digit(at + 4);
        if fraction || group {
            at += 1;
        }
    }
    at
}

/// End, kind and capital of a run of letters; a single sign where the character is no letter.
fn letters(text: &str, at: usize, end: usize) -> (usize, Kind, bool) {
    let bytes = text.as_bytes();
    if bytes[at].is_ascii() {
        let run = bytes[at..end]
            .iter()
            .position(|b| !b.is_ascii_alphabetic())
            .unwrap_or(end - at);
        if at + run == end || bytes[at + run].is_ascii() {
            return (at + run, Kind::Letters, bytes[at].is_ascii_uppercase());
        }
    }
    let mut stop = at;
    let mut capital = false;
    for c in text[at..end].chars() {
        if !c.is_alphabetic() {
            break;
        }
        if stop == at {
            capital = c.is_uppercase();
        }
        stop += c.len_utf8();
    }
    if stop == at {
        let width = text[at..end].chars().next().map_or(1, char::len_utf8);
        return (at + width, Kind::Sign, false);
    }
    (stop, Kind::Letters, capital)
}

fn hyphen(bytes: &[u8], at: usize, range: Range<usize>) -> bool {
    let word = |b: u8| b.is_ascii_alphanumeric() || b >= 0x80 || b == b'+';
    at > range.start && at + 1 < range.end && word(bytes[at - 1]) && word(bytes[at + 1])
}

/// Whether a word stands before a place, or a short form with its full stop ("Inc.'s").
fn follows_word(bytes: &[u8], at: usize) -> bool {
    let word = |i: usize| bytes[i].is_ascii_alphanumeric() || bytes[i] >= 0x80;
    at > 0 && word(at - 1) || at > 1 && bytes[at - 1] == b'.' && word(at - 2)
}

/// Length of `'s`, `'t`, `'re` and the like at a place behind a word, 0 if there is none.
fn suffix(bytes: &[u8], at: usize, end: usize, behind_word: bool) -> usize {
    let rest = &bytes[at + 1..end];
    let run = rest
        .iter()
        .take(3)
        .take_while(|b| b.is_ascii_lowercase())
        .count();
    let known = matches!(&rest[..run], b"s" | b"t" | b"re" | b"ll" | b"ve" | b"d");
    if behind_word && known { run + 1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        Lexemes::default().tokens(text, 0..text.len(), &mut out);
        out.into_iter().map(|t| &text[t.range()]).collect()
    }

    #[test]
    fn a_word_is_known_in_whatever_case() {
        let mut lexemes = Lexemes::default();
        let known = [
            "azaz",
            "a@[`{z",
            "0123456789abcde",
            "é",
            "zz",
            "averyveryverylongword",
            "übermut",
        ];
        for word in known {
            let number = lexemes.learn(word);
            assert_eq!(lexemes.number_of(word), number);
            assert_eq!(lexemes.number_of(&word.to_uppercase()), number);
        }
        assert_eq!(lexemes.number_of("ZY"), UNKNOWN);
    }

    #[test]
    fn names_and_numbers_fall_apart_alike() {
        assert_eq!(
            pieces("DeepSeek-V3.2's 1,000,000"),
            ["DeepSeek", "V", "3.2", "'s", "1,000,000"]
        );
        assert_eq!(
            pieces("Qwen3-235B-A22B"),
            ["Qwen", "3", "235", "B", "A", "22", "B"]
        );
        assert_eq!(
            pieces("$1.74/M, é."),
            ["$", "1.74", "/", "M", ",", "é", "."]
        );
        assert_eq!(pieces("Acme Inc.'s"), ["Acme", "Inc", ".", "'s"]);
        assert_eq!(
            pieces("don't — 24, 2026"),
            ["don", "'t", "—", "24", ",", "2026"]
        );
    }
}
