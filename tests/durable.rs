//! What the store outlives: full disks, bytes that flip, files that others change, two writers at once.

use crate::cli::place::{Place, Ran};
use std::fs::{self, File, FileTimes, Metadata};
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

const ALL: &str = "query -e 'SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p'";

/// The file of the index.
fn data(place: &Place) -> PathBuf {
    let number = place.text(".aikg/index/current");
    place.path(&format!(".aikg/index/{}/data.mdb", number.trim()))
}

/// Writes other bytes to a file of the index; with `hidden` its time stays what it was.
fn overwrite(path: &PathBuf, bytes: &[u8], hidden: bool) {
    let before = fs::metadata(path).unwrap();
    loop {
        let mut file = File::options().write(true).open(path).unwrap();
        file.write_all(bytes).unwrap();
        if hidden {
            let time = FileTimes::new().set_modified(before.modified().unwrap());
            file.set_times(time).unwrap();
        }
        // The clock of a file system moves in steps of some milliseconds.
        if changed(&before) != changed(&fs::metadata(path).unwrap()) || !cfg!(unix) {
            return;
        }
    }
}

/// When the system saw a file change; where it does not tell, nothing.
fn changed(file: &Metadata) -> (i64, i64) {
    #[cfg(unix)]
    return (
        std::os::unix::fs::MetadataExt::ctime(file),
        std::os::unix::fs::MetadataExt::ctime_nsec(file),
    );
    #[cfg(not(unix))]
    (0, 0)
}

/// Writes other bytes to a file of the index as a failing disk would, without a sign.
fn rot(path: &PathBuf, bytes: &[u8]) {
    fs::write(path.with_file_name("seal"), "open\n").unwrap();
    overwrite(path, bytes, true);
}

/// Numbers that are the same each time.
fn numbers(mut seed: u64) -> impl FnMut(usize) -> usize {
    move |below| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    }
}

#[test]
fn a_flipped_bit_is_found_or_does_no_harm() {
    let place = Place::with_articles();
    let whole = place.run(ALL).status(0).stdout;
    let (path, mut number) = (data(&place), numbers(9));
    let bytes = fs::read(&path).unwrap();
    let mut found = 0;
    for round in 0..25 {
        let mut damaged = bytes.clone();
        for _ in 0..=round % 4 {
            damaged[number(bytes.len())] ^= 1 << number(8);
        }
        rot(&path, &damaged);
        let check = place.run("store check --quick");
        match check.status {
            Some(0) => assert_eq!(place.run(ALL).status(0).stdout, whole, "round {round}"),
            _ => {
                assert!(
                    check.stdout.starts_with("the index is damaged: "),
                    "{check}"
                );
                check.status(1);
                found += 1;
            }
        }
        rot(&path, &bytes);
    }
    assert!(found > 10, "{found}");
    rot(&path, &vec![0; bytes.len()]);
    place.run("store check").status(1);
    place.run("store rebuild").status(0);
    assert!(place.run("store check").status(0).stdout.contains("sound"));
    assert_eq!(place.run(ALL).status(0).stdout, whole);
}

#[test]
fn a_file_of_the_index_that_others_change_is_made_anew() {
    let place = Place::with_articles();
    let whole = place.run(ALL).status(0).stdout;
    let mut number = numbers(5);
    let hidden = if cfg!(unix) {
        [false, true]
    } else {
        [false, false]
    };
    for hidden in hidden.repeat(4) {
        let path = data(&place);
        let mut bytes = fs::read(&path).unwrap();
        for _ in 0..50 {
            let at = number(bytes.len());
            bytes[at] ^= 1 << number(8);
        }
        overwrite(&path, &bytes, hidden);
        let answer = place.run(ALL).status(0);
        assert_eq!(answer.stdout, whole);
        assert!(answer.stderr.contains("changed the index"), "{answer}");
    }
}

#[test]
fn check_tells_quads_that_no_file_says() {
    let place = Place::with_articles();
    place.run(ALL).status(0);
    let own = "data/triples/articles/2025/olmo-2-2025-03-13.trig";
    let path = place.path(own);
    let (text, time) = (place.text(own), fs::metadata(&path).unwrap());
    let other = text.replacen("\"Ai2", "\"Ai3", 1);
    assert_ne!(text, other);
    // As if the index had missed a change: the file has another content under the same stamp.
    let mut file = File::options().write(true).open(&path).unwrap();
    file.write_all(other.as_bytes()).unwrap();
    let times = FileTimes::new().set_modified(time.modified().unwrap());
    file.set_times(times).unwrap();
    let check = place.run("store check").status(1);
    assert!(check.stdout.contains("that the text files make"), "{check}");
    place.run("store check --quick").status(0);
    place.run("store rebuild").status(0);
    place.run("store check").status(0);
}

