//! Rules as `data/rules/*.toml` states them.

pub mod engine;
pub mod examples;
pub mod explain;
pub mod stanza;
pub mod trace;

use crate::extract::name::introduction::{self, Introductions};
use crate::extract::pattern::Pattern;
use crate::extract::pattern::grammar::Grammar;
use crate::extract::pattern::need::{OPEN, Own};
use crate::extract::pattern::trigger::Triggers;
use crate::extract::rule::stanza::Stanza;
use crate::extract::table::labels::{Label, Labels};
use crate::mention::{ClassSet, Lexemes, Lexicon, Word, WordFile, Words};
use crate::model::place::line_column;
use crate::model::{Range, Vocabulary};
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::sync::Arc;

/// A rule file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}:{line}:{column}: {message}")]
pub struct RuleError {
    /// The file.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

/// The form of a rule file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    words: Option<WordFile>,
    rule: Vec<toml::Spanned<Stanza>>,
    label: Vec<toml::Spanned<Label>>,
    introduction: Vec<toml::Spanned<introduction::Stanza>>,
}

/// A rule ready to be matched.
#[derive(Debug)]
pub struct Rule {
    /// As written.
    pub stanza: Stanza,
    /// `rule:NAME@VERSION`: what statements carry.
    pub mark: Arc<str>,
    /// The property's name.
    pub property: Arc<str>,
    /// Bits of the subject's classes.
    pub subject: ClassSet,
    /// Bits of the object's classes.
    pub object: ClassSet,
    /// Whether it says of one organization what it does to another.
    pub apart: bool,
    /// Bits of the classes that are not attached.
    pub except: ClassSet,
    /// Bits of the classes by which the subject is told from the object, the first first.
    pub sellers: Vec<ClassSet>,
    /// Its patterns.
    pub patterns: Vec<Pattern>,
    /// Words of the class that `unless` names.
    pub unless: FxHashSet<Word>,
}

/// All rules, found by the words they need.
#[derive(Debug, Default)]
pub struct Rules {
    /// The rules, in order of file and place.
    pub list: Vec<Rule>,
    /// Labels of columns and of lines with a colon.
    pub labels: Labels,
    /// The rules' patterns by the words they need.
    pub triggers: Triggers,
    /// How texts introduce names never seen.
    pub introductions: Introductions,
    /// Properties that rules follow: whose subject is theirs.
    pub followed: FxHashSet<String>,
}

/// Rule files read, not yet compiled: the words must be known before the names.
pub struct Sources {
    files: Vec<(String, String, File)>,
}

impl Sources {
    /// Reads rule files given as path and text.
    ///
    /// # Errors
    /// The first place at which a file is no TOML of the form expected.
    pub fn read(files: &[(String, String)]) -> Result<Self, RuleError> {
        let mut out = Vec::new();
        for (path, text) in files {
            let file: File = toml::from_str(text).map_err(|e| {
                let at = e.span().map_or(0, |s| s.start);
                error(path, text, at, e.message())
            })?;
            out.push((path.clone(), text.clone(), file));
        }
        Ok(Self { files: out })
    }

    /// Takes the word lists out.
    pub fn words(&mut self, lexemes: &mut Lexemes) -> Words {
        let mut words = Words::default();
        for (_, _, file) in &mut self.files {
            if let Some(list) = file.words.take() {
                words.add(list, lexemes);
            }
        }
        words
    }

    /// Compiles the rules.
    ///
    /// # Errors
    /// The place of the first rule with a pattern, property or class that does not exist.
    pub fn compile(
        self,
        vocabulary: &Vocabulary,
        lexicon: &Lexicon,
        words: &Words,
        lexemes: &mut Lexemes,
    ) -> Result<Rules, RuleError> {
        let mut rules = Rules::default();
        let mut grammar = Grammar::new(lexemes, words, lexicon);
        for (path, text, file) in self.files {
            for stanza in file.rule {
                let at = stanza.span().start;
                let rule = build(stanza.into_inner(), vocabulary, &mut grammar)
                    .map_err(|message| error(&path, &text, at, &message))?;
                rules.push(rule, lexicon.bits(&OPEN));
            }
            for stanza in file.introduction {
                let at = stanza.span().start;
                rules
                    .introductions
                    .add(stanza.into_inner(), vocabulary, &mut grammar)
                    .map_err(|message| error(&path, &text, at, &message))?;
            }
            for label in file.label {
                let at = label.span().start;
                let label = label.into_inner();
                check_property(vocabulary, &label.property)
                    .map_err(|message| error(&path, &text, at, &message))?;
                rules.labels.add(label, grammar.lexemes(), lexicon);
            }
        }
        Ok(rules)
    }
}

