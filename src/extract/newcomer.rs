//! People and organisations never seen before, told by the rule that found them.

use crate::extract::engine::Hit;
use crate::extract::matcher::Found;
use crate::extract::pattern::{Accept, Node, Role};
use crate::extract::rule::{Rule, Rules};
use crate::mention::{Finder, Mention, Mentions, Thing, What};
use crate::model::slug::slug;
use crate::model::{Entity, EntityId};
use std::ops::Range;

/// Makes mentions of the capitalised words that matches took for names, so that they are things like
/// all others, and points the matches at them.
pub fn admit(
    hits: &mut [Hit],
    rules: &Rules,
    mentions: &mut Mentions,
    finder: &Finder,
    text: &str,
) {
    for hit in hits {
        let Some(rule) = rules.list.get(hit.rule) else {
            continue;
        };
        let subject_class = class_of(rule, finder, true);
        let object_class = class_of(rule, finder, false);
        if let Some(found) = &mut hit.found.subject {
            settle(found, subject_class, mentions, finder, text);
        }
        for (found, _) in &mut hit.found.objects {
            settle(found, object_class, mentions, finder, text);
        }
    }
}

/// The class that a newcomer in this place has: Person if the place takes people, else Organization.
fn class_of(rule: &Rule, finder: &Finder, subject: bool) -> &'static str {
    let person = finder.lexicon.bits(&["Person"]);
    let stated = rule
        .patterns
        .iter()
        .flat_map(|p| &p.nodes)
        .any(|node| match node {
            Node::Argument(Role::Subject, Accept::Name(classes)) => {
                subject && classes & person != 0
            }
            Node::Argument(Role::Object(_), Accept::Name(classes)) => {
                !subject && classes & person != 0
            }
            _ => false,
        });
    let own = if subject { rule.subject } else { rule.object };
    if stated || own & person != 0 {
        "Person"
    } else {
        "Organization"
    }
}

fn settle(found: &mut Found, class: &str, mentions: &mut Mentions, finder: &Finder, text: &str) {
    let Found::Capitals(range) = found else {
        return;
    };
    let range = range.clone();
    let token = range.start;
    if mentions.covering(token).is_none() {
        insert(range, class, mentions, finder, text);
    }
    *found = Found::Mention(token);
}

fn insert(range: Range<usize>, class: &str, mentions: &mut Mentions, finder: &Finder, text: &str) {
    let (first, last) = (mentions.tokens[range.start], mentions.tokens[range.end - 1]);
    let span = &text[first.start as usize..last.end as usize];
    let name = span.split_whitespace().collect::<Vec<_>>().join(" ");
    let id = EntityId::from(slug(&name));
    let index = mentions
        .things
        .iter()
        .position(|t| t.id == id)
        .unwrap_or_else(|| {
            let entity = Entity {
                id: id.clone(),
                classes: vec![class.to_string()],
                label: name.clone(),
                provisional: true,
                ..Entity::default()
            };
            mentions.things.push(Thing {
                id,
                label: name,
                classes: finder.lexicon.class_set(&[class]),
                known: None,
                broader: None,
                brand: None,
                provisional: Some(entity),
            });
            mentions.things.len() - 1
        });
    let what = What::Thing(u32::try_from(index).unwrap_or(u32::MAX));
    let place = mentions
        .list
        .partition_point(|m| m.tokens.start < range.start);
    let mention = Mention {
        tail: range.end,
        tokens: range,
        what,
        maker: None,
    };
    mentions.list.insert(place, mention);
    // Numbers of all later mentions move up by one.
    for (i, mention) in mentions.list.iter().enumerate().skip(place) {
        let number = u32::try_from(i + 1).unwrap_or(0);
        mentions.owner[mention.tokens.start..mention.tail].fill(number);
    }
}
