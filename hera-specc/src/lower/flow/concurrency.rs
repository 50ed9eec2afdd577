//! The concurrency key of a flow: a value that is known when a run is admitted.

use super::Frame;
use crate::diag::{Diagnostic, Diagnostics, catalogue, nearest};
use crate::ir::Type;
use crate::ir::expr::{Path, Root};
use crate::ir::flow::{PayloadField, context_field};
use crate::source::Span;

/// What a key may come from in the context: the rest is the same, or another one, in every run.
const CONTEXT: [&str; 2] = ["actor_id", "correlation_id"];

/// The key as a path from the run: `payload.cart_id`.
pub(super) fn key(
    frame: &Frame<'_>,
    payload: &[PayloadField],
    event: &str,
    diags: &mut Diagnostics,
) -> Option<String> {
    let path = frame.orchestration.run.concurrency_key.as_ref()?;
    match resolve(frame, payload, event, &path.value, path.span) {
        Ok(key) => Some(key),
        // A procedure that is not there may be the one that reads the field.
        Err(found) if is_unknown(&found) && frame.procedures.contains(&None) => None,
        Err(found) => {
            diags.push(*found);
            None
        }
    }
}

fn is_unknown(found: &Diagnostic) -> bool {
    found.rule.code == catalogue::HS0721.code
}

fn resolve(
    frame: &Frame<'_>,
    payload: &[PayloadField],
    event: &str,
    path: &Path,
    span: Span,
) -> Result<String, Box<Diagnostic>> {
    let (Some(root), [first]) = (&path.root, path.segments.as_slice()) else {
        let message = format!("`{path}` cannot be a concurrency key");
        return Err(Box::new(
            Diagnostic::new(&catalogue::HS0709, span, message)
                .help("name one field of the run: `$.payload.cart_id`"),
        ));
    };
    let unknown = |what: String, names: Vec<&str>| {
        let found = Diagnostic::new(&catalogue::HS0721, first.span, what);
        Box::new(match nearest(&first.value, names.iter().copied()) {
            Some(near) => found.help(format!("is `{near}` meant?")),
            None => found.help("each flow of the orchestration needs the field: give another key, or an orchestration of its own to what has none"),
        })
    };
    let (ty, key) = match root.value {
        Root::Context => match context_field(&first.value)
            .filter(|_| CONTEXT.contains(&&*first.value))
        {
            Some(ty) => (ty, format!("context.{}", first.value)),
            None => {
                let what = format!("`{}` of the context cannot be a concurrency key", first.value);
                return Err(unknown(what, CONTEXT.to_vec()));
            }
        },
        Root::Payload | Root::Path | Root::Headers => {
            let name = frame.field_name(root.value, &first.value);
            let Some(field) = payload.iter().find(|field| field.name == name) else {
                let what = format!("`{name}` is no field of the payload of `{event}`");
                return Err(unknown(
                    what,
                    payload.iter().map(|field| field.name.as_str()).collect(),
                ));
            };
            (field.ty.clone(), format!("payload.{name}"))
        }
        Root::Nodes => {
            let message = "a concurrency key is known before the first node runs".to_owned();
            return Err(Box::new(
                Diagnostic::new(&catalogue::HS0712, span, message)
                    .help("take it from the payload: `$.payload.cart_id`"),
            ));
        }
    };
    match ty {
        Type::Record(_) | Type::Array(_) | Type::Boolean | Type::Decimal => {
            let message = format!("a concurrency key of type `{ty}` tells no run from another");
            Err(Box::new(
                Diagnostic::new(&catalogue::HS0702, first.span, message)
                    .help("take an id, a code or a number"),
            ))
        }
        _ => Ok(key),
    }
}
