//! The ways of the forward arrows, from card to card.

use std::collections::BTreeMap;

use super::geometry::{Point, Rect, point};
use super::inner::Inside;
use super::layered::Laid;
use super::scene::Groups;

/// Between the ends of several arrows at one side of a card.
pub(super) const PORT_GAP: f64 = 22.0;
/// Between a card and an arrow that passes it.
const CLEAR: f64 = 12.0;

/// An arrow by the shapes at its ends.
type Edge = (usize, usize);

/// Where everything stands that an arrow meets.
pub(super) struct Places<'a> {
    pub(super) groups: &'a Groups,
    pub(super) insides: &'a [Inside],
    pub(super) laid: &'a Laid,
    /// The edge of the outer graph between two groups.
    pub(super) between: &'a BTreeMap<Edge, usize>,
    /// How far the middle of a card is left of the middle of its cell.
    pub(super) beside: f64,
    pub(super) cards: &'a [Rect],
    pub(super) boxes: &'a [Rect],
}

/// A way in three parts: out of the first box, between, into the second.
#[derive(Debug)]
struct Parts {
    leave: Vec<Point>,
    through: Vec<Point>,
    enter: Vec<Point>,
}

impl Places<'_> {
    /// The whole ways. Where several arrows leave or meet one card, they do it beside each other.
    pub(super) fn ways(&self, edges: &[Edge]) -> BTreeMap<Edge, Vec<Point>> {
        let parts: BTreeMap<Edge, Parts> =
            edges.iter().map(|edge| (*edge, self.parts(*edge))).collect();
        let (mut out, mut into) = (Sides::new(), Sides::new());
        for ((from, to), parts) in &parts {
            // Sorted by where an arrow goes first, and by where it comes from last.
            let first = parts.through.first().map_or(self.cards[*to].center().x, |p| p.x);
            let last = parts.through.last().map_or(self.cards[*from].center().x, |p| p.x);
            out.entry(*from).or_default().push((first, (*from, *to)));
            into.entry(*to).or_default().push((last, (*from, *to)));
        }
        let (out, into) = (spread(self.cards, out), spread(self.cards, into));
        let whole = |(edge, mut parts): (Edge, Parts)| {
            let (from, to) = (self.cards[edge.0], self.cards[edge.1]);
            let start = point(from.center().x + out[&edge], from.bottom());
            let end = point(to.center().x + into[&edge], to.y);
            shift(&mut parts.leave, from.center().x, start.x);
            shift(&mut parts.enter, to.center().x, end.x);
            let inner = parts.leave.into_iter().chain(parts.through).chain(parts.enter);
            (edge, [start].into_iter().chain(inner).chain([end]).collect())
        };
        parts.into_iter().map(whole).collect()
    }

    /// The way of an arrow, without its ends.
    fn parts(&self, (from, to): Edge) -> Parts {
        let (a, b) = (self.groups.of[&from], self.groups.of[&to]);
        let at = |group: usize| self.laid.at[group];
        if a == b {
            let within = self.insides[a].within.get(&(from, to)).into_iter().flatten();
            let through = self.straightened(within.map(|p| moved(*p, at(a))).collect(), Some(a));
            let leave = vec![moved(self.insides[a].below(from), at(a))];
            let enter = vec![moved(self.insides[a].above(to), at(a))];
            return Parts { leave, through, enter };
        }
        let leave = self.insides[a].leave[&from].iter().map(|p| moved(*p, at(a)));
        let enter = self.insides[b].enter[&to].iter().map(|p| moved(*p, at(b)));
        let (mut leave, mut enter): (Vec<Point>, Vec<Point>) = (leave.collect(), enter.collect());
        // Through what is left of the layer straight, so that every bend is between layers.
        leave.extend(leave.last().map(|p| point(p.x, self.laid.layer(a).1)));
        let above = enter.first().map(|p| point(p.x, self.laid.layer(b).0));
        enter.splice(0..0, above);
        let through = self.laid.through[self.between[&(a, b)]].clone();
        Parts { leave, through: self.straightened(through, None), enter }
    }

    /// Moves each passage of a layer to where it would be in line with the cards, if nothing is there
    /// and it stays in its group.
    fn straightened(&self, mut through: Vec<Point>, group: Option<usize>) -> Vec<Point> {
        let (boxes, left) = match group {
            Some(group) => {
                let inside = &self.insides[group];
                (&[][..], self.laid.at[group].x - inside.size.0 / 2.0 + inside.margin)
            }
            None => (self.boxes, f64::NEG_INFINITY),
        };
        for passage in through.chunks_mut(2) {
            let [top, bottom] = passage else { continue };
            let x = top.x - self.beside;
            let near = |it: &Rect| {
                let wide = Rect { x: it.x - CLEAR, w: it.w + 2.0 * CLEAR, ..*it };
                wide.meets(point(x, top.y), point(x, bottom.y))
            };
            if x >= left && !self.cards.iter().chain(boxes).any(near) {
                (top.x, bottom.x) = (x, x);
            }
        }
        through
    }
}

/// The arrows at one side of each card, each with what it is sorted by.
type Sides = BTreeMap<usize, Vec<(f64, Edge)>>;

/// How far from the middle of its card each arrow ends.
fn spread(cards: &[Rect], sides: Sides) -> BTreeMap<Edge, f64> {
    let mut spread = BTreeMap::new();
    for (card, mut side) in sides {
        side.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let count = side.len() as f64;
        let gap = PORT_GAP.min(cards[card].w * 0.7 / count);
        for (at, (_, edge)) in side.into_iter().enumerate() {
            spread.insert(edge, (at as f64 - (count - 1.0) / 2.0) * gap);
        }
    }
    spread
}

/// Moves what runs straight below or above the middle of a card to where the arrow ends.
fn shift(points: &mut [Point], from: f64, to: f64) {
    points.iter_mut().filter(|p| (p.x - from).abs() < 0.5).for_each(|p| p.x = to);
}

pub(super) fn moved(p: Point, by: Point) -> Point {
    point(p.x + by.x, p.y + by.y)
}
