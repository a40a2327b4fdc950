//! What people decide on names that reading never saw before.

use crate::model::{Entity, EntityId, Resolved, Statement, Value};
use std::collections::BTreeMap;

/// A decision on a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It names this entity, which is known from now on.
    Known(Box<Entity>),
    /// It is another name of this entity.
    Same(EntityId),
    /// It names nothing.
    Rejected,
}

impl Verdict {
    /// Local name in the vocabulary: `Known`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Known(_) => "Known",
            Self::Same(_) => "Same",
            Self::Rejected => "Rejected",
        }
    }
}

/// A decision on a name, with who made it, when and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The entity that documents have under the name.
    pub name: EntityId,
    /// The name as they write it.
    pub label: String,
    /// The decision.
    pub verdict: Verdict,
    /// Who decided.
    pub by: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Why, in words.
    pub why: Option<String>,
}

/// All judgements of a workspace, one a name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Judgements {
    list: BTreeMap<EntityId, Judgement>,
}

impl Judgements {
    /// The judgement on a name.
    pub fn on(&self, name: &EntityId) -> Option<&Judgement> {
        self.list.get(name)
    }

    /// All, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = &Judgement> {
        self.list.values()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Keeps a judgement; one on the same name is replaced.
    pub fn keep(&mut self, judgement: Judgement) {
        self.list.insert(judgement.name.clone(), judgement);
    }

    /// Takes the judgement on a name back.
    pub fn take(&mut self, name: &EntityId) -> Option<Judgement> {
        self.list.remove(name)
    }

    /// The entity that an entity is the same as; itself where nothing says otherwise.
    pub fn canonical<'a>(&'a self, id: &'a EntityId) -> &'a EntityId {
        let mut now = id;
        // A ring of names, which only a hand can write, ends where it began.
        for _ in 0..=self.list.len() {
            match self.list.get(now).map(|j| &j.verdict) {
                Some(Verdict::Same(other)) => now = other,
                _ => break,
            }
        }
        now
    }

    /// Whether a name, or the one that it is the same as, is rejected.
    pub fn rejects(&self, id: &EntityId) -> bool {
        let judgement = self.list.get(self.canonical(id));
        judgement.is_some_and(|j| j.verdict == Verdict::Rejected)
    }

    /// The names that are rejected, sorted.
    pub fn rejected(&self) -> impl Iterator<Item = &EntityId> {
        self.list.keys().filter(|id| self.rejects(id))
    }

    /// A statement with its names resolved; it keeps its identifier.
    pub fn resolve(&self, mut statement: Statement) -> Statement {
        if self.is_empty() {
            return statement;
        }
        let id = statement.id();
        let (mut changed, mut rejected) = (false, false);
        let mut one = |entity: &mut EntityId| {
            rejected |= self.rejects(entity);
            let canonical = self.canonical(entity);
            if canonical != entity {
                *entity = canonical.clone();
                changed = true;
            }
        };
        one(&mut statement.subject);
        statement.claimed_by.iter_mut().for_each(&mut one);
        let values = statement.qualifiers.values_mut();
        for value in values.chain([&mut statement.object]) {
            if let Value::Entity(entity) = value {
                one(entity);
            }
        }
        if changed || rejected {
            statement.resolved = Some(Resolved { id, rejected });
        }
        statement
    }
}

#[cfg(test)]
mod tests {
    use super::{Judgement, Judgements, Verdict};
    use crate::model::EntityId;

    fn judgements(list: &[(&str, Verdict)]) -> Judgements {
        let mut all = Judgements::default();
        for (name, verdict) in list {
            all.keep(Judgement {
                name: EntityId::from(*name),
                label: (*name).into(),
                verdict: verdict.clone(),
                by: "Ann".into(),
                at: "2026-01-01T00:00:00Z".into(),
                why: None,
            });
        }
        all
    }

    #[test]
    fn names_lead_to_the_last_of_them() {
        let same = |to: &str| Verdict::Same(EntityId::from(to));
        let all = judgements(&[
            ("a", same("b")),
            ("b", same("c")),
            ("x", same("y")),
            ("y", same("x")),
        ]);
        let of = |id: &str| all.canonical(&EntityId::from(id)).to_string();
        assert_eq!(
            (of("a"), of("b"), of("c"), of("d")),
            ("c".into(), "c".into(), "c".into(), "d".into())
        );
        // A ring has no end, and is no endless loop.
        assert!(["x", "y"].contains(&of("x").as_str()));
    }

    #[test]
    fn a_name_is_rejected_with_the_one_that_it_means() {
        let all = judgements(&[
            ("a", Verdict::Same(EntityId::from("b"))),
            ("b", Verdict::Rejected),
        ]);
        assert!(all.rejects(&EntityId::from("a")) && !all.rejects(&EntityId::from("c")));
        assert_eq!(all.rejected().count(), 2);
    }
}
