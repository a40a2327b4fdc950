//! Pictures as pixels and pages: those that ship as text are compared as pictures with what somebody has looked at.
//!
//! To renew the pictures after a wanted change, run the tests with `SNAPSHOTS=overwrite` and look at each.

use crate::cli::place::Place;
use aikg::picture::figure::Figure;
use resvg::tiny_skia::Pixmap;
use std::fs;
use std::path::{Path, PathBuf};

/// Pixels for each pixel of the picture: small files, in which all that matters can still be seen.
const SCALE: f32 = 0.75;
/// Most difference of two pictures that look the same: the mean of all colours of all pixels, of 255.
const SAME: f64 = 0.5;

/// The pictures that other tests hold as text.
fn drawn() -> Vec<PathBuf> {
    let mut found = vec![PathBuf::from("tests/export/small.svg")];
    for entry in fs::read_dir("tests/chart").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "svg") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn figure(svg: &Path) -> Figure {
    Figure::read(&fs::read_to_string(svg).unwrap(), Vec::new()).unwrap()
}

/// How far two pictures are from each other, from 0 to 255.
fn difference(a: &Pixmap, b: &Pixmap) -> f64 {
    let pairs = a.data().iter().zip(b.data());
    let sum: u64 = pairs.map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    f64::from(u32::try_from(sum).unwrap_or(u32::MAX))
        / f64::from(u32::try_from(a.data().len()).unwrap())
}

#[test]
fn pictures_look_as_they_did() {
    for path in drawn() {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let golden = PathBuf::from(format!("tests/figure/{name}.png"));
        let png = figure(&path).png(SCALE).unwrap();
        if std::env::var("SNAPSHOTS").is_ok_and(|v| v == "overwrite") {
            fs::write(&golden, &png).unwrap();
        }
        let now = Pixmap::decode_png(&png).unwrap();
        let then = Pixmap::decode_png(&fs::read(&golden).unwrap()).unwrap();
        assert_eq!(
            (now.width(), now.height()),
            (then.width(), then.height()),
            "{name}"
        );
        let far = difference(&now, &then);
        assert!(far < SAME, "{name} differs by {far:.2}");
    }
}

#[test]
fn a_difference_is_seen() {
    let pixels =
        |path: &str| Pixmap::decode_png(&figure(Path::new(path)).png(SCALE).unwrap()).unwrap();
    let picture = pixels("tests/export/small.svg");
    assert!(difference(&picture, &picture) < f64::EPSILON);
    let svg = fs::read_to_string("tests/export/small.svg").unwrap();
    let bare = svg.replace("<text", "<desc").replace("</text", "</desc");
    let bare = Figure::read(&bare, Vec::new()).unwrap().png(SCALE).unwrap();
    assert!(difference(&picture, &Pixmap::decode_png(&bare).unwrap()) > SAME);
}

#[test]
fn the_program_writes_png_and_pdf_the_same_every_time() {
    let place = Place::with_articles();
    for name in ["a.png", "b.png", "a.pdf", "b.pdf"] {
        place.run(&format!("export -o {name}")).status(0);
    }
    let bytes = |name: &str| fs::read(place.path(name)).unwrap();
    assert!(bytes("a.png").starts_with(b"\x89PNG") && bytes("a.pdf").starts_with(b"%PDF"));
    assert_eq!(bytes("a.png"), bytes("b.png"));
    assert_eq!(bytes("a.pdf"), bytes("b.pdf"));
}

#[test]
fn what_cannot_be_drawn_is_told() {
    let place = Place::with_articles();
    place
        .run("export png --scale 900 -o x.png")
        .status(2)
        .says("at most 100 million are drawn");
    assert!(!place.path("x.png").exists());
    place
        .run("export pdf --font aikg.toml -o x.pdf")
        .status(3)
        .says("aikg.toml: no font is in it");
}
