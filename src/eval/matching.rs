//! Whether a row says what a fact of the gold says.

use crate::eval::criteria::{Criteria, Kind};
use crate::eval::gold::{Fact, Gold};
use crate::eval::name::plain;
use crate::eval::row::{Row, written};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// Which of the things of a document a name may mean, by their number.
type Meant = BTreeSet<usize>;

/// A document of the gold made ready: the names of its things, and which facts are one.
pub struct Sheet<'g> {
    /// The document.
    pub gold: &'g Gold,
    criteria: &'g Criteria,
    names: Vec<&'g str>,
    exact: BTreeMap<String, Meant>,
    loose: BTreeMap<String, Meant>,
    /// For each fact the unit that it belongs to, if it must be found.
    pub unit: Vec<Option<usize>>,
    /// The facts of each unit.
    pub units: Vec<Vec<&'g Fact>>,
}

/// A name as a row writes it: its plain forms and what it may mean.
struct Spelled {
    forms: BTreeSet<String>,
    meant: Meant,
}

impl<'g> Sheet<'g> {
    /// Makes a document ready.
    pub fn new(gold: &'g Gold, criteria: &'g Criteria) -> Self {
        let mut all: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for entity in &gold.entities {
            let aliases = entity.aliases.iter().map(String::as_str);
            let names = std::iter::once(entity.name.as_str()).chain(aliases);
            all.insert(&entity.name, names.collect());
        }
        let mut sheet = Self {
            gold,
            criteria,
            names: all.keys().copied().collect(),
            exact: BTreeMap::new(),
            loose: BTreeMap::new(),
            unit: Vec::new(),
            units: Vec::new(),
        };
        for (number, (name, names)) in all.iter().enumerate() {
            let heads = sheet.heads(name, &all);
            for written in names {
                sheet
                    .exact
                    .entry(plain(written))
                    .or_default()
                    .insert(number);
                for form in sheet.criteria.names.forms(written) {
                    for form in with_maker(&form, &heads) {
                        sheet.loose.entry(form).or_default().insert(number);
                    }
                }
            }
        }
        sheet.number();
        sheet
    }

    /// Plain names of those who made a thing, as the gold says.
    fn heads(&self, name: &str, all: &BTreeMap<&str, Vec<&str>>) -> BTreeSet<String> {
        let made = |f: &&Fact| f.s == name && self.criteria.makers.contains(&f.p);
        let makers = self.gold.facts.iter().filter(made);
        makers
            .filter_map(|f| f.o.as_str())
            .flat_map(|maker| all.get(maker).cloned().unwrap_or_else(|| vec![maker]))
            .map(plain)
            .collect()
    }

    /// Numbers the units: facts that share a mark are one.
    fn number(&mut self) {
        let mut marked: BTreeMap<String, usize> = BTreeMap::new();
        for fact in &self.gold.facts {
            if !fact.required() {
                self.unit.push(None);
                continue;
            }
            let new = self.units.len();
            let mark = fact.alt.as_ref().map(written).filter(|m| !m.is_empty());
            let unit = mark.map_or(new, |mark| *marked.entry(mark).or_insert(new));
            if unit == new {
                self.units.push(Vec::new());
            }
            self.units[unit].push(fact);
            self.unit.push(Some(unit));
        }
    }

    fn spelled(&self, name: &str) -> Spelled {
        let forms = self.criteria.names.forms(name);
        let meant = match self.exact.get(&plain(name)) {
            // A name that the gold lists wins over forms that are made of names.
            Some(listed) => listed.clone(),
            None => forms
                .iter()
                .filter_map(|form| self.loose.get(form))
                .flatten()
                .copied()
                .collect(),
        };
        Spelled { forms, meant }
    }

    fn same(&self, spelled: &Spelled, name: &str) -> bool {
        let number = self.names.binary_search(&name).ok();
        number.is_some_and(|n| spelled.meant.contains(&n))
            || !spelled.forms.is_disjoint(&self.criteria.names.forms(name))
    }

    /// Whether a name means something that the gold has.
    pub fn knows(&self, name: &str) -> bool {
        !self.spelled(name).meant.is_empty()
    }

