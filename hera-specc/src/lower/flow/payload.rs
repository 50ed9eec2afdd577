//! The payload of a flow while it is put together: one field per name, one type per field.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics, catalogue};
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
    default: Option<Literal>,
    span: Span,
    description: Option<String>,
    always: bool,
    /// Nodes that need it when they run (positions in the flow).
    when: Vec<usize>,
}

impl Draft {
    /// A field of which nothing is known but who asks for it first.
    fn of(claim: &Claim<'_>, origin: Origin) -> Draft {
        Draft {
            ty: None,
            origin,
            default: None,
            span: claim.span,
            description: None,
            always: false,
            when: Vec::new(),
        }
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
        }
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
        if origin != Origin::Payload {
            draft.origin = origin;
        }
        if draft.description.is_none() {
            draft.description = claim.description.map(str::to_owned);
        }
        if draft.default.is_none() {
            draft.default = claim.default.cloned();
        }
        let Some(ty) = claim.ty else { return };
        let Some(known) = &draft.ty else {
            draft.ty = Some(ty.clone());
            draft.span = claim.span;
            return;
        };
        match known.value.common(&ty.value) {
            Some(common) if *common == known.value => {}
            Some(_) => draft.ty = Some(ty.clone()),
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
                default: if required == Required::Always { None } else { draft.default },
                required,
                span: draft.span,
                description: draft.description,
            }
        };
        self.fields.into_iter().map(finish).collect()
    }
}
