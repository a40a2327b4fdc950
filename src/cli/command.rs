//! The lines of the shell that begin with a full stop, and how they are completed.

use crate::cli::candidates;
use crate::cli::home::Home;
use aikg::query::Form;

/// The names of those lines.
pub const COMMANDS: [&str; 6] = [
    ".query", ".queries", ".explain", ".format", ".help", ".quit",
];

/// What stands before a value of a parameter.
pub const VALUE: &str = " -p ";

/// Where the word that ends such a line begins, in bytes, and what it may become. Where something fails that is nothing.
pub fn complete(home: &Home, line: &str) -> (usize, Vec<String>) {
    let Some((name, rest)) = line.split_once(char::is_whitespace) else {
        return (0, begun(line, COMMANDS.map(String::from)));
    };
    let value = rest.rfind(VALUE).map(|at| at + VALUE.len());
    let typed = rest.get(value.unwrap_or(0)..).unwrap_or_default();
    let typed = typed.trim_start();
    let words = match (name, value) {
        (".query", Some(_)) => {
            let question = rest.split(VALUE).next().unwrap_or_default().trim();
            values(home, question, typed).unwrap_or_default()
        }
        (".query" | ".queries", None) => questions(home).unwrap_or_default(),
        (".format", None) => {
            let forms = Form::ALL.iter().map(|(_, name)| (*name).to_string());
            forms.chain(["auto".to_string()]).collect()
        }
        (".explain", None) => vec!["on".to_string(), "off".to_string()],
        _ => Vec::new(),
    };
    (line.len() - typed.len(), begun(typed, words))
}

fn begun(typed: &str, words: impl IntoIterator<Item = String>) -> Vec<String> {
    let fitting = words.into_iter().filter(|word| word.starts_with(typed));
    fitting.collect()
}

fn questions(home: &Home) -> Option<Vec<String>> {
    let catalogue = home.questions().ok()?;
    Some(catalogue.questions().map(|q| q.name.clone()).collect())
}

fn values(home: &Home, question: &str, typed: &str) -> Option<Vec<String>> {
    let catalogue = home.questions().ok()?;
    let question = catalogue.find(question).ok()?;
    let all = candidates::values(home, question, typed).ok()?;
    Some(all.into_iter().map(|(value, _)| value).collect())
}

#[cfg(test)]
mod tests {
    use super::complete;
    use crate::cli::home::Home;
    use aikg::model::Namespaces;

    #[test]
    fn a_line_with_a_full_stop_is_completed() {
        let home = Home::Bundle(Namespaces::default());
        let of = |line: &str| complete(&home, line);
        assert_eq!(of(".q").1, [".query", ".queries", ".quit"]);
        let (start, words) = of(".query pri");
        assert_eq!(start, 7);
        assert!(words.contains(&"prices".to_string()));
        assert_eq!(
            of(".query price-of -p mo"),
            (19, vec!["model=".to_string()])
        );
        let (start, words) = of(".query price-of -p model=deepseek-v4-p");
        assert_eq!(start, 19);
        assert!(words.contains(&"model=deepseek-v4-pro".to_string()));
        assert_eq!(of(".format jsonl").1, ["jsonl", "jsonld"]);
        assert_eq!(of(".explain o").1, ["on", "off"]);
        assert_eq!(of(".nothing x").1, Vec::<String>::new());
    }
}
