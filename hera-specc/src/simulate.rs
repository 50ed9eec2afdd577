//! The compiler's own reading of a run's data, without generated code: values in and out of JSON, and
//! the interpreter of expressions. A property test holds it against the generated code.

pub mod interpret;
pub mod value;

pub use interpret::{Data, holds, interpret};
pub use value::{Mismatch, Value};
