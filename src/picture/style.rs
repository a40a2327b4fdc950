//! Colours and frames, as a TOML file gives them.

use crate::model::place::line_column;
use crate::network::Kind;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The look of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Style {
    /// Ground.
    pub background: String,
    /// Text.
    pub text: String,
    /// Small print.
    pub muted: String,
    /// Arrows.
    pub edge: String,
    /// Ground of the words on arrows.
    pub label_background: String,
    /// Colours and frames by [`Kind::key`].
    pub kinds: BTreeMap<String, Paint>,
}

/// The colours and the frame of a kind of node.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paint {
    /// Its name in the legend.
    pub name: String,
    /// What several of it are called, after their number.
    pub many: String,
    /// Ground of its boxes.
    pub fill: String,
    /// Frame of its boxes.
    pub line: String,
    /// Radius of the corners of its boxes, in pixels.
    pub corner: u8,
    /// Whether its boxes have a thick frame.
    #[serde(default)]
    pub thick: bool,
}

/// The styles that ship with the program.
pub const NAMES: [&str; 3] = ["light", "dark", "print"];

/// The text of a style that ships with the program: `light`, `dark` or `print`.
pub fn bundled(name: &str) -> Option<&'static str> {
    match name {
        "light" => Some(include_str!("../../data/styles/light.toml")),
        "dark" => Some(include_str!("../../data/styles/dark.toml")),
        "print" => Some(include_str!("../../data/styles/print.toml")),
        _ => None,
    }
}

/// A style file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct StyleError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl Style {
    /// Reads a style file.
    ///
    /// # Errors
    /// Broken TOML, a missing or unknown key, a kind without colours, a colour that is not `#rrggbb`.
    pub fn read(text: &str) -> Result<Self, StyleError> {
        let style: Self = toml::from_str(text).map_err(|e| {
            let at = e.span().map_or(0, |s| s.start);
            StyleError {
                line: line_column(text, at).0,
                message: e.message().into(),
            }
        })?;
        let line_of = |needle: &str| {
            text.lines()
                .position(|l| l.contains(needle))
                .map_or(1, |n| n + 1)
        };
        for kind in Kind::ALL {
            if !style.kinds.contains_key(kind.key()) {
                let message = format!("no colours for [kinds.{}]", kind.key());
                return Err(StyleError { line: 1, message });
            }
        }
        let own = [
            &style.background,
            &style.text,
            &style.muted,
            &style.edge,
            &style.label_background,
        ];
        let paints = style.kinds.values().flat_map(|p| [&p.fill, &p.line]);
        for colour in own.into_iter().chain(paints) {
            let digits = colour.strip_prefix('#').unwrap_or_default();
            if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
                let message = format!("'{colour}' is no colour: write #rrggbb");
                return Err(StyleError {
                    line: line_of(colour),
                    message,
                });
            }
        }
        Ok(style)
    }

    /// The colours of a kind.
    pub fn paint(&self, kind: Kind) -> &Paint {
        // `read` lets no style without all kinds through; a style built by hand falls back to its first.
        static NONE: Paint = Paint {
            name: String::new(),
            many: String::new(),
            fill: String::new(),
            line: String::new(),
            corner: 0,
            thick: false,
        };
        self.kinds
            .get(kind.key())
            .or_else(|| self.kinds.values().next())
            .unwrap_or(&NONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_styles_of_the_project_are_sound() {
        for text in NAMES.map(|name| bundled(name).unwrap()) {
            Style::read(text).unwrap();
        }
    }

    #[test]
    fn faults_have_a_line() {
        let light = bundled("light").unwrap();
        let bad = Style::read(&light.replace("#0072b2", "blue")).unwrap_err();
        assert!(bad.line > 5 && bad.message.contains("#rrggbb"));
        assert!(Style::read("background = 1").is_err());
    }
}
