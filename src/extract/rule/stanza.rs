//! The form of a rule in `data/rules/*.toml`.

use serde::Deserialize;
use std::collections::BTreeMap;

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
    /// The name of the subject begins with that of the object: "Another version, V4-Pro, …" of the V4 spoken of.
    #[serde(default)]
    pub agrees: bool,
    /// The subject is one thing, whatever is listed beside it.
    #[serde(default)]
    pub alone: bool,
    /// Classes in order: of subject and object, the one whose class stands first is the subject. Where
    /// both stand alike, nothing is said.
    #[serde(default)]
    pub sellers: Vec<String>,
    /// What to look for; see [`crate::extract::pattern::grammar`].
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
