//! HS1102: one smart code heads two files, and which of them a reference means.

use crate::check::cx::Cx;
use crate::check::index::{Definition, Resolved, What};
use crate::check::references::{Reference, User, open, role};
use crate::diag::{Diagnostic, Diagnostics, Severity, catalogue};
use crate::ir::Kind;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for definitions in cx.index.iter() {
        if !definitions.iter().any(|found| found.judged) {
            continue;
        }
        let Some((first, others)) = definitions.split_first() else { continue };
        let exempt = is_exempt(definitions);
        for other in others {
            match exempt {
                false => diags.push(twice(cx, first, other)),
                true if other.what == What::Broken => {}
                true => diags.push(shared(cx, first, other)),
            }
        }
    }
    for definitions in cx.index.shared().filter(|all| all.iter().any(|found| found.judged)) {
        let Some((first, others)) = definitions.split_first() else { continue };
        others.iter().for_each(|other| diags.push(shared(cx, first, other)));
    }
    for reference in open(cx) {
        if let Resolved::Several(definitions) = cx.index.resolve(&reference.code.value)
            && !is_exempt(definitions)
        {
            diags.push(ambiguous(cx, reference, definitions));
        }
    }
}

/// The code of a workflow definition names the kind of document; its identity stands elsewhere.
fn is_exempt(definitions: &[Definition]) -> bool {
    let workflow = |found: &&Definition| found.what == What::Other(Kind::WorkflowDefinition);
    let workflows = definitions.iter().filter(workflow).count();
    let broken = definitions.iter().filter(|found| found.what == What::Broken).count();
    workflows > 0 && workflows + broken == definitions.len()
}

fn twice(cx: &Cx<'_>, first: &Definition, other: &Definition) -> Diagnostic {
    Diagnostic::new(
        &catalogue::HS1102,
        cx.code_span(&other.code),
        format!("smart code `{}` is declared by two files", other.code.value.written()),
    )
    .label(format!("here it heads {}", phrase(other)))
    .secondary(cx.code_span(&first.code), format!("here it heads {}", phrase(first)))
    .help("delete one of the files, or bump the version of one")
}

/// What is no fault where nothing is looked up by the code.
fn shared(cx: &Cx<'_>, first: &Definition, other: &Definition) -> Diagnostic {
    let workflow = other.what == What::Other(Kind::WorkflowDefinition);
    let (what, note) = match workflow {
        true => ("workflow definitions", "what tells them apart is `definition.code`"),
        false => ("files that are no specs", "nothing refers to them by it"),
    };
    let written = other.code.value.written();
    Diagnostic::new(
        &catalogue::HS1102,
        cx.code_span(&other.code),
        format!("smart code `{written}` heads several {what}"),
    )
    .severity(Severity::Note)
    .label("here")
    .secondary(cx.code_span(&first.code), "and here")
    .note(note)
}

fn phrase(definition: &Definition) -> &'static str {
    match definition.what {
        What::Broken => "a file that cannot be read",
        What::Procedure(_) | What::Other(_) => role(definition),
    }
}

fn ambiguous(cx: &Cx<'_>, reference: &Reference<'_>, definitions: &[Definition]) -> Diagnostic {
    let what = match reference.user {
        _ if reference.compensation => "is undone by",
        User::Node(_) | User::Timer(_) => "runs",
        User::Transition(..) => "names",
    };
    let mut found = Diagnostic::new(
        &catalogue::HS1102,
        cx.code_span(reference.code),
        format!(
            "{} {what} `{}`, which {} files declare",
            reference.user,
            reference.code.value.written(),
            definitions.len()
        ),
    )
    .label("which of them is meant?");
    for definition in definitions {
        let label = format!("declared here: {}", phrase(definition));
        found = found.secondary(cx.code_span(&definition.code), label);
    }
    found.help("delete one of the files, or bump its version and name that one here")
}
