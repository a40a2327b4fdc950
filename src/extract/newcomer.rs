//! People and organisations never seen before, told by the rule that found them.

use crate::extract::engine::Hit;
use crate::extract::matcher::Found;
use crate::extract::pattern::{Accept, Node, Role};
use crate::extract::rule::{Rule, Rules};
use crate::mention::things::plain_mention;
use crate::mention::{Finder, Mentions, Thing, What, token};
use crate::model::Entity;
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
        let subject = hit.found.subject.iter_mut().map(|found| (found, true));
        let objects = hit
            .found
            .objects
            .iter_mut()
            .map(|(found, _)| (found, false));
        for (found, is_subject) in subject.chain(objects) {
            let Found::Capitals(range) = found else {
                continue;
            };
            let (range, token) = (range.clone(), range.start);
            if mentions.covering(token).is_none() {
                let class = class_of(rule, finder, is_subject);
                insert(range, class, mentions, finder, text);
            }
            *found = Found::Mention(token);
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

fn insert(range: Range<usize>, class: &str, mentions: &mut Mentions, finder: &Finder, text: &str) {
    let name = token::written(&mentions.tokens[range.clone()], text);
    let entity = Entity::unseen(&name, &[class]).shaped(match class {
        "Person" => "capitals in the place of a person",
        _ => "capitals in the place of an organization",
    });
    let index = mentions
        .things
        .iter()
        .position(|t| t.id == entity.id)
        .unwrap_or_else(|| {
            mentions.things.push(Thing {
                id: entity.id.clone(),
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
    mentions.list.insert(place, plain_mention(range, what));
    // Numbers of all later mentions move up by one.
    for (i, mention) in mentions.list.iter().enumerate().skip(place) {
        let number = u32::try_from(i + 1).unwrap_or(0);
        mentions.owner[mention.tokens.start..mention.tail].fill(number);
    }
}
