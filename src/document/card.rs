//! What the front matter of a model card says of the model: its licence.
//!
//! In posts `license` is that of the post; what only cards have tells the two apart.

use std::ops::Range;

/// The class of documents that are cards of models.
pub const CLASS: &str = "ModelCard";

/// Fields that the front matter of model cards has, and that of posts does not.
const OF_CARDS: [&str; 4] = ["pipeline_tag", "library_name", "base_model", "license_link"];

/// Fields that say something of the model.
const READ: [&str; 2] = ["license", "license_name"];

/// The lines of front matter, as ranges of bytes of the text, that are read like lines of a label and a value; none
/// where it is not that of a model card.
pub fn lines(front: &str) -> Vec<Range<usize>> {
    let mut card = false;
    let mut read = Vec::new();
    let mut at = 0;
    for line in front.split_inclusive('\n') {
        let key = line.split_once(':').map_or("", |(key, _)| key);
        card |= OF_CARDS.contains(&key);
        if READ.contains(&key) {
            read.push(at..at + line.trim_end().len());
        }
        at += line.len();
    }
    if card { read } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_licence_of_a_card_is_read_and_that_of_a_post_is_not() {
        let card = "---\nlicense: mit\nlibrary_name: transformers\n---\n";
        let read: Vec<&str> = lines(card).into_iter().map(|line| &card[line]).collect();
        assert_eq!(read, ["license: mit"]);
        assert!(lines("---\ntitle: A day out\nlicense: mit\n---\n").is_empty());
    }
}
