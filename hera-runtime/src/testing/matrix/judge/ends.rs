//! How a run may end: as the analysis of its flow says.

use hera_core::entry::infrastructure;
use hera_core::plan::Plan;
use hera_core::ways_back::{Ends, ways_back};
use hera_core::{Entry, Status};

use super::Evidence;
use crate::flow::FlowDef;
use crate::ports::JournalLine;
use crate::testing::matrix::fault::{Site, Strike};

/// The states in which a run may end, given what goes wrong in it.
fn expected(flow: &FlowDef, strikes: &[Strike], lines: &[JournalLine]) -> Vec<Status> {
    let lasting = |strike: &&Strike| strike.lasts(flow.plan.retry.max_attempts);
    let node = strikes.iter().filter(lasting).find_map(|strike| match &strike.site {
        Site::Node(node) => Some(decided(flow, node, strike.code())),
        _ => None,
    });
    let Some(ends) = node else { return vec![Status::Completed] };
    // A compensation that fails for good leaves the way back to a person.
    let stuck = |line: &JournalLine| match &line.entry {
        Entry::CompensationFailed { node, retry_at: None, .. } => {
            let mut lasting = strikes.iter().filter(lasting);
            lasting.any(|strike| strike.site == Site::Inverse(node.to_string()))
        }
        _ => false,
    };
    if lines.iter().any(stuck) { vec![Status::Parked] } else { ends }
}

/// How a run ends when a node fails so: what the compiler decided, or the same analysis now.
fn decided(flow: &FlowDef, node: &str, code: &str) -> Vec<Status> {
    if let Some(row) = flow.decided(node, code) {
        return row.ends.to_vec();
    }
    let code = match infrastructure::ALL.contains(&code) {
        true => infrastructure::UNKNOWN,
        false => code,
    };
    analysed(flow.plan, node, code)
}

fn analysed(plan: &Plan, node: &str, code: &str) -> Vec<Status> {
    let found = ways_back(plan, &|_, _| true);
    let Some(ix) = plan.find(node) else { return Vec::new() };
    let row = found.rows.iter().find(|row| row.node == ix && row.error == code);
    let Ends { failed, compensated, parked } = row.map(|row| row.ends).unwrap_or_default();
    let ends =
        [(failed, Status::Failed), (compensated, Status::Compensated), (parked, Status::Parked)];
    ends.into_iter().filter(|(can, _)| *can).map(|(_, status)| status).collect()
}

/// Whether it ended so, and for the reason that was given.
pub(super) fn hold(evidence: &Evidence<'_>) -> Result<(), String> {
    let Evidence { flow, strikes, record, lines, .. } = evidence;
    let expected = expected(flow, strikes, lines);
    if !expected.contains(&record.status) {
        let expected: Vec<&str> = expected.iter().map(|status| status.as_str()).collect();
        let error = record.error.as_ref();
        let error = error.map(|error| format!(" ({} with {})", error.node, error.code));
        return Err(format!(
            "it is {}{}, and the analysis of its flow says: {}; its journal: {}",
            record.status.as_str(),
            error.unwrap_or_default(),
            expected.join(" or "),
            super::told(evidence.lines),
        ));
    }
    let turned = strikes.iter().find_map(|strike| match &strike.site {
        Site::Node(node) if strike.lasts(flow.plan.retry.max_attempts) => Some((node, strike)),
        _ => None,
    });
    match (turned, &record.error) {
        (None, None) => Ok(()),
        (Some((node, strike)), Some(error))
            if error.node == *node && error.code == strike.code() =>
        {
            Ok(())
        }
        (_, error) => Err(format!("the error of the run is {error:?}")),
    }
}
