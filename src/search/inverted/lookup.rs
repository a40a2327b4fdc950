//! Looking words up in an inverted index.

use crate::search::Texts;
use crate::search::best::Best;
use crate::search::inverted::damaged;
use crate::search::inverted::place::Place;
use crate::search::weight::{Need, Survey, Wanted, score};
use crate::search::word::{Closeness, Word, Words};
use crate::store::wording::Kind;
use crate::store::{Id, StoreError, Wording};
use std::collections::BTreeMap;
use std::path::Path;
use tantivy::collector::Count;
use tantivy::query::{
    BooleanQuery, ConstScoreQuery, DisjunctionMaxQuery, EnableScoring, FuzzyTermQuery, Occur,
    Query, TermSetQuery,
};
use tantivy::schema::Field;
use tantivy::{Index, ReloadPolicy, Searcher, Term};

/// The texts of some kinds of an inverted index.
pub(super) struct Inverted<'a> {
    folder: &'a Path,
    searcher: Searcher,
    words: Field,
    kind: Field,
    kinds: &'a [Kind],
}

impl<'a> Inverted<'a> {
    pub(super) fn open(
        place: &'a Place,
        index: &Index,
        kinds: &'a [Kind],
    ) -> Result<Self, StoreError> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let reader = reader.try_into().map_err(|e| place.damaged(&e))?;
        Ok(Self {
            folder: &place.folder,
            searcher: reader.searcher(),
            words: place.field(index, "words")?,
            kind: place.field(index, "kind")?,
            kinds,
        })
    }

    /// The terms that are as close to a word as is said.
    fn terms(
        &self,
        word: &Word,
        least: Closeness,
    ) -> tantivy::Result<BTreeMap<Closeness, Vec<Term>>> {
        let mut found: BTreeMap<Closeness, Vec<Term>> = BTreeMap::new();
        let mut keep = |key: &[u8]| {
            let token = std::str::from_utf8(key).unwrap_or_default();
            let close = word.closeness(token).filter(|c| *c >= least);
            if let Some(closeness) = close {
                let term = Term::from_field_text(self.words, token);
                found.entry(closeness).or_default().push(term);
            }
            close.is_some()
        };
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.words)?;
            let mut stream = inverted.terms().range().ge(&word.text).into_stream()?;
            while stream.advance() && stream.key().starts_with(word.text.as_bytes()) {
                keep(stream.key());
                if !word.begins() {
                    break;
                }
            }
            if least < Closeness::Begins && word.leeway() > 0 {
                let term = Term::from_field_text(self.words, &word.text);
                let leeway = u8::try_from(word.leeway()).unwrap_or(0);
                let near = FuzzyTermQuery::new(term, leeway, true).automaton()?;
                let mut stream = inverted.terms().search(near).into_stream()?;
                while stream.advance() {
                    keep(stream.key());
                }
            }
        }
        Ok(found)
    }

    /// Texts of the kinds wanted, which count nothing.
    fn of_kinds(&self) -> Box<dyn Query> {
        let kinds = self
            .kinds
            .iter()
            .map(|k| Term::from_field_u64(self.kind, *k as u64));
        Box::new(ConstScoreQuery::new(
            Box::new(TermSetQuery::new(kinds)),
            0.0,
        ))
    }

    /// How many texts have one of some terms.
    fn count(&self, terms: Vec<Term>) -> tantivy::Result<u64> {
        let terms: Box<dyn Query> = Box::new(TermSetQuery::new(terms));
        let both = BooleanQuery::intersection(vec![self.of_kinds(), terms]);
        Ok(self.searcher.search(&both, &Count)? as u64)
    }

    /// How many texts have a word, by closeness; misspelt only where none has it as it is.
    fn counts(&self, word: &Word) -> tantivy::Result<[u64; 4]> {
        let [mut two, mut one, mut begins] = [0; 3];
        begins += self.count(
            self.terms(word, Closeness::Begins)?
                .into_values()
                .flatten()
                .collect(),
        )?;
        if begins == 0 {
            let mut terms = self.terms(word, Closeness::Two)?;
            one += self.count(terms.remove(&Closeness::One).unwrap_or_default())?;
            if one == 0 {
                two += self.count(terms.remove(&Closeness::Two).unwrap_or_default())?;
            }
        }
        Ok([two, one, begins, 0])
    }

    /// Texts that have a word, with what it counts there.
    #[allow(clippy::cast_precision_loss)] // Whole numbers far below 2^24, whose sums are exact.
    fn having(&self, wanted: &Wanted) -> tantivy::Result<Box<dyn Query>> {
        let terms = self.terms(&wanted.word, wanted.least)?.into_iter();
        let each = terms.map(|(closeness, terms)| {
            let worth = wanted.worth_of(closeness) as f32;
            let query = ConstScoreQuery::new(Box::new(TermSetQuery::new(terms)), worth);
            Box::new(query) as Box<dyn Query>
        });
        Ok(Box::new(DisjunctionMaxQuery::new(each.collect())))
    }

    fn offer(&self, need: &Need, best: &mut Best<'_>) -> tantivy::Result<Result<(), StoreError>> {
        let each = need
            .wanted
            .iter()
            .filter(|wanted| need.all || wanted.is_there());
        let words = each
            .map(|wanted| self.having(wanted))
            .collect::<Result<_, _>>()?;
        let words = match need.all {
            true => BooleanQuery::intersection(words),
            false => BooleanQuery::union(words),
        };
        let query = BooleanQuery::new(vec![
            (Occur::Must, self.of_kinds()),
            (Occur::Must, Box::new(words)),
        ]);
        let weight = query.weight(EnableScoring::enabled_from_searcher(&self.searcher))?;
        let mut outcome = Ok(());
        for segment in self.searcher.segment_readers() {
            let fast = segment.fast_fields();
            let columns = [
                fast.u64("owner")?,
                fast.u64("text")?,
                fast.u64("kind")?,
                fast.u64("length")?,
            ];
            weight.for_each(segment, &mut |document, worth| {
                if outcome.is_err() || segment.is_deleted(document) {
                    return;
                }
                let [owner, text, kind, length] =
                    columns.each_ref().map(|c| c.first(document).unwrap_or(0));
                let Some((kind, _)) = Kind::ALL.iter().find(|(k, _)| *k as u64 == kind) else {
                    return;
                };
                let wording = Wording {
                    kind: *kind,
                    owner: Id::of(owner),
                    text: Id::of(text),
                };
                outcome = best.offer(score(whole(worth), length), wording);
            })?;
        }
        Ok(outcome)
    }
}

/// What words count together, as the library hands it back.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // A whole number that is not negative.
fn whole(worth: f32) -> u64 {
    worth as u64
}

impl Texts for Inverted<'_> {
    fn survey(&self, words: &Words) -> Result<Survey, StoreError> {
        let damaged = |e| damaged(self.folder, &e);
        let total = self
            .searcher
            .search(&*self.of_kinds(), &Count)
            .map_err(damaged)?;
        let counts = words.list.iter().map(|word| self.counts(word));
        Ok(Survey {
            total: total as u64,
            counts: counts.collect::<Result<_, _>>().map_err(damaged)?,
        })
    }

    fn gather(&self, need: &Need, best: &mut Best<'_>) -> Result<(), StoreError> {
        self.offer(need, best)
            .map_err(|e| damaged(self.folder, &e))?
    }
}
