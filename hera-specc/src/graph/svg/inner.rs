//! The inside of a box: its nodes in layers, and gates in its upper and lower border for arrows that
//! cross it.
//!
//! A box is laid out by itself and then is one node of the flow's graph: boundaries never wait for
//! each other, so that graph has no cycle, and no box can overlap another or hold a stranger.

use std::collections::{BTreeMap, BTreeSet};

use super::geometry::{Point, Rect, around, point};
use super::layered::{Gaps, Laid, Layered, Line, lay_out};
use super::ways::PORT_GAP;

/// Space inside a box, at its sides and below.
pub(super) const BOX_PAD: f64 = 14.0;
/// Space for its heading.
pub(super) const HEADING: f64 = 26.0;
/// Between a heading and the arrows beside it; several of them stand beside each other.
const ASIDE: f64 = 8.0;
const GAPS: Gaps = Gaps { across: 36.0, down: 34.0 };

/// A group of nodes that is placed as one: a box, or one node outside all boxes. Its middle is at 0, 0.
#[derive(Debug, Default)]
pub(super) struct Inside {
    pub(super) size: (f64, f64),
    /// How far its left border is from the leftmost card.
    pub(super) margin: f64,
    /// The middle of the card of each of its shapes.
    pub(super) at: BTreeMap<usize, Point>,
    /// Top and bottom of the layer of each of its shapes.
    pub(super) layer: BTreeMap<usize, (f64, f64)>,
    /// The ways between two of its shapes, from layer to layer.
    pub(super) within: BTreeMap<(usize, usize), Vec<Point>>,
    /// The ways from the upper border to a shape, the first point in the border.
    pub(super) enter: BTreeMap<usize, Vec<Point>>,
    /// The ways from a shape to the lower border, the last point in the border.
    pub(super) leave: BTreeMap<usize, Vec<Point>>,
}

/// What has to be placed.
pub(super) struct Members<'a> {
    /// Its shapes.
    pub(super) shapes: &'a [usize],
    /// The size of the cell of each shape.
    pub(super) cell: &'a dyn Fn(usize) -> (f64, f64),
    /// The arrows between two of them.
    pub(super) edges: &'a [(usize, usize)],
    /// Those that arrows from outside lead to, and how many.
    pub(super) entered: &'a BTreeMap<usize, usize>,
    /// Those that an arrow leads out of.
    pub(super) left: &'a BTreeSet<usize>,
    /// The width of the heading of the box around them, if there is one.
    pub(super) heading: Option<f64>,
    /// How far the middle of a card is left of the middle of its cell.
    pub(super) beside: f64,
}

impl Inside {
    /// Where the layer of a shape begins, above its card.
    pub(super) fn above(&self, shape: usize) -> Point {
        point(self.at[&shape].x, self.layer[&shape].0)
    }

    /// Where the layer of a shape ends, below its card.
    pub(super) fn below(&self, shape: usize) -> Point {
        point(self.at[&shape].x, self.layer[&shape].1)
    }

    /// Places the members of a group.
    pub(super) fn new(members: &Members<'_>) -> Option<Inside> {
        let plan = Plan::new(members);
        let laid = lay_out(&plan.graph, GAPS)?;
        let cells = (0..members.shapes.len()).map(|at| {
            let (w, h) = plan.graph.nodes[at];
            Rect::centered(laid.at[at], w, h)
        });
        let content = around(cells)?;
        // Gates and passages have a place of their own at the side, but none above or below the cards.
        let gates = plan.enter.values().chain(plan.leave.values()).map(|gate| laid.at[gate.node]);
        let beside = gates.chain(laid.through.iter().flatten().copied());
        let beside = beside.map(|p| Rect { x: p.x, w: 0.0, ..content });
        let content = around([content].into_iter().chain(beside))?;
        let frame = match members.heading {
            Some(heading) => {
                let aside = plan.aside(members, &laid, content.x, heading);
                Rect {
                    x: content.x - BOX_PAD - aside,
                    y: content.y - HEADING,
                    w: content.w + 2.0 * (BOX_PAD + aside),
                    h: content.h + HEADING + BOX_PAD,
                }
            }
            None => content,
        };
        Some(plan.read(members, &laid, content, frame))
    }
}

struct Plan {
    graph: Layered,
    /// The gate above a shape.
    enter: BTreeMap<usize, Gate>,
    /// The gate below it.
    leave: BTreeMap<usize, Gate>,
    only_source: Option<usize>,
    only_sink: Option<usize>,
}

struct Gate {
    node: usize,
    edge: usize,
}

