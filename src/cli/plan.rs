//! The plan of a query as a table.

use aikg::model::Namespaces;
use aikg::query::explain::Part;

/// The parts of a plan, each above what it takes its rows from, with the rows expected and found, and milliseconds.
pub fn table(plan: &Part, namespaces: &Namespaces) -> String {
    let mut lines = vec![["expected", "rows", "ms", "part"].map(String::from)];
    list(plan, 0, namespaces, &mut lines);
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

#[cfg(test)]
mod tests {
    use super::shortened;
    use aikg::model::Namespaces;

    #[test]
    fn names_are_short_and_comparisons_stay() {
        let short = |text: &str| shortened(text, &Namespaces::default());
        let text = "QuadPattern(?m <https://w3id.org/aikg/ns#runsOn> <urn:x> ?g)";
        assert_eq!(short(text), "QuadPattern(?m ai:runsOn <urn:x> ?g)");
        assert_eq!(short("Filter(?a < ?b)"), "Filter(?a < ?b)");
    }
}
