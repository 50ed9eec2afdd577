//! Preconditions and invariants: which of them are conditions, and their types.
//!
//! A clause is a condition when it parses and each of its names is an input or an output of the
//! procedure; faults in it are then reported like those of a `when`. All else is prose, with a note that
//! nobody checks it (HS0210): one for all the prose of a section, and one of its own, with a guess, for
//! each that is written like a condition.

mod names;

use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::expr::{BinaryOp, Expr, ExprKind, Function, Typed, TypedKind};
use crate::ir::{Clause, Procedure, Specs};
use crate::lower::expr::check_clause;

use names::Names;

/// Most places of prose that are shown in one note.
const PROSE_SHOWN_MAX: usize = 8;

/// When a clause is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    /// Before the procedure runs.
    Before,
    /// After it.
    After,
}

impl Moment {
    fn noun(self) -> &'static str {
        match self {
            Moment::Before => "precondition",
            Moment::After => "invariant",
        }
    }
}

/// Types the clauses of all procedures. Only what is judged is reported.
pub(super) fn judge(specs: &mut Specs, diags: &mut Diagnostics) {
    for procedure in &mut specs.procedures {
        let mut found = Diagnostics::new();
        for moment in [Moment::Before, Moment::After] {
            let list = match moment {
                Moment::Before => &mut procedure.preconditions,
                Moment::After => &mut procedure.invariants,
            };
            let mut clauses = std::mem::take(list);
            section(procedure, moment, &mut clauses, &mut found);
            match moment {
                Moment::Before => procedure.preconditions = clauses,
                Moment::After => procedure.invariants = clauses,
            }
        }
        if procedure.judged {
            diags.extend(found);
        }
    }
}

fn section(procedure: &Procedure, moment: Moment, clauses: &mut [Clause], diags: &mut Diagnostics) {
    let mut prose = Vec::new();
    for clause in clauses {
        match clause.parsed.as_ref().map_or(Judged::Prose, |expr| one(procedure, moment, expr)) {
            Judged::Condition(typed, found) => {
                clause.condition = typed;
                diags.extend(found);
            }
            Judged::Near(found) => diags.push(near(clause, moment, *found)),
            Judged::Prose => prose.push(&*clause),
        }
    }
    if let Some((first, rest)) = prose.split_first() {
        diags.push(unchecked(first, rest, moment));
    }
}

/// What a clause turned out to be.
enum Judged {
    /// A condition; without a type where it is faulty.
    Condition(Option<Typed>, Diagnostics),
    /// Written like a condition, but with a name that is none.
    Near(Box<Diagnostic>),
    /// Prose.
    Prose,
}

fn one(procedure: &Procedure, moment: Moment, expr: &Expr) -> Judged {
    let names = Names { procedure, after: moment == Moment::After };
    let mut found = Diagnostics::new();
    let typed = check_clause(expr, &names, moment.noun(), &mut found);
    found.sort();
    let unknown = found.as_slice().iter().find(|found| found.rule.code == catalogue::HS0210.code);
    match unknown {
        Some(unknown) if is_like_a_condition(expr) => Judged::Near(Box::new(unknown.clone())),
        Some(_) => Judged::Prose,
        None if !names_something(expr) && typed.is_none() => Judged::Prose,
        None => {
            if let Some(typed) = &typed {
                required_by_absence(typed, moment, &mut found);
            }
            Judged::Condition(typed, found)
        }
    }
}

/// Whether somebody who writes prose would not write it so.
fn is_like_a_condition(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Binary(op, left, right) => match op {
            BinaryOp::And | BinaryOp::Or => is_like_a_condition(left) || is_like_a_condition(right),
            BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply | BinaryOp::Divide => false,
            _ => true,
        },
        ExprKind::Unary(_, operand) => is_like_a_condition(operand),
        ExprKind::Call(..) => true,
        ExprKind::Path(path) => path.root.is_some(),
        ExprKind::Literal(_) | ExprKind::List(_) => false,
    }
}

fn names_something(expr: &Expr) -> bool {
    !crate::lower::expr::infer_reads(expr).is_empty()
}

/// HS0210 for a clause that is written like a condition.
fn near(clause: &Clause, moment: Moment, unknown: Diagnostic) -> Diagnostic {
    let noun = moment.noun();
    let text = super::shape::shorten(&clause.text.value);
    let message = format!("{noun} `{text}` is taken as prose, which nobody checks");
    Diagnostic { message, ..unknown }
}

/// HS0210 for the prose of a section.
fn unchecked(first: &Clause, rest: &[&Clause], moment: Moment) -> Diagnostic {
    let noun = moment.noun();
    let message = match rest.len() {
        0 => {
            let text = super::shape::shorten(&first.text.value);
            format!("{noun} `{text}` is prose: nobody checks it")
        }
        more => format!("{} {noun}s are prose: nobody checks them", more + 1),
    };
    let mut found = Diagnostic::new(&catalogue::HS0210, first.text.span, message);
    for other in rest.iter().take(PROSE_SHOWN_MAX) {
        found = found.secondary(other.text.span, "");
    }
    found.help(match moment {
        Moment::Before => {
            "a condition over the inputs is enforced: `quantity > 0`; all else is documentation"
        }
        Moment::After => {
            "a condition over inputs and outputs is enforced: `total >= 0`; all else is documentation"
        }
    })
}

/// HS0711: an optional operand without which a clause never holds.
fn required_by_absence(clause: &Typed, moment: Moment, diags: &mut Diagnostics) {
    let mut parts = Vec::new();
    conjuncts(clause, &mut parts);
    let tested: Vec<&Typed> = parts.iter().filter_map(|part| existing(part)).collect();
    for part in &parts {
        let operands = match &part.kind {
            TypedKind::Binary(BinaryOp::Or | BinaryOp::Implies, ..) => continue,
            TypedKind::Binary(_, left, right) => vec![&**left, &**right],
            TypedKind::Ref(..) => vec![*part],
            _ => continue,
        };
        let is_open = |operand: &&&Typed| {
            let tested = tested.iter().any(|known| known.kind == operand.kind);
            operand.optional && matches!(operand.kind, TypedKind::Ref(..)) && !tested
        };
        let Some(operand) = operands.iter().find(is_open) else { continue };
        diags.push(absent(operand, clause, moment, parts.len() == 1));
    }
}

fn absent(operand: &Typed, clause: &Typed, moment: Moment, alone: bool) -> Diagnostic {
    let TypedKind::Ref(value, fields) = &operand.kind else { unreachable!("asked by the caller") };
    let path = names::written(value, fields);
    let noun = moment.noun();
    let message = format!("`{path}` may be absent: then this {noun} does not hold");
    let found = Diagnostic::new(&catalogue::HS0711, operand.span, message)
        .label("where it is absent, the comparison is false")
        .help(format!("say what its absence means: `if exists({path}) then …`"));
    let has_place = operand.span != clause.span;
    match alone && has_place {
        true => found.suggest(clause.span.at_start(), format!("if exists({path}) then ")),
        false => found,
    }
}

fn conjuncts<'a>(typed: &'a Typed, parts: &mut Vec<&'a Typed>) {
    match &typed.kind {
        TypedKind::Binary(BinaryOp::And, left, right) => {
            conjuncts(left, parts);
            conjuncts(right, parts);
        }
        _ => parts.push(typed),
    }
}

/// What `exists(x)` asks for.
fn existing<'a>(part: &&'a Typed) -> Option<&'a Typed> {
    match &part.kind {
        TypedKind::Call(Function::Exists, operands) => operands.first(),
        _ => None,
    }
}
