//! Rules as `data/rules/*.toml` states them.

use crate::extract::grammar::compile;
use crate::extract::introduction::{self, Introductions};
use crate::extract::labels::{Label, Labels};
use crate::extract::pattern::Pattern;
use crate::extract::trigger::Triggers;
use crate::mention::{ClassSet, Lexemes, Lexicon, Word, WordFile, Words};
use crate::model::Vocabulary;
use crate::model::place::line_column;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::collections::BTreeMap;
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

/// One rule as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stanza {
    /// Name, unique among all rules: `runs-on/adapted`.
    pub name: String,
    /// The property it finds.
    pub property: String,
    /// Classes of its subject.
    #[serde(default)]
    pub subject: Vec<String>,
    /// Classes of its object.
    #[serde(default)]
    pub object: Vec<String>,
    /// A value that every match stands for (`true`, `MixtureOfExperts`).
    pub value: Option<toml::Value>,
    /// Qualifiers that every match carries.
    #[serde(default)]
    pub qualifiers: BTreeMap<String, String>,
    /// What a number is multiplied by (1000 for prices per thousand tokens).
    #[serde(default = "unit")]
    pub factor: i64,
    /// Share of its matches that are right on annotated text, in hundredths.
    pub confidence: u8,
    /// Where the subject may stand if the pattern does not name it.
    #[serde(default)]
    pub attach: Attach,
    /// A class of words which, anywhere in the sentence, make the value one of something larger than the
    /// chip that is named ("server", "rack"), so that it is left alone unless the subject is a system.
    pub unless: Option<String>,
    /// Its value is the date that the heading above gives ("## June 26, 2025" over "Released o3-pro").
    #[serde(default)]
    pub dated: bool,
    /// Its values are the sizes by which the members of the subject are named ("in 8B and 70B").
    #[serde(default)]
    pub members: bool,
    /// Qualifiers without which a match says nothing; those that the pattern does not name are the names
    /// of their kind that stand nearest in the sentence.
    #[serde(default)]
    pub needs: Vec<String>,
    /// What it finds is taken for granted by the sentence, whatever else that denies or doubts
    /// ("analyst Ann Lee did not expect …").
    #[serde(default)]
    pub plain: bool,
    /// The object is the subject's and the subject the object's.
    #[serde(default)]
    pub swap: bool,
    /// Classes that a thing may not be of to be attached.
    #[serde(default)]
    pub except: Vec<String>,
    /// A property: what its match in the same sentence names as subject is the one of this rule too, or where
    /// neither pronoun nor name stands for it, of whom an earlier sentence under the same heading told it.
    pub follows: Option<String>,
    /// The subject is one thing, whatever is listed beside it.
    #[serde(default)]
    pub alone: bool,
    /// Classes in order: of subject and object, the one whose class stands first is the subject. Where
    /// both stand alike, nothing is said.
    #[serde(default)]
    pub sellers: Vec<String>,
    /// What to look for; see [`crate::extract::grammar`].
    pub patterns: Vec<String>,
    /// Texts and the facts of this rule's property that they must yield.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// Texts that must yield no fact of this rule's property.
    #[serde(default)]
    pub never: Vec<String>,
}

fn unit() -> i64 {
    1
}

/// Where a subject may stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Attach {
    /// The nearest name that fits, then what was spoken of before.
    #[default]
    Near,
    /// Only a name in the same sentence.
    Sentence,
    /// The subject of the sentence: its first name that fits.
    First,
    /// What was spoken of before, whatever the sentence names.
    Topic,
    /// All models of the family spoken of that the text names ("in two versions").
    Members,
    /// The pattern must name it.
    Never,
}

/// A text and the facts that it must yield, as `subject | property | object`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text.
    pub text: String,
    /// The facts.
    pub facts: Vec<String>,
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
        for (path, text, file) in self.files {
            for stanza in file.rule {
                let at = stanza.span().start;
                let rule = build(stanza.into_inner(), vocabulary, lexicon, words, lexemes)
                    .map_err(|message| error(&path, &text, at, &message))?;
                rules.push(rule);
            }
            for stanza in file.introduction {
                let at = stanza.span().start;
                rules
                    .introductions
                    .add(stanza.into_inner(), vocabulary, lexicon, words, lexemes)
                    .map_err(|message| error(&path, &text, at, &message))?;
            }
            for label in file.label {
                let at = label.span().start;
                let label = label.into_inner();
                check_property(vocabulary, &label.property)
                    .map_err(|message| error(&path, &text, at, &message))?;
                rules.labels.add(label, lexemes, lexicon);
            }
        }
        Ok(rules)
    }
}

impl Rules {
    fn push(&mut self, rule: Rule) {
        self.triggers.add(self.list.len(), &rule.patterns);
        self.followed.extend(rule.stanza.follows.clone());
        self.list.push(rule);
    }
}

fn build(
    stanza: Stanza,
    vocabulary: &Vocabulary,
    lexicon: &Lexicon,
    words: &Words,
    lexemes: &mut Lexemes,
) -> Result<Rule, String> {
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
    let patterns = compile_all(&stanza.name, &stanza.patterns, lexemes, words, lexicon)?;
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
    Ok(Rule {
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
pub(super) fn compile_all(
    name: &str,
    patterns: &[String],
    lexemes: &mut Lexemes,
    words: &Words,
    lexicon: &Lexicon,
) -> Result<Vec<Pattern>, String> {
    let compiled = patterns.iter().map(|p| {
        compile(p, lexemes, words, lexicon)
            .map_err(|e| format!("rule '{name}', pattern '{p}': {e}"))
    });
    compiled.collect()
}

pub(super) fn check_class(vocabulary: &Vocabulary, name: &str, class: &str) -> Result<(), String> {
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
