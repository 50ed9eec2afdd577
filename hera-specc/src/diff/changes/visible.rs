//! What callers see of a change: routes, payloads, fields, errors, clauses, permissions.

use super::Detail;
use crate::ir::expr::Literal;
use crate::ir::flow::{PayloadField, Required};
use crate::ir::{
    Enforced, ErrorDecl, Field, Flow, Input, On, Orchestration, Procedure, Trigger, Type,
};
use crate::plan::expression;

/// The routes of an orchestration that is gone.
pub(super) fn removed(spec: &Orchestration) -> Vec<Detail> {
    let gone = |trigger: &Trigger| broken(format!("{} is gone", route(&trigger.on.value)));
    spec.triggers.iter().map(gone).collect()
}

pub(super) fn broken(message: String) -> Detail {
    Detail { message, breaking: true }
}

pub(super) fn harmless(message: String) -> Detail {
    Detail { message, breaking: false }
}

/// What is said of the items of two lists.
struct Says<'f, T> {
    /// Of one that is in both, then and now.
    both: &'f dyn Fn(&T, &T) -> Vec<Detail>,
    gone: &'f dyn Fn(&T) -> Detail,
    fresh: &'f dyn Fn(&T) -> Detail,
}

fn compare<T>(
    then: &[T],
    now: &[T],
    name: impl Fn(&T) -> String,
    says: &Says<'_, T>,
) -> Vec<Detail> {
    let names = |list: &[T]| list.iter().map(&name).collect::<Vec<_>>();
    let (before, after) = (names(then), names(now));
    let mut found = Vec::new();
    for (item, name) in then.iter().zip(&before) {
        match after.iter().position(|other| other == name) {
            Some(at) => found.extend((says.both)(item, &now[at])),
            None => found.push((says.gone)(item)),
        }
    }
    let fresh = now.iter().zip(&after).filter(|(_, name)| !before.contains(name));
    found.extend(fresh.map(|(item, _)| (says.fresh)(item)));
    found
}

/// Inputs, outputs, errors, clauses, effects and permissions.
pub(super) fn procedure(then: &Procedure, now: &Procedure) -> Vec<Detail> {
    let inputs = Says {
        both: &input,
        gone: &|gone: &Input| broken(format!("input `{}` is gone", gone.name)),
        fresh: &|fresh: &Input| match fresh.required {
            true => broken(format!("input `{}` is new and required", fresh.name)),
            false => harmless(format!("input `{}` is new", fresh.name)),
        },
    };
    let outputs = Says {
        both: &output,
        gone: &|gone: &Field| broken(format!("output `{}` is gone", gone.name)),
        fresh: &|fresh: &Field| harmless(format!("output `{}` is new", fresh.name)),
    };
    let errors = Says {
        both: &error,
        gone: &|gone: &ErrorDecl| harmless(format!("error `{}` is gone", gone.code)),
        fresh: &|fresh: &ErrorDecl| {
            broken(format!("error `{}` is new{}", fresh.code, status(fresh)))
        },
    };
    let declared = |spec: &Procedure| spec.errors.clone().unwrap_or_default();
    let mut found = compare(&then.inputs, &now.inputs, |it| it.name.value.clone(), &inputs);
    found.extend(compare(&then.response, &now.response, |it| it.name.value.clone(), &outputs));
    let (before, after) = (declared(then), declared(now));
    found.extend(compare(&before, &after, |it| it.code.value.clone(), &errors));
    found.extend(clauses(then, now));
    let (before, after) = (crate::plan::effects(Some(then)), crate::plan::effects(Some(now)));
    if before != after {
        found.push(broken(format!("its effects were {before:?} and are {after:?}").to_lowercase()));
    }
    found.extend(permissions(then, now));
    found
}

/// Who asks for more refuses calls, and who promises less disappoints; so does who promises more, since
/// a call that breaks the promise fails.
fn clauses(then: &Procedure, now: &Procedure) -> Vec<Detail> {
    let asked = Says {
        both: &|_: &Enforced<'_>, _: &Enforced<'_>| Vec::new(),
        gone: &|gone: &Enforced<'_>| harmless(format!("`{}` is not asked for any more", gone.text)),
        fresh: &|fresh: &Enforced<'_>| broken(format!("`{}` is asked for now", fresh.text)),
    };
    let promised = Says {
        both: &|_: &Enforced<'_>, _: &Enforced<'_>| Vec::new(),
        gone: &|gone: &Enforced<'_>| broken(format!("`{}` is not promised any more", gone.text)),
        fresh: &|fresh: &Enforced<'_>| {
            broken(format!("`{}` is promised now, and a call that breaks it fails", fresh.text))
        },
    };
    let meaning = |clause: &Enforced<'_>| expression(clause.condition);
    let both = |list: fn(&Procedure) -> Vec<Enforced<'_>>| (list(then), list(now));
    let (before, after) = both(|spec| spec.enforced_preconditions().collect());
    let mut found = compare(&before, &after, meaning, &asked);
    let (before, after) = both(|spec| spec.enforced_invariants().collect());
    found.extend(compare(&before, &after, meaning, &promised));
    found
}

