//! HS1101: a node, or a step of a workflow, runs a procedure that no file defines.

use crate::check::cx::Cx;
use crate::check::references::{judge, references};
use crate::diag::{Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        for reference in references(orchestration).filter(|reference| !reference.compensation) {
            let consequence = reference.consequence();
            judge(cx, &catalogue::HS1101, reference.code, &consequence, diags);
        }
    }
    for other in cx.specs.others.iter().filter(|other| other.judged) {
        for code in &other.references {
            judge(cx, &catalogue::HS1101, code, "this step of the workflow cannot run", diags);
        }
    }
}
