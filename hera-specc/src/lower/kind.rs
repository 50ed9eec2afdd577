//! Which kind of document a file is, told by its shape, and what is said about those that are neither
//! procedure nor graph orchestration.

use super::{Cx, smart_code};
use crate::ast::{Node, Value};
use crate::diag::{Diagnostic, catalogue};
use crate::ir::{Kind, SmartCode};
use crate::source::{FileId, Span, Spanned};

/// Sections that only a procedure has; one of them beside `smart_code` makes a procedure.
const PROCEDURE: [&str; 4] = ["inputs", "outputs", "happy_path", "preconditions"];
/// Sections of a procedure that others may have too.
const ALSO_PROCEDURE: [&str; 3] = ["errors", "invariants", "example_payload"];
/// Keys that make a file without any nodes an orchestration whose graph was forgotten.
const GRAPH: [&str; 3] = ["triggers", "edges", "transaction_boundaries"];

/// The kind of a document.
pub(super) fn of(root: &Node) -> Kind {
    let has = |key: &str| root.get(key).is_some();
    let coded = has("smart_code");
    let graph = root.get("graph").is_some_and(|graph| graph.map().is_some());
    if graph && root.get("graph").is_some_and(|graph| graph.get("nodes").is_some()) {
        return Kind::GraphOrchestration;
    }
    if has("routes") {
        return Kind::RouteOrchestration;
    }
    if has("contracts") {
        return Kind::PlaybookSeed;
    }
    let states = |node: &Node| node.get("states").is_some();
    // The definition itself, or the schema of all of them.
    let schema = root.get("schema").and_then(|schema| schema.get("properties"));
    if root.get("definition").is_some_and(states)
        || schema.is_some_and(|fields| states(fields) && fields.get("transitions").is_some())
    {
        return Kind::WorkflowDefinition;
    }
    let own = PROCEDURE.iter().filter(|key| has(key)).count();
    let more = ALSO_PROCEDURE.iter().filter(|key| has(key)).count();
    let steps = has("input") && has("steps");
    // Without a code it takes two sections, so that other people's YAML stays what it is.
    if (coded && (own > 0 || steps)) || (own > 0 && own + more > 1) {
        return Kind::Procedure;
    }
    let parts = GRAPH.iter().filter(|key| has(key)).count() + usize::from(graph);
    if (coded && parts > 0) || parts > 1 {
        return Kind::GraphOrchestration;
    }
    Kind::Other
}

/// The head of a document that is neither procedure nor graph orchestration.
pub(super) fn other(
    cx: &mut Cx<'_>,
    file: FileId,
    kind: Kind,
    profile: bool,
    root: &Node,
) -> Option<Spanned<SmartCode>> {
    let code = code(cx, root);
    if kind == Kind::Other {
        let first = match &root.value {
            Value::Map(entries) => entries.first().map(|entry| entry.key.span),
            _ => None,
        };
        let span = first.unwrap_or_else(|| Span::new(file, 0, 0));
        let (what, help) = if profile {
            (
                "a profile: `$PROFILE.key` is looked up here, and nothing is compiled from it",
                "values of a profile are read by people and by no part of the runtime yet",
            )
        } else {
            (
                "not a spec: nothing is compiled from it",
                "a procedure has `smart_code` and `inputs`, an orchestration has `graph.nodes`",
            )
        };
        cx.report(Diagnostic::new(&catalogue::HS0212, span, what).help(help));
    }
    code
}

/// The smart code of a file that may bear any: only what looks like one is judged.
pub(super) fn code(cx: &mut Cx<'_>, root: &Node) -> Option<Spanned<SmartCode>> {
    let head = root.get("smart_code")?;
    let meant = head.text().is_some_and(|text| text.starts_with("HERA."));
    if meant { smart_code::head(cx, head) } else { None }
}
