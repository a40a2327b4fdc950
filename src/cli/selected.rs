//! Which facts a picture or a list is made of, and the picture of them.

use crate::cli::answered;
use crate::cli::described;
use crate::cli::home::Home;
use crate::cli::look::Look;
use crate::cli::meant::Meant;
use crate::cli::names;
use crate::cli::question::Asked;
use crate::cli::status::Failure;
use aikg::model::evidence::DocumentId;
use aikg::model::{Citation, Date, Entity, EntityId, Vocabulary};
use aikg::network::{Fact, Projection};
use aikg::picture::Picture;
use aikg::pipeline::{facts, facts_on, near};
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
    /// Only facts whose subject is of this class; with --around, only entities of it beside NAME
    #[arg(long, value_name = "CLASS")]
    pub class: Option<String>,
    /// Only facts of this property
    #[arg(long = "property", value_name = "PROPERTY")]
    pub properties: Vec<String>,
    /// As it was believed on a day, or in a month or year
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
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
    /// As what a name was taken that fits several entities.
    pub taken: Option<String>,
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
        let mut properties = Vec::new();
        for name in &self.properties {
            properties.push(names::property(vocabulary, name)?);
        }
        let takes = |property: &str| properties.is_empty() || properties.contains(&property);
        if let Some(day) = self.as_of {
            let mut all = facts_on(snapshot, vocabulary, day)?;
            all.retain(|fact| takes(&fact.property));
            return Ok(all);
        }
        let Some(name) = &self.around else {
            if drawn && self.class.is_none() && self.query.is_none() {
                refuse_crowd(snapshot.believed_up_to(CROWD + 1)?)?;
            }
            let mut all = facts(snapshot, vocabulary)?;
            all.retain(|fact| takes(&fact.property));
            return Ok(all);
        };
        let focus = middle(home, snapshot, name)?.entity.id;
        let takes =
            |property: &str| takes(property) && (!drawn || !vocabulary.is_of_events(property));
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
        let (facts, meant) = self.facts(home, snapshot, all, &entities)?;
        let mut projection = Projection::of(&facts, &entity, vocabulary);
        let focus = meant.as_ref().map(|meant| &meant.entity);
        if let Some(focus) = focus {
            projection = projection.around(&focus.id, self.hops);
            if let Some(class) = &self.class {
                let class = names::class(vocabulary, class)?;
                let of_class = |id: &EntityId| is_a(&entities, vocabulary, id, class);
                projection = projection.of_entities(&of_class);
            }
        }
        if drawn {
            projection = projection.cap(look.most);
        }
        let title = look.title.clone();
        let title = match title {
            Some(title) => title,
            None => self.title(home, vocabulary, focus)?,
        };
        let citations = described::citations(snapshot, &projection.facts)?;
        described::publishers(snapshot, &citations, &mut entities)?;
        let latest = citations.values().filter_map(|c| c.issued).max();
        let picture = Picture {
            projection,
            title,
            date: latest.map_or(String::new(), |d| format!("Sources up to {d}")),
            sources: described::sources(&citations),
            listed: true,
            style,
            order: look.layout.into(),
            cluster: look.cluster.map(Into::into),
            rank: look.rank.map(Into::into),
        };
        Ok(Described {
            picture,
            entities,
            citations,
            taken: meant.and_then(|meant| meant.note),
        })
    }

    /// The facts asked for, and the entity in their middle.
    fn facts(
        &self,
        home: &Home,
        snapshot: &Snapshot<'_>,
        all: Vec<Fact>,
        known: &BTreeMap<EntityId, Entity>,
    ) -> Result<(Vec<Fact>, Option<Meant>), Failure> {
        if let Some(name) = &self.around {
            return Ok((all, Some(middle(home, snapshot, name)?)));
        }
        if let Some(class) = &self.class {
            let vocabulary = home.vocabulary()?;
            let class = names::class(&vocabulary, class)?;
            let of_class = |f: &Fact| is_a(known, &vocabulary, &f.subject, class);
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

    fn title(
        &self,
        home: &Home,
        vocabulary: &Vocabulary,
        focus: Option<&Entity>,
    ) -> Result<String, Failure> {
        let class = self.class.as_ref().map(|name| {
            let known = names::class(vocabulary, name);
            let known = known.ok().and_then(|c| vocabulary.classes.get(c));
            known.map_or(name.as_str(), |class| class.label.as_str())
        });
        Ok(match (focus, class, &self.query) {
            (Some(entity), Some(class), _) => {
                format!("{} and each {class} around it", entity.label)
            }
            (Some(entity), None, _) => format!("{} and what it stands among", entity.label),
            (None, Some(class), _) => format!("Facts on each {class}"),
            (None, None, Some(query)) => match Asked::find(home, query)? {
                Asked::Headed(question, _) => question.summary.clone(),
                Asked::Plain(..) => query.clone(),
            },
            _ => "All facts".to_string(),
        })
    }
}

/// The entity in the middle: of those that the name fits, one of which something is said.
fn middle(home: &Home, snapshot: &Snapshot<'_>, name: &str) -> Result<Meant, Failure> {
    Meant::of(home, snapshot, name, &|id| {
        let own = snapshot.statements(Some(id), None)?;
        Ok(!own.is_empty() || !snapshot.mentioning(id)?.is_empty())
    })
}

/// Whether an entity is of a class, or of one below it.
fn is_a(
    known: &BTreeMap<EntityId, Entity>,
    vocabulary: &Vocabulary,
    id: &EntityId,
    class: &str,
) -> bool {
    let entity = known.get(id);
    entity.is_some_and(|e| e.classes.iter().any(|c| vocabulary.is_a(c, class)))
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
