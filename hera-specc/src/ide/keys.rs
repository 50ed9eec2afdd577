//! The keys of each kind of mapping, each with a sentence for a person.
//!
//! A test holds them equal to what `lower` reads.

mod documents;

/// A kind of mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MapKind {
    /// A procedure.
    Procedure,
    /// A graph orchestration.
    Orchestration,
    /// A document of which nobody knows yet what it is.
    Document,
    /// An item of `triggers`.
    Trigger,
    /// `graph`.
    Graph,
    /// An item of `graph.nodes`.
    Node,
    /// A `compensation` that is a mapping.
    Compensation,
    /// An item of `transaction_boundaries`.
    Boundary,
    /// `retry_policy`.
    Retry,
    /// `compensation_policy`.
    CompensationPolicy,
    /// `scope`.
    Scope,
    /// `inputs`.
    Inputs,
    /// An input.
    Input,
    /// `outputs`.
    Outputs,
    /// A field of `outputs.response`.
    Output,
    /// An item of `errors`.
    Error,
    /// `observability`.
    Observability,
    /// An orchestration of routes.
    Routes,
    /// An item of `routes`.
    Route,
    /// `error_handling`.
    ErrorHandling,
    /// A playbook seed.
    Seed,
    /// A workflow definition.
    Workflow,
    /// `definition`.
    Definition,
    /// An item of `transitions`.
    Transition,
    /// An item of `timers`.
    Timer,
}

/// What follows a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Follows {
    /// A value on the same line.
    Scalar,
    /// A mapping or list below.
    Block,
}

/// A key: its name, what follows it, what it means.
pub(crate) type Key = (&'static str, Follows, &'static str);

use Follows::{Block, Scalar};

/// The keys of a kind of mapping, in the order in which people write them.
pub(crate) fn keys(kind: MapKind) -> &'static [Key] {
    match kind {
        MapKind::Procedure => PROCEDURE,
        MapKind::Orchestration => ORCHESTRATION,
        MapKind::Document => DOCUMENT,
        MapKind::Trigger => TRIGGER,
        MapKind::Graph => GRAPH,
        MapKind::Node => NODE,
        MapKind::Compensation => COMPENSATION,
        MapKind::Boundary => BOUNDARY,
        MapKind::Retry => RETRY,
        MapKind::CompensationPolicy => COMPENSATION_POLICY,
        MapKind::Scope => SCOPE,
        MapKind::Inputs => INPUTS,
        MapKind::Input => INPUT,
        MapKind::Outputs => OUTPUTS,
        MapKind::Output => OUTPUT,
        MapKind::Error => ERROR,
        MapKind::Observability => OBSERVABILITY,
        MapKind::Routes => documents::ROUTES,
        MapKind::Route => documents::ROUTE,
        MapKind::ErrorHandling => documents::ERROR_HANDLING,
        MapKind::Seed => documents::SEED,
        MapKind::Workflow => documents::WORKFLOW,
        MapKind::Definition => documents::DEFINITION,
        MapKind::Transition => documents::TRANSITION,
        MapKind::Timer => documents::TIMER,
    }
}

/// What a key means.
pub(crate) fn doc(kind: MapKind, name: &str) -> Option<&'static str> {
    keys(kind).iter().find(|(key, ..)| *key == name).map(|(.., doc)| *doc)
}

const DESCRIPTION: Key = ("description", Scalar, "What it is for, in a sentence.");
const NOTE: Key = ("note", Scalar, "A remark for readers. Nothing reads it.");

