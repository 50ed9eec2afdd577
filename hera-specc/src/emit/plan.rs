//! The plan as static data.

use super::data::Data;
use super::names;
use super::text::Code;
use hera_core::plan::{
    Backoff, Boundary, Compensation, CompensationPolicy, DeclaredError, Effects, Isolation, Jitter,
    Mode, Node, Plan, Retry, RunPolicy, Text,
};

/// Writes `NODES`, `BOUNDARIES` and `PLAN`. Each row is a constant of its own: what rustc needs for a table in
/// one piece grows faster than the table.
pub(super) fn statics(plan: &Plan, code: &mut Code) {
    let nodes = plan.nodes.iter().map(|node| {
        let name = names::row("NODE", &node.id).to_string();
        code.constant(NODE, &[("name", &name)], &self::node(node));
        Data::Word(name)
    });
    let nodes: Vec<_> = nodes.collect();
    code.constant(NODES, &[("count", &nodes.len().to_string())], &Data::Array(nodes));
    let boundaries = plan.boundaries.iter().enumerate().map(|(at, boundary)| {
        let name = format!("BOUNDARY_{at}");
        code.constant(BOUNDARY, &[("name", &name)], &self::boundary(boundary));
        Data::Word(name)
    });
    let boundaries: Vec<_> = boundaries.collect();
    let count = boundaries.len().to_string();
    code.constant(BOUNDARIES, &[("count", &count)], &Data::Array(boundaries));
    let fields = vec![
        ("orchestration", text(&plan.orchestration)),
        ("event", text(&plan.event)),
        ("sum", text(&plan.sum)),
        ("nodes", rows("&NODES")),
        ("boundaries", rows("&BOUNDARIES")),
        ("retry", retry(&plan.retry)),
        ("compensation", policy(&plan.compensation)),
        ("run", run(&plan.run)),
    ];
    code.constant(PLAN, &[], &Data::Struct("::hera_runtime::core::Plan", fields));
}

const NODE: &str = "const $name: ::hera_runtime::core::plan::Node = ";

const NODES: &str = "static NODES: [::hera_runtime::core::plan::Node; $count] = ";

const BOUNDARY: &str = "const $name: ::hera_runtime::core::plan::Boundary = ";

const BOUNDARIES: &str = "static BOUNDARIES: [::hera_runtime::core::plan::Boundary; $count] = ";

const PLAN: &str = "\
/// What the machine needs to know.
pub static PLAN: ::hera_runtime::core::Plan = ";

fn rows(name: &str) -> Data {
    Data::call("::hera_runtime::core::plan::List::Borrowed", Data::word(name))
}

fn text(text: &str) -> Data {
    Data::call("::hera_runtime::core::plan::Text::Borrowed", Data::text(text))
}

fn list(items: impl Iterator<Item = Data>) -> Data {
    Data::call("::hera_runtime::core::plan::List::Borrowed", Data::List(items.collect()))
}

fn index(path: &'static str, at: u32) -> Data {
    Data::call(path, Data::word(format_args!("{at}u32")))
}

fn milliseconds(time: Option<u64>) -> Data {
    Data::option(time.map(|ms| Data::word(format_args!("{ms}u64"))))
}

fn errors(errors: &[DeclaredError]) -> Data {
    list(errors.iter().map(|error| {
        let fields = vec![("code", text(&error.code)), ("retryable", Data::word(error.retryable))];
        Data::Struct("::hera_runtime::core::plan::DeclaredError", fields)
    }))
}

fn effects(effects: Effects) -> Data {
    Data::Path(match effects {
        Effects::None => "::hera_runtime::core::plan::Effects::None",
        Effects::Transactional => "::hera_runtime::core::plan::Effects::Transactional",
        Effects::External => "::hera_runtime::core::plan::Effects::External",
    })
}

