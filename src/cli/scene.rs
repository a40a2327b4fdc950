//! The network that a command asks about, and all that is needed to tell of it.

use crate::cli::fault::failure;
use crate::cli::home::Home;
use crate::cli::meant::Meant;
use crate::cli::names;
use crate::cli::options::Options;
use crate::cli::question::question;
use crate::cli::status::{Failure, Status};
use crate::cli::table::count;
use aikg::model::evidence::DocumentId;
use aikg::model::{Citation, Date, Entity, EntityId, Vocabulary};
use aikg::network::graph::Link;
use aikg::network::{Choice, Meaning, Network, NetworkError};
use aikg::pipeline::{Receipts, facts_on};
use aikg::query::{Stop, answer, constructed};
use aikg::store::Snapshot;
use clap::Args;
use petgraph::graph::NodeIndex;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Which believed facts make the network.
#[derive(Debug, Args)]
pub struct Chosen {
    /// Only entities of this class, or of one below it; all but events where none is named
    #[arg(long = "class", value_name = "CLASS")]
    classes: Vec<String>,
    /// Only facts of this property
    #[arg(long = "property", value_name = "PROPERTY")]
    properties: Vec<String>,
    /// As it was believed on a day, or in a month or year
    #[arg(long, value_name = "DATE", conflicts_with = "construct")]
    as_of: Option<Date>,
    /// The links that a CONSTRUCT query makes, in a file or by the name of a question
    #[arg(long, value_name = "NAME|FILE.rq")]
    construct: Option<String>,
    /// A value for a parameter of --construct
    #[arg(
        short,
        long = "param",
        value_name = "NAME=VALUE",
        requires = "construct"
    )]
    parameters: Vec<String>,
    /// Most facts that the network may have
    #[arg(long, default_value_t = 5_000_000, value_name = "N")]
    most_facts: usize,
}

/// A network with its names and receipts.
pub struct Scene<'s> {
    pub options: &'s Options,
    pub home: &'s Home,
    pub snapshot: &'s Snapshot<'s>,
    pub meaning: Meaning,
    pub network: Network,
    pub receipts: Receipts<'s>,
    entities: RefCell<BTreeMap<EntityId, Entity>>,
    citations: RefCell<BTreeMap<DocumentId, Option<Citation>>>,
}

