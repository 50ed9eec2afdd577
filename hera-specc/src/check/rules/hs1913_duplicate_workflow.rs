//! HS1913: two files define a workflow of one code.

use std::collections::BTreeMap;

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::emit::names;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    let mut known = BTreeMap::new();
    for workflow in &cx.specs.workflows {
        let Some(name) = &workflow.name else { continue };
        // Codes that differ by underscores alone would be one module.
        let Some((first, judged)) =
            known.insert(names::snake(&name.value), (name, workflow.judged))
        else {
            continue;
        };
        if !judged && !workflow.judged {
            continue;
        }
        let (at, other) = if workflow.judged { (name, first) } else { (first, name) };
        diags.push(
            Diagnostic::new(
                &catalogue::HS1913,
                at.span,
                format!("workflow `{at}` is defined by two files"),
            )
            .secondary(other.span, "defined here, too")
            .help("delete one of the files, or give one of the workflows another code"),
        );
    }
}
