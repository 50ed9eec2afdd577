//! HS1301: a procedure without an example payload.

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::flow::context_field;
use crate::ir::{Input, Procedure, Source, Type};

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for procedure in cx.procedures().filter(|procedure| procedure.example.is_none()) {
        // An unknown field may be a misspelt one.
        if cx.reported(procedure.file, &["HS0202"]) {
            continue;
        }
        let found = Diagnostic::new(
            &catalogue::HS1301,
            cx.code_span(&procedure.code),
            format!("procedure `{}` has no example payload", procedure.code.value.written()),
        );
        diags.push(match skeleton(procedure) {
            Some(skeleton) => found.help(format!("add `{skeleton}`")),
            None => found.help("add `example_payload: {}`"),
        });
    }
}

/// An example with every required input that a caller sends.
fn skeleton(procedure: &Procedure) -> Option<String> {
    let sent = |input: &&Input| {
        let source = input.source.map(|source| source.value);
        input.required
            && matches!(source, None | Some(Source::Payload))
            && context_field(&input.name.value).is_none()
    };
    let lines: Vec<String> = procedure
        .inputs
        .iter()
        .filter(sent)
        .map(|input| {
            let ty = input.ty.as_ref().map_or(&Type::Json, |ty| &ty.value);
            format!("{}: {}", input.name, sample(ty))
        })
        .collect();
    (!lines.is_empty()).then(|| format!("example_payload: {{ {} }}", lines.join(", ")))
}

/// A value of the type in YAML, on one line.
fn sample(ty: &Type) -> String {
    match ty {
        Type::Uuid => "\"550e8400-e29b-41d4-a716-446655440000\"".to_owned(),
        Type::String => "text".to_owned(),
        Type::Integer => "1".to_owned(),
        Type::Decimal => "12.50".to_owned(),
        Type::Boolean => "true".to_owned(),
        Type::Date => "2026-11-23".to_owned(),
        Type::Timestamp => "2026-11-23T09:30:00Z".to_owned(),
        Type::Json => "{}".to_owned(),
        Type::Enum(variants) => variants.first().cloned().unwrap_or_default(),
        Type::Array(item) => format!("[{}]", sample(item)),
        Type::Record(fields) => {
            let fields = fields.iter().map(|(name, ty)| format!("{name}: {}", sample(ty)));
            format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
        }
    }
}
