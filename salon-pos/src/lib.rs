//! A salon's point of sale, as an ordinary user of the HERA compiler and runtime.
//!
//! [`inventory`] is a second service with a database of its own, which the flows call over the network:
//! what happens there is outside every transaction of the till, and is why flows have compensations.

pub mod inventory;
pub mod pricing;
