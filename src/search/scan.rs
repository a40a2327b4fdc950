//! Search by reading all texts: what a data set in memory and a build without the feature `search` do.

use crate::search::Texts as Source;
use crate::search::best::Best;
use crate::search::token::tokens;
use crate::search::weight::{Need, Survey, score};
use crate::search::word::Words;
use crate::store::wording::Kind;
use crate::store::{Snapshot, StoreError, Wording};

/// The texts of some kinds of an index.
pub(crate) struct Texts<'a> {
    pub(crate) snapshot: &'a Snapshot<'a>,
    pub(crate) kinds: &'a [Kind],
}

impl Texts<'_> {
    /// Calls `work` with each text and its tokens.
    fn each(
        &self,
        mut work: impl FnMut(Wording, &[String]) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut list = Vec::new();
        for wording in self.snapshot.wordings()? {
            let wording = wording?;
            if self.kinds.contains(&wording.kind) {
                let text = self.snapshot.words(wording.text)?;
                list.clear();
                list.extend(tokens(&text).map(|(_, token)| token));
                work(wording, &list)?;
            }
        }
        Ok(())
    }
}

impl Source for Texts<'_> {
    fn survey(&self, words: &Words) -> Result<Survey, StoreError> {
        let mut survey = Survey {
            total: 0,
            counts: vec![[0; 4]; words.list.len()],
        };
        self.each(|_, tokens| {
            survey.total += 1;
            for (word, counts) in words.list.iter().zip(&mut survey.counts) {
                let closest = tokens
                    .iter()
                    .filter_map(|token| word.closeness(token))
                    .max();
                if let Some(count) = closest.and_then(|c| counts.get_mut(c as usize)) {
                    *count += 1;
                }
            }
            Ok(())
        })?;
        Ok(survey)
    }

    fn gather(&self, need: &Need, best: &mut Best<'_>) -> Result<(), StoreError> {
        self.each(|wording, tokens| {
            let mut sum = 0;
            for wanted in &need.wanted {
                let worth = tokens.iter().map(|t| wanted.worth(t)).max().unwrap_or(0);
                if worth == 0 && need.all {
                    return Ok(());
                }
                sum += worth;
            }
            if sum == 0 {
                return Ok(());
            }
            best.offer(score(sum, tokens.len() as u64), wording)
        })
    }
}
