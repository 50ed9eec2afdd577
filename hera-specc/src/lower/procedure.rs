//! A procedure: its sections into [`ir::Procedure`](crate::ir::Procedure).

use hera_core::plan::Effects;

use super::keys::Keys;
use super::{
    Cx, Input, colons, errors, example, happy_path, inputs, outputs, prose, says, scalars, shape,
    smart_code, variants,
};
use crate::ast::{Entry, Node};
use crate::diag::{Diagnostic, Severity, catalogue, nearest};
use crate::ir::{Procedure, SmartCode};
use crate::source::{Span, Spanned};

pub(super) const KEYS: Keys = Keys {
    noun: "field",
    unknown: &catalogue::HS0202,
    known: &[
        "smart_code",
        "intent",
        "scope",
        "preconditions",
        "invariants",
        "inputs",
        "outputs",
        "happy_path",
        "errors",
        "example_payload",
        "checks",
        "effects",
        "permissions",
        "timeout",
        "description",
        "name",
        "notes",
        "input",
        "output",
        "steps",
        "idempotency",
        "entrypoint",
    ],
    idle: &["observability", "version", "status", "tags", "owner", "on_error", "hooks"],
    missed: &["modes"],
};
/// Fields of the template whose absence is worth a word, each with what stands in for it in the step
/// dialect, and how it is written.
const TEMPLATE: [(&str, &str, &str); 5] = [
    ("intent", "description", "add `intent: >` with one sentence"),
    ("inputs", "input", "add `inputs:` with `required: []` and `optional: []`"),
    ("outputs", "output", "add `outputs:` with `response: {}`"),
    ("happy_path", "steps", "add `happy_path:` with `- step: ...`"),
    (
        "errors",
        "on_error",
        "add `errors: []`, or `- code: ...` for each; one unknown final error is assumed",
    ),
];

const EFFECTS: [(&str, Effects); 3] = [
    ("none", Effects::None),
    ("transactional", Effects::Transactional),
    ("external", Effects::External),
];

/// Lowers a procedure; `None` where it has no usable smart code.
pub(super) fn lower(cx: &mut Cx<'_>, input: &Input, root: &Node) -> Option<Procedure> {
    let entries = root.map()?;
    KEYS.judge(cx, entries);
    judge_step_dialect(cx, root);
    let code = head(cx, root);
    for (name, instead, help) in TEMPLATE {
        if root.get(name).is_none() && root.get(instead).is_none() {
            missing(cx, root, name, help);
        }
    }
    let mut procedure = Procedure {
        file: input.file,
        judged: input.judged,
        // Without a code the sections are judged all the same.
        code: code.clone().or_else(|| stand_in(root.span))?,
        intent: intent(cx, root),
        effects: root.get("effects").and_then(|node| shape::choice(cx, node, "effects", &EFFECTS)),
        inputs: Vec::new(),
        inputs_span: None,
        response: root.get("outputs").map_or_else(Vec::new, |node| outputs::response(cx, node)),
        errors: root.entry("errors").and_then(|entry| errors::lower(cx, entry)),
        permissions: root.get("permissions").and_then(|node| prose::permissions(cx, node)),
        preconditions: Vec::new(),
        invariants: root.entry("invariants").map_or_else(Vec::new, |entry| {
            colons::judge(cx, entry);
            prose::invariants(cx, entry)
        }),
        steps: root.entry("happy_path").map_or_else(Vec::new, |e| happy_path::lower(cx, e)),
        timeout_ms: root.get("timeout").and_then(|node| scalars::duration(cx, node, "timeout")),
        example: None,
        more_examples: Vec::new(),
        idempotency: says::claim(root, "idempotency"),
        entrypoint: says::flag(cx, root, "entrypoint"),
        writes: root.get("outputs").map_or_else(Vec::new, says::writes),
        logs: root.get("observability").map_or_else(Vec::new, says::logs),
        emits: root.get("outputs").map_or_else(Vec::new, |outputs| says::emits(cx, outputs)),
    };
    if let Some(entry) = root.entry("preconditions") {
        colons::judge(cx, entry);
        let found = prose::preconditions(cx, entry);
        cx.hints = variants::hints(&found.clauses);
        procedure.preconditions = found.clauses;
        if let Some(more) = found.permissions {
            let all = procedure.permissions.get_or_insert_default();
            let fresh = |name: &Spanned<String>| !all.iter().any(|o| o.value == name.value);
            let fresh: Vec<_> = more.into_iter().filter(fresh).collect();
            all.extend(fresh);
        }
    }
    if let Some(entry) = root.entry("inputs").or_else(|| root.entry("input")) {
        procedure.inputs_span = Some(entry.key.span);
        procedure.inputs = inputs::lower(cx, entry);
    }
    if let Some(entry) = root.entry("example_payload") {
        let mut examples = example::judge(cx, entry, &procedure.inputs).into_iter();
        procedure.example = examples.next().map(|example| (entry.key.span, example));
        procedure.more_examples = examples.collect();
    }
    judge_scope(cx, root);
    code.map(|_| procedure)
}

