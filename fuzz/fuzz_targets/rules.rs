//! Files of rules: stanzas and the language of patterns, beside the project's own word lists.

#![no_main]

use aikg::extract::Reader;
use aikg::model::Vocabulary;
use aikg::store::bundle;
use std::sync::OnceLock;

type Files = Vec<(String, String)>;

/// The vocabulary and the files that hold word lists.
fn base() -> &'static (Vocabulary, Files) {
    static BASE: OnceLock<(Vocabulary, Files)> = OnceLock::new();
    BASE.get_or_init(|| {
        let mut files = bundle::rules();
        files.retain(|(path, _)| path.ends_with("/english.toml"));
        (bundle::vocabulary().expect("vocabulary"), files)
    })
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let (vocabulary, files) = base();
    let mut files = files.clone();
    files.push(("own.toml".into(), text.into()));
    if let Err(fault) = Reader::new(vocabulary, &[], &files) {
        assert!(!fault.to_string().is_empty());
    }
});
