//! The steps of a flow for people: as they are planned, and as a dry run went through them.

use hera_core::plan::{Effects, Mode, Node};
use hera_core::sim::Report;
use hera_core::{Direction, Plan, Status};

use super::paint::{self, Paint};
use crate::flow::FlowDef;

/// What a node does, in a word.
pub(super) fn kind(node: &Node) -> &'static str {
    match (node.mode, node.effects) {
        (Mode::ValidateOnly, _) => "checks",
        (Mode::Persist, Effects::None) => "reads",
        (Mode::Persist, Effects::Transactional) => "writes",
        (Mode::Persist, Effects::External) => "calls outside",
    }
}

/// The boundary of a node, as people know it: a node outside of all has none with a name.
pub(super) fn boundary<'a>(plan: &'a Plan, node: &Node) -> &'a str {
    let boundary = plan.boundary(node.boundary);
    match boundary.declared {
        true => &boundary.name,
        false => "-",
    }
}

/// The `when` of a node.
pub(super) fn condition(flow: &FlowDef, node: &Node) -> Option<&'static str> {
    flow.conditions.iter().find(|(id, _)| *id == node.id).map(|(_, when)| *when)
}

/// A dry run, one node a line in the order of the plan.
pub(super) fn table(flow: &FlowDef, report: &Report, paint: Paint) -> String {
    let row = |(at, node): (usize, &Node)| {
        let when = condition(flow, node).map(|when| format!("when {}", paint::clean(when)));
        let inverse = node.compensation.as_ref().filter(|_| report.compensated.contains(&node.id));
        let inverse = inverse.map(|inverse| format!("undone by {}", inverse.procedure));
        let besides: Vec<String> = when.into_iter().chain(inverse).collect();
        vec![
            (at + 1).to_string(),
            node.id.to_string(),
            what_became(node, report, paint),
            kind(node).to_owned(),
            boundary(flow.plan, node).to_owned(),
            paint.dim(&besides.join("; ")),
        ]
    };
    let rows: Vec<Vec<String>> = flow.plan.nodes.iter().enumerate().map(row).collect();
    paint::table("  ", &rows)
}

fn what_became(node: &Node, report: &Report, paint: Paint) -> String {
    let attempts = report.attempts.get(&node.id).copied().unwrap_or(0);
    let times = if attempts > 1 { format!(" ({attempts} calls)") } else { String::new() };
    let failed = report.error.as_ref().filter(|error| error.node == node.id);
    let undone = report.compensated.contains(&node.id);
    if let Some(error) = failed {
        let then = if undone { ", then undone" } else { "" };
        return format!("{}{times}{then}", paint.bad(&format!("fails with {}", error.code)));
    }
    if undone {
        return format!("done{times}, then undone");
    }
    if report.executed.contains(&node.id) {
        return format!("{}{times}", paint.good("done"));
    }
    if report.skipped.contains(&node.id) {
        return paint.dim("skipped");
    }
    match attempts {
        0 => paint.dim("not reached"),
        _ => format!("rolled back{times}"),
    }
}

/// How a dry run ended, in a line.
pub(super) fn ending(report: &Report, incomplete: bool, paint: Paint) -> String {
    let outcome = paint.status(report.outcome);
    let if_complete = if incomplete { " once the payload is complete" } else { "" };
    match (&report.parked, report.outcome) {
        (Some(parked), _) => {
            let way = match parked.direction {
                Direction::Forward => "forward",
                Direction::Back => "on its way back",
            };
            format!("{outcome} {way} at {}: {}", parked.node, paint::short(&parked.reason, 200))
        }
        (None, Status::Completed) => {
            let commits = paint::count(report.commits.len(), "commit", "commits");
            let names = match report.commits.as_slice() {
                [] => String::new(),
                commits => format!(": {}", commits.join(", ")),
            };
            format!("{outcome}{if_complete}, {commits}{names}")
        }
        (None, _) => format!("{outcome}{if_complete}"),
    }
}
