//! The inputs of a procedure, in every dialect: `inputs` as a mapping of sections, as a flat list, and
//! `input` as a mapping of the step dialect.

use super::Cx;
use super::attributes::{Attributes, packed_default};
use super::keys::Keys;
use super::scalars::judge_name;
use super::shape;
use crate::ast::{Entry, Node, Value};
use crate::diag::{Diagnostic, Severity, catalogue, nearest};
use crate::ir::{Input, Source};
use crate::source::{Span, Spanned};

/// The most inputs.
const INPUTS_MAX: usize = 1_024;
/// The attributes of an input that is written as a record.
const ATTRIBUTES: [&str; 7] =
    ["name", "type", "where", "description", "default", "schema", "required"];
/// Attributes that are understood and have no effect.
pub(super) const RECORD: Keys = Keys {
    noun: "field of an input",
    unknown: &catalogue::HS0202,
    known: &[
        "name",
        "type",
        "where",
        "description",
        "default",
        "schema",
        "required",
        "values",
        "variants",
        "note",
        "example",
        "examples",
        "pii",
        "passthrough",
    ],
    idle: &["pattern", "format", "minimum", "maximum", "min", "max", "unit", "validation"],
    missed: &["exactly_one_of"],
};
/// The sections of `inputs`, and whether what stands in them is required.
const SECTIONS: [(&str, bool); 4] =
    [("required", true), ("optional", false), ("conditional", false), ("context", true)];

/// The inputs under `inputs` or `input`.
pub(super) fn lower(cx: &mut Cx<'_>, entry: &Entry) -> Vec<Input> {
    let mut inputs = Inputs { list: Vec::new() };
    let node = &entry.value;
    match &node.value {
        _ if node.is_null() => {}
        Value::List(items) => inputs.items(cx, items, true, None),
        Value::Map(entries) if entry.key.value == "input" => {
            for entry in entries {
                let required = entry.value.get("required").and_then(Node::boolean);
                inputs.pair(cx, entry, required.unwrap_or(true), None);
            }
        }
        Value::Map(entries) => sections(cx, entries, &mut inputs),
        Value::Scalar(_) => {
            let help = "write `inputs:` with `required:` and `optional:` lists below";
            shape::wrong(cx, node, "inputs", "`required` and `optional`", help);
        }
    }
    inputs.list
}

/// The fields of a trigger's payload: `required:`/`optional:` sections or plain fields.
pub(super) fn sections(cx: &mut Cx<'_>, entries: &[Entry], inputs: &mut Inputs) {
    for entry in entries {
        let key = entry.key.value.as_str();
        let Some((_, required)) = SECTIONS.iter().find(|(name, _)| *name == key) else {
            if !key.starts_with("x-") {
                cx.report(unknown_section(entry));
            }
            continue;
        };
        let source = (key == "context").then(|| Spanned::new(Source::Context, entry.key.span));
        match &entry.value.value {
            _ if entry.value.is_null() => {}
            Value::List(items) => inputs.items(cx, items, *required, source),
            Value::Map(entries) => {
                for entry in entries {
                    inputs.pair(cx, entry, *required, source);
                }
            }
            Value::Scalar(_) => {
                let help = "put `- name: type` on a line for each input, or write `[]`";
                shape::wrong(cx, &entry.value, key, "a list", help);
            }
        }
    }
}

/// HS0318: `- name: string` looks like half a record.
fn judge_called_name(cx: &mut Cx<'_>, entry: &Entry) {
    if entry.key.value == "name" {
        cx.report(
            Diagnostic::new(&catalogue::HS0318, entry.key.span, "this is an input called `name`")
                .help("a record would be `{ name: cart_id, type: uuid }`"),
        );
    }
}

/// `none`, also with words in brackets behind: how people write an empty list.
fn says_none(text: &str) -> bool {
    let rest = text.trim().strip_prefix("none").or_else(|| text.trim().strip_prefix("None"));
    rest.is_some_and(|rest| rest.is_empty() || rest.trim_start().starts_with('('))
}

fn none(item: &Node) -> Diagnostic {
    let message = "`none` is no input: the list is read as if this were not there";
    Diagnostic::new(&catalogue::HS0314, item.span, message)
        .help("write `required: []`, and the reason behind a `#`")
}

fn unknown_section(entry: &Entry) -> Diagnostic {
    let key = &entry.key.value;
    let names = SECTIONS.map(|(name, _)| name);
    // What stands below would be lost, so this is more than an unknown key.
    let found = Diagnostic::new(
        &catalogue::HS0202,
        entry.key.span,
        format!("unknown section `{key}` of `inputs`"),
    )
    .severity(Severity::Error);
    match nearest(key, names) {
        Some(name) => found.help(format!("did you mean `{name}`?")).suggest(entry.key.span, name),
        None => found.help(format!("inputs stand under `required` or `optional`: `- {key}: uuid`")),
    }
}

/// The inputs so far; names are unique.
pub(super) struct Inputs {
    /// In the order of the file.
    pub(super) list: Vec<Input>,
}

impl Inputs {
    /// The items of a list: bare names, one-key mappings, records.
    pub(super) fn items(
        &mut self,
        cx: &mut Cx<'_>,
        items: &[Node],
        required: bool,
        source: Option<Spanned<Source>>,
    ) {
        for item in items {
            match &item.value {
                Value::Scalar(scalar) if says_none(&scalar.text) => cx.report(none(item)),
                Value::Scalar(_) => match shape::text(cx, item, "an input") {
                    Some(name) => self.add(cx, &name, None, &[], required, source),
                    None => cx.report(malformed(item.span, "an input has no name")),
                },
                // `- name: string` is an input that is called `name`.
                Value::Map(entries) => match entries.as_slice() {
                    [only] => {
                        judge_called_name(cx, only);
                        self.pair(cx, only, required, source);
                    }
                    _ => self.record(cx, item, entries, required, source),
                },
                Value::List(_) => shape::wrong(cx, item, "an input", "`name: type`", ""),
            }
        }
    }

