//! HS0506: a chain starts with a node instead of an event.

use crate::check::cx::Cx;
use crate::check::reach::Reach;
use crate::check::words;
use crate::diag::{Diagnostic, Diagnostics, Severity, catalogue};
use crate::ir::{Chain, Orchestration};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, reach) in cx.orchestrations() {
        let broken = cx.edges_are_broken(orchestration.file);
        for chain in orchestration.chains.iter().filter(|chain| chain.event.is_none()) {
            diags_of(orchestration, reach, chain, broken).into_iter().for_each(|d| diags.push(d));
        }
    }
}

fn diags_of(
    orchestration: &Orchestration,
    reach: &Reach,
    chain: &Chain,
    broken: bool,
) -> Option<Diagnostic> {
    let first = chain.nodes.first()?;
    let id = &orchestration.nodes[first.value].id.value;
    let events = reach.events_of(first.value);
    if events.len() == 0 {
        // The root of that is reported: an event that nobody emits, or a broken chain.
        if reach.is_lost(first.value) || broken {
            return None;
        }
        let known: Vec<&str> = reach.events().collect();
        let found = Diagnostic::new(
            &catalogue::HS0506,
            first.span,
            format!("this chain starts with the node `{id}`, which belongs to no flow"),
        )
        .severity(Severity::Error)
        .label("no event leads here");
        return Some(match known.as_slice() {
            [] => found.help(format!("start it with an event: `EVENT -> {id}`")),
            [only] => found.help(format!("start it with the event: `{only} -> {id}`")),
            several => found.help(format!(
                "start it with an event that a trigger emits: {}",
                words::or(several)
            )),
        });
    }
    let message = match events.len() {
        1 => format!(
            "this chain starts with the node `{id}`: it belongs to the flow of {}",
            words::and(events)
        ),
        _ => format!(
            "this chain starts with the node `{id}`: it belongs to every flow with `{id}`, here {}",
            words::and(events)
        ),
    };
    Some(Diagnostic::new(&catalogue::HS0506, first.span, message))
}