fn stand_in(span: Span) -> Option<Spanned<SmartCode>> {
    SmartCode::new("HERA.UNKNOWN.v1").map(|code| Spanned::new(code, span))
}

/// The smart code that heads the file; without one nothing can refer to it (HS0201, an error).
pub(super) fn head(cx: &mut Cx<'_>, root: &Node) -> Option<Spanned<SmartCode>> {
    if let Some(node) = root.get("smart_code") {
        return smart_code::head(cx, node);
    }
    let mut keys = root.map().unwrap_or_default().iter().map(|entry| entry.key.value.as_str());
    let close = keys.find(|key| nearest(key, ["smart_code"]).is_some());
    let help = close.map_or_else(
        || "add `smart_code: HERA.<INDUSTRY>.<MODULE>.<NAME>.v1`".to_owned(),
        |key| format!("rename `{key}` to `smart_code`"),
    );
    missing(cx, root, "smart_code", &help);
    None
}

/// HS0201, at the first line.
pub(super) fn missing(cx: &mut Cx<'_>, root: &Node, name: &str, help: &str) {
    let first = root.map().and_then(|entries| entries.first());
    let span = first.map_or(root.span.at_start(), |entry| entry.key.span);
    let found = Diagnostic::new(&catalogue::HS0201, span, format!("the field `{name}` is missing"));
    let found = found.help(help);
    cx.report(if name == "smart_code" { found.severity(Severity::Error) } else { found });
}

/// What the spec is for; empty or a placeholder is reported (HS0204).
pub(super) fn intent(cx: &mut Cx<'_>, root: &Node) -> Option<Spanned<String>> {
    let entry = root.entry("intent").or_else(|| root.entry("description"))?;
    let text = if entry.value.is_null() {
        None
    } else {
        Some(shape::text(cx, &entry.value, &entry.key.value)?)
    };
    let blank = text.as_ref().is_none_or(|text| is_placeholder(&text.value));
    if blank && entry.key.value == "intent" {
        let (span, what) = match &text {
            Some(text) if !text.value.is_empty() => (cx.first_line(text.span), "a placeholder"),
            _ => (entry.key.span, "empty"),
        };
        cx.report(
            Diagnostic::new(&catalogue::HS0204, span, format!("`intent` is {what}"))
                .help("write one sentence: it becomes the documentation of the generated type"),
        );
    }
    text.filter(|_| !blank).map(|text| text.map(|text| shape::line(&text)))
}

fn is_placeholder(text: &str) -> bool {
    let lower = text.trim().trim_end_matches('.').to_ascii_lowercase();
    let known = ["", "todo", "tbd", "fixme", "xxx", "placeholder", "description", "n/a", "-"];
    known.contains(&lower.as_str()) || lower.starts_with("todo:")
}

/// HS0205: what is both in and out of scope.
fn judge_scope(cx: &mut Cx<'_>, root: &Node) {
    let Some(scope) = root.get("scope") else { return };
    let listed = |key: &str| -> Vec<&Node> {
        scope.get(key).and_then(Node::list).unwrap_or_default().iter().collect()
    };
    let (inside, outside) = (listed("in_scope"), listed("out_of_scope"));
    for node in &outside {
        let Some(text) = node.text() else { continue };
        let same = |other: &&&Node| other.text().is_some_and(|o| o.eq_ignore_ascii_case(text));
        if let Some(twin) = inside.iter().find(same) {
            let message = format!(
                "`{}` is listed in both `in_scope` and `out_of_scope`",
                shape::shorten(text)
            );
            cx.report(
                Diagnostic::new(&catalogue::HS0205, node.span, message)
                    .secondary(twin.span, "in scope here")
                    .help("keep one"),
            );
        }
    }
}

/// `steps` in another language do not run: a Rust trait implements the procedure.
fn judge_step_dialect(cx: &mut Cx<'_>, root: &Node) {
    let Some(Entry { key, .. }) = root.entry("steps") else { return };
    cx.report(
        Diagnostic::new(
            &catalogue::HS0413,
            key.span,
            "`steps` has no effect: its templates are not run",
        )
        .severity(Severity::Warning)
        .help("describe the steps under `happy_path`; a Rust trait implements them"),
    );
}
