//! Numbers in digits and in words.

use crate::mention::quantity::Reader;
use crate::mention::token::{Gap, Kind, Token};
use rust_decimal::Decimal;

impl Reader<'_> {
    /// Digits, or a numeral; "a" counts before a scale word.
    pub(super) fn number(&self, at: usize) -> Option<(Decimal, usize)> {
        let token = self.tokens.get(at)?;
        if token.kind == Kind::Digits {
            if token.gap == Gap::Joined && self.joined_to_letters(at) {
                return None;
            }
            let end = self.grouped(at);
            let digits = self.tokens[at..end].iter().map(|t| &self.text[t.range()]);
            let digits: String = digits.collect::<String>().replace(',', "");
            return digits.parse().ok().map(|n| (n, end));
        }
        if let Some(value) = self.words.numerals.get(&token.word) {
            // "thirty-seven"
            let more = self.tokens.get(at + 1).filter(|t| t.gap == Gap::Hyphen);
            let more = more.and_then(|t| self.words.numerals.get(&t.word));
            let (value, end) = match more {
                Some(more) if *value >= 20 && *more < 10 => (value + more, at + 2),
                _ => (*value, at + 1),
            };
            // "two" alone counts members, not amounts.
            let amounts = self.tokens.get(end).is_some_and(|t| {
                let scale = self.words.scales.contains_key(&t.word) && t.end - t.start > 1;
                scale || self.measured_in_words(t, end)
            });
            return amounts.then(|| (Decimal::from(value), end));
        }
        // "million-token": one million.
        let scale = self.words.scales.contains_key(&token.word) && token.end - token.start > 3;
        let glued = self
            .tokens
            .get(at + 1)
            .is_some_and(|t| t.gap == Gap::Hyphen);
        (scale && glued && token.gap == Gap::Space).then_some((Decimal::ONE, at))
    }

    /// Where a number ends whose thousands stand apart ("256 000"): groups of three digits, the last of them noughts.
    fn grouped(&self, at: usize) -> usize {
        let digits = |i: usize| {
            let token = self.tokens.get(i).filter(|t| t.kind == Kind::Digits)?;
            let text = &self.text[token.range()];
            text.bytes().all(|b| b.is_ascii_digit()).then_some(text)
        };
        let group = |i: &usize| {
            self.tokens[*i].gap == Gap::Space && digits(*i).is_some_and(|d| d.len() == 3)
        };
        if digits(at).is_none_or(|d| d.len() > 3 || d.starts_with('0')) {
            return at + 1;
        }
        let groups = (at + 1..self.tokens.len())
            .take_while(group)
            .take(4)
            .count();
        let end = at + 1 + groups;
        let apart = self
            .tokens
            .get(end)
            .is_none_or(|t| t.gap != Gap::Joined || t.kind == Kind::Sign);
        if groups > 0 && apart && digits(end - 1) == Some("000") {
            end
        } else {
            at + 1
        }
    }

    /// "two petaflops", "a terabyte": whether a unit that is written out stands at a place.
    fn measured_in_words(&self, token: &Token, at: usize) -> bool {
        let apart = matches!(token.gap, Gap::Space | Gap::Hyphen);
        token.range().len() > 4 && apart && self.unit(at).is_some()
    }

    fn joined_to_letters(&self, at: usize) -> bool {
        at.checked_sub(1)
            .and_then(|i| self.tokens.get(i))
            .is_some_and(|t| t.kind == Kind::Letters)
            && self
                .words
                .currencies
                .at(self.tokens, at - 1)
                .is_none_or(|(_, end)| end != at)
    }
}
