//! Which of the entities that a name fits is meant: one of which something is known.

use crate::cli::home::Home;
use crate::cli::names;
use crate::cli::status::{Failure, Status};
use aikg::model::{Entity, EntityId};
use aikg::store::Snapshot;

/// An entity that a name is taken for.
pub struct Meant {
    pub entity: Entity,
    /// What else the name fits, as a remark.
    pub note: Option<String>,
}

impl Meant {
    /// The entity that a name means. Where the one called exactly so has no facts, or several are called so, it is the
    /// only one of them that has some.
    ///
    /// # Errors
    /// The name means none, or several with facts; those of the store.
    pub fn of(
        home: &Home,
        snapshot: &Snapshot<'_>,
        name: &str,
        has_facts: &dyn Fn(&EntityId) -> Result<bool, Failure>,
    ) -> Result<Self, Failure> {
        let first = snapshot.resolve(name)?;
        if let [only] = first.as_slice()
            && has_facts(&only.id)?
        {
            return Ok(Self {
                entity: only.clone(),
                note: None,
            });
        }
        let mut called = first.clone();
        called.extend(
            named(home, name)?
                .into_iter()
                .filter(|e| !first.iter().any(|f| f.id == e.id)),
        );
        let (mut full, mut bare) = (Vec::new(), Vec::new());
        for entity in called {
            match has_facts(&entity.id)? {
                true => full.push(entity),
                false => bare.push(entity),
            }
        }
        match full.len() {
            1 => Ok(Self::taken(name, full.swap_remove(0), &bare)),
            0 => Ok(Self {
                entity: names::entity(home, snapshot, name)?,
                note: None,
            }),
            n => {
                let message = format!("'{name}' may mean {n} things of which facts are known");
                let hint = format!("say which: {}", listed(&full));
                Err(Failure::new(Status::Usage, message).hint(hint))
            }
        }
    }

    fn taken(name: &str, entity: Entity, bare: &[Entity]) -> Self {
        let note = format!(
            "note: '{name}' is taken for {} ({}); nothing is known of {}",
            entity.label,
            entity.id,
            listed(bare)
        );
        Self {
            entity,
            note: Some(note).filter(|_| !bare.is_empty()),
        }
    }
}

fn listed(entities: &[Entity]) -> String {
    let each = entities.iter().take(8);
    let each = each.map(|e| format!("{} ({}, {})", e.label, e.id, e.classes.join(" ")));
    let listed: Vec<String> = each.collect();
    match entities.len().saturating_sub(8) {
        0 => listed.join("; "),
        more => format!("{} and {more} more", listed.join("; ")),
    }
}

/// The known entities that have a name, in any letter case.
fn named(home: &Home, name: &str) -> Result<Vec<Entity>, Failure> {
    let wanted = name.to_lowercase();
    let known = home.entities()?;
    let called = known.iter().filter(|e| {
        let names = e.names.iter().chain(&e.short_names).chain([&e.label]);
        names.into_iter().any(|n| n.to_lowercase() == wanted)
    });
    Ok(called.cloned().collect())
}
