//! HS1101: a node, a step of a workflow, or a file that is no spec names a procedure that no file defines.

use crate::check::cx::Cx;
use crate::check::references::{judge, judge_mention, open};
use crate::diag::{Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for reference in open(cx).iter().filter(|reference| !reference.compensation) {
        judge(cx, &catalogue::HS1101, reference, diags);
    }
    for mention in cx.specs.mentions.iter().filter(|mention| !mention.is_event()) {
        judge_mention(cx, mention, diags);
    }
}
