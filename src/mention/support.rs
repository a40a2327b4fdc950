//! Which short and ambiguous names a text supports.

use crate::mention::finder::Finder;
use crate::mention::lexicon::{EntityIndex, Lexicon, Strength};
use crate::mention::token::Token;
use rustc_hash::FxHashSet;

/// The entities that a text names in full, with their families and brands.
#[derive(Debug, Default)]
pub struct Support {
    full: FxHashSet<EntityIndex>,
    around: FxHashSet<EntityIndex>,
}

impl Support {
    /// Adds an entity named in full.
    pub fn add(&mut self, entity: EntityIndex, lexicon: &Lexicon) {
        if !self.full.insert(entity) {
            return;
        }
        let mut next = Some(entity);
        let mut steps = 0;
        while let Some(index) = next.filter(|_| steps < 4) {
            self.around.insert(index);
            let known = lexicon.known(index);
            self.around.extend(known.brand);
            next = known.broader;
            steps += 1;
        }
    }

    /// Which of the candidates a name means here, if the text tells.
    ///
    /// A full name means its entity; of several, one that the text supports otherwise; but it yields to the short name
    /// of what is named in full where nothing else speaks for it ("Ampere" after "Ampere Computing"). A short name
    /// means the candidate that is named in full, else the one whose family, else whose brand is; two
    /// that are supported alike leave it open.
    pub fn choose(
        &self,
        candidates: &[(EntityIndex, Strength)],
        lexicon: &Lexicon,
    ) -> Option<EntityIndex> {
        let mut best: Option<(u8, EntityIndex)> = None;
        let mut tied = false;
        let short = |(e, s): &(_, _)| *s == Strength::Short && self.full.contains(e);
        let shortened = candidates.iter().any(short);
        for &(index, strength) in candidates {
            let score = match self.score(index, strength, lexicon) {
                // What nothing else speaks for.
                20 | 40 if shortened && strength != Strength::Short => 10,
                score => score,
            };
            match best {
                _ if score == 0 => {}
                Some((_, same)) if same == index => {}
                Some((top, _)) if score < top => {}
                Some((top, other)) if score == top => match plainer(index, other, lexicon) {
                    Some(plain) => best = Some((score, plain)),
                    None => tied = true,
                },
                _ => {
                    best = Some((score, index));
                    tied = false;
                }
            }
        }
        best.filter(|(score, _)| !tied || *score >= 20)
            .map(|(_, index)| index)
    }

    fn score(&self, index: EntityIndex, strength: Strength, lexicon: &Lexicon) -> u8 {
        let known = lexicon.known(index);
        let family = known.broader.is_some_and(|b| self.around.contains(&b));
        let brand = known.brand.is_some_and(|b| self.around.contains(&b));
        let near = u8::from(family) * 2 + u8::from(brand);
        match strength {
            Strength::Full => 40 + near,
            Strength::Ambiguous => 20 + near,
            Strength::Short | Strength::Derived if self.full.contains(&index) => 16,
            Strength::Short if near > 0 => 2 * near + 1,
            Strength::Short => 0,
            Strength::Derived => 2 * near,
        }
    }
}

impl Finder {
    /// First pass: the names in full, as support for the short ones.
    pub(super) fn collect(&self, tokens: &[Token], text: &str, support: &mut Support) {
        let mut at = 0;
        while at < tokens.len() {
            match self.lexicon.longest(&tokens[at..]) {
                Some(hit)
                    if self.written(&tokens[at..at + hit.tokens], text, hit.candidates[0].0) =>
                {
                    let (first, strength) = hit.candidates[0];
                    let contested = hit.candidates.iter().any(|(_, s)| *s == Strength::Short);
                    let owns = strength == Strength::Ambiguous
                        && self.owns(first, &tokens[at + hit.tokens..], text);
                    if (strength == Strength::Full && !contested) || owns {
                        support.add(hit.candidates[0].0, &self.lexicon);
                    }
                    at += hit.tokens;
                }
                _ => at += 1,
            }
        }
    }

    /// "Apple's M5 Ultra": whether what follows a company's name is a possessive and the name of its own.
    fn owns(&self, company: EntityIndex, behind: &[Token], text: &str) -> bool {
        let possessive = |t: &Token| matches!(&text[t.range()], "'s" | "'");
        let Some((_, rest)) = behind.split_first().filter(|(t, _)| possessive(t)) else {
            return false;
        };
        let owned = self.lexicon.longest(rest);
        owned.is_some_and(|hit| {
            let mut named = hit.candidates.iter();
            named.any(|(e, _)| self.lexicon.known(*e).brand == Some(company))
        })
    }
}

/// Of two entities of one brand, the one whose label is shorter: the model itself before its
/// dated and tuned kin. `None` if they are of different brands or equally long.
fn plainer(a: EntityIndex, b: EntityIndex, lexicon: &Lexicon) -> Option<EntityIndex> {
    let (x, y) = (lexicon.known(a), lexicon.known(b));
    if x.brand.is_none() || x.brand != y.brand || x.label.len() == y.label.len() {
        return None;
    }
    Some(if x.label.len() < y.label.len() { a } else { b })
}
