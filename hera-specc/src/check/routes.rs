//! The HTTP routes of all triggers, and which of them take the same requests.

use std::collections::BTreeMap;

use super::cx::Cx;
use crate::ir::{On, Orchestration, Trigger};

/// The most routes of one method and length that are compared with each other.
const COMPARED_MAX: usize = 1_024;

/// A route with the trigger that claims it.
#[derive(Clone, Copy)]
pub(super) struct Route<'a> {
    /// Who claims it.
    pub(super) orchestration: &'a Orchestration,
    /// Its trigger.
    pub(super) trigger: &'a Trigger,
    /// `POST` and so on.
    pub(super) method: &'a str,
    /// As written.
    pub(super) path: &'a str,
}

impl<'a> Route<'a> {
    fn segments(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.path.trim_matches('/').split('/')
    }

    /// Whether both take exactly the same requests.
    pub(super) fn equals(&self, other: &Route<'_>) -> bool {
        let mut pairs = self.segments().zip(other.segments());
        pairs.all(|(a, b)| is_param(a) == is_param(b) && (is_param(a) || a == b))
    }

    /// Whether some request fits both.
    pub(super) fn overlaps(&self, other: &Route<'_>) -> bool {
        let mut pairs = self.segments().zip(other.segments());
        pairs.all(|(a, b)| is_param(a) || is_param(b) || a == b)
    }

    /// Whether the two orchestrations are versions of one, or copies of one (HS1102).
    fn is_relative_of(&self, other: &Route<'_>) -> bool {
        self.orchestration.file != other.orchestration.file
            && self.orchestration.code.value.base() == other.orchestration.code.value.base()
    }
}

fn is_param(segment: &str) -> bool {
    segment.starts_with(':')
}

/// All pairs of routes that take the same request, the first declared one first; the second is judged,
/// or both orders are.
pub(super) fn clashes<'a>(cx: &Cx<'a>) -> Vec<(Route<'a>, Route<'a>)> {
    let mut groups: BTreeMap<(&str, usize), Vec<Route<'a>>> = BTreeMap::new();
    for orchestration in &cx.specs.orchestrations {
        for trigger in &orchestration.triggers {
            if let On::Api { method, path, .. } = &trigger.on.value {
                let route = Route { orchestration, trigger, method, path };
                groups.entry((method, route.segments().count())).or_default().push(route);
            }
        }
    }
    let mut clashes = Vec::new();
    for routes in groups.values() {
        for (at, second) in routes.iter().take(COMPARED_MAX).enumerate() {
            for first in &routes[..at] {
                if first.overlaps(second) && !first.is_relative_of(second) {
                    let judged = (first.orchestration.judged, second.orchestration.judged);
                    match judged {
                        (_, true) => clashes.push((*first, *second)),
                        (true, false) => clashes.push((*second, *first)),
                        (false, false) => {}
                    }
                }
            }
        }
    }
    clashes
}
