//! Columns or rows of one table that are forms of one chip: "H100 SXM | H100 PCIe".
//!
//! Elsewhere a form goes by the name of the chip; side by side each is a chip of its own, as its values differ.

use crate::document::Document;
use crate::extract::kind::Kinds;
use crate::extract::table;
use crate::mention::{ClassSet, Finder, Mention, Mentions, Thing, ThingIndex, What, token};
use crate::model::Entity;
use std::ops::Range;

/// Makes things of the forms of chips that tables have side by side, and of their mentions there.
pub fn admit(mentions: &mut Mentions, finder: &Finder, kinds: &Kinds, document: &Document) {
    let mut forms = Vec::new();
    for cells in table::all(mentions, document) {
        let named = |cell: &Range<usize>| mentions.within(cell.clone()).first();
        let head = cells.iter().take(1).flatten().filter_map(named);
        let column = cells.iter().skip(1).filter_map(|row| row.first());
        let names: [Vec<&Mention>; 2] = [head.collect(), column.filter_map(named).collect()];
        for names in names {
            forms.extend(apart(&names, mentions, kinds.hardware, document));
        }
    }
    for (mention, index, name) in forms {
        let thing = form(&name, &mentions.things[index as usize], finder);
        let what = What::Thing(mentions.thing_of(thing));
        mentions.put(Mention { what, ..mention });
    }
}

/// The mentions of chips that stand in one row under several names, of which each is a form; not the plain name.
fn apart(
    names: &[&Mention],
    mentions: &Mentions,
    hardware: ClassSet,
    document: &Document,
) -> Vec<(Mention, ThingIndex, String)> {
    let text = document.plain.as_str();
    let written = |m: &Mention| token::written(&mentions.tokens[m.tokens.clone()], text);
    let chips = names.iter().filter_map(|m| match m.what {
        What::Thing(index) => {
            let thing = &mentions.things[index as usize];
            (thing.classes & hardware != 0).then_some((*m, index, &thing.label))
        }
        _ => None,
    });
    let chips: Vec<(&Mention, ThingIndex, &String)> = chips.collect();
    let mut forms = Vec::new();
    for (mention, index, label) in &chips {
        let name = written(mention);
        let mut others = chips.iter().filter(|(_, other, _)| other == index);
        let several = others.any(|(other, _, _)| written(other) != name);
        if several && name.len() > label.len() {
            forms.push(((*mention).clone(), *index, name));
        }
    }
    forms
}

/// A form of a chip, as a thing of its own; its name without that of the maker.
fn form(written: &str, chip: &Thing, finder: &Finder) -> Thing {
    let id = |index| finder.lexicon.known(index).id.clone();
    let name = written.find(&chip.label).and_then(|at| written.get(at..));
    let name = name.unwrap_or(written);
    let entity = Entity {
        brand: chip.brand.map(id),
        broader: chip.known.or(chip.broader).map(id),
        ..Entity::unseen(name, &["Chip"]).shaped("a table has it beside another form of the chip")
    };
    Thing::unseen(entity, &finder.lexicon)
}
