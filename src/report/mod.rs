//! Reports: templates filled with facts, tables, pictures and charts, each with footnotes to its sources.
//!
//! A [`Template`] is Markdown with the marks of minijinja. What it asks for ([`Call`]) is answered by whoever holds the
//! facts; [`render`] gives Markdown with footnotes, [`page`] makes one HTML file of it,
//! [`press`] pages of A4.

pub mod block;
pub mod call;
mod fault;
pub mod line;
pub mod markdown;
pub mod note;
pub mod page;
pub mod press;
pub mod template;

pub use call::Call;
pub use note::{Notes, Numbered};
pub use template::{Template, TemplateError};

use crate::report::call::Desk;
use minijinja::value::{Kwargs, Rest};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value, syntax::SyntaxConfig,
};
use std::collections::BTreeMap;
use std::sync::mpsc;

/// Names of the functions that templates may call; each is answered as a [`Call`].
pub const FUNCTIONS: [&str; 7] = [
    "chart", "compare", "entity", "exposure", "facts", "picture", "rows",
];

/// Fills a template. `answer` is called for each function of it, in order; its text says why it cannot.
///
/// All text that answers hold is escaped for Markdown, except in values that are Markdown themselves: objects with the
/// one key [`call::MARKDOWN`].
///
/// # Errors
/// A fault of the template or of an answer, with its line.
pub fn render(
    template: &Template,
    values: &BTreeMap<String, String>,
    mut answer: impl FnMut(&Call) -> Result<serde_json::Value, String>,
) -> Result<String, TemplateError> {
    let (desk, calls) = Desk::open();
    // Functions of minijinja outlive whoever made them, and the facts do not: so the template is filled beside, and
    // asks for what it needs.
    std::thread::scope(|scope| {
        let filled = scope.spawn(move || fill(template, values, &desk));
        while let Ok((call, reply)) = calls.recv() {
            // Nobody waits for the answer of a template that has failed.
            let _ = mpsc::Sender::send(&reply, answer(&call));
        }
        match filled.join() {
            Ok(text) => text,
            Err(_) => Err(template.fault(1, "the template cannot be filled".into())),
        }
    })
}

fn fill(
    template: &Template,
    values: &BTreeMap<String, String>,
    desk: &Desk,
) -> Result<String, TemplateError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build();
    environment.set_syntax(syntax.map_err(|e| template.fault(1, e.to_string()))?);
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    environment.set_formatter(|out, _, value| {
        let text = match value {
            value if value.is_undefined() => {
                return Err(Error::new(
                    ErrorKind::UndefinedError,
                    "there is no such value",
                ));
            }
            value if value.is_none() => String::new(),
            value => value.to_string(),
        };
        let text = if value.is_safe() {
            text
        } else {
            markdown::escaped(&text)
        };
        std::fmt::Write::write_str(out, &text)
            .map_err(|_| Error::new(ErrorKind::WriteFailure, "the text cannot be written"))
    });
    for name in FUNCTIONS {
        let desk = desk.clone();
        environment.add_function(name, move |given: Rest<Value>, named: Kwargs| {
            desk.ask(name, &given, &named)
        });
    }
    environment.set_debug(true);
    let compiled = environment.template_from_named_str(&template.name, &template.body);
    let text = compiled
        .and_then(|t| t.render(values))
        .map_err(|e| fault::told(template, &e))?;
    Ok(markdown::tidy(&text))
}
