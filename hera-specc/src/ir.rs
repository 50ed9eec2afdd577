//! The specs with their meaning: names, types, conditions and flows instead of YAML.
//!
//! `lower` builds it, `check` judges it, `plan` reads it. It holds spans for messages and no YAML but
//! the example payloads. Parts that were broken and already reported are absent here, so that nothing
//! is reported twice.

pub mod chains;
pub mod clause;
mod documents;
pub mod expr;
pub mod flow;
pub mod meet;
pub mod moment;
pub mod order;
pub mod policies;
pub mod says;
mod seed;
pub mod smart_code;
pub mod types;
mod workflow;

pub use chains::Chains;
pub use clause::{Clause, Enforced};
pub use documents::{Broken, Kind, Mention, Other, Profile};
pub use expr::Expr;
pub use flow::Flow;
pub use order::Order;
pub use policies::{CompensationPolicy, RetryPolicy, RunPolicy};
pub use says::{Log, Relaxed, Write};
pub use seed::{Before, Contract, Holds, Item, Seed};
pub use smart_code::SmartCode;
pub use types::Type;
pub use workflow::{Timer, Transition, Workflow};

use hera_core::entry::implicit;
use hera_core::plan::{Effects, Isolation, Mode};

use crate::ast;
use crate::source::{FileId, Span, Spanned};

/// All specs of one compilation, in the order of their files' paths.
#[derive(Clone, Debug, Default)]
pub struct Specs {
    /// All procedures.
    pub procedures: Vec<Procedure>,
    /// All orchestrations: of graphs, and of routes.
    pub orchestrations: Vec<Orchestration>,
    /// All workflow definitions.
    pub workflows: Vec<Workflow>,
    /// All playbook seeds.
    pub seeds: Vec<Seed>,
    /// The files that playbook seeds load.
    pub contracts: Vec<Contract>,
    /// All profiles.
    pub profiles: Vec<Profile>,
    /// What judged files ask of their profile: the path behind `$PROFILE.`, in the order of the files.
    pub profile_keys: Vec<Spanned<String>>,
    /// What judged files that are no specs name.
    pub mentions: Vec<Mention>,
    /// What else was found.
    pub others: Vec<Other>,
    /// Files whose YAML or head is broken, so that nobody knows what they define.
    pub broken: Vec<Broken>,
}

/// A procedure.
#[derive(Clone, Debug)]
pub struct Procedure {
    /// Its file.
    pub file: FileId,
    /// Whether it is judged itself, or only resolves references (`--uses`).
    pub judged: bool,
    /// Its identity.
    pub code: Spanned<SmartCode>,
    /// What it is for, in a sentence.
    pub intent: Option<Spanned<String>>,
    /// What it changes, if it says so.
    pub effects: Option<Spanned<Effects>>,
    /// Its inputs, required and optional, in the order of the file; names are unique.
    pub inputs: Vec<Input>,
    /// The place of the `inputs` key.
    pub inputs_span: Option<Span>,
    /// `outputs.response`: what later nodes and the caller see. Empty where it says nothing.
    pub response: Vec<Field>,
    /// Declared errors; `None` where the section is missing (one unknown final error is assumed).
    pub errors: Option<Vec<ErrorDecl>>,
    /// Permissions that the caller needs; `None` where nothing is said.
    pub permissions: Option<Vec<Spanned<String>>>,
    /// Conditions and prose: what it asks for.
    pub preconditions: Vec<Clause>,
    /// Conditions and prose: what it promises.
    pub invariants: Vec<Clause>,
    /// The happy path.
    pub steps: Vec<Spanned<String>>,
    /// Longest time of one attempt, in milliseconds.
    pub timeout_ms: Option<Spanned<u64>>,
    /// The example payload, with the span of its key; the first one of a list.
    pub example: Option<(Span, ast::Node)>,
    /// The other examples of a list.
    pub more_examples: Vec<ast::Node>,
    /// Where it says that a second call with the same key does nothing more.
    pub idempotency: Option<Span>,
    /// Whether others than orchestrations call it.
    pub entrypoint: bool,
    /// Entities that it says to change.
    pub writes: Vec<Write>,
    /// What it says to log.
    pub logs: Vec<Log>,
    /// Smart codes among its outputs, but for the response: what it says to bring about.
    pub emits: Vec<Spanned<SmartCode>>,
}

