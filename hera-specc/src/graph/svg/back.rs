//! The way back between two inverses: level and upright lines through the space between the layers.

use super::geometry::{Point, Rect, around, point};

/// Between a card and a line that passes it.
const CLEAR: f64 = 18.0;

/// The way from the top of one inverse to the bottom of another above it. Where no free way is found,
/// the straight one is taken: it is drawn below the cards, so that nothing becomes illegible.
pub(super) fn way(cards: &[Rect], from: usize, to: usize, layers: &[(f64, f64)]) -> Vec<Point> {
    let (start, end) = (cards[from], cards[to]);
    let (top, bottom) = (point(start.center().x, start.y), point(end.center().x, end.bottom()));
    // The free space above the layer of the first, and that below the layer of the second.
    let above = free(layers, start.center().y, true).min(top.y - CLEAR / 2.0);
    let below = free(layers, end.center().y, false).max(bottom.y + CLEAR / 2.0);
    let right = around(cards.iter().copied()).map_or(top.x, |all| all.right() + CLEAR);
    let beside = start.right().max(end.right()) + CLEAR;
    let candidates = [
        vec![top, bottom],
        vec![top, point(top.x, above), point(bottom.x, above), bottom],
        vec![top, point(top.x, below), point(bottom.x, below), bottom],
        around_by(top, bottom, beside, above, below),
        around_by(top, bottom, right, above, below),
    ];
    let straight = |line: &Vec<Point>| {
        line.windows(2)
            .all(|pair| (pair[0].x - pair[1].x).abs() < 0.5 || (pair[0].y - pair[1].y).abs() < 0.5)
    };
    let clear = |line: &Vec<Point>| {
        let others = cards.iter().enumerate().filter(|(at, _)| *at != from && *at != to);
        others
            .into_iter()
            .all(|(_, card)| line.windows(2).all(|pair| !card.meets(pair[0], pair[1])))
    };
    let found = candidates.iter().find(|line| straight(line) && clear(line));
    found.unwrap_or(&candidates[1]).clone()
}

fn around_by(top: Point, bottom: Point, lane: f64, above: f64, below: f64) -> Vec<Point> {
    vec![
        top,
        point(top.x, above),
        point(lane, above),
        point(lane, below),
        point(bottom.x, below),
        bottom,
    ]
}

/// The middle of the free space above or below the layer at a height.
fn free(layers: &[(f64, f64)], y: f64, above: bool) -> f64 {
    let at = layers.iter().position(|layer| layer.0 <= y && y <= layer.1);
    let Some(at) = at else { return y };
    let (top, bottom) = layers[at];
    match above {
        true => (top + at.checked_sub(1).map_or(top - CLEAR, |at| layers[at].1)) / 2.0,
        false => (bottom + layers.get(at + 1).map_or(bottom + CLEAR, |layer| layer.0)) / 2.0,
    }
}
