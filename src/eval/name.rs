//! Names made comparable: without case, spaces, hyphens and what only says what a thing is.

use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// What names are compared by: nouns that say nothing, and names that mean the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    generic: BTreeSet<String>,
    /// The key of its group by a plain name.
    synonyms: BTreeMap<String, String>,
}

impl Names {
    /// From nouns that may stand behind a name, in small letters, and groups of names of the same thing.
    pub fn new(generic: &[String], synonyms: &[Vec<String>]) -> Self {
        let mut map = BTreeMap::new();
        for group in synonyms {
            let Some(first) = group.first() else {
                continue;
            };
            let key = format!("~{}", plain(first));
            map.extend(group.iter().map(|name| (plain(name), key.clone())));
        }
        Self {
            generic: generic.iter().cloned().collect(),
            synonyms: map,
        }
    }

    /// All plain forms of a name: as it is; without words in brackets; without an article; without a noun
    /// behind it; and the key of the group of synonyms that one of them is in, which begins with `~`.
    pub fn forms(&self, name: &str) -> BTreeSet<String> {
        let name = name.trim();
        let open = without_brackets(name);
        let bare = without_article(&open);
        let mut forms: BTreeSet<String> = [
            plain(name),
            plain(&open),
            plain(bare),
            plain(self.without_noun(bare)),
        ]
        .into_iter()
        .filter(|form| !form.is_empty())
        .collect();
        let keys: Vec<String> = forms
            .iter()
            .filter_map(|form| self.synonyms.get(form).cloned())
            .collect();
        forms.extend(keys);
        forms
    }

    /// A name without the noun behind its last space or hyphen, the longest noun that is known.
    fn without_noun<'n>(&self, name: &'n str) -> &'n str {
        let gap = |c: char| c.is_whitespace() || c == '-';
        let mut at = 0;
        while let Some(start) = name[at..].find(gap).map(|n| at + n) {
            let noun = name[start..].trim_start_matches(gap).to_lowercase();
            if self
                .generic
                .contains(noun.strip_suffix('.').unwrap_or(&noun))
            {
                return &name[..start];
            }
            at = name.len() - name[start..].trim_start_matches(gap).len();
        }
        name
    }
}

/// A name as letters of ASCII, digits, dots within it and plus signs, in small letters.
///
/// ```
/// use aikg::eval::name::plain;
/// assert_eq!(plain("DeepSeek-V3.2"), "deepseekv3.2");
/// assert_eq!(plain("the U.S. Nvidia’s"), "theusnvidia");
/// ```
pub fn plain(name: &str) -> String {
    let folded = name.nfkd().flat_map(char::to_lowercase);
    // What small letters leave and case folding does not.
    let folded: String = folded.collect::<String>().replace('ß', "ss");
    let chars: Vec<char> = without_possessive(&folded.chars().collect::<Vec<_>>());
    let mut out = String::with_capacity(chars.len());
    for (i, &c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|b| chars.get(b));
        let after = chars.get(i + 1);
        // "U.S." is "US", but "V3.2" keeps its dot.
        let abbreviates = c == '.'
            && before.is_some_and(char::is_ascii_lowercase)
            && after.is_none_or(|a| a.is_ascii_lowercase() || a.is_whitespace());
        let kept = c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '+' | 'τ');
        if kept && !abbreviates {
            out.push(c);
        }
    }
    out.trim_matches('.').to_string()
}

/// Without `'s` where a word ends.
fn without_possessive(chars: &[char]) -> Vec<char> {
    let mut out = Vec::with_capacity(chars.len());
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let ends = |next: Option<&char>| next.is_none_or(|n| !(n.is_alphanumeric() || *n == '_'));
        if matches!(c, '\'' | '’' | '‘' | '`')
            && chars.get(at + 1) == Some(&'s')
            && ends(chars.get(at + 2))
        {
            at += 2;
        } else {
            out.push(c);
            at += 1;
        }
    }
    out
}

/// Without round brackets, what is in them and the spaces before.
fn without_brackets(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(open) = rest.find('(') {
        let Some(close) = rest[open..].find(')') else {
            break;
        };
        out.push_str(rest[..open].trim_end());
        rest = &rest[open + close + 1..];
    }
    out.push_str(rest);
    out
}

fn without_article(name: &str) -> &str {
    for article in ["the", "its", "an", "a"] {
        let Some((first, rest)) = name.split_at_checked(article.len()) else {
            continue;
        };
        if first.eq_ignore_ascii_case(article) && rest.starts_with(char::is_whitespace) {
            return rest.trim_start();
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::{Names, plain};

    fn names() -> Names {
        let generic = ["gpus", "ai chips", "line-up", "inc"].map(String::from);
        let group = ["Apache-2.0", "Apache 2.0", "Apache License, Version 2.0"].map(String::from);
        Names::new(&generic, &[group.to_vec()])
    }

    fn alike(a: &str, b: &str) -> bool {
        !names().forms(a).is_disjoint(&names().forms(b))
    }

    #[test]
    fn signs_and_case_tell_nothing() {
        assert_eq!(plain("DeepSeek-V3.2"), plain("deepseek v3.2"));
        assert_eq!(plain("Nvidia’s"), "nvidia");
        assert_eq!(plain("U.S."), plain("US"));
        assert_eq!(plain("Télécom ²"), "telecom2");
        assert_eq!(plain("通义"), "");
        assert_ne!(plain("GPT-4.1"), plain("GPT-41"));
    }

    #[test]
    fn what_only_says_what_a_thing_is_falls_away() {
        assert!(alike("H200 GPUs", "H200"));
        assert!(alike("the Ascend AI chips", "Ascend"));
        assert!(alike("Blackwell line-up", "Blackwell"));
        assert!(alike("DBRX (132B)", "DBRX"));
        assert!(alike("Acme, Inc.", "Acme,"));
        assert!(!alike("H200", "H100"));
    }

    #[test]
    fn synonyms_are_one_name() {
        assert!(alike("Apache License, Version 2.0", "Apache-2.0"));
        assert!(!alike("Apache 1.1", "Apache-2.0"));
    }
}
