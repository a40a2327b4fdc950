//! Which short and ambiguous names a text supports.

use crate::mention::lexicon::{EntityIndex, Lexicon, Strength};
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
    /// A full name means its entity; of several, one that the text supports otherwise. A short name
    /// means the candidate that is named in full, else the one whose family, else whose brand is; two
    /// that are supported alike leave it open.
    pub fn choose(
        &self,
        candidates: &[(EntityIndex, Strength)],
        lexicon: &Lexicon,
    ) -> Option<EntityIndex> {
        let mut best: Option<(u8, EntityIndex)> = None;
        let mut tied = false;
        for &(index, strength) in candidates {
            let score = self.score(index, strength, lexicon);
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

/// Of two entities of one brand, the one whose label is shorter: the model itself before its
/// dated and tuned kin. `None` if they are of different brands or equally long.
fn plainer(a: EntityIndex, b: EntityIndex, lexicon: &Lexicon) -> Option<EntityIndex> {
    let (x, y) = (lexicon.known(a), lexicon.known(b));
    if x.brand.is_none() || x.brand != y.brand || x.label.len() == y.label.len() {
        return None;
    }
    Some(if x.label.len() < y.label.len() { a } else { b })
}
