//! HS0901: a compensation that no file defines.

use crate::check::cx::Cx;
use crate::check::references::{judge, references};
use crate::diag::{Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        for reference in references(orchestration).filter(|reference| reference.compensation) {
            let consequence = reference.consequence();
            judge(cx, &catalogue::HS0901, reference.code, &consequence, diags);
        }
    }
}
