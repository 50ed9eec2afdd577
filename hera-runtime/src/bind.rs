//! The small functions that generated bindings call.

use std::cell::Cell;

use hera_core::{Fault, NodeIx};
use serde_json::Value;

use crate::flow::{FlowState, Unbound};
use crate::wire::{FirstError, Record, Wire, WireError, object};

/// What is wrong with the values that one function of generated code binds: the first of it. A value that
/// the compiler proved to be there and that is absent all the same is a fault of the engine.
///
/// The functions go on with something blank where a value is wrong, so that generated code needs no branch
/// behind each value; nobody meets what they return then.
#[derive(Default)]
pub struct Faults {
    first: FirstError,
    /// The first input for which a result is too large.
    unfit: Cell<Option<String>>,
}

impl Faults {
    /// A value that the compiler proved to be there.
    pub fn required<T: Wire>(&self, value: Option<T>, name: &str) -> T {
        match value {
            Some(value) => value,
            None => {
                self.absent(name);
                T::blank()
            }
        }
    }

    /// A value that is computed from such as are there: it is absent where its type does not hold it.
    pub fn fits<T: Wire>(&self, value: Option<T>, name: &str) -> T {
        match value {
            Some(value) => value,
            None => {
                self.unfit(name);
                T::blank()
            }
        }
    }

    /// The same for one that may be absent for another reason as well.
    pub fn fitting<T>(&self, value: Option<T>, fits: bool, name: &str) -> Option<T> {
        if !fits {
            self.unfit(name);
        }
        value
    }

    /// The same as [`Faults::required`] for one that is only looked at.
    pub fn given<'v, T>(&self, value: Option<&'v T>, name: &str) -> Option<&'v T> {
        if value.is_none() {
            self.absent(name);
        }
        value
    }

    /// A value in another generated type of the same shape.
    pub fn recoded<A: Wire, B: Wire>(&self, value: Option<A>) -> Option<B> {
        match value {
            Some(value) => B::try_decode(&value.encode(), &self.first),
            None => None,
        }
    }

    /// Puts a node's output into its place.
    pub fn keep<T: Wire>(&self, place: &mut Option<T>, output: &Value) {
        if let Some(output) = T::try_decode(output, &self.first) {
            *place = Some(output);
        }
    }

    fn unfit(&self, name: &str) {
        let first = self.unfit.take().unwrap_or_else(|| name.to_owned());
        self.unfit.set(Some(first));
    }

    fn absent(&self, name: &str) {
        let message = format!("input `{name}` is absent, which the compiler excludes");
        self.first.note(WireError::new(message));
    }

    /// The inputs of a call, unless something is wrong with them.
    pub(crate) fn inputs(self, bound: Value) -> Result<Value, Unbound> {
        let unfit = self.unfit.take();
        match (self.or(bound)?, unfit) {
            (bound, None) => Ok(bound),
            (_, Some(input)) => Err(Unbound::Unfit { input }),
        }
    }

    /// What was bound, unless something is wrong with it.
    pub(crate) fn or<T>(self, bound: T) -> Result<T, Fault> {
        match self.first.take() {
            None => Ok(bound),
            Some(error) => Err(Fault::new(error.to_string())),
        }
    }
}

/// A value, or what stands in where it is absent.
pub fn or<T>(value: Option<T>, default: T) -> T {
    value.unwrap_or(default)
}

/// The JSON of bound inputs.
#[must_use]
pub fn encoded(inputs: &dyn Record) -> Value {
    // As they encode themselves, which would be one more function for each type.
    object(inputs)
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_first_fault_is_kept() {
        let faults = Faults::default();
        assert_eq!(faults.required(Some(7_i64), "count"), 7);
        assert_eq!(faults.required(None::<i64>, "count"), 0);
        assert_eq!(faults.given(None::<&i64>, "other"), None);
        let fault = faults.or(()).expect_err("two values are absent");
        assert!(fault.to_string().contains("`count`"), "{fault}");
    }

    #[test]
    fn what_does_not_fit_is_no_fault() {
        let faults = Faults::default();
        assert_eq!((faults.fits(Some(7_i64), "count"), faults.fits(None::<i64>, "cents")), (7, 0));
        assert_eq!(faults.fits(None::<i64>, "other"), 0);
        let unfit = Unbound::Unfit { input: "cents".to_owned() };
        assert_eq!(faults.inputs(json!({})), Err(unfit));
        let faults = Faults::default();
        faults.fits(None::<i64>, "cents");
        faults.required(None::<i64>, "count");
        assert!(matches!(faults.inputs(json!({})), Err(Unbound::Fault(_))), "it is the graver");
    }

    #[test]
    fn what_is_not_of_the_type_is_not_kept() {
        let faults = Faults::default();
        let mut place = Some(1_i64);
        faults.keep(&mut place, &json!("x"));
        assert_eq!(place, Some(1));
        assert!(faults.or(()).is_err());
        let faults = Faults::default();
        faults.keep(&mut place, &json!(2));
        assert_eq!((place, faults.or(3)), (Some(2), Ok(3)));
    }
}
