//! Charts: exact small ones of each mark, hostile text, random data, and what the command says.

use crate::cli::place::{Place, expect};
use crate::common;
use aikg::chart::{Chart, ChartError, Drawn, draw};
use aikg::model::{Date, Namespaces, Vocabulary};
use aikg::picture::layout::rect::Rect;
use aikg::picture::measure::width;
use aikg::picture::{Source, Style, style};
use aikg::query::table::CellKind;
use aikg::query::{Cell, Question, Table};
use proptest::prelude::*;
use snapbox::assert::DEFAULT_ACTION_ENV;
use std::fs;
use std::sync::LazyLock;

/// Text that no chart may trip over.
const HOSTILE: &str =
    "A \"quoted\" <b>&amp;\u{1} ]]> \\ \n\u{202e}עברית 数据 {x|y} $t -- /* \u{301}👍 \\N";

/// A chart from a table: a view, a title, names of columns, rows; cells are set apart by tabs.
fn read(text: &str) -> (Question, Table) {
    let mut lines = text.lines();
    let (view, title) = (lines.next().unwrap(), lines.next().unwrap());
    let header = format!("#+ summary: {title}\n#+ view: {view}\nSELECT * {{}}");
    let columns: Vec<String> = lines.next().unwrap().split('\t').map(Into::into).collect();
    let row = |line: &str| line.split('\t').map(cell).collect();
    let rows = lines.map(row).collect();
    (
        Question::parse("q.rq", &header).unwrap(),
        Table { columns, rows },
    )
}

fn cell(text: &str) -> Option<Cell> {
    let kind = match text.parse() {
        // Four digits are a year here.
        Ok(number) if text.parse::<Date>().is_err() => CellKind::Number(number),
        _ if text.starts_with("https://") => CellKind::Iri,
        _ => CellKind::Text,
    };
    let text = text.to_string();
    (!text.is_empty()).then_some(Cell { text, kind })
}

fn sources() -> Vec<Source> {
    let source = |(id, title, date): (&str, &str, &str)| Source {
        document: id.into(),
        title: title.into(),
        publisher: "Example Wire".into(),
        date: date.into(),
        address: Some(format!("https://example.org/{id}")),
    };
    let all = [
        ("a", "Prices of models in spring", "2025-06-01"),
        ("b", "Heron Labs raises money", "2025-12-10"),
        ("c", "The new models are out", "2026-04-24"),
    ];
    all.map(source).to_vec()
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| common::names().0);

fn drawn(
    question: &Question,
    table: &Table,
    sources: &[Source],
    wide: f64,
) -> Result<Drawn, ChartError> {
    draw(&Chart {
        view: question.view.as_ref().unwrap(),
        table,
        vocabulary: &VOCABULARY,
        namespaces: &Namespaces::default(),
        title: &question.summary,
        subtitle: "From 3 documents up to 2026-04-24",
        sources,
        listed: true,
        style: &Style::read(style::bundled("light").unwrap()).unwrap(),
        width: wide,
        most: None,
    })
}

/// To renew the files after a wanted change, run the tests with `SNAPSHOTS=overwrite`.
#[test]
fn a_small_chart_of_each_mark_is_exactly_this() {
    let fixtures = common::listed("tests/chart", "tsv");
    assert_eq!(fixtures.len(), 6);
    for path in fixtures {
        let (question, table) = read(&fs::read_to_string(&path).unwrap());
        let drawn = drawn(&question, &table, &sources(), 760.0).unwrap();
        inside(&drawn.svg).unwrap();
        let expected = snapbox::Data::read_from(&path.with_extension("svg"), None).raw();
        snapbox::Assert::new()
            .action_env(DEFAULT_ACTION_ENV)
            .eq(snapbox::Data::text(drawn.svg).raw(), expected);
    }
}

