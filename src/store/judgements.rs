//! `judgements.ttl`: what people decided on names.

use crate::model::{Entity, EntityId, Judgement, Judgements, Namespaces, Verdict};
use crate::store::fault::StoreError;
use crate::store::index::{Pattern, Snapshot};
use crate::store::journal::Journal;
use crate::store::judged::Believe;
use crate::store::lock::Lock;
use crate::store::page::{Page, quoted, typed};
use crate::store::turtle::parse;
use crate::store::{Workspace, layout, roster, step, term};
use oxigraph::io::RdfFormat;
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};
use std::collections::BTreeMap;

/// Local name of the graph, and of the folder of the judgements' IRIs below it.
pub(crate) const GRAPH: &str = "judgements";

/// The file as path shown and bytes.
pub(crate) fn file(bytes: Vec<u8>) -> (String, Vec<u8>) {
    (layout::JUDGEMENTS.into(), bytes)
}

fn namespace(namespaces: &Namespaces) -> String {
    namespaces.graph(&format!("{GRAPH}/"))
}

/// Reads the file of judgements. `file` is the name shown in faults.
///
/// # Errors
/// Broken Turtle; a judgement that lacks a part, with its place.
pub fn read(file: &str, text: &[u8], namespaces: &Namespaces) -> Result<Judgements, StoreError> {
    let quads = parse(file, text, RdfFormat::Turtle)?;
    of_quads(&quads, namespaces).map_err(|(id, message)| {
        let needle = format!("<{}>", term::iri(&namespace(namespaces), &id));
        StoreError::meaning(
            file,
            text,
            &needle,
            format!("judgement on id:{id}: {message}"),
        )
    })
}

/// The judgements that quads state; the name and what is wrong where one lacks a part.
fn of_quads(quads: &[Quad], namespaces: &Namespaces) -> Result<Judgements, (String, String)> {
    let base = namespace(namespaces);
    let mut stanzas: BTreeMap<String, Vec<&Quad>> = BTreeMap::new();
    for quad in quads {
        if let NamedOrBlankNode::NamedNode(node) = &quad.subject
            && let Some(name) = term::local(&base, node.as_str())
        {
            stanzas.entry(name).or_default().push(quad);
        }
    }
    let mut judgements = Judgements::default();
    for (name, stanza) in stanzas {
        let described = || {
            let iri = term::iri(&namespaces.entity, &name);
            let own = |q: &&Quad| matches!(&q.subject, NamedOrBlankNode::NamedNode(n) if n.as_str() == iri);
            let own: Vec<Quad> = quads.iter().filter(own).cloned().collect();
            roster::entity(&EntityId::from(name.as_str()), &own, namespaces)
        };
        let judgement = judgement(&name, &stanza, &described, namespaces);
        judgements.keep(judgement.map_err(|message| (name.clone(), message))?);
    }
    Ok(judgements)
}

fn judgement(
    name: &str,
    stanza: &[&Quad],
    described: &dyn Fn() -> Option<Entity>,
    namespaces: &Namespaces,
) -> Result<Judgement, String> {
    let find = |predicate: (&str, &str)| {
        let mut quads = stanza.iter();
        let quad = quads.find(|q| term::short(q.predicate.as_str(), namespaces) == predicate);
        quad.map(|q| &q.object)
    };
    let text = |predicate: (&str, &str)| match find(predicate) {
        Some(Term::Literal(literal)) => Some(literal.value().to_string()),
        _ => None,
    };
    let local = |predicate, namespace: &str| match find(predicate) {
        Some(Term::NamedNode(node)) => term::local(namespace, node.as_str()),
        _ => None,
    };
    let needed = |predicate: (&str, &str)| {
        text(predicate).ok_or_else(|| format!("{}:{} is missing", predicate.0, predicate.1))
    };
    let verdict = match local(("ai", "verdict"), &namespaces.vocabulary).as_deref() {
        Some("Known") => {
            let entity = described().ok_or("the entity that it makes known is not described")?;
            Verdict::Known(Box::new(entity))
        }
        Some("Same") => {
            let other = local(("ai", "sameAs"), &namespaces.entity);
            Verdict::Same(other.ok_or("ai:sameAs must be an entity")?.into())
        }
        Some("Rejected") => Verdict::Rejected,
        _ => return Err("ai:verdict must be ai:Known, ai:Same or ai:Rejected".into()),
    };
    Ok(Judgement {
        name: EntityId::from(name),
        label: needed(("ai", "judgedName"))?,
        verdict,
        by: needed(("ai", "judgedBy"))?,
        at: needed(("ai", "recordedAt"))?,
        why: text(("ai", "reason")),
    })
}

