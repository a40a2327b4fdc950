//! A reading to sorted TriG.

use crate::model::{Citation, Entity, Namespaces, Reading, Statement, Value};
use crate::store::article::NAMES;
use crate::store::page::{Page, quoted, typed};
use crate::store::term;

/// The file of a reading: UTF-8 TriG, statements sorted by place, then property and identifier,
/// entities by id.
pub fn write(reading: &Reading, namespaces: &Namespaces) -> String {
    let mut page = Page {
        namespaces,
        text: String::new(),
        indent: "    ",
    };
    page.prefixes();
    let document = page.name("doc", reading.citation.id.as_str());
    page.open(&document);
    page.citation(&reading.citation, &document);
    let mut statements: Vec<(String, &Statement)> = reading
        .statements
        .iter()
        .map(|s| (s.id().to_string(), s))
        .collect();
    statements.sort_by(|(a, x), (b, y)| {
        let place = |s: &Statement| (s.evidence.start, s.evidence.end);
        (place(x), &x.property, a).cmp(&(place(y), &y.property, b))
    });
    statements.dedup_by(|(a, _), (b, _)| a == b);
    for (id, statement) in statements {
        page.text.push('\n');
        page.statement(&id, statement, &document);
    }
    page.text.push_str("}\n");
    page.names(&reading.entities);
    page.text
}

impl Page<'_> {
    fn citation(&mut self, citation: &Citation, document: &str) {
        let mut lines = vec![("dct:title", quoted(&citation.title))];
        if let Some(publisher) = &citation.publisher {
            lines.push(("dct:publisher", self.name("id", publisher.as_str())));
        }
        if let Some(name) = &citation.publisher_name {
            lines.push(("ai:publisherName", quoted(name)));
        }
        if !citation.authors.is_empty() {
            let authors: Vec<String> = citation.authors.iter().map(|a| quoted(a)).collect();
            lines.push(("dct:creator", authors.join(", ")));
        }
        if let Some(issued) = citation.issued {
            lines.push(("dct:issued", self.value(&Value::Date(issued))));
        }
        if let Some(address) = &citation.address {
            lines.push(("dct:source", quoted(address)));
        }
        if let Some(language) = &citation.language {
            lines.push(("dct:language", quoted(language)));
        }
        lines.push(("ai:sha256", quoted(&citation.sha256)));
        if let Some(bytes) = &citation.source_sha256 {
            lines.push(("ai:sourceSha256", quoted(bytes)));
        }
        lines.push(("ai:characters", citation.characters.to_string()));
        lines.push(("ai:recordedAt", typed(&citation.recorded_at, "dateTime")));
        self.stanza(document, std::slice::from_ref(&citation.class), &lines);
    }

    fn statement(&mut self, id: &str, statement: &Statement, document: &str) {
        let mut lines = vec![
            ("rdf:subject", self.name("id", statement.subject.as_str())),
            ("rdf:predicate", self.name("ai", &statement.property)),
            ("rdf:object", self.value(&statement.object)),
        ];
        let mut notes = Vec::new();
        for (name, value) in &statement.qualifiers {
            notes.push((self.name("ai", name), self.value(value)));
        }
        lines.extend(
            notes
                .iter()
                .map(|(name, value)| (name.as_str(), value.clone())),
        );
        lines.push(("prov:wasDerivedFrom", document.to_string()));
        lines.push(("oa:exact", quoted(&statement.evidence.exact)));
        lines.push(("oa:start", statement.evidence.start.to_string()));
        lines.push(("oa:end", statement.evidence.end.to_string()));
        if let Some(claimant) = &statement.claimed_by {
            lines.push(("ai:claimedBy", self.name("id", claimant.as_str())));
        }
        lines.push(("ai:modality", self.name("ai", statement.modality.name())));
        lines.push(("ai:confidence", term::decimal(statement.confidence)));
        if let Some(from) = statement.valid_from {
            lines.push(("ai:validFrom", self.value(&Value::Date(from))));
        }
        if let Some(to) = statement.valid_to {
            lines.push(("ai:validTo", self.value(&Value::Date(to))));
        }
        lines.push(("ai:recordedAt", typed(&statement.recorded_at, "dateTime")));
        lines.push(("ai:extractedBy", quoted(&statement.extracted_by)));
        let subject = self.name("stmt", id);
        self.stanza(&subject, &["Statement".into()], &lines);
    }

    fn names(&mut self, entities: &[Entity]) {
        if entities.is_empty() {
            return;
        }
        let mut entities: Vec<&Entity> = entities.iter().collect();
        entities.sort_by_key(|e| &e.id);
        entities.dedup_by_key(|e| &e.id);
        let graph = self.name("graph", NAMES);
        self.open(&graph);
        for (i, entity) in entities.into_iter().enumerate() {
            if i > 0 {
                self.text.push('\n');
            }
            self.entity(entity);
        }
        self.text.push_str("}\n");
    }
}
