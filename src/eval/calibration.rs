//! Whether confidence keeps its word: of the statements read with 0.9, nine of ten should be right.

use crate::eval::score::share;

/// The statements whose confidence lies between two bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// Least confidence.
    pub from: f64,
    /// All less than this; 1 belongs to the last band.
    pub to: f64,
    /// How many statements.
    pub statements: usize,
    /// How many of them are right.
    pub right: usize,
    /// Their mean confidence.
    pub mean: f64,
}

impl Band {
    /// The share that is right.
    pub fn share(self) -> f64 {
        share(self.right, self.statements)
    }
}

/// Statements, as confidence and whether they are right, by bands with these lower ends; bands without a
/// statement are left out.
pub fn bands(judged: &[(f64, bool)], ends: &[f64]) -> Vec<Band> {
    let upper = ends.iter().skip(1).copied().chain([1.0]);
    let last = ends.len().saturating_sub(1);
    let mut out = Vec::new();
    for (number, (&from, to)) in ends.iter().zip(upper).enumerate() {
        let within: Vec<&(f64, bool)> = judged
            .iter()
            .filter(|(c, _)| *c >= from && (*c < to || number == last))
            .collect();
        if within.is_empty() {
            continue;
        }
        let sum: f64 = within.iter().map(|(c, _)| c).sum();
        #[allow(clippy::cast_precision_loss)] // Counts of rows.
        let mean = sum / within.len() as f64;
        out.push(Band {
            from,
            to,
            statements: within.len(),
            right: within.iter().filter(|(_, right)| *right).count(),
            mean,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::bands;

    #[test]
    fn every_statement_is_in_one_band() {
        let judged = [(0.49, false), (0.5, true), (0.9, true), (1.0, false)];
        let found = bands(&judged, &[0.0, 0.5, 0.9]);
        let counts: Vec<(usize, usize)> = found.iter().map(|b| (b.statements, b.right)).collect();
        assert_eq!(counts, [(1, 0), (1, 1), (2, 1)]);
        assert!((found[2].mean - 0.95).abs() < 1e-9);
        assert!(bands(&[], &[0.0]).is_empty());
    }
}
