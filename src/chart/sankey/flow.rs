//! What flows from whom to whom, and which flows are drawn where there are too many.

use crate::chart::row::{Misfits, Rows, Said};
use crate::chart::sankey::stack::{Leg, sums};
use crate::query::Channel;
use rust_decimal::Decimal;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Flows drawn.
const MOST: usize = 40;

/// What flows from one node to another.
#[derive(Debug, Clone)]
pub struct Flow {
    /// From where to where, and how much.
    pub leg: Leg,
    /// What it is called.
    pub labels: BTreeSet<String>,
    /// How surely it is said, and by whom.
    pub said: Said,
}

/// The flows that are drawn.
#[derive(Debug, Default)]
pub struct Flows {
    /// The nodes, in order of name.
    pub names: Vec<String>,
    /// The flows, in order of the names that they leave and reach.
    pub all: Vec<Flow>,
    /// How many others there are.
    pub left_out: usize,
}

impl Flows {
    /// The flows of rows; where there are too many, those between the largest nodes.
    pub fn of(rows: &Rows<'_>, misfits: &mut Misfits) -> Self {
        let all = Self::read(rows, misfits);
        all.cut(rows.chart.most.unwrap_or(MOST).max(1))
    }

    fn read(rows: &Rows<'_>, misfits: &mut Misfits) -> Self {
        let mut merged: BTreeMap<(String, String), Flow> = BTreeMap::new();
        let valued = rows.chart.view.column(Channel::Value).is_some();
        for row in rows.all(misfits) {
            let ends = (
                rows.text(row, Channel::Source),
                rows.text(row, Channel::Target),
            );
            let (Some(source), Some(target)) = ends else {
                misfits.add("without both ends");
                continue;
            };
            if source == target {
                misfits.add("from a name to itself");
                continue;
            }
            let number = || rows.number(row, Channel::Value);
            let value = match valued {
                false => Some(Decimal::ONE),
                true => number().filter(|v| *v > Decimal::ZERO),
            };
            let Some(value) = value else {
                misfits.add("without a number above 0");
                continue;
            };
            let label = rows.text(row, Channel::Label);
            let said = rows.said(row);
            match merged.get_mut(&(source.clone(), target.clone())) {
                Some(before) => {
                    // Without values facts are counted, each once whatever the number of its sources.
                    if valued || label.is_some_and(|l| before.labels.insert(l)) {
                        before.leg.value = before.leg.value.saturating_add(value);
                    }
                    before.said.join(said);
                }
                None => {
                    let leg = Leg {
                        source: 0,
                        target: 0,
                        value,
                    };
                    let labels = label.into_iter().collect();
                    merged.insert((source, target), Flow { leg, labels, said });
                }
            }
        }
        Self::placed(merged)
    }

    fn placed(merged: BTreeMap<(String, String), Flow>) -> Self {
        let ends = merged.keys().flat_map(|(source, target)| [source, target]);
        let names: BTreeSet<String> = ends.cloned().collect();
        let names: Vec<String> = names.into_iter().collect();
        let place = |name: &String| names.binary_search(name).unwrap_or(0);
        let all = merged.into_iter().map(|((source, target), mut flow)| {
            (flow.leg.source, flow.leg.target) = (place(&source), place(&target));
            flow
        });
        let all = all.collect();
        Self {
            names,
            all,
            left_out: 0,
        }
    }

    /// The flows between the largest nodes, at most so many: nodes by what flows through them, then by the number of
    /// their flows, then by name. A flow is as large as the smaller of its ends.
    fn cut(self, most: usize) -> Self {
        if self.all.len() <= most {
            return self;
        }
        let legs: Vec<Leg> = self.all.iter().map(|f| f.leg).collect();
        let sums = sums(self.names.len(), &legs);
        let mut meeting = vec![0_usize; self.names.len()];
        for leg in &legs {
            meeting[leg.source] += 1;
            meeting[leg.target] += 1;
        }
        let mut order: Vec<usize> = (0..self.names.len()).collect();
        order.sort_by_key(|i| (Reverse(sums[*i]), Reverse(meeting[*i]), *i));
        let mut rank = vec![0; order.len()];
        for (place, node) in order.into_iter().enumerate() {
            rank[node] = place;
        }
        let size = |f: &Flow| {
            let (a, b) = (rank[f.leg.source], rank[f.leg.target]);
            (a.max(b), a.min(b))
        };
        let left_out = self.all.len() - most;
        let mut kept: Vec<Flow> = self.all;
        kept.sort_by_key(size);
        kept.truncate(most);
        let name = |i: usize| self.names[i].clone();
        let kept = kept
            .into_iter()
            .map(|f| ((name(f.leg.source), name(f.leg.target)), f));
        Self {
            left_out,
            ..Self::placed(kept.collect())
        }
    }

    /// What is not drawn, as a sentence.
    pub fn note(&self) -> Option<String> {
        match self.left_out {
            0 => None,
            1 => Some(
                "1 flow is left out: the flows between the largest names are drawn.".to_string(),
            ),
            more => Some(format!(
                "{more} flows are left out: the flows between the largest names are drawn."
            )),
        }
    }
}
