//! Flows: what one event starts, with its order, boundaries and bindings resolved.

use super::Field;
use super::expr::{Literal, Ref, Typed};
use super::order::Within;
use super::types::Type;
use crate::source::{Span, Spanned};

/// What one event starts.
#[derive(Clone, Debug)]
pub struct Flow {
    /// The event, at the first trigger that emits it.
    pub event: Spanned<String>,
    /// The triggers that emit it: positions in the orchestration's triggers.
    pub triggers: Vec<usize>,
    /// In topological order, ties by declaration.
    pub nodes: Vec<FlowNode>,
    /// In contracted topological order, ties by first node.
    pub boundaries: Vec<FlowBoundary>,
    /// The payload's fields (path and header fields among them), by name.
    pub payload: Vec<PayloadField>,
    /// Where a run's concurrency key stands: `payload.cart_id`.
    pub concurrency_key: Option<String>,
}

impl Flow {
    /// What runs before what inside a boundary. No way between two of its nodes leads out of it: then
    /// boundaries would wait for each other, and there would be no flow (HS0803).
    #[must_use]
    pub fn order_within<'a>(&self, boundary: &'a FlowBoundary) -> Within<'a> {
        Within::new(&boundary.nodes, |node| &self.nodes[node].after)
    }
}

/// A node in a flow.
#[derive(Clone, Debug)]
pub struct FlowNode {
    /// Position in the orchestration's nodes.
    pub node: usize,
    /// Position in the specs' procedures; `None` where the reference does not resolve.
    pub procedure: Option<usize>,
    /// Predecessors: positions in the flow's nodes.
    pub after: Vec<usize>,
    /// Position in the flow's boundaries.
    pub boundary: usize,
    /// Its condition.
    pub when: Option<Typed>,
    /// One per input of its procedure, in the procedure's order.
    pub inputs: Vec<Binding>,
    /// The preconditions of its procedure that admission can judge (positions in
    /// [`Procedure::preconditions`](super::Procedure)): each input that they read, and its `when`, come
    /// from payload and context. The others are judged right before the node.
    pub admitted: Vec<usize>,
    /// Its compensation.
    pub compensation: Option<FlowCompensation>,
}

impl FlowNode {
    /// The computed inputs of the node and of its compensation, in this order: admission works them out where a
    /// request brings all that they read, and whether the node runs.
    pub fn computed(&self) -> impl Iterator<Item = Computed<'_>> {
        let at_once = self.when.as_ref().is_none_or(Typed::is_of_request);
        let undo = self.compensation.iter().flat_map(|inverse| &inverse.inputs);
        let of = move |binding, of_inverse| {
            let value = Binding::computed(binding)?;
            let on_admission = at_once && value.is_of_request();
            Some(Computed { input: &binding.input, value, of_inverse, on_admission })
        };
        let own = self.inputs.iter().filter_map(move |binding| of(binding, false));
        own.chain(undo.filter_map(move |binding| of(binding, true)))
    }
}

/// An input that is the result of arithmetic: a call cannot be made where its type does not hold that.
#[derive(Clone, Copy, Debug)]
pub struct Computed<'a> {
    /// The input's name.
    pub input: &'a str,
    /// The expression.
    pub value: &'a Typed,
    /// Whether it is an input of the compensation.
    pub of_inverse: bool,
    /// Whether admission works it out, and refuses a request for which it does not fit. Else the call fails with
    /// `PRECONDITION_FAILED` when its time comes.
    pub on_admission: bool,
}

impl Computed<'_> {
    /// What has to hold, in words.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{} fits its type", self.input)
    }
}

/// A node's compensation in a flow.
#[derive(Clone, Debug)]
pub struct FlowCompensation {
    /// Position in the specs' procedures; `None` where the reference does not resolve.
    pub procedure: Option<usize>,
    /// One per input of that procedure, in its order.
    pub inputs: Vec<Binding>,
    /// Whether an input reads the node's own output.
    pub needs_output: bool,
}

/// Where an input's value comes from.
#[derive(Clone, Debug)]
pub struct Binding {
    /// The input's name.
    pub input: String,
    /// The input's type.
    pub ty: Type,
    /// Whether the procedure cannot do without it.
    pub required: bool,
    /// The source.
    pub from: From,
    /// What stands in where the source is absent.
    pub default: Option<Literal>,
}

impl Binding {
    /// Its expression, where that is computed: a result may not fit its type.
    #[must_use]
    pub fn computed(&self) -> Option<&Typed> {
        match &self.from {
            From::With(typed) if !typed.arithmetic().is_empty() => Some(typed),
            _ => None,
        }
    }
}

/// The source of a binding.
#[derive(Clone, Debug)]
pub enum From {
    /// An expression of `with` or `bind`.
    With(Typed),
    /// A value of the run; `Type` is the source's own type.
    Value(Ref, Type),
    /// Another input of the node that is compensated, with its type (position in its inputs).
    NodeInput(usize),
    /// Nothing: the input is absent, or its default.
    Nothing,
}

/// A boundary in a flow.
#[derive(Clone, Debug)]
pub struct FlowBoundary {
    /// Position in the orchestration's boundaries; `None` for a lone node.
    pub declared: Option<usize>,
    /// Its nodes: positions in the flow's nodes, ascending.
    pub nodes: Vec<usize>,
    /// Boundaries that have to commit first: positions in the flow's boundaries.
    pub after: Vec<usize>,
}

/// A field of a flow's payload.
#[derive(Clone, Debug)]
pub struct PayloadField {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// Where it comes from.
    pub origin: Origin,
    /// When it has to be there.
    pub required: Required,
    /// What stands in where it is absent.
    pub default: Option<Literal>,
    /// The first place that declares or reads it.
    pub span: Span,
    /// What it is for.
    pub description: Option<String>,
}

/// Where a field of the payload comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The body (or the query string).
    Payload,
    /// A path parameter.
    Path,
    /// A header.
    Header,
}

/// When a field of the payload has to be there.
#[derive(Clone, Debug, PartialEq)]
pub enum Required {
    /// Always.
    Always,
    /// Never.
    Never,
    /// When the condition of one of these nodes holds (positions in the flow's nodes).
    When(Vec<usize>),
}

/// The fields of the context, with their types.
#[must_use]
pub fn context_fields() -> [(&'static str, Type); 5] {
    [
        ("organization_id", Type::Uuid),
        ("actor_id", Type::Uuid),
        ("correlation_id", Type::String),
        ("idempotency_key", Type::String),
        ("started_at", Type::Timestamp),
    ]
}

/// The type of a field of the context.
#[must_use]
pub fn context_field(name: &str) -> Option<Type> {
    context_fields().into_iter().find(|(field, _)| *field == name).map(|(_, ty)| ty)
}

/// The type of a field in a list of fields.
#[must_use]
pub fn field<'a>(fields: &'a [Field], name: &str) -> Option<&'a Field> {
    fields.iter().find(|field| field.name.value == name)
}
