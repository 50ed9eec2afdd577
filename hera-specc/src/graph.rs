//! Pictures of flows: what `explain` says, drawn.
//!
//! [`picture`] turns the facts of [`crate::explain`] into plain data: shapes, boxes and arrows. It
//! decides nothing anew. Three renderers set it: [`mermaid`] and [`dot`] leave the layout to others,
//! [`svg`] lays it out itself. The same flows give the same bytes.

mod build;
mod dot;
mod legend;
mod mermaid;
mod model;
mod palette;
mod svg;
mod words;

pub use build::picture;
pub use dot::dot;
pub use mermaid::{MERMAID_EDGES_MAX, mermaid};
pub use model::{Arrow, Box, Flow, Kind, Note, Picture, Shape, Way};
pub use svg::{EDGES_MAX, NODES_MAX, TooLarge, svg};
