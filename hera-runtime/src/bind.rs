//! The small functions that generated bindings call.

use hera_core::{Fault, NodeIx};
use serde_json::Value;

use crate::flow::FlowState;
use crate::wire::{Wire, WireError};

/// A value that the compiler proved to be there.
///
/// # Errors
/// When it is absent all the same: an engine fault.
pub fn required<T>(value: Option<T>, name: &str) -> Result<T, Fault> {
    value
        .ok_or_else(|| Fault::new(format!("input `{name}` is absent, which the compiler excludes")))
}

/// A value, or what stands in where it is absent.
pub fn or<T>(value: Option<T>, default: T) -> T {
    value.unwrap_or(default)
}

/// A value in another generated type of the same shape.
///
/// # Errors
/// When the shapes differ: an engine fault.
pub fn recoded<A: Wire, B: Wire>(value: Option<A>) -> Result<Option<B>, Fault> {
    value.map(|value| B::decode(&value.encode())).transpose().map_err(fault)
}

/// The JSON of a bound input.
///
/// # Errors
/// Never; the form fits the place where generated code calls it.
pub fn encoded(value: &impl Wire) -> Result<Value, Fault> {
    Ok(value.encode())
}

/// A node's output in its type.
///
/// # Errors
/// When it is not of the type: an engine fault.
pub fn output<T: Wire>(value: &Value) -> Result<T, Fault> {
    T::decode(value).map_err(fault)
}

/// A constant of the spec.
///
/// # Panics
/// When the JSON is not of the type, which the compiler has checked.
#[must_use]
pub fn constant<T: Wire>(json: &str) -> T {
    let value = serde_json::from_str(json).expect("the compiler writes constants as JSON");
    T::decode(&value).expect("the compiler has checked constants against their types")
}

/// Whether the condition of a node holds.
#[must_use]
pub fn holds(state: &impl FlowState, node: u32) -> bool {
    state.condition(NodeIx(node))
}

/// A node without a compensation was to be compensated: an engine fault.
#[must_use]
pub fn no_compensation(node: NodeIx) -> Fault {
    Fault::new(format!("{node} has no compensation"))
}

fn fault(error: WireError) -> Fault {
    Fault::new(error.to_string())
}
