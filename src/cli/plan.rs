//! The plan of a query as a table.

use aikg::model::Namespaces;
use aikg::query::explain::Part;

/// The parts of a plan, each above what it takes its rows from, with the rows expected and found, and milliseconds.
pub fn table(plan: &Part, namespaces: &Namespaces) -> String {
    let mut lines = vec![["expected", "rows", "ms", "part"].map(String::from)];
    list(plan, 0, namespaces, &mut lines);
    let mut known = Vec::new();
    for line in &mut lines {
        let [_, _, _, part] = line;
        *part = numbered(part, &mut known);
    }
    let width = |column: usize| lines.iter().map(|l| l[column].len()).max().unwrap_or(0);
    let [a, b, c] = [0, 1, 2].map(width);
    let line = |[expected, rows, ms, part]: &[String; 4]| {
        format!("{expected:>a$}  {rows:>b$}  {ms:>c$}  {part}\n")
    };
    lines.iter().map(line).collect()
}

fn list(part: &Part, depth: usize, namespaces: &Namespaces, into: &mut Vec<[String; 4]>) {
    let expected = part
        .expected
        .map_or(String::new(), |rows| format!("{rows:.0}"));
    into.push([
        expected,
        part.rows.to_string(),
        format!("{:.1}", part.seconds * 1e3),
        format!(
            "{}{}",
            "  ".repeat(depth),
            shortened(&part.name, namespaces)
        ),
    ]);
    for child in &part.children {
        list(child, depth + 1, namespaces, into);
    }
}

/// A text whose IRIs have prefixes where the project knows one.
fn shortened(text: &str, namespaces: &Namespaces) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('<') {
        out.push_str(before);
        // "?a < ?b": a comparison holds blanks, an IRI none.
        let iri = behind.split_once('>').filter(|(iri, _)| !iri.contains(' '));
        let Some((iri, after)) = iri else {
            out.push('<');
            rest = behind;
            continue;
        };
        match namespaces.shortened(iri) {
            short if short == iri => out.push_str(&format!("<{iri}>")),
            short => out.push_str(&short),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A text whose variables without a name of their own, to the evaluator long random numbers, are `?_1`, `?_2` and so on.
fn numbered(text: &str, known: &mut Vec<String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('?') {
        let (before, behind) = rest.split_at(at + 1);
        out.push_str(before);
        let end = behind.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let (name, after) = behind.split_at(end.unwrap_or(behind.len()));
        let hexadecimal = name
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'));
        if name.len() >= RANDOM && hexadecimal {
            let place = known.iter().position(|k| k == name).unwrap_or_else(|| {
                known.push(name.to_string());
                known.len() - 1
            });
            out.push_str(&format!("_{}", place + 1));
        } else {
            out.push_str(name);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Fewest digits of such a number: it has 128 bits, of which the first may be zero.
const RANDOM: usize = 24;

#[cfg(test)]
mod tests {
    use super::{numbered, shortened};
    use aikg::model::Namespaces;

    #[test]
    fn names_are_short_and_comparisons_stay() {
        let short = |text: &str| shortened(text, &Namespaces::default());
        let text = "QuadPattern(?m <https://w3id.org/aikg/ns#runsOn> <urn:x> ?g)";
        assert_eq!(short(text), "QuadPattern(?m ai:runsOn <urn:x> ?g)");
        assert_eq!(short("Filter(?a < ?b)"), "Filter(?a < ?b)");
    }

    #[test]
    fn variables_without_a_name_have_a_number() {
        let (a, b) = (
            "4f95c2acd1a7fe3526076735728ad08c",
            "ce252f235535b89dd6e8b58468543cea",
        );
        let mut known = Vec::new();
        let text = format!("Extend(?{a} -> ?n, ?{b}) ?cached");
        assert_eq!(
            numbered(&text, &mut known),
            "Extend(?_1 -> ?n, ?_2) ?cached"
        );
        assert_eq!(numbered(&format!("?{b}"), &mut known), "?_2");
    }
}
