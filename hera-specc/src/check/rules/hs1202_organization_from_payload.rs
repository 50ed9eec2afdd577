//! HS1202: `organization_id` is declared as part of the payload, or bound to something else than the caller's own.

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::Source;
use crate::ir::expr::{Expr, ExprKind, Path, Root};
use crate::source::Spanned;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for procedure in cx.procedures() {
        for input in procedure.inputs.iter().filter(|input| input.name.value == "organization_id") {
            let Some(source) = input.source.filter(|source| source.value == Source::Payload) else {
                continue;
            };
            diags.push(
                Diagnostic::new(
                    &catalogue::HS1202,
                    source.span,
                    "`organization_id` is declared as payload",
                )
                .label("never read from there")
                .note("it is always taken from the caller's identity")
                .help("say so: `where: context`")
                .suggest(source.span, "context"),
            );
        }
    }
    for (orchestration, _) in cx.orchestrations() {
        let withs = orchestration.nodes.iter().flat_map(|node| {
            let inverse = node.compensation.iter().flat_map(|inverse| &inverse.with);
            node.with.iter().chain(inverse).map(|bound| ("with", bound))
        });
        let binds = orchestration.triggers.iter().flat_map(|trigger| &trigger.bind);
        let all = withs.chain(binds.map(|bound| ("bind", bound)));
        all.filter_map(|(key, (name, expr))| bound_otherwise(key, name, expr))
            .for_each(|found| diags.push(found));
    }
}

fn bound_otherwise(key: &str, name: &Spanned<String>, expr: &Expr) -> Option<Diagnostic> {
    let is_callers = |expr: &Expr| match &expr.kind {
        ExprKind::Path(Path { root: Some(root), segments }) => {
            let own = matches!(segments.as_slice(), [only] if only.value == "organization_id");
            root.value == Root::Context && own
        }
        _ => false,
    };
    if name.value != "organization_id" || is_callers(expr) {
        return None;
    }
    Some(
        Diagnostic::new(
            &catalogue::HS1202,
            expr.span,
            format!("`{key}` gives another `organization_id`"),
        )
        .label("not the caller's")
        .secondary(name.span, "rows are read and written for the caller's all the same")
        .help("leave it out: it is taken from the caller's identity"),
    )
}