/// An input of a procedure.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its name, in snake case as written.
    pub name: Spanned<String>,
    /// Its type; `None` where it says nothing (then the others of its name decide, else it is JSON).
    pub ty: Option<Spanned<Type>>,
    /// Whether it stands under `required`.
    pub required: bool,
    /// Where it says it comes from.
    pub source: Option<Spanned<Source>>,
    /// Its default, of its type; `None` also where there is no type to check it against.
    pub default: Option<Spanned<expr::Literal>>,
    /// What it is for.
    pub description: Option<String>,
    /// Where it is marked as personal data.
    pub pii: Option<Span>,
    /// Whether it is taken although nothing reads it: in the payload of a trigger.
    pub passthrough: bool,
}

/// Where an input says it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The procedure's own call.
    Payload,
    /// The run's context.
    Context,
    /// The request's headers.
    Headers,
    /// The request's path.
    Path,
}

/// A named, typed field of a response, a record or a trigger's payload.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: Spanned<String>,
    /// Its type.
    pub ty: Spanned<Type>,
    /// Whether it is always there.
    pub required: bool,
    /// What it is.
    pub description: Option<String>,
    /// Whether it is taken although nothing reads it: in the payload of a trigger.
    pub passthrough: bool,
}

/// A declared error.
#[derive(Clone, Debug)]
pub struct ErrorDecl {
    /// Its code, in SCREAMING_SNAKE_CASE.
    pub code: Spanned<String>,
    /// When it happens.
    pub when: Option<String>,
    /// What the spec says about it.
    pub action: Option<String>,
    /// Whether another attempt may succeed.
    pub retryable: bool,
    /// The HTTP status that it maps to.
    pub http_status: Option<Spanned<u16>>,
}

/// An orchestration: of a graph, or of routes, each of which is a small graph.
#[derive(Clone, Debug)]
pub struct Orchestration {
    /// Its file.
    pub file: FileId,
    /// Whether it is judged itself, or only resolves references (`--uses`).
    pub judged: bool,
    /// Whether it was written as a graph or as routes.
    pub kind: Kind,
    /// Its identity.
    pub code: Spanned<SmartCode>,
    /// What it is for, in a sentence.
    pub intent: Option<Spanned<String>>,
    /// Its triggers.
    pub triggers: Vec<Trigger>,
    /// Its nodes; ids are unique.
    pub nodes: Vec<Node>,
    /// Its edge lines; node names in them exist.
    pub chains: Vec<Chain>,
    /// Its declared boundaries; node names in them exist, each node in at most one.
    pub boundaries: Vec<Boundary>,
    /// Its retry policy, with defaults where it says nothing.
    pub retry: RetryPolicy,
    /// Its compensation policy, with defaults where it says nothing.
    pub compensation: CompensationPolicy,
    /// What holds for each run as a whole.
    pub run: RunPolicy,
    /// Checks that it switches off.
    pub relaxed: Vec<Relaxed>,
    /// `observability.audit_events`: what an auditor expects to find.
    pub audit_events: Vec<Spanned<String>>,
    /// What each event starts; filled by the flow pass, in the order of the triggers.
    pub flows: Vec<Flow>,
}

impl Orchestration {
    /// The node with this id.
    #[must_use]
    pub fn node(&self, id: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.id.value == id)
    }

    /// With what the compensation of a node refuses so that no other attempt changes it, and where that is said: the
    /// final errors of its procedure, and its clauses, and what it is given where that is computed late.
    #[must_use]
    pub fn refusals<'p>(&self, node: usize, procedure: &'p Procedure) -> Vec<(&'p str, Span)> {
        let listed = &self.retry.retryable_errors;
        let is_final = |error: &&ErrorDecl| {
            !error.retryable && !listed.iter().any(|code| code.value == error.code.value)
        };
        let declared = procedure.errors.iter().flatten().filter(is_final);
        let declared = declared.map(|error| (error.code.value.as_str(), error.code.span));
        let asked = procedure.enforced_preconditions().next();
        let asked = asked.map(|clause| (implicit::PRECONDITION_FAILED, clause.condition.span));
        let kept = procedure.enforced_invariants().take(1);
        let kept = kept.map(|clause| (implicit::INVARIANT_VIOLATED, clause.condition.span));
        let nodes =
            self.flows.iter().flat_map(|flow| &flow.nodes).filter(|bound| bound.node == node);
        let mut computed = nodes.flat_map(flow::FlowNode::computed);
        let late = computed.find(|input| input.of_inverse && !input.on_admission);
        let late = late.map(|input| (implicit::PRECONDITION_FAILED, input.value.span));
        declared.chain(asked.or(late)).chain(kept).collect()
    }
}

