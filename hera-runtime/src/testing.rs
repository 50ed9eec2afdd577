//! Drills: crashes at named points, and failures on demand.
//!
//! Nothing of this acts unless an engine is built with it; there is no switch that turns it on from
//! outside by itself.

pub mod crash;
pub mod faults;
