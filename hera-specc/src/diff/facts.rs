//! Objections to facts of a journal, gathered by the one who judges them.

use super::report::{Cause, Place};
use super::view::View;

/// Two flows that are held against each other.
pub(super) struct Pair<'v, 'a> {
    pub(super) old: &'v View<'a>,
    pub(super) new: &'v View<'a>,
}

/// Why a fact cannot stand in a journal of the new flow; empty where it can.
pub(super) type Objections = Vec<Cause>;

/// An objection.
pub(super) fn cause(
    code: &'static str,
    message: impl Into<String>,
    places: impl IntoIterator<Item = Place>,
) -> Cause {
    Cause { code, message: message.into(), places: places.into_iter().collect() }
}