#[test]
fn a_backup_comes_back_whole_or_not_at_all() {
    let place = Place::with_articles();
    place.file("one.nq", "<a:s> <a:p> <a:o> <a:g> .\n");
    place.run("load one.nq").status(0);
    place.file(".aikg/sets/.half.new/0000.nq.zst", "half");
    let all = place.run("dump").status(0).stdout;
    place.run("store backup kept.zip").status(0);
    place.run("store restore kept.zip copy").status(0);
    assert!(!place.path("copy/one.nq").exists() && !place.path("copy/.aikg/restore").exists());
    assert!(sorted(&place.run("--workspace copy dump").status(0).stdout) == sorted(&all));
    place.run("--workspace copy verify").status(0);
    // In the place of another state: what came since goes, other files stay.
    place.run("forget --yes olmo-2-2025-03-13").status(0);
    place.file("data/rules/new.toml", "");
    let changed = place.files();
    place.run("store restore kept.zip .").status(2);
    assert!(place.files() == changed);
    place.run("store restore kept.zip . --yes").status(0);
    assert!(sorted(&place.run("dump").status(0).stdout) == sorted(&all));
    assert!(!place.path("data/rules/new.toml").exists() && place.path("one.nq").exists());
    damaged_backups_change_nothing(&place);
}

fn damaged_backups_change_nothing(place: &Place) {
    let before = place.files();
    let (bytes, mut number) = (fs::read(place.path("kept.zip")).unwrap(), numbers(3));
    for round in 0..12 {
        let mut damaged = bytes.clone();
        match round % 3 {
            0 => damaged.truncate(number(bytes.len())),
            1 => damaged[number(bytes.len() / 2)] ^= 1 << number(8),
            _ => (0..200).for_each(|_| damaged[number(bytes.len())] ^= 1 << number(8)),
        }
        place.file("bad.zip", damaged);
        let ran = place.run("store restore bad.zip . --yes");
        if ran.status == Some(0) {
            // The bit was one that means nothing, such as a time.
            assert_eq!(round % 3, 1, "{ran}");
        } else {
            ran.status(3);
            place.run("store restore bad.zip elsewhere").status(3);
            assert!(!place.path("elsewhere").exists());
        }
        fs::remove_file(place.path("bad.zip")).unwrap();
        let mut after = place.files();
        after.remove("bad.zip");
        assert!(after == before, "round {round}");
    }
}

fn sorted(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines
}

/// Runs the program with files no larger than so many blocks of 512 bytes: a disk that is full.
#[cfg(unix)]
fn cramped(place: &Place, line: &str, blocks: u32) -> Ran {
    let program = env!("CARGO_BIN_EXE_aikg");
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec {program} {line}");
    let output = Command::new("sh")
        .args(["-c", &script])
        .env("AIKG_NOW", crate::cli::place::NOW)
        .current_dir(place.path(""))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    place.ran(line, &output)
}

#[test]
#[cfg(unix)]
fn a_full_disk_loses_nothing() {
    let place = Place::with_articles();
    let all = place.run("dump").status(0).stdout;
    let line = |n| format!("<a:s{n}> <a:p{}> \"text number {n}\" .\n", n % 7);
    place.file("many.nq", (0..40_000).map(line).collect::<String>());
    let mut failed = 0;
    for command in [
        "load many.nq",
        "store compact",
        "store rebuild",
        "store backup b.zip",
        "dump -o all.nq",
    ] {
        for blocks in [8, 64, 400, 1500] {
            let ran = cramped(&place, command, blocks);
            if ran.status == Some(0) {
                break;
            }
            failed += 1;
            assert!(ran.stderr.contains("hint: free some space"), "{ran}");
            ran.status(4);
            assert!(place.run("store check").status(0).stdout.contains("sound"));
            let now = place.run("dump").status(0).stdout;
            assert!(sorted(&now) == sorted(&all), "{command} {blocks}");
        }
        if command.starts_with("load") {
            assert_eq!(fs::read_dir(place.path(".aikg/sets")).unwrap().count(), 0);
        }
    }
    assert!(failed > 8, "{failed}");
    place.run("load many.nq").status(0);
    place.run("store check").status(0);
}

