//! A graph in layers, by dagre: places of its nodes, and where its edges pass other layers.

use dagre::graph::{Graph, GraphOptions};
use dagre::{EdgeLabel, LayoutOptions, NodeLabel};

use super::geometry::{Point, point};

/// A graph to lay out: sizes of nodes, and edges between their positions, at most one between two.
#[derive(Debug, Default)]
pub(super) struct Layered {
    pub(super) nodes: Vec<(f64, f64)>,
    pub(super) edges: Vec<Line>,
}

/// An edge; the heavier, the shorter and straighter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) weight: i32,
}

/// The space between neighbours, in pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gaps {
    pub(super) across: f64,
    pub(super) down: f64,
}

/// A graph that is laid out.
#[derive(Debug)]
pub(super) struct Laid {
    /// The middle of each node.
    pub(super) at: Vec<Point>,
    /// For each edge the points at which it enters and leaves each layer that it only passes.
    pub(super) through: Vec<Vec<Point>>,
    /// Top and bottom of each layer, downwards.
    pub(super) layers: Vec<(f64, f64)>,
}

impl Laid {
    /// The layer of a node.
    pub(super) fn layer(&self, node: usize) -> (f64, f64) {
        let y = self.at[node].y;
        let holds = |layer: &&(f64, f64)| layer.0 <= y && y <= layer.1;
        self.layers.iter().find(holds).copied().unwrap_or((y, y))
    }
}

/// Lays a graph out from top to bottom.
pub(super) fn lay_out(graph: &Layered, gaps: Gaps) -> Option<Laid> {
    let mut g: Graph<NodeLabel, EdgeLabel> =
        Graph::with_options(GraphOptions { directed: true, multigraph: false, compound: false });
    for (at, (width, height)) in graph.nodes.iter().enumerate() {
        let label = NodeLabel { width: *width, height: *height, ..NodeLabel::default() };
        g.set_node(at.to_string(), Some(label));
    }
    for line in &graph.edges {
        let label = EdgeLabel { weight: line.weight, ..EdgeLabel::default() };
        g.set_edge(line.from.to_string(), line.to.to_string(), Some(label), None);
    }
    let options = LayoutOptions {
        nodesep: gaps.across,
        edgesep: gaps.across / 2.0,
        ranksep: gaps.down,
        // Of two layouts as good the first: it keeps the order of the file.
        tie_keep_first: true,
        ..LayoutOptions::default()
    };
    dagre::layout(&mut g, Some(options));

    let place = |at: usize| {
        let label = g.node(&at.to_string())?;
        Some(point(label.x?, label.y?))
    };
    let at = (0..graph.nodes.len()).map(place).collect::<Option<Vec<Point>>>()?;
    let layers = layers(&at, &graph.nodes);
    let route = |line: &Line| {
        let points = &g.edge(&line.from.to_string(), &line.to.to_string(), None)?.points;
        let inner = points.get(1..points.len().saturating_sub(1)).unwrap_or_default();
        // A point between two layers only bends the line.
        let through = inner.iter().filter_map(|p| {
            let layer = layers.iter().find(|layer| layer.0 <= p.y && p.y <= layer.1)?;
            Some([point(p.x, layer.0), point(p.x, layer.1)])
        });
        Some(through.flatten().collect::<Vec<Point>>())
    };
    let through = graph.edges.iter().map(route).collect::<Option<Vec<_>>>()?;
    Some(Laid { at, through, layers })
}

/// Top and bottom of each layer: nodes of one layer have their middles at one height.
fn layers(at: &[Point], sizes: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut rows: Vec<(f64, f64)> =
        at.iter().zip(sizes).map(|(at, size)| (at.y, size.1 / 2.0)).collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut layers: Vec<(f64, f64, f64)> = Vec::new();
    for (y, half) in rows {
        match layers.last_mut() {
            Some((middle, top, bottom)) if (*middle - y).abs() < 0.5 => {
                *top = top.min(y - half);
                *bottom = bottom.max(y + half);
            }
            _ => layers.push((y, y - half, y + half)),
        }
    }
    layers.into_iter().map(|(_, top, bottom)| (top, bottom)).collect()
}
