//! What the compiler decided of each failure of a flow: as static data, and as a table to read.

use hera_core::ways_back::{Ends, FailureClass};

use super::data::Data;
use super::flow::FlowCx;
use super::names;
use super::text::Code;

/// Failures of one node that have one outcome.
struct Group<'a> {
    node: &'a str,
    codes: Vec<&'a str>,
    class: FailureClass,
    ends: Ends,
    status: u16,
}

fn groups<'a>(cx: &'a FlowCx<'_>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (row, status) in cx.outcomes.proof.rows.iter().zip(&cx.outcomes.statuses) {
        let node = cx.plan.node(row.node).id.as_ref();
        let (class, ends, status) = (row.class, row.ends, *status);
        // The rows of a node follow each other.
        let same = |group: &&mut Group<'_>| {
            (group.node, group.class, group.ends, group.status) == (node, class, ends, status)
        };
        match groups.iter_mut().rev().take_while(|group| group.node == node).find(same) {
            Some(group) => group.codes.push(&row.error),
            None => groups.push(Group { node, codes: vec![&row.error], class, ends, status }),
        }
    }
    groups
}

/// Writes a constant for each node that can fail; the list of them.
pub(super) fn tables(cx: &FlowCx<'_>, code: &mut Code) -> Data {
    let groups = groups(cx);
    let names = groups.chunk_by(|a, b| a.node == b.node).map(|groups| {
        let name = names::row("ERRORS", groups[0].node).to_string();
        let rows = Data::List(groups.iter().map(row).collect());
        code.constant(ERRORS, &[("name", &name)], &rows);
        Data::Word(name)
    });
    Data::List(names.collect())
}

const ERRORS: &str = "const $name: &[::hera_runtime::flow::ErrorDef] = ";

/// What becomes of the failures of a group.
fn row(group: &Group<'_>) -> Data {
    let class = match group.class {
        FailureClass::Final => "::hera_runtime::core::ways_back::FailureClass::Final",
        FailureClass::Exhausted => "::hera_runtime::core::ways_back::FailureClass::Exhausted",
        FailureClass::Outage => "::hera_runtime::core::ways_back::FailureClass::Outage",
    };
    let ends = ends(group.ends).into_iter().map(|(_, status)| Data::Path(status));
    let fields = vec![
        ("node", Data::text(group.node)),
        ("codes", Data::List(group.codes.iter().copied().map(Data::text).collect())),
        ("class", Data::Path(class)),
        ("ends", Data::List(ends.collect())),
        ("http_status", Data::word(format_args!("{}u16", group.status))),
    ];
    Data::Struct("::hera_runtime::flow::ErrorDef", fields)
}

/// The table of the flow's page.
pub(super) fn page(cx: &FlowCx<'_>) -> Vec<String> {
    let mut lines = vec![
        "| fails for good | with | the run ends | HTTP |".to_owned(),
        "|---|---|---|---|".to_owned(),
    ];
    lines.extend(groups(cx).into_iter().map(|group| {
        let codes: Vec<_> = group.codes.iter().map(|code| format!("`{code}`")).collect();
        let how = match group.class {
            FailureClass::Final => "",
            FailureClass::Exhausted => " at every attempt",
            FailureClass::Outage => " or another outage, at every attempt",
        };
        let ends: Vec<_> = ends(group.ends).into_iter().map(|(word, _)| word).collect();
        let status = match (group.ends.parked, group.ends.failed || group.ends.compensated) {
            (false, _) => group.status.to_string(),
            (true, true) => format!("{}, 202 while parked", group.status),
            (true, false) => "202".to_owned(),
        };
        let (node, codes, ends) = (group.node, codes.join(", "), ends.join(" or "));
        format!("| `{node}` | {codes}{how} | {ends} | {status} |")
    }));
    lines
}

/// The ends by their word and their status.
fn ends(ends: Ends) -> Vec<(&'static str, &'static str)> {
    let all = [
        (ends.failed, ("failed", "::hera_runtime::core::Status::Failed")),
        (ends.compensated, ("compensated", "::hera_runtime::core::Status::Compensated")),
        (ends.parked, ("parked", "::hera_runtime::core::Status::Parked")),
    ];
    all.into_iter().filter(|(can, _)| *can).map(|(_, end)| end).collect()
}
