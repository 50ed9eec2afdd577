//! HS1203: a procedure that says nothing about permissions.

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for procedure in cx.procedures().filter(|procedure| procedure.permissions.is_none()) {
        diags.push(
            Diagnostic::new(
                &catalogue::HS1203,
                cx.code_span(&procedure.code),
                format!("procedure `{}` declares no permission", procedure.code.value.written()),
            )
            .label("any caller of the organization may run it")
            .help("`permissions: [..]`, or `permissions: public` if that is meant"),
        );
    }
}
