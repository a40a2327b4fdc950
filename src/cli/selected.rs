//! Which facts a picture or a list is made of, and the picture of them.

use crate::cli::answered;
use crate::cli::described;
use crate::cli::home::Home;
use crate::cli::look::Look;
use crate::cli::names;
use crate::cli::status::Failure;
use aikg::model::evidence::DocumentId;
use aikg::model::{Citation, Entity, EntityId, Vocabulary};
use aikg::network::{Fact, Projection};
use aikg::picture::Picture;
use aikg::pipeline::{facts, near};
use aikg::store::Snapshot;
use clap::Args;
use std::collections::BTreeMap;

/// Which facts are shown.
#[derive(Debug, Clone, Default, Args)]
pub struct Selected {
    /// Only what is near this entity
    #[arg(long, value_name = "NAME")]
    pub around: Option<String>,
    /// How many facts away
    #[arg(long, default_value_t = 1, value_name = "N", requires = "around")]
    pub hops: usize,
    /// Only facts whose subject is of this class
    #[arg(long, value_name = "CLASS")]
    pub class: Option<String>,
    /// Only the entities that a question of the catalogue answers with
    #[arg(long, value_name = "NAME", conflicts_with_all = ["around", "class"])]
    pub query: Option<String>,
    /// Values for the parameters of --query, as name=value
    #[arg(short, long = "param", value_name = "NAME=VALUE", requires = "query")]
    pub parameters: Vec<String>,
}

/// A picture, with the entities and documents that it names.
pub struct Described {
    pub picture: Picture,
    pub entities: BTreeMap<EntityId, Entity>,
    pub citations: BTreeMap<DocumentId, Citation>,
}

/// Most facts that a picture of everything is made from: more are read for minutes, and few of them are drawn.
const CROWD: u64 = 1_000_000;

/// Refuses to draw so many facts.
fn refuse_crowd(facts: u64) -> Result<(), Failure> {
    if facts > CROWD {
        return Err(Failure::usage(
            format!("more than {CROWD} facts are too many for a picture"),
            "choose some with --around NAME, --class or --query; the other formats of `aikg export` take any number",
        ));
    }
    Ok(())
}

impl Selected {
    /// The facts to select from: all, or those near the entity asked for.
    ///
    /// # Errors
    /// A name that is not there; those of the store.
    pub fn read(
        &self,
        home: &Home,
        snapshot: &Snapshot<'_>,
        vocabulary: &Vocabulary,
        drawn: bool,
    ) -> Result<Vec<Fact>, Failure> {
        let Some(name) = &self.around else {
            if drawn && self.class.is_none() && self.query.is_none() {
                refuse_crowd(snapshot.believed_up_to(CROWD + 1)?)?;
            }
            return Ok(facts(snapshot, vocabulary)?);
        };
        let focus = names::entity(home, snapshot, name)?.id;
        let takes = |property: &str| !drawn || !vocabulary.is_of_events(property);
        Ok(near(snapshot, vocabulary, (&focus, self.hops), &takes)?)
    }

    /// The picture of what is selected of `all` facts; `drawn` where it is looked at rather than read by a program.
    ///
    /// # Errors
    /// A name, class or question that is not there; a style that cannot be read; those of the store.
    pub fn picture(
        &self,
        home: &Home,
        snapshot: &Snapshot<'_>,
        vocabulary: &Vocabulary,
        mut all: Vec<Fact>,
        (look, drawn): (&Look, bool),
    ) -> Result<Described, Failure> {
        let style = look.style()?;
        // The shortcuts among the parties of an event are drawn, not the event.
        all.retain(|fact| !drawn || !vocabulary.is_of_events(&fact.property));
        let mut entities = described::entities(snapshot, &all)?;
        let entity = |id: &EntityId| entities.get(id).cloned();
        let (facts, focus) = self.facts(home, snapshot, all, &entities)?;
        let mut projection = Projection::of(&facts, &entity, vocabulary);
        if let Some(focus) = &focus {
            projection = projection.around(&focus.id, self.hops);
        }
        if drawn {
            projection = projection.cap(look.most);
        }
        let title = look.title.clone();
        let title = title.unwrap_or_else(|| self.title(focus.as_ref()));
        let citations = described::citations(snapshot, &projection.facts)?;
        described::publishers(snapshot, &citations, &mut entities)?;
        let latest = citations.values().filter_map(|c| c.issued).max();
        let picture = Picture {
            projection,
            title,
            date: latest.map_or(String::new(), |d| format!("Sources up to {d}")),
            sources: described::sources(&citations),
            style,
            order: look.layout.into(),
            cluster: look.cluster.map(Into::into),
            rank: look.rank.map(Into::into),
        };
        Ok(Described {
            picture,
            entities,
            citations,
        })
    }

    /// The facts asked for, and the entity in their middle.
    fn facts(
        &self,
        home: &Home,
        snapshot: &Snapshot<'_>,
        all: Vec<Fact>,
        known: &BTreeMap<EntityId, Entity>,
    ) -> Result<(Vec<Fact>, Option<Entity>), Failure> {
        if let Some(name) = &self.around {
            let focus = names::entity(home, snapshot, name)?;
            return Ok((all, Some(focus)));
        }
        if let Some(class) = &self.class {
            let vocabulary = home.vocabulary()?;
            if !vocabulary.classes.contains_key(class) {
                let near = aikg::query::nearest::nearest(
                    class,
                    vocabulary.classes.keys().map(String::as_str),
                );
                return Err(Failure::unknown("class", class, near, ""));
            }
            let of_class = |f: &Fact| {
                known
                    .get(&f.subject)
                    .is_some_and(|e| e.classes.iter().any(|c| vocabulary.is_a(c, class)))
            };
            return Ok((all.into_iter().filter(of_class).collect(), None));
        }
        if let Some(name) = &self.query {
            let named = answered::entities(home, snapshot, name, &self.parameters)?;
            let among = |f: &Fact| {
                named.contains(&f.subject)
                    && f.object
                        .as_entity()
                        .is_none_or(|o| named.contains(o) || named.len() == 1)
            };
            return Ok((all.into_iter().filter(among).collect(), None));
        }
        Ok((all, None))
    }

    fn title(&self, focus: Option<&Entity>) -> String {
        match (focus, &self.class, &self.query) {
            (Some(entity), _, _) => format!("{} and what it stands among", entity.label),
            (None, Some(class), _) => format!("Facts on each {class}"),
            (None, None, Some(query)) => query.clone(),
            _ => "All facts".to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CROWD, refuse_crowd};

    #[test]
    fn a_picture_of_millions_is_refused_with_what_to_do() {
        assert!(refuse_crowd(CROWD).is_ok());
        let refused = refuse_crowd(CROWD + 1).unwrap_err();
        assert_eq!(
            refused.message,
            "more than 1000000 facts are too many for a picture"
        );
    }
}
