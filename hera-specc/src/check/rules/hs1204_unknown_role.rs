//! HS1204: a permission that names a role which is not on the list.

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    let Some(known) = &cx.vocabularies.roles else { return };
    let permissions = cx.procedures().flat_map(|spec| spec.permissions.iter().flatten());
    for permission in permissions {
        let role = permission.value.as_str();
        // What a module's profile stands for is no role yet.
        if role.starts_with('$') || known.iter().any(|known| known == role) {
            continue;
        }
        let span = match cx.sources.slice(permission.span).find(role) {
            Some(offset) => permission.span.part(offset, role.len()),
            None => permission.span,
        };
        let found = Diagnostic::new(&catalogue::HS1204, span, format!("unknown role `{role}`"))
            .label("not on the list of roles in hera.toml");
        diags.push(super::vocabulary::meant(found, role, span, known));
    }
}