/// The file of judgements: UTF-8 Turtle, sorted by name; each with what it makes known.
pub fn write(judgements: &Judgements, namespaces: &Namespaces) -> String {
    let mut page = Page {
        namespaces,
        text: String::new(),
        indent: "",
    };
    page.prefixes();
    for judgement in judgements.iter() {
        let id = page.name("id", judgement.name.as_str());
        let mut lines = vec![
            ("ai:judges", id),
            ("ai:judgedName", quoted(&judgement.label)),
            ("ai:verdict", page.name("ai", judgement.verdict.name())),
        ];
        if let Verdict::Same(other) = &judgement.verdict {
            lines.push(("ai:sameAs", page.name("id", other.as_str())));
        }
        lines.push(("ai:judgedBy", quoted(&judgement.by)));
        lines.push(("ai:recordedAt", typed(&judgement.at, "dateTime")));
        lines.extend(judgement.why.iter().map(|why| ("ai:reason", quoted(why))));
        let subject = term::iri(&namespace(namespaces), judgement.name.as_str());
        page.text.push('\n');
        page.stanza(&format!("<{subject}>"), &["Judgement".into()], &lines);
        match &judgement.verdict {
            Verdict::Known(entity) => {
                page.text.push('\n');
                page.entity(entity);
            }
            Verdict::Same(other) => {
                let other = page.name("id", other.as_str());
                let name = quoted(&judgement.label);
                page.text.push('\n');
                page.stanza(&other, &[], &[("skos:altLabel", name)]);
            }
            Verdict::Rejected => {}
        }
    }
    page.text
}

impl Snapshot<'_> {
    /// The judgements that the index was made with.
    pub fn judgements(&self) -> Result<Judgements, StoreError> {
        let namespaces = self.namespaces();
        let Some(graph) = self.iri(&namespaces.graph(GRAPH))? else {
            return Ok(Judgements::default());
        };
        let pattern = Pattern {
            graph: Some(graph),
            ..Pattern::default()
        };
        let mut quads = Vec::new();
        for row in self.quads(pattern) {
            let row = row?;
            if let (Term::NamedNode(subject), Term::NamedNode(predicate)) =
                (self.term(row.subject)?, self.term(row.predicate)?)
            {
                let object = self.term(row.object)?;
                quads.push(Quad::new(
                    subject,
                    predicate,
                    object,
                    GraphName::DefaultGraph,
                ));
            }
        }
        of_quads(&quads, namespaces).map_err(|(id, message)| StoreError::Damaged {
            path: layout::INDEX.into(),
            message: format!("judgement on id:{id}: {message}"),
        })
    }
}

impl Workspace {
    /// Keeps a judgement on a name, with files and index in step; one on the same name is replaced.
    /// Documents stay as they are. Waits for another writer.
    ///
    /// # Errors
    /// A text file of the workspace that is broken.
    pub fn keep_judgement(
        &self,
        judgement: Judgement,
        believe: &Believe<'_>,
    ) -> Result<(), StoreError> {
        let _lock = Lock::wait(self.root())?;
        let mut judgements = self.judgements()?;
        judgements.keep(judgement);
        self.put_judgements(&judgements, believe)
    }

    /// Takes the judgement on a name back, so that all is as it was before; gives the judgement.
    ///
    /// # Errors
    /// As for [`Self::keep_judgement`].
    pub fn take_judgement(
        &self,
        name: &EntityId,
        believe: &Believe<'_>,
    ) -> Result<Option<Judgement>, StoreError> {
        let _lock = Lock::wait(self.root())?;
        let mut judgements = self.judgements()?;
        let Some(judgement) = judgements.take(name) else {
            return Ok(None);
        };
        self.put_judgements(&judgements, believe)?;
        Ok(Some(judgement))
    }

    fn put_judgements(
        &self,
        judgements: &Judgements,
        believe: &Believe<'_>,
    ) -> Result<(), StoreError> {
        let mut journal = Journal::default();
        if judgements.is_empty() {
            journal.remove(layout::JUDGEMENTS);
        } else {
            let text = write(judgements, self.namespaces());
            journal.put(layout::JUDGEMENTS, text.into_bytes());
        }
        journal.commit(self.root())?;
        step::settle(self, believe)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use crate::model::{Entity, EntityId, Judgement, Judgements, Namespaces, Verdict};

    fn judgement(name: &str, verdict: Verdict, why: Option<&str>) -> Judgement {
        Judgement {
            name: EntityId::from(name),
            label: format!("A \"{name}\"\n"),
            verdict,
            by: "Ann \\ Lee".into(),
            at: "2026-01-01T00:00:00Z".into(),
            why: why.map(String::from),
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let known = Entity {
            names: vec!["A \"k-1\"\n".into()],
            provisional: false,
            broader: Some(EntityId::from("k")),
            ..Entity::unseen("K 1", &["Model"])
        };
        let mut all = Judgements::default();
        all.keep(judgement("k-1", Verdict::Known(Box::new(known)), None));
        all.keep(judgement(
            "a b>",
            Verdict::Same(EntityId::from("é/.")),
            Some("why \"not\""),
        ));
        all.keep(judgement("r", Verdict::Rejected, None));
        let namespaces = Namespaces::default();
        let text = write(&all, &namespaces);
        let again = read("j.ttl", text.as_bytes(), &namespaces).unwrap();
        // The entity is known by the name judged, whatever its own would make of it.
        assert_eq!(write(&again, &namespaces), text);
        assert_eq!(
            again.on(&EntityId::from("a b>")),
            all.on(&EntityId::from("a b>"))
        );
        assert_eq!(again.iter().count(), 3);
    }

    #[test]
    fn faults_name_the_stanza() {
        let head = "@prefix ai: <https://w3id.org/aikg/ns#> .\n";
        let text =
            format!("{head}\n<https://w3id.org/aikg/graph/judgements/x> ai:verdict ai:Perhaps .");
        let fault = read("j.ttl", text.as_bytes(), &Namespaces::default());
        assert_eq!(
            fault.unwrap_err().to_string(),
            "j.ttl:3:1: judgement on id:x: ai:verdict must be ai:Known, ai:Same or ai:Rejected"
        );
    }
}
