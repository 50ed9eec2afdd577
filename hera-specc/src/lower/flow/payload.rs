//! The payload of a flow while it is put together: one field per name, one type per field.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics, Severity, catalogue};
use crate::ir::expr::Literal;
use crate::ir::flow::{Origin, PayloadField, Required};
use crate::ir::{Field, Orchestration, Type};
use crate::source::{Span, Spanned};

/// The fields of a payload that are known so far.
#[derive(Default)]
pub(super) struct Payload {
    fields: BTreeMap<String, Draft>,
    /// Where the trigger declares its payload: then no other body field is taken.
    closed: Option<Span>,
}

/// A field while it is put together.
struct Draft {
    ty: Option<Spanned<Type>>,
    origin: Origin,
    /// Who says that it comes from there.
    taken: Span,
    default: Option<Fallback>,
    span: Span,
    description: Option<String>,
    /// Where the trigger says that it may be left out.
    optional: Option<Span>,
    always: bool,
    /// Nodes that need it when they run (positions in the flow).
    when: Vec<usize>,
}

/// The default of a field, as an input says it.
struct Fallback {
    value: Literal,
    /// The input, and its type.
    span: Span,
    ty: Option<Type>,
}

impl Draft {
    /// A field of which nothing is known but who asks for it first.
    fn of(claim: &Claim<'_>, origin: Origin) -> Draft {
        Draft {
            ty: None,
            origin,
            taken: claim.span,
            default: None,
            span: claim.span,
            description: None,
            optional: None,
            always: false,
            when: Vec::new(),
        }
    }

    /// What a path has is not in the body. A header and a field of one name are two: HS0415.
    fn take_origin(&mut self, claim: &Claim<'_>, origin: Origin, diags: &mut Diagnostics) {
        let one_is_a_header = (self.origin == Origin::Header) != (origin == Origin::Header);
        if one_is_a_header && claim.span != self.taken {
            let words = |origin| match origin {
                Origin::Header => "from the headers",
                Origin::Path => "from the path",
                Origin::Payload => "from the body",
            };
            let (first, other) = (words(self.origin), words(origin));
            let message = format!(
                "`{}` comes {other} here and {first} elsewhere in the same flow",
                claim.name
            );
            diags.push(
                Diagnostic::new(&catalogue::HS0415, claim.span, message)
                    .label(other)
                    .secondary(self.taken, first)
                    .note("both are read from one field of the event's payload")
                    .help("take both from one place, or give one of them another name"),
            );
        }
        if origin != Origin::Payload && self.origin != origin {
            (self.origin, self.taken) = (origin, claim.span);
        }
    }

    /// The first default counts. Another one is HS0414.
    fn take_default(&mut self, claim: &Claim<'_>, diags: &mut Diagnostics) {
        let Some(default) = claim.default else { return };
        let Some(first) = &self.default else {
            let ty = claim.ty.map(|ty| ty.value.clone());
            self.default = Some(Fallback { value: default.clone(), span: claim.span, ty });
            return;
        };
        if first.value != *default {
            let message = format!("`{}` has two defaults in the same flow", claim.name);
            diags.push(
                Diagnostic::new(&catalogue::HS0414, claim.span, message)
                    .severity(Severity::Warning)
                    .label("this one is never used")
                    .secondary(first.span, "this one is")
                    .note("both are read from one field of the event's payload")
                    .help("give both the same default, or bind one of them by `with`"),
            );
        }
    }

    /// HS0414: the type of one input, and the default of another one that is none of it.
    fn judge_default(&mut self, claim: &Claim<'_>, diags: &mut Diagnostics) {
        let (Some(default), Some(ty)) = (&self.default, &self.ty) else { return };
        if default.ty.as_ref() == Some(&ty.value) || is_of(&default.value, &ty.value) {
            return;
        }
        let (name, known) = (claim.name, &ty.value);
        diags.push(
            Diagnostic::new(
                &catalogue::HS0414,
                default.span,
                format!("the default of `{name}` is no `{known}`, which it is elsewhere in the same flow"),
            )
            .label("its default")
            .secondary(ty.span, format!("`{known}`"))
            .note("both are read from one field of the event's payload")
            .help("give both the same type, or bind one of them by `with`"),
        );
        self.default = None; // told once
    }
}

/// Whether a default of some wider type is a value of this one as well.
fn is_of(default: &Literal, ty: &Type) -> bool {
    match (default, ty) {
        (_, Type::Json) | (Literal::Null, _) => true,
        (Literal::Boolean(_), Type::Boolean) | (Literal::Number(_), Type::Decimal) => true,
        (Literal::Number(number), Type::Integer) => number.is_integer(),
        (Literal::String(word), Type::Enum(variants)) => {
            variants.iter().any(|variant| variant == word)
        }
        (Literal::String(_), Type::String | Type::Uuid | Type::Date | Type::Timestamp) => true,
        // A list or a record is of the type of the input that says it, and of no narrower one.
        _ => false,
    }
}

/// What somebody says about a field.
pub(super) struct Claim<'a> {
    pub(super) name: &'a str,
    pub(super) ty: Option<&'a Spanned<Type>>,
    pub(super) span: Span,
    pub(super) default: Option<&'a Literal>,
    pub(super) description: Option<&'a str>,
}

