//! HS1208: a log line holds an input that is marked as personal data.

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for procedure in cx.procedures() {
        let mut marked = procedure.inputs.iter().filter(|input| input.pii.is_some()).peekable();
        if marked.peek().is_none() {
            continue;
        }
        for input in marked {
            let Some(pii) = input.pii else { continue };
            for log in &procedure.logs {
                let logged = log.fields.iter().find(|field| field.value == input.name.value);
                let bare = (log.name.value == input.name.value).then_some(&log.name);
                let Some(place) = logged.or(bare) else { continue };
                diags.push(
                    Diagnostic::new(
                        &catalogue::HS1208,
                        place.span,
                        format!(
                            "log `{}` contains the input `{}`, which is marked `pii`",
                            log.name, input.name
                        ),
                    )
                    .label("personal data would stand in a log")
                    .secondary(pii, "marked here")
                    .help("log its id instead"),
                );
            }
        }
    }
}
