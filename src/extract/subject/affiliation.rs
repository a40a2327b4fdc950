//! Whose people are: "CEO Lisa Su" in a text that names AMD, whatever company was spoken of last.

use crate::extract::compose::Composer;
use crate::extract::subject::attach::Attached;
use crate::mention::{ThingIndex, What};

/// Hundredths to take off for a house that only the person's name leads to.
const DOUBT: u8 = 8;

impl Composer<'_> {
    /// What is attached to a person, or the house that is known for the person, where the text names that house and
    /// what is attached is another.
    pub(in crate::extract) fn affiliated(&self, found: Option<Attached>) -> Option<Attached> {
        let Some(house) = self.house() else {
            return found;
        };
        let lexicon = &self.scope.finder.lexicon;
        let own = |t: &ThingIndex| {
            let known = self.scope.thing(*t).known;
            let houses = known.zip(self.scope.thing(house).known);
            houses.is_none_or(|(a, b)| lexicon.one_house(a, b))
        };
        // What the sentence itself names beside the person may be where the person goes to.
        let named = |f: &Attached| f.token.is_some() && &*self.rule.property != "ceoOf";
        match found {
            Some(found) if named(&found) || found.things.iter().all(own) => Some(found),
            _ => Some(Attached {
                things: vec![house],
                token: None,
                doubt: DOUBT,
            }),
        }
    }

    /// The organization that is known for the one person whom the match names, if the text names it.
    fn house(&self) -> Option<ThingIndex> {
        let scope = self.scope;
        let mut people = self.objects(&self.hit.found);
        let (person, None) = (people.next()?, people.next()) else {
            return None;
        };
        let What::Thing(index) = person.what else {
            return None;
        };
        let person = scope.thing(index);
        let brand = person
            .brand
            .filter(|_| person.classes & scope.kinds.person != 0)?;
        let house = scope.mentions.known(brand, &scope.finder.lexicon)?;
        let class = scope.thing(house).classes;
        (self.rule.stanza.swap && class & self.rule.subject != 0).then_some(house)
    }
}