/// The fixtures with hostile text in all cells, the title and the sources.
#[test]
fn hostile_text_breaks_no_chart() {
    for path in common::listed("tests/chart", "tsv") {
        let (mut question, mut table) = read(&fs::read_to_string(&path).unwrap());
        for cell in table.rows.iter_mut().flatten().flatten() {
            if cell.kind == CellKind::Text && cell.text.parse::<Date>().is_err() {
                cell.text.push_str(HOSTILE);
            }
            if cell.kind == CellKind::Iri {
                cell.text = format!("javascript:{HOSTILE}");
            }
        }
        question.summary.push_str(HOSTILE);
        let mut sources = sources();
        sources[0].title.push_str(HOSTILE);
        let svg = drawn(&question, &table, &sources, 760.0).unwrap().svg;
        roxmltree::Document::parse(&svg).unwrap();
        assert!(!svg.contains("javascript:"), "{}", path.display());
    }
}

#[test]
fn what_has_no_place_is_counted_and_said() {
    let text = "line x=?date y=?inputPrice series=?model\nPrices\ndate\tinputPrice\tmodel\tcurrency\n\
                2026-01-01\t1.5\tHeron\t\n2026-02\t2.5\tHeron\t\n\t2.5\tHeron\t\n2026-03\tfree\tHeron\t\n2026-03\t4\tHeron\tCNY";
    let (question, table) = read(text);
    let drawn = drawn(&question, &table, &[], 760.0).unwrap();
    assert_eq!(drawn.values, 2);
    let note =
        "3 rows are left out: 1 in CNY, 1 without a date, 1 without a number for input price.";
    assert_eq!(drawn.notes, [note]);
    for words in [
        note,
        "Input price, USD per 1,000,000 tokens",
        "Heron $2.50",
        "Heron: 1.5 USD per 1,000,000 tokens, 2026-01-01",
        "Heron: 2.5 USD per 1,000,000 tokens, 2026-02<",
        "role=\"img\"",
        "Line chart of 2 values.",
    ] {
        assert!(drawn.svg.contains(words), "{words}");
    }
}

#[test]
fn of_many_series_the_smaller_ones_are_grey() {
    let mut text = "line x=?date y=?price series=?model\nPrices\ndate\tprice\tmodel\n".to_string();
    for model in 0..20 {
        for month in 1..=(if model < 12 { 3 } else { 2 }) {
            text.push_str(&format!(
                "2026-0{month}-01\t{}.5\tmodel {model:02}\n",
                model + month
            ));
        }
    }
    let (question, table) = read(text.trim_end());
    let drawn = drawn(&question, &table, &[], 760.0).unwrap();
    assert!(
        drawn.notes[0].starts_with("8 more series"),
        "{:?}",
        drawn.notes
    );
    let named = |model: &str| drawn.svg.contains(&format!("\">{model} "));
    // Four of the dozen are those that reach highest.
    assert!(named("model 07") && named("model 19") && !named("model 08") && !named("model 12"));
    assert!(
        drawn
            .svg
            .contains("<title>model 12: 13.5, 2026-01-01</title>")
    );
    inside(&drawn.svg).unwrap();
}

/// Where all flows weigh the same, those between the names with the most flows are drawn, whatever their letters.
#[test]
fn of_many_flows_those_of_the_largest_names_are_drawn() {
    let mut text = "sankey source=?a target=?b label=?how\nFlows\na\tb\thow\n".to_string();
    for i in 0..45 {
        text.push_str(&format!("alone {i:02}\tend {i:02}\tmakes\n"));
    }
    for i in 0..9 {
        text.push_str(&format!("Zenith\tchip {i}\tmakes\n"));
    }
    let (question, table) = read(text.trim_end());
    let drawn = drawn(&question, &table, &[], 760.0).unwrap();
    assert!(drawn.svg.contains(">Zenith</text>") && drawn.svg.contains("Zenith to chip 8"));
    assert_eq!(
        drawn.notes[1],
        "14 flows are left out: the flows between the largest names are drawn."
    );
}