impl Chosen {
    /// Calls `work` with the network chosen.
    ///
    /// # Errors
    /// Those of `work`, of the choice and of the store; a network without facts.
    pub fn with<T>(
        &self,
        options: &Options,
        work: impl FnOnce(&Scene<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let home = Home::answering(options)?;
        let vocabulary = home.vocabulary()?;
        let meaning = home.meaning()?;
        home.with(|snapshot| {
            let network = self.network(options, &home, &snapshot, &vocabulary)?;
            if network.graph.node_count() == 0 {
                return Err(self.nothing());
            }
            work(&Scene {
                options,
                home: &home,
                snapshot: &snapshot,
                meaning,
                network,
                receipts: Receipts::new(&snapshot, &vocabulary, self.as_of),
                entities: RefCell::default(),
                citations: RefCell::default(),
            })
        })
    }

    fn network(
        &self,
        options: &Options,
        home: &Home,
        snapshot: &Snapshot<'_>,
        vocabulary: &Vocabulary,
    ) -> Result<Network, Failure> {
        let named =
            |given: &[String], find: fn(&'_ Vocabulary, &str) -> Result<String, Failure>| {
                given
                    .iter()
                    .map(|name| find(vocabulary, name))
                    .collect::<Result<Vec<_>, _>>()
            };
        let choice = Choice {
            vocabulary,
            classes: named(&self.classes, |v, n| names::class(v, n).map(str::to_string))?,
            properties: named(&self.properties, |v, n| {
                names::property(v, n).map(str::to_string)
            })?,
            most: self.most_facts,
        };
        let links = match (&self.construct, self.as_of) {
            (Some(name), _) => self.made(options, home, snapshot, name)?,
            (None, Some(day)) => {
                let facts = facts_on(snapshot, vocabulary, day)?;
                let link = |f: &aikg::network::Fact| {
                    Some((
                        f.subject.clone(),
                        f.property.clone(),
                        f.object.as_entity()?.clone(),
                    ))
                };
                facts.iter().filter_map(link).collect()
            }
            (None, None) => return Network::of_index(snapshot, &choice).map_err(refused),
        };
        let mut kept = Vec::new();
        // What a query makes is taken as it is made, unless classes are named.
        let all = self.construct.is_some() && choice.classes.is_empty();
        let admitted = choice.admitted(snapshot)?;
        for link in links {
            let ends = all
                || (admitted.holds_entity(snapshot, &link.0)?
                    && admitted.holds_entity(snapshot, &link.2)?);
            if ends && choice.takes(&link.1) {
                kept.push(link);
                choice.check(kept.len()).map_err(refused)?;
            }
        }
        Ok(Network::of_links(kept, vocabulary))
    }

    /// The links that a query makes.
    fn made(
        &self,
        options: &Options,
        home: &Home,
        snapshot: &Snapshot<'_>,
        name: &str,
    ) -> Result<Vec<Link>, Failure> {
        let sparql = question(home, *snapshot, name, &self.parameters)?;
        let fault = |e| failure(e, &sparql, name);
        let answer = answer(*snapshot, &sparql, &Stop::default()).map_err(fault)?;
        let made = constructed(answer, home.namespaces(), self.most_facts).map_err(fault)?;
        let made = made.ok_or_else(|| {
            Failure::usage(
                format!("{name} is no CONSTRUCT query"),
                "write CONSTRUCT { ?a ?property ?b } WHERE { ... } with entities at both ends",
            )
        })?;
        if made.passed_over > 0 {
            options.note(&format!(
                "note: {} left out, as one of its ends is no entity",
                count(made.passed_over, "triple")
            ));
        }
        Ok(made.links)
    }

    fn nothing(&self) -> Failure {
        let narrow = !(self.classes.is_empty() && self.properties.is_empty());
        let hint = match (&self.construct, narrow, self.as_of) {
            (Some(_), _, _) => "`aikg query` shows what the query makes",
            (None, true, _) => "choose more with --class and --property",
            (None, false, Some(_)) => "name a later date with --as-of",
            (None, false, None) => "`aikg add` reads texts",
        };
        Failure::new(
            Status::No,
            "no facts between entities are believed that fit",
        )
        .hint(hint)
    }
}

fn refused(error: NetworkError) -> Failure {
    match error {
        NetworkError::Store(error) => error.into(),
        NetworkError::TooLarge(_) => Failure::usage(
            error.to_string(),
            "raise --most-facts, or choose fewer with --class and --property",
        ),
    }
}

impl Scene<'_> {
    /// The node that a name means.
    ///
    /// # Errors
    /// The name means no entity or several, or one that is in no fact chosen.
    pub fn node(&self, name: &str) -> Result<NodeIndex, Failure> {
        let fits = |id: &EntityId| Ok(self.network.node(id).is_some());
        let Meant { entity, note } = Meant::of(self.home, self.snapshot, name, &fits)?;
        if let Some(note) = note {
            self.options.note(&note);
        }
        self.network.node(&entity.id).ok_or_else(|| {
            let message = format!("no fact that fits has {} and another entity in it", entity.label);
            let hint = format!(
                "`aikg show {}` prints what is believed about it; --class and --property choose what fits",
                entity.id
            );
            Failure::new(Status::No, message).hint(hint)
        })
    }

    /// The nodes that names mean.
    ///
    /// # Errors
    /// Those of [`Self::node`].
    pub fn nodes(&self, names: &[String]) -> Result<Vec<NodeIndex>, Failure> {
        names.iter().map(|name| self.node(name)).collect()
    }

    /// The entity of a node.
    ///
    /// # Errors
    /// Those of the store.
    pub fn entity(&self, node: NodeIndex) -> Result<Entity, Failure> {
        let id = &self.network.graph[node];
        if let Some(known) = self.entities.borrow().get(id) {
            return Ok(known.clone());
        }
        let unnamed = Entity {
            id: id.clone(),
            label: id.to_string(),
            ..Entity::default()
        };
        let entity = self.snapshot.entity(id)?.unwrap_or(unnamed);
        self.entities
            .borrow_mut()
            .insert(id.clone(), entity.clone());
        Ok(entity)
    }

    /// The usual name of a node's entity.
    ///
    /// # Errors
    /// Those of the store.
    pub fn label(&self, node: NodeIndex) -> Result<String, Failure> {
        Ok(self.entity(node)?.label)
    }

    /// The description of a document.
    ///
    /// # Errors
    /// Those of the store.
    pub fn citation(&self, document: &DocumentId) -> Result<Option<Citation>, Failure> {
        if let Some(known) = self.citations.borrow().get(document) {
            return Ok(known.clone());
        }
        let found = self.snapshot.citation(document)?;
        self.citations
            .borrow_mut()
            .insert(document.clone(), found.clone());
        Ok(found)
    }
}
