//! A score for people and for programs.

use crate::cli::table::{columns, count, shorten};
use aikg::eval::score::{Counts, Missing, Wrong};
use aikg::eval::{Criteria, Score, bands};
use serde_json::{Map, Value as Json, json};

/// What is shown beside the figures.
#[derive(Debug, Clone, Copy)]
pub struct Show {
    /// Only some properties were scored.
    pub core: bool,
    /// What is wrong and what is missing.
    pub errors: bool,
    /// A line for each document.
    pub documents: bool,
}

/// A score to print.
pub struct Page<'a> {
    /// The score.
    pub score: &'a Score,
    /// What was compared by.
    pub criteria: &'a Criteria,
    /// How many statements were scored.
    pub rows: usize,
    /// What to show.
    pub show: Show,
}

impl Page<'_> {
    /// For people.
    pub fn text(&self) -> String {
        let score = self.score;
        let documents = count(score.documents.len(), "document");
        let core = if self.show.core {
            ", core properties"
        } else {
            ""
        };
        let total = score.total;
        let mut out = format!("{documents}, {}{core}\n", count(self.rows, "statement"));
        out.push_str(&format!(
            "precision {:.3}  recall {:.3}  F1 {:.3}  (found {}, wrong {}, missing {})\n",
            total.precision(),
            total.recall(),
            total.balance(),
            total.found,
            total.wrong,
            total.missing
        ));
        let ignored: usize = score.ignored.values().sum();
        let named: Vec<String> = score
            .ignored
            .iter()
            .map(|(p, n)| format!("{p} {n}"))
            .collect();
        let named = if named.is_empty() {
            String::new()
        } else {
            format!(" ({})", named.join(", "))
        };
        out.push_str(&format!(
            "optional {}, repeats {}, of unknown documents {}, of other properties {ignored}{named}\n",
            score.optional, score.repeats, score.unknown
        ));
        out.push_str(&counts("property", score.properties.iter()));
        if self.show.documents {
            out.push_str(&counts("document", score.documents.iter()));
        }
        out.push_str(&self.calibration());
        if self.show.errors {
            out.push_str("\nwrong\n");
            score.wrong.iter().for_each(|w| out.push_str(&wrong(w)));
            out.push_str("\nmissing\n");
            score.missing.iter().for_each(|m| out.push_str(&missing(m)));
        }
        out
    }

    fn calibration(&self) -> String {
        let mut rows = vec![
            ["confidence", "statements", "right", "share", "mean"]
                .map(String::from)
                .to_vec(),
        ];
        for band in bands(&self.score.judged, &self.criteria.bands) {
            rows.push(vec![
                format!("{:.2}-{:.2}", band.from, band.to),
                band.statements.to_string(),
                band.right.to_string(),
                format!("{:.3}", band.share()),
                format!("{:.3}", band.mean),
            ]);
        }
        if rows.len() == 1 {
            return String::new();
        }
        format!("\n{}", columns(&rows))
    }

    /// One object a line, each with its `kind`.
    pub fn lines(&self) -> String {
        let score = self.score;
        let mut total = figures("total", "core", &json!(self.show.core), score.total);
        let extra = json!({
            "documents": score.documents.len(), "statements": self.rows, "optional": score.optional,
            "repeats": score.repeats, "unknown": score.unknown, "ignored": score.ignored,
        });
        if let (Some(total), Json::Object(extra)) = (total.as_object_mut(), extra) {
            total.extend(extra);
        }
        let mut lines = vec![total];
        let each = score.properties.iter();
        lines.extend(each.map(|(name, c)| figures("property", "property", &json!(name), *c)));
        if self.show.documents {
            let each = score.documents.iter();
            lines.extend(each.map(|(name, c)| figures("document", "doc", &json!(name), *c)));
        }
        for band in bands(&score.judged, &self.criteria.bands) {
            lines.push(json!({
                "kind": "confidence", "from": exact(band.from, 2), "to": exact(band.to, 2),
                "statements": band.statements, "right": band.right,
                "share": exact(band.share(), 3), "mean": exact(band.mean, 3),
            }));
        }
        if self.show.errors {
            lines.extend(score.wrong.iter().map(|w| {
                json!({
                    "kind": "wrong", "doc": w.document, "s": w.row.subject(), "p": w.row.property(),
                    "o": w.row.object(), "q": w.row.qualifiers(), "reason": w.reason,
                })
            }));
            lines.extend(score.missing.iter().map(|m| json!({
                "kind": "missing", "doc": m.document, "s": m.fact.s, "p": m.fact.p, "o": m.fact.o,
                "q": m.fact.q, "mod": m.fact.modality, "evidence": m.fact.evidence, "others": m.others,
            })));
        }
        lines.into_iter().map(|line| format!("{line}\n")).collect()
    }
}

