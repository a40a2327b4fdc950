//! What the pages of pictures and of charts share: margins, fonts, the title above, the SVG around.

use crate::picture::ink::{Ink, n};
use crate::picture::measure::wrap;
use crate::picture::shape::SMALL;
use crate::picture::xml::escape;

/// Space around everything, in pixels.
pub const MARGIN: f64 = 24.0;
/// Font size of the title, in pixels.
pub const TITLE: f64 = 18.0;
/// Fonts in order of preference; the first is the widest, by which texts are measured.
const FONTS: &str = "DejaVu Sans, Verdana, Segoe UI, Helvetica, Arial, sans-serif";

/// Draws a title and a line below it at the head of a page of a width, and gives the place below them.
pub fn head(ink: &mut Ink, title: &str, subtitle: &str, across: f64) -> f64 {
    let limit = across - 2.0 * MARGIN;
    let mut y = MARGIN;
    for line in wrap(title, TITLE, true, limit) {
        y += TITLE;
        ink.words("h", (MARGIN, y), &line, "");
        y += TITLE * 0.35;
    }
    for line in wrap(subtitle, SMALL, false, limit) {
        y += SMALL * 1.2;
        ink.words("m", (MARGIN, y), &line, "");
    }
    y
}

/// The SVG of a page that is `across` wide and ends below `y`: its title and the sentence for those who do not see it,
/// its `style` and definitions, its ground, and what was drawn.
pub fn svg(
    (across, y): (f64, f64),
    (title, summary): (&str, &str),
    style: &str,
    ground: &str,
    ink: Ink,
) -> String {
    let (w, h) = (n(across), n(y + MARGIN));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\" \
         role=\"img\" aria-labelledby=\"title desc\" font-family=\"{FONTS}\" font-size=\"{SMALL}\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n{style}\
         <rect width=\"{w}\" height=\"{h}\" fill=\"{ground}\"/>\n{}</svg>\n",
        escape(title),
        escape(summary),
        ink.into_text()
    )
}
