//! What a sentence makes the text speak of.

use crate::document::BlockKind;
use crate::extract::discourse::{Discourse, classes};
use crate::extract::kind::Sort;
use crate::extract::scope::Scope;
use crate::extract::subject::focus::Focus;
use crate::mention::{Mention, Mentions, Sentence, ThingIndex, What, WordClass};
use std::collections::BTreeMap;

/// What a sentence spoke of, as far as it was looked at.
#[derive(Default)]
struct Spoken {
    /// The first thing of each sort.
    turns: BTreeMap<Sort, ThingIndex>,
    /// The members of its first list of models.
    group: Vec<ThingIndex>,
    /// The first two models or chips that stand side by side.
    pair: Vec<ThingIndex>,
    /// The first organization that only says who somebody is.
    employer: Option<ThingIndex>,
    /// What pronouns and the like go on with.
    continued: BTreeMap<Sort, ThingIndex>,
}

impl Discourse<'_> {
    /// Notes what the sentence spoke of: its first thing of each kind that is not merely compared
    /// with or mentioned in passing, unless a pronoun in front of it goes on with what was spoken of.
    pub(in crate::extract) fn follow(
        &self,
        sentence: &Sentence,
        kind: Option<&BlockKind>,
        mentions: &Mentions,
        focus: &mut Focus,
    ) {
        let scope = self.scope(mentions, sentence.tokens.clone(), focus);
        let item = matches!(kind, Some(BlockKind::Item(_)));
        let mut spoken = Spoken::default();
        let mut seen = Vec::new();
        for mention in mentions.within(sentence.tokens.clone()) {
            if let What::Thing(index) = mention.what {
                seen.push(index);
                self.hear(mention, index, item, &scope, &mut spoken);
            } else {
                self.go_on(mention, &scope, &mut spoken.continued);
            }
        }
        let Spoken {
            mut turns,
            group,
            pair,
            employer,
            continued,
        } = spoken;
        for (sort, index) in continued {
            if sort < Sort::Organization {
                turns.entry(sort).or_insert(index);
            }
        }
        for index in seen {
            focus.mention(index);
        }
        let settled = focus.subject(self.kinds.organization, &mentions.things);
        if let Some(topic) = employer.filter(|_| settled.is_none()) {
            turns.entry(Sort::Organization).or_insert(topic);
        }
        let heading = matches!(kind, Some(BlockKind::Heading(_)));
        for (sort, index) in turns {
            if sort < Sort::Person || !heading {
                focus.turn_to(index, &mentions.things, self.kinds);
            }
        }
        focus.gather(&group);
        focus.pair(&pair);
    }

    /// Takes in a name, of an item of a list or of running text.
    fn hear(
        &self,
        mention: &Mention,
        index: ThingIndex,
        item: bool,
        scope: &Scope<'_>,
        spoken: &mut Spoken,
    ) {
        let (mentions, begins) = (scope.mentions, scope.sentence.start);
        let of = classes(mentions, index);
        let Some(sort) = self.kinds.sort(of) else {
            return;
        };
        let compared = scope.compared(mention);
        // "OpenAI GPT-5.5 came out", "DeepSeek V4 came out": the maker in the name that it begins with.
        if mention.tokens.start == begins && sort == Sort::Model {
            let maker = mention.maker.or_else(|| self.head_of(index, mentions));
            let maker = maker.map(|maker| (Sort::Organization, maker));
            spoken.turns.extend(maker);
        }
        if sort == Sort::Model && spoken.group.len() < 2 && !compared {
            let member = self.kinds.model & !self.kinds.family;
            let list = scope.list_from(mention, member).into_iter();
            let list = list.map(|(thing, _)| thing);
            spoken.group = list
                .filter(|t| classes(mentions, *t) & self.kinds.family == 0)
                .collect();
        }
        if sort < Sort::Organization && spoken.pair.len() != 2 && !compared {
            let alike = [self.kinds.model, self.kinds.hardware].into_iter();
            let alike = alike
                .filter(|sort| of & sort != 0)
                .fold(0, |all, sort| all | sort);
            let list = scope.list_from(mention, alike);
            spoken.pair = list.into_iter().map(|(thing, _)| thing).collect();
        }
        let passive = self.kinds.publisher | self.kinds.investor;
        let reports = of & passive != 0 && of & self.kinds.maker == 0;
        let part = sort == Sort::Hardware && scope.component(mention);
        let whole = scope.whole_of_topic(mention, index);
        if compared || whole || scope.passing(mention) || scope.of_kin(mention) || reports || part {
            return;
        }
        // "The latest Falcon release is H1R-7B": the member that the copula names.
        let copula = scope.previous(mention.tokens.start);
        let copula = copula.is_some_and(|b| matches!(scope.word(b), "is" | "was"));
        let family = spoken.turns.get(&sort).copied();
        if copula && family.is_some_and(|f| scope.member_of(index, f)) {
            spoken.turns.insert(sort, index);
        }
        let topic = spoken.continued.get(&sort).copied().unwrap_or(index);
        let inside = item && mention.tokens.start > begins;
        match sort {
            Sort::Organization if inside || scope.attributive(mention) => {}
            // "CTO Ann Lee joined OpenAI": where somebody goes is not what the text speaks of.
            Sort::Organization if spoken.turns.contains_key(&Sort::Person) => {
                spoken.employer = spoken.employer.or(Some(topic));
            }
            Sort::Organization if self.employs(mention, scope) => {
                spoken.employer = spoken.employer.or(Some(topic));
            }
            Sort::Organization if scope.governed(mention) => {}
            _ => {
                spoken.turns.entry(sort).or_insert(topic);
            }
        }
    }

    /// "OpenAI co-founder Ann Lee started Acme": whether a name only says who somebody is.
    fn employs(&self, mention: &Mention, scope: &Scope<'_>) -> bool {
        let words = &self.finder.words;
        let next = scope.mentions.tokens.get(mention.tail);
        let title = next.is_some_and(|t| {
            words.is(WordClass::TitleWord, t.word) || words.is(WordClass::Ceo, t.word)
        });
        title || scope.formerly(mention) || scope.titled(mention)
    }

    /// Notes what a pronoun or the like goes on with: the thing that it stands for, of each sort.
    fn go_on(
        &self,
        mention: &Mention,
        scope: &Scope<'_>,
        continued: &mut BTreeMap<Sort, ThingIndex>,
    ) {
        let kinds = self.kinds;
        for (sort, of) in [
            (Sort::Model, kinds.model),
            (Sort::Hardware, kinds.hardware),
            (Sort::Organization, kinds.organization),
        ] {
            if continued.contains_key(&sort) || !scope.is(mention, of) {
                continue;
            }
            // Of several, none becomes what the text speaks of.
            let stands_for = match sort {
                Sort::Organization => Vec::new(),
                _ => scope.resolve(mention, of),
            };
            let one = (stands_for.len() == 1).then(|| stands_for[0]);
            let topic = one.or_else(|| scope.focus.subject(of, &scope.mentions.things));
            continued.extend(topic.map(|topic| (sort, topic)));
        }
    }

    /// "DeepSeek V4": the maker that the text names and whose name the model's begins with.
    fn head_of(&self, model: ThingIndex, mentions: &Mentions) -> Option<ThingIndex> {
        let thing = mentions.things.get(model as usize)?;
        let (brand, lexicon) = (thing.brand?, &self.finder.lexicon);
        let name = &lexicon.known(brand).label;
        let rest = thing.label.strip_prefix(name.as_str())?;
        let maker = mentions.known(brand, lexicon)?;
        rest.starts_with([' ', '-']).then_some(maker)
    }
}