/// A flow that passes over a layer has a place of its own there, beside the nodes.
#[test]
fn a_flow_crosses_no_name_that_it_does_not_concern() {
    let text = "sankey source=?a target=?b value=?n\nFlows\na\tb\tn\n\
                A\tB\t1.5\nB\tC\t1.5\nA\tC\t1.5";
    let (question, table) = read(text);
    let svg = drawn(&question, &table, &[], 760.0).unwrap().svg;
    let document = roxmltree::Document::parse(&svg).unwrap();
    let path = |title: &str| {
        let told = |n: &roxmltree::Node<'_, '_>| n.text() == Some(title);
        let title = document.descendants().find(told).unwrap();
        let path = title.next_siblings().find(|n| n.has_tag_name("path"));
        let d = path.unwrap().attribute("d").unwrap();
        let numbers = d.split(|c: char| !c.is_ascii_digit() && c != '.');
        numbers.filter_map(|n| n.parse().ok()).collect::<Vec<f64>>()
    };
    // M left top h 9 v height h -9.
    let node = path("B: 1.5");
    let (top, foot) = (node[1], node[1] + node[3]);
    let band = path("A to C: 1.5");
    // The band is level from one side of the layer of B to the other: its second corner and its third.
    let level = band[7];
    assert!((band[6] - node[0]).abs() < 0.2, "{band:?} {node:?}");
    assert!(level >= foot || level < top, "{band:?} {node:?}");
}

#[test]
fn what_nothing_drawn_cites_is_not_listed() {
    let text = "bar x=?n y=?a cite=?doc\nBars\na\tn\tdoc\n\
                Heron\t2.5\thttps://w3id.org/aikg/doc/c\nTern\t\thttps://w3id.org/aikg/doc/a\n\
                Plover\t1.5\thttps://w3id.org/aikg/doc/b";
    let (question, table) = read(text);
    let drawn = drawn(&question, &table, &sources(), 760.0).unwrap();
    assert!(!drawn.svg.contains("Prices of models in spring"));
    assert!(drawn.svg.contains("Heron: 2.5 [2]") && drawn.svg.contains("Plover: 1.5 [1]"));
}

#[test]
fn what_belongs_to_nobody_known_is_called_so() {
    let text = "scatter x=?m y=?n label=?a series=?maker\nModels\na\tm\tn\tmaker\n\
                Heron\t2.5\t1.5\tHeron Labs\nTern\t1.5\t2.5\t";
    let (question, table) = read(text);
    let svg = drawn(&question, &table, &[], 760.0).unwrap().svg;
    assert!(svg.contains(">maker not known</text>"), "{svg}");
}

/// Prices of less than a dollar and of hundreds are both to be read.
#[test]
fn numbers_that_lie_far_apart_are_laid_out_by_their_ratios() {
    let text = "line x=?date y=?inputPrice series=?model\nPrices\ndate\tinputPrice\tmodel\n\
                2026-01-01\t0.1\tHeron\n2026-02-01\t0.2\tHeron\n2026-01-01\t150.5\tTern";
    let (question, table) = read(text);
    let svg = drawn(&question, &table, &[], 760.0).unwrap().svg;
    assert!(svg.contains("USD per 1,000,000 tokens, log scale"));
    let ticks = svg.matches("class=\"m e\"").count();
    assert!(ticks >= 3, "{ticks}");
}

#[test]
fn a_view_of_a_missing_column_and_a_graph_are_told() {
    let (question, table) = read("bar x=?amuont y=?name\nBars\namount\tname\n1.5\ta");
    let error = drawn(&question, &table, &[], 760.0).unwrap_err();
    let near = Some("amount".to_string());
    assert_eq!(
        error,
        ChartError::Column {
            column: "amuont".into(),
            channel: "x",
            near
        }
    );
    let (graph, table) = read("graph source=?a target=?b\nGraph\na\tb\nx\ty");
    assert_eq!(drawn(&graph, &table, &[], 760.0), Err(ChartError::Graph));
}

