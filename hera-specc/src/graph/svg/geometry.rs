//! Points and rectangles. All lengths are pixels; y grows downwards.

/// A point.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// A rectangle by its upper left corner and its size.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Rect {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) w: f64,
    pub(super) h: f64,
}

pub(super) fn point(x: f64, y: f64) -> Point {
    Point { x, y }
}

impl Rect {
    pub(super) fn centered(at: Point, w: f64, h: f64) -> Rect {
        Rect { x: at.x - w / 2.0, y: at.y - h / 2.0, w, h }
    }

    pub(super) fn center(&self) -> Point {
        point(self.x + self.w / 2.0, self.y + self.h / 2.0)
    }

    pub(super) fn right(&self) -> f64 {
        self.x + self.w
    }

    pub(super) fn bottom(&self) -> f64 {
        self.y + self.h
    }

    /// The smallest rectangle around both.
    pub(super) fn with(self, other: Rect) -> Rect {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let (right, bottom) = (self.right().max(other.right()), self.bottom().max(other.bottom()));
        Rect { x, y, w: right - x, h: bottom - y }
    }

    /// Whether an upright or level line touches it, edges not counted.
    pub(super) fn meets(&self, a: Point, b: Point) -> bool {
        let (left, right) = (a.x.min(b.x), a.x.max(b.x));
        let (top, bottom) = (a.y.min(b.y), a.y.max(b.y));
        left < self.right() && right > self.x && top < self.bottom() && bottom > self.y
    }
}

/// The smallest rectangle around all, if there is one.
pub(super) fn around(all: impl IntoIterator<Item = Rect>) -> Option<Rect> {
    all.into_iter().reduce(Rect::with)
}