const PROCEDURE: &[Key] = &[
    ("smart_code", Scalar, "The identity: `HERA.{INDUSTRY}.{MODULE}.{NAME}.v{N}`."),
    ("intent", Scalar, "What the procedure is for, in one sentence."),
    (
        "effects",
        Scalar,
        "What it changes: `none`, `transactional` (in the boundary) or `external` (outside of it).",
    ),
    ("scope", Block, "What belongs to it and what does not: `in_scope`, `out_of_scope`."),
    ("preconditions", Block, "What has to hold before: conditions over inputs, or prose."),
    ("invariants", Block, "What has to hold after: conditions over inputs and outputs, or prose."),
    ("inputs", Block, "What it needs: `required` and `optional`, each with a type."),
    ("outputs", Block, "What it makes; `response` is what later nodes and the caller see."),
    ("happy_path", Block, "The steps when all goes well."),
    ("errors", Block, "How it can fail: codes, each final unless `retryable`."),
    ("permissions", Block, "What the caller has to be allowed to do."),
    ("idempotency", Block, "Says that a second call with one key does nothing more."),
    ("entrypoint", Scalar, "`true` where it is called directly, by no orchestration."),
    ("timeout", Scalar, "The longest time of one attempt: `500ms`, `10s`."),
    ("example_payload", Block, "An example of the inputs; checked against their types."),
    ("checks", Block, "What a reviewer or tester looks at."),
    ("observability", Block, "Logs and audit."),
    DESCRIPTION,
    ("name", Scalar, "A name for people."),
    ("notes", Scalar, "Remarks for readers. Nothing reads them."),
    ("input", Block, "The inputs in the dialect with `steps`; `inputs` says more."),
    ("output", Block, "The outputs in the dialect with `steps`; `outputs` says more."),
    ("steps", Block, "The steps in the dialect with `input`; else `happy_path`."),
];

const ORCHESTRATION: &[Key] = &[
    ("smart_code", Scalar, "The identity: `HERA.{INDUSTRY}.{MODULE}.ORCH.{NAME}.v{N}`."),
    ("intent", Scalar, "What the workflow is for, in one sentence."),
    ("triggers", Block, "What starts it: routes and events, each emits an event of this file."),
    ("graph", Block, "The nodes of the workflow."),
    ("edges", Block, "The order: `EVENT -> NODE -> NODE`, one chain on a line."),
    (
        "transaction_boundaries",
        Block,
        "Nodes that commit together, each group in one database transaction.",
    ),
    ("retry_policy", Block, "How often and how soon a failed boundary is tried again."),
    ("compensation_policy", Block, "What happens when a node has failed for good."),
    (
        "concurrency_key",
        Scalar,
        "Runs with the same value there go one at a time: `$.payload.cart_id`.",
    ),
    ("on_park", Scalar, "`release`: a parked run gives its concurrency key up. It keeps it else."),
    ("deadline", Scalar, "How long a run may take until it is cancelled: `30m`, `24h`."),
    ("scope", Block, "What belongs to it and what does not."),
    DESCRIPTION,
    ("name", Scalar, "A name for people."),
    ("notes", Scalar, "Remarks for readers. Nothing reads them."),
];

const DOCUMENT: &[Key] = &[
    ("smart_code", Scalar, "The identity: `HERA.{INDUSTRY}.{MODULE}.{NAME}.v{N}`."),
    ("intent", Scalar, "What it is for, in one sentence."),
    ("inputs", Block, "Of a procedure: what it needs."),
    ("outputs", Block, "Of a procedure: what it makes."),
    ("triggers", Block, "Of an orchestration: what starts it."),
    ("graph", Block, "Of an orchestration: its nodes."),
];

const TRIGGER: &[Key] = &[
    ("on", Scalar, "What it listens on: `API.POST./path/:id`, or `EVENT.{subject}`."),
    ("emit", Scalar, "The event that starts the flow: `POS.CART.LINE_ADD.REQUESTED`."),
    ("bind", Block, "Inputs that the trigger binds: `cart_id: $.path.id`."),
    ("payload", Block, "The fields of the payload; where it is given, no other field is taken."),
    ("shared", Scalar, "`true` where another trigger emits the event, too, and that is meant."),
    DESCRIPTION,
    NOTE,
];

