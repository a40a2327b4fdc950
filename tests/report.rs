//! Reports: those of the templates that ship, on articles of ours, and faults in templates.

use crate::cli::place::{Place, expect};

#[test]
fn a_dossier_cites_every_fact() {
    let place = Place::with_articles();
    let text = place
        .run("report dossier -p name='Mistral Medium 3'")
        .status(0);
    expect("report-dossier", std::slice::from_ref(&text));
    let facts = text
        .stdout
        .lines()
        .filter(|l| l.starts_with("| ") || l.starts_with("- "));
    for fact in facts.filter(|l| !l.starts_with("| |")) {
        assert!(fact.contains("[^"), "{fact}");
    }
    for note in 1.. {
        if !text.stdout.contains(&format!("[^{note}]")) {
            assert!(note > 1);
            break;
        }
        assert!(text.stdout.contains(&format!("\n[^{note}]: ")), "{note}");
    }
}

/// Notes are numbered as they are read, and the picture has no numbers of its own.
#[test]
fn a_report_has_one_list_of_sources() {
    let place = Place::with_articles();
    let run = "report dossier -p name='Mistral Medium 3'";
    let text = place.run(run).status(0).stdout;
    let (body, notes) = text.split_once("\n[^1]: ").unwrap();
    let first = |note: &str| body.find(note).unwrap();
    assert!(first("[^1]") < first("[^2]"));
    assert!(body.contains("Sources of the picture: [^1]"), "{body}");
    // Each fact leads to the words that say it.
    assert!(body.contains("| released on | 2025[^1]ᵃ |"), "{body}");
    assert!(notes.contains("ᵃ\u{202F}“released Mistral Medium 3 in 2025”"));
    assert!(body.contains("\\$0.50 / 1M tokens"), "{body}");
    place.run(&format!("{run} -o it.html")).status(0);
    let page = place.text("it.html");
    let (_, picture) = page.split_once("<figure>").unwrap();
    let (picture, _) = picture.split_once("</figure>").unwrap();
    assert!(
        !picture.contains(">Mistral prices its middle."),
        "{picture}"
    );
}

#[test]
fn a_page_needs_nothing_else() {
    let place = Place::with_articles();
    place
        .run("report dossier -p name='Mistral Medium 3' -o it.html")
        .status(0);
    let page = place.text("it.html");
    assert!(
        page.starts_with("<!DOCTYPE html>") && page.contains("<figure><svg"),
        "{page}"
    );
    for foreign in ["<script", "<link", "src=", "@import", "url(http"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    place
        .run("report dossier -p name='Mistral Medium 3' -o again.html")
        .status(0);
    assert_eq!(page, place.text("again.html"));
}

#[test]
fn the_other_templates_tell_what_there_is() {
    let place = Place::with_articles();
    let names = "'Mistral Medium 3,olmo-2-32b'";
    let text = place
        .run(&format!("report comparison -p names={names}"))
        .status(0);
    assert!(
        text.stdout.contains("| Mistral Medium 3 | OLMo 2 32B |"),
        "{}",
        text.stdout
    );
    place.run("report supply-chain -p name=Mistral").status(0);
    place.run("report").status(0).prints("dossier");
}

#[test]
fn names_are_never_read_as_markdown() {
    let place = Place::with_articles();
    place.file(
        "t.md",
        "{#\n#+ summary: x\n#+ param: a string required\n#}\n{{ a }}\n",
    );
    let text = place
        .run("report t.md -p 'a=<b>[x](y) *z* | {{ 1 }}'")
        .status(0);
    assert_eq!(text.stdout, "&lt;b&gt;\\[x\\](y) \\*z\\* \\| {{ 1 }}\n");
}

#[test]
fn faults_have_their_line_and_nothing_is_written() {
    let place = Place::with_articles();
    let head = "{#\n#+ summary: x\n#}\n";
    let faults = [
        ("{{ nothing }}", "there is no value 'nothing'"),
        ("{% for %}", "unexpected"),
        ("{{ entity('Nobody Of That Name') }}", "Nobody Of That Name"),
        ("{{ entity() }}", "entity() needs name"),
        ("{{ chart('no-such-question') }}", "no-such-question"),
        (
            "{{ picture(around='olmo-2-32b', hops='x') }}",
            "hops is no number",
        ),
        ("{{ rows('models', nonsense=1) }}", "nonsense"),
        ("{{ fact_of(1) }}", "is unknown"),
    ];
    for (line, told) in faults {
        place.file("t.md", format!("{head}{line}\n"));
        place
            .run("report t.md -o out.md")
            .status(2)
            .says("t.md:4: ")
            .says(told);
        assert!(!place.path("out.md").exists());
    }
    place.file("t.md", format!("{head}x {{{{ pictur }}}}\n"));
    let told = place.run("report t.md").status(2);
    told.says("4 | x {{ pictur }}\n  |      ^")
        .says("hint: did you mean picture?");
    place
        .run("report dosier")
        .status(2)
        .says("did you mean dossier?");
    place
        .run("report dossier")
        .status(2)
        .says("write -p name=deepseek-v4");
    place
        .run("report dossier -p nam=x")
        .status(2)
        .says("did you mean 'name'?");
    place
        .run("report dossier -p name=x -o x.docx")
        .status(2)
        .says("'docx' is no format");
}

/// Scores on two benchmarks are two things, wherever they are told.
#[test]
fn a_score_tells_its_benchmark() {
    let place = Place::empty();
    place.run("init").status(0);
    place.file(
        "scores.md",
        "---\ntitle: Two models on two benchmarks\ndate: 2026-03-02\npublisher: The Ledger\n---\n\
         | Benchmark | OLMo 2 32B | Mistral Medium 3 |\n|---|---|---|\n| MMLU-Pro | 51.2 | 77.2 |\n\
         | GPQA Diamond | 30.1 | 51.2 |\n",
    );
    place.run("add scores.md").status(0);
    let shown = place.run("show 'Mistral Medium 3'").status(0);
    let shown = shown.prints("77.2 (MMLU-Pro)");
    shown.prints("51.2 (GPQA Diamond)");
    let table = place.run("report comparison -p names='OLMo 2 32B,Mistral Medium 3'");
    let table = table.status(0);
    for (benchmark, scores) in [
        ("MMLU-Pro", ["51.2", "77.2"]),
        ("GPQA Diamond", ["30.1", "51.2"]),
    ] {
        let row = format!("| benchmark score ({benchmark}) |");
        let row = table.stdout.lines().find(|l| l.starts_with(&row)).unwrap();
        let cells: Vec<&str> = row.split('|').collect();
        for (cell, score) in cells[2..].iter().zip(scores) {
            assert!(cell.trim().starts_with(&format!("{score}[")), "{row}");
        }
    }
}
