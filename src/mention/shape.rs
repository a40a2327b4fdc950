//! Names never seen before, told by their shape: a known head and a version or suffix.

use crate::mention::class::WordClass;
use crate::mention::lexicon::Lexicon;
use crate::mention::token::{Gap, Kind, Token, ends_word};
use crate::mention::words::Words;
use rustc_hash::FxHashSet;

/// How far a name that begins with a known head goes on: the token after its last one.
///
/// `K3.1` after `Kimi`, `4-Max` after `Qwen`, `Opus 5.2` after `Claude`, `970` after `Ascend`. Returns
/// `from` when nothing follows that belongs to a name. `family` tells that the head is the name of a
/// family, which a bare number may follow after a space, `model` that it is that of a model, which
/// "1.1" may; `suffixed` that a suffix alone
/// ("Claude Instant") makes a name of it, as it never does of a company.
pub fn extend(
    tokens: &[Token],
    from: usize,
    text: &str,
    words: &Words,
    family: bool,
    model: bool,
    suffixed: bool,
) -> usize {
    let mut at = from;
    let mut version = false;
    while let Some(token) = tokens.get(at) {
        let piece = &text[token.range()];
        let next = tokens.get(at + 1);
        // "Vera Rubin HBM4" is what is in it, not a name.
        if words.is(WordClass::NeverASuffix, token.word) {
            break;
        }
        if token.kind == Kind::Letters && words.suffixes.contains(&token.word) {
            // A suffix in small letters belongs to the name only behind a hyphen.
            if !(token.capital || token.gap == Gap::Hyphen) || !ends_word(next) {
                break;
            }
            at += 1;
        } else if coined(tokens, at, words) && (family || model) {
            version = true;
            at += 1;
        } else if let Some(end) = bracketed(tokens, at, text, family && version_before(tokens, at))
        {
            version = true;
            at = end;
        } else if of_context(tokens, at, text) {
            break;
        } else if let Some(end) = versioned(tokens, at, text) {
            if version && token.gap == Gap::Space && token.kind == Kind::Letters {
                break;
            }
            version = true;
            at = end;
        } else if let Some(end) = sized(tokens, at, text, words).filter(|_| family) {
            version = true;
            at = end;
        } else if token.kind == Kind::Digits && ends_word(next) {
            let glued = token.gap != Gap::Space;
            // "Magistral Medium 1.1": a version behind a model's name of words alone.
            let words_alone = at.checked_sub(1).is_some_and(|last| {
                tokens[last].kind == Kind::Letters && tokens[last].capital && piece.contains('.')
            });
            let free = family || (model && words_alone);
            let bare = free && !version && plausible(piece) && !counted(tokens, at, text, words);
            if !(glued || bare) || piece.contains(',') || piece.len() > 4 {
                break;
            }
            version = true;
            at += 1;
        } else {
            break;
        }
    }
    if version || suffixed { at } else { from }
}

/// `-Motif` in "Llama-3-Motif": a word of its own behind a version and a hyphen.
fn coined(tokens: &[Token], at: usize, words: &Words) -> bool {
    let other = [
        WordClass::Attributive,
        WordClass::Grade,
        WordClass::NeverAName,
    ];
    let token = &tokens[at];
    let word = token.kind == Kind::Letters && token.capital && token.gap == Gap::Hyphen;
    word && version_before(tokens, at)
        && ends_word(tokens.get(at + 1))
        && !other.into_iter().any(|class| words.is(class, token.word))
}

/// Whether a number stands right in front.
fn version_before(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1)
        .is_some_and(|last| tokens[last].kind == Kind::Digits)
}

