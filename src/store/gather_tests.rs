use super::Portion;
use crate::model::{Entity, Judgements, Statement, Vocabulary};
use crate::store::index::audit::audit;
use crate::store::index::generation::Index;
use crate::store::origin::Changes;
use crate::store::refresh::Follow;
use crate::store::{Format, Judged, Rank, Snapshot, Workspace, article, layout, ledger};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const SMALL: Portion = Portion {
    files: 5,
    piece: 2,
    statements: 4000,
    waiting: 300,
    quads: 700,
};

/// Tells in which place of how many a statement was seen.
fn believe(_: &Vocabulary, statements: &[Statement]) -> Vec<Judged> {
    let judge = |(place, s): (usize, &Statement)| Judged {
        statement: s.id(),
        rank: Rank::Preferred,
        reason: format!("{place} of {}", statements.len()),
        believed: place % 3 == 0,
    };
    statements.iter().enumerate().map(judge).collect()
}

/// A workspace of more documents than a small portion has, which speak of the same things and bring names, some
/// of them the same.
fn many(folder: &Path) -> Workspace {
    let workspace = Workspace::init(folder).unwrap();
    let path = workspace.documents().unwrap().remove(0);
    let first = workspace.read(&path).unwrap().unwrap();
    for number in 0..13 {
        let mut reading = first.clone();
        reading.citation.id = format!("copy-{number}-2026-04-24").into();
        reading.entities.push(Entity {
            id: format!("newcomer-{}", number % 4).into(),
            label: format!("Newcomer {}", number % 4),
            classes: vec!["Maker".into()],
            provisional: true,
            ..Entity::default()
        });
        for statement in &mut reading.statements {
            statement.evidence.document = reading.citation.id.clone();
        }
        let text = article::write(&reading, workspace.namespaces());
        fs::write(folder.join(layout::document(&reading.citation)), text).unwrap();
    }
    workspace
}

struct Made {
    vocabulary: Vocabulary,
    judgements: Judgements,
    workspace: Workspace,
}

impl Made {
    fn of(workspace: Workspace) -> Self {
        Self {
            vocabulary: workspace.vocabulary().unwrap(),
            judgements: workspace.judgements().unwrap(),
            workspace,
        }
    }

    fn follow(&self) -> Follow<'_> {
        Follow {
            root: self.workspace.root(),
            namespaces: self.workspace.namespaces(),
            vocabulary: &self.vocabulary,
            judgements: &self.judgements,
            believe: &believe,
        }
    }

    /// An index of files in a folder of its own.
    fn gathered(&self, files: Vec<PathBuf>, portion: Portion, folder: &Path) -> Index {
        let plan = self.follow().gather(files, portion).unwrap();
        plan.write(folder, self.workspace.namespaces()).unwrap()
    }

    fn files(&self) -> Vec<PathBuf> {
        layout::files(self.workspace.root()).unwrap()
    }

    /// Makes an index follow what changed, one file after another.
    fn step(&self, index: &Index) {
        let notes = ledger::notes(&index.environment, &index.read().unwrap().txn).unwrap();
        let changes = Changes::find(self.workspace.root(), notes).unwrap();
        let one = |removed, changed| Changes {
            removed,
            changed,
            ..Changes::default()
        };
        for gone in changes.removed {
            let changes = one(vec![gone], vec![]);
            self.follow().follow(index, &changes).unwrap();
        }
        for changed in changes.changed {
            let changes = one(vec![], vec![changed]);
            self.follow().follow(index, &changes).unwrap();
        }
    }
}

fn dump(snapshot: &Snapshot<'_>) -> Vec<String> {
    let mut out = Vec::new();
    snapshot.dump(&mut out, None, Format::NQuads).unwrap();
    let text = String::from_utf8(out).unwrap();
    let mut lines: Vec<String> = text.lines().map(String::from).collect();
    lines.sort();
    lines
}

/// All quads of an index, and by file those of shared graphs; nothing may be wrong with it.
fn content(index: &Index) -> (Vec<String>, BTreeMap<PathBuf, Vec<String>>) {
    let transaction = index.read().unwrap();
    assert_eq!(audit(&transaction).unwrap().faults, Vec::<String>::new());
    let (snapshot, mut shared) = (transaction.snapshot(), BTreeMap::new());
    for (path, note) in ledger::notes(&index.environment, &transaction.txn).unwrap() {
        let said = ledger::said(&index.environment, &transaction.txn, note.number).unwrap();
        let told = said.into_iter().map(|row| {
            let ids = [row.subject, row.predicate, row.object, row.graph];
            format!("{:?}", ids.map(|id| snapshot.term(id).unwrap()))
        });
        let mut told: Vec<String> = told.collect();
        told.sort();
        shared.insert(path, told);
    }
    (dump(&snapshot), shared)
}

/// All entries of all tables.
fn entries(index: &Index) -> Vec<(&'static str, Vec<u8>, Vec<u8>)> {
    let transaction = index.read().unwrap();
    let mut out = Vec::new();
    for (name, table) in index.environment.tables.named() {
        for entry in table.iter(&transaction.txn).unwrap() {
            let (key, value) = entry.unwrap();
            out.push((name, key.to_vec(), value.to_vec()));
        }
    }
    out
}

#[test]
fn portions_give_what_following_gives() {
    let folders = [(); 4].map(|()| tempfile::tempdir().unwrap());
    let [root, one, two, three] = folders.each_ref().map(tempfile::TempDir::path);
    let made = Made::of(many(root));
    let files = made.files();
    assert!(files.len() > 3 * SMALL.files);
    let whole = content(&made.gathered(files.clone(), Portion::default(), one));
    assert!(whole.0.iter().any(|line| line.contains("13 of 14")));
    let small = made.gathered(files.clone(), SMALL, two);
    assert!(content(&small) == whole);
    let document = |path: &PathBuf| path.starts_with(layout::ARTICLES);
    let others = files.into_iter().filter(|path| !document(path)).collect();
    let followed = made.gathered(others, SMALL, three);
    made.step(&followed);
    assert!(content(&followed) == whole);
    // What is followed from there on is the same too.
    for path in made.files().iter().filter(|path| document(path)).step_by(2) {
        fs::remove_file(root.join(path)).unwrap();
    }
    made.step(&small);
    made.step(&followed);
    let last = tempfile::tempdir().unwrap();
    let fewer = made.gathered(made.files(), SMALL, last.path());
    assert!(content(&fewer) == content(&small) && content(&fewer) == content(&followed));
}

#[test]
fn the_entries_do_not_go_by_the_cores() {
    let root = tempfile::tempdir().unwrap();
    let made = Made::of(many(root.path()));
    let of = |threads| {
        let folder = tempfile::tempdir().unwrap();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        let pool = pool.build().unwrap();
        pool.install(|| entries(&made.gathered(made.files(), SMALL, folder.path())))
    };
    let alone = of(1);
    assert!(!alone.is_empty() && alone == of(4) && alone == of(3));
}
