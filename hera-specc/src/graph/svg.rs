//! A picture as SVG: laid out, readable at its own size, in light and in dark, for eyes and for
//! screen readers; no scripts, no fonts from elsewhere.

mod back;
mod card;
mod draw;
mod geometry;
mod inner;
mod layered;
mod page;
mod scene;
mod style;
#[cfg(test)]
mod tests;
mod ways;

use std::fmt;

use super::model::{Flow, Picture, Way};

pub(super) use draw::xml;

/// The most nodes of one flow that are laid out.
pub const NODES_MAX: usize = 512;
/// The most arrows of one flow that are laid out.
pub const EDGES_MAX: usize = 1_024;

/// A flow that nobody could read as a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooLarge {
    /// Its event.
    pub event: String,
    /// How many nodes it has.
    pub nodes: usize,
    /// How many arrows.
    pub arrows: usize,
}

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TooLarge { event, nodes, arrows } = self;
        write!(
            f,
            "the flow of `{event}` has {nodes} nodes and {arrows} arrows: a picture holds at most \
             {NODES_MAX} and {EDGES_MAX}"
        )
    }
}

impl std::error::Error for TooLarge {}

/// The picture as an SVG document.
///
/// # Errors
/// When a flow has more than [`NODES_MAX`] nodes or [`EDGES_MAX`] arrows.
pub fn svg(picture: &Picture) -> Result<String, TooLarge> {
    let mut scenes = Vec::new();
    for flow in &picture.flows {
        let arrows = flow.arrows.iter().filter(|arrow| arrow.way == Way::Forward).count();
        let nodes = flow.shapes.iter().filter(|shape| !shape.kind.is_outside()).count();
        let large = || TooLarge { event: flow.event.clone(), nodes, arrows };
        if nodes > NODES_MAX || arrows > EDGES_MAX {
            return Err(large());
        }
        scenes.push(placed(flow).ok_or_else(large)?);
    }
    Ok(page::page(picture, &scenes))
}

/// A flow with its cards and their places.
struct Placed {
    cards: Vec<card::Card>,
    scene: scene::Scene,
}

fn placed(flow: &Flow) -> Option<Placed> {
    let cards = card::cards(flow);
    let scene = scene::scene(flow, &cards)?;
    Some(Placed { cards, scene })
}
