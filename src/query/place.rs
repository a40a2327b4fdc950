//! Where something stands in a text.

use crate::model::place::line_column;
use std::fmt;

/// Line and column, both from 1; a column counts Unicode characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Place {
    /// The place of a byte offset; past the end it is the end, inside a character its start.
    pub fn at(text: &str, offset: usize) -> Self {
        let (line, column) = line_column(text, offset);
        Self { line, column }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn counts_characters_not_bytes() {
        let place = |offset| Place::at("ab\nçd", offset).to_string();
        assert_eq!(place(0), "1:1");
        assert_eq!(place(3), "2:1");
        assert_eq!(place(4), "2:1");
        assert_eq!(place(5), "2:2");
        assert_eq!(place(99), "2:3");
    }
}
