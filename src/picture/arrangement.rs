//! What stands where in a picture, as `data/styles/arrangement.toml` says it.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The order of lines and the measure of gathering.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arrangement {
    /// Properties in the order in which a box lists them.
    pub order: Vec<String>,
    /// Keys of the kinds that are written into the boxes that point at them.
    pub inline: Vec<String>,
    /// So many leaves on the same arrows become one box.
    pub gather: usize,
    /// A picture with more nodes than this is crowded.
    pub crowd: usize,
    /// So many leaves become one box in a crowded picture.
    pub gather_in_crowd: usize,
    /// A picture of more boxes than this is one of dots.
    pub boxes: usize,
    /// A picture of dots with more arrows than this has no words on them.
    pub worded: usize,
    /// Properties whose object made the subject.
    pub makers: Vec<String>,
    /// Properties that say when something came out.
    pub dates: Vec<String>,
    /// Keys of kinds by the layer of the industry that they stand in.
    pub layers: Vec<Vec<String>>,
    /// Names listed in a gathered box.
    pub names: usize,
    /// Values that are written in a way of their own, as people say them.
    pub said: BTreeMap<String, String>,
}

static BUNDLED: LazyLock<Arrangement> = LazyLock::new(|| {
    // A file that cannot be read arranges nothing; a test reads it.
    toml::from_str(include_str!("../../data/styles/arrangement.toml")).unwrap_or_default()
});

/// The arrangement that ships with the program.
pub fn bundled() -> &'static Arrangement {
    &BUNDLED
}

impl Arrangement {
    /// Where a property stands in a box; all that have no place of their own stand last.
    pub fn place(&self, property: &str) -> usize {
        let place = self.order.iter().position(|p| p == property);
        place.unwrap_or(self.order.len())
    }

    /// A value as people say it.
    pub fn said<'v>(&'v self, value: &'v str) -> &'v str {
        self.said.get(value).map_or(value, String::as_str)
    }

    /// From how many leaves on one box is made, in a picture of so many nodes; never of one.
    pub fn least(&self, nodes: usize) -> usize {
        let least = if nodes > self.crowd {
            self.gather_in_crowd
        } else {
            self.gather
        };
        least.max(2)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_file_is_read() {
        assert!(super::bundled().place("releasedOn") < super::bundled().place("license"));
        assert_eq!(super::bundled().least(1), super::bundled().gather);
    }
}
