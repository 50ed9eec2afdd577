//! HS1106: a reference names a spec that is no procedure.

use crate::check::calls::circles;
use crate::check::cx::Cx;
use crate::check::index::{Definition, Resolved};
use crate::check::references::{Reference, User, open, role};
use crate::check::words;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    // A circle of orchestrations is one fault, and told as such (HS1105).
    let circles = circles(cx);
    let told = |reference: &Reference<'_>| {
        circles.iter().flatten().any(|call| call.code.span == reference.code.span)
    };
    for reference in open(cx).iter().filter(|reference| !told(reference)) {
        if let Resolved::OtherKind(definition) = cx.index.resolve(&reference.code.value) {
            diags.push(found(cx, reference, definition));
        }
    }
}

fn found(cx: &Cx<'_>, reference: &Reference<'_>, definition: &Definition) -> Diagnostic {
    let code = reference.code;
    let (key, what) = (reference.key(), if reference.compensation { "undo" } else { "run" });
    let found = Diagnostic::new(
        &catalogue::HS1106,
        cx.code_span(code),
        format!("`{key}` names {}, expected a procedure", role(definition)),
    )
    .label(match reference.user {
        User::Transition(..) | User::Timer(_) => reference.consequence(),
        User::Node(node) => format!("cannot {what} `{}`", node.id),
    })
    .secondary(cx.code_span(&definition.code), format!("this is {}", role(definition)));
    let similar = cx.index.similar(&code.value);
    if similar.is_empty() {
        found.help("name a procedure: a spec with `inputs`, `outputs` or `happy_path`")
    } else {
        let list = words::or(similar.iter().map(|code| code.written()));
        found.help(format!("procedures with a name like it: {list}"))
    }
}
