//! What a text itself calls the things that it speaks of.

use crate::extract::reader::{Names, Reader};
use crate::mention::{Mentions, Token, token};

impl Reader {
    /// The longest name by which a text calls each thing. Countries and licences go by their usual names.
    pub(in crate::extract) fn names(&self, mentions: &Mentions, text: &str) -> Names {
        let kinds = self.kinds();
        let other = self.finder().lexicon.bits(&["Benchmark", "Product"]);
        let named = kinds.product() | kinds.organization | kinds.person | other;
        let mut names = Names::new();
        for mention in &mentions.list {
            let Some(thing) = mentions.thing(mention).filter(|t| t.classes & named != 0) else {
                continue;
            };
            let written = token::written(&mentions.tokens[mention.tokens.clone()], text);
            // "690" in "Siyuan 590 and 690", "27B" in "the 27B model": a name only with what stands before it.
            let bare = !written.contains(char::is_alphabetic);
            let size = written.starts_with(|c: char| c.is_ascii_digit())
                && written.ends_with(['b', 'B'])
                && thing.classes & kinds.model != 0;
            // "Nano" in "Nemotron 3 (Nano/Super)": so is a suffix.
            let tokens = &mentions.tokens[mention.tokens.clone()];
            let suffix = |t: &Token| self.finder().words.suffixes.contains(&t.word);
            let suffix = thing.classes & kinds.model != 0 && tokens.iter().all(suffix);
            let written = if bare || size || suffix {
                thing.label.clone()
            } else {
                written
            };
            match names.get_mut(&thing.id) {
                Some(name) if name.len() >= written.len() => {}
                Some(name) => *name = written,
                None => {
                    names.insert(thing.id.clone(), written);
                }
            }
        }
        names
    }
}
