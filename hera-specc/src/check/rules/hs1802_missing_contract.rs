//! HS1802: a contract that cannot be read. (`lower` reports those that are not there.)

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for seed in cx.seeds() {
        for (name, file) in &seed.contracts {
            let Some(file) = file.filter(|file| cx.specs.broken.iter().any(|b| b.file == *file))
            else {
                continue;
            };
            diags.push(
                Diagnostic::new(
                    &catalogue::HS1802,
                    name.span,
                    format!("contract `{name}` cannot be read"),
                )
                .help(format!("first mend {}", cx.sources.path(file))),
            );
        }
    }
}
