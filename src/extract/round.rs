//! Rounds of funding, put together from the sum that was raised, and the investors and the valuation that its
//! sentence gives, or its paragraph if that tells of no other round.

use crate::extract::candidate::{Candidate, Object};
use crate::extract::event::{Events, dated, number_of, party, plain};
use crate::mention::token;
use crate::model::Value;
use crate::model::quantity::human;
use crate::model::slug::slug;
use std::ops::Range;

/// How far behind a sum the name of its round may stand, in tokens.
const REACH: usize = 8;

impl Events<'_> {
    /// What is said of the round in which a sum was raised.
    pub(in crate::extract) fn round(
        &mut self,
        sum: &Candidate,
        all: &[&Candidate],
        out: &mut Vec<Candidate>,
    ) {
        let Object::Value(value) = &sum.object else {
            return;
        };
        let raiser = self.thing(sum.subject);
        let code = sum.currency();
        let property = self.vocabulary.properties.get("raisedFunding");
        let label = format!("{} raises {}", raiser.label, human(value, property, code));
        let tail = code.map_or(String::new(), |c| format!("-{}", c.to_lowercase()));
        let id = format!(
            "funding-round-{}-{}{tail}",
            raiser.id,
            slug(&value.to_string())
        );
        let event = self.event(&id, &label, "FundingRound");
        out.push(party(event, sum, sum.subject, "raiser"));
        out.push(number_of(event, sum, "eventAmount", value.clone()));
        if let Some((name, tokens)) = self.round_name(sum) {
            let mut said = plain(event, sum, "eventRound", Value::Text(name));
            said.tokens.end = said.tokens.end.max(tokens.end);
            said.anchor = tokens;
            out.push(said);
        }
        out.extend(dated(event, sum));
        let near: Vec<&Candidate> = all
            .iter()
            .copied()
            .filter(|c| self.belongs(c, sum, all))
            .collect();
        for other in near {
            let of_raiser = other.object == Object::Thing(sum.subject);
            match (&*other.property, &other.object) {
                ("investedIn", _) if of_raiser => {
                    out.push(party(event, other, other.subject, "investor"));
                }
                ("valuedAt", Object::Value(worth)) if other.subject == sum.subject => {
                    out.push(number_of(event, other, "eventValuation", worth.clone()));
                }
                _ => {}
            }
        }
    }

    /// The name of a round ("Series C", "seed") in or right behind the words of a sum, as it is written.
    fn round_name(&self, sum: &Candidate) -> Option<(String, Range<usize>)> {
        let sentence = &self.mentions.sentences.get(self.sentence(sum)?)?.tokens;
        let limit = sentence.end.min(sum.tokens.end + REACH);
        let tokens = &self.mentions.tokens;
        let words = &self.finder.words;
        let named = |at: usize| {
            let longest = words.phrase("round-name", &tokens[at..limit])?;
            Some(at..at + longest)
        };
        let found = (sum.tokens.start..limit).find_map(named)?;
        Some((token::written(&tokens[found.clone()], self.text), found))
    }

    /// Whether a candidate stands in the sentence of a sum, or in its paragraph where that tells of no other
    /// sum of the same organization.
    fn belongs(&self, other: &Candidate, sum: &Candidate, all: &[&Candidate]) -> bool {
        let (here, there) = (self.sentence(sum), self.sentence(other));
        let (Some(here), Some(there)) = (here, there) else {
            return false;
        };
        let block = |sentence: usize| self.mentions.sentences[sentence].block;
        let rival = |c: &&&Candidate| {
            let sentence = self.sentence(c);
            c.property == sum.property
                && c.subject == sum.subject
                && c.object != sum.object
                && sentence.is_some_and(|s| s == here || block(s) == block(here))
        };
        let rivals: Vec<&&Candidate> = all.iter().filter(rival).collect();
        if here == there {
            // "raised $2 billion after $600 million": the nearer of two sums of one sentence has it.
            let far = |c: &Candidate| c.anchor.start.abs_diff(other.anchor.start);
            let rivals = rivals.iter().filter(|c| self.sentence(c) == Some(here));
            return rivals.into_iter().all(|c| far(sum) < far(c));
        }
        block(here) == block(there) && there > here && rivals.is_empty()
    }
}
