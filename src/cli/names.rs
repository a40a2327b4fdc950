//! Names as people write them.

use crate::cli::home::Home;
use crate::cli::status::{Failure, Status};
use aikg::model::{Entity, Vocabulary};
use aikg::query::nearest::nearest;
use aikg::store::Snapshot;

/// The one entity that a name means.
///
/// # Errors
/// It means none, or several: the candidates are listed.
pub fn entity(home: &Home, snapshot: &Snapshot<'_>, name: &str) -> Result<Entity, Failure> {
    let mut found = snapshot.resolve(name)?;
    match found.len() {
        1 => Ok(found.swap_remove(0)),
        0 => Err(Failure::usage(
            format!("nothing is known under the name '{name}'"),
            alike(home, name)?,
        )),
        n => {
            let shown: Vec<String> = found
                .iter()
                .take(8)
                .map(|e| format!("{} ({}, {})", e.label, e.id, e.classes.join(" ")))
                .collect();
            let more = if n > 8 {
                format!(" and {} more", n - 8)
            } else {
                String::new()
            };
            Err(
                Failure::new(Status::Usage, format!("'{name}' may mean {n} things"))
                    .hint(format!("say which: {}{more}", shown.join("; "))),
            )
        }
    }
}

/// A hint: the known name most like the one given.
///
/// # Errors
/// The known names cannot be read.
pub fn alike(home: &Home, name: &str) -> Result<String, Failure> {
    let known = home.entities()?;
    let names = known.iter().flat_map(|e| {
        let own = [e.label.as_str(), e.id.as_str()];
        let others = e.names.iter().chain(&e.short_names).map(String::as_str);
        own.into_iter().chain(others)
    });
    Ok(nearest(name, names).map_or_else(
        || "try another spelling, or `aikg query models`".to_string(),
        |near| format!("did you mean {near}?"),
    ))
}

/// The property that a name means: its local name or its label, in any letter case.
///
/// # Errors
/// There is none.
pub fn property<'v>(vocabulary: &'v Vocabulary, name: &str) -> Result<&'v str, Failure> {
    let wanted = plain(name);
    let mut all = vocabulary.properties.values().filter(|p| !p.qualifier);
    let found = all
        .clone()
        .find(|p| plain(&p.name) == wanted || plain(&p.label) == wanted);
    if let Some(property) = found {
        return Ok(&property.name);
    }
    let near = nearest(name, all.by_ref().map(|p| p.name.as_str()));
    let otherwise = "`aikg query properties` lists them";
    Err(Failure::unknown("property", name, near, otherwise))
}

/// The class that a word means: its local name or its label, in any letter case.
///
/// # Errors
/// There is none.
pub fn class<'v>(vocabulary: &'v Vocabulary, name: &str) -> Result<&'v str, Failure> {
    let wanted = plain(name);
    let mut all = vocabulary.classes.values();
    let found = all.find(|c| plain(&c.name) == wanted || plain(&c.label) == wanted);
    found.map(|c| c.name.as_str()).ok_or_else(|| {
        let near = nearest(name, vocabulary.classes.keys().map(String::as_str));
        let otherwise = "data/triples/vocabulary.ttl has the classes";
        Failure::unknown("class", name, near, otherwise)
    })
}

/// A term of the vocabulary as it is compared.
fn plain(term: &str) -> String {
    let local = term.strip_prefix("ai:").unwrap_or(term);
    local.to_lowercase().replace([' ', '-', '_'], "")
}
