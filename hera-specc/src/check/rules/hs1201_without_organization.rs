//! HS1201: a procedure that does not take the organization.

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::Procedure;
use crate::source::Span;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for procedure in cx.procedures() {
        let takes = |name: &str| procedure.inputs.iter().any(|input| input.name.value == name);
        // An input that was refused may have been it.
        let refused = cx.reported(procedure.file, &["HS0203", "HS0301", "HS0302", "HS0303"]);
        if takes("organization_id") || refused {
            continue;
        }
        let found = Diagnostic::new(
            &catalogue::HS1201,
            procedure.inputs_span.unwrap_or(cx.code_span(&procedure.code)),
            format!(
                "procedure `{}` does not take `organization_id`",
                procedure.code.value.written()
            ),
        )
        .note(
            "its rows are scoped by the caller's organization in any case; its code cannot see it",
        )
        .help(format!("add to `required`: `{INPUT}`"));
        diags.push(match line_before_first(cx, procedure) {
            Some((place, indent)) => {
                let end = cx.sources.line_break(procedure.file);
                found.suggest(place, format!("{indent}- {INPUT}{end}"))
            }
            None => found,
        });
    }
}

/// What is missing.
const INPUT: &str = "{ name: organization_id, type: uuid, where: context }";

/// The start of the line of the first required input, and its indentation, where it begins a list item
/// of its own.
fn line_before_first<'a>(cx: &Cx<'a>, procedure: &Procedure) -> Option<(Span, &'a str)> {
    let first = procedure.inputs.iter().find(|input| input.required)?.name.span;
    let line = cx.sources.position(first.file, first.start).line - 1;
    let line = cx.sources.line(first.file, line)?;
    let before = cx.sources.slice(Span { end: first.start, ..line });
    let item = before.trim_start();
    let indent = &before[..before.len() - item.len()];
    matches!(item, "- " | "- name: " | "- { name: " | "- {name: ")
        .then(|| (line.at_start(), indent))
}
