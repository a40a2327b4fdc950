//! Answers what templates of reports ask for, and keeps the footnotes and pictures of the report.

use crate::cli::describe::Labels;
use crate::cli::described;
use crate::cli::dossier;
use crate::cli::home::Home;
use crate::cli::look::Look;
use crate::cli::names;
use crate::cli::plate::{Plate, Plotted};
use crate::cli::question::Asked;
use crate::cli::risk;
use crate::cli::selected::Selected;
use crate::cli::show::labels;
use crate::cli::status::Failure;
use aikg::model::evidence::DocumentId;
use aikg::model::quantity::bought;
use aikg::model::{Citation, Entity, Modality, Vocabulary};
use aikg::network::Fact;
use aikg::picture::{Style, arrangement};
use aikg::pipeline::facts::of_statements;
use aikg::query::{Answer, Stop, Table, answer, labelled};
use aikg::report::call::MARKDOWN;
use aikg::report::{Call, Notes};
use aikg::store::Snapshot;
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// Most rows that a template gets of a question.
const ROWS: usize = 1_000;
/// Between two marks, so that notes 1 and 2 are not read as 12.
pub const APART: &str = "\u{202F}";
/// Most documents cited for one fact.
const CITED: usize = 3;

/// Who answers.
pub struct Clerk<'s> {
    pub home: &'s Home,
    pub snapshot: Snapshot<'s>,
    pub vocabulary: &'s Vocabulary,
    pub look: &'s Look,
    pub style: &'s Style,
    pub notes: Notes,
    pub plates: Vec<Plate>,
    /// All facts, once a picture was asked for.
    pub known: Option<Vec<Fact>>,
}

/// A value that is Markdown.
pub fn markdown(text: impl Into<String>) -> Json {
    json!({ MARKDOWN: text.into() })
}