/// The texts of an SVG as rectangles: none lies over another, none leaves the page.
fn inside(svg: &str) -> Result<(), String> {
    let document = roxmltree::Document::parse(svg).unwrap();
    let page = document.root_element();
    let number = |node: roxmltree::Node<'_, '_>, name: &str| -> f64 {
        node.attribute(name).unwrap().parse().unwrap()
    };
    let (wide, high) = (number(page, "width"), number(page, "height"));
    let mut boxes: Vec<(Rect, String)> = Vec::new();
    for node in document.descendants().filter(|n| n.has_tag_name("text")) {
        let class: Vec<&str> = node.attribute("class").unwrap().split(' ').collect();
        let (size, bold) = match class[0] {
            "h" => (18.0, true),
            "b" => (11.0, true),
            "s" => (8.0, false),
            _ => (11.0, false),
        };
        let own = node.text().unwrap_or_default();
        let mark: String = node
            .children()
            .filter(roxmltree::Node::is_element)
            .filter_map(|c| c.text())
            .collect();
        let length = width(own, size, bold) + width(&mark, 8.0, false);
        let (x, y) = (number(node, "x"), number(node, "y"));
        let left = match class.get(1) {
            Some(&"e") => x - length,
            Some(&"c") => x - length / 2.0,
            _ => x,
        };
        let place = Rect {
            left,
            top: y - size * 0.76,
            width: length,
            height: size * 0.9,
        };
        // Places are rounded to a tenth of a pixel.
        let within = place.left >= -0.2 && place.right() <= wide + 0.2;
        if !within || place.top < 0.0 || place.bottom() > high {
            return Err(format!("outside: {own:?} at {place:?}"));
        }
        let inner = Rect {
            left: left + 0.3,
            width: length - 0.6,
            ..place
        };
        if let Some((_, other)) = boxes.iter().find(|(b, _)| b.overlaps(&inner)) {
            return Err(format!("{own:?} lies over {other:?}"));
        }
        boxes.push((inner, own.to_string()));
    }
    Ok(())
}

