//! The name and unit of a channel's numbers, and the numbers as people read them.

use crate::chart::row::Rows;
use crate::model::quantity;
use crate::model::{Property, Value};
use crate::query::Channel;
use crate::query::view::Spacing;
use rust_decimal::Decimal;

/// Longest number at a mark, in characters; a longer one is rounded there.
const LONG: usize = 8;
/// Digits that a rounded number keeps.
const DIGITS: u32 = 4;

/// What the numbers of a channel are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    /// Their name: `Input price`.
    pub title: String,
    /// Their unit; may be empty.
    pub unit: String,
    /// ISO code of the currency, where it is not the unit's.
    pub currency: Option<String>,
    /// Whether equal ratios are equally far apart.
    pub log: bool,
}

impl Dimension {
    /// Of a channel: as the view says, else as the property says after which the column is named.
    pub fn of(rows: &Rows<'_>, channel: Channel) -> Self {
        let view = rows.chart.view;
        let said = view.dimension(channel);
        let column = view.column(channel).unwrap_or_default();
        let property: Option<&Property> = rows.chart.vocabulary.properties.get(column);
        let title = said.title.unwrap_or_else(|| match property {
            Some(property) => property.label.clone(),
            None => apart(column),
        });
        let unit = said.unit.or_else(|| property.map(|p| p.unit.clone()));
        let unit = unit.unwrap_or_default();
        Self {
            title: capital(&title),
            currency: rows.currency.clone().filter(|_| unit.starts_with("USD")),
            unit,
            log: said.spacing == Spacing::Log,
        }
    }

    /// A number at a mark: `$1.74`, `1.6T`.
    pub fn short(&self, number: Decimal) -> String {
        let text = |n: Decimal| {
            let money = self.unit.starts_with("USD");
            let unit = if money { "USD" } else { "" };
            quantity::in_unit(&Value::Decimal(n), unit, self.currency.as_deref())
        };
        let exact = text(number);
        match number.round_sf(DIGITS) {
            Some(rounded) if exact.chars().count() > LONG => text(rounded),
            _ => exact,
        }
    }

    /// A number with its unit, exact: `1.74 USD per 1,000,000 tokens`.
    pub fn exact(&self, number: Decimal) -> String {
        format!("{} {}", number.normalize(), self.unit())
            .trim_end()
            .to_string()
    }

    /// The unit in the currency of the numbers.
    fn unit(&self) -> String {
        match &self.currency {
            Some(code) => self.unit.replacen("USD", code, 1),
            None => self.unit.clone(),
        }
    }

    /// Name and unit: `Input price, USD per 1,000,000 tokens`.
    pub fn heading(&self) -> String {
        let named = self
            .title
            .to_lowercase()
            .contains(&self.unit.to_lowercase());
        let log = if self.log { ", log scale" } else { "" };
        match named || self.unit.is_empty() {
            true => format!("{}{log}", self.title),
            false => format!("{}, {}{log}", self.title, self.unit()),
        }
    }
}

/// `totalParameters` and `total_parameters` as `total parameters`.
pub fn apart(column: &str) -> String {
    let mut out = String::new();
    for c in column.chars() {
        match c {
            '_' => out.push(' '),
            c if c.is_uppercase() => {
                out.push(' ');
                out.extend(c.to_lowercase());
            }
            c => out.push(c),
        }
    }
    out.trim().to_string()
}

/// With a capital letter in front.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string());
    format!("{}{}", first.unwrap_or_default(), chars.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_at_a_mark_and_exact_in_its_words() {
        let price = Dimension {
            title: "Input price".into(),
            unit: "USD per 1,000,000 tokens".into(),
            currency: None,
            log: false,
        };
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(price.short(number("1.2")), "$1.20");
        assert_eq!(price.short(number("0.3333333333")), "$0.3333");
        assert_eq!(
            price.exact(number("0.3333333333")),
            "0.3333333333 USD per 1,000,000 tokens"
        );
        assert_eq!(price.heading(), "Input price, USD per 1,000,000 tokens");
        let yuan = Dimension {
            currency: Some("CNY".into()),
            ..price
        };
        assert_eq!(yuan.short(number("4")), "CNY 4");
        assert_eq!(yuan.heading(), "Input price, CNY per 1,000,000 tokens");
    }

    #[test]
    fn a_column_that_is_no_property_is_its_own_name() {
        assert_eq!(capital(&apart("listPrice_old")), "List price old");
        assert_eq!(capital(&apart("")), "");
    }
}
