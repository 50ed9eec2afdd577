//! Where everything of a flow is drawn.
//!
//! First each box by itself, then the flow as a graph of boxes, then the inverses beside their nodes,
//! and the way back through the space that is left.

use std::collections::{BTreeMap, BTreeSet};

use super::super::model::{Arrow, Flow, Way};
use super::back;
use super::card::{Card, text_width};
use super::geometry::{Point, Rect, around, point};
use super::inner::{BOX_PAD, HEADING, Inside, Members};

use super::layered::{Gaps, Laid, Layered, Line, lay_out};
use super::ways::{Places, moved};

/// The font size of headings of boxes, in pixels.
pub(super) const HEADING_SIZE: f64 = 11.0;
/// Between a node and its inverse.
const UNDO_GAP: f64 = 40.0;
const GAPS: Gaps = Gaps { across: 40.0, down: 42.0 };

/// A flow with all its places.
#[derive(Debug)]
pub(super) struct Scene {
    /// One for each shape.
    pub(super) cards: Vec<Rect>,
    /// One for each box.
    pub(super) boxes: Vec<Rect>,
    /// One for each arrow.
    pub(super) ways: Vec<Vec<Point>>,
}

/// What is placed as one.
pub(super) struct Groups {
    /// The shapes of each group, inverses left out.
    members: Vec<Vec<usize>>,
    /// The group of each shape.
    pub(super) of: BTreeMap<usize, usize>,
}

/// Places a flow.
pub(super) fn scene(flow: &Flow, cards: &[Card]) -> Option<Scene> {
    let groups = groups(flow);
    let forward: Vec<(usize, usize)> = flow
        .arrows
        .iter()
        .filter(|arrow| arrow.way == Way::Forward)
        .map(|arrow| (arrow.from, arrow.to))
        .collect();
    let insides = insides(flow, cards, &groups, &forward)?;
    let mut graph =
        Layered { nodes: insides.iter().map(|inside| inside.size).collect(), edges: Vec::new() };
    let mut between: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (from, to) in &forward {
        let pair = (groups.of[from], groups.of[to]);
        if pair.0 != pair.1 && !between.contains_key(&pair) {
            between.insert(pair, graph.edges.len());
            graph.edges.push(Line { from: pair.0, to: pair.1, weight: 1 });
        }
    }
    let laid = lay_out(&graph, GAPS)?;
    let mut scene = Scene {
        cards: vec![Rect::default(); flow.shapes.len()],
        boxes: Vec::new(),
        ways: Vec::new(),
    };
    for (group, inside) in insides.iter().enumerate() {
        for (shape, at) in &inside.at {
            let card = &cards[*shape];
            let middle = moved(*at, laid.at[group]);
            scene.cards[*shape] = Rect::centered(middle, card.width, card.height);
        }
    }
    scene.place_inverses(flow, cards);
    scene.boxes = (0..flow.boxes.len()).map(|at| scene.frame(flow, at, &insides, &laid)).collect();
    let places = Places {
        groups: &groups,
        insides: &insides,
        laid: &laid,
        between: &between,
        beside: beside(flow, cards),
        cards: &scene.cards,
        boxes: &scene.boxes,
    };
    let ways = places.ways(&forward);
    let way = |arrow: &Arrow| {
        let (from, to) = (scene.cards[arrow.from], scene.cards[arrow.to]);
        match arrow.way {
            Way::Forward => ways[&(arrow.from, arrow.to)].clone(),
            Way::Undone => vec![point(from.right(), from.center().y), point(to.x, to.center().y)],
            Way::Back => back::way(&scene.cards, arrow.from, arrow.to, &laid.layers),
        }
    };
    scene.ways = flow.arrows.iter().map(way).collect();
    Some(scene)
}

fn groups(flow: &Flow) -> Groups {
    let undo: BTreeSet<usize> = undone(flow).map(|(_, undo)| undo).collect();
    let mut groups = Groups { members: Vec::new(), of: BTreeMap::new() };
    let mut boxes: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, shape) in flow.shapes.iter().enumerate().filter(|(at, _)| !undo.contains(at)) {
        let next = groups.members.len();
        let group = match shape.inside {
            Some(inside) => *boxes.entry(inside).or_insert(next),
            None => next,
        };
        if group == next {
            groups.members.push(Vec::new());
        }
        groups.members[group].push(at);
        groups.of.insert(at, group);
    }
    groups
}

