//! HS1002: `retryable_errors` lists a code that no procedure of the orchestration declares.

use std::collections::BTreeSet;

use crate::check::cx::Cx;
use crate::check::references::references;
use crate::check::words;
use crate::diag::{Diagnostic, Diagnostics, Severity, catalogue, nearest};
use crate::ir::{ErrorDecl, Orchestration, Procedure};

/// What the runtime itself fails with, and retries without being told.
const OF_THE_RUNTIME: [(&str, &str); 3] = [
    ("TEMPORARY_LOCK_FAILURE", "serialization failures and deadlocks"),
    ("NETWORK_TIMEOUT", "time-outs and lost connections"),
    ("INVENTORY_CONTENTION", "rows that others hold"),
];

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    let lists = |spec: &Orchestration| !spec.retry.retryable_errors.is_empty();
    for (orchestration, _) in cx.orchestrations().filter(|(spec, _)| lists(spec)) {
        let procedures: Vec<Option<&Procedure>> = references(orchestration)
            .map(|reference| cx.procedure(&reference.code.value))
            .collect();
        // What a missing procedure declares, nobody knows.
        let whole = procedures.iter().all(Option::is_some);
        let codes: BTreeSet<&str> = procedures
            .into_iter()
            .flatten()
            .flat_map(|procedure| procedure.errors.iter().flatten())
            .map(|error: &ErrorDecl| error.code.value.as_str())
            .collect();
        report(orchestration, &codes, whole, diags);
    }
}

fn report(
    orchestration: &Orchestration,
    codes: &BTreeSet<&str>,
    whole: bool,
    diags: &mut Diagnostics,
) {
    for listed in &orchestration.retry.retryable_errors {
        let code = listed.value.as_str();
        if codes.contains(code) {
            continue;
        }
        let found = Diagnostic::new(
            &catalogue::HS1002,
            listed.span,
            format!("`{code}` is declared by no procedure of this orchestration"),
        );
        if let Some((_, what)) = OF_THE_RUNTIME.iter().find(|(name, _)| *name == code) {
            diags.push(
                found
                    .severity(Severity::Note)
                    .note(format!("the runtime's own name for {what}: it is retried in any case")),
            );
        } else if whole {
            let found = found.label("never retried for this");
            diags.push(match nearest(code, codes.iter().copied()) {
                Some(near) => {
                    found.help(format!("did you mean `{near}`?")).suggest(listed.span, near)
                }
                None if codes.is_empty() => found.help("no procedure declares an error"),
                None => found.help(format!("known codes: {}", words::and(codes))),
            });
        }
    }
}
