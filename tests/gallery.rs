//! The gallery shows what its commands make.
//!
//! After a wanted change, run with `SNAPSHOTS=overwrite` and look at each picture.

use crate::cli::place::{Place, expect_file};
use std::fs;
use std::path::Path;

#[test]
fn its_pictures_are_made_by_its_commands() {
    let gallery = fs::read_to_string("docs/gallery.md").unwrap();
    let place = Place::empty();
    place.run("init").status(0);
    let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    place.run(&format!("add -q '{}'", articles.display()));
    let mut made = 0;
    for command in gallery.lines().filter_map(|l| l.strip_prefix("aikg ")) {
        let (_, name) = command.rsplit_once("-o ").unwrap();
        place.run(command).status(0);
        assert!(gallery.contains(&format!("](gallery/{name})")), "{name}");
        expect_file(&format!("docs/gallery/{name}"), &place.text(name));
        made += 1;
    }
    assert_eq!(made, 12);
    assert_eq!(fs::read_dir("docs/gallery").unwrap().count(), made);
}
