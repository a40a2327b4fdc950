//! What a template asks for, and how it gets its answer.

use minijinja::value::{Kwargs, Rest};
use minijinja::{Error, ErrorKind, Value};
use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel};

/// The key of an object that holds Markdown.
pub const MARKDOWN: &str = "markdown";

/// A call of a function in a template.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Call {
    /// The function.
    pub name: String,
    /// Values in the order in which they were given.
    pub given: Vec<String>,
    /// Values given by name.
    pub named: BTreeMap<String, String>,
}

impl Call {
    /// A value by its name or its place, from 0.
    pub fn value(&self, name: &str, place: usize) -> Option<&str> {
        let named = self.named.get(name).or_else(|| self.given.get(place));
        named.map(String::as_str)
    }

    /// The same, where it is needed.
    ///
    /// # Errors
    /// It is missing: a sentence that says so.
    pub fn needed(&self, name: &str, place: usize) -> Result<&str, String> {
        let missing = || format!("{}() needs {name}", self.name);
        self.value(name, place).ok_or_else(missing)
    }

    /// A number by its name or its place.
    ///
    /// # Errors
    /// It is there and is no number.
    pub fn number(&self, name: &str, place: usize) -> Result<Option<usize>, String> {
        let read = |text: &str| {
            let wrong = |_| format!("{}(): {name} is no number: '{text}'", self.name);
            text.parse().map_err(wrong)
        };
        self.value(name, place).map(read).transpose()
    }

    /// A list, written with commas, by its name or its place.
    pub fn list(&self, name: &str, place: usize) -> Vec<String> {
        let text = self.value(name, place).unwrap_or_default();
        let parts = text.split(',').map(str::trim).filter(|p| !p.is_empty());
        parts.map(str::to_string).collect()
    }
}

type Reply = Result<serde_json::Value, String>;

/// The side of the template: asks and waits.
#[derive(Debug, Clone)]
pub(super) struct Desk {
    calls: Sender<(Call, Sender<Reply>)>,
}

impl Desk {
    /// A desk and the calls that come from it.
    pub(super) fn open() -> (Self, Receiver<(Call, Sender<Reply>)>) {
        let (calls, received) = channel();
        (Self { calls }, received)
    }

    /// The answer to a call.
    pub(super) fn ask(
        &self,
        name: &str,
        given: &Rest<Value>,
        named: &Kwargs,
    ) -> Result<Value, Error> {
        let mut call = Call {
            name: name.to_string(),
            ..Call::default()
        };
        call.given = given.iter().map(text).collect();
        for key in named.args() {
            let value: Value = named.get(key)?;
            call.named.insert(key.to_string(), text(&value));
        }
        let failed = |message: String| Error::new(ErrorKind::InvalidOperation, message);
        let (reply, answer) = channel();
        let gone = |_| failed("nobody answers".into());
        self.calls.send((call, reply)).map_err(gone)?;
        let answer = answer.recv().map_err(|_| failed("nobody answers".into()))?;
        answer.map(|json| marked(&json)).map_err(failed)
    }
}

/// A value of a template as text; lists with commas.
fn text(value: &Value) -> String {
    match value.try_iter() {
        Ok(items) if value.as_str().is_none() => {
            let items: Vec<String> = items.map(|item| item.to_string()).collect();
            items.join(",")
        }
        _ => value.to_string(),
    }
}

/// JSON as a value of templates; what is Markdown is marked as such.
fn marked(json: &serde_json::Value) -> Value {
    use serde_json::Value as Json;
    match json {
        Json::Object(map) => match map.get(MARKDOWN) {
            Some(Json::String(text)) if map.len() == 1 => Value::from_safe_string(text.clone()),
            _ => Value::from_pairs(map.iter().map(|(k, v)| (k.clone(), marked(v)))),
        },
        Json::Array(items) => items.iter().map(marked).collect::<Vec<_>>().into(),
        Json::Null => Value::from(()),
        Json::Bool(yes) => Value::from(*yes),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Value::from(whole),
            None => Value::from(number.to_string()),
        },
        Json::String(text) => Value::from(text.as_str()),
    }
}
