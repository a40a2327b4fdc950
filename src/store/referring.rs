//! Which statements say something of others with an entity as what they say.

use crate::model::iri::RDF;
use crate::model::{EntityId, Statement};
use crate::store::fault::StoreError;
use crate::store::index::{Pattern, Snapshot};
use crate::store::term;

impl Snapshot<'_> {
    /// The statements of all documents whose object is an entity, sorted by document and place.
    ///
    /// # Errors
    /// Those of the index.
    pub fn mentioning(&self, entity: &EntityId) -> Result<Vec<Statement>, StoreError> {
        let iri = term::iri(&self.namespaces().entity, entity.as_str());
        let (Some(predicate), Some(object)) = (self.iri(&format!("{RDF}object"))?, self.iri(&iri)?)
        else {
            return Ok(Vec::new());
        };
        let pattern = Pattern {
            predicate: Some(predicate),
            object: Some(object),
            ..Pattern::default()
        };
        let mut out = Vec::new();
        for row in self.quads(pattern) {
            let row = row?;
            out.extend(self.statement(row.subject, row.graph)?);
        }
        out.sort_by_cached_key(|s: &Statement| {
            (s.evidence.document.clone(), s.evidence.start, s.id())
        });
        Ok(out)
    }
}
