//! All text files as pieces of a new index: read on all cores, a portion at a time, so that memory does not go by
//! their number.
//!
//! What a piece is goes by the files alone, and pieces go in by their order, so the ids of terms do too.

use crate::store::believed;
use crate::store::dataset;
use crate::store::fault::StoreError;
use crate::store::index::bulk::{Closed, Piece};
use crate::store::index::stock;
use crate::store::index::support::Said;
use crate::store::layout::{self, Kind};
use crate::store::ledger::Note;
use crate::store::origin::Origin;
use crate::store::partition::{Partitions, Sheaf};
use crate::store::rebuild::Plan;
use crate::store::refresh::Follow;
use rayon::prelude::*;
use std::path::PathBuf;

/// How much is held in memory at once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Portion {
    /// Files that are read before what was read of others is put away.
    pub(crate) files: usize,
    /// Files of a piece.
    pub(crate) piece: usize,
    /// Bytes of statements that belief is asked about.
    pub(crate) statements: usize,
    /// Bytes of each part of the statements that wait for it.
    pub(crate) waiting: usize,
    /// Quads that are sorted.
    pub(crate) quads: usize,
}

impl Default for Portion {
    fn default() -> Self {
        Self {
            files: 512,
            piece: 32,
            statements: 16 << 20,
            waiting: 32 << 10,
            quads: stock::AT_ONCE,
        }
    }
}

/// What some files say.
struct Sheet {
    notes: Vec<(PathBuf, Note)>,
    quads: Closed,
    said: Vec<Said>,
    statements: Sheaf,
}

impl Follow<'_> {
    /// Reads text files, given by their paths below the root, and asks belief. Data sets are read after the
    /// others, by pieces.
    ///
    /// # Errors
    /// A file that is broken or cannot be read; a full disk.
    pub(crate) fn gather(&self, files: Vec<PathBuf>, portion: Portion) -> Result<Plan, StoreError> {
        let mut plan = Plan::holding(self.root, portion.quads)?;
        let mut aside = Partitions::holding(plan.folder(), portion.waiting);
        let numbered: Vec<(u32, PathBuf)> = (0..u32::MAX).zip(files).collect();
        let mut read = Vec::new();
        for files in numbered.chunks(portion.files.max(1)) {
            let (sheets, put) = rayon::join(
                || self.sheets(files, portion.piece),
                || put(&mut plan, &mut aside, read),
            );
            put?;
            read = sheets?;
        }
        put(&mut plan, &mut aside, read)?;
        drop(numbered);
        self.judge(&mut plan, aside, portion.statements)?;
        for (path, name) in plan.sets() {
            dataset::read(self.root, &path, &name, &mut |piece| plan.push(piece))?;
        }
        Ok(plan)
    }

    fn sheets(&self, files: &[(u32, PathBuf)], piece: usize) -> Result<Vec<Sheet>, StoreError> {
        let pieces = files.par_chunks(piece.max(1));
        pieces.map(|files| self.sheet(files)).collect()
    }

    fn sheet(&self, files: &[(u32, PathBuf)]) -> Result<Sheet, StoreError> {
        let (mut notes, mut said) = (Vec::with_capacity(files.len()), Vec::new());
        let (mut quads, mut statements) = (Piece::default(), Sheaf::default());
        for (number, path) in files {
            if let Some(Kind::Set(_)) = layout::kind(path) {
                notes.push((path.clone(), Note::of(*number, &self.root.join(path))?));
                continue;
            }
            let (origin, note) =
                Origin::read(self.root, path, *number, self.namespaces, self.judgements)?;
            origin.own.iter().for_each(|quad| quads.push(quad));
            let start = quads.len();
            origin.shared.iter().for_each(|quad| quads.push(quad));
            if !origin.shared.is_empty() {
                let (file, rows) = (*number, start..quads.len());
                said.push(Said { file, rows });
            }
            for statement in &origin.statements {
                statements.push(statement);
            }
            notes.push((path.clone(), note));
        }
        Ok(Sheet {
            notes,
            quads: quads.close(),
            said,
            statements,
        })
    }

    /// Asks belief about what was set aside.
    fn judge(
        &self,
        plan: &mut Plan,
        mut aside: Partitions,
        bytes: usize,
    ) -> Result<(), StoreError> {
        loop {
            let parts = aside.next(bytes);
            if parts.is_empty() {
                return Ok(());
            }
            let pieces: Vec<Closed> = parts
                .par_iter()
                .map(|part| {
                    let statements = aside.read(part)?;
                    let (vocabulary, namespaces) = (self.vocabulary, self.namespaces);
                    Ok(believed::piece(
                        statements,
                        vocabulary,
                        namespaces,
                        self.believe,
                    ))
                })
                .collect::<Result<_, StoreError>>()?;
            for piece in pieces {
                plan.push(piece)?;
            }
        }
    }
}

fn put(plan: &mut Plan, aside: &mut Partitions, sheets: Vec<Sheet>) -> Result<(), StoreError> {
    for sheet in sheets {
        plan.take(sheet.quads, sheet.said, sheet.notes)?;
        aside.put(&sheet.statements)?;
    }
    Ok(())
}

#[cfg(test)]
#[path = "gather_tests.rs"]
mod tests;
