//! What may follow each key.

use serde_json::{Value as Json, json};

use super::forms::{exact, form, list, several, word};
use crate::ide::keys::MapKind;

/// The kinds of mappings in the schema.
pub(super) const KINDS: &[MapKind] = &[
    MapKind::Procedure,
    MapKind::Orchestration,
    MapKind::Trigger,
    MapKind::Graph,
    MapKind::Node,
    MapKind::Compensation,
    MapKind::Boundary,
    MapKind::Retry,
    MapKind::CompensationPolicy,
    MapKind::Scope,
    MapKind::Inputs,
    MapKind::Input,
    MapKind::Outputs,
    MapKind::Output,
    MapKind::Error,
    MapKind::Routes,
    MapKind::Route,
    MapKind::ErrorHandling,
    MapKind::Seed,
    MapKind::Workflow,
    MapKind::Definition,
    MapKind::Transition,
    MapKind::Timer,
];

/// The name of a kind in `$defs`.
pub(super) fn name(kind: MapKind) -> &'static str {
    match kind {
        MapKind::Procedure => "procedure",
        MapKind::Orchestration => "orchestration",
        MapKind::Document => "document",
        MapKind::Trigger => "trigger",
        MapKind::Graph => "graph",
        MapKind::Node => "node",
        MapKind::Compensation => "compensation",
        MapKind::Boundary => "boundary",
        MapKind::Retry => "retry_policy",
        MapKind::CompensationPolicy => "compensation_policy",
        MapKind::Scope => "scope",
        MapKind::Inputs => "inputs",
        MapKind::Input => "input",
        MapKind::Outputs => "outputs",
        MapKind::Output => "output",
        MapKind::Error => "error",
        MapKind::Observability => "observability",
        MapKind::Routes => "route",
        MapKind::Route => "route_item",
        MapKind::ErrorHandling => "error_handling",
        MapKind::Seed => "seed",
        MapKind::Workflow => "workflow",
        MapKind::Definition => "definition",
        MapKind::Transition => "transition",
        MapKind::Timer => "timer",
    }
}

/// The name by which `lower` knows the keys of a kind.
pub(super) fn noun(kind: MapKind) -> &'static str {
    match kind {
        MapKind::Retry => "retry policy",
        MapKind::CompensationPolicy => "compensation policy",
        MapKind::Route => "route item",
        MapKind::ErrorHandling => "error handling",
        kind => name(kind),
    }
}

/// What a kind is.
pub(super) fn described(kind: MapKind) -> &'static str {
    match kind {
        MapKind::Procedure => "A procedure: typed inputs, outputs and errors of one step.",
        MapKind::Orchestration => {
            "An orchestration: what events start, in which order and boundaries."
        }
        MapKind::Trigger => "What starts a flow.",
        MapKind::Graph => "The nodes of an orchestration.",
        MapKind::Node => "A node: one step, which runs one procedure.",
        MapKind::Compensation => "How a node is undone.",
        MapKind::Boundary => "Nodes that commit together in one database transaction.",
        MapKind::Retry => "How failed attempts are repeated.",
        MapKind::CompensationPolicy => "What happens after a final failure.",
        MapKind::Scope => "What belongs to it and what does not.",
        MapKind::Inputs => "The inputs, by whether it can do without them.",
        MapKind::Input => "An input.",
        MapKind::Outputs => "What it makes.",
        MapKind::Output => "A field of the response.",
        MapKind::Error => "A way to fail.",
        MapKind::Routes => "An orchestration of routes, each a flow of its own.",
        MapKind::Route => "A route, and the procedure that answers.",
        MapKind::ErrorHandling => "What happens after failures; only its retry policy counts.",
        MapKind::Seed => "A playbook seed: files that are loaded together.",
        MapKind::Workflow => "A workflow definition.",
        MapKind::Definition => "The states of a workflow, and who may go where.",
        MapKind::Transition => "A way from one state to another.",
        MapKind::Timer => "What happens after a time in a state.",
        _ => "",
    }
}

