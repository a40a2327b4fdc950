//! What stands for a name in the place of an argument: "both", "the startup".

use crate::extract::pattern::matcher::{Found, Matcher};
use crate::mention::{ClassSet, What, WordClass};

impl Matcher<'_> {
    /// "Both are open-weight": what stands for the subject is taken like its name; "its" is not. For an
    /// object only phrases of its own kind stand ("the startup"), not "it".
    pub(in crate::extract) fn pronoun(
        &self,
        classes: ClassSet,
        at: usize,
        subject: bool,
    ) -> Option<(Found, usize)> {
        let mention = self.mention(at)?;
        let What::Anaphor(index) = mention.what else {
            return None;
        };
        // "Huawei announced it would open its toolkit": the speaker, no product.
        let words = &self.finder.words;
        let is = |class, i: usize| {
            let token = self.mentions.tokens.get(i);
            token.is_some_and(|t| words.is(class, t.word))
        };
        let speaker = classes & self.kinds.organization == 0
            && self.text_of(at) == "it"
            && at.checked_sub(1).is_some_and(|b| is(WordClass::Say, b))
            && is(WordClass::Auxiliary, at + 1);
        if speaker {
            return None;
        }
        let possessive = self.text_of(at).eq_ignore_ascii_case("its")
            || matches!(
                self.text_of(mention.tail),
                "'s" | "that" | "which" | "behind" | "whose"
            );
        let own = classes & !self.kinds.organization == 0 && self.finder.stands_for(index, classes);
        let fits = if subject {
            self.finder.stands_for(index, classes)
        } else {
            own && !self.finder.stands_for(index, self.kinds.model)
        };
        (fits && !possessive).then_some((Found::Mention(at), mention.tail))
    }
}
