//! The texts of the index that are searched: names, titles and quotations, and what changed of them.

use crate::model::Namespaces;
use crate::model::iri::{DCT, OA, RDFS, SKOS};
use crate::store::fault::StoreError;
use crate::store::index::edit::{Edit, note, set_note};
use crate::store::index::snapshot::Backing;
use crate::store::index::{Id, Pattern, Row, Snapshot};
use oxigraph::model::Term;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// What a searched text is to the thing that has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A name of an entity: its label, another full name, a short name.
    Name,
    /// The title of a document.
    Title,
    /// The exact words of statements of a document.
    Quotation,
}

impl Kind {
    /// All kinds with the words for them.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Name, "name"),
        (Self::Title, "title"),
        (Self::Quotation, "quotation"),
    ];

    /// The word for it.
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(k, _)| *k == self)
            .map_or("", |(_, n)| n)
    }
}

/// A searched text of an index, once for each thing that has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Wording {
    /// What it is.
    pub kind: Kind,
    /// The entity or document that has it. Of a quotation outside of all graphs, the statement.
    pub owner: Id,
    /// The text.
    pub text: Id,
}

/// What an index knows of the changes of its wordings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revision {
    /// Number of the last change of the index.
    pub last: u64,
    /// Number of the last change that touched wordings.
    pub reworded: u64,
}

/// Predicates with what their objects are.
fn predicates(namespaces: &Namespaces) -> [(Kind, String); 5] {
    [
        (Kind::Name, format!("{RDFS}label")),
        (Kind::Name, format!("{SKOS}altLabel")),
        (Kind::Name, namespaces.vocabulary("shortName")),
        (Kind::Title, format!("{DCT}title")),
        (Kind::Quotation, format!("{OA}exact")),
    ]
}

/// The thing that has the text of a row.
fn owner(kind: Kind, subject: Id, graph: Id) -> Id {
    match kind {
        Kind::Quotation if graph != Id::DEFAULT => graph,
        _ => subject,
    }
}

