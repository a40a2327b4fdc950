//! Rectangles and points on the page, in pixels from the top left.

/// A point: right, then down.
pub type Point = (f64, f64);

/// An upright rectangle.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Rect {
    /// Left side.
    pub left: f64,
    /// Top side.
    pub top: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Rect {
    /// The rectangle of a size around a point.
    pub fn around(centre: Point, size: (f64, f64)) -> Self {
        Self {
            left: centre.0 - size.0 / 2.0,
            top: centre.1 - size.1 / 2.0,
            width: size.0,
            height: size.1,
        }
    }

    /// Right side.
    pub fn right(&self) -> f64 {
        self.left + self.width
    }

    /// Bottom side.
    pub fn bottom(&self) -> f64 {
        self.top + self.height
    }

    /// The point in its middle.
    pub fn centre(&self) -> Point {
        (self.left + self.width / 2.0, self.top + self.height / 2.0)
    }

    /// Whether a point lies in it or nearer to it than `near`.
    pub fn holds(&self, point: Point, near: f64) -> bool {
        point.0 > self.left - near
            && point.0 < self.right() + near
            && point.1 > self.top - near
            && point.1 < self.bottom() + near
    }

    /// Whether two share more than a line.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right()
            && other.left < self.right()
            && self.top < other.bottom()
            && other.top < self.bottom()
    }

    /// Down for right and right for down.
    pub fn turned(self) -> Self {
        Self {
            left: self.top,
            top: self.left,
            width: self.height,
            height: self.width,
        }
    }

    /// Moved by so much.
    pub fn moved(self, by: Point) -> Self {
        Self {
            left: self.left + by.0,
            top: self.top + by.1,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rect;

    #[test]
    fn neighbours_do_not_overlap() {
        let a = Rect::around((5.0, 5.0), (10.0, 10.0));
        let beside = a.moved((10.0, 0.0));
        assert!(!a.overlaps(&beside) && a.overlaps(&a.moved((9.0, 9.0))));
        assert!(a.holds((10.0, 5.0), 1.0) && !a.holds((10.0, 5.0), 0.0));
        assert_eq!(a.turned().turned(), a);
    }
}