fn node(node: &Node) -> Data {
    let mode = match node.mode {
        Mode::ValidateOnly => "::hera_runtime::core::plan::Mode::ValidateOnly",
        Mode::Persist => "::hera_runtime::core::plan::Mode::Persist",
    };
    let after = node.after.iter().map(|ix| index("::hera_runtime::core::NodeIx", ix.0));
    let fields = vec![
        ("id", text(&node.id)),
        ("procedure", text(&node.procedure)),
        ("mode", Data::Path(mode)),
        ("effects", effects(node.effects)),
        ("after", list(after)),
        ("boundary", index("::hera_runtime::core::BoundaryIx", node.boundary.0)),
        ("conditional", Data::word(node.conditional)),
        ("compensation", Data::option(node.compensation.as_ref().map(compensation))),
        ("errors", errors(&node.errors)),
        ("timeout_ms", milliseconds(node.timeout_ms)),
    ];
    Data::Struct("::hera_runtime::core::plan::Node", fields)
}

fn compensation(compensation: &Compensation) -> Data {
    let fields = vec![
        ("procedure", text(&compensation.procedure)),
        ("effects", effects(compensation.effects)),
        ("needs_output", Data::word(compensation.needs_output)),
        ("errors", errors(&compensation.errors)),
    ];
    Data::Struct("::hera_runtime::core::plan::Compensation", fields)
}

fn boundary(boundary: &Boundary) -> Data {
    let isolation = match boundary.isolation {
        Isolation::Serializable => "::hera_runtime::core::plan::Isolation::Serializable",
        Isolation::RepeatableRead => "::hera_runtime::core::plan::Isolation::RepeatableRead",
        Isolation::ReadCommitted => "::hera_runtime::core::plan::Isolation::ReadCommitted",
    };
    let nodes = boundary.nodes.iter().map(|ix| index("::hera_runtime::core::NodeIx", ix.0));
    let after = boundary.after.iter().map(|ix| index("::hera_runtime::core::BoundaryIx", ix.0));
    let fields = vec![
        ("name", text(&boundary.name)),
        ("nodes", list(nodes)),
        ("after", list(after)),
        ("declared", Data::word(boundary.declared)),
        ("isolation", Data::Path(isolation)),
        ("timeout_ms", milliseconds(boundary.timeout_ms)),
    ];
    Data::Struct("::hera_runtime::core::plan::Boundary", fields)
}

fn retry(retry: &Retry) -> Data {
    let backoff = match retry.backoff {
        Backoff::Fixed => "::hera_runtime::core::plan::Backoff::Fixed",
        Backoff::Linear => "::hera_runtime::core::plan::Backoff::Linear",
        Backoff::Exponential => "::hera_runtime::core::plan::Backoff::Exponential",
    };
    let jitter = match retry.jitter {
        Jitter::None => "::hera_runtime::core::plan::Jitter::None",
        Jitter::Equal => "::hera_runtime::core::plan::Jitter::Equal",
        Jitter::Full => "::hera_runtime::core::plan::Jitter::Full",
    };
    let fields = vec![
        ("max_attempts", Data::word(format_args!("{}u32", retry.max_attempts))),
        ("backoff", Data::Path(backoff)),
        ("base_delay_ms", Data::word(format_args!("{}u64", retry.base_delay_ms))),
        ("max_delay_ms", Data::word(format_args!("{}u64", retry.max_delay_ms))),
        ("jitter", Data::Path(jitter)),
    ];
    Data::Struct("::hera_runtime::core::plan::Retry", fields)
}

fn run(policy: &RunPolicy) -> Data {
    if *policy == RunPolicy::FREE {
        return Data::Path("::hera_runtime::core::plan::RunPolicy::FREE");
    }
    let text = |word: &Option<Text>| Data::option(word.as_ref().map(|word| text(word)));
    let fields = vec![
        ("deadline_ms", milliseconds(policy.deadline_ms)),
        ("concurrency_key", text(&policy.concurrency_key)),
        ("key_default", text(&policy.key_default)),
        ("releases_parked", Data::word(policy.releases_parked)),
    ];
    Data::Struct("::hera_runtime::core::plan::RunPolicy", fields)
}

fn policy(policy: &CompensationPolicy) -> Data {
    let fields = vec![
        ("auto", Data::word(policy.auto)),
        ("timeout_ms", milliseconds(policy.timeout_ms)),
        ("preserve_failed_state", Data::word(policy.preserve_failed_state)),
    ];
    Data::Struct("::hera_runtime::core::plan::CompensationPolicy", fields)
}
