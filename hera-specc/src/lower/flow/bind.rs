//! Where each input of each node comes from.
//!
//! The tiers, an earlier one wins: `with`; the procedure's `where`; the context by name; the output of
//! exactly one node that always runs before; a path parameter; the payload. A compensation looks at the
//! output and the inputs of the node that it undoes right after its `with`.

mod declare;
mod reads;
mod report;
mod triggers;

use reads::{in_context, plain_field, reads_output, ty};

use super::env::NodeEnv;
use super::payload::{Claim, Payload};
use super::{Codes, Frame, find};
use crate::diag::{Diagnostic, Diagnostics, Severity, catalogue};
use crate::ir::expr::{Expr, Ref, Root, Typed};
use crate::ir::flow::{
    Binding, FlowCompensation, From, Origin, PayloadField, context_field, field,
};
use crate::ir::{Field, Input, Procedure, Source, Type};
use crate::lower::expr;
use crate::source::Spanned;
use hera_core::plan::Mode;

/// The most nodes that a message names from which an input could come.
const CANDIDATES_MAX: usize = 8;

/// The bound parts of a flow.
pub(super) struct Bound {
    pub(super) nodes: Vec<BoundNode>,
    pub(super) payload: Vec<PayloadField>,
}

/// The bound parts of a node.
pub(super) struct BoundNode {
    pub(super) when: Option<Typed>,
    pub(super) inputs: Vec<Binding>,
    pub(super) compensation: Option<FlowCompensation>,
}

/// Binds a whole flow.
pub(super) fn bind(frame: &Frame<'_>, codes: &Codes, diags: &mut Diagnostics) -> Bound {
    triggers::check(frame, diags);
    triggers::unknown(frame, codes, diags);
    let payload = Payload::of_triggers(frame.orchestration, frame.triggers, diags);
    let mut binder = Binder { frame, payload, diags };
    let plans: Vec<NodeSlots<'_>> =
        (0..frame.order.len()).map(|at| binder.slots(at, codes)).collect();
    binder.declare_reads();
    let nodes =
        plans.into_iter().enumerate().map(|(at, slots)| binder.resolve(at, slots)).collect();
    Bound { nodes, payload: binder.payload.finish() }
}

struct Binder<'a, 'd> {
    frame: &'a Frame<'a>,
    payload: Payload,
    diags: &'d mut Diagnostics,
}

/// A binding before expressions are typed.
struct Slot<'a> {
    input: &'a Input,
    from: SlotFrom<'a>,
}

enum SlotFrom<'a> {
    Expr(&'a Expr),
    Value(Ref, Type),
    Payload,
    NodeInput(usize),
    Nothing,
}

struct NodeSlots<'a> {
    inputs: Vec<Slot<'a>>,
    compensation: Option<(Option<usize>, Vec<Slot<'a>>)>,
}

/// Whose inputs are bound: a node's own, or those of its compensation.
#[derive(Clone, Copy)]
struct Who<'a> {
    at: usize,
    procedure: &'a Procedure,
    with: &'a [(Spanned<String>, Expr)],
    code: &'a Spanned<crate::ir::SmartCode>,
    undoes: Option<&'a Procedure>,
}

