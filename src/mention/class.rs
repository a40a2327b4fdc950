//! The word classes that reading itself asks for, beyond those that rules name.

use crate::mention::token::Word;
use crate::mention::words::Words;

/// A class of words of `data/rules/english.toml` that the engine needs by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordClass {
    /// "according".
    According,
    /// Words between a subject and its verb ("also").
    Adverb,
    /// Words for machines of many chips ("system").
    Aggregate,
    /// What compares a noun behind it ("similar performance to").
    Alike,
    /// "and" between two.
    And,
    /// Words that an apposition to a product begins with ("X, a small model, …").
    Apposition,
    /// Words before a number that do not change it ("about").
    Approximator,
    /// "backed" behind a name and a hyphen.
    Attributive,
    /// "is", "has", "will".
    Auxiliary,
    /// Words that begin another thought, over which no gap reaches.
    Barrier,
    /// Words behind which "May" and "March" are months.
    BeforeMonth,
    /// Words and signs behind which four digits are a year.
    BeforeYear,
    /// "benchmark": the head of a column of benchmarks.
    BenchmarkNoun,
    /// "both" in front of two.
    Both,
    /// "Credit" before a colon: a line that is about a picture.
    Caption,
    /// "cache" behind "L4", which is no chip then.
    Cache,
    /// "CEO".
    Ceo,
    /// "GPU", "accelerator".
    ChipNoun,
    /// Words that begin a clause.
    Clause,
    /// What a company may be called ("startup").
    CompanyNoun,
    /// What a company may be called in front of its name ("cloud provider").
    CompanyWord,
    /// "compared".
    Compare,
    /// "with" after "compared".
    CompareWith,
    /// Words before a date that stands over what follows ("Date:").
    DateLead,
    /// What may stand before the noun of what was named before ("the *new open-weight* model").
    Describing,
    /// "unit", "arm": a part of an organization.
    Division,
    /// "only" in "not only".
    DoubleNegation,
    /// Months that are ordinary words too.
    DoubtfulMonth,
    /// "each" in front of what there are several of.
    Each,
    /// Words between a possessor and the name ("Google's closed-source …").
    Epithet,
    /// Names of stock exchanges.
    Exchange,
    /// Words before a name that do not change it.
    Filler,
    /// First names of people.
    FirstName,
    /// "for" before the thing that a value belongs to.
    For,
    /// "former".
    Former,
    /// Plans and possibilities.
    Future,
    /// Plural nouns that name no model or chip of their own ("models under 500M parameters").
    Generic,
    /// "level", "class" behind a name and a hyphen: only compared with.
    Grade,
    /// "half" behind its number.
    Half,
    /// "H" before its number.
    HalfLetter,
    /// "Mr", "Dr" in front of a person.
    Honorific,
    /// Words that make an investor of a name ("Ventures").
    InvestorWord,
    /// "brother", "rival": another one that is told by what it is to the thing spoken of.
    Kin,
    /// "dense", "MoE": what kind of model a size in its name is of.
    KindOfModel,
    /// "sizes", "versions": what a family comes in.
    Kinds,
    /// Words before a label that do not change it.
    LabelFiller,
    /// Verbs of releasing.
    Launch,
    /// What divides the members of a list.
    List,
    /// Verbs and owners between a maker and what it makes ("launched", "its").
    Making,
    /// What a size counts, where it is no part of a name ("24B parameters").
    Measured,
    /// "just" behind "not", which denies nothing.
    Merely,
    /// "model", "LLM".
    ModelNoun,
    /// Nouns of several models: "models", "LLMs".
    ModelsNoun,
    /// "month" behind "last" and the like.
    Month,
    /// "twice", "x": words before what something is so many times.
    Multiple,
    /// "name", "variant": heads of columns that names stand in.
    NameNoun,
    /// Denials.
    Negation,
    /// Capitalised words that begin no name.
    NeverAName,
    /// Words behind a name that are no part of it ("HBM4").
    NeverASuffix,
    /// "next" before a month.
    Next,
    /// Nouns that make a shared name one of a family.
    NounOfFamily,
    /// Nouns between a value and the model it belongs to.
    NounOfModel,
    /// Nouns behind the suffix of a variant.
    NounOfVariant,
    /// "of" between the parts of a date.
    Of,
    /// Words between a quarter and its year.
    OfPeriod,
    /// Words that open a sentence before its subject.
    Opener,
    /// What a price may be for that is not one of tokens ("per image").
    OtherMeasure,
    /// Words for prices that not everyone pays ("batch").
    OtherTier,
    /// "th" behind a day.
    OrdinalSuffix,
    /// Words that end the name of an organization ("Capital", "Ventures").
    OrganizationWord,
    /// Small words within the names of people ("van").
    Particle,
    /// Words before what is mentioned in passing.
    Passing,
    /// "per" before what a value is that of.
    Per,
    /// Suffixes of names that are ordinary words too ("Next").
    PlainSuffix,
    /// "predecessor": the role of the thing whose name follows.
    Predecessor,
    /// Prepositions, behind which no subject stands.
    Preposition,
    /// "quarter" behind its number.
    Quarter,
    /// "Q" before its number.
    QuarterLetter,
    /// Signs and words between the ends of a range ("7B–9B").
    Range,
    /// Words that go back to the name before them ("R1, which has …").
    Relative,
    /// "respectively".
    Respectively,
    /// Rumours.
    Rumor,
    /// Verbs of saying.
    Say,
    /// What a list ends with that names no more ("and others").
    ListTail,
    /// Words before what something is compared with.
    Than,
    /// The article of what was named.
    The,
    /// What a thing is that has no name ("a 7B model", "a rack")
    ThingNoun,
    /// Suffixes that say how far along a release is: "Preview".
    Stage,
    /// Words of a title beside its noun ("senior", "co-").
    TitlePart,
    /// "engineer", "chief".
    TitleWord,
    /// "to" after "according".
    To,
    /// Words in the head of a column that holds what anyone pays or gets ("paid tier").
    ValueColumn,
    /// "version", "variant" before "of".
    Version,
    /// Verbs of which a model is the subject ("activates").
    VerbOfModel,
    /// "year" behind "last" and the like.
    Year,
}

