//! The names of a clause: the inputs of its procedure and, after it has run, its outputs.

use crate::diag::{Diagnostic, catalogue, nearest};
use crate::ir::expr::{Path, Ref};
use crate::ir::flow::field;
use crate::ir::{Procedure, Type};
use crate::lower::expr::{Env, Resolution};
use crate::source::{Span, Spanned};

/// What a clause of a procedure can read.
pub(super) struct Names<'a> {
    pub(super) procedure: &'a Procedure,
    /// Whether the procedure has run: its outputs are known, and go before inputs of the same name.
    pub(super) after: bool,
}

impl Env for Names<'_> {
    fn resolve(&self, path: &Path) -> Resolution {
        let Some(first) = path.segments.first().filter(|_| path.root.is_none()) else {
            let span =
                path.root.as_ref().map_or(Span::clone(&self.procedure.code.span), |r| r.span);
            return unknown(
                span,
                format!("`{path}` is no input of this procedure"),
                "declare it as an input, and name the input",
            );
        };
        let output = field(&self.procedure.response, &first.value);
        if let Some(output) = output.filter(|_| self.after) {
            let value = Ref::Returned(first.value.clone());
            return known(path, value, &output.ty.value, !output.required);
        }
        let mut inputs = self.procedure.inputs.iter();
        if let Some(input) = inputs.find(|input| input.name.value == first.value) {
            // The pass before gave each input a type; one that nobody knows has its name's place.
            let ty = input.ty.as_ref().filter(|ty| ty.span != input.name.span);
            let guessed = input.ty.as_ref().filter(|ty| ty.value != Type::Json);
            let Some(ty) = ty.or(guessed) else {
                let text = format!("the input `{first}` has no type");
                return unknown(first.span, text, "give the input its type");
            };
            let optional = !input.required && input.default.is_none();
            return known(path, Ref::Input(first.value.clone()), &ty.value, optional);
        }
        match output {
            Some(_) => unknown(
                first.span,
                format!("`{first}` is an output: nobody knows it before"),
                "name an input, or make it an invariant",
            ),
            None => self.missing(first),
        }
    }
}

impl Names<'_> {
    fn missing(&self, name: &Spanned<String>) -> Resolution {
        let inputs = self.procedure.inputs.iter().map(|input| input.name.value.as_str());
        let outputs = self.procedure.response.iter().map(|field| field.name.value.as_str());
        let outputs: Vec<&str> = outputs.filter(|_| self.after).collect();
        let near = nearest(&name.value, inputs.chain(outputs));
        let what = if self.after { "neither an input nor an output" } else { "no input" };
        let found =
            Diagnostic::new(&catalogue::HS0210, name.span, "").label(format!("`{name}` is {what}"));
        let word = name.value.chars().all(|c| c.is_ascii_uppercase() || c == '_');
        Resolution::Unknown(Box::new(match near {
            Some(near) => found.help(format!("did you mean `{near}`?")).suggest(name.span, near),
            None if word => found.help(format!("put a text into quotes: `'{name}'`")),
            None => found.help(format!("to have it enforced, declare `{name}` as an input")),
        }))
    }
}

fn known(path: &Path, value: Ref, ty: &Type, optional: bool) -> Resolution {
    match path.segments.as_slice() {
        // What is in plain JSON is nobody's fault: the rest of the clause says what is meant.
        [_, inner, ..] if *ty == Type::Json => unknown(
            inner.span,
            format!("the fields of `{}` are not declared", path.segments[0]),
            "give the object a `schema:` with its fields",
        ),
        _ => Resolution::value(value, ty.clone(), optional),
    }
}

/// A name that makes the clause prose; the message is that of the clause.
fn unknown(span: Span, label: String, help: &str) -> Resolution {
    let found = Diagnostic::new(&catalogue::HS0210, span, "").label(label).help(help);
    Resolution::Unknown(Box::new(found))
}

/// A value as the spec writes it.
pub(super) fn written(value: &Ref, fields: &[String]) -> String {
    let name = match value {
        Ref::Input(name) | Ref::Returned(name) => name.as_str(),
        Ref::Payload(name) | Ref::Context(name) | Ref::Output(_, name) => name.as_str(),
    };
    fields.iter().fold(name.to_owned(), |path, field| format!("{path}.{field}"))
}
