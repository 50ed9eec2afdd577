//! HS1101: a node runs a procedure that no file defines.

use crate::check::cx::Cx;
use crate::check::index::Resolved;
use crate::check::references::{references, unknown, unreadable};
use crate::diag::{Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        for reference in references(orchestration).filter(|reference| !reference.compensation) {
            match cx.index.resolve(&reference.code.value) {
                Resolved::Unknown => {
                    diags.push(unknown(cx, &catalogue::HS1101, &reference));
                }
                Resolved::Broken(definition) => {
                    diags.push(unreadable(cx, &catalogue::HS1101, &reference, definition));
                }
                Resolved::Procedure
                | Resolved::Several(_)
                | Resolved::OtherKind(_)
                | Resolved::OtherVersion(_) => {}
            }
        }
    }
}
