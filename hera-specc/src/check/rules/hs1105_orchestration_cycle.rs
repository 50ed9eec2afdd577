//! HS1105: orchestrations call each other.

use crate::check::calls::{Call, circles};
use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for circle in circles(cx) {
        if circle.iter().any(|call| call.from.judged) {
            found(cx, &circle).into_iter().for_each(|found| diags.push(found));
        }
    }
}

fn found(cx: &Cx<'_>, circle: &[Call<'_>]) -> Option<Diagnostic> {
    let name = |call: &Call<'_>| format!("`{}`", call.from.code.value);
    let (closing, others) = circle.split_last()?;
    let mut path: Vec<String> = circle.iter().map(name).collect();
    path.push(path[0].clone());
    let mut found = Diagnostic::new(
        &catalogue::HS1105,
        cx.code_span(closing.code),
        format!("orchestrations call each other: {}", path.join(" -> ")),
    )
    .label("this call closes the circle");
    for call in others {
        found = found.secondary(cx.code_span(call.code), format!("{} calls this", name(call)));
    }
    Some(found.note("a node runs a procedure, never another orchestration").help(
        "link them by an event: let one have a trigger `EVENT.…` that the other's procedure emits",
    ))
}
