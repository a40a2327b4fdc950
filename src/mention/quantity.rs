//! Numbers, amounts of money and measures in running text.

use crate::mention::class::WordClass;
use crate::mention::currency::DOLLAR;
use crate::mention::token::{Gap, Kind, Lexemes, Token, ends_word};
use crate::mention::words::Words;
use rust_decimal::Decimal;
use std::ops::Range;

/// A number as the text gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// Exact value, scale words and unit factor applied.
    pub value: Decimal,
    /// What it measures.
    pub measure: Measure,
    /// The number carried a scale word or letter ("1.6T", "two million").
    pub scaled: bool,
}

/// What a number measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// Nothing that stands beside it.
    Count,
    /// Money of an ISO currency.
    Money(String),
    /// Parts of a hundred.
    Percent,
    /// A dimension of the word list (`memory`, `bandwidth`, `power`).
    Unit(String),
}

/// Reads the quantity that begins at token `at`; gives the tokens it spans.
///
/// An amount in another currency that the text itself gives in US dollars ("2 billion yuan ($280 million)")
/// is the amount in dollars.
pub fn at(
    tokens: &[Token],
    at: usize,
    text: &str,
    words: &Words,
    lexemes: &Lexemes,
) -> Option<(Range<usize>, Quantity)> {
    let reader = Reader {
        tokens,
        text,
        words,
        lexemes,
    };
    let (range, quantity) = reader.money(at).or_else(|| reader.measure(at))?;
    Some(
        reader
            .in_dollars(&range, &quantity)
            .unwrap_or((range, quantity)),
    )
}

pub(super) struct Reader<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) text: &'a str,
    pub(super) words: &'a Words,
    lexemes: &'a Lexemes,
}

