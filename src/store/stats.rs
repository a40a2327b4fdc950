//! How much the store holds, and what of.

use crate::store::Workspace;
use crate::store::dataset;
use crate::store::fault::StoreError;
use crate::store::index::{Id, Index, Pattern, Snapshot};
use crate::store::judged::Believe;
use crate::store::layout::{self, Kind, TEXTS};
use crate::store::term;
use oxigraph::model::Term;
use std::collections::BTreeMap;
use std::path::Path;

/// What the store holds; sizes in bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stats {
    /// Quads of the index.
    pub quads: u64,
    /// Terms of its dictionary.
    pub terms: u64,
    /// Size of its file, free pages too.
    pub size: u64,
    /// Graphs and their quads by kind: documents, entities, believed and so on; sorted.
    pub graphs: BTreeMap<String, Sum>,
    /// Tables of the index: entries and size.
    pub tables: Vec<(String, Sum)>,
    /// Files by kind: documents, texts and so on; number and size; sorted.
    pub files: BTreeMap<String, Sum>,
    /// Data sets by name: their pieces and size; sorted.
    pub sets: BTreeMap<String, Sum>,
    /// Places for readers that are or were taken since the index was opened by the first process.
    pub readers: u64,
}

/// A number of things, and how much they hold: quads or bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// How many.
    pub count: u64,
    /// How much.
    pub amount: u64,
}

impl Sum {
    fn add(&mut self, amount: u64) {
        self.count += 1;
        self.amount += amount;
    }
}

impl Stats {
    /// Bytes of the index a quad, rounded down; 0 where there is none.
    pub fn bytes_a_quad(&self) -> u64 {
        self.size.checked_div(self.quads).unwrap_or(0)
    }
}

impl Workspace {
    /// What the store holds; brings the index in step first.
    pub fn stats(&self, believe: &Believe<'_>) -> Result<Stats, StoreError> {
        let index = self.index(believe)?;
        let mut stats = Stats::default();
        of_index(&index, &mut stats)?;
        for path in layout::files(self.root())? {
            let kind = match layout::kind(&path) {
                Some(Kind::Document(_)) => "documents".to_string(),
                Some(Kind::Shared(name) | Kind::Own(name)) => name,
                Some(Kind::Set(name)) => {
                    let size = size(&self.root().join(&path))?;
                    stats.sets.entry(name).or_default().add(size);
                    "data sets".to_string()
                }
                None => continue,
            };
            stats.file(&kind, &self.root().join(path))?;
        }
        for entry in walkdir::WalkDir::new(self.root().join(TEXTS)) {
            let Ok(entry) = entry else { continue };
            if entry.file_type().is_file() {
                stats.file("texts", entry.path())?;
            }
        }
        // Sets are counted as such, not by their pieces.
        if let Some(sets) = stats.files.get_mut("data sets") {
            sets.count = dataset::names(self.root())?.len() as u64;
        }
        Ok(stats)
    }
}

impl Stats {
    fn file(&mut self, kind: &str, path: &Path) -> Result<(), StoreError> {
        let sum = self.files.entry(kind.into()).or_default();
        sum.add(size(path)?);
        Ok(())
    }
}

fn size(path: &Path) -> Result<u64, StoreError> {
    let metadata = path.metadata().map_err(|e| StoreError::file(path, e))?;
    Ok(metadata.len())
}

fn of_index(index: &Index, stats: &mut Stats) -> Result<(), StoreError> {
    let transaction = index.read()?;
    let (environment, txn) = (&index.environment, &transaction.txn);
    let snapshot = transaction.snapshot();
    for graph in std::iter::once(Ok(Id::DEFAULT)).chain(snapshot.graphs()) {
        let graph = graph?;
        let pattern = Pattern {
            graph: Some(graph),
            ..Pattern::default()
        };
        let quads = snapshot.count(pattern, u64::MAX)?;
        if quads > 0 {
            stats.quads += quads;
            let kind = kind(&snapshot, graph)?;
            stats.graphs.entry(kind).or_default().add(quads);
        }
    }
    stats.terms = environment.tables.records.len(txn)?;
    stats.size = environment.env.real_disk_size()?;
    stats.readers = environment.env.info().number_of_readers.into();
    for (name, table) in environment.tables.named() {
        let stat = table.stat(txn)?;
        let pages = stat.branch_pages + stat.leaf_pages + stat.overflow_pages;
        let sum = Sum {
            count: stat.entries as u64,
            amount: pages as u64 * u64::from(stat.page_size),
        };
        stats.tables.push((name.into(), sum));
    }
    Ok(())
}

/// What kind of graph an id names.
fn kind(snapshot: &Snapshot<'_>, graph: Id) -> Result<String, StoreError> {
    if graph == Id::DEFAULT {
        return Ok("default".into());
    }
    let namespaces = snapshot.namespaces();
    let Term::NamedNode(node) = snapshot.term(graph)? else {
        return Ok("others".into());
    };
    if term::local(&namespaces.document, node.as_str()).is_some() {
        return Ok("documents".into());
    }
    let local = term::local(&namespaces.graph, node.as_str());
    Ok(local.unwrap_or_else(|| "others".into()))
}
