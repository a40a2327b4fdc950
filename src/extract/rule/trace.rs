//! How far a pattern came that did not match.

use crate::document::Document;
use crate::extract::pattern::bag::Bag;
use crate::extract::pattern::matcher::{Matcher, Wanted};
use crate::extract::pattern::{Accept, Choice, Node, Pattern, Role};
use crate::extract::reader::Reader;
use crate::extract::rule::Rule;
use crate::extract::scope::Scope;
use crate::extract::subject::focus::Focus;
use crate::mention::{Lexemes, Mentions, Word, token};
use std::ops::Range;

/// The pattern of a rule that came furthest in a sentence, without matching there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Index of the passage.
    pub passage: usize,
    /// The pattern, as the rule has it.
    pub pattern: String,
    /// The words that it matched before it failed; empty if nothing there can begin it.
    pub matched: String,
    /// The word that it failed at; empty at the end of the sentence.
    pub at: String,
    /// The element that did not match.
    pub wanted: String,
}

/// What was seen in a passage: its tokens, the matches of rules in it, and how many candidates there were.
type Seen = (Range<usize>, Vec<(usize, Range<usize>)>, usize);

/// For each rule where it was tried without a match: one of its words stands there.
pub(in crate::extract) fn attempts(
    reader: &Reader,
    document: &Document,
    mentions: &Mentions,
    seen: &[Seen],
) -> Vec<(String, Vec<Attempt>)> {
    let focus = Focus::default();
    let rules = reader.rules().list.iter().enumerate();
    let tried = |number: usize, rule: &Rule| {
        let mut attempts = Vec::new();
        for (passage, (tokens, hits, _)) in seen.iter().enumerate() {
            if hits.iter().any(|(hit, _)| *hit == number) {
                continue;
            }
            let scope = Scope {
                finder: reader.finder(),
                mentions,
                text: document.plain.as_str(),
                sentence: tokens.clone(),
                focus: &focus,
                kinds: reader.kinds(),
                issued: document.issued,
            };
            attempts.extend(furthest(rule, &scope, passage));
        }
        (rule.stanza.name.clone(), attempts)
    };
    rules.map(|(number, rule)| tried(number, rule)).collect()
}

/// The pattern of a rule that comes furthest in a sentence; `None` where none of its words stands there.
fn furthest(rule: &Rule, scope: &Scope<'_>, passage: usize) -> Option<Attempt> {
    let bag = Bag::of(scope.mentions, scope.finder, scope.sentence.clone());
    let wanted = Wanted::Names(rule.subject, rule.object);
    let matcher = Matcher::new(scope, scope.sentence.clone(), wanted);
    let mut best: Option<(usize, Range<usize>, usize)> = None;
    for (number, pattern) in rule.patterns.iter().enumerate() {
        if pattern
            .anchors
            .first()
            .is_some_and(|words| !bag.some(words))
        {
            continue;
        }
        let (matched, range) = reach(&matcher, pattern, &bag);
        if best.as_ref().is_none_or(|(most, _, _)| matched > *most) {
            best = Some((matched, range, number));
        }
    }
    let (matched, range, number) = best?;
    let pattern = rule.patterns.get(number)?;
    // All matched, and the match would end inside a word.
    let wanted = pattern.nodes.get(matched).map_or_else(
        || "the end of a word".to_string(),
        |node| element(node, &scope.finder.lexemes),
    );
    let next = (range.end < scope.sentence.end && matched > 0).then(|| scope.word(range.end));
    Some(Attempt {
        passage,
        pattern: rule.stanza.patterns.get(number)?.clone(),
        matched: token::written(scope.mentions.tokens.get(range)?, scope.text),
        at: next.unwrap_or_default().to_string(),
        wanted,
    })
}

/// How many elements of a pattern match at most, and what they span.
fn reach(matcher: &Matcher<'_>, pattern: &Pattern, bag: &Bag<'_>) -> (usize, Range<usize>) {
    let mut best = (0, 0..0);
    for start in bag.starts(&pattern.lead, 0) {
        let (matched, end) = matcher.reach(&pattern.nodes, start);
        if matched > best.0 {
            best = (matched, start..end);
        }
    }
    best
}

/// An element as a pattern would have it, shortened.
fn element(node: &Node, lexemes: &Lexemes) -> String {
    let row = |nodes: &[Node]| {
        let all: Vec<String> = nodes.iter().map(|n| element(n, lexemes)).collect();
        all.join(" ")
    };
    let rows = |choice: &Choice| some(choice.rows.iter().map(|r| row(r)), " | ");
    let text = |word: Word| lexemes.text(word).to_string();
    match node {
        Node::Word(words) => some(words.iter().map(text), "|"),
        Node::Start => "the head of a sentence".into(),
        Node::Not(words) => format!("anything but {}", some(words.iter().map(text), "|")),
        Node::Either(choice) => format!("({})", rows(choice)),
        Node::Maybe(choice) => format!("({})?", rows(choice)),
        Node::Gap(least, most) => format!("_{{{least},{most}}}"),
        Node::Argument(role, accept) => {
            let kind = match accept {
                Accept::Name(_) | Accept::Known(_) => "",
                Accept::Maker => return "<s:maker>".into(),
                Accept::Count => "N",
                Accept::Unit(dimension) => return format!("<N:{dimension}>"),
                Accept::Money => "$",
                Accept::Percent => "%",
                Accept::Date => "D",
            };
            match role {
                Role::Subject => "<s>".into(),
                Role::Qualifier(name) => format!("<q.{name}>"),
                Role::Object(_) if kind.is_empty() => "<o>".into(),
                Role::Object(_) => format!("<{kind}>"),
            }
        }
    }
}

/// The first few of a choice.
fn some(all: impl ExactSizeIterator<Item = String>, between: &str) -> String {
    const SHOWN: usize = 5;
    let more = all.len() > SHOWN;
    let mut shown: Vec<String> = all.take(SHOWN).collect();
    if more {
        shown.push("…".into());
    }
    shown.join(between)
}
