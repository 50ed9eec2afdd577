//! Triggers that share an event share its flow: what they say of an input has to be one thing.

use std::collections::BTreeSet;

use super::reads::plain_field;
use crate::diag::{Diagnostic, Diagnostics, catalogue, nearest};
use crate::ir::expr::{Expr, ExprKind};
use crate::lower::flow::{Codes, Frame, find};
use crate::source::Span;

/// From where a trigger takes an input.
enum Taken<'a> {
    /// Its `bind` says so.
    Bound(&'a Expr),
    /// It says nothing, and the field of that name is meant: a parameter of its path, or of the body.
    Named(Span),
}

impl Taken<'_> {
    fn span(&self) -> Span {
        match self {
            Taken::Bound(expr) => expr.span,
            Taken::Named(span) => *span,
        }
    }

    fn label(&self) -> &'static str {
        match self {
            Taken::Bound(_) => "from here",
            Taken::Named(_) => "from the field of its name",
        }
    }
}

/// HS0412: a `bind` for which no procedure of the flow has an input. Where one is missing, it may be its.
pub(super) fn unknown(frame: &Frame<'_>, codes: &Codes, diags: &mut Diagnostics) {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for at in 0..frame.order.len() {
        let inverse = frame.node(at).compensation.as_ref();
        let inverse = inverse
            .map(|inverse| find(codes, &inverse.run).map(|found| &frame.specs.procedures[found]));
        for procedure in std::iter::once(frame.procedure(at)).chain(inverse) {
            let Some(procedure) = procedure else { return };
            known.extend(procedure.inputs.iter().map(|input| input.name.value.as_str()));
        }
    }
    for trigger in frame.triggers.iter().map(|at| &frame.orchestration.triggers[*at]) {
        for (name, _) in trigger.bind.iter().filter(|(name, _)| !known.contains(&*name.value)) {
            let event = &trigger.emit;
            let found = Diagnostic::new(
                &catalogue::HS0412,
                name.span,
                format!("`bind` names `{name}`, which is no input of the flow of `{event}`"),
            )
            .label("not an input");
            diags.push(match nearest(&name.value, known.iter().copied()) {
                Some(near) => {
                    found.help(format!("did you mean `{near}`?")).suggest(name.span, near)
                }
                None => found.help("remove it, or declare the input where it is needed"),
            });
        }
    }
}

/// HS0415: two triggers take one input from different places, and requests of one would be read as those of
/// the other.
pub(super) fn check(frame: &Frame<'_>, diags: &mut Diagnostics) {
    if frame.triggers.len() < 2 {
        return;
    }
    let all = || frame.triggers.iter().map(|at| &frame.orchestration.triggers[*at]);
    let mut told: Vec<&str> = Vec::new();
    for (name, _) in all().flat_map(|trigger| &trigger.bind) {
        if told.contains(&name.value.as_str()) {
            continue;
        }
        told.push(&name.value);
        let mut taken = frame.triggers.iter().map(|at| taken(frame, *at, &name.value));
        let Some(first) = taken.next() else { continue };
        let Some(other) = taken.find(|other| !is_same(frame, &name.value, &first, other)) else {
            continue;
        };
        let event = &all().next().map_or("", |trigger| &trigger.emit.value);
        diags.push(
            Diagnostic::new(
                &catalogue::HS0415,
                other.span(),
                format!("the triggers of `{event}` take `{name}` from different places"),
            )
            .label(format!("this trigger takes it {}", other.label()))
            .secondary(first.span(), format!("and this one {}", first.label()))
            .note("they start one flow, in which an input has one source")
            .help("bind it alike in all of them, or give each trigger an event of its own"),
        );
    }
}

fn taken<'a>(frame: &Frame<'a>, trigger: usize, name: &str) -> Taken<'a> {
    let said = &frame.orchestration.triggers[trigger];
    if let Some((_, expr)) = said.bind.iter().find(|(key, _)| key.value == name) {
        return Taken::Bound(expr);
    }
    let param = frame.params(trigger).iter().find(|param| param.field == name);
    Taken::Named(param.map_or(said.on.span, |param| param.name.span))
}

fn is_same(frame: &Frame<'_>, name: &str, one: &Taken<'_>, other: &Taken<'_>) -> bool {
    match (one, other) {
        (Taken::Bound(one), Taken::Bound(other)) => alike(frame, one, other),
        (Taken::Named(_), Taken::Named(_)) => true,
        (Taken::Bound(expr), Taken::Named(_)) | (Taken::Named(_), Taken::Bound(expr)) => {
            plain_field(expr).is_some_and(|(root, said, _)| frame.field_name(root, said) == name)
        }
    }
}

/// Whether two expressions say the same, wherever they stand.
fn alike(frame: &Frame<'_>, one: &Expr, other: &Expr) -> bool {
    let lists = |ones: &[Expr], others: &[Expr]| {
        let mut pairs = ones.iter().zip(others);
        ones.len() == others.len() && pairs.all(|(one, other)| alike(frame, one, other))
    };
    if let (Some((root, one, _)), Some((other_root, other, _))) =
        (plain_field(one), plain_field(other))
    {
        return root == other_root && frame.field_name(root, one) == frame.field_name(root, other);
    }
    match (&one.kind, &other.kind) {
        (ExprKind::Literal(one), ExprKind::Literal(other)) => one == other,
        (ExprKind::Path(one), ExprKind::Path(other)) => one.to_string() == other.to_string(),
        (ExprKind::Unary(op, one), ExprKind::Unary(other_op, other)) => {
            op == other_op && alike(frame, one, other)
        }
        (
            ExprKind::Binary(op, left, right),
            ExprKind::Binary(other_op, other_left, other_right),
        ) => op == other_op && alike(frame, left, other_left) && alike(frame, right, other_right),
        (ExprKind::Call(name, ones), ExprKind::Call(other_name, others)) => {
            name.value == other_name.value && lists(ones, others)
        }
        (ExprKind::List(ones), ExprKind::List(others)) => lists(ones, others),
        _ => false,
    }
}
