//! What makes a picture legible, held against random flows: nothing overlaps, arrows go from card to
//! card and past all others, and texts have their space.

use proptest::prelude::*;

use super::super::model::{Arrow, Box, Flow, Kind, Note, Picture, Shape, Way};
use super::card::text_width;
use super::draw::heading_at;
use super::geometry::{Point, Rect, point};
use super::scene::Scene;
use super::{EDGES_MAX, NODES_MAX, Placed, placed, svg};

/// What a random node is.
#[derive(Clone, Debug)]
struct Drawn {
    /// How far before it its predecessors stand.
    after: Vec<usize>,
    /// Whether it opens a box, goes on with that of the node before, or stands alone.
    boxed: u8,
    undo: bool,
    conditional: bool,
    name: usize,
}

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    let node = (
        prop::collection::vec(1_usize..6, 0..3),
        0_u8..6,
        any::<bool>(),
        any::<bool>(),
        1_usize..60,
    );
    let node = node.prop_map(|(after, boxed, undo, conditional, name)| Drawn {
        after,
        boxed,
        undo,
        conditional,
        name,
    });
    prop::collection::vec(node, 1..24)
}

/// A flow in which boxes hold neighbours in the order, so that they never wait for each other.
fn flow(drawn: &[Drawn]) -> Flow {
    let shape = |kind, title: String| Shape {
        kind,
        title,
        lines: vec!["HERA.SALON.POS.CART.ADD_LINE.v1".to_owned()],
        when: None,
        notes: Vec::new(),
        inside: None,
    };
    let mut shapes = vec![shape(Kind::Start, "POS.CART.LINE_ADD.REQUESTED".to_owned())];
    let mut boxes: Vec<Box> = Vec::new();
    let mut arrows = Vec::new();
    for (at, node) in drawn.iter().enumerate() {
        let mut step = shape(Kind::Write, format!("{}_{at}", "N".repeat(node.name)));
        step.when = node.conditional.then(|| "$.payload.line_type == 'RETAIL'".repeat(1 + at % 4));
        step.inside = match node.boxed {
            0 | 1 => {
                boxes.push(Box {
                    name: "b".repeat(node.name),
                    declared: true,
                    commits: true,
                    isolation: None,
                });
                Some(boxes.len() - 1)
            }
            2..=4 => shapes.last().and_then(|before| before.inside),
            _ => None,
        };
        step.notes = if at.is_multiple_of(3) { vec![Note::NoFile] } else { Vec::new() };
        shapes.push(step);
        let mut before: Vec<usize> = node
            .after
            .iter()
            .filter_map(|far| (at + 1).checked_sub(*far))
            .filter(|b| *b > 0)
            .collect();
        before.sort_unstable();
        before.dedup();
        let start = if before.is_empty() { vec![0] } else { before };
        arrows.extend(start.into_iter().map(|from| Arrow { from, to: at + 1, way: Way::Forward }));
    }
    let mut last = None;
    for (at, node) in drawn.iter().enumerate().filter(|(_, node)| node.undo) {
        let undo = shapes.len();
        shapes.push(shape(
            Kind::Undo,
            "HERA.SALON.POS.CART.REMOVE_LINE.v1".repeat(1 + node.name / 50),
        ));
        arrows.push(Arrow { from: at + 1, to: undo, way: Way::Undone });
        if let Some(before) = last.replace(undo) {
            arrows.push(Arrow { from: undo, to: before, way: Way::Back });
        }
    }
    Flow { event: "E".to_owned(), shapes, boxes, arrows }
}

fn overlap(a: Rect, b: Rect) -> bool {
    a.x + 0.01 < b.right()
        && b.x + 0.01 < a.right()
        && a.y + 0.01 < b.bottom()
        && b.y + 0.01 < a.bottom()
}

/// The points of a forward arrow as it is drawn.
fn traced(way: &[Point]) -> Vec<Point> {
    let mut dots = Vec::new();
    for pair in way.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let middle = f64::midpoint(a.y, b.y);
        for step in 0..=24 {
            let t = f64::from(step) / 24.0;
            let u = 1.0 - t;
            let mix = |p: f64, c: f64, d: f64, q: f64| {
                u * u * u * p + 3.0 * u * u * t * c + 3.0 * u * t * t * d + t * t * t * q
            };
            dots.push(point(mix(a.x, a.x, b.x, b.x), mix(a.y, middle, middle, b.y)));
        }
    }
    dots
}

fn inside(rect: Rect, p: Point) -> bool {
    p.x > rect.x + 0.5
        && p.x < rect.right() - 0.5
        && p.y > rect.y + 0.5
        && p.y < rect.bottom() - 0.5
}

fn forward<'a>(flow: &'a Flow, scene: &'a Scene) -> impl Iterator<Item = &'a Vec<Point>> {
    let ways = flow.arrows.iter().zip(&scene.ways);
    ways.filter(|(arrow, _)| arrow.way == Way::Forward).map(|(_, way)| way)
}