#[test]
fn two_writers_queue_and_readers_see_whole_documents() {
    let place = Place::workspace();
    let text = |n: usize| {
        format!(
            "Ai2 released OLMo {n} on March 13, 2025.\n\nMistral Medium 3 costs $0.{n}0 per million input tokens.\n"
        )
    };
    for writer in 0..2 {
        for n in 1..7 {
            place.file(&format!("w{writer}/a{writer}{n}.txt"), text(n));
        }
    }
    let start = |line: &str| {
        let mut command = place.command(line);
        let piped = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        piped.spawn().unwrap()
    };
    let mut writers: Vec<_> = (0..2)
        .flat_map(|writer| (1..7).map(move |n| (writer, n)))
        .map(|(writer, n)| start(&format!("add w{writer}/a{writer}{n}.txt")))
        .collect();
    // Each document has as many statements as were counted when it came: none is seen in part.
    let parts = "query -e 'SELECT ?d (COUNT(?s) AS ?n) { ?s prov:wasDerivedFrom ?d } GROUP BY ?d' --format csv";
    let mut seen = std::collections::BTreeMap::new();
    let mut look = || {
        let rows = place.run(parts).status(0).stdout;
        for row in rows.lines().skip(1) {
            let (document, count) = row.split_once(',').unwrap();
            let first = seen
                .entry(document.to_string())
                .or_insert(count.to_string());
            assert_eq!(first, count, "{document}");
        }
    };
    while writers.iter_mut().any(|w| w.try_wait().unwrap().is_none()) {
        look();
    }
    for writer in writers {
        let output = writer.wait_with_output().unwrap();
        place.ran("add", &output).status(0);
    }
    look();
    assert_eq!(seen.len(), 12);
    place.run("store check").status(0);
}

#[test]
fn compressed_rdf_is_loaded_and_dumped() {
    let place = Place::workspace();
    let line = |n| format!("<a:s{n}> <a:p> \"{n}\" <a:g> .\n");
    place.file("plain.nq", (0..3_000).map(line).collect::<String>());
    place.run("load --name a plain.nq").status(0);
    let all = place.run("dump --graph a:g").status(0).stdout;
    for ending in ["gz", "zst"] {
        let name = format!("all.nt.{ending}");
        place.run(&format!("dump --graph a:g -o {name}")).status(0);
        let bytes = fs::read(place.path(&name)).unwrap();
        assert!(bytes.len() < all.len() / 3);
        place
            .run(&format!("load --name {ending} --graph a:{ending} {name}"))
            .status(0);
        let back = place.run(&format!("dump --graph a:{ending}")).status(0);
        assert!(back.stdout == all);
        // The first bytes tell, whatever the name is.
        let fed = format!("load --name fed --graph a:fed{ending} --format nt -");
        place.feed(&fed, &bytes).status(0);
        place.file(&format!("half.nt.{ending}"), &bytes[..bytes.len() / 2]);
        place.run(&format!("load half.nt.{ending}")).status(3);
        broken_lines_are_told(&place, ending);
    }
}

/// A fault in a compressed text is told by its line and column in the text.
fn broken_lines_are_told(place: &Place, ending: &str) {
    let mut bytes = Vec::new();
    let text = format!("{}<a:b> <a:c> .\n", "<a:b> <a:c> <a:d> .\n".repeat(700));
    let compression = aikg::store::Compression::of_file(&format!("x.{ending}")).0;
    let mut packed = aikg::store::Compressed::new(&mut bytes, compression).unwrap();
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap();
    let name = format!("bad.nt.{ending}");
    place.file(&name, bytes);
    let ran = place.run(&format!("load {name}")).status(3);
    assert!(ran.stderr.contains(&format!("{name}:701:")), "{ran}");
    assert!(ran.stderr.contains("701 | <a:b> <a:c> .\n"), "{ran}");
}

#[test]
fn compacting_drops_terms_that_nothing_uses() {
    let place = Place::workspace();
    let line = |n| format!("<a:s{n}> <a:p> \"a longer text of number {n}\" <a:g> .\n");
    place.file("many.nq", (0..5_000).map(line).collect::<String>());
    place.run("add medium-3.txt olmo-2.md").status(0);
    place.run("forget --yes medium-3-2025-05-07").status(0);
    let terms = || -> u64 {
        let stats = place.run("store stats --format jsonl").status(0).stdout;
        let head: serde_json::Value = serde_json::from_str(stats.lines().next().unwrap()).unwrap();
        head["terms"].as_u64().unwrap()
    };
    let (before, all) = (terms(), place.run("dump").status(0).stdout);
    place.run("store compact").status(0);
    assert!(terms() < before);
    assert!(place.run("dump").status(0).stdout == all);
    place.run("store check").status(0);
    place.run("load many.nq").status(0);
    place.run("store compact").status(0);
    place.run("store check").status(0);
    let count = "query -e 'SELECT (COUNT(*) AS ?n) { GRAPH <a:g> { ?s ?p ?o } }' --format csv";
    assert!(place.run(count).status(0).stdout.contains("5000"));
}
