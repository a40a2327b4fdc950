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
    /// Colours and signs of charts; those of the light style where a file gives none.
    #[serde(default = "Palette::usual")]
    pub chart: Palette,
}

/// The colours and signs of charts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Palette {
    /// Lines of the grid.
    pub grid: String,
    /// Series that have no colour of their own.
    pub rest: String,
    /// Colours of series, in order; begun again where there are more series.
    pub colors: Vec<String>,
    /// Signs of series, in order, so that they are told apart without colour.
    pub signs: Vec<Sign>,
}

/// The shape of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sign {
    /// A disc.
    Circle,
    /// A square.
    Square,
    /// A triangle on its side of base.
    Triangle,
    /// A square on its corner.
    Diamond,
    /// A triangle on its tip.
    TriangleDown,
    /// A star of five points.
    Star,
}

impl Palette {
    fn usual() -> Self {
        let light = bundled("light").unwrap_or_default();
        let table = light.parse::<toml::Table>().unwrap_or_default();
        let chart = table.get("chart").cloned();
        chart.and_then(|c| c.try_into().ok()).unwrap_or_default()
    }
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
    /// Column, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

impl StyleError {
    /// A fault at a byte of a text.
    fn at(text: &str, at: usize, message: String) -> Self {
        let (line, column) = line_column(text, at);
        Self {
            line,
            column,
            message,
        }
    }
}

impl Style {
    /// Reads a style file.
    ///
    /// # Errors
    /// Broken TOML, a missing or unknown key, a kind without colours, a colour that is not `#rrggbb`.
    pub fn read(text: &str) -> Result<Self, StyleError> {
        let style: Self = toml::from_str(text).map_err(|e| {
            let at = e.span().map_or(0, |s| s.start);
            StyleError::at(text, at, e.message().into())
        })?;
        let fault = |needle: &str, message: String| {
            StyleError::at(text, text.find(needle).unwrap_or(0), message)
        };
        for kind in Kind::ALL {
            if !style.kinds.contains_key(kind.key()) {
                let message = format!("no colours for [kinds.{}]", kind.key());
                return Err(fault("", message));
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
        let chart = [&style.chart.grid, &style.chart.rest];
        let series = style.chart.colors.iter();
        if style.chart.colors.is_empty() || style.chart.signs.is_empty() {
            let message = "[chart] needs at least one of colors and of signs";
            return Err(fault("[chart]", message.into()));
        }
        for colour in own.into_iter().chain(paints).chain(chart).chain(series) {
            let digits = colour.strip_prefix('#').unwrap_or_default();
            if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
                let message = format!("'{colour}' is no colour: write #rrggbb");
                return Err(fault(&format!("\"{colour}\""), message));
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

    /// The contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").
    fn contrast(a: &str, b: &str) -> f64 {
        let light = |colour: &str| {
            let part = |at: usize| {
                let value = u8::from_str_radix(&colour[at..at + 2], 16).unwrap();
                let share = f64::from(value) / 255.0;
                match share <= 0.04045 {
                    true => share / 12.92,
                    false => ((share + 0.055) / 1.055).powf(2.4),
                }
            };
            0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5) + 0.05
        };
        let (a, b) = (light(a), light(b));
        a.max(b) / a.min(b)
    }

    #[test]
    fn words_and_marks_stand_out_from_the_ground() {
        for name in ["light", "dark", "print"] {
            let style = Style::read(bundled(name).unwrap()).unwrap();
            for words in [&style.text, &style.muted] {
                assert!(contrast(words, &style.background) >= 4.5, "{name}: {words}");
            }
            let marks = style.chart.colors.iter().chain([&style.chart.rest]);
            for mark in marks {
                assert!(contrast(mark, &style.background) >= 3.0, "{name}: {mark}");
            }
        }
    }

    #[test]
    fn a_style_without_a_chart_takes_that_of_the_light_one() {
        let light = bundled("light").unwrap();
        let (kinds, chart) = light.split_once("[chart]").unwrap();
        let rest = chart.split_once("[kinds").unwrap().1;
        let style = Style::read(&format!("{kinds}[kinds{rest}")).unwrap();
        assert_eq!(style, Style::read(light).unwrap());
        let none = light.replace("signs = [", "signs = [] # [");
        assert!(Style::read(&none).unwrap_err().message.contains("signs"));
    }

    #[test]
    fn faults_have_a_line() {
        let light = bundled("light").unwrap();
        let bad = Style::read(&light.replace("#0072b2", "blue")).unwrap_err();
        assert!(bad.line > 5 && bad.message.contains("#rrggbb"));
        let line = light.lines().nth(bad.line - 1).unwrap();
        assert!(line[bad.column - 1..].starts_with("\"#0072b2\""), "{bad:?}");
        assert!(Style::read("background = 1").is_err());
    }
}