impl WordClass {
    /// All classes with their names in the word files.
    pub const ALL: [(Self, &'static str); 95] = [
        (Self::According, "according"),
        (Self::Adverb, "adverb"),
        (Self::Aggregate, "aggregate"),
        (Self::Alike, "alike"),
        (Self::And, "and"),
        (Self::Apposition, "apposition"),
        (Self::Approximator, "approximator"),
        (Self::Attributive, "attributive"),
        (Self::Auxiliary, "auxiliary"),
        (Self::Barrier, "barrier"),
        (Self::BeforeMonth, "before-month"),
        (Self::BeforeYear, "before-year"),
        (Self::BenchmarkNoun, "benchmark-noun"),
        (Self::Both, "both"),
        (Self::Caption, "caption"),
        (Self::Cache, "cache"),
        (Self::Ceo, "ceo"),
        (Self::ChipNoun, "chip-noun"),
        (Self::Clause, "clause"),
        (Self::CompanyNoun, "company-noun"),
        (Self::CompanyWord, "company-word"),
        (Self::Compare, "compare"),
        (Self::CompareWith, "compare-with"),
        (Self::DateLead, "date-lead"),
        (Self::Describing, "describing"),
        (Self::Division, "division"),
        (Self::DoubleNegation, "double-negation"),
        (Self::DoubtfulMonth, "doubtful-month"),
        (Self::Each, "each"),
        (Self::Epithet, "epithet"),
        (Self::Exchange, "exchange"),
        (Self::Filler, "filler"),
        (Self::FirstName, "first-name"),
        (Self::For, "for"),
        (Self::Former, "former"),
        (Self::Future, "future"),
        (Self::Generic, "generic"),
        (Self::Grade, "grade"),
        (Self::Half, "half"),
        (Self::HalfLetter, "half-letter"),
        (Self::Honorific, "honorific"),
        (Self::InvestorWord, "investor-word"),
        (Self::Kin, "kin"),
        (Self::KindOfModel, "kind-of-model"),
        (Self::Kinds, "kinds"),
        (Self::LabelFiller, "label-filler"),
        (Self::Launch, "launch"),
        (Self::List, "list"),
        (Self::Making, "making"),
        (Self::Measured, "measured"),
        (Self::Merely, "merely"),
        (Self::ModelNoun, "model-noun"),
        (Self::ModelsNoun, "models-noun"),
        (Self::Month, "month"),
        (Self::Multiple, "multiple"),
        (Self::NameNoun, "name-noun"),
        (Self::Negation, "negation"),
        (Self::NeverAName, "never-a-name"),
        (Self::NeverASuffix, "never-a-suffix"),
        (Self::Next, "next"),
        (Self::NounOfFamily, "noun-of-family"),
        (Self::NounOfModel, "noun-of-model"),
        (Self::NounOfVariant, "noun-of-variant"),
        (Self::Of, "of"),
        (Self::OfPeriod, "of-period"),
        (Self::Opener, "opener"),
        (Self::OtherMeasure, "other-measure"),
        (Self::OtherTier, "other-tier"),
        (Self::OrdinalSuffix, "ordinal-suffix"),
        (Self::OrganizationWord, "organization-word"),
        (Self::Particle, "particle"),
        (Self::Passing, "passing"),
        (Self::Per, "per"),
        (Self::PlainSuffix, "plain-suffix"),
        (Self::Predecessor, "predecessor"),
        (Self::Preposition, "preposition"),
        (Self::Quarter, "quarter"),
        (Self::QuarterLetter, "quarter-letter"),
        (Self::Range, "range"),
        (Self::Relative, "relative"),
        (Self::Respectively, "respectively"),
        (Self::Rumor, "rumor"),
        (Self::Say, "say"),
        (Self::Stage, "stage"),
        (Self::Than, "than"),
        (Self::The, "the"),
        (Self::ThingNoun, "thing-noun"),
        (Self::ListTail, "list-tail"),
        (Self::TitlePart, "title-part"),
        (Self::TitleWord, "title-word"),
        (Self::To, "to"),
        (Self::ValueColumn, "value-column"),
        (Self::Version, "version"),
        (Self::VerbOfModel, "verb-of-model"),
        (Self::Year, "year"),
    ];

    /// Its name in the word files.
    pub(super) fn name(self) -> &'static str {
        let own = Self::ALL.into_iter().find(|(class, _)| *class == self);
        own.map_or("", |(_, name)| name)
    }

    fn bit(self) -> u128 {
        1 << (self as u128)
    }
}

/// For each word the classes that it is a member of.
#[derive(Debug, Default)]
pub struct Membership {
    masks: Vec<u128>,
}

impl Membership {
    /// Looks the members up once; `known` is how many words are numbered.
    pub fn new(words: &Words, known: usize) -> Self {
        let mut masks = vec![0; known + 1];
        for (class, _) in WordClass::ALL {
            for word in words.singles(class) {
                if let Some(mask) = masks.get_mut(word as usize) {
                    *mask |= class.bit();
                }
            }
        }
        Self { masks }
    }

    /// Whether a word is a member of a class.
    #[inline]
    pub fn is(&self, class: WordClass, word: Word) -> bool {
        self.masks
            .get(word as usize)
            .is_some_and(|mask| mask & class.bit() != 0)
    }
}