    /// The facts that a row says, by their number, in order.
    pub fn said(&self, row: &Row) -> Vec<usize> {
        let facts = self.gold.facts.iter().enumerate();
        let alike = facts.filter(|(_, f)| Some(f.p.as_str()) == row.property());
        let (subject, object) = (
            self.spelled(&row.subject()),
            self.spelled(&written(row.object())),
        );
        alike
            .filter(|(_, f)| self.says(row, f, &subject, &object))
            .map(|(number, _)| number)
            .collect()
    }

    fn says(&self, row: &Row, fact: &Fact, subject: &Spelled, object: &Spelled) -> bool {
        let straight = self.same(subject, &fact.s);
        let value = row.object();
        match self.criteria.kinds.get(&fact.p) {
            Some(Kind::Name) => {
                let other = written(&fact.o);
                let turned = || {
                    self.criteria.symmetric.contains(&fact.p)
                        && self.same(object, &fact.s)
                        && self.same(subject, &other)
                };
                (straight && self.same(object, &other)) || turned()
            }
            Some(Kind::Number) => {
                let alike = row.currency() == fact.currency();
                straight && alike && self.near(value, &fact.o) && self.needed(row, fact)
            }
            Some(Kind::Date) => {
                let gold = written(&fact.o);
                let length = gold.chars().count();
                let given: String = written(value).trim().chars().take(length).collect();
                straight && given == gold
            }
            Some(Kind::Truth) => {
                straight
                    && fact
                        .o
                        .as_bool()
                        .is_some_and(|gold| truth(value) == Some(gold))
            }
            None => false,
        }
    }

    /// Whether the qualifier that the property needs agrees.
    fn needed(&self, row: &Row, fact: &Fact) -> bool {
        let Some(qualifier) = self.criteria.needs.get(&fact.p) else {
            return true;
        };
        let (Some(given), Some(gold)) = (row.qualifier(qualifier), fact.q.get(qualifier)) else {
            return false;
        };
        self.same(&self.spelled(&written(given)), &written(gold))
    }

    fn near(&self, given: &Json, gold: &Json) -> bool {
        let (Some(given), Some(gold)) = (number(given), number(gold)) else {
            return false;
        };
        #[allow(clippy::float_cmp)] // Equal is equal; anything else has the tolerance.
        let equal = given == gold;
        equal || (gold != 0.0 && (given - gold).abs() <= self.criteria.tolerance * gold.abs())
    }

    /// Whether a row is a sum in a currency that the gold has nothing in: the gold asks for none of these.
    pub fn unasked(&self, row: &Row) -> bool {
        let number = row.property().and_then(|p| self.criteria.kinds.get(p)) == Some(&Kind::Number);
        let code = row.currency().filter(|_| number);
        code.is_some_and(|code| {
            let mut facts = self.gold.facts.iter();
            !facts.any(|f| f.currency() == Some(code))
        })
    }

    /// The objects that the gold has for the property and subject of a row, sorted.
    pub fn instead(&self, row: &Row) -> BTreeSet<String> {
        let subject = self.spelled(&row.subject());
        let facts = self.gold.facts.iter();
        facts
            .filter(|f| Some(f.p.as_str()) == row.property() && self.same(&subject, &f.s))
            .map(|f| written(&f.o))
            .collect()
    }
}

/// A form with and without the name of a maker in front.
fn with_maker(form: &str, heads: &BTreeSet<String>) -> Vec<String> {
    let mut out = vec![form.to_string()];
    if !form.starts_with('~') {
        for head in heads {
            out.push(format!("{head}{form}"));
            let rest = form.strip_prefix(head.as_str());
            out.extend(rest.filter(|r| r.chars().count() >= 2).map(String::from));
        }
    }
    out
}

/// A number, also one written as text with commas or a dollar sign.
fn number(value: &Json) -> Option<f64> {
    match value {
        Json::Bool(_) | Json::Null => None,
        Json::Number(number) => number.as_f64(),
        other => {
            let text = written(other);
            let digits = text.replace(|c: char| c.is_whitespace() || ",$_".contains(c), "");
            digits.parse().ok()
        }
    }
}

fn truth(value: &Json) -> Option<bool> {
    if let Some(truth) = value.as_bool() {
        return Some(truth);
    }
    match written(value).trim().to_lowercase().as_str() {
        "true" | "yes" | "1" => Some(true),
        "false" | "no" | "0" => Some(false),
        _ => None,
    }
}
