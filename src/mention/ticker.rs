//! Marks of stock exchanges behind the names of companies ("Nvidia's (NVDA) CEO", "Dell (NYSE: DELL) said"):
//! they part words that belong together and say nothing.

use crate::mention::class::WordClass;
use crate::mention::finder::Finder;
use crate::mention::token::{Kind, Token};
use std::ops::Range;

/// Longest name of a company that is looked for in front of a mark, in tokens.
const NAME: usize = 5;

/// Longest mark, in tokens with its brackets: `(OTCMKTS: BRK.B)`.
const MARK: usize = 7;

impl Finder {
    /// Takes the marks out of the tokens from one on.
    pub(super) fn without_tickers(&self, text: &str, from: usize, tokens: &mut Vec<Token>) {
        let mut at = from;
        while at < tokens.len() {
            match self.ticker(text, from, at, tokens) {
                Some(mark) => {
                    tokens.drain(mark);
                }
                None => at += 1,
            }
        }
    }

    /// The mark that begins with a bracket at a token.
    fn ticker(&self, text: &str, from: usize, at: usize, tokens: &[Token]) -> Option<Range<usize>> {
        let piece = |i: usize| tokens.get(i).map_or("", |t| &text[t.range()]);
        if at == from || piece(at) != "(" {
            return None;
        }
        let close = (at + 2..at + MARK).find(|i| piece(*i) == ")")?;
        let exchange = self.words.is(WordClass::Exchange, tokens[at + 1].word);
        let listed = piece(at + 2) == ":" && exchange;
        let symbol = piece(at + 1);
        let alone = close == at + 2
            && tokens[at + 1].kind == Kind::Letters
            && (2..=5).contains(&symbol.len())
            && symbol.bytes().all(|b| b.is_ascii_uppercase())
            && self.lexicon.longest(&tokens[at + 1..close]).is_none()
            && self.company_ends(
                from,
                at - usize::from(piece(at - 1).starts_with('\'')),
                tokens,
            );
        (listed || alone).then_some(at..close + 1)
    }

    /// Whether the known name of an organization ends before a token.
    fn company_ends(&self, from: usize, end: usize, tokens: &[Token]) -> bool {
        (end.saturating_sub(NAME).max(from)..end).any(|start| {
            let hit = self.lexicon.longest(&tokens[start..end]);
            hit.is_some_and(|hit| {
                let mut named = hit.candidates.iter();
                start + hit.tokens == end
                    && named.any(|(e, _)| self.lexicon.known(*e).classes & self.organization != 0)
            })
        })
    }
}