impl<'a> Snapshot<'a> {
    /// All searched texts, each once.
    pub fn wordings(
        &self,
    ) -> Result<impl Iterator<Item = Result<Wording, StoreError>> + use<'a>, StoreError> {
        let snapshot = *self;
        let searched = self.searched()?;
        let vocabulary = self.iri(&self.namespaces.graph("vocabulary"))?;
        let each = searched.clone().into_iter().map(move |(kind, predicate)| {
            let before: Vec<Id> = searched
                .iter()
                .take_while(|(_, p)| *p != predicate)
                .filter_map(|(k, p)| (*k == kind).then_some(*p))
                .collect();
            let pattern = Pattern {
                predicate: Some(predicate),
                ..Pattern::default()
            };
            let mut text = Id::DEFAULT;
            let mut owners = BTreeSet::new();
            // Rows with one text stand side by side, so its owners are all that is to be remembered.
            snapshot.quads(pattern).filter_map(move |row| {
                let row = match row {
                    Ok(row) => row,
                    Err(error) => return Some(Err(error)),
                };
                if row.object != text {
                    text = row.object;
                    owners.clear();
                }
                let owner = owner(kind, row.subject, row.graph);
                if Some(row.graph) == vocabulary || !owners.insert(owner) {
                    return None;
                }
                match snapshot.has(owner, &before, text) {
                    Ok(true) => None,
                    Ok(false) => Some(Ok(Wording { kind, owner, text })),
                    Err(error) => Some(Err(error)),
                }
            })
        });
        Ok(each.flatten())
    }

    /// The searched texts that a thing has now.
    pub fn wordings_of(&self, thing: Id) -> Result<BTreeSet<Wording>, StoreError> {
        let vocabulary = self.iri(&self.namespaces.graph("vocabulary"))?;
        let mut found = BTreeSet::new();
        for (kind, predicate) in self.searched()? {
            let pattern = Pattern {
                predicate: Some(predicate),
                ..Pattern::default()
            };
            let patterns = [
                Pattern {
                    subject: Some(thing),
                    ..pattern
                },
                Pattern {
                    graph: Some(thing),
                    ..pattern
                },
            ];
            for row in patterns.into_iter().flat_map(|pattern| self.quads(pattern)) {
                let row = row?;
                let owner = owner(kind, row.subject, row.graph);
                if owner == thing && Some(row.graph) != vocabulary {
                    let text = row.object;
                    found.insert(Wording { kind, owner, text });
                }
            }
        }
        Ok(found)
    }

    /// The IRIs of the statements with a quotation, sorted.
    pub fn quoting(&self, wording: Wording) -> Result<BTreeSet<String>, StoreError> {
        let mut found = BTreeSet::new();
        let Some(predicate) = self.iri(&format!("{OA}exact"))? else {
            return Ok(found);
        };
        let pattern = Pattern {
            predicate: Some(predicate),
            object: Some(wording.text),
            ..Pattern::default()
        };
        for row in self.quads(pattern) {
            let row = row?;
            if wording.kind == Kind::Quotation
                && owner(Kind::Quotation, row.subject, row.graph) == wording.owner
            {
                found.insert(self.words(row.subject)?);
            }
        }
        Ok(found)
    }

    /// The text of a literal, or an IRI.
    pub fn words(&self, id: Id) -> Result<String, StoreError> {
        Ok(match self.term(id)? {
            Term::Literal(literal) => literal.destruct().0,
            Term::NamedNode(node) => node.into_string(),
            Term::BlankNode(node) => node.to_string(),
        })
    }

    /// The folder of the index and its revision; `None` where it is in memory.
    pub fn revision(&self) -> Result<Option<(PathBuf, Revision)>, StoreError> {
        let Backing::Disk { environment, txn } = self.backing else {
            return Ok(None);
        };
        let revision = Revision {
            last: note(environment, txn, "revision")?,
            reworded: note(environment, txn, "reworded")?,
        };
        Ok(Some((environment.path.clone(), revision)))
    }

    /// The things whose searched texts changed after a revision.
    pub fn reworded(&self, after: u64) -> Result<Vec<Id>, StoreError> {
        let Backing::Disk { environment, txn } = self.backing else {
            return Ok(Vec::new());
        };
        let mut found = Vec::new();
        for entry in environment.tables.reworded.iter(txn)? {
            let (owner, revision) = entry?;
            let revision = revision.first_chunk().copied().map(u64::from_be_bytes);
            if revision.is_none_or(|revision| revision > after) {
                found.push(Id::read(owner));
            }
        }
        Ok(found)
    }

    /// The ids of the predicates of searched texts that the index has.
    fn searched(&self) -> Result<Vec<(Kind, Id)>, StoreError> {
        let mut found = Vec::new();
        for (kind, predicate) in predicates(self.namespaces) {
            found.extend(self.iri(&predicate)?.map(|id| (kind, id)));
        }
        Ok(found)
    }

    /// Whether a subject has an object by one of some predicates.
    fn has(&self, subject: Id, predicates: &[Id], object: Id) -> Result<bool, StoreError> {
        for predicate in predicates {
            let pattern = Pattern {
                subject: Some(subject),
                predicate: Some(*predicate),
                object: Some(object),
                graph: None,
            };
            if self.holds(pattern)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Notes the things whose searched texts a transaction changes.
pub(crate) fn observe(
    edit: &mut Edit<'_>,
    changed: impl Iterator<Item = Row>,
) -> Result<(), StoreError> {
    let searched: BTreeMap<Id, Kind> = edit
        .snapshot()
        .searched()?
        .into_iter()
        .map(|(kind, id)| (id, kind))
        .collect();
    let things: BTreeSet<Id> = changed
        .filter_map(|row| {
            let kind = searched.get(&row.predicate)?;
            Some(owner(*kind, row.subject, row.graph))
        })
        .collect();
    let (environment, revision) = (edit.environment, edit.revision);
    for thing in &things {
        let table = environment.tables.reworded;
        table.put(&mut edit.txn, &thing.bytes(), &revision.to_be_bytes())?;
    }
    if things.is_empty() {
        return Ok(());
    }
    set_note(environment, &mut edit.txn, "reworded", revision)
}
