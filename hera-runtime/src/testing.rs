//! Drills: crashes at named points, failures on demand, and what every store promises.
//!
//! Nothing of this acts unless an engine is built with it; there is no switch that turns it on from
//! outside by itself.

pub mod conformance;
pub mod crash;
pub mod faults;
pub mod memory;
#[cfg(all(feature = "postgres", unix))]
pub mod server;