impl Payload {
    /// The path parameters and declared payloads of the flow's triggers.
    pub(super) fn of_triggers(
        orchestration: &Orchestration,
        triggers: &[usize],
        diags: &mut Diagnostics,
    ) -> Payload {
        let mut payload = Payload::default();
        for trigger in triggers.iter().map(|at| &orchestration.triggers[*at]) {
            for field in trigger.payload.iter().flatten() {
                payload.closed.get_or_insert(field.name.span);
                payload.declare(field, diags);
            }
        }
        payload
    }

    fn declare(&mut self, field: &Field, diags: &mut Diagnostics) {
        let claim = Claim {
            name: &field.name.value,
            ty: Some(&field.ty),
            span: field.name.span,
            default: None,
            description: field.description.as_deref(),
        };
        self.claim(&claim, Origin::Payload, diags);
        if field.required {
            self.need(&field.name.value, None);
        } else if let Some(draft) = self.fields.get_mut(&field.name.value) {
            draft.optional = Some(field.name.span);
        }
    }

    /// Where the trigger says that a field may be left out which every run needs; told once.
    pub(super) fn take_optional(&mut self, name: &str) -> Option<Span> {
        let draft = self.fields.get_mut(name).filter(|draft| !draft.always)?;
        draft.optional.take()
    }

    /// Whether a body field of this name may (still) be taken in.
    pub(super) fn admits(&self, name: &str) -> bool {
        self.closed.is_none() || self.fields.contains_key(name)
    }

    /// Where the trigger declares its payload.
    pub(super) fn closed(&self) -> Option<Span> {
        self.closed
    }

    /// All names, in order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.fields.keys().map(String::as_str)
    }

    /// Whether there is a field of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    /// Its type; plain JSON where nobody says.
    pub(super) fn ty(&self, name: &str) -> Option<Type> {
        let draft = self.fields.get(name)?;
        Some(draft.ty.as_ref().map_or(Type::Json, |ty| ty.value.clone()))
    }

    /// Whether the field comes from the headers.
    pub(super) fn is_header(&self, name: &str) -> bool {
        self.fields.get(name).is_some_and(|draft| draft.origin == Origin::Header)
    }

    /// Where the field is declared.
    pub(super) fn span(&self, name: &str) -> Option<Span> {
        self.fields.get(name).map(|draft| draft.span)
    }

    /// Whether it may be absent when the flow runs: no default and not always required.
    pub(super) fn optional(&self, name: &str) -> bool {
        self.fields.get(name).is_none_or(|draft| !draft.always && draft.default.is_none())
    }

    /// Takes in what somebody says about a field. Two declared types that do not fit are HS0414.
    pub(super) fn claim(&mut self, claim: &Claim<'_>, origin: Origin, diags: &mut Diagnostics) {
        // A name is copied once, and not at each of the thousands of nodes that need it.
        if !self.fields.contains_key(claim.name) {
            self.fields.insert(claim.name.to_owned(), Draft::of(claim, origin));
        }
        let Some(draft) = self.fields.get_mut(claim.name) else { return };
        draft.take_origin(claim, origin, diags);
        if draft.description.is_none() {
            draft.description = claim.description.map(str::to_owned);
        }
        draft.take_default(claim, diags);
        let Some(ty) = claim.ty else { return };
        let Some(known) = &draft.ty else {
            draft.ty = Some(ty.clone());
            draft.span = claim.span;
            return;
        };
        match known.value.common(&ty.value) {
            Some(common) if *common == known.value => draft.judge_default(claim, diags),
            Some(_) => {
                draft.ty = Some(ty.clone());
                draft.judge_default(claim, diags);
            }
            None => diags.push(
                Diagnostic::new(
                    &catalogue::HS0414,
                    ty.span,
                    format!(
                        "`{}` is `{}` here and `{}` elsewhere in the same flow",
                        claim.name, ty.value, known.value
                    ),
                )
                .label(format!("`{}`", ty.value))
                .secondary(known.span, format!("`{}`", known.value))
                .note("both are read from one field of the event's payload")
                .help("give both the same type, or bind one of them by `with`"),
            ),
        }
    }

    /// A node (or, with `None`, every run) cannot do without the field.
    pub(super) fn need(&mut self, name: &str, node: Option<usize>) {
        let Some(draft) = self.fields.get_mut(name) else { return };
        match node {
            None => draft.always = true,
            // Nodes come in their order.
            Some(node) if draft.when.last() != Some(&node) => draft.when.push(node),
            Some(_) => {}
        }
    }

    /// The finished fields, by name.
    pub(super) fn finish(self) -> Vec<PayloadField> {
        let finish = |(name, draft): (String, Draft)| {
            let required = match (draft.always, draft.default.is_some(), draft.when.is_empty()) {
                (true, _, _) => Required::Always,
                (false, true, _) | (false, false, true) => Required::Never,
                (false, false, false) => Required::When(draft.when),
            };
            PayloadField {
                name,
                ty: draft.ty.map_or(Type::Json, |ty| ty.value),
                origin: draft.origin,
                default: draft
                    .default
                    .map(|default| default.value)
                    .filter(|_| required != Required::Always),
                required,
                span: draft.span,
                description: draft.description,
            }
        };
        self.fields.into_iter().map(finish).collect()
    }
}
