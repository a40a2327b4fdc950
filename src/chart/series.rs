//! What belongs together, with its colour and its sign; the smaller ones, where there are too many, as one in grey.

use crate::picture::style::{Palette, Sign};
use std::collections::BTreeMap;

/// The look of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its name; empty where the view has no series.
    pub name: String,
    /// Its colour.
    pub colour: String,
    /// Its sign.
    pub sign: Sign,
    /// How many series share it, where it stands for the smaller ones.
    pub rest: Option<usize>,
}

/// The series of a chart, by name.
#[derive(Debug, Clone, Default)]
pub struct Assignment {
    /// In the order of names, those that are left in grey last.
    pub series: Vec<Series>,
    places: BTreeMap<String, usize>,
}

impl Assignment {
    /// Gives looks to the largest series by `size`, up to `most`; all others share one.
    pub fn of<S: PartialOrd + Default + Copy + std::ops::Add<Output = S>>(
        sizes: impl Iterator<Item = (String, S)>,
        palette: &Palette,
        most: usize,
    ) -> Self {
        let mut all: BTreeMap<String, S> = BTreeMap::new();
        for (name, size) in sizes {
            let sum = all.entry(name).or_default();
            *sum = *sum + size;
        }
        let mut ranked: Vec<(&String, &S)> = all.iter().collect();
        // A stable sort keeps equals in the order of names.
        ranked.sort_by(|a, b| b.1.partial_cmp(a.1).unwrap_or(std::cmp::Ordering::Equal));
        let mut kept: Vec<&String> = ranked.iter().take(most.max(1)).map(|(n, _)| *n).collect();
        kept.sort_unstable();
        let mut out = Self::default();
        for (place, name) in kept.iter().enumerate() {
            out.series.push(look(palette, place, name));
            out.places.insert((*name).clone(), place);
        }
        let left = all.len() - kept.len();
        if left > 0 {
            let place = out.series.len();
            for name in all.keys() {
                out.places.entry(name.clone()).or_insert(place);
            }
            out.series.push(Series {
                name: format!("{left} others"),
                colour: palette.rest.clone(),
                sign: Sign::Circle,
                rest: Some(left),
            });
        }
        out
    }

    /// Where the series of a name stands.
    pub fn place(&self, name: &str) -> usize {
        self.places.get(name).copied().unwrap_or(0)
    }

    /// What is told of those that have no look of their own: `4 smaller series are grey.`
    pub fn note(&self, kind: &str) -> Option<String> {
        let left = self.series.last()?.rest?;
        Some(format!(
            "{left} more {kind} with less to show are in grey; point at a mark to read its name."
        ))
    }
}

/// Colours begin again where there are more series; then they meet other signs.
fn look(palette: &Palette, place: usize, name: &str) -> Series {
    let (colours, signs) = (palette.colors.len().max(1), palette.signs.len().max(1));
    let colour = palette.colors.get(place % colours);
    let sign = palette
        .signs
        .get((place + place / colours.max(signs)) % signs);
    Series {
        name: name.to_string(),
        colour: colour.cloned().unwrap_or_default(),
        sign: sign.copied().unwrap_or(Sign::Circle),
        rest: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{Style, style::bundled};
    use std::collections::BTreeSet;

    #[test]
    fn a_dozen_series_look_different_and_the_small_ones_alike() {
        for name in ["light", "dark", "print"] {
            let style = Style::read(bundled(name).unwrap()).unwrap();
            let sizes = (0..20).map(|i| (format!("s{i:02}"), 20 - i));
            let all = Assignment::of(sizes, &style.chart, 12);
            let looks: BTreeSet<(String, String)> = all
                .series
                .iter()
                .map(|s| (s.colour.clone(), format!("{:?}", s.sign)))
                .collect();
            assert_eq!((all.series.len(), looks.len()), (13, 13), "{name}");
            assert_eq!(
                (all.place("s03"), all.place("s12"), all.place("s19")),
                (3, 12, 12)
            );
            assert!(all.note("models").unwrap().starts_with("8 more models"));
        }
    }
}