impl<'a> Binder<'a, '_> {
    fn slots(&mut self, at: usize, codes: &Codes) -> NodeSlots<'a> {
        let node = self.frame.node(at);
        let own = self.frame.procedure(at);
        let inputs = own.map_or_else(Vec::new, |procedure| {
            let who = Who { at, procedure, with: &node.with, code: &node.run, undoes: None };
            self.slots_of(who)
        });
        // A node that only validates changes nothing, so that nothing of it is undone (HS0906).
        let undone = node.compensation.as_ref().filter(|_| node.mode() == Mode::Persist);
        let compensation = undone.map(|compensation| {
            let found = find(codes, &compensation.run);
            let slots = found.zip(own).map_or_else(Vec::new, |(inverse, own)| {
                let procedure = &self.frame.specs.procedures[inverse];
                let with = &compensation.with;
                let code = &compensation.run;
                self.slots_of(Who { at, procedure, with, code, undoes: Some(own) })
            });
            (found, slots)
        });
        NodeSlots { inputs, compensation }
    }

    fn slots_of(&mut self, who: Who<'a>) -> Vec<Slot<'a>> {
        for (name, _) in who.with {
            if !who.procedure.inputs.iter().any(|input| input.name.value == name.value) {
                self.report_unknown_with(who, name);
            }
        }
        let inputs = who.procedure.inputs.iter();
        let slots: Vec<Slot<'a>> =
            inputs.map(|input| Slot { input, from: self.slot(who, input) }).collect();
        let unasked: Vec<&str> = slots
            .iter()
            .filter(|slot| matches!(slot.from, SlotFrom::Payload) && slot.input.required)
            .map(|slot| slot.input.name.value.as_str())
            .filter(|name| !self.asked_for(who, name))
            .collect();
        if !unasked.is_empty() {
            self.report_unasked(who, &unasked);
        }
        slots
    }

    fn slot(&mut self, who: Who<'a>, input: &'a Input) -> SlotFrom<'a> {
        let name = input.name.value.as_str();
        if let Some((_, expr)) = who.with.iter().find(|(key, _)| key.value == name) {
            return self.explicit(who, input, expr);
        }
        if let Some(own) = who.undoes {
            let serves = |output: &&Field| {
                output.ty.value.fits(ty(input)) && (output.required || !input.required)
            };
            if let Some(output) = field(&own.response, name).filter(serves) {
                let reference = Ref::Output(who.at, name.to_owned());
                return SlotFrom::Value(reference, output.ty.value.clone());
            }
            let is_there =
                |other: &Input| other.required || other.default.is_some() || !input.required;
            let same = |other: &Input| {
                other.name.value == name && ty(other).fits(ty(input)) && is_there(other)
            };
            if let Some(position) = own.inputs.iter().position(same) {
                return SlotFrom::NodeInput(position);
            }
        }
        match input.source.as_ref().map(|source| source.value) {
            Some(Source::Headers) if context_field(name).is_none() => {
                return self.take_payload(who, input, Origin::Header);
            }
            Some(Source::Path) if self.frame.is_param(name) => {
                return self.take_payload(who, input, Origin::Path);
            }
            // An event has no path, and a trigger may bind what its path does not have.
            Some(Source::Path) if self.frame.has_route() && self.bound(name).is_none() => {
                self.report_no_param(who, input);
                return SlotFrom::Nothing;
            }
            Some(Source::Context) if !in_context(input) => {
                self.report_no_context(input);
                return SlotFrom::Nothing;
            }
            _ => {}
        }
        if let Some(context) = context_field(name).filter(|context| context.fits(ty(input))) {
            return SlotFrom::Value(Ref::Context(name.to_owned()), context);
        }
        if let Some(found) = self.upstream(who, input) {
            return found;
        }
        if let Some(expr) = self.bound(name) {
            return self.explicit(who, input, expr);
        }
        self.take_payload(who, input, self.body_or_path(name))
    }

    /// What a trigger binds an input of this name to.
    fn bound(&self, name: &str) -> Option<&'a Expr> {
        let triggers = self.frame.triggers.iter().map(|at| &self.frame.orchestration.triggers[*at]);
        let mut bound = triggers.flat_map(|trigger| &trigger.bind);
        bound.find(|(key, _)| key.value == name).map(|(_, expr)| expr)
    }

    /// From where a field of this name comes if nothing else is said.
    fn body_or_path(&self, name: &str) -> Origin {
        if self.frame.is_param(name) { Origin::Path } else { Origin::Payload }
    }

    /// The output of exactly one node that always runs before.
    fn upstream(&mut self, who: Who<'a>, input: &'a Input) -> Option<SlotFrom<'a>> {
        let frame = self.frame;
        let serves = |output: &Field| {
            output.ty.value.fits(ty(input)) && (output.required || !input.required)
        };
        let found: Vec<(usize, Type)> = frame
            .lookup
            .givers(&input.name.value, who.at)
            .filter(|(node, output)| frame.before(*node, who.at) && serves(output))
            .map(|(node, output)| (node, output.ty.value.clone()))
            .take(CANDIDATES_MAX)
            .collect();
        match found.as_slice() {
            [] => None,
            [(node, ty)] => {
                Some(SlotFrom::Value(Ref::Output(*node, input.name.value.clone()), ty.clone()))
            }
            several => {
                self.report_ambiguous(who, input, several);
                Some(SlotFrom::Nothing)
            }
        }
    }

    /// An input from the request's body, path or headers.
    fn take_payload(&mut self, who: Who<'a>, input: &'a Input, origin: Origin) -> SlotFrom<'a> {
        let name = input.name.value.as_str();
        if origin == Origin::Payload && !self.payload.admits(name) {
            if input.required {
                self.report_unbound(who, input);
            }
            return SlotFrom::Nothing;
        }
        let claim = Claim {
            name,
            ty: input.ty.as_ref(),
            span: input.name.span,
            default: input.default.as_ref().map(|default| &default.value),
            description: input.description.as_deref(),
        };
        self.payload.claim(&claim, origin, self.diags);
        if origin != Origin::Payload && matches!(ty(input), Type::Array(_) | Type::Record(_)) {
            self.report_no_word(input, origin);
        }
        if input.required {
            self.need(who.at, name);
        }
        SlotFrom::Payload
    }

    /// An input that `with` or `bind` names. A plain payload field is taken into the payload with the
    /// input's type.
    fn explicit(&mut self, who: Who<'a>, input: &'a Input, expr: &'a Expr) -> SlotFrom<'a> {
        if let Some((root, name, span)) = plain_field(expr) {
            let name = self.frame.field_name(root, name);
            let origin = match root {
                // What is no parameter is told where the expression is typed.
                Root::Path if !self.frame.is_param(name) => return SlotFrom::Expr(expr),
                Root::Headers => Origin::Header,
                _ => self.body_or_path(name),
            };
            let known = self.payload.has(name);
            if origin != Origin::Payload || self.payload.admits(name) {
                // The type of a field that an input declares by name wins over what is read by `with`.
                let declared = if known { None } else { input.ty.as_ref() };
                let claim = Claim { name, ty: declared, span, default: None, description: None };
                self.payload.claim(&claim, origin, self.diags);
            }
            if input.required && input.default.is_none() {
                self.need(who.at, name);
            }
        }
        SlotFrom::Expr(expr)
    }

    /// A required field: always, or when the node runs and admission can tell.
    fn need(&mut self, at: usize, name: &str) {
        let conditional = self.frame.lookup.is_told_at_admission(at);
        if !conditional && let Some(said) = self.payload.take_optional(name) {
            self.report_needed(at, name, said);
        }
        self.payload.need(name, conditional.then_some(at));
    }

    fn resolve(&mut self, at: usize, slots: NodeSlots<'a>) -> BoundNode {
        let frame = self.frame;
        let node = frame.node(at);
        let env = NodeEnv { frame, payload: &self.payload, at, own_output: false, guards: true };
        let when =
            node.when.as_ref().and_then(|when| expr::check_condition(when, &env, self.diags));
        let inputs = self.bindings(at, false, slots.inputs);
        let compensation = slots.compensation.map(|(procedure, slots)| {
            let inputs = self.bindings(at, true, slots);
            let needs_output =
                inputs.iter().any(|binding| binding.required && reads_output(binding, at));
            FlowCompensation { procedure, inputs, needs_output }
        });
        BoundNode { when, inputs, compensation }
    }

    fn bindings(&mut self, at: usize, own_output: bool, slots: Vec<Slot<'a>>) -> Vec<Binding> {
        let frame = self.frame;
        slots
            .into_iter()
            .map(|slot| {
                let input = slot.input;
                let from = match slot.from {
                    SlotFrom::Value(value, ty) => From::Value(value, ty),
                    SlotFrom::NodeInput(position) => From::NodeInput(position),
                    SlotFrom::Nothing => From::Nothing,
                    SlotFrom::Payload => {
                        let name = &input.name.value;
                        let ty = self.payload.ty(name).unwrap_or(Type::Json);
                        From::Value(Ref::Payload(name.clone()), ty)
                    }
                    SlotFrom::Expr(expr) => {
                        let env = NodeEnv {
                            frame,
                            payload: &self.payload,
                            at,
                            own_output,
                            guards: false,
                        };
                        let mut found = Diagnostics::new();
                        let node = frame.node(at);
                        let (holds, wanted) = (node.when.as_ref(), Some(ty(input)));
                        let checked = expr::check_where(expr, holds, &env, wanted, &mut found);
                        report::name_input(&mut found, expr.span, input, &node.id);
                        self.diags.extend(found);
                        match checked {
                            Some(typed) => self.explicit_typed(at, input, typed),
                            None => From::Nothing,
                        }
                    }
                };
                Binding {
                    input: input.name.value.clone(),
                    ty: ty(input).clone(),
                    required: input.required,
                    from,
                    default: input.default.as_ref().map(|default| default.value.clone()),
                }
            })
            .collect()
    }

    /// HS0713 on a typed `with`.
    fn explicit_typed(&mut self, at: usize, input: &Input, typed: Typed) -> From {
        let from_payload = matches!(
            &typed.kind,
            crate::ir::expr::TypedKind::Ref(Ref::Payload(_), rest) if rest.is_empty()
        );
        if typed.optional && input.required && !from_payload {
            self.diags.push(
                Diagnostic::new(
                    &catalogue::HS0713,
                    typed.span,
                    format!(
                        "`{}` of `{}` is required, but this may be absent",
                        input.name,
                        self.frame.node(at).id
                    ),
                )
                .label("may be absent")
                .secondary(input.name.span, "required here")
                .help(
                    "bind a value that is always there, run the node only where this is there \
                     (`when: exists(…)`), or make the input optional",
                ),
            );
            return From::Nothing;
        }
        From::With(typed)
    }

    /// Whether the request is known to bring the field: the first nodes ask for it, or the path has it.
    fn asked_for(&self, who: Who<'_>, name: &str) -> bool {
        let params = self.frame.triggers.iter().flat_map(|at| self.frame.params(*at));
        (self.frame.after[who.at].is_empty() && who.undoes.is_none())
            || self.frame.lookup.is_first_input(name)
            || self.payload.closed().is_some()
            || params.into_iter().any(|param| param.field == name)
    }
}
