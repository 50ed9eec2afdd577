//! HS0901: a compensation that no file defines.

use crate::check::cx::Cx;
use crate::check::references::{judge, open};
use crate::diag::{Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for reference in open(cx).iter().filter(|reference| reference.compensation) {
        judge(cx, &catalogue::HS0901, reference, diags);
    }
}
