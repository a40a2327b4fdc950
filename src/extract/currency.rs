//! The currency of the money that a statement tells of.

use crate::mention::currency::DOLLAR;
use crate::mention::{Measure, Mentions, What};
use crate::model::{Property, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The qualifier that names it.
pub const QUALIFIER: &str = "currency";

/// Whether a property's numbers are sums of money.
pub fn is_money(property: &Property) -> bool {
    property.unit.starts_with(DOLLAR)
}

/// The ISO code of the amount that begins at a token; `None` if no amount does.
pub fn at(mentions: &Mentions, token: usize) -> Option<&str> {
    match &mentions.starting(token)?.what {
        What::Quantity(quantity) => match &quantity.measure {
            Measure::Money(code) => Some(code),
            _ => None,
        },
        _ => None,
    }
}

/// Says in which currency a statement is: that of its value, else that of the first of its `amounts`, which
/// are qualifiers with their codes. US dollars are not said. An amount in another currency than the
/// statement's is left out.
pub fn state(
    qualifiers: &mut BTreeMap<Arc<str>, Value>,
    value: Option<&str>,
    amounts: &[(&str, &str)],
) {
    let Some(code) = value.or_else(|| amounts.first().map(|(_, code)| *code)) else {
        return;
    };
    for (name, _) in amounts.iter().filter(|(_, other)| *other != code) {
        qualifiers.remove(*name);
    }
    if code != DOLLAR {
        qualifiers.insert(QUALIFIER.into(), Value::Text(code.to_string()));
    }
}