fn judge(flow: &Flow, placed: &Placed) {
    let scene = &placed.scene;
    for (at, a) in scene.cards.iter().enumerate() {
        for (other, b) in scene.cards.iter().enumerate().take(at) {
            assert!(!overlap(*a, *b), "cards {at} and {other} overlap");
        }
    }
    for (at, a) in scene.boxes.iter().enumerate() {
        for (other, b) in scene.boxes.iter().enumerate().take(at) {
            assert!(!overlap(*a, *b), "boxes {at} and {other} overlap");
        }
        for (shape, card) in flow.shapes.iter().zip(&scene.cards) {
            match shape.inside == Some(at) {
                true => assert!(
                    a.x < card.x
                        && a.right() > card.right()
                        && a.y < card.y
                        && a.bottom() > card.bottom(),
                    "{} is not in its box",
                    shape.title
                ),
                false if shape.kind != Kind::Undo => {
                    assert!(!overlap(*a, *card), "{} stands in a strange box", shape.title);
                }
                false => {}
            }
        }
    }
    for (arrow, way) in flow.arrows.iter().zip(&scene.ways) {
        let (from, to) = (scene.cards[arrow.from], scene.cards[arrow.to]);
        let (first, last) = (way[0], way[way.len() - 1]);
        match arrow.way {
            Way::Forward => {}
            Way::Undone => {
                assert!(first.x <= from.right() + 0.01 && last.x >= to.x - 0.01);
                continue;
            }
            Way::Back => {
                assert!((first.y - from.y).abs() < 0.01 && (last.y - to.bottom()).abs() < 0.01);
                continue;
            }
        }
        let (start, end) = (way[0], way[way.len() - 1]);
        assert!(
            (start.y - from.bottom()).abs() < 0.01 && start.x > from.x && start.x < from.right()
        );
        assert!((end.y - to.y).abs() < 0.01 && end.x > to.x && end.x < to.right());
        assert!(
            way.windows(2).all(|pair| pair[0].y <= pair[1].y + 0.01),
            "an arrow turns back: {way:?}"
        );
        for p in traced(way) {
            for (at, card) in scene.cards.iter().enumerate() {
                assert!(!inside(*card, p), "{arrow:?} runs through card {at} at {p:?}");
            }
        }
    }
    for (card, rect) in placed.cards.iter().zip(&scene.cards) {
        for line in &card.lines {
            assert!(text_width(&line.text, line.style.size()) <= rect.w, "{}", line.text);
        }
    }
    for (at, (boundary, frame)) in flow.boxes.iter().zip(&scene.boxes).enumerate() {
        let (_, space) = heading_at(&boundary.heading(), *frame);
        assert!(space.x > frame.x && space.right() < frame.right(), "{}", boundary.name);
        // With several nodes an arrow may have to: then it runs below the name.
        let one = flow.inside(at).count() == 1;
        for way in forward(flow, scene).filter(|_| one) {
            let crosses = traced(way).into_iter().any(|p| inside(space, p));
            assert!(!crosses, "an arrow runs through the name {}", boundary.name);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn random_flows_are_legible(drawn in drawn()) {
        let flow = flow(&drawn);
        judge(&flow, &placed(&flow).expect("it can be laid out"));
    }
}

#[test]
fn the_same_flow_is_the_same_text() {
    let drawn = |at: usize| Drawn {
        after: vec![1, 3],
        boxed: (at % 6) as u8,
        undo: at.is_multiple_of(2),
        conditional: at.is_multiple_of(3),
        name: 4 + at,
    };
    let flow = flow(&(0..12).map(drawn).collect::<Vec<_>>());
    let picture = Picture { orchestration: "HERA.A.v1".to_owned(), flows: vec![flow] };
    let text = svg(&picture).expect("it is small");
    assert_eq!(svg(&picture).as_ref(), Ok(&text));
    assert!(text.starts_with("<svg xmlns=") && text.ends_with("</svg>\n"));
    assert!(!text.contains("NaN") && !text.contains("inf"));
}

/// A flow of so many nodes in boxes of three.
fn large(nodes: usize) -> Picture {
    let drawn = |at: usize| Drawn {
        after: if at.is_multiple_of(2) { vec![1] } else { vec![1, 4] },
        boxed: if at.is_multiple_of(3) { 0 } else { 2 },
        undo: at.is_multiple_of(4),
        conditional: at.is_multiple_of(5),
        name: 8,
    };
    let flow = flow(&(0..nodes).map(drawn).collect::<Vec<_>>());
    Picture { orchestration: "HERA.A.v1".to_owned(), flows: vec![flow] }
}

#[test]
fn the_largest_flow_is_drawn_and_a_larger_one_is_refused() {
    assert!(svg(&large(NODES_MAX)).is_ok());
    let refused = svg(&large(NODES_MAX + 1)).expect_err("it is too large");
    assert_eq!(refused.nodes, NODES_MAX + 1);
    assert!(refused.to_string().contains("a picture holds at most 512"), "{refused}");
    assert!(refused.arrows < EDGES_MAX);
}
