//! The stores: each keeps the Sacred Six and the runs in them, behind the same port.

#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub mod archive;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod codec;
#[cfg(feature = "postgres")]
pub mod postgres;
#[cfg(feature = "sqlite")]
pub mod sqlite;
