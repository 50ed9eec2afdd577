//! The page of a flow: a transition table that a person understands in a minute.

use hera_core::plan::{Effects, Mode, Node, Plan};

use super::flow::FlowCx;
use super::{docs, outcomes};

/// The documentation of a flow's module.
pub(super) fn page(cx: &FlowCx<'_>) -> String {
    let plan = cx.plan;
    let mut lines = vec![format!("`{}`", plan.event), String::new()];
    for at in &cx.flow.triggers {
        let on = cx.set.text(cx.orchestration.triggers[*at].on.span);
        lines.push(format!("Starts on `{}`.", docs::code(on)));
    }
    lines.extend([
        String::new(),
        "| after | node | runs | when | commits with | if a later step fails for good |".to_owned(),
        "|---|---|---|---|---|---|".to_owned(),
    ]);
    lines.extend((0..plan.nodes.len()).map(|at| row(cx, at)));
    lines.push(String::new());
    lines.push(retries(plan));
    lines.push(back(plan));
    lines.extend(run(plan));
    lines.push(String::new());
    lines.extend(outcomes::page(cx));
    lines.join("\n")
}

fn row(cx: &FlowCx<'_>, at: usize) -> String {
    let plan = cx.plan;
    let node = &plan.nodes[at];
    let after = match node.after.as_ref() {
        [] => "the event".to_owned(),
        list => {
            list.iter().map(|ix| format!("`{}`", plan.node(*ix).id)).collect::<Vec<_>>().join(", ")
        }
    };
    let when = cx.flow.nodes[at].when.as_ref().map_or_else(
        || "always".to_owned(),
        |when| format!("`{}`", docs::code(cx.set.text(when.span))),
    );
    let commits = match (node.effects, plan.boundary(node.boundary).declared) {
        (Effects::None, _) => "nothing to commit".to_owned(),
        (_, true) => format!("`{}`", plan.boundary(node.boundary).name),
        (_, false) => "itself".to_owned(),
    };
    format!(
        "| {after} | `{}` | `{}`{} | {when} | {commits} | {} |",
        node.id,
        node.procedure,
        kind(node),
        undo(plan, node)
    )
}

fn kind(node: &Node) -> &'static str {
    match (node.mode, node.effects) {
        (Mode::ValidateOnly, _) => ", checks only",
        (_, Effects::None) => ", reads only",
        (_, Effects::Transactional) => "",
        (_, Effects::External) => ", external",
    }
}

fn undo(plan: &Plan, node: &Node) -> String {
    match (&node.compensation, node.effects) {
        (_, Effects::None) => "nothing to undo".to_owned(),
        (Some(compensation), _) => format!("`{}`", compensation.procedure),
        (None, _) if is_last(plan, node) => "stays; no step is later".to_owned(),
        (None, _) => "stays: a pivot".to_owned(),
    }
}

/// Whether every other boundary has committed before this node's.
fn is_last(plan: &Plan, node: &Node) -> bool {
    let mut before = vec![false; plan.boundaries.len()];
    let mut open = vec![node.boundary];
    while let Some(ix) = open.pop() {
        if !std::mem::replace(&mut before[ix.0 as usize], true) {
            open.extend(plan.boundary(ix).after.iter().copied());
        }
    }
    before.into_iter().all(|done| done)
}

fn retries(plan: &Plan) -> String {
    match plan.retry.max_attempts {
        1 => "A boundary is attempted once.".to_owned(),
        attempts => format!(
            "A boundary is attempted up to {attempts} times, {} ms to {} ms apart.",
            plan.retry.base_delay_ms,
            plan.retry.max_delay_ms.max(plan.retry.base_delay_ms)
        ),
    }
}

/// What holds for each run as a whole, where it is not free.
fn run(plan: &Plan) -> Option<String> {
    let key = plan
        .run
        .concurrency_key
        .as_ref()
        .map(|key| format!("Runs of an organisation with the same `{key}` go one at a time."));
    let parked = plan.run.releases_parked.then(|| "A parked run gives its key up.".to_owned());
    let deadline = plan
        .run
        .deadline_ms
        .map(|ms| format!("A run that is not over {ms} ms after its admission is cancelled."));
    let told: Vec<String> = key.into_iter().chain(parked).chain(deadline).collect();
    (!told.is_empty()).then(|| told.join(" "))
}

fn back(plan: &Plan) -> String {
    if plan.compensation.auto {
        "A boundary that fails for good is rolled back; what has committed or happened outside is then \
         undone in reverse order."
            .to_owned()
    } else {
        "A boundary that fails for good is rolled back; the rest waits for an operator's `compensate`."
            .to_owned()
    }
}
