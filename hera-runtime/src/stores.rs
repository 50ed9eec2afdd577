//! The stores: each keeps the Sacred Six and the runs in them, behind the same port.

#[cfg(feature = "sqlite")]
mod codec;
#[cfg(feature = "sqlite")]
pub mod sqlite;
