//! Lines about pictures.

use crate::extract::discourse::Discourse;
use crate::mention::{Mentions, WordClass};
use std::ops::Range;

impl Discourse<'_> {
    /// "Credit: Ann Lee/Shutterstock": a line about a picture says nothing.
    pub(in crate::extract) fn caption(&self, tokens: &Range<usize>, mentions: &Mentions) -> bool {
        let line = mentions.tokens.get(tokens.clone()).unwrap_or_default();
        let words = &self.finder.words;
        let text = self.document.plain.as_str();
        let head = line.iter().take(3).position(|t| &text[t.range()] == ":");
        let about = head.and_then(|colon| line.get(..colon));
        about.is_some_and(|head| {
            line.len() <= 16 && head.iter().any(|t| words.is(WordClass::Caption, t.word))
        })
    }
}
