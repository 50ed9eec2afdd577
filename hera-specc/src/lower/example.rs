//! The example payload against the inputs: it has to be a call that would be taken.

use super::Cx;
use super::attributes::{article, ticked};
use super::shape;
use super::value::{Mismatch, Why, mismatches};
use crate::ast::{Entry, Node};
use crate::diag::{Diagnostic, catalogue, nearest};
use crate::ir::flow::context_field;
use crate::ir::{Input, Source, Type};
use crate::source::Span;

/// The most keys that are judged.
const KEYS_MAX: usize = 4_096;
/// A uuid for suggestions.
const SAMPLE_UUID: &str = "550e8400-e29b-41d4-a716-446655440000";

/// The most examples of one procedure.
const EXAMPLES_MAX: usize = 64;

/// Judges the example under `example_payload`, or each of a list, and returns them. One of another
/// shape counts as the one that is there, so that nobody asks for it.
pub(super) fn judge(cx: &mut Cx<'_>, entry: &Entry, inputs: &[Input]) -> Vec<Node> {
    let examples = match entry.value.list() {
        Some(items) if !items.is_empty() => &items[..items.len().min(EXAMPLES_MAX)],
        _ => std::slice::from_ref(&entry.value),
    };
    for example in examples {
        one(cx, entry, example, inputs);
    }
    examples.to_vec()
}

fn one(cx: &mut Cx<'_>, entry: &Entry, example: &Node, inputs: &[Input]) {
    let help = "write the inputs of one call: `cart_id: ...`";
    let Some(entries) = shape::map(cx, example, "example_payload", help) else { return };
    for value in entries.iter().take(KEYS_MAX) {
        let Some(input) = inputs.iter().find(|input| input.name.value == value.key.value) else {
            unknown_key(cx, value, entries, inputs);
            continue;
        };
        let Some(ty) = &input.ty else { continue };
        for mismatch in mismatches(&value.value, &ty.value) {
            report(cx, &value.key.value, mismatch);
        }
    }
    for input in inputs {
        let name = input.name.value.as_str();
        let absent = example.get(name).is_none_or(Node::is_null);
        if input.required && absent && from_payload(input) {
            let found = missing(cx, input, entry, entries, inputs);
            cx.report(found);
        }
    }
}

/// Whether a caller has to give the input in the payload.
fn from_payload(input: &Input) -> bool {
    let source = input.source.map(|source| source.value);
    matches!(source, None | Some(Source::Payload)) && context_field(&input.name.value).is_none()
}

fn missing(
    cx: &Cx<'_>,
    input: &Input,
    example: &Entry,
    entries: &[Entry],
    inputs: &[Input],
) -> Diagnostic {
    let name = &input.name.value;
    let message = format!("the example misses the required input `{name}`");
    let found = Diagnostic::new(&catalogue::HS1302, example.key.span, message)
        .help(format!("add `{name}: ...`"));
    let Some(first) = entries.first() else { return found };
    let found = found.secondary(first.key.span, "other inputs stand here");
    // A misspelt one is to be corrected, and not written beside.
    let misspelt = |entry: &Entry| {
        let key = entry.key.value.as_str();
        !inputs.iter().any(|input| input.name.value == key)
            && nearest(key, std::iter::once(name.as_str())).is_some()
    };
    let value = input.ty.as_ref().filter(|_| !entries.iter().any(misspelt));
    let value = value.and_then(|ty| sample(&ty.value));
    match (value, indent(cx, first.key.span)) {
        (Some(value), Some(indent)) => {
            let end = cx.sources.line_break(first.key.span.file);
            let line = format!("{name}: {value}{end}{indent}");
            found.suggest(first.key.span.at_start(), line)
        }
        _ => found,
    }
}

/// The spaces before a key that starts its line.
fn indent(cx: &Cx<'_>, key: Span) -> Option<String> {
    let before = Span { start: 0, end: key.start, ..key };
    let line = cx.sources.slice(before).rsplit('\n').next()?;
    line.bytes().all(|byte| byte == b' ').then(|| line.to_owned())
}

fn unknown_key(cx: &mut Cx<'_>, entry: &Entry, entries: &[Entry], inputs: &[Input]) {
    let key = entry.key.value.as_str();
    if key.starts_with("x-") || context_field(key).is_some() {
        return;
    }
    let message = format!("the example has the unknown key `{key}`");
    let found = Diagnostic::new(&catalogue::HS1304, entry.key.span, message);
    let given = |name: &&str| entries.iter().any(|entry| entry.key.value == *name);
    let names = inputs.iter().map(|input| input.name.value.as_str()).filter(|name| !given(name));
    cx.report(match nearest(key, names) {
        Some(name) => found.help(format!("did you mean `{name}`?")).suggest(entry.key.span, name),
        None => found.help("remove it, or declare it as an input"),
    });
}

fn report(cx: &mut Cx<'_>, input: &str, mismatch: Mismatch) {
    let span = cx.first_line(mismatch.span);
    let shown = shape::shorten(cx.sources.slice(span));
    let joint = if mismatch.path.is_empty() || mismatch.path.starts_with('[') { "" } else { "." };
    let place = format!("{input}{joint}{}", mismatch.path);
    cx.report(match mismatch.why {
        Why::Type(ty) => {
            let message = format!("`{shown}` is not {}", article(&ty));
            let found = Diagnostic::new(&catalogue::HS1303, span, message)
                .label(format!("the value of `{place}`"));
            match sample(&ty) {
                Some(sample) => found.help(format!("for example `{sample}`")),
                None => found,
            }
        }
        Why::Variant(variants) => {
            let message = format!("`{shown}` is not a variant of `{place}`");
            let found = Diagnostic::new(&catalogue::HS1305, span, message);
            let bare = shown.trim_matches(['"', '\'']);
            match nearest(bare, variants.iter().map(String::as_str)) {
                Some(variant) => found.help(format!("did you mean `{variant}`?")),
                None => found.help(format!("one of {}", ticked(&variants))),
            }
        }
        Why::UnknownField(known) => {
            let message = format!("the example has the unknown key `{place}`");
            let found = Diagnostic::new(&catalogue::HS1304, span, message);
            match nearest(&shown, known.iter().map(String::as_str)) {
                Some(name) => found.help(format!("did you mean `{name}`?")),
                None => found.help(format!("its fields are {}", ticked(&known))),
            }
        }
        Why::MissingField(name) => {
            let message = format!("the example misses the field `{place}`");
            Diagnostic::new(&catalogue::HS1302, span, message).help(format!("add `{name}: ...`"))
        }
    });
}

/// A value of the type, as a person would write it.
fn sample(ty: &Type) -> Option<String> {
    Some(match ty {
        Type::Uuid => format!("\"{SAMPLE_UUID}\""),
        Type::String => "\"text\"".to_owned(),
        Type::Integer => "1".to_owned(),
        Type::Decimal => "12.50".to_owned(),
        Type::Boolean => "true".to_owned(),
        Type::Date => "2026-11-23".to_owned(),
        Type::Timestamp => "2026-11-23T09:30:00Z".to_owned(),
        Type::Enum(variants) => variants.first()?.clone(),
        Type::Array(item) => format!("[{}]", sample(item)?),
        Type::Json => "{}".to_owned(),
        Type::Record(fields) => {
            let fields: Option<Vec<String>> =
                fields.iter().map(|(name, ty)| Some(format!("{name}: {}", sample(ty)?))).collect();
            format!("{{ {} }}", fields?.join(", "))
        }
    })
}
