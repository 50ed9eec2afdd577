//! A procedure: intent, inputs, outputs, effects, errors.

use std::fmt::Write;

use hera_core::plan::Effects;

use super::cell;
use crate::ide::Ide;
use crate::ir::{ErrorDecl, Field, Input, Procedure};

impl Ide {
    /// An error code: what each procedure says that declares it, or what the engine means by it.
    pub(super) fn about_error(&self, code: &str) -> Option<String> {
        let mut page = format!("error `{code}`\n");
        let mut told = false;
        if let Some(meaning) = infrastructure(code) {
            let _ = write!(page, "\n{meaning}\n");
            told = true;
        }
        for procedure in &self.specs.procedures {
            let declared = procedure.errors.iter().flatten();
            for error in declared.filter(|error| error.code.value == code) {
                let _ = write!(page, "\n- of `{}`{}", procedure.code.value, facts(error));
                told = true;
            }
        }
        told.then_some(page)
    }
}

/// Failures of the machinery, which are retried without being declared.
pub(in crate::ide) const INFRASTRUCTURE: [(&str, &str); 3] = [
    (
        "TEMPORARY_LOCK_FAILURE",
        "The database could not serialise, was locked or busy. Always retried.",
    ),
    ("NETWORK_TIMEOUT", "The connection was lost, or an attempt took too long. Always retried."),
    ("INVENTORY_CONTENTION", "Others hold what the node needs for a moment. Always retried."),
];

fn infrastructure(code: &str) -> Option<&'static str> {
    INFRASTRUCTURE.iter().find(|(name, _)| *name == code).map(|(_, meaning)| *meaning)
}

/// The page of a procedure.
pub(super) fn page(procedure: &Procedure) -> String {
    let mut page = format!("procedure **{}**\n", procedure.code.value.written());
    if let Some(intent) = &procedure.intent {
        let _ = write!(page, "\n{}\n", intent.value.trim());
    }
    let _ = write!(page, "\n{}\n", effects(procedure));
    if !procedure.inputs.is_empty() {
        page.push_str("\n| input | type | |\n|---|---|---|\n");
        procedure.inputs.iter().for_each(|input| input_row(&mut page, input));
    }
    if !procedure.response.is_empty() {
        page.push_str("\n| output | type | |\n|---|---|---|\n");
        procedure.response.iter().for_each(|field| output_row(&mut page, field));
    }
    match &procedure.errors {
        None => page.push_str("\nDeclares no errors: one unknown final error is assumed.\n"),
        Some(errors) if errors.is_empty() => page.push_str("\nCannot fail by itself.\n"),
        Some(errors) => {
            page.push_str("\nFails with\n");
            for error in errors {
                let _ = write!(page, "\n- `{}`{}", error.code, facts(error));
            }
            page.push('\n');
        }
    }
    if let Some(permissions) = procedure.permissions.as_ref().filter(|list| !list.is_empty()) {
        let names: Vec<String> = permissions.iter().map(|name| format!("`{name}`")).collect();
        let _ = write!(page, "\nNeeds {}.\n", names.join(", "));
    }
    page
}

fn effects(procedure: &Procedure) -> &'static str {
    match procedure.effects.as_ref().map(|effects| effects.value) {
        Some(Effects::None) => "Effects: none.",
        Some(Effects::Transactional) => {
            "Effects: transactional. All it writes goes through the boundary's transaction."
        }
        Some(Effects::External) => {
            "Effects: external. It changes something outside the database; its intent is journaled first."
        }
        None => "Effects: not said, so taken to be transactional.",
    }
}

fn input_row(page: &mut String, input: &Input) {
    let ty = input.ty.as_ref().map_or_else(|| "not said".to_owned(), |ty| ty.value.to_string());
    let optional = if input.required { "" } else { " (optional)" };
    let told = input.description.as_deref().unwrap_or_default();
    let _ = writeln!(page, "| `{}`{optional} | `{}` | {} |", input.name, cell(&ty), cell(told));
}

fn output_row(page: &mut String, field: &Field) {
    let optional = if field.required { "" } else { " (optional)" };
    let ty = cell(&field.ty.value.to_string());
    let told = cell(field.description.as_deref().unwrap_or_default());
    let _ = writeln!(page, "| `{}`{optional} | `{ty}` | {told} |", field.name);
}

fn facts(error: &ErrorDecl) -> String {
    let mut facts = String::new();
    if let Some(status) = &error.http_status {
        let _ = write!(facts, " ({})", status.value);
    }
    if let Some(when) = &error.when {
        let _ = write!(facts, ": {}", when.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    if let Some(action) = &error.action {
        let _ = write!(facts, "; {action}");
    }
    if error.retryable {
        facts.push_str(", retryable");
    }
    facts
}
