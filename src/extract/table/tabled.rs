//! Chips, models and benchmarks that no one knows, named by a table that says what they are: above or beside their names
//! stand labels of memory, power and the like.

use crate::document::Document;
use crate::extract::name::introduction::Shape;
use crate::extract::pattern::matcher::{Matcher, Wanted};
use crate::extract::reader::Reader;
use crate::extract::scope::Scope;
use crate::extract::subject::focus::Focus;
use crate::extract::table::label;
use crate::extract::table::{self, Cells};
use crate::mention::{ClassSet, Kind, Mentions, Thing, Token, What, WordClass, token};
use crate::model::Entity;
use std::ops::Range;

/// How many labels of a kind make a table one of that kind.
pub(in crate::extract) const LABELS: usize = 2;

/// Makes things of the names that the tables of a document introduce, and mentions wherever they stand.
pub fn admit(mentions: &mut Mentions, reader: &Reader, document: &Document) {
    let text = document.plain.as_str();
    let mut names: Vec<(String, &str)> = Vec::new();
    let focus = Focus::default();
    for cells in table::all(mentions, document) {
        let all = cells.iter().flatten();
        let (Some(first), Some(last)) = (all.clone().next(), all.last()) else {
            continue;
        };
        let scope = Scope {
            finder: reader.finder(),
            mentions,
            text,
            sentence: first.start..last.end,
            focus: &focus,
            kinds: reader.kinds(),
            issued: None,
        };
        let head = Heads { reader, scope };
        for (name, class) in head.names(&cells) {
            if !names.iter().any(|(known, _)| *known == name) {
                names.push((name, class));
            }
        }
    }
    introduce(
        &names,
        "a table of its kind names it",
        mentions,
        reader,
        document,
    );
}

/// Makes things of names, each with its class and the sign that gave it away.
pub(in crate::extract) fn introduce(
    names: &[(String, &str)],
    shape: &str,
    mentions: &mut Mentions,
    reader: &Reader,
    document: &Document,
) {
    let finder = reader.finder();
    let things = names.iter().map(|(name, class)| {
        let entity = Entity::unseen(name, &[class]).shaped(shape);
        Thing::unseen(entity, &finder.lexicon)
    });
    mentions.introduce(things, document.plain.as_str(), finder);
}

/// Labels and what they are said of.
pub(in crate::extract) struct Heads<'a> {
    pub(in crate::extract) reader: &'a Reader,
    pub(in crate::extract) scope: Scope<'a>,
}