impl Rules {
    /// Takes in a rule; `open` are the classes that words never seen can be of.
    fn push(&mut self, rule: Rule, open: ClassSet) {
        let own = Own {
            subject: rule.subject,
            object: rule.object,
            open,
        };
        self.triggers.add(self.list.len(), &rule.patterns, own);
        self.followed.extend(rule.stanza.follows.clone());
        self.list.push(rule);
    }
}

fn build(
    stanza: Stanza,
    vocabulary: &Vocabulary,
    grammar: &mut Grammar<'_>,
) -> Result<Rule, String> {
    let (words, lexicon) = (grammar.words(), grammar.lexicon());
    check_property(vocabulary, &stanza.property)?;
    for other in stanza.follows.iter().chain(&stanza.needs) {
        check_property(vocabulary, other)?;
    }
    let classes = stanza.subject.iter().chain(&stanza.object);
    for class in classes.chain(&stanza.sellers).chain(&stanza.except) {
        check_class(vocabulary, &stanza.name, class)?;
    }
    if stanza.confidence > 100 {
        return Err(format!(
            "rule '{}': confidence is in hundredths, at most 100",
            stanza.name
        ));
    }
    let patterns = compile_all(&stanza.name, &stanza.patterns, grammar)?;
    let unless = match &stanza.unless {
        None => FxHashSet::default(),
        Some(class) => match words.classes.get(class) {
            Some(phrases) => phrases
                .iter()
                .filter(|p| p.len() == 1)
                .map(|p| p[0])
                .collect(),
            None => {
                return Err(format!(
                    "rule '{}': '{class}' is no class of words",
                    stanza.name
                ));
            }
        },
    };
    let property = vocabulary.properties.get(&stanza.property);
    let organization = lexicon.bits(&["Organization"]);
    let of = |classes: &[String]| lexicon.bits_of(classes) & organization != 0;
    let apart = property.is_some_and(|p| {
        let object = matches!(&p.range, Range::Entities(classes) if of(classes));
        !p.symmetric && object && of(&p.domain)
    });
    Ok(Rule {
        apart,
        unless,
        mark: format!("rule:{}@1", stanza.name).into(),
        property: stanza.property.as_str().into(),
        subject: lexicon.bits_of(&stanza.subject),
        object: lexicon.bits_of(&stanza.object),
        except: lexicon.bits_of(&stanza.except),
        sellers: stanza.sellers.iter().map(|c| lexicon.bits(&[c])).collect(),
        patterns,
        stanza,
    })
}

/// Compiles the patterns of a stanza.
pub(in crate::extract) fn compile_all(
    name: &str,
    patterns: &[String],
    grammar: &mut Grammar<'_>,
) -> Result<Vec<Pattern>, String> {
    let compiled = patterns.iter().map(|p| {
        grammar
            .compile(p)
            .map_err(|e| format!("rule '{name}', pattern '{p}': {e}"))
    });
    compiled.collect()
}

pub(in crate::extract) fn check_class(
    vocabulary: &Vocabulary,
    name: &str,
    class: &str,
) -> Result<(), String> {
    if vocabulary.classes.contains_key(class) {
        Ok(())
    } else {
        Err(format!(
            "rule '{name}': '{class}' is no class of the vocabulary"
        ))
    }
}

fn check_property(vocabulary: &Vocabulary, name: &str) -> Result<(), String> {
    if vocabulary.properties.contains_key(name) {
        Ok(())
    } else {
        Err(format!("'{name}' is no property of the vocabulary"))
    }
}

fn error(path: &str, text: &str, at: usize, message: &str) -> RuleError {
    let (line, column) = line_column(text, at);
    RuleError {
        path: path.to_string(),
        line,
        column,
        message: message.to_string(),
    }
}
