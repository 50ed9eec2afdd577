//! A workflow definition: `definition`, or the example in the schema of definitions, into
//! [`ir::Workflow`](crate::ir::Workflow).

mod states;
pub(super) mod steps;

use states::States;

use super::keys::Keys;
use super::procedure::{head, intent, missing};
use super::{Cx, Input, scalars, shape};
use crate::ast::{Entry, Node};
use crate::diag::{Diagnostic, catalogue};
use crate::ir::Workflow;
use crate::source::Spanned;

pub(super) const KEYS: Keys = Keys {
    noun: "field",
    unknown: &catalogue::HS0202,
    known: &["smart_code", "intent", "definition", "description", "name", "notes", "scope"],
    idle: &["version", "status", "tags", "owner", "observability"],
    missed: &["triggers", "retry_policy", "permissions"],
};
const SCHEMA: Keys = Keys {
    noun: "field",
    unknown: &catalogue::HS0202,
    known: &["smart_code", "intent", "schema", "example", "description", "name", "notes"],
    idle: &["version", "status", "tags", "owner"],
    missed: &[],
};
pub(super) const DEFINITION: Keys = Keys {
    noun: "field of a definition",
    unknown: &catalogue::HS0202,
    known: &[
        "code",
        "states",
        "initial",
        "terminal_states",
        "transitions",
        "timers",
        "description",
        "note",
        "notes",
    ],
    idle: &["name", "version", "tags", "owner"],
    missed: &["permissions", "retry_policy", "on_error"],
};

/// Lowers a workflow definition; `None` where it has no usable smart code, or no definition.
pub(super) fn lower(cx: &mut Cx<'_>, input: &Input, root: &Node) -> Option<Workflow> {
    let schema = root.get("definition").is_none();
    if schema { &SCHEMA } else { &KEYS }.judge(cx, root.map()?);
    let code = head(cx, root);
    if root.get("intent").is_none() && root.get("description").is_none() {
        missing(cx, root, "intent", "add `intent: >` with one sentence");
    }
    let intent = intent(cx, root);
    let key = if schema { "example" } else { "definition" };
    let found = root.entry(key).and_then(|entry| definition(cx, entry));
    let (named, body) = match found {
        Some((name, body)) => (name, body),
        None if schema => (None, Body::default()),
        None => return None,
    };
    let name = if schema { None } else { Some(named?) };
    let Body { states, initial, terminal, transitions, timers } = body;
    let (file, judged, code) = (input.file, input.judged, code?);
    Some(Workflow {
        file,
        judged,
        code,
        name,
        intent,
        states,
        initial,
        terminal,
        transitions,
        timers,
    })
}

/// What stands in a definition, but for its name.
#[derive(Default)]
struct Body {
    states: Vec<Spanned<String>>,
    initial: Option<Spanned<usize>>,
    terminal: Option<Vec<Spanned<usize>>>,
    transitions: Vec<crate::ir::Transition>,
    timers: Vec<crate::ir::Timer>,
}

fn definition(cx: &mut Cx<'_>, entry: &Entry) -> Option<(Option<Spanned<String>>, Body)> {
    let help = "write `code:`, `states:` and `transitions:` below";
    let entries = shape::map(cx, &entry.value, &entry.key.value, help)?;
    DEFINITION.judge(cx, entries);
    let node = &entry.value;
    let name = name(cx, entry);
    let states = States::lower(cx, entry);
    let initial = node.get("initial").and_then(|node| states.find(cx, node, "initial"));
    let first = states.first();
    let terminal = node.get("terminal_states").map(|node| {
        let help = "write `terminal_states: [DONE]`";
        let listed = shape::list(cx, node, "terminal_states", help).unwrap_or_default();
        listed.iter().filter_map(|item| states.find(cx, item, "terminal_states")).collect()
    });
    let transitions = steps::transitions(cx, entry, &states);
    let timers = steps::timers(cx, node, &states);
    let initial = initial.or(first);
    let states = states.into_list();
    Some((name, Body { states, initial, terminal, transitions, timers }))
}

/// HS1901: a definition has a code of its own.
fn name(cx: &mut Cx<'_>, entry: &Entry) -> Option<Spanned<String>> {
    let help = "write `code: LEAVE_APPROVAL`: the smart code names the kind of document, this the workflow";
    let Some(node) = entry.value.get("code").filter(|node| !node.is_null()) else {
        let message = "this definition has no `code`";
        cx.report(Diagnostic::new(&catalogue::HS1901, entry.key.span, message).help(help));
        return None;
    };
    let name = shape::text(cx, node, "code")?;
    if scalars::is_screaming(&name.value) && scalars::is_name(&name.value) {
        return Some(name);
    }
    let better = scalars::screaming(&name.value);
    let shown = shape::shorten(&name.value);
    let found = Diagnostic::new(
        &catalogue::HS1901,
        name.span,
        format!("`{shown}` cannot be the code of a workflow"),
    );
    let usable = scalars::is_screaming(&better) && scalars::is_name(&better);
    cx.report(if usable {
        found.help(format!("write `{better}`")).suggest(name.span, better)
    } else {
        found.help("a code has capitals, digits and `_`, at most 64, and starts with a letter")
    });
    None
}
