use super::find;
use crate::model::evidence::DocumentId;
use crate::model::{Statement, Vocabulary};
use crate::search::{Words, scan, search};
use crate::store::wording::Kind;
use crate::store::{Index, Judged, Workspace};
use proptest::prelude::*;

fn believe(_: &Vocabulary, _: &[Statement]) -> Vec<Judged> {
    Vec::new()
}

/// What both ways answer.
fn both(index: &Index, words: &str, kinds: &[Kind], limit: usize) -> usize {
    let transaction = index.read().unwrap();
    let snapshot = transaction.snapshot();
    let snapshot = &snapshot;
    let words = Words::of(words);
    let fast = find(snapshot, &words, kinds, limit).unwrap();
    let texts = scan::Texts { snapshot, kinds };
    let slow = search(&texts, snapshot, &words, limit).unwrap();
    let fast = fast.expect("the inverted index is used");
    assert_eq!(fast, slow, "{words:?}");
    fast.hits.len()
}

#[test]
fn both_ways_answer_the_same_whatever_was_changed() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(folder.path()).unwrap();
    let index = workspace.index(&believe).unwrap();
    let all = Kind::ALL.map(|(kind, _)| kind);
    let asked = [
        "deepseek v4",
        "deepsek",
        "huawei ascend",
        "the model",
        "a",
        "antropic claude",
        "price",
        "zzzz model",
        "h100 gpus",
        "trillion parameters",
        "mixture-of-experts",
        "nvdia",
        "v",
        "2026",
    ];
    for round in 0..3 {
        for words in asked {
            for limit in [3, 1000] {
                both(&index, words, &all, limit);
                both(&index, words, &[Kind::Quotation, Kind::Title], limit);
            }
        }
        let document = workspace.citations().unwrap().swap_remove(0).id;
        change(&workspace, &document, round);
    }
    assert!(both(&index, "deepseek", &all, 5) > 0);
}

/// Takes a document out, and puts it back.
fn change(workspace: &Workspace, document: &DocumentId, round: usize) {
    let path = workspace
        .root()
        .join(workspace.file_of(document).unwrap().unwrap());
    let text = std::fs::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    if round == 1 {
        let index = workspace.index(&believe).unwrap();
        both(&index, "deepseek", &[Kind::Quotation], 9);
    }
    workspace.index(&believe).unwrap();
    std::fs::write(&path, text).unwrap();
    workspace.index(&believe).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_words_are_answered_alike(words in "[a-z0-9é .-]{0,24}|(deep|hua|mod)[a-z]{1,8}") {
        use std::sync::OnceLock;
        static INDEX: OnceLock<(tempfile::TempDir, Index)> = OnceLock::new();
        let (_, index) = INDEX.get_or_init(|| {
            let folder = tempfile::tempdir().unwrap();
            let index = Workspace::init(folder.path()).unwrap().index(&believe).unwrap();
            (folder, index)
        });
        both(index, &words, &Kind::ALL.map(|(kind, _)| kind), 20);
    }
}
