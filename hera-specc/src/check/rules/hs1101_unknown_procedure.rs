//! HS1101: a node, or a step of a workflow, runs a procedure that no file defines.

use crate::check::cx::Cx;
use crate::check::references::{all, judge};
use crate::diag::{Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for reference in all(cx).iter().filter(|reference| !reference.compensation) {
        judge(cx, &catalogue::HS1101, reference.code, &reference.consequence(), diags);
    }
}