impl Reader<'_> {
    /// "20 billion yuan ($2.8 billion)", "20 billion yuan, or about $2.8 billion": the amount in dollars that
    /// stands behind one in another currency.
    fn in_dollars(
        &self,
        range: &Range<usize>,
        quantity: &Quantity,
    ) -> Option<(Range<usize>, Quantity)> {
        if !matches!(&quantity.measure, Measure::Money(code) if code != DOLLAR) {
            return None;
        }
        let bracket = self.word(range.end) == "(";
        let mut at = match self.word(range.end) {
            "(" => range.end + 1,
            "," if self.word(range.end + 1) == "or" => range.end + 2,
            "or" => range.end + 1,
            _ => return None,
        };
        let loose = |t: &Token| self.words.is(WordClass::Approximator, t.word);
        while self.word(at) == "or" || self.tokens.get(at).is_some_and(loose) {
            at += 1;
        }
        let (dollars, quantity) = self.money(at).or_else(|| self.measure(at))?;
        let whole = !bracket || self.word(dollars.end) == ")";
        let fits = whole && matches!(&quantity.measure, Measure::Money(code) if code == DOLLAR);
        let end = dollars.end + usize::from(bracket);
        fits.then_some((range.start..end, quantity))
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| &self.text[t.range()])
    }

    fn money(&self, at: usize) -> Option<(Range<usize>, Quantity)> {
        let token = self.tokens.get(at)?;
        let (code, next) = self.words.currencies.at(self.tokens, at)?;
        // Letters in front of a number are a code or a country's ("USD 5", "HK$5", "Rs 5").
        let text = &self.text[token.range()];
        let code_like = text.len() <= 2 || !text.bytes().any(|b| b.is_ascii_lowercase());
        if token.kind == Kind::Letters && !(token.capital && code_like) {
            return None;
        }
        self.money_value(at, next, code.to_string())
    }

    fn money_value(
        &self,
        from: usize,
        at: usize,
        code: String,
    ) -> Option<(Range<usize>, Quantity)> {
        let (value, end) = self.number(at)?;
        let (factor, end) = self.scale(end, true).unwrap_or((1, end));
        let value = value.checked_mul(Decimal::from(factor))?;
        let quantity = Quantity {
            value,
            measure: Measure::Money(code),
            scaled: factor > 1,
        };
        Some((from..end, quantity))
    }

    fn measure(&self, at: usize) -> Option<(Range<usize>, Quantity)> {
        let (value, after) = self.number(at)?;
        let scale = self.scale(after, false);
        let scaled = scale.is_some();
        let (factor, mut end) = scale.unwrap_or((1, after));
        let mut value = value.checked_mul(Decimal::from(factor))?;
        let mut measure = Measure::Count;
        if let Some(unit_end) = self.percent(end) {
            measure = Measure::Percent;
            end = unit_end;
        } else if let Some((dimension, factor, unit_end)) = self.unit(end) {
            value = value.checked_mul(factor)?;
            measure = Measure::Unit(dimension);
            end = unit_end;
        } else if let Some((code, next)) = self.trailing_currency(end) {
            // "billion-dollar deals" names no amount.
            if after == at {
                return None;
            }
            measure = Measure::Money(code);
            end = next;
        } else if let Some((code, share)) = self.fraction(end) {
            value = value.checked_mul(share)?;
            measure = Measure::Money(code);
            end += 1;
        }
        Some((
            at..end,
            Quantity {
                value,
                measure,
                scaled,
            },
        ))
    }

    /// "20 billion yuan", "15 US dollars", "3 euros", "2.50 €".
    fn trailing_currency(&self, at: usize) -> Option<(String, usize)> {
        let token = self.tokens.get(at)?;
        let (code, next) = self.words.currencies.at(self.tokens, at)?;
        let stands = match token.kind {
            Kind::Letters => token.gap != Gap::Joined,
            // "5 $3": the sign belongs to the number behind it.
            _ => self.tokens.get(next).is_none_or(|t| t.kind != Kind::Digits),
        };
        stands.then(|| (code.to_string(), next))
    }

    /// "50 cents".
    fn fraction(&self, at: usize) -> Option<(String, Decimal)> {
        let token = self.tokens.get(at)?;
        self.words.fractions.get(&token.word).cloned()
    }

    fn percent(&self, at: usize) -> Option<usize> {
        match self.word(at) {
            "%" | "percent" => Some(at + 1),
            "per" if self.word(at + 1) == "cent" => Some(at + 2),
            _ => None,
        }
    }

    /// The unit at a place: up to three tokens ("GB", "TB / s", "watts").
    pub(super) fn unit(&self, at: usize) -> Option<(String, Decimal, usize)> {
        if let Some((dimension, factor)) = self.words.written.get(self.word(at)) {
            return Some((dimension.clone(), *factor, at + 1));
        }
        (1..=3).rev().find_map(|n| {
            let piece = self.tokens.get(at..at + n)?;
            let key: Vec<_> = piece.iter().map(|t| t.word).collect();
            let (dimension, factor) = self.words.units.get(&key)?;
            // A lone small letter is a unit only where it stands joined ("5 w" is none).
            let first = piece.first()?;
            let letter = first.end - first.start == 1 && n == 1;
            let ends = ends_word(self.tokens.get(at + n));
            (ends && (!letter || first.capital)).then(|| (dimension.clone(), *factor, at + n))
        })
    }

    /// "million", "bn", "B"; a single letter must stand joined to its number and be a capital, except
    /// for money and for `k`.
    fn scale(&self, at: usize, money: bool) -> Option<(i64, usize)> {
        let token = self.tokens.get(at)?;
        let factor = *self.words.scales.get(&token.word)?;
        let text = &self.text[token.range()];
        if !ends_word(self.tokens.get(at + 1)) {
            return None;
        }
        if text.len() == 1 {
            // "42 B parameters".
            let counts = self.tokens.get(at + 1);
            let counts = counts.is_some_and(|t| self.words.is(WordClass::Measured, t.word));
            let joined = token.gap == Gap::Joined || (counts && token.gap == Gap::Space);
            let capital = token.capital || text == "k" || money;
            if !(joined && capital) {
                return None;
            }
        }
        let next = self
            .tokens
            .get(at + 1)
            .and_then(|t| self.words.scales.get(&t.word).map(|f| (t, f)));
        match next {
            // "thousand billion" and the like; letters never add up ("5M T" is not).
            Some((t, more)) if self.lexemes.text(t.word).len() > 2 && text.len() > 2 => {
                Some((factor.checked_mul(*more)?, at + 2))
            }
            _ => Some((factor, at + 1)),
        }
    }
}
