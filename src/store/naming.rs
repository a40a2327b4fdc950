//! Entities by their names.

use crate::model::iri::{DCT, RDFS, SKOS};
use crate::model::slug::slug;
use crate::model::{Entity, EntityId};
use crate::store::fault::StoreError;
use crate::store::index::{Id, Pattern, Snapshot};
use crate::store::{roster, term};
use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};
use std::collections::BTreeSet;

impl Snapshot<'_> {
    /// The description of an entity: names and classes; `None` where nothing has this label.
    pub fn entity(&self, id: &EntityId) -> Result<Option<Entity>, StoreError> {
        let namespaces = self.namespaces();
        let iri = term::iri(&namespaces.entity, id.as_str());
        let Some(subject) = self.iri(&iri)? else {
            return Ok(None);
        };
        let node = NamedNode::new_unchecked(iri);
        let mut described: Vec<Quad> = Vec::new();
        for (predicate, object) in self.lines(subject, None)? {
            let quad = Quad::new(node.clone(), predicate, object, GraphName::DefaultGraph);
            // The same triple in two graphs stands side by side.
            if described.last() != Some(&quad) {
                described.push(quad);
            }
        }
        Ok(roster::entity(id, &described, namespaces))
    }

    /// What people call the thing of an IRI: its label, or the title of a document; the first of several.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn label(&self, iri: &str) -> Result<Option<String>, StoreError> {
        let Some(subject) = self.iri(iri)? else {
            return Ok(None);
        };
        for predicate in [format!("{RDFS}label"), format!("{DCT}title")] {
            let pattern = Pattern {
                subject: Some(subject),
                predicate: self.iri(&predicate)?,
                ..Pattern::default()
            };
            if pattern.predicate.is_none() {
                continue;
            }
            if let Some(row) = self.quads(pattern).next().transpose()?
                && let Term::Literal(literal) = self.term(row.object)?
            {
                return Ok(Some(literal.value().to_string()));
            }
        }
        Ok(None)
    }

    /// The entities that a name may mean, best first: an identifier or IRI alone; else those called
    /// so; else those called so but for signs and blanks ("gpt5" for "GPT-5"); else those whose name contains its words.
    pub fn resolve(&self, name: &str) -> Result<Vec<Entity>, StoreError> {
        let namespaces = self.namespaces();
        let local = term::local(&namespaces.entity, name);
        let local = local.or_else(|| name.strip_prefix("id:").map(str::to_string));
        let exact = self.entity(&EntityId::from(local.unwrap_or_else(|| name.into())))?;
        if let Some(entity) = exact {
            return Ok(vec![entity]);
        }
        let identified = self.identified(name)?;
        if !identified.is_empty() {
            return self.entities(&identified);
        }
        let wanted = slug(name);
        let words: Vec<&str> = wanted.split('-').filter(|word| !word.is_empty()).collect();
        let closed: String = words.concat();
        let [mut called, mut alike, mut near] = [(); 3].map(|()| BTreeSet::new());
        for predicate in [
            format!("{RDFS}label"),
            format!("{SKOS}altLabel"),
            namespaces.vocabulary("shortName"),
        ] {
            self.each_name(&predicate, |id, label| {
                let label = slug(label);
                let parts: Vec<&str> = label.split('-').collect();
                if label == wanted {
                    called.insert(id);
                } else if parts.concat() == closed {
                    alike.insert(id);
                } else if words.iter().all(|word| parts.contains(word)) || runs(&parts, &closed) {
                    near.insert(id);
                }
            })?;
        }
        // A class may be called so too ("foundry"); it is no entity.
        let mut found = self.entities(&called)?;
        for others in [&alike, &near] {
            if found.is_empty() {
                found = self.entities(others)?;
            }
        }
        if found.is_empty() {
            return Ok(self.entity(&EntityId::from(wanted))?.into_iter().collect());
        }
        Ok(found)
    }

    /// Subjects with an identifier elsewhere, given whole or without its prefix.
    fn identified(&self, name: &str) -> Result<BTreeSet<Id>, StoreError> {
        let mut found = BTreeSet::new();
        for text in [name.to_string(), format!("wikidata:{name}")] {
            let predicate = self.iri(&format!("{DCT}identifier"))?;
            let object = self.id(Literal::new_simple_literal(text).as_ref().into())?;
            if let (Some(predicate), Some(object)) = (predicate, object) {
                let pattern = Pattern {
                    predicate: Some(predicate),
                    object: Some(object),
                    ..Pattern::default()
                };
                for row in self.quads(pattern) {
                    found.insert(row?.subject);
                }
            }
        }
        Ok(found)
    }

    fn each_name(&self, predicate: &str, mut give: impl FnMut(Id, &str)) -> Result<(), StoreError> {
        let Some(predicate) = self.iri(predicate)? else {
            return Ok(());
        };
        let pattern = Pattern {
            predicate: Some(predicate),
            ..Pattern::default()
        };
        for row in self.quads(pattern) {
            let row = row?;
            if let Term::Literal(literal) = self.term(row.object)? {
                give(row.subject, literal.value());
            }
        }
        Ok(())
    }

    /// The entities of subjects, sorted by id; classes and properties have names too and are no
    /// entities.
    fn entities(&self, subjects: &BTreeSet<Id>) -> Result<Vec<Entity>, StoreError> {
        let mut out = Vec::new();
        for subject in subjects {
            if let Term::NamedNode(node) = self.term(*subject)?
                && let Some(id) = term::local(&self.namespaces().entity, node.as_str())
            {
                out.extend(self.entity(&EntityId::from(id))?);
            }
        }
        out.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(out)
    }
}

/// Whether some words of a name that follow each other make a text, written as one word.
fn runs(parts: &[&str], closed: &str) -> bool {
    (0..parts.len()).any(|start| {
        let mut rest = closed;
        for part in parts.get(start..).unwrap_or_default() {
            match rest.strip_prefix(part) {
                Some("") => return true,
                Some(more) => rest = more,
                None => return false,
            }
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn words_of_a_name_may_be_written_as_one() {
        let parts = ["deepseek", "v4", "pro"];
        assert!(runs(&parts, "v4pro") && runs(&parts, "deepseekv4"));
        assert!(!runs(&parts, "v4p") && !runs(&parts, "deepseekpro") && !runs(&parts, ""));
        assert!(!runs(&[], "a"));
    }
}
