//! What must be named or counted in a sentence for a pattern to match there, and where a match can begin.

use crate::extract::pattern::bag::{Bag, NAME, VALUE};
use crate::extract::pattern::places::Places;
use crate::extract::pattern::{Accept, Node, Role};
use crate::mention::{ClassSet, Measure, What};
use rustc_hash::FxHashMap;

/// One thing needed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Need {
    /// A name of any class, known or not.
    Name,
    /// A value of any kind.
    Value,
    /// A date.
    Date,
    /// A quantity of this kind of measure.
    Quantity(Kind),
    /// A known name of one of these classes, or what stands for one as subject.
    Known(ClassSet, Stand),
}

/// Kinds of measure.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Kind {
    Count,
    Money,
    Percent,
    Unit(String),
}

/// Whether "it" and "the model" will do for a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Stand {
    Name,
    Anaphor,
}

/// The classes of an argument where a pattern gives none of its own.
#[derive(Debug, Clone, Copy)]
pub struct Own {
    /// Of the subject; 0 for a name never seen.
    pub subject: ClassSet,
    /// Of the object.
    pub object: ClassSet,
    /// Classes that words never seen can be of.
    pub open: ClassSet,
}

/// Classes that words never seen can be of.
pub const OPEN: [&str; 2] = ["Organization", "Person"];

/// Which needs: a bit for each by its number.
pub type NeedSet = u64;

/// Most needs that are told apart; what more patterns need is not looked at.
const MOST: usize = NeedSet::BITS as usize;

/// All that patterns need, each once.
#[derive(Debug)]
pub struct Needs {
    list: Vec<Need>,
    numbers: FxHashMap<Need, usize>,
}

impl Default for Needs {
    fn default() -> Self {
        let list = vec![Need::Name, Need::Value];
        let numbers = list.iter().cloned().zip(0..).collect();
        Self { list, numbers }
    }
}

/// What a sentence has of it.
pub struct Met {
    /// What is met.
    pub all: NeedSet,
    /// Where an argument for each need can begin.
    places: [Places; MOST],
}

impl Met {
    /// Where an argument for one of some needs can begin.
    #[inline]
    pub fn places(&self, mut needs: NeedSet) -> Places {
        let mut places = 0;
        while needs != 0 {
            places |= self.places[needs.trailing_zeros() as usize];
            needs &= needs - 1;
        }
        places
    }
}

impl Needs {
    /// What every match of a row needs.
    pub fn of(&mut self, nodes: &[Node], own: Own) -> NeedSet {
        nodes.iter().fold(0, |all, node| all | self.node(node, own))
    }

    fn node(&mut self, node: &Node, own: Own) -> NeedSet {
        match node {
            Node::Argument(role, accept) => match need(role, accept, own) {
                Need::Name => 0,
                need => self.number(need).unwrap_or(0),
            },
            Node::Either(choice) => {
                let rows = choice.rows.iter();
                rows.fold(NeedSet::MAX, |all, row| all & self.of(row, own))
            }
            _ => 0,
        }
    }

    /// The needs with one of which a match begins that begins with one of some arguments.
    pub fn lead(&mut self, arguments: &[(Role, Accept)], own: Own) -> NeedSet {
        let mut all = 0;
        for (role, accept) in arguments {
            let need = match need(role, accept, own) {
                // A country or a title may stand before the name.
                Need::Known(classes, _) if classes & own.open != 0 => Need::Name,
                need => need,
            };
            let any = match need {
                Need::Name | Need::Known(..) => Need::Name,
                _ => Need::Value,
            };
            all |= self.number(need).or_else(|| self.number(any)).unwrap_or(0);
        }
        all
    }

    fn number(&mut self, need: Need) -> Option<NeedSet> {
        let next = self.list.len();
        let number = *self.numbers.entry(need.clone()).or_insert(next);
        if number == next {
            self.list.push(need);
        }
        (number < MOST).then_some(1 << number)
    }

    /// What a sentence has of them.
    pub fn met(&self, bag: &Bag<'_>) -> Met {
        let mut met = Met {
            all: 0,
            places: [0; MOST],
        };
        let (names, values) = (bag.beginning(NAME), bag.beginning(VALUE));
        for (number, need) in self.list.iter().take(MOST).enumerate() {
            let (places, stands) = match need {
                Need::Name => (names, true),
                Need::Value => (values, true),
                Need::Known(classes, stand) => known(bag, *classes, *stand, names),
                _ if values == 0 => (0, false),
                need => quantities(bag, need),
            };
            met.places[number] = places;
            met.all |= NeedSet::from(stands) << number;
        }
        met
    }
}

/// What the place of an argument needs.
fn need(role: &Role, accept: &Accept, own: Own) -> Need {
    let (stated, known) = match accept {
        Accept::Date => return Need::Date,
        Accept::Count => return Need::Quantity(Kind::Count),
        Accept::Money => return Need::Quantity(Kind::Money),
        Accept::Percent => return Need::Quantity(Kind::Percent),
        Accept::Unit(dimension) => return Need::Quantity(Kind::Unit(dimension.clone())),
        Accept::Maker => return Need::Name,
        Accept::Name(classes) => (*classes, false),
        Accept::Known(classes) => (*classes, true),
    };
    let classes = match (stated, role) {
        (0, Role::Subject) => own.subject,
        (0, _) => own.object,
        (classes, _) => classes,
    };
    if classes == 0 || !known && classes & own.open != 0 {
        return Need::Name;
    }
    let anaphor = !known && *role == Role::Subject;
    let stand = if anaphor { Stand::Anaphor } else { Stand::Name };
    Need::Known(classes, stand)
}

/// Where a known name of some classes can begin among the places of names, and whether there is one.
fn known(bag: &Bag<'_>, classes: ClassSet, stand: Stand, names: Places) -> (Places, bool) {
    let stood = match stand {
        Stand::Anaphor => bag.meant(),
        Stand::Name => 0,
    };
    let others = bag.alone().iter().filter(|(other, _)| other & classes == 0);
    let others = others.fold(0, |all, (_, place)| all | place);
    (names & !others, (bag.named() | stood) & classes != 0)
}

/// Where quantities or dates as needed stand, and whether there is one.
fn quantities(bag: &Bag<'_>, need: &Need) -> (Places, bool) {
    let (mut places, mut stands) = (0, false);
    for (mention, place) in bag.mentions() {
        let fits = match (&mention.what, need) {
            (What::Date(_), Need::Date) => true,
            (What::Quantity(quantity), Need::Quantity(kind)) => measures(kind, &quantity.measure),
            _ => false,
        };
        if fits {
            places |= place;
            stands = true;
        }
    }
    (places, stands)
}

fn measures(kind: &Kind, measure: &Measure) -> bool {
    match (kind, measure) {
        (Kind::Count, Measure::Count)
        | (Kind::Money, Measure::Money(_))
        | (Kind::Percent, Measure::Percent) => true,
        (Kind::Unit(wanted), Measure::Unit(dimension)) => wanted == dimension,
        _ => false,
    }
}
