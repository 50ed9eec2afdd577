//! Drills: crashes at named points, failures on demand, time that costs nothing, the crash matrix of a
//! service's flows, and what every store promises.
//!
//! Nothing of this acts unless an engine is built with it; there is no switch that turns it on from
//! outside by itself.

pub mod clock;
pub mod conformance;
pub mod crash;
pub mod faults;
pub mod matrix;
pub mod memory;
#[cfg(all(feature = "postgres", unix))]
mod messages;
#[cfg(all(feature = "postgres", unix))]
mod pooler;
#[cfg(all(feature = "postgres", unix))]
pub mod server;
#[cfg(feature = "simulation")]
pub mod simulation;