const GRAPH: &[Key] = &[
    ("nodes", Block, "The steps of the workflow, each runs one procedure."),
    ("edges", Block, "The order of the nodes; may also stand at the top."),
    DESCRIPTION,
    NOTE,
];

const NODE: &[Key] = &[
    ("id", Scalar, "Its name in this file, in SCREAMING_SNAKE_CASE."),
    ("run", Scalar, "The smart code of the procedure that it runs."),
    ("mode", Scalar, "`validate_only` checks and writes nothing; `persist` (the default) does it."),
    ("when", Scalar, "A condition; where it is false the node is skipped and the flow goes on."),
    ("with", Block, "Inputs that it binds itself: `product_id: $.payload.entity_id`."),
    ("else", Scalar, "`SKIP` says that leaving the node out is meant where no branch fits."),
    ("timeout", Scalar, "The longest time of one attempt: `500ms`, `10s`."),
    (
        "compensation",
        Scalar,
        "The smart code of the procedure that undoes it, or `{run: .., with: ..}`.",
    ),
    DESCRIPTION,
    NOTE,
    ("intent", Scalar, "What it is for, in a sentence."),
];

const COMPENSATION: &[Key] = &[
    ("run", Scalar, "The smart code of the procedure that undoes the node."),
    (
        "with",
        Block,
        "Inputs that are bound here; the rest come from the node's own output and input.",
    ),
    DESCRIPTION,
    NOTE,
];

const BOUNDARY: &[Key] = &[
    ("name", Scalar, "Its name in this file."),
    ("applies_to", Scalar, "The nodes that commit together: `[RESERVE, PERSIST]`."),
    ("isolation", Scalar, "`SERIALIZABLE` (the default), `REPEATABLE_READ` or `READ_COMMITTED`."),
    ("timeout", Scalar, "The longest time of one attempt: `500ms`, `10s`."),
    (
        "external_in_transaction",
        Scalar,
        "`true` lets an external node be called while the transaction is open.",
    ),
    DESCRIPTION,
    NOTE,
    ("intent", Scalar, "What it is for, in a sentence."),
];

const RETRY: &[Key] = &[
    ("max_attempts", Scalar, "All attempts, the first one too."),
    ("backoff", Scalar, "How the delay grows: `exponential`, `linear` or `fixed`."),
    ("base_delay_ms", Scalar, "The delay before the second attempt, in milliseconds."),
    ("max_delay_ms", Scalar, "The bound of every delay, in milliseconds."),
    ("base_delay", Scalar, "The delay before the second attempt: `100ms`."),
    ("max_delay", Scalar, "The bound of every delay: `5s`."),
    ("jitter", Scalar, "How much of a delay is random: `none`, `equal` or `full`."),
    (
        "retryable_errors",
        Block,
        "Error codes that are tried again although no procedure marks them so.",
    ),
    DESCRIPTION,
    NOTE,
];

const COMPENSATION_POLICY: &[Key] = &[
    (
        "auto_compensate",
        Scalar,
        "`true`: the way back starts by itself; `false`: the run parks for an operator.",
    ),
    (
        "compensation_timeout_ms",
        Scalar,
        "The longest time of one attempt of a compensation, in milliseconds.",
    ),
    ("compensation_timeout", Scalar, "The longest time of one attempt of a compensation: `10s`."),
    (
        "preserve_failed_state",
        Scalar,
        "`true` keeps inputs and outputs of a failed attempt in the journal.",
    ),
    ("require", Scalar, "`full` refuses a workflow in which a run could park."),
    DESCRIPTION,
    NOTE,
];

const SCOPE: &[Key] =
    &[("in_scope", Block, "What belongs to it."), ("out_of_scope", Block, "What does not.")];

const INPUTS: &[Key] = &[
    ("required", Block, "Inputs that it cannot do without."),
    ("optional", Block, "Inputs that may be absent, or have a default."),
];

