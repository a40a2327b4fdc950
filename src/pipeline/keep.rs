//! Reads many sources and keeps what was read: while one batch is written, the next is read.

use crate::model::Reading;
use crate::pipeline::read::{Outcome, Remainder, Task, read_all};
use crate::source::{Source, SourceError};
use crate::store::{Change, StoreError, Workspace};
use std::sync::mpsc;

/// Reads sources and keeps what was read in the files of a workspace, a batch at a time and in their order;
/// hands on what became of each batch when it is sure to last. A batch is kept as a whole or not at all. The
/// index follows when it is opened next.
///
/// # Errors
/// Those of `each` and of the store, which end the reading; the batches handed on before stay.
pub fn keep_all<E: From<StoreError>>(
    workspace: &Workspace,
    sources: impl Iterator<Item = Result<Source, SourceError>>,
    task: Task<'_>,
    mut each: impl FnMut(&[Outcome], &Change) -> Result<(), E>,
) -> Result<Remainder, E> {
    let (give, batches) = mpsc::sync_channel::<Vec<Outcome>>(0);
    let (told, kept) = mpsc::channel();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for outcomes in batches {
                let change = workspace.keep(&lent(&outcomes));
                let failed = change.is_err();
                if told.send((outcomes, change)).is_err() || failed {
                    break;
                }
            }
        });
        let mut hand_on = |(outcomes, change): (Vec<Outcome>, Result<Change, StoreError>)| {
            each(&outcomes, &change?)
        };
        let mut first = true;
        let rest = read_all(sources, task, |outcomes| {
            if !std::mem::take(&mut first)
                && let Ok(done) = kept.recv()
            {
                hand_on(done)?;
            }
            // Nobody takes it where writing failed, which is told by then.
            let _ = give.send(outcomes);
            Ok::<(), E>(())
        })?;
        drop(give);
        for done in kept {
            hand_on(done)?;
        }
        Ok(rest)
    })
}

fn lent(outcomes: &[Outcome]) -> Vec<(&Reading, &str)> {
    let parts = outcomes.iter();
    parts.map(|o| (&o.reading, o.text.as_str())).collect()
}
