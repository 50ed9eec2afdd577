//! Fields: of payloads, of procedures' inputs and outputs, of the context.

use std::fmt::Write;

use crate::ide::Ide;
use crate::ir::flow::{Origin, PayloadField, Required, context_field};
use crate::ir::{Flow, Orchestration, SmartCode};
use crate::source::FileId;

impl Ide {
    pub(super) fn about_input(&self, code: &str, name: &str) -> Option<String> {
        let procedure = self.procedure(&SmartCode::new(code)?)?;
        let input = procedure.inputs.iter().find(|input| input.name.value == name)?;
        let ty = input.ty.as_ref().map(|ty| ty.value.to_string());
        let ty = ty.unwrap_or_else(|| "no type".to_owned());
        let needed = if input.required { "required" } else { "optional" };
        Some(page(&format!("{needed} input of `{code}`"), name, &ty, input.description.as_deref()))
    }

    pub(super) fn about_output(&self, code: &str, name: &str) -> Option<String> {
        let procedure = self.procedure(&SmartCode::new(code)?)?;
        let field = procedure.response.iter().find(|field| field.name.value == name)?;
        let ty = field.ty.value.to_string();
        Some(page(&format!("output of `{code}`"), name, &ty, field.description.as_deref()))
    }

    /// A field of the payloads of a file: one section where all flows agree about it.
    pub(super) fn about_payload(&self, file: FileId, name: &str) -> Option<String> {
        let orchestration = self.orchestration(file)?;
        let mut told: Vec<String> = Vec::new();
        for flow in &orchestration.flows {
            let Some(field) = flow.payload.iter().find(|field| field.name == name) else {
                continue;
            };
            let origin = match field.origin {
                Origin::Payload => "payload",
                Origin::Path => "path",
                Origin::Header => "header",
            };
            let what = format!("{origin} field, {}", needed(orchestration, flow, field));
            let text = page(&what, name, &field.ty.to_string(), field.description.as_deref());
            if !told.contains(&text) {
                told.push(text);
            }
        }
        (!told.is_empty()).then(|| told.join("\n---\n"))
    }
}

/// A field of the context.
pub(super) fn about_context(name: &str) -> Option<String> {
    let told = match name {
        "organization_id" => "The organisation for which the run is.",
        "actor_id" => "Who asked for it.",
        "correlation_id" => "What ties the run to the work around it.",
        "idempotency_key" => {
            "The caller's key: a second request with it gets the first one's answer."
        }
        "started_at" => "When the run was admitted.",
        _ => return None,
    };
    let ty = context_field(name)?;
    Some(page("field of the context", name, &ty.to_string(), Some(told)))
}

/// When a field of a payload has to be there.
pub(super) fn needed(orchestration: &Orchestration, flow: &Flow, field: &PayloadField) -> String {
    let id = |at: &usize| orchestration.nodes[flow.nodes[*at].node].id.value.as_str();
    match &field.required {
        Required::Always => "required".to_owned(),
        Required::Never => "optional".to_owned(),
        Required::When(nodes) => {
            let ids: Vec<&str> = nodes.iter().map(id).collect();
            format!("required when {} runs", ids.join(" or "))
        }
    }
}

fn page(what: &str, name: &str, ty: &str, description: Option<&str>) -> String {
    let mut page = format!("`{name}: {ty}`\n\n{what}\n");
    if let Some(description) = description {
        let _ = write!(page, "\n{}\n", description.trim());
    }
    page
}