    /// `cart_id: uuid`, or `cart_id: {type: uuid, default: …}`.
    fn pair(
        &mut self,
        cx: &mut Cx<'_>,
        entry: &Entry,
        required: bool,
        source: Option<Spanned<Source>>,
    ) {
        let name = &entry.key;
        match &entry.value.value {
            Value::Map(entries) if is_record(entries) => {
                RECORD.judge(cx, entries);
                let ty = entry.value.get("type");
                self.add(cx, name, ty, entries, required, source);
            }
            _ if entry.value.is_null() => self.add(cx, name, None, &[], required, source),
            _ => self.add(cx, name, Some(&entry.value), &[], required, source),
        }
    }

    /// `{name: cart_id, type: uuid, where: payload}`, or `cart_id: uuid` with attributes beside it.
    fn record(
        &mut self,
        cx: &mut Cx<'_>,
        item: &Node,
        entries: &[Entry],
        required: bool,
        source: Option<Spanned<Source>>,
    ) {
        if let Some(name) = item.get("name") {
            RECORD.judge(cx, entries);
            match shape::text(cx, name, "name") {
                Some(name) => self.add(cx, &name, item.get("type"), entries, required, source),
                None => cx.report(malformed(name.span, "an input has no name")),
            }
            return;
        }
        let mut others = entries.iter().filter(|entry| !is_attribute(&entry.key.value));
        match (others.next(), others.next()) {
            (Some(named), None) => {
                let ty = Some(&named.value).filter(|node| !node.is_null());
                self.add(cx, &named.key, ty, entries, required, source);
            }
            _ => {
                let span = cx.first_line(item.span);
                cx.report(malformed(span, "this input has no `name`"));
            }
        }
    }

    fn add(
        &mut self,
        cx: &mut Cx<'_>,
        name: &Spanned<String>,
        ty: Option<&Node>,
        entries: &[Entry],
        required: bool,
        source: Option<Spanned<Source>>,
    ) {
        if !judge_name(cx, "an input", &name.value, name.span)
            || self.list.len() > INPUTS_MAX
            || self.is_twin(cx, name, required)
        {
            return;
        }
        if self.list.len() == INPUTS_MAX {
            let message = format!("there are more than {INPUTS_MAX} inputs");
            cx.report(
                Diagnostic::new(&catalogue::HS0203, name.span, message)
                    .help("put them into records: `array[{id, qty:number}]`"),
            );
        }
        let attributes = Attributes { entries };
        cx.within.push(name.value.clone());
        let written = attributes.written(cx, ty);
        cx.within.pop();
        let packed = written.as_ref().and_then(|written| written.default.clone());
        let broken = written.as_ref().is_some_and(|written| written.ty.is_none());
        let ty = written.and_then(|written| Some(Spanned::new(written.ty?, written.span)));
        if ty.is_none() && !broken {
            let message = format!("input `{}` has no type", name.value);
            cx.report(
                Diagnostic::new(&catalogue::HS0314, name.span, message)
                    .help(format!("write `{}: uuid`", name.value)),
            );
        }
        let source = attributes.source(cx).or(source);
        let mut default = attributes.default(cx, name, ty.as_ref());
        if let Some(packed) = packed {
            default = default.or(packed_default(cx, &packed, ty.as_ref(), entries));
        }
        if required && let Some(default) = &default {
            let message = format!("the required input `{}` cannot have a default", name.value);
            cx.report(
                Diagnostic::new(&catalogue::HS0305, default.span, message)
                    .help("move the input to `optional`, or remove the default"),
            );
        }
        let description = attributes.text("description").or_else(|| attributes.text("note"));
        let pii = attributes.flag(cx, "pii");
        let passthrough = attributes.flag(cx, "passthrough").is_some();
        let name = name.clone();
        self.list.push(Input {
            name,
            ty,
            required,
            source,
            default,
            description,
            pii,
            passthrough,
        });
    }

    /// Reports a name that is there already (HS0302, HS0303).
    fn is_twin(&self, cx: &mut Cx<'_>, name: &Spanned<String>, required: bool) -> bool {
        let Some(first) = self.list.iter().find(|input| input.name.value == name.value) else {
            return false;
        };
        let shown = &name.value;
        let found = if first.required == required {
            let message = format!("input `{shown}` is declared twice");
            Diagnostic::new(&catalogue::HS0302, name.span, message).help("remove one")
        } else {
            let message = format!("`{shown}` is both required and optional");
            Diagnostic::new(&catalogue::HS0303, name.span, message).help("keep it in `required`")
        };
        cx.report(found.secondary(first.name.span, "first declared here"));
        true
    }
}

fn is_attribute(key: &str) -> bool {
    ATTRIBUTES.contains(&key)
}

/// Whether a mapping describes an input, and is not a record type: it has a `type` or a `schema`, and
/// nothing else but attributes.
fn is_record(entries: &[Entry]) -> bool {
    let has = |key: &str| entries.iter().any(|entry| entry.key.value == key);
    (has("type") || has("default") || has("schema"))
        && entries.iter().all(|entry| {
            let key = entry.key.value.as_str();
            RECORD.known.contains(&key) || RECORD.idle.contains(&key)
        })
}

fn malformed(span: Span, message: &str) -> Diagnostic {
    Diagnostic::new(&catalogue::HS0317, span, message)
        .help("write `- cart_id: uuid`, or `- name: cart_id` with `type: uuid` below")
}