/// Rows of a date, two numbers, and names long and short.
fn rows() -> impl Strategy<Value = Vec<String>> {
    let date = prop_oneof![
        "20[12][0-9]-0[1-9]-[12][0-9]",
        "20[12][0-9]-1[0-2]",
        "20[12][0-9]",
    ];
    let number = prop_oneof![
        (1..5_000_000_i64).prop_map(|n| format!("{}.{:02}", n / 100, n % 100)),
        (-50_000_i64..2_000_000_000_000).prop_map(|n| format!("{n}.0")),
    ];
    let name = prop_oneof![
        "[A-E]",
        "[A-Z][a-z]{2,12} [0-9]",
        "([A-Z][a-z]{5,20} ){1,6}[a-z]{30}",
    ];
    let document = "[abcd]".prop_map(|d| format!("https://w3id.org/aikg/doc/{d}"));
    let modality = prop_oneof!["Asserted", "Claimed", "Rumored"];
    let row = (
        date,
        number.clone(),
        number,
        name.clone(),
        name,
        document,
        modality,
    );
    let row = row.prop_map(|(d, x, y, a, b, doc, how)| [d, x, y, a, b, doc, how].join("\t"));
    prop::collection::vec(row, 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn no_text_lies_over_another_or_outside_of_the_page(rows in rows(), wide in 320.0..1200.0_f64) {
        let said = "modality=?how cite=?doc";
        for view in [
            format!("line x=?date y=?n series=?a {said}"),
            format!("line x=?m y=?n series=?a yscale=log xscale=log interpolate=linear {said}"),
            format!("scatter x=?m y=?n label=?b series=?a xscale=log {said}"),
            format!("scatter x=?date y=?n label=?b {said}"),
            format!("timeline x=?date y=?a label=?b {said}"),
            format!("timeline x=?date label=?b {said}"),
            format!("bar x=?n y=?a series=?b {said}"),
            format!("bar x=?n y=?b xunit=\"USD\" {said}"),
            format!("sankey source=?a target=?b value=?n {said}"),
            format!("sankey source=?a target=?b {said}"),
        ] {
            let text = format!("{view}\nA title\ndate\tm\tn\ta\tb\tdoc\thow\n{}", rows.join("\n"));
            let (question, table) = read(text.trim_end());
            let first = drawn(&question, &table, &sources(), wide.round()).unwrap();
            let again = drawn(&question, &table, &sources(), wide.round()).unwrap();
            prop_assert_eq!(&first.svg, &again.svg);
            let sound = inside(&first.svg);
            prop_assert!(sound.is_ok(), "{}: {:?}", view, sound);
        }
    }
}

#[test]
fn the_command_draws_and_puts_the_data_beside() {
    let place = Place::with_articles();
    let runs = [
        place.run("chart price-history -o prices.svg").status(0),
        place
            .run("chart price-history -p kind=outputPrice --format csv")
            .status(0),
        place.run("chart release-timeline -o lanes.csv").status(0),
        place.run("queries funding-rounds").status(0),
    ];
    expect("chart", &runs);
    let svg = place.text("prices.svg");
    roxmltree::Document::parse(&svg).unwrap();
    assert!(svg.contains("Mistral Medium 3 $0.50") && svg.contains("Example Wire"));
    let data = place.text("prices.csv");
    assert!(data.starts_with("from,model,maker,price,"));
    assert!(
        data.lines()
            .nth(1)
            .unwrap()
            .starts_with("2025-05-07,Mistral Medium 3,Mistral AI,0.4,")
    );
    let own = "chart price-history -p model='Mistral Medium 3' --csv own.csv -o - -q --title Own";
    let shown = place.run(own).status(0).stdout;
    assert!(shown.starts_with("<svg") && shown.contains(">Own</title>"));
    assert!(place.text("own.csv").lines().count() == data.lines().count());
    assert!(place.text("lanes.csv").starts_with("releasedOn,"));
    // Made again, the data are replaced; what else stands there is not.
    place.run("chart price-history -o prices.svg").status(0);
    place.file("prices.csv", "mine,own\n1,2\n");
    let refused = place.run("chart price-history -o prices.svg").status(2);
    assert!(
        refused
            .stderr
            .contains("prices.csv is there, and holds other data")
    );
    assert_eq!(place.text("prices.csv"), "mine,own\n1,2\n");
    place
        .run("chart price-history -o prices.svg --csv other.csv")
        .status(0);
}

#[test]
fn the_command_says_what_is_amiss_and_leaves_nothing() {
    let place = Place::with_articles();
    place.file("plain.rq", "SELECT ?n { VALUES ?n { 1 } }");
    place.file(
        "column.rq",
        "#+ summary: X\n#+ view: bar x=?amount y=?nmae\nSELECT ?name ?amount { VALUES (?name ?amount) { (\"a\" 1) } }",
    );
    place.file("view.rq", "#+ summary: X\n#+ view: brr x=?a\nSELECT ?a {}");
    place.file(
        "many.rq",
        "#+ summary: X\n#+ view: bar x=?n y=?name\nSELECT ?n ?name { ?a ?b ?c . ?d ?e ?f BIND(1 AS ?n) BIND(\"x\" AS ?name) }",
    );
    let before = place.names();
    let runs = [
        place.run("chart models -o x.svg").status(2),
        place.run("chart runs-on-network").status(2),
        place.run("chart plain.rq").status(2),
        place.run("chart price-histry").status(2),
        place.run("chart price-history --format gif").status(2),
        place
            .run("chart price-history --style nowhere.toml")
            .status(2),
        place.run("chart column.rq -o x.svg").status(2),
        place
            .run("chart price-history -o x.svg --csv x.svg")
            .status(2),
        place.run("chart view.rq").status(3),
        place.run("chart many.rq -o x.svg").status(2),
        place
            .run("chart price-history -p model=olmo-2-32b -o x.svg")
            .status(1),
        place.run("chart price-history -o nowhere/x.svg").status(4),
    ];
    expect("chart-faults", &runs);
    assert_eq!(before, place.names());
}
