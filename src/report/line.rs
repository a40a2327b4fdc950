//! Words in lines: measured, broken where there is no more room.

use crate::picture::measure::width;
use crate::picture::shape::count;
use crate::report::block::Run;

/// A word of a line.
#[derive(Debug, Clone)]
pub struct Word {
    /// It as it is written.
    pub text: String,
    /// Its width, in points.
    pub width: f64,
    /// It is bold.
    pub bold: bool,
    /// It is small and raised.
    pub mark: bool,
    /// The space before it, in points; none where it hangs on the word before.
    pub gap: f64,
}

/// The words of runs, measured at a size.
pub fn words(runs: &[Run], size: f64) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut gap = 0.0;
    for run in runs {
        let space = width(" ", size, false);
        let size = if run.mark { size * 0.7 } else { size };
        let mut text = run.text.as_str();
        // Two marks beside each other are two numbers.
        if let Some(before) = out.last_mut().filter(|w| w.mark && run.mark) {
            before.text.push(',');
            before.width += width(",", size, false);
        }
        while !text.is_empty() {
            let rest = text.trim_start();
            if rest.len() < text.len() {
                gap = space;
            }
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            text = after;
            if word.is_empty() {
                continue;
            }
            out.push(Word {
                text: word.to_string(),
                width: width(word, size, run.bold),
                bold: run.bold,
                mark: run.mark,
                gap: std::mem::take(&mut gap),
            });
        }
    }
    out
}

/// Words in lines no wider than `across`; a word that is wider by itself is cut.
pub fn broken(words: &[Word], across: f64) -> Vec<Vec<Word>> {
    let mut lines: Vec<Vec<Word>> = Vec::new();
    let mut line: Vec<Word> = Vec::new();
    let mut used = 0.0;
    let pieces = words.iter().flat_map(|word| cut(word, across));
    for word in pieces {
        let gap = if line.is_empty() { 0.0 } else { word.gap };
        // What hangs together, as a mark on its word, stays in one line.
        if used + gap + word.width > across && !line.is_empty() && (word.gap > 0.0 || !word.mark) {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        }
        used += gap + word.width;
        line.push(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

fn count_of(text: &str) -> f64 {
    count(text.chars().count().max(1))
}

/// A word in pieces no wider than `across`.
fn cut(word: &Word, across: f64) -> Vec<Word> {
    if word.width <= across {
        return vec![word.clone()];
    }
    let each = word.width / count_of(&word.text);
    let mut pieces: Vec<Word> = Vec::new();
    let mut piece = String::new();
    for c in word.text.chars() {
        if (count_of(&piece) + 2.0) * each > across && !piece.is_empty() {
            pieces.push(part(
                word,
                std::mem::take(&mut piece),
                each,
                pieces.is_empty(),
            ));
        }
        piece.push(c);
    }
    let first = pieces.is_empty();
    pieces.push(part(word, piece, each, first));
    pieces
}

fn part(word: &Word, text: String, each: f64, first: bool) -> Word {
    Word {
        width: each * count_of(&text),
        text,
        gap: if first { word.gap } else { 0.0 },
        ..word.clone()
    }
}
