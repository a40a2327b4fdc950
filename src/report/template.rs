//! A template of a report: Markdown with the marks of minijinja, and a header that says what it takes.
//!
//! ```text
//! {#
//! #+ summary: All that is believed of one entity
//! #+ param: entity iri required "The entity" example=deepseek-v4
//! #}
//! # {{ entity(name).label }}
//! ```

use crate::query::header::{Parameter, read_parameter};
use crate::query::nearest::{hint, nearest};
use std::collections::BTreeMap;

/// A template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its name: that of its file without the ending.
    pub name: String,
    /// The file as it is named to the user.
    pub file: String,
    /// One sentence: what its reports tell.
    pub summary: String,
    /// What it takes.
    pub parameters: Vec<Parameter>,
    /// The whole file.
    pub body: String,
}

/// A fault of a template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {message}")]
pub struct TemplateError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// One sentence: what is wrong.
    pub message: String,
    /// What to do, where that is known.
    pub hint: Option<String>,
}

/// The templates that ship with the program: name and text.
pub const BUNDLED: [(&str, &str); 3] = [
    (
        "comparison",
        include_str!("../../data/reports/comparison.md"),
    ),
    ("dossier", include_str!("../../data/reports/dossier.md")),
    (
        "supply-chain",
        include_str!("../../data/reports/supply-chain.md"),
    ),
];

const MARK: &str = "#+";

impl Template {
    /// Reads a template; `file` gives its name and stands in errors.
    ///
    /// # Errors
    /// No summary, an unknown key, a parameter that cannot be read or is declared twice.
    pub fn read(file: &str, text: &str) -> Result<Self, TemplateError> {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let name = name.split('.').next().unwrap_or(name).to_string();
        let mut template = Self {
            name,
            file: file.to_string(),
            summary: String::new(),
            parameters: Vec::new(),
            body: text.to_string(),
        };
        for (i, line) in text.lines().enumerate() {
            if let Some(rest) = line.trim_start().strip_prefix(MARK) {
                template
                    .read_line(rest)
                    .map_err(|message| template.fault(i + 1, message))?;
            }
        }
        if template.summary.is_empty() {
            let message = "expected a line '#+ summary: ...' in a comment {# #} that says what the report tells";
            return Err(template.fault(1, message.into()));
        }
        Ok(template)
    }

    /// The template of a name that ships with the program.
    pub fn bundled(name: &str) -> Option<Result<Self, TemplateError>> {
        let found = BUNDLED.iter().find(|(n, _)| *n == name);
        found.map(|(name, text)| Self::read(&format!("{name}.md"), text))
    }

    /// The values of its parameters: those given, else their defaults, else nothing.
    ///
    /// # Errors
    /// One is needed and missing, or there is none of a name.
    pub fn values(
        &self,
        given: &[(String, String)],
    ) -> Result<BTreeMap<String, String>, TemplateError> {
        let mut values = BTreeMap::new();
        for (name, _) in given {
            if !self.parameters.iter().any(|p| p.name == *name) {
                let known = self.parameters.iter().map(|p| p.name.as_str());
                let hint = hint(nearest(name, known));
                return Err(self.fault(1, format!("it takes no parameter '{name}'{hint}")));
            }
        }
        for parameter in &self.parameters {
            let found = given.iter().find(|(name, _)| *name == parameter.name);
            let value = match (found, &parameter.default) {
                (Some((_, value)), _) => value.clone(),
                (None, Some(default)) => default.clone(),
                (None, None) if parameter.required => {
                    let example = parameter.example.as_deref().unwrap_or("VALUE");
                    let name = &parameter.name;
                    let message = format!("it needs {name}: write -p {name}={example}");
                    return Err(self.fault(1, message));
                }
                (None, None) => String::new(),
            };
            values.insert(parameter.name.clone(), value);
        }
        Ok(values)
    }

    pub(super) fn fault(&self, line: usize, message: String) -> TemplateError {
        TemplateError {
            file: self.file.clone(),
            line,
            column: 1,
            message,
            hint: None,
        }
    }

    fn read_line(&mut self, rest: &str) -> Result<(), String> {
        let Some((key, value)) = rest.split_once(':') else {
            return Err("expected '#+ key: value'".into());
        };
        match key.trim() {
            "summary" => self.summary = value.trim().to_string(),
            "param" => {
                let parameter = read_parameter(value).map_err(|(_, message)| message)?;
                if self.parameters.iter().any(|p| p.name == parameter.name) {
                    return Err(format!(
                        "the parameter '{}' is declared twice",
                        parameter.name
                    ));
                }
                self.parameters.push(parameter);
            }
            other => {
                let hint = hint(nearest(other, ["summary", "param"]));
                return Err(format!(
                    "unknown key '{other}': expected summary or param{hint}"
                ));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_templates_of_the_project_are_sound() {
        for (name, _) in BUNDLED {
            let template = Template::bundled(name).unwrap().unwrap();
            assert!(!template.parameters.is_empty(), "{name}");
        }
    }

    #[test]
    fn faults_have_a_line() {
        let fault = |text: &str| Template::read("t.md", text).unwrap_err().to_string();
        assert!(fault("# x").contains("summary"));
        assert_eq!(
            fault("{#\n#+ summry: x\n#}"),
            "t.md:2: unknown key 'summry': expected summary or param; did you mean 'summary'?"
        );
    }
}