impl Heads<'_> {
    /// The new names of a table with their class: its columns' heads, if its rows are labelled, else what its
    /// rows begin with, if its columns are and the first of them says that it holds such names.
    fn names(&self, cells: &Cells) -> Vec<(String, &'static str)> {
        let Some((head, rows)) = cells.split_first() else {
            return Vec::new();
        };
        let beside: Vec<&Range<usize>> = rows.iter().filter_map(|row| row.first()).collect();
        if self.of_scores(head) {
            return self.benchmarks(&beside);
        }
        let paths = self.paths(head, &beside);
        if !paths.is_empty() {
            return paths;
        }
        let above: Vec<&Range<usize>> = head.iter().skip(1).collect();
        if let Some(class) = self.class(&beside) {
            return self.named(&above, class);
        }
        let of_names = head.first().is_some_and(|c| self.holds_names(c));
        match self.class(&above).filter(|_| of_names) {
            Some(class) => self.named(&beside, class),
            None => Vec::new(),
        }
    }

    /// "Benchmark | GPT-5.5 | Claude Opus 4.7": whether the rows below are scores of models.
    fn of_scores(&self, head: &[Range<usize>]) -> bool {
        let Some((first, columns)) = head.split_first() else {
            return false;
        };
        let words = &self.scope.finder.words;
        let noun = |t: &Token| words.is(WordClass::BenchmarkNoun, t.word);
        let model = |cell: &Range<usize>| {
            let named = self.scope.mentions.within(cell.clone()).first();
            named.is_some_and(|m| self.scope.is(m, self.scope.kinds.model))
        };
        let tokens = &self.scope.mentions.tokens[first.clone()];
        tokens.len() <= 2 && tokens.iter().any(noun) && columns.iter().any(model)
    }

    /// The cells that are the name of a benchmark that no one knows: capitals, with a number or without.
    fn benchmarks(&self, cells: &[&Range<usize>]) -> Vec<(String, &'static str)> {
        let tokens = &self.scope.mentions.tokens;
        let name = |cell: &&&Range<usize>| {
            let named = self.scope.mentions.within((**cell).clone());
            let free = named.iter().all(|m| matches!(m.what, What::Quantity(_)));
            let matcher = Matcher::new(
                &self.scope,
                (**cell).clone(),
                Wanted::Coined(Shape::Version),
            );
            let whole = matcher.coined(cell.start, Shape::Version) == Some(cell.end);
            free && whole && tokens[cell.start].capital
        };
        let named = cells.iter().filter(|c| !c.is_empty()).filter(name);
        let written = |c: &&Range<usize>| token::written(&tokens[(*c).clone()], self.scope.text);
        named.map(|c| (written(c), "Benchmark")).collect()
    }

    /// The models that the rows of a column headed "Model" name by paths, as the places that serve them do.
    fn paths(&self, head: &[Range<usize>], cells: &[&Range<usize>]) -> Vec<(String, &'static str)> {
        let scope = &self.scope;
        let models = head.first().is_some_and(|cell| {
            let first = scope.mentions.tokens.get(cell.start);
            let noun = |w| scope.finder.words.is(WordClass::ModelNoun, w);
            cell.len() <= 2 && first.is_some_and(|t| noun(t.word))
        });
        let paths = cells.iter().filter(|cell| scope.past_path(cell).is_some());
        if !models || paths.count() < LABELS {
            return Vec::new();
        }
        let names = cells.iter().filter_map(|cell| scope.named_by_path(cell));
        let written = |name| token::written(&scope.mentions.tokens[name], scope.text);
        names.map(|name| (written(name), "Model")).collect()
    }

    /// What labels are said of, chips or models, if at least two of them are said of nothing else.
    pub(in crate::extract) fn class(&self, labels: &[&Range<usize>]) -> Option<&'static str> {
        let lexicon = &self.scope.finder.lexicon;
        let of = |class: &'static str, other: &[&str]| {
            let (own, other): (ClassSet, ClassSet) = (lexicon.bits(&[class]), lexicon.bits(other));
            let count = labels
                .iter()
                .filter(|cell| self.said_of(cell, own, other))
                .count();
            (count >= LABELS).then_some(class)
        };
        of("Chip", &["Model"]).or_else(|| of("Model", &["Chip"]))
    }

    /// Whether a label is said of things of a class and never of those of another.
    fn said_of(&self, cell: &Range<usize>, own: ClassSet, other: ClassSet) -> bool {
        let rules = self.reader.rules();
        let mut meanings = label::meanings(&self.scope, rules, cell, own).into_iter();
        meanings.next().is_some_and(|meaning| {
            let property = self
                .reader
                .vocabulary()
                .properties
                .get(&meaning.label.property);
            let narrowed = &meaning.label.subject;
            let domain = property.map_or(&[][..], |p| &p.domain[..]);
            let classes = if narrowed.is_empty() {
                domain
            } else {
                narrowed
            };
            let of = self.scope.finder.lexicon.bits_of(classes);
            meaning.heads(&self.scope, cell) && of & own != 0 && of & other == 0
        })
    }

    /// "GPU", "Model": whether the head of a column says that names of chips or models stand in it.
    fn holds_names(&self, cell: &Range<usize>) -> bool {
        let words = &self.scope.finder.words;
        let nouns = [
            WordClass::ChipNoun,
            WordClass::ModelNoun,
            WordClass::NameNoun,
        ];
        let first = self.scope.mentions.tokens.get(cell.start);
        let noun = first.is_some_and(|t| nouns.iter().any(|noun| words.is(*noun, t.word)));
        cell.len() <= 2 && noun
    }

    /// The cells that are a name of their own, by its shape, and nothing else.
    pub(in crate::extract) fn named(
        &self,
        cells: &[&Range<usize>],
        class: &'static str,
    ) -> Vec<(String, &'static str)> {
        let tokens = &self.scope.mentions.tokens;
        let name = |cell: &&&Range<usize>| {
            let named = self.scope.mentions.within((**cell).clone());
            let free = named.iter().all(|m| {
                matches!(&m.what, What::Quantity(_))
                    && m.tokens.len() == 1
                    && m.tokens.start > cell.start
            });
            let digit = tokens[(**cell).clone()]
                .iter()
                .any(|t| t.kind == Kind::Digits);
            let matcher = Matcher::new(
                &self.scope,
                (**cell).clone(),
                Wanted::Coined(Shape::Version),
            );
            free && digit && matcher.coined(cell.start, Shape::Version) == Some(cell.end)
        };
        let named = cells.iter().filter(|c| !c.is_empty()).filter(name);
        named
            .map(|c| {
                (
                    token::written(&tokens[(*c).clone()], self.scope.text),
                    class,
                )
            })
            .collect()
    }
}