impl Clerk<'_> {
    /// The answer to a call, or a sentence that says why there is none.
    pub fn answer(&mut self, call: &Call) -> Result<Json, String> {
        let answer = match call.name.as_str() {
            "entity" => {
                let entity = self.entity(call.needed("name", 0)?)?;
                dossier::of(self, &entity)
            }
            "facts" => self.facts(call),
            "compare" => {
                let named = call.list("names", 0);
                let entities: Result<Vec<Entity>, String> =
                    named.iter().map(|name| self.entity(name)).collect();
                dossier::compared(self, &entities?, &call.list("properties", 1))
            }
            "exposure" => {
                let entity = self.entity(call.needed("name", 0)?)?;
                risk::exposed(self, &entity)
            }
            "picture" => self.picture(call)?,
            "chart" => self.chart(call),
            "rows" => self.rows(call),
            other => return Err(format!("there is no function {other}()")),
        };
        answer.map_err(|failure| failure.sentence())
    }

    fn entity(&self, name: &str) -> Result<Entity, String> {
        let found = names::entity(self.home, &self.snapshot, name);
        found.map_err(|failure| failure.sentence())
    }

    /// Facts by subject, property and object, each where it is given.
    fn facts(&mut self, call: &Call) -> Result<Json, Failure> {
        let named = |name: &str, place| match call.value(name, place) {
            Some(text) if !text.is_empty() => {
                names::entity(self.home, &self.snapshot, text).map(|e| Some(e.id))
            }
            _ => Ok(None),
        };
        let (subject, object) = (named("subject", 0)?, named("object", 2)?);
        let property = match call.value("property", 1).filter(|p| !p.is_empty()) {
            Some(name) => Some(names::property(self.vocabulary, name)?),
            None => None,
        };
        let statements = self.snapshot.statements(subject.as_ref(), property)?;
        let mut facts = of_statements(self.vocabulary, statements);
        facts.retain(|f| object.is_none() || f.object.as_entity() == object.as_ref());
        self.said(&facts)
    }

    /// Facts as templates have them: what each says, how surely, and the marks of its footnotes.
    pub fn said(&mut self, facts: &[Fact]) -> Result<Json, Failure> {
        let labels = labels(&self.snapshot, facts.iter())?;
        let mut out = Vec::new();
        for fact in facts {
            let label = self.vocabulary.label_of(&fact.property);
            let value = self.value(&labels, fact);
            let hedge = match (fact.modality(), fact.support.first()) {
                (Modality::Asserted, _) => String::new(),
                (modality, support) => {
                    let by = support.and_then(|s| s.claimed_by.as_ref());
                    let by = by.and_then(|id| self.snapshot.entity(id).ok().flatten());
                    let by = by.map_or(String::new(), |e| format!(" by {}", e.label));
                    format!(" ({}{by})", modality.name().to_lowercase())
                }
            };
            out.push(json!({
                "property": &*fact.property,
                "label": label,
                "subject": labels.of(&fact.subject),
                "id": fact.subject.as_str(),
                "value": value,
                "hedge": hedge,
                "cite": markdown(self.cite(fact)?),
            }));
        }
        Ok(Json::Array(out))
    }

    /// What a fact says, with what its price buys, and in the words of people.
    pub fn value(&self, labels: &Labels<'_>, fact: &Fact) -> String {
        let unit = self.vocabulary.properties.get(&*fact.property);
        let bought = unit.and_then(|property| bought(&property.unit));
        let bought = bought.map_or(String::new(), |words| format!(" {words}"));
        let bare = Fact {
            context: BTreeMap::new(),
            ..fact.clone()
        };
        let value = labels.fact(&bare, self.vocabulary);
        let value = arrangement::bundled().said(&value);
        format!("{value}{bought}{}", fact.within(&|id| labels.of(id)))
    }

    /// The marks of the documents that say a fact, the firmest first.
    pub fn cite(&mut self, fact: &Fact) -> Result<String, Failure> {
        let said = fact.support.iter().map(|s| (&s.document, &*s.exact));
        self.marks(said, CITED)
    }

    /// The marks of documents, each once and at most so many; the words are kept for their footnotes.
    pub fn marks<'d>(
        &mut self,
        said: impl Iterator<Item = (&'d DocumentId, &'d str)>,
        most: usize,
    ) -> Result<String, Failure> {
        let mut marks: Vec<String> = Vec::new();
        let mut cited: BTreeSet<&DocumentId> = BTreeSet::new();
        for (document, words) in said {
            if marks.len() == most {
                break;
            }
            if cited.insert(document)
                && let Some(citation) = self.snapshot.citation(document)?
            {
                marks.push(self.notes.mark(&citation, words));
            }
        }
        Ok(marks.join(APART))
    }

    fn picture(&mut self, call: &Call) -> Result<Result<Json, Failure>, String> {
        let text = |name: &str| call.value(name, usize::MAX).filter(|t| !t.is_empty());
        let selected = Selected {
            around: call.value("around", 0).map(str::to_string),
            hops: call.number("hops", 1)?.unwrap_or(1),
            class: text("class").map(str::to_string),
            properties: call.list("properties", usize::MAX),
            as_of: None,
            query: text("query").map(str::to_string),
            parameters: Vec::new(),
        };
        let mut look = self.look.clone();
        look.title = text("title").map(str::to_string);
        if let Some(most) = call.number("most", usize::MAX)? {
            look.most = most;
        }
        let (home, snapshot) = (self.home, &self.snapshot);
        let read = || selected.read(home, snapshot, self.vocabulary, true);
        let all = match (&self.known, &selected.around) {
            (Some(known), None) => Ok(known.clone()),
            (None, None) => read().map(|all| self.known.insert(all).clone()),
            (_, Some(_)) => read(),
        };
        let all = match all {
            Ok(all) => all,
            Err(error) => return Ok(Err(error)),
        };
        let described = selected.picture(home, snapshot, self.vocabulary, all, (&look, true));
        Ok(described.map(|described| {
            let title = described.picture.title.clone();
            let plate = Plate::Picture(Box::new(described.picture));
            let mut cited: Vec<&Citation> = described.citations.values().collect();
            cited.sort_by_key(|c| (c.issued, &c.id));
            markdown(self.plate(&title, plate, cited.into_iter()))
        }))
    }

    fn chart(&mut self, call: &Call) -> Result<Json, Failure> {
        let question = call.value("question", 0).unwrap_or_default();
        let own = ["question", "title"];
        let given = call
            .named
            .iter()
            .filter(|(k, _)| !own.contains(&k.as_str()));
        let parameters: Vec<String> = given
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let plotted = Plotted {
            question: question.to_string(),
            parameters,
            title: call.named.get("title").cloned(),
        };
        let wish = plotted.wish(self.style, None);
        let charted = wish.charted(self.home, self.snapshot, &Stop::default())?;
        if charted.drawn.values == 0 {
            return Ok(markdown(""));
        }
        let title = plotted.title.clone();
        let title = title.unwrap_or_else(|| question.to_string());
        let cited = described::documents(&self.snapshot, &charted.cited)?;
        let plate = Plate::Chart(plotted);
        Ok(markdown(self.plate(&title, plate, cited.values())))
    }

    /// The rows of a question: a value by the name of its column, and marks of the documents that a row names.
    fn rows(&mut self, call: &Call) -> Result<Json, Failure> {
        let name = call.value("question", 0).unwrap_or_default();
        let given = call
            .named
            .iter()
            .filter(|(k, v)| *k != "question" && !v.is_empty());
        let values: Vec<(String, String)> = given
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        let sparql = Asked::find(self.home, name)?.bound(self.home, self.snapshot, &values)?;
        let told = |e| crate::cli::fault::failure(e, &sparql, name);
        let Answer::Rows(rows) = answer(self.snapshot, &sparql, &Stop::default()).map_err(told)?
        else {
            let message = format!("{name} does not answer with rows");
            return Err(Failure::usage(
                message,
                "a report takes the rows of a SELECT",
            ));
        };
        let rows = labelled(rows, self.snapshot).map_err(told)?;
        let table = Table::of(rows, ROWS).map_err(told)?;
        let mut out = Vec::new();
        for row in &table.rows {
            let mut object = Map::new();
            let mut marks: Vec<String> = Vec::new();
            for (column, cell) in table.columns.iter().zip(row) {
                let text = cell.as_ref().map_or("", |c| c.text.as_str());
                let local = text.strip_prefix(self.home.namespaces().document.as_str());
                if let Some(id) = local
                    && let Some(citation) = self.snapshot.citation(&id.into())?
                {
                    let mark = self.notes.mark(&citation, "");
                    if !marks.contains(&mark) {
                        marks.push(mark);
                    }
                }
                object.insert(column.clone(), json!(text));
            }
            object.insert("cite".into(), markdown(marks.join(APART)));
            out.push(Json::Object(object));
        }
        Ok(Json::Array(out))
    }
}
