//! Facts that names themselves state: the maker written before a name, the size written in it, the family
//! that an item of a list belongs to.

use crate::extract::candidate::{Candidate, Object};
use crate::extract::kind::Kinds;
use crate::extract::scope::Scope;
use crate::mention::{Gap, Kind, Mention, ThingIndex, What};
use crate::model::{Modality, Value};
use std::collections::BTreeMap;
use std::ops::Range;

/// All facts that the names of a sentence state.
pub fn stated(scope: &Scope<'_>) -> Vec<Candidate> {
    let mut out = Vec::new();
    let list = scope.mentions.within(scope.sentence.clone());
    for (i, mention) in list.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|p| list.get(p));
        makers(scope, mention, before, &mut out);
    }
    out.extend(sizes(scope));
    out
}

/// "NVIDIA H200 GPUs", "Google's closed-source Gemini 3.1 Pro", "NVIDIA's GB200 or GB300", "DeepSeek-V4".
fn makers(
    scope: &Scope<'_>,
    mention: &Mention,
    before: Option<&Mention>,
    out: &mut Vec<Candidate>,
) {
    let What::Thing(index) = mention.what else {
        return;
    };
    let kinds = scope.kinds;
    let thing = &scope.mentions.things[index as usize];
    let (property, rule) = match thing.classes {
        c if c & kinds.model != 0 => ("developedBy", "rule:name/maker@1"),
        c if c & kinds.hardware != 0 => ("manufacturedBy", "rule:name/vendor@1"),
        _ => return,
    };
    let owner = mention
        .maker
        .map(|maker| (maker, mention.tokens.start))
        .or_else(|| before.and_then(|b| possessor(scope, b, mention)));
    let Some((owner, start)) = owner else { return };
    let classes = thing.classes & kinds.product();
    for (member, end) in scope.list_from(mention, classes) {
        let same_brand = scope.mentions.things[member as usize].brand == thing.brand;
        if same_brand {
            out.push(candidate(
                member,
                property,
                Object::Thing(owner),
                start..end,
                rule,
                95,
            ));
        }
    }
}

/// The organisation of a possessive that owns the next name.
fn possessor(
    scope: &Scope<'_>,
    before: &Mention,
    mention: &Mention,
) -> Option<(ThingIndex, usize)> {
    let (What::Thing(owner), What::Thing(index)) = (&before.what, &mention.what) else {
        return None;
    };
    let owning = &scope.mentions.things[*owner as usize];
    let thing = &scope.mentions.things[*index as usize];
    // Whose a name never seen is, only the text can say.
    let unclaimed = thing.brand.is_none() && thing.provisional.is_some();
    let lexicon = &scope.finder.lexicon;
    let house = thing.brand.zip(owning.known);
    let fits = owning.classes & scope.kinds.organization != 0
        && (unclaimed || house.is_some_and(|(brand, owner)| lexicon.one_house(brand, owner)));
    let possessive = scope.possessed(before.tail, mention.tokens.start);
    (fits && possessive).then_some((*owner, before.tokens.start))
}

/// `355B-A32B` or `355B A32B` behind a name in brackets, or in a name: total and active parameters.
fn sizes(scope: &Scope<'_>) -> Vec<Candidate> {
    let mut out = Vec::new();
    let tokens = &scope.mentions.tokens;
    let word = |i: usize| tokens.get(i).map_or("", |t| &scope.text[t.range()]);
    for i in scope.sentence.clone() {
        let pair = tokens[i].kind == Kind::Digits
            && word(i + 1).eq_ignore_ascii_case("b")
            && word(i + 2).eq_ignore_ascii_case("a")
            && tokens
                .get(i + 2)
                .is_some_and(|t| matches!(t.gap, Gap::Hyphen | Gap::Space))
            && tokens
                .get(i + 3)
                .is_some_and(|t| t.kind == Kind::Digits && t.gap == Gap::Joined)
            && word(i + 4).eq_ignore_ascii_case("b");
        if !pair || i + 5 > scope.sentence.end {
            continue;
        }
        let Some(subject) = sized(scope, i) else {
            continue;
        };
        for (property, at) in [("totalParameters", i), ("activeParameters", i + 3)] {
            let billions = word(at).parse::<rust_decimal::Decimal>().ok();
            let value = billions.and_then(billion);
            if let Some(value) = value {
                let object = Object::Value(Value::Integer(value));
                let mut found =
                    candidate(subject, property, object, i..i + 5, "rule:name/size@1", 90);
                found.anchor = at..at + 2;
                out.push(found);
            }
        }
    }
    out
}

fn billion(number: rust_decimal::Decimal) -> Option<i64> {
    use rust_decimal::prelude::ToPrimitive;
    number
        .checked_mul(rust_decimal::Decimal::from(1_000_000_000_i64))?
        .to_i64()
}

/// The model whose name has a size in it, or stands before the bracket that has.
fn sized(scope: &Scope<'_>, at: usize) -> Option<ThingIndex> {
    let model = |m: &Mention| match m.what {
        What::Thing(index) if scope.is(m, scope.kinds.model) => Some(index),
        _ => None,
    };
    if let Some(mention) = scope.mentions.covering(at)
        && let Some(index) = model(mention)
    {
        return Some(index);
    }
    let open = at
        .checked_sub(1)
        .filter(|b| &scope.text[scope.mentions.tokens[*b].range()] == "(")?;
    let before = scope.mentions.covering(open.checked_sub(1)?)?;
    model(before)
}

/// `**Kimi-K2-Base**: the foundation model` in a list on Kimi K2: a member of that family.
pub fn member_of_list(scope: &Scope<'_>, lead: &Range<usize>, kinds: &Kinds) -> Option<Candidate> {
    let mention = scope.mentions.within(lead.clone()).first()?;
    let What::Thing(index) = mention.what else {
        return None;
    };
    let thing = &scope.mentions.things[index as usize];
    let whole = scope.focus.subject(kinds.model, &scope.mentions.things)?;
    let family = &scope.mentions.things[whole as usize];
    let member = thing.classes & kinds.model != 0
        && thing.broader.is_some()
        && thing.broader == family.known;
    let alone = mention.tokens.start == lead.start && mention.tail == lead.end;
    (member && alone && index != whole).then(|| {
        let tokens = mention.tokens.clone();
        candidate(
            index,
            "variantOf",
            Object::Thing(whole),
            tokens,
            "rule:name/list@1",
            84,
        )
    })
}

/// A candidate that rests on a name alone.
pub fn candidate(
    subject: ThingIndex,
    property: &str,
    object: Object,
    tokens: Range<usize>,
    rule: &str,
    confidence: u8,
) -> Candidate {
    Candidate {
        subject,
        property: property.into(),
        object,
        qualifiers: BTreeMap::new(),
        anchor: tokens.clone(),
        tokens,
        modality: Modality::Asserted,
        claimed_by: None,
        attached: false,
        rule: rule.into(),
        confidence,
    }
}