/// `[pro]`, `[dev]`, behind a family's version also `[Pro]`: a variant in square brackets; gives its end.
fn bracketed(tokens: &[Token], at: usize, text: &str, family: bool) -> Option<usize> {
    let [open, word, close] = tokens.get(at..at + 3)? else {
        return None;
    };
    let sign = |t: &Token, sign: &str| &text[t.range()] == sign;
    let word = word.kind == Kind::Letters && (!word.capital || family);
    let fits = sign(open, "[") && word && sign(close, "]");
    fits.then_some(at + 3)
}

/// `K2.6`, `V4`, `MI500X`, `A22B`, `235B`, `4o`: letters and digits joined; gives its end.
fn versioned(tokens: &[Token], at: usize, text: &str) -> Option<usize> {
    let first = tokens.get(at)?;
    let second = tokens.get(at + 1)?;
    if second.gap != Gap::Joined || first.kind == second.kind {
        return None;
    }
    if first.kind == Kind::Sign || second.kind == Kind::Sign {
        return None;
    }
    if first.kind == Kind::Letters && !(first.capital || first.gap == Gap::Hyphen) {
        return None;
    }
    if first.kind == Kind::Digits && first.gap == Gap::Space {
        // "235B parameters" is a size, not a name; "4o" is a version.
        let letter = &text[second.range()];
        if letter.len() != 1 || !letter.chars().all(|c| c.is_ascii_lowercase()) {
            return None;
        }
    }
    let mut end = at + 2;
    while tokens
        .get(end)
        .is_some_and(|t| t.gap == Gap::Joined && t.kind != Kind::Sign)
    {
        end += 1;
    }
    (end - at <= 4 && text[first.range()].len() <= 4).then_some(end)
}

/// `128k` behind a space: how much a model takes in, and no part of its name. `4k` may be a version.
fn of_context(tokens: &[Token], at: usize, text: &str) -> bool {
    let Some([number, unit]) = tokens.get(at..at + 2) else {
        return false;
    };
    number.kind == Kind::Digits
        && number.gap == Gap::Space
        && number.range().len() > 1
        && unit.gap == Gap::Joined
        && matches!(&text[unit.range()], "k" | "K")
        && ends_word(tokens.get(at + 2))
}

/// `24B` behind a space, where it does not count parameters or tokens; gives its end.
fn sized(tokens: &[Token], at: usize, text: &str, words: &Words) -> Option<usize> {
    let (number, unit) = (tokens.get(at)?, tokens.get(at + 1)?);
    let size = number.kind == Kind::Digits
        && number.gap == Gap::Space
        && unit.gap == Gap::Joined
        && &text[unit.range()] == "B";
    let behind = tokens.get(at + 2);
    let counts = behind.is_some_and(|t| {
        words.is(WordClass::Measured, t.word) || matches!(&text[t.range()], "-" | "/" | "+")
    });
    (size && ends_word(behind) && !counts).then_some(at + 2)
}

/// A number that can be a version after a space: not a year, not a large number.
fn plausible(digits: &str) -> bool {
    let whole = digits.split('.').next().unwrap_or(digits);
    whole.len() <= 2 && digits.matches('.').count() <= 1
}

/// Whether what follows makes the number count something ("Gemini 3 million users").
fn counted(tokens: &[Token], at: usize, text: &str, words: &Words) -> bool {
    tokens.get(at + 1).is_some_and(|t| {
        words.scales.contains_key(&t.word)
            || matches!(&text[t.range()], "%" | "percent" | "times" | "x")
    })
}

/// Organisations whose own name heads the names of their models ("MiniMax M2", "DeepSeek V3").
pub fn heads(lexicon: &Lexicon, labels: &[(u32, String)]) -> FxHashSet<u32> {
    let mut out = FxHashSet::default();
    for (index, label) in labels {
        if let Some(brand) = lexicon.known(*index).brand {
            let head = &lexicon.known(brand).label;
            let begins = label
                .get(..head.len())
                .is_some_and(|l| l.eq_ignore_ascii_case(head));
            if begins && label.len() > head.len() {
                out.insert(brand);
            }
        }
    }
    out
}
