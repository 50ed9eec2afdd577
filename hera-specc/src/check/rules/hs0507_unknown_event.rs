//! HS0507: a chain starts with an event that no trigger emits.

use std::collections::BTreeMap;

use crate::check::cx::Cx;
use crate::check::reach::Reach;
use crate::check::words;
use crate::diag::{Diagnostic, Diagnostics, catalogue, nearest};
use crate::ir::Orchestration;
use crate::source::Span;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, reach) in cx.orchestrations() {
        if cx.reported(orchestration.file, &["HS0606"]) {
            continue;
        }
        for (event, places) in unknown(orchestration, reach) {
            diags.push(found(reach, event, &places));
        }
    }
}

/// The events that nobody emits, each with the places that name it.
pub(super) fn unknown<'a>(
    orchestration: &'a Orchestration,
    reach: &Reach,
) -> BTreeMap<&'a str, Vec<Span>> {
    let mut unknown: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for event in orchestration.chains.iter().filter_map(|chain| chain.event.as_ref()) {
        if !reach.is_emitted(&event.value) {
            unknown.entry(&event.value).or_default().push(event.span);
        }
    }
    unknown
}

fn found(reach: &Reach, event: &str, places: &[Span]) -> Diagnostic {
    let mut found = Diagnostic::new(
        &catalogue::HS0507,
        places[0],
        format!("no trigger emits the event `{event}`"),
    )
    .label("this chain would never start");
    for place in &places[1..] {
        found = found.secondary(*place, "nor this one");
    }
    match nearest(event, reach.events()) {
        Some(near) => {
            let found = found.help(format!("did you mean `{near}`?"));
            places.iter().fold(found, |found, place| found.suggest(*place, near))
        }
        None if reach.events().next().is_none() => {
            found.help(format!("add a trigger: `- on: API.POST./path` with `emit: {event}`"))
        }
        None => found.help(format!(
            "the triggers emit {}; add one with `emit: {event}`, or start the chain with one of these",
            words::and(reach.events())
        )),
    }
}
