//! An SVG text as PNG or PDF, without any program or font of the system.
//!
//! `usvg` reads the text, `resvg` paints it and `krilla` writes it as PDF, whose words can be searched. Texts are set
//! in DejaVu Sans, which is part of the program and by whose widths pictures are laid out.

use krilla::Document;
use krilla::geom::Size;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt, SvgSettings};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, ID, Source};
use resvg::usvg::{Group, Node, Options, Text, Tree};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Most pixels of a PNG.
pub const PIXELS: f32 = 100_000_000.0;
/// The font that is part of the program.
const FAMILY: &str = "DejaVu Sans";

/// Why an SVG text gives no figure.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum FigureError {
    /// It is no SVG.
    #[error("the picture cannot be read: {0}")]
    Unread(String),
    /// It would have more than [`PIXELS`]: its width and height at this scale.
    #[error("the picture would be {0} by {1} pixels; at most 100 million are drawn")]
    Large(f32, f32),
    /// A font file that holds no font; its place among those given.
    #[error("no font is in it")]
    Font(usize),
    /// It could not be written.
    #[error("the picture cannot be written: {0}")]
    Unwritten(String),
}

/// A picture that has been read, with the fonts for its texts.
#[derive(Debug)]
pub struct Figure {
    tree: Tree,
}

impl Figure {
    /// Reads an SVG text; `fonts` are files of fonts for characters that DejaVu Sans lacks.
    ///
    /// # Errors
    /// A text that is no SVG, a file that is no font.
    pub fn read(svg: &str, fonts: Vec<Vec<u8>>) -> Result<Self, FigureError> {
        let mut known = Database::new();
        known.load_font_data(dejavu::sans::regular().to_vec());
        known.load_font_data(dejavu::sans::bold().to_vec());
        // Whatever family a picture names: where it is not there, this one is taken.
        known.set_serif_family(FAMILY);
        known.set_sans_serif_family(FAMILY);
        known.set_monospace_family(FAMILY);
        for (place, font) in fonts.into_iter().enumerate() {
            if known
                .load_font_source(Source::Binary(Arc::new(font)))
                .is_empty()
            {
                return Err(FigureError::Font(place));
            }
        }
        let options = Options {
            fontdb: Arc::new(known),
            font_family: FAMILY.to_string(),
            ..Options::default()
        };
        let tree = Tree::from_str(svg, &options).map_err(|e| FigureError::Unread(e.to_string()))?;
        Ok(Self { tree })
    }

    /// The picture as PNG, `scale` pixels for each of its own.
    ///
    /// # Errors
    /// It would have more than [`PIXELS`].
    pub fn png(&self, scale: f32) -> Result<Vec<u8>, FigureError> {
        let size = self.tree.size();
        let (width, height) = (
            (size.width() * scale).ceil(),
            (size.height() * scale).ceil(),
        );
        let large = FigureError::Large(width, height);
        if !(width >= 1.0 && height >= 1.0 && width * height <= PIXELS) {
            return Err(large);
        }
        // Both are at most as large as their product.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let pixels = Pixmap::new(width as u32, height as u32);
        let mut pixels = pixels.ok_or(large)?;
        let whole = Transform::from_scale(scale, scale);
        resvg::render(&self.tree, whole, &mut pixels.as_mut());
        let png = pixels.encode_png();
        png.map_err(|e| FigureError::Unwritten(e.to_string()))
    }

    /// The picture as a PDF of one page, a point for each of its pixels.
    ///
    /// # Errors
    /// The picture cannot be written as PDF.
    pub fn pdf(&self) -> Result<Vec<u8>, FigureError> {
        pdf(std::slice::from_ref(self))
    }

    /// Characters of its texts that no font has, which are not drawn.
    pub fn missing(&self) -> BTreeSet<char> {
        let mut missing = BTreeSet::new();
        let fonts = self.tree.fontdb();
        let has = |c: char| fonts.faces().any(|face| has(fonts, face.id, c));
        for text in texts(self.tree.root()) {
            let said = text.chunks().iter().flat_map(|chunk| chunk.text().chars());
            missing.extend(said.filter(|c| !c.is_control() && !c.is_whitespace() && !has(*c)));
        }
        missing
    }
}

/// Pictures as a PDF, each on a page of its size.
///
/// # Errors
/// One of them cannot be written as PDF.
pub fn pdf(figures: &[Figure]) -> Result<Vec<u8>, FigureError> {
    let mut document = Document::new();
    for figure in figures {
        let size = figure.tree.size();
        let large = FigureError::Large(size.width(), size.height());
        let settings = PageSettings::from_wh(size.width(), size.height());
        let area = Size::from_wh(size.width(), size.height());
        let (Some(settings), Some(area)) = (settings, area) else {
            return Err(large);
        };
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        surface.draw_svg(&figure.tree, area, SvgSettings::default());
        surface.finish();
        page.finish();
    }
    let pdf = document.finish();
    pdf.map_err(|e| FigureError::Unwritten(format!("{e:?}")))
}

fn has(fonts: &Database, face: ID, c: char) -> bool {
    let found = fonts.with_face_data(face, |data, index| {
        ttf_parser::Face::parse(data, index).is_ok_and(|face| face.glyph_index(c).is_some())
    });
    found.unwrap_or(false)
}

/// All texts of a group and of the groups in it.
fn texts(group: &Group) -> Vec<&Text> {
    let mut found = Vec::new();
    for node in group.children() {
        match node {
            Node::Group(inner) => found.extend(texts(inner)),
            Node::Text(text) => found.push(text.as_ref()),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"120\" height=\"40\">\
                       <text x=\"5\" y=\"20\" font-family=\"Unknown Sans\">Words 数</text></svg>";

    #[test]
    fn words_are_drawn_whatever_font_they_name() {
        let figure = Figure::read(SVG, Vec::new()).unwrap();
        let blank = Figure::read(&SVG.replace("Words 数", " "), Vec::new()).unwrap();
        assert_ne!(figure.png(1.0).unwrap(), blank.png(1.0).unwrap());
        assert_eq!(figure.missing(), BTreeSet::from(['数']));
        let pdf = figure.pdf().unwrap();
        assert!(pdf.starts_with(b"%PDF"));
        assert_eq!(pdf, figure.pdf().unwrap());
    }

    #[test]
    fn what_cannot_be_drawn_is_told() {
        let figure = Figure::read(SVG, Vec::new()).unwrap();
        assert!(matches!(figure.png(10_000.0), Err(FigureError::Large(..))));
        assert!(matches!(figure.png(0.0), Err(FigureError::Large(..))));
        assert!(matches!(
            Figure::read("<svg", Vec::new()),
            Err(FigureError::Unread(_))
        ));
        let font = Figure::read(SVG, vec![b"no font".to_vec()]);
        assert_eq!(font.unwrap_err(), FigureError::Font(0));
    }
}