/// A table of counts, with the figures made of them.
fn counts<'c>(head: &str, each: impl Iterator<Item = (&'c String, &'c Counts)>) -> String {
    let heads = [
        head,
        "gold",
        "found",
        "wrong",
        "missing",
        "precision",
        "recall",
        "F1",
    ];
    let mut rows = vec![heads.map(String::from).to_vec()];
    for (name, c) in each {
        let mut row = vec![name.clone()];
        let numbers = [c.found + c.missing, c.found, c.wrong, c.missing];
        row.extend(numbers.map(|n| n.to_string()));
        let shares = [c.precision(), c.recall(), c.balance()];
        row.extend(shares.map(|s| format!("{s:.3}")));
        rows.push(row);
    }
    format!("\n{}", columns(&rows))
}

fn figures(kind: &str, key: &str, name: &Json, c: Counts) -> Json {
    let mut line = Map::new();
    line.insert("kind".into(), kind.into());
    line.insert(key.into(), name.clone());
    for (key, number) in [
        ("found", c.found),
        ("wrong", c.wrong),
        ("missing", c.missing),
    ] {
        line.insert(key.into(), number.into());
    }
    for (key, share) in [
        ("precision", c.precision()),
        ("recall", c.recall()),
        ("f1", c.balance()),
    ] {
        line.insert(key.into(), exact(share, 3));
    }
    Json::Object(line)
}

/// A number with so many decimals.
fn exact(number: f64, decimals: usize) -> Json {
    let text = format!("{number:.decimals$}");
    text.parse::<serde_json::Number>()
        .map_or(Json::Null, Json::Number)
}

fn qualifiers(q: Option<&Map<String, Json>>) -> String {
    let parts = q
        .into_iter()
        .flatten()
        .map(|(k, v)| format!(", {k} {}", plainly(v)));
    parts.collect()
}

fn wrong(w: &Wrong) -> String {
    let reason = if w.reason.is_empty() {
        String::new()
    } else {
        format!("  [{}]", shorten(&w.reason, 140))
    };
    let (property, object) = (
        w.row.property().unwrap_or_default(),
        plainly(w.row.object()),
    );
    let qualifiers = qualifiers(w.row.qualifiers());
    format!(
        "  {}  {} | {property} | {object}{qualifiers}{reason}\n",
        w.document,
        w.row.subject()
    )
}

fn missing(m: &Missing) -> String {
    let fact = &m.fact;
    let modality = fact.modality.as_deref().filter(|m| *m != "asserted");
    let modality = modality.map_or(String::new(), |m| format!(" ({m})"));
    let words = fact
        .evidence
        .as_deref()
        .map_or(String::new(), |e| format!("  \"{}\"", shorten(e, 140)));
    let others = if m.others == 0 {
        String::new()
    } else {
        format!("  (or {} like it)", m.others)
    };
    let (object, qualifiers) = (plainly(&fact.o), qualifiers(Some(&fact.q)));
    format!(
        "  {}  {} | {} | {object}{qualifiers}{modality}{words}{others}\n",
        m.document, fact.s, fact.p
    )
}

/// A value without the quotation marks of JSON.
fn plainly(value: &Json) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), String::from)
}