/// The keys without which the compiler refuses the mapping.
pub(super) fn required(kind: MapKind) -> &'static [&'static str] {
    match kind {
        MapKind::Procedure | MapKind::Orchestration => &["smart_code"],
        MapKind::Node => &["id", "run"],
        MapKind::Trigger => &["on", "emit"],
        MapKind::Boundary => &["name", "applies_to"],
        MapKind::Compensation => &["run"],
        MapKind::Routes => &["smart_code", "routes"],
        MapKind::Route => &["http", "handler"],
        MapKind::Seed => &["smart_code", "contracts"],
        MapKind::Workflow => &["smart_code", "definition"],
        MapKind::Definition => &["code", "states", "transitions"],
        MapKind::Transition => &["from", "to"],
        MapKind::Timer => &["on_enter", "minutes", "on_fire"],
        _ => &[],
    }
}

/// Whether every other key is reported by the compiler.
pub(super) fn is_closed(kind: MapKind) -> bool {
    !matches!(kind, MapKind::Scope | MapKind::Outputs)
}

/// What may follow a key; anything where nothing is known.
pub(super) fn value(kind: MapKind, key: &str) -> Json {
    match (kind, key) {
        (_, "smart_code")
        | (MapKind::Node | MapKind::Compensation, "run")
        | (MapKind::Route, "handler") => form("smart_code"),
        // Nothing reads it there.
        (
            MapKind::Route
            | MapKind::ErrorHandling
            | MapKind::Definition
            | MapKind::Transition
            | MapKind::Timer,
            "intent" | "description",
        ) => json!({}),
        (_, "intent" | "description" | "timeout" | "with" | "bind") => shared(key),
        (MapKind::Procedure, key) => procedure(key),
        (MapKind::Orchestration | MapKind::Routes, key) => orchestration(key),
        (MapKind::ErrorHandling, "retry_policy") => orchestration("retry_policy"),
        (MapKind::Route | MapKind::Seed | MapKind::Workflow, key) => document(key),
        (MapKind::Definition | MapKind::Transition | MapKind::Timer, key) => workflow(key),
        (MapKind::Graph, "nodes") => list("node"),
        (MapKind::Trigger, "on") => form("trigger_source"),
        (MapKind::Trigger, "emit") => form("event"),
        (MapKind::Node, "id") => json!({"type": "string", "examples": ["PERSIST_ADD"]}),
        (MapKind::Node, "mode") => exact(&["validate_only", "persist"]),
        (MapKind::Node, "when") => json!({
            "type": ["string", "boolean", "number", "null"],
            "examples": ["$.payload.line_type == 'RETAIL'"],
        }),
        (MapKind::Node, "compensation") => json!({"anyOf": [
            form("smart_code"),
            form("compensation"),
            {"type": "null"},
        ]}),
        (MapKind::Boundary, "applies_to") => form("names"),
        (MapKind::Boundary, "isolation") => {
            word(&["SERIALIZABLE", "REPEATABLE_READ", "READ_COMMITTED"])
        }
        (MapKind::Boundary, "external_in_transaction")
        | (MapKind::CompensationPolicy, "auto_compensate" | "preserve_failed_state")
        | (MapKind::Error, "retryable") => json!({"type": "boolean"}),
        (MapKind::Retry, "max_attempts") => json!({"anyOf": [
            {"type": "integer", "minimum": 1, "maximum": 100},
            {"type": "string", "pattern": "^[0-9_]+$"},
        ]}),
        (MapKind::Retry, "backoff") => exact(&["fixed", "linear", "exponential"]),
        (MapKind::Retry, "jitter") => word(&["none", "equal", "full"]),
        (MapKind::Retry, "retryable_errors") => list("text"),
        (MapKind::Retry, "base_delay_ms" | "max_delay_ms" | "base_delay" | "max_delay")
        | (MapKind::CompensationPolicy, "compensation_timeout_ms" | "compensation_timeout") => {
            form("duration")
        }
        (MapKind::Error, "code") => form("text"),
        (MapKind::Error, "http_status") => json!({"examples": [404, 409, 422]}),
        (MapKind::Input, "where") => json!({"examples": ["payload", "context", "headers", "path"]}),
        (MapKind::Inputs, _) => json!({"type": ["array", "object", "null"]}),
        (MapKind::Input | MapKind::Output, "type") => {
            json!({"examples": ["uuid", "string", "integer", "decimal", "boolean", "date",
                "timestamp", "object", "enum[A, B]", "array[string]"]})
        }
        _ => json!({}),
    }
}

