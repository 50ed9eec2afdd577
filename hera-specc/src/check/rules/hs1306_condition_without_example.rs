//! HS1306: no example of the procedures around makes the condition of a node true.
//!
//! An example says what some fields of the payload are. Only where that excludes the condition for
//! certain, in every example that speaks of one of its fields, there is something to say.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rust_decimal::Decimal;

use crate::ast;
use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::expr::{BinaryOp, Function, Literal, Ref, Typed, TypedKind, UnaryOp, together};
use crate::ir::flow::From;
use crate::ir::{Flow, Orchestration, Procedure, Type};
use crate::source::Span;

/// The most procedures whose examples are held against one condition.
const SPEAKERS_MAX: usize = 32;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        let mut told = BTreeSet::new();
        for flow in &orchestration.flows {
            if flow.nodes.iter().all(|node| node.when.is_none()) {
                continue;
            }
            let speakers = speakers(cx, flow);
            for node in &flow.nodes {
                let Some(when) = &node.when else { continue };
                if let Some(example) = refuted(&speakers, when)
                    && told.insert(node.node)
                {
                    diags.push(found(orchestration, node.node, when, example));
                }
            }
        }
    }
}

/// A procedure whose examples speak of the payload: its input that a field is bound to, by field.
struct Speaker<'a> {
    procedure: &'a Procedure,
    inputs: BTreeMap<&'a str, usize>,
}

/// Who speaks of each field of the payload.
fn speakers<'a>(cx: &Cx<'a>, flow: &'a Flow) -> BTreeMap<&'a str, Vec<Rc<Speaker<'a>>>> {
    let mut speakers: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for node in &flow.nodes {
        let Some(at) = node.procedure.filter(|at| seen.insert(*at)) else { continue };
        let procedure = &cx.specs.procedures[at];
        let mut inputs = BTreeMap::new();
        for (position, binding) in node.inputs.iter().enumerate() {
            match &binding.from {
                From::Value(Ref::Payload(field), _) => {
                    inputs.insert(field.as_str(), position);
                }
                From::With(Typed { kind: TypedKind::Ref(Ref::Payload(field), rest), .. })
                    if rest.is_empty() =>
                {
                    inputs.insert(field.as_str(), position);
                }
                _ => {}
            }
        }
        if procedure.example.is_some() {
            let fields: Vec<&str> = inputs.keys().copied().collect();
            let speaker = Rc::new(Speaker { procedure, inputs });
            for field in fields {
                speakers.entry(field).or_default().push(Rc::clone(&speaker));
            }
        }
    }
    speakers
}

/// The procedure whose examples refute the condition, where those of all who speak of it do.
fn refuted<'a>(
    speakers: &BTreeMap<&'a str, Vec<Rc<Speaker<'a>>>>,
    when: &Typed,
) -> Option<&'a Procedure> {
    let terms = terms(when)?;
    let lists = terms.iter().filter_map(|(field, _)| speakers.get(field));
    // Counted before anything is compared: most conditions of a large flow have too many.
    if lists.clone().map(Vec::len).sum::<usize>() > SPEAKERS_MAX {
        return None;
    }
    let mut refuting = None;
    for speaker in lists.flatten() {
        let first = speaker.procedure.example.iter().map(|(_, example)| example);
        for example in first.chain(&speaker.procedure.more_examples) {
            let facts = facts(speaker, example, &terms);
            if facts.as_ref().is_none_or(|facts| together(Some(when), Some(facts))) {
                return None;
            }
        }
        refuting.get_or_insert(speaker.procedure);
    }
    refuting
}

/// The fields of the payload that a condition reads; `None` where it reads anything else.
fn terms(when: &Typed) -> Option<Vec<(&str, &Typed)>> {
    let mut terms = Vec::new();
    let mut queue = vec![when];
    while let Some(typed) = queue.pop() {
        match &typed.kind {
            TypedKind::Ref(Ref::Payload(field), rest) if rest.is_empty() => {
                terms.push((field.as_str(), typed));
            }
            TypedKind::Ref(..) => return None,
            _ => queue.extend(typed.parts()),
        }
    }
    Some(terms)
}

/// What an example says of these fields, as a condition; `None` where it says nothing.
fn facts(speaker: &Speaker<'_>, example: &ast::Node, terms: &[(&str, &Typed)]) -> Option<Typed> {
    let facts = terms.iter().filter_map(|(field, term)| {
        let input = &speaker.procedure.inputs[*speaker.inputs.get(field)?];
        let given = example.get(&input.name.value).filter(|node| !node.is_null());
        let default = input.default.as_ref().map(|default| default.value.clone());
        let value = match given {
            Some(node) => Some(literal(node, &term.ty)?),
            None => default,
        };
        Some(fact(term, value))
    });
    facts.reduce(|all, one| {
        let span = all.span;
        boolean(TypedKind::Binary(BinaryOp::And, Box::new(all), Box::new(one)), span)
    })
}

/// That a field has this value, or is absent.
fn fact(term: &Typed, value: Option<Literal>) -> Typed {
    let span = term.span;
    let Some(value) = value else {
        let there = TypedKind::Call(Function::Exists, vec![term.clone().optional(true)]);
        return boolean(TypedKind::Unary(UnaryOp::Not, Box::new(boolean(there, span))), span);
    };
    let value = Typed::new(TypedKind::Literal(value), term.ty.clone(), span);
    let (term, value) = (Box::new(term.clone()), Box::new(value));
    boolean(TypedKind::Binary(BinaryOp::Equal, term, value), span)
}

fn boolean(kind: TypedKind, span: Span) -> Typed {
    Typed::new(kind, Type::Boolean, span)
}

/// The value of an example; `None` where it is of another type, or of one that has no order here.
fn literal(node: &ast::Node, ty: &Type) -> Option<Literal> {
    let text = node.text()?;
    match ty {
        Type::Boolean => node.boolean().map(Literal::Boolean),
        Type::Integer | Type::Decimal => {
            Decimal::from_str_exact(text.trim()).ok().map(Literal::Number)
        }
        Type::String | Type::Enum(_) => Some(Literal::String(text.to_owned())),
        _ => None,
    }
}

fn found(
    orchestration: &Orchestration,
    node: usize,
    when: &Typed,
    procedure: &Procedure,
) -> Diagnostic {
    let mut found = Diagnostic::new(
        &catalogue::HS1306,
        when.span,
        format!("no example makes the condition of `{}` true", orchestration.nodes[node].id),
    )
    .label("false in every example");
    if let Some((span, _)) = &procedure.example {
        found = found.secondary(*span, "such as this one");
    }
    found.help(match wanted(when) {
        Some(wanted) => format!("add an example with `{wanted}`: `example_payload` may be a list"),
        None => "add an example for which it holds: `example_payload` may be a list".to_owned(),
    })
}

/// `line_type: RETAIL`, where the condition asks for just that.
fn wanted(when: &Typed) -> Option<String> {
    match &when.kind {
        TypedKind::Binary(BinaryOp::Equal, left, right) => match (&left.kind, &right.kind) {
            (TypedKind::Ref(Ref::Payload(field), _), TypedKind::Literal(value)) => match value {
                Literal::String(text) => Some(format!("{field}: {text}")),
                Literal::Boolean(flag) => Some(format!("{field}: {flag}")),
                Literal::Number(number) => Some(format!("{field}: {number}")),
                Literal::Null | Literal::Json(_) => None,
            },
            _ => None,
        },
        TypedKind::Ref(Ref::Payload(field), rest) if rest.is_empty() => {
            Some(format!("{field}: true"))
        }
        _ => None,
    }
}