impl Plan {
    fn new(members: &Members<'_>) -> Plan {
        let local: BTreeMap<usize, usize> =
            members.shapes.iter().enumerate().map(|(at, shape)| (*shape, at)).collect();
        let mut graph = Layered {
            nodes: members.shapes.iter().map(|shape| (members.cell)(*shape)).collect(),
            edges: Vec::new(),
        };
        for (from, to) in members.edges {
            graph.edges.push(Line { from: local[from], to: local[to], weight: 2 });
        }
        let without = |end: fn(&(usize, usize)) -> usize| -> Vec<usize> {
            let taken: BTreeSet<usize> = members.edges.iter().map(end).collect();
            members.shapes.iter().copied().filter(|shape| !taken.contains(shape)).collect()
        };
        let (sources, sinks) = (without(|edge| edge.1), without(|edge| edge.0));
        let only = |all: &[usize]| if let [one] = all { Some(*one) } else { None };
        let mut plan = Plan {
            graph,
            enter: BTreeMap::new(),
            leave: BTreeMap::new(),
            only_source: only(&sources),
            only_sink: only(&sinks),
        };
        let entered = members.entered.keys().copied().collect();
        plan.gates(&entered, &sources, &local, true);
        plan.gates(members.left, &sinks, &local, false);
        plan
    }

    /// A gate for each shape that an arrow reaches across others, held at the border by an anchor.
    fn gates(
        &mut self,
        shapes: &BTreeSet<usize>,
        ends: &[usize],
        local: &BTreeMap<usize, usize>,
        above: bool,
    ) {
        let direct = if above { self.only_source } else { self.only_sink };
        let far: Vec<usize> = shapes.iter().copied().filter(|it| Some(*it) != direct).collect();
        if far.is_empty() {
            return;
        }
        let line = |outer, inner, weight| match above {
            true => Line { from: outer, to: inner, weight },
            false => Line { from: inner, to: outer, weight },
        };
        let anchor = self.graph.nodes.len();
        self.graph.nodes.push((0.0, 0.0));
        self.graph.edges.extend(ends.iter().map(|end| line(anchor, local[end], 1)));
        for shape in far {
            let node = self.graph.nodes.len();
            self.graph.nodes.push((0.0, 0.0));
            self.graph.edges.push(line(anchor, node, 4));
            let edge = self.graph.edges.len();
            self.graph.edges.push(line(node, local[&shape], 1));
            let gates = if above { &mut self.enter } else { &mut self.leave };
            gates.insert(shape, Gate { node, edge });
        }
    }

    /// How much wider the box has to be at its sides, so that no arrow crosses its heading.
    fn aside(&self, members: &Members<'_>, laid: &Laid, left: f64, heading: f64) -> f64 {
        let direct = |shape: &usize| {
            let at = members.shapes.iter().position(|it| it == shape)?;
            Some(laid.at[at].x - members.beside)
        };
        let crossed = members.entered.iter().filter_map(|(shape, arrows)| {
            let mut x = direct(shape)?;
            if let Some(gate) = self.enter.get(shape) {
                let first = laid.through[gate.edge].first().map_or(x, |p| p.x);
                x = first.min(laid.at[gate.node].x);
            }
            // Where several meet one card, they do it beside each other.
            Some(x - PORT_GAP * (arrows.saturating_sub(1) as f64) / 2.0 - ASIDE)
        });
        let first = crossed.fold(f64::INFINITY, f64::min);
        (heading + ASIDE - (first - left)).max(0.0)
    }

    /// The places, seen from the middle of the frame.
    fn read(&self, members: &Members<'_>, laid: &Laid, content: Rect, frame: Rect) -> Inside {
        let middle = frame.center();
        let seen = |p: &Point| point(p.x - middle.x, p.y - middle.y);
        let mut inside =
            Inside { size: (frame.w, frame.h), margin: content.x - frame.x, ..Inside::default() };
        for (at, shape) in members.shapes.iter().enumerate() {
            let cell = seen(&laid.at[at]);
            inside.at.insert(*shape, point(cell.x - members.beside, cell.y));
            let (top, bottom) = laid.layer(at);
            inside.layer.insert(*shape, (top - middle.y, bottom - middle.y));
        }
        for (at, edge) in members.edges.iter().enumerate() {
            inside.within.insert(*edge, laid.through[at].iter().map(&seen).collect());
        }
        for shape in members.entered.keys() {
            let way = match self.enter.get(shape) {
                Some(gate) => {
                    let border = point(laid.at[gate.node].x, frame.y);
                    let level = laid.layer(gate.node).1.max(frame.y);
                    let over = point(border.x, level);
                    let through = [border, over].into_iter().chain(laid.through[gate.edge].clone());
                    through.map(|p| seen(&p)).chain([inside.above(*shape)]).collect()
                }
                None => vec![point(inside.at[shape].x, -frame.h / 2.0)],
            };
            inside.enter.insert(*shape, way);
        }
        for shape in members.left {
            let way = match self.leave.get(shape) {
                Some(gate) => {
                    let border = point(laid.at[gate.node].x, frame.bottom());
                    let level = laid.layer(gate.node).0.min(frame.bottom());
                    let over = point(border.x, level);
                    let through = laid.through[gate.edge].iter().copied().chain([over, border]);
                    [inside.below(*shape)].into_iter().chain(through.map(|p| seen(&p))).collect()
                }
                None => vec![point(inside.at[shape].x, frame.h / 2.0)],
            };
            inside.leave.insert(*shape, way);
        }
        inside
    }
}
