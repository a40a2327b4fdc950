//! The model that a card is of: its heading names it, whether anyone knows the name or not.

use crate::document::{Block, BlockKind, Document, card};
use crate::extract::kind::Kinds;
use crate::extract::name::introduction::Shape;
use crate::extract::pattern::matcher::{Matcher, Wanted};
use crate::extract::reader::Reader;
use crate::extract::scope::Scope;
use crate::extract::subject::focus::Focus;
use crate::mention::{Mentions, Thing, ThingIndex, What, token};
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

/// How many blocks at the head of a card are of a model that nothing has named yet, its title neither: those before
/// its first heading.
pub fn headless(mentions: &Mentions, kinds: &Kinds, document: &Document) -> usize {
    let product = |thing: &ThingIndex| {
        let thing = mentions.things.get(*thing as usize);
        thing.is_some_and(|thing| thing.classes & kinds.product() != 0)
    };
    if document.class != card::CLASS || mentions.title.iter().any(product) {
        return 0;
    }
    let heading = |block: &Block| matches!(block.kind, BlockKind::Heading(_));
    let first = document.blocks.iter().position(heading);
    first.unwrap_or(document.blocks.len())
}
