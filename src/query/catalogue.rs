//! The questions at hand, by name.

use crate::query::header::{HeaderError, Question, without_ending};
use crate::query::nearest::{hint, nearest};
use std::collections::BTreeMap;

/// Questions sorted by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Catalogue {
    questions: BTreeMap<String, Question>,
}

/// No question of this name is in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no question '{name}'{}", hint(.suggestion.as_deref()))]
pub struct UnknownQuestion {
    /// The name asked for.
    pub name: String,
    /// The name most like it.
    pub suggestion: Option<String>,
}

impl Catalogue {
    /// Reads query files, each a path and its text. A question is named after its file without the
    /// ending; of two files with one name the later one counts, so that a workspace can replace a
    /// bundled question.
    ///
    /// # Errors
    /// The first fault in a header, with its place.
    pub fn parse<P: AsRef<str>, T: AsRef<str>>(
        files: impl IntoIterator<Item = (P, T)>,
    ) -> Result<Self, HeaderError> {
        let mut questions = BTreeMap::new();
        for (path, text) in files {
            let question = Question::parse(path.as_ref(), text.as_ref())?;
            questions.insert(question.name.clone(), question);
        }
        Ok(Self { questions })
    }

    /// All questions, sorted by name.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.questions.values()
    }

    /// The question of this name; `.rq` or `.ru` at its end is ignored.
    ///
    /// # Errors
    /// There is none; the error names the one most like it.
    pub fn find(&self, name: &str) -> Result<&Question, UnknownQuestion> {
        let name = without_ending(name);
        self.questions.get(name).ok_or_else(|| UnknownQuestion {
            name: name.to_string(),
            suggestion: nearest(name, self.questions.keys().map(String::as_str))
                .map(str::to_string),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Catalogue;

    const BODY: &str = "#+ summary: S\nASK {}";

    #[test]
    fn sorted_and_the_later_file_counts() {
        let files = [
            ("b.rq", BODY),
            ("queries/a.rq", BODY),
            ("own/b.rq", "#+ summary: Mine\nASK {}"),
        ];
        let catalogue = Catalogue::parse(files).unwrap();
        let names: Vec<_> = catalogue.questions().map(|q| q.name.as_str()).collect();
        assert_eq!(names, ["a", "b"]);
        assert_eq!(catalogue.find("b.rq").unwrap().summary, "Mine");
    }

    #[test]
    fn says_what_was_meant() {
        let catalogue = Catalogue::parse([("models.rq", BODY)]).unwrap();
        let text = catalogue.find("modles").unwrap_err().to_string();
        assert_eq!(
            text,
            "there is no question 'modles'; did you mean 'models'?"
        );
        let text = catalogue.find("qqqq").unwrap_err().to_string();
        assert_eq!(text, "there is no question 'qqqq'");
    }
}
