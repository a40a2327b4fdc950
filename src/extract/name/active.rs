//! "106B-A12B" as a size: the parameters that are active, behind those in total.

use crate::extract::candidate::{Candidate, Object};
use crate::extract::scope::Scope;
use crate::mention::{Gap, Kind};
use crate::model::Value;

/// For each total whose number goes on like that, how much of it is active.
pub fn stated(found: &[Candidate], scope: &Scope<'_>) -> Vec<Candidate> {
    let total = |c: &&Candidate| &*c.property == "totalParameters";
    let active = |c: &Candidate| {
        let (billions, end) = behind(c.anchor.end, scope)?;
        let object = Object::Value(Value::Integer(billions.checked_mul(1_000_000_000)?));
        let mut active = Candidate {
            property: "activeParameters".into(),
            object,
            ..c.clone()
        };
        active.anchor = c.anchor.end + 1..end;
        active.tokens.end = active.tokens.end.max(end);
        Some(active)
    };
    found.iter().filter(total).filter_map(active).collect()
}

/// The number in "-A12B" at a token, and where it ends.
fn behind(at: usize, scope: &Scope<'_>) -> Option<(i64, usize)> {
    let [letter, number, unit] = scope.mentions.tokens.get(at..at + 3)? else {
        return None;
    };
    let text = |token: &crate::mention::Token| -> &str { &scope.text[token.range()] };
    let joined = number.gap == Gap::Joined && unit.gap == Gap::Joined;
    let apart = matches!(letter.gap, Gap::Hyphen | Gap::Space);
    let fits = apart && joined && text(letter) == "A" && text(unit) == "B";
    let digits = (number.kind == Kind::Digits && fits).then(|| text(number).parse().ok());
    Some((digits.flatten()?, at + 3))
}