fn permissions(then: &Procedure, now: &Procedure) -> Vec<Detail> {
    let list = |spec: &Procedure| -> Vec<String> {
        spec.permissions.iter().flatten().map(|name| name.value.clone()).collect()
    };
    let (then, now) = (list(then), list(now));
    let fresh = now.iter().filter(|name| !then.contains(name));
    let gone = then.iter().filter(|name| !now.contains(name));
    let fresh = fresh.map(|name| broken(format!("permission `{name}` is needed now")));
    fresh
        .chain(gone.map(|n| harmless(format!("permission `{n}` is not needed any more"))))
        .collect()
}

fn input(then: &Input, now: &Input) -> Vec<Detail> {
    let mut found = Vec::new();
    let ty = |input: &Input| input.ty.as_ref().map_or(Type::Json, |ty| ty.value.clone());
    let name = &now.name;
    found.extend(retyped("input", &name.value, &ty(then), &ty(now), true));
    match (then.required, now.required) {
        (false, true) => found.push(broken(format!("input `{name}` is required now"))),
        (true, false) => found.push(harmless(format!("input `{name}` is optional now"))),
        _ => {}
    }
    let default = |input: &Input| input.default.as_ref().map(|default| default.value.clone());
    found.extend(redefault("input", &name.value, default(then), default(now)));
    found
}

fn redefault(
    what: &str,
    name: &str,
    then: Option<Literal>,
    now: Option<Literal>,
) -> Option<Detail> {
    (then != now).then(|| harmless(format!("{what} `{name}` has another default")))
}

/// `taken`: whether a caller gives it, and does not get it.
fn retyped(what: &str, name: &str, then: &Type, now: &Type, taken: bool) -> Option<Detail> {
    if then == now {
        return None;
    }
    let fits = if taken { then.fits(now) } else { now.fits(then) };
    let message = format!("{what} `{name}` was `{then}` and is `{now}`");
    Some(Detail { message, breaking: !fits })
}

fn output(then: &Field, now: &Field) -> Vec<Detail> {
    let name = &now.name.value;
    let retyped = retyped("output", name, &then.ty.value, &now.ty.value, false);
    let mut found: Vec<Detail> = retyped.into_iter().collect();
    if then.required && !now.required {
        found.push(broken(format!("output `{name}` may be absent now")));
    }
    found
}

fn status(error: &ErrorDecl) -> String {
    error.http_status.map_or_else(String::new, |status| format!(" (HTTP {})", status.value))
}

fn error(then: &ErrorDecl, now: &ErrorDecl) -> Vec<Detail> {
    let code = &now.code;
    let mut found = Vec::new();
    let http = |error: &ErrorDecl| error.http_status.map(|status| status.value);
    if http(then) != http(now) {
        let word = |status: Option<u16>| {
            status.map_or_else(|| "no HTTP status".to_owned(), |status| format!("HTTP {status}"))
        };
        let (was, is) = (word(http(then)), word(http(now)));
        found.push(broken(format!("error `{code}` was {was} and is {is}")));
    }
    if then.retryable != now.retryable {
        let word = if now.retryable { "retryable" } else { "final" };
        found.push(harmless(format!("error `{code}` is {word} now")));
    }
    found
}

fn route(on: &On) -> String {
    match on {
        On::Api { method, path, .. } => format!("route {method} {path}"),
        On::Event { subject } => format!("subject {subject}"),
    }
}

/// Routes, and the payload of each event.
pub(super) fn orchestration(then: &Orchestration, now: &Orchestration) -> Vec<Detail> {
    let triggers = Says {
        both: &|then: &Trigger, now: &Trigger| {
            let moved = then.emit.value != now.emit.value;
            let told = || harmless(format!("{} starts `{}` now", route(&now.on.value), now.emit));
            moved.then(told).into_iter().collect()
        },
        gone: &|gone: &Trigger| broken(format!("{} is gone", route(&gone.on.value))),
        fresh: &|fresh: &Trigger| harmless(format!("{} is new", route(&fresh.on.value))),
    };
    let fields = Says {
        both: &payload,
        gone: &|gone: &PayloadField| broken(format!("payload field `{}` is gone", gone.name)),
        fresh: &|fresh: &PayloadField| match fresh.required {
            Required::Never => harmless(format!("payload field `{}` is new", fresh.name)),
            _ => broken(format!("payload field `{}` is new and required", fresh.name)),
        },
    };
    let mut found = compare(&then.triggers, &now.triggers, |it| route(&it.on.value), &triggers);
    for flow in &then.flows {
        let same = |other: &&Flow| other.event.value == flow.event.value;
        let Some(other) = now.flows.iter().find(same) else { continue };
        let changed = compare(&flow.payload, &other.payload, |it| it.name.clone(), &fields);
        found.extend(changed.into_iter().map(|detail| Detail {
            message: format!("{}: {}", flow.event.value, detail.message),
            ..detail
        }));
    }
    found
}

fn payload(then: &PayloadField, now: &PayloadField) -> Vec<Detail> {
    let retyped = retyped("payload field", &now.name, &then.ty, &now.ty, true);
    let mut found: Vec<Detail> = retyped.into_iter().collect();
    let name = &now.name;
    match (&then.required, &now.required) {
        (Required::Always, Required::Always) => {}
        (Required::Always, _) => {
            found.push(harmless(format!("payload field `{name}` is not always required any more")));
        }
        (_, Required::Always) => {
            found.push(broken(format!("payload field `{name}` is required now")))
        }
        (Required::Never, Required::When(_)) => {
            found.push(broken(format!("payload field `{name}` is required under a condition now")));
        }
        _ => {}
    }
    found.extend(redefault("payload field", name, then.default.clone(), now.default.clone()));
    found
}