const INPUT: &[Key] = &[
    ("name", Scalar, "Its name, in snake_case."),
    (
        "type",
        Scalar,
        "`uuid string integer decimal boolean date timestamp object enum[A, B] array[T]`.",
    ),
    ("where", Scalar, "Where it comes from: `payload`, `context`, `headers` or `path`."),
    DESCRIPTION,
    ("default", Scalar, "What stands in where it is absent."),
    ("schema", Block, "The fields of an object or of a list's items."),
    ("required", Scalar, "Whether it has to be there."),
    ("values", Scalar, "The values of an enum."),
    ("variants", Scalar, "The values of an enum."),
    NOTE,
    ("example", Scalar, "An example value."),
    ("examples", Block, "Example values."),
    ("pii", Scalar, "`true` where it says something about a person: no log may hold it."),
    ("passthrough", Scalar, "`true` where it is handed on and read by nobody here."),
];

const OUTPUTS: &[Key] = &[
    ("response", Block, "Named, typed fields: what later nodes and the caller see."),
    ("entities_created", Block, "The types of entities that it makes."),
    ("transactions_emitted", Block, "The types of transactions that it writes."),
];

const OUTPUT: &[Key] = &[
    ("name", Scalar, "Its name, in snake_case."),
    (
        "type",
        Scalar,
        "`uuid string integer decimal boolean date timestamp object enum[A, B] array[T]`.",
    ),
    DESCRIPTION,
    ("required", Scalar, "Whether it is always there."),
    ("schema", Block, "The fields of an object or of a list's items."),
    ("values", Scalar, "The values of an enum."),
    ("variants", Scalar, "The values of an enum."),
    NOTE,
    ("example", Scalar, "An example value."),
    ("passthrough", Scalar, "`true` where it is for callers and read by no node."),
];

const ERROR: &[Key] = &[
    ("code", Scalar, "Its code, in SCREAMING_SNAKE_CASE."),
    ("when", Scalar, "When it happens, in a sentence."),
    ("action", Scalar, "What a person does about it."),
    ("retryable", Scalar, "`true`: another attempt may succeed."),
    ("http_status", Scalar, "The HTTP status that it maps to."),
    DESCRIPTION,
    ("message", Scalar, "What the caller is told."),
    NOTE,
];

const OBSERVABILITY: &[Key] =
    &[("logs", Block, "The log events."), ("audit_json", Scalar, "`true` writes an audit record.")];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::lower::keys::known;

    #[test]
    fn each_key_that_is_read_is_told_and_no_other() {
        for (kind, read) in known() {
            let map = match kind {
                "procedure" => MapKind::Procedure,
                "orchestration" => MapKind::Orchestration,
                "trigger" => MapKind::Trigger,
                "graph" => MapKind::Graph,
                "node" => MapKind::Node,
                "compensation" => MapKind::Compensation,
                "boundary" => MapKind::Boundary,
                "retry policy" => MapKind::Retry,
                "compensation policy" => MapKind::CompensationPolicy,
                "input" => MapKind::Input,
                "output" => MapKind::Output,
                "error" => MapKind::Error,
                "route" => MapKind::Routes,
                "route item" => MapKind::Route,
                "error handling" => MapKind::ErrorHandling,
                "seed" => MapKind::Seed,
                "workflow" => MapKind::Workflow,
                "definition" => MapKind::Definition,
                "transition" => MapKind::Transition,
                "timer" => MapKind::Timer,
                other => panic!("no table for {other}"),
            };
            // Understood and without effect, but in the template.
            let mut read: BTreeSet<&str> = read.iter().copied().collect();
            if map == MapKind::Procedure {
                read.insert("observability");
            }
            let told: BTreeSet<&str> = keys(map).iter().map(|(name, ..)| *name).collect();
            assert_eq!(told, read, "the keys of a {kind}: mend the table in ide/keys.rs");
        }
    }
}
