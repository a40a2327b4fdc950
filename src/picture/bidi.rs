//! Letters that turn the direction of a text, kept from turning what stands beside it.

use std::borrow::Cow;

/// Whether a letter only says in which direction others run.
fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text that ends in the direction in which it began: where it has such letters it is set apart from its
/// surroundings, and the letters that would end that early are left out.
pub fn isolated(text: &str) -> Cow<'_, str> {
    if !text.contains(turns) {
        return Cow::Borrowed(text);
    }
    let ends = |c: &char| !matches!(c, '\u{2066}'..='\u{2069}');
    let inner: String = text.chars().filter(ends).collect();
    Cow::Owned(format!("\u{2068}{inner}\u{2069}"))
}

#[cfg(test)]
mod tests {
    use super::isolated;

    #[test]
    fn what_turns_a_text_stays_inside_of_it() {
        assert_eq!(isolated("Heron 4 עברית"), "Heron 4 עברית");
        assert_eq!(
            isolated("A\u{202e}B\u{2069}C"),
            "\u{2068}A\u{202e}BC\u{2069}"
        );
    }
}