/// What starts a flow.
#[derive(Clone, Debug)]
pub struct Trigger {
    /// The whole entry.
    pub span: Span,
    /// What it listens on.
    pub on: Spanned<On>,
    /// The event that it emits.
    pub emit: Spanned<String>,
    /// Inputs that it binds itself.
    pub bind: Vec<(Spanned<String>, Expr)>,
    /// The payload's fields, where it declares them: then no other field is taken.
    pub payload: Option<Vec<Field>>,
    /// Where it lets in callers that nobody knows: `auth: none`.
    pub open: Option<Span>,
    /// Whether another trigger may emit its event.
    pub shared: bool,
}

/// What a trigger listens on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum On {
    /// An HTTP route.
    Api {
        /// `GET POST PUT PATCH DELETE`.
        method: String,
        /// With `:name` parameters.
        path: String,
        /// Its parameters in order.
        params: Vec<PathParam>,
    },
    /// A message on the event bus.
    Event {
        /// The subject.
        subject: String,
    },
}

/// A parameter of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathParam {
    /// As written, without the colon: `lineId`.
    pub name: Spanned<String>,
    /// The field that it binds: `line_id`; for a bare `:id` after `carts` it is `cart_id`.
    pub field: String,
}

/// A node of a graph.
#[derive(Clone, Debug)]
pub struct Node {
    /// The whole entry.
    pub span: Span,
    /// Its id.
    pub id: Spanned<String>,
    /// The procedure that it runs.
    pub run: Spanned<SmartCode>,
    /// `validate_only` or `persist`; persist where it says nothing.
    pub mode: Option<Spanned<Mode>>,
    /// Its condition, as parsed (typed per flow).
    pub when: Option<Expr>,
    /// Inputs that it binds itself.
    pub with: Vec<(Spanned<String>, Expr)>,
    /// Longest time of one attempt, in milliseconds.
    pub timeout_ms: Option<Spanned<u64>>,
    /// How it is undone.
    pub compensation: Option<NodeCompensation>,
    /// A retry policy of its own, in one line.
    pub retry: Option<Spanned<String>>,
    /// Whether it says that nothing is to run in its place: `else: SKIP`.
    pub else_skip: bool,
}

impl Node {
    /// Its mode, with the default.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.mode.map_or(Mode::Persist, |mode| mode.value)
    }
}

/// How a node is undone.
#[derive(Clone, Debug)]
pub struct NodeCompensation {
    /// The inverse procedure.
    pub run: Spanned<SmartCode>,
    /// Inputs that it binds itself.
    pub with: Vec<(Spanned<String>, Expr)>,
}

/// An edge line.
#[derive(Clone, Debug)]
pub struct Chain {
    /// The whole line.
    pub span: Span,
    /// The event that it starts with, unless it starts with a node.
    pub event: Option<Spanned<String>>,
    /// Its nodes in order: positions in [`Orchestration::nodes`].
    pub nodes: Vec<Spanned<usize>>,
}

/// A declared boundary.
#[derive(Clone, Debug)]
pub struct Boundary {
    /// The whole entry.
    pub span: Span,
    /// Its name.
    pub name: Spanned<String>,
    /// Its nodes: positions in [`Orchestration::nodes`].
    pub nodes: Vec<Spanned<usize>>,
    /// Isolation level.
    pub isolation: Option<Spanned<Isolation>>,
    /// Longest time of one attempt, in milliseconds.
    pub timeout_ms: Option<Spanned<u64>>,
    /// Whether an external node may be called while its transaction is open.
    pub external_in_transaction: bool,
}
