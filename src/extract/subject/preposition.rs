//! Names behind a preposition: with whom something is done, and where somebody works.

use crate::extract::scope::Scope;
use crate::mention::{Kind, Mention, What, WordClass};

impl Scope<'_> {
    /// Whether a preposition stands before a name ("with chipmaker AMD").
    pub(in crate::extract) fn governed(&self, mention: &Mention) -> bool {
        let words = &self.finder.words;
        let mut at = mention.tokens.start;
        let (mut commas, mut joined) = (0, false);
        for _ in 0..40 {
            let Some(before) = self.previous(at) else {
                return false;
            };
            let token = &self.mentions.tokens[before];
            if words.is(WordClass::Preposition, token.word) {
                // "After a deal with OpenAI, Cerebras …": a lone comma makes no list.
                return joined || commas != 1;
            }
            let name = match self.mentions.covering(before) {
                Some(m) => matches!(m.what, What::Thing(_)),
                None => token.capital && token.kind == Kind::Letters,
            };
            match self.word(before) {
                "," => commas += 1,
                // "With backing from Alibaba and Tencent, Moonshot AI …": a list that has had its "and" is over.
                "and" | "&" | "or" if commas == 1 && !joined => return false,
                "and" | "&" | "or" => joined = true,
                "'s" | "'" => {}
                _ if name
                    || words.is(WordClass::Filler, token.word)
                    || words.is(WordClass::CompanyWord, token.word)
                    || words.is(WordClass::Attributive, token.word) => {}
                _ => return false,
            }
            at = before;
        }
        false
    }

    /// "the former DeepMind researcher": whether a name only says where someone works.
    pub(in crate::extract) fn employer(&self, mention: &Mention) -> bool {
        let next = self.mentions.tokens.get(mention.tail);
        next.is_some_and(|t| {
            !t.capital
                && mention.tail < self.sentence.end
                && self.finder.words.is(WordClass::TitleWord, t.word)
        })
    }

    /// "the founder and CEO of SoftBank": whether a name only says where someone works.
    pub(in crate::extract) fn titled(&self, mention: &Mention) -> bool {
        let words = &self.finder.words;
        let of = self.previous(mention.tokens.start);
        let title = of.and_then(|of| self.previous(of));
        let (Some(of), Some(title)) = (of, title) else {
            return false;
        };
        let word = self.mentions.tokens[title].word;
        matches!(self.word(of), "of" | "at")
            && (words.is(WordClass::TitleWord, word) || words.is(WordClass::Ceo, word))
    }
}
