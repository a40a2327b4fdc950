//! The model that a card is of: its heading names it, whether anyone knows the name or not.

use crate::document::{BlockKind, Document, card};
use crate::extract::focus::Focus;
use crate::extract::introduction::Shape;
use crate::extract::matcher::{Matcher, Wanted};
use crate::extract::reader::Reader;
use crate::extract::scope::Scope;
use crate::mention::{Mentions, Thing, What, token};
use crate::model::Entity;

/// Makes a model of the name that is all of a card's first heading, and mentions wherever it stands.
pub fn admit(mentions: &mut Mentions, reader: &Reader, document: &Document) {
    let Some(name) = heading(mentions, reader, document) else {
        return;
    };
    let finder = reader.finder();
    let entity = Entity::unseen(&name, &["Model"]).shaped("the heading of its card");
    let thing = Thing::unseen(entity, &finder.lexicon);
    for (_, thing) in mentions.introduce([thing], document.plain.as_str(), finder) {
        mentions.title.insert(0, thing);
    }
}

fn heading(mentions: &Mentions, reader: &Reader, document: &Document) -> Option<String> {
    if document.class != card::CLASS {
        return None;
    }
    let heading = |kind: &BlockKind| matches!(kind, BlockKind::Heading(_));
    let block = document.blocks.iter().position(|b| heading(&b.kind))?;
    let line = mentions.sentences.iter().find(|s| s.block == block)?;
    let focus = Focus::default();
    let scope = Scope {
        finder: reader.finder(),
        mentions,
        text: document.plain.as_str(),
        sentence: line.tokens.clone(),
        focus: &focus,
        kinds: reader.kinds(),
        issued: None,
    };
    let within = mentions.within(line.tokens.clone());
    if within.iter().any(|m| matches!(m.what, What::Thing(_))) {
        return None;
    }
    let tokens = mentions.tokens.get(line.tokens.clone())?;
    let coined = Matcher::new(&scope, line.tokens.clone(), Wanted::Coined(Shape::Version));
    let whole = coined.coined(line.tokens.start, Shape::Version) == Some(line.tokens.end);
    whole.then(|| token::written(tokens, scope.text))
}

/// Whether a sentence is one of a card's front matter, and no title tells of which model it is.
pub fn of_no_one(block: usize, titled: bool, document: &Document) -> bool {
    let mut blocks = document.blocks.iter().take(block + 1);
    document.class == card::CLASS
        && !titled
        && !blocks.any(|b| matches!(b.kind, BlockKind::Heading(_)))
}