fn shared(key: &str) -> Json {
    match key {
        "timeout" => form("duration"),
        "with" | "bind" => form("bindings"),
        _ => form("text"),
    }
}

fn procedure(key: &str) -> Json {
    match key {
        "effects" => word(&["none", "transactional", "external"]),
        "inputs" => json!({"anyOf": [form("inputs"), {"type": ["array", "null"]}]}),
        "outputs" => {
            json!({"anyOf": [form("outputs"), {"type": "array", "maxItems": 0}, {"type": "null"}]})
        }
        "errors" => json!({"type": ["array", "null"], "items": {"anyOf": [
            form("error"),
            {"type": ["string", "number"]},
        ]}}),
        _ => json!({}),
    }
}

fn orchestration(key: &str) -> Json {
    match key {
        "triggers" => list("trigger"),
        "routes" => several("route_item", 1_024),
        "after" => json!({"type": ["object", "null"]}),
        "middleware" => json!({"type": ["array", "null"]}),
        "error_handling" => json!({"anyOf": [form("error_handling"), {"type": "null"}]}),
        "deadline" => json!({"anyOf": [form("duration"), {"type": "null"}]}),
        "concurrency_key" => json!({
            "type": ["string", "null"],
            "examples": ["$.payload.cart_id"],
        }),
        "on_park" => json!({"enum": ["keep", "release", null]}),
        "graph" => form("graph"),
        "transaction_boundaries" => list("boundary"),
        "retry_policy" => json!({"anyOf": [form("retry_policy"), {"type": "null"}]}),
        "compensation_policy" => json!({"anyOf": [form("compensation_policy"), {"type": "null"}]}),
        _ => json!({}),
    }
}

/// Keys of routes and seeds, and of the head of a workflow definition.
fn document(key: &str) -> Json {
    match key {
        "http" => json!({"type": "string", "examples": ["POST /api/v1/customers/:id"]}),
        "event" => json!({"anyOf": [form("event"), {"type": "null"}]}),
        "contracts" => several("text", 256),
        "graph" => json!({
            "type": ["array", "null"],
            "items": {"type": "array", "minItems": 2, "maxItems": 2, "items": form("text")},
        }),
        "vars" => json!({"type": ["object", "null"], "additionalProperties": form("text")}),
        "definition" => form("definition"),
        _ => json!({}),
    }
}

/// Keys of a workflow's definition, transitions and timers.
fn workflow(key: &str) -> Json {
    match key {
        "code" => json!({"type": "string", "examples": ["LEAVE_APPROVAL"]}),
        "states" => json!({"type": "array", "minItems": 1, "maxItems": 1_024}),
        "initial" | "from" | "to" | "on_enter" | "name" | "on_fire" => form("text"),
        "terminal_states" => list("text"),
        "transitions" => list("transition"),
        "timers" => list("timer"),
        "by" | "guards" | "effects" => form("names"),
        "minutes" => json!({"anyOf": [
            {"type": "integer", "minimum": 1},
            {"type": "string", "pattern": r"^\s*[0-9_]+\s*$"},
        ]}),
        _ => json!({}),
    }
}
