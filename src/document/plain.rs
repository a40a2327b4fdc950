//! The plain text and the way back from it to the stored text.

use std::ops::Range;

/// Text without markup, with simple quotation marks and spaces; every place leads back to its source.
///
/// Segments of the two texts run in step byte by byte; a mark stands where a new segment begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plain {
    text: String,
    /// Plain offset and stored offset at which a segment begins, ascending.
    marks: Vec<(u32, u32)>,
}

impl Plain {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Appends `text`, which stands at `stored` in the source, simplifying its characters.
    pub fn push(&mut self, text: &str, stored: usize) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let run = bytes[at..]
                .iter()
                .position(|b| !b.is_ascii())
                .unwrap_or(bytes.len() - at);
            if run > 0 {
                self.mark(stored + at);
                self.text.push_str(&text[at..at + run]);
                at += run;
                continue;
            }
            let (taken, simple) = simplify(&text[at..]);
            match simple {
                Some(simple) => {
                    if !simple.is_empty() {
                        self.mark(stored + at);
                        self.text.push_str(simple);
                    }
                }
                None => {
                    self.mark(stored + at);
                    self.text.push_str(&text[at..at + taken]);
                }
            }
            at += taken;
        }
    }

    /// Appends `text` that does not stand in the source as such (an entity resolved, a separator),
    /// for the source at `stored`.
    pub fn push_as(&mut self, text: &str, stored: usize) {
        self.mark(stored);
        self.text.push_str(text);
    }

    /// Where a range of the plain text stands in the stored text `source`.
    ///
    /// The end is one past the stored character that holds the last plain character.
    pub fn stored(&self, range: Range<usize>, source: &str) -> Range<usize> {
        let start = source.floor_char_boundary(self.at(range.start));
        if range.is_empty() {
            return start..start;
        }
        let last = self.text[..range.end]
            .char_indices()
            .next_back()
            .map_or(0, |(i, _)| i);
        let from = source.floor_char_boundary(self.at(last));
        let width = source
            .get(from..)
            .and_then(|s| s.chars().next())
            .map_or(0, char::len_utf8);
        start..(from + width).max(start)
    }

    fn at(&self, plain: usize) -> usize {
        let key = u32::try_from(plain).unwrap_or(u32::MAX);
        let i = self.marks.partition_point(|(p, _)| *p <= key);
        match i.checked_sub(1).and_then(|i| self.marks.get(i)) {
            Some((p, s)) => (*s + (key - *p)) as usize,
            None => plain,
        }
    }

    fn mark(&mut self, stored: usize) {
        let plain = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        let stored = u32::try_from(stored).unwrap_or(u32::MAX);
        if let Some((p, s)) = self.marks.last()
            && plain - *p == stored.wrapping_sub(*s)
        {
            return;
        }
        self.marks.push((plain, stored));
    }
}

/// How many bytes of `text`, which begins with a non-ASCII character, are taken together, and what
/// stands for them; `None` keeps them.
fn simplify(text: &str) -> (usize, Option<&'static str>) {
    for (broken, simple) in BROKEN {
        if text.starts_with(broken) {
            return (broken.len(), Some(simple));
        }
    }
    let Some(c) = text.chars().next() else {
        return (1, None);
    };
    let simple = match c {
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{02bc}' => "'",
        '\u{201c}' | '\u{201d}' | '\u{201f}' => "\"",
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => " ",
        '\u{2010}' | '\u{2011}' | '\u{2212}' => "-",
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => "",
        '\u{d7}' => "x",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        _ => return (c.len_utf8(), None),
    };
    (c.len_utf8(), Some(simple))
}

/// UTF-8 punctuation that was once decoded as Windows-1252 or TIS-620, and what it was.
const BROKEN: &[(&str, &str)] = &[
    ("â€™", "'"),
    ("â€˜", "'"),
    ("â€œ", "\""),
    ("â€\u{9d}", "\""),
    ("â€“", "–"),
    ("â€”", "—"),
    ("â€¦", "…"),
    ("\u{e2}\u{80}\u{99}", "'"),
    ("\u{e2}\u{80}\u{98}", "'"),
    ("\u{e2}\u{80}\u{9c}", "\""),
    ("\u{e2}\u{80}\u{9d}", "\""),
    ("\u{e2}\u{80}\u{93}", "–"),
    ("\u{e2}\u{80}\u{94}", "—"),
    ("Â\u{a0}", " "),
    ("โ\u{80}\u{99}", "'"),
    ("โ\u{80}\u{9c}", "\""),
    ("โ\u{80}\u{9d}", "\""),
    ("โ\u{80}\u{94}", "—"),
    ("โ€™", "'"),
    ("โs ", "'s "),
];

#[cfg(test)]
mod tests {
    use super::Plain;
    use proptest::prelude::*;

    #[test]
    fn repairs_broken_encodings() {
        let mut plain = Plain::default();
        plain.push("Huaweiâ€™s “best”\u{a0}chip", 0);
        assert_eq!(plain.as_str(), "Huawei's \"best\" chip");
    }

    proptest! {
        #[test]
        fn a_place_never_leaves_the_source(text in "\\PC{0,40}", a in 0usize..40, b in 0usize..40) {
            let mut plain = Plain::default();
            plain.push(&text, 0);
            let (a, b) = (a.min(plain.len()), b.min(plain.len()));
            let (a, b) = (a.min(b), a.max(b));
            if plain.as_str().is_char_boundary(a) && plain.as_str().is_char_boundary(b) {
                let place = plain.stored(a..b, &text);
                prop_assert!(text.get(place).is_some());
            }
        }
    }
}