fn insides(
    flow: &Flow,
    cards: &[Card],
    groups: &Groups,
    forward: &[(usize, usize)],
) -> Option<Vec<Inside>> {
    let count = groups.members.len();
    let mut within = vec![Vec::new(); count];
    let mut entered: Vec<BTreeMap<usize, usize>> = vec![BTreeMap::new(); count];
    let mut left = vec![BTreeSet::new(); count];
    for (from, to) in forward {
        let (a, b) = (groups.of[from], groups.of[to]);
        if a == b {
            within[a].push((*from, *to));
        } else {
            left[a].insert(*from);
            entered[b].insert(*to, forward.iter().filter(|arrow| arrow.1 == *to).count());
        }
    }
    let undos: BTreeMap<usize, usize> = undone(flow).collect();
    let beside = beside(flow, cards);
    let cell = |shape: usize| {
        let undo = undos.get(&shape).map_or(0.0, |undo| cards[*undo].height);
        (cards[shape].width + 2.0 * beside, cards[shape].height.max(undo))
    };
    let inside = |at: usize| {
        let shapes = &groups.members[at];
        Inside::new(&Members {
            shapes,
            cell: &cell,
            edges: &within[at],
            entered: &entered[at],
            left: &left[at],
            heading: flow.shapes[shapes[0]]
                .inside
                .map(|at| text_width(&flow.boxes[at].heading(), HEADING_SIZE)),
            beside,
        })
    };
    (0..count).map(inside).collect()
}

/// How far the middle of each card is left of the middle of its cell.
///
/// Every cell has space at its right for an inverse, whether there is one or not: so the middles of
/// all cells are the same way off the middles of their cards, and straight arrows stay straight.
fn beside(flow: &Flow, cards: &[Card]) -> f64 {
    undone(flow).map(|(_, undo)| (UNDO_GAP + cards[undo].width) / 2.0).fold(0.0, f64::max)
}

/// Each node that has an inverse, with it.
fn undone(flow: &Flow) -> impl Iterator<Item = (usize, usize)> + '_ {
    let arrows = flow.arrows.iter().filter(|arrow| arrow.way == Way::Undone);
    arrows.map(|arrow| (arrow.from, arrow.to))
}

impl Scene {
    /// The box around its cards and the arrows that cross its border.
    fn frame(&self, flow: &Flow, at: usize, insides: &[Inside], laid: &Laid) -> Rect {
        let shapes: Vec<usize> = flow.inside(at).collect();
        let cards = around(shapes.iter().map(|shape| self.cards[*shape])).unwrap_or_default();
        let holds = |inside: &&Inside| inside.at.contains_key(&shapes[0]);
        let group = insides.iter().position(|inside| holds(&inside)).unwrap_or_default();
        let inside = &insides[group];
        let (middle, height) = (laid.at[group], inside.size.1);
        let ways = inside.enter.values().chain(inside.leave.values()).chain(inside.within.values());
        let points = ways.flatten().map(|p| Rect { x: p.x + middle.x, w: 0.0, ..cards });
        let wide = around([cards].into_iter().chain(points)).unwrap_or(cards);
        let top = middle.y - height / 2.0;
        debug_assert!(top + HEADING <= cards.y + 0.5, "the heading has its space");
        let x = wide.x - inside.margin;
        // As wide at both sides, where no inverse stands beside it.
        let inverse = shapes.iter().any(|shape| flow.undo_of(*shape).is_some());
        let right = wide.right() + if inverse { BOX_PAD } else { inside.margin };
        Rect { x, y: top, w: right - x, h: height }
    }

    fn place_inverses(&mut self, flow: &Flow, cards: &[Card]) {
        for (node, undo) in undone(flow) {
            let (node, card) = (self.cards[node], &cards[undo]);
            let middle = point(node.right() + UNDO_GAP + card.width / 2.0, node.center().y);
            self.cards[undo] = Rect::centered(middle, card.width, card.height);
        }
    }

    /// All that is drawn lies in it.
    pub(super) fn bounds(&self) -> Rect {
        let dots = self.ways.iter().flatten().map(|p| Rect { x: p.x, y: p.y, w: 0.0, h: 0.0 });
        let all = self.cards.iter().chain(&self.boxes).copied();
        around(all.chain(dots)).unwrap_or_default()
    }
}
