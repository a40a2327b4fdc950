//! How a text introduces a name never seen before: "Step3 is our reasoning model", "the startup Lambda".
//!
//! What is introduced once is a name wherever it stands in the text, before as well as behind.

use crate::document::Document;
use crate::extract::kind::Kinds;
use crate::extract::name::newcomer;
use crate::extract::pattern::Pattern;
use crate::extract::pattern::bag::Bag;
use crate::extract::pattern::grammar::Grammar;
use crate::extract::pattern::matcher::{Found, Match, Matcher, Wanted};
use crate::extract::pattern::need::{OPEN, Own};
use crate::extract::pattern::trigger::Triggers;
use crate::extract::rule::{check_class, compile_all};
use crate::extract::scope::Scope;
use crate::extract::subject::focus::Focus;
use crate::mention::lexicon::EntityIndex;
use crate::mention::{Finder, Mentions, Thing, token};
use crate::model::{Entity, Vocabulary};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a name must look like to be taken for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// With a number, a suffix of models or capitals within: `Step3`, `Trinity Large`, `MiniCPM`.
    Version,
    /// Any capitalised words.
    Title,
}

/// An introduction as a rule file states it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stanza {
    /// Name, unique among all introductions.
    pub name: String,
    /// The class of what it introduces.
    pub class: String,
    /// What the name must look like.
    pub shape: Shape,
    /// What to look for; `<s>` is the name, `<o:Organization>` whose it is.
    pub patterns: Vec<String>,
    /// Texts and the names that they introduce.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// Texts that introduce no name.
    #[serde(default)]
    pub never: Vec<String>,
}

/// A text and the names that it introduces.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text.
    pub text: String,
    /// The names.
    pub names: Vec<String>,
}

/// An introduction ready to be matched.
#[derive(Debug)]
pub struct Introduction {
    /// As written.
    pub stanza: Stanza,
    patterns: Vec<Pattern>,
}

/// All introductions, found by the words they need.
#[derive(Debug, Default)]
pub struct Introductions {
    /// In order of file and place.
    pub list: Vec<Introduction>,
    triggers: Triggers,
}

/// A name as it was introduced.
struct Newcomer {
    /// Number of the introduction: of several that speak of the name, the first tells most.
    stanza: usize,
    class: String,
    maker: Option<EntityIndex>,
}

impl Introductions {
    /// Compiles a stanza.
    ///
    /// # Errors
    /// A class or pattern that does not exist.
    pub(in crate::extract) fn add(
        &mut self,
        stanza: Stanza,
        vocabulary: &Vocabulary,
        grammar: &mut Grammar<'_>,
    ) -> Result<(), String> {
        check_class(vocabulary, &stanza.name, &stanza.class)?;
        let patterns = compile_all(&stanza.name, &stanza.patterns, grammar)?;
        let own = Own {
            subject: 0,
            object: 0,
            open: grammar.lexicon().bits(&OPEN),
        };
        self.triggers.add(self.list.len(), &patterns, own);
        self.list.push(Introduction { stanza, patterns });
        Ok(())
    }

    /// Makes things of the names that a document introduces, and mentions wherever they stand in it.
    pub fn admit(
        &self,
        mentions: &mut Mentions,
        finder: &Finder,
        kinds: &Kinds,
        document: &Document,
    ) {
        let text = document.plain.as_str();
        let names = self.names(mentions, finder, kinds, text);
        if names.is_empty() {
            return;
        }
        let things = names.iter();
        let things = things.map(|(name, newcomer)| thing(name, newcomer, finder));
        for (name, thing) in mentions.introduce(things, text, finder) {
            if document.title.contains(&name) {
                mentions.title.push(thing);
            }
        }
    }

    /// The names introduced, each as it is first.
    fn names(
        &self,
        mentions: &Mentions,
        finder: &Finder,
        kinds: &Kinds,
        text: &str,
    ) -> BTreeMap<String, Newcomer> {
        let focus = Focus::default();
        let pattern = |stanza: usize, number: usize| self.list.get(stanza)?.patterns.get(number);
        let mut names: BTreeMap<String, Newcomer> = BTreeMap::new();
        for sentence in &mentions.sentences {
            let tokens = sentence.tokens.clone();
            if !self.triggers.touch(&mentions.tokens[tokens.clone()]) {
                continue;
            }
            let scope = Scope {
                finder,
                mentions,
                text,
                sentence: tokens.clone(),
                focus: &focus,
                kinds,
                issued: None,
            };
            let bag = Bag::of(mentions, finder, tokens.clone());
            for active in self.triggers.of(&bag, pattern) {
                let stanza = active.stanza;
                let Some(introduction) = self.list.get(stanza) else {
                    continue;
                };
                let wanted = Wanted::Coined(introduction.stanza.shape);
                let matcher = Matcher::new(&scope, tokens.clone(), wanted);
                for found in matcher.all(active.pattern, active.starts(&bag)) {
                    if let Some(Found::Capitals(range, _)) = &found.subject {
                        let words = &mentions.tokens[range.clone()];
                        if introduction.stanza.class == "Organization"
                            && newcomer::person(words, finder)
                        {
                            continue;
                        }
                        let name = token::written(words, text);
                        let newcomer = Newcomer {
                            stanza,
                            class: introduction.stanza.class.clone(),
                            maker: maker(&found, mentions),
                        };
                        match names.get_mut(&name) {
                            Some(known) if known.stanza > stanza => {
                                let maker = newcomer.maker.or(known.maker);
                                *known = Newcomer { maker, ..newcomer };
                            }
                            Some(known) => known.maker = known.maker.or(newcomer.maker),
                            None => {
                                names.insert(name, newcomer);
                            }
                        }
                    }
                }
            }
        }
        names
    }
}

/// The known organisation that an introduction names as the maker.
fn maker(found: &Match, mentions: &Mentions) -> Option<EntityIndex> {
    let (object, _) = found.objects.first()?;
    let Found::Mention(token) = object else {
        return None;
    };
    mentions.thing(mentions.starting(*token)?)?.known
}

fn thing(name: &str, newcomer: &Newcomer, finder: &Finder) -> Thing {
    let class = newcomer.class.as_str();
    let brand = newcomer.maker.map(|m| finder.lexicon.known(m).id.clone());
    let entity = Entity {
        brand,
        ..Entity::unseen(name, &[class]).shaped("the text introduces it")
    };
    Thing::unseen(entity, &finder.lexicon)
}
