//! The plan: everything a machine has to know about one flow, as plain data.
//!
//! The compiler builds a plan from checked specs and writes it into the generated code as `static`
//! tables, so every part is a [`Cow`] that is borrowed there and owned in the compiler's own
//! simulator. A plan holds no types, conditions or bindings: those are code, behind
//! [`Flow`](crate::Flow).

use std::borrow::Cow;
use std::fmt;

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

/// A string of the plan: static in generated code, owned in the compiler.
pub type Text = Cow<'static, str>;
/// A list of the plan: static in generated code, owned in the compiler.
pub type List<T> = Cow<'static, [T]>;

/// The position of a node in [`Plan::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeIx(pub u32);

/// The position of a boundary in [`Plan::boundaries`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BoundaryIx(pub u32);

/// One flow of an orchestration: what one event starts.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Smart code of the orchestration in canonical form (`….v1`).
    pub orchestration: Text,
    /// The event that starts the flow.
    pub event: Text,
    /// Fingerprint of the plan: lower-case hex SHA-256 over its canonical form.
    pub sum: Text,
    /// In topological order, ties by declaration: a node stands after all nodes in its `after`.
    pub nodes: List<Node>,
    /// In topological order of the contracted graph, ties by first node. Every node is in exactly
    /// one; a node that the spec puts in none has one of its own.
    pub boundaries: List<Boundary>,
    /// How failed attempts of boundaries and compensations are repeated.
    pub retry: Retry,
    /// What happens after a final failure.
    pub compensation: CompensationPolicy,
    /// What holds for each run as a whole.
    pub run: RunPolicy,
}

impl Plan {
    /// The node at `ix`.
    ///
    /// # Panics
    /// When `ix` is not of this plan, which is a bug of the caller.
    #[must_use]
    pub fn node(&self, ix: NodeIx) -> &Node {
        &self.nodes[ix.0 as usize]
    }

    /// The boundary at `ix`.
    ///
    /// # Panics
    /// When `ix` is not of this plan, which is a bug of the caller.
    #[must_use]
    pub fn boundary(&self, ix: BoundaryIx) -> &Boundary {
        &self.boundaries[ix.0 as usize]
    }

    /// The node with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<NodeIx> {
        self.node_ixs().find(|ix| self.node(*ix).id == id)
    }

    /// The boundary with this name.
    #[must_use]
    pub fn find_boundary(&self, name: &str) -> Option<BoundaryIx> {
        self.boundary_ixs().find(|ix| self.boundary(*ix).name == name)
    }

    /// All nodes, in order.
    pub fn node_ixs(&self) -> impl DoubleEndedIterator<Item = NodeIx> + use<> {
        (0..u32::try_from(self.nodes.len()).expect("a plan has fewer than 2^32 nodes")).map(NodeIx)
    }

    /// All boundaries, in order.
    pub fn boundary_ixs(&self) -> impl DoubleEndedIterator<Item = BoundaryIx> + use<> {
        (0..u32::try_from(self.boundaries.len()).expect("a plan has fewer than 2^32 boundaries"))
            .map(BoundaryIx)
    }
}

/// One node of a flow.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its id in the spec.
    pub id: Text,
    /// Smart code of the procedure that it runs, canonical.
    pub procedure: Text,
    /// Whether it may write.
    pub mode: Mode,
    /// What it changes; [`Effects::None`] for a `validate_only` node, whatever its procedure does.
    pub effects: Effects,
    /// Its predecessors in this flow.
    pub after: List<NodeIx>,
    /// The boundary that it commits with.
    pub boundary: BoundaryIx,
    /// Whether it has a `when`.
    pub conditional: bool,
    /// How its effect is taken back.
    pub compensation: Option<Compensation>,
    /// The error codes that its procedure declares.
    pub errors: List<DeclaredError>,
    /// Longest time that one attempt of it may take, in milliseconds.
    pub timeout_ms: Option<u64>,
}

/// Whether a node may write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It gets a read-only view.
    ValidateOnly,
    /// It does what its procedure does.
    Persist,
}

/// What a procedure changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Effects {
    /// Nothing.
    None,
    /// Rows of the boundary's database transaction, and nothing else.
    Transactional,
    /// Something that no database transaction takes back.
    External,
}

/// The inverse of a node.
#[derive(Clone, Debug, PartialEq)]
pub struct Compensation {
    /// Smart code of the procedure that undoes the node, canonical.
    pub procedure: Text,
    /// What the inverse itself changes.
    pub effects: Effects,
    /// Whether one of its inputs reads the node's output, so that it cannot undo a node in doubt.
    pub needs_output: bool,
    /// The error codes that the inverse declares.
    pub errors: List<DeclaredError>,
}

/// An error code that a procedure declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredError {
    /// The code, in SCREAMING_SNAKE_CASE.
    pub code: Text,
    /// Whether it is retried: declared so, or listed in `retryable_errors`.
    pub retryable: bool,
}

/// A set of nodes that commit together.
#[derive(Clone, Debug, PartialEq)]
pub struct Boundary {
    /// Its name in the spec; for a node outside all boundaries the node's id.
    pub name: Text,
    /// Its nodes in this flow, in plan order.
    pub nodes: List<NodeIx>,
    /// The boundaries that have to commit first.
    pub after: List<BoundaryIx>,
    /// Whether the spec declares it (else it belongs to one lone node).
    pub declared: bool,
    /// Isolation level of its transaction.
    pub isolation: Isolation,
    /// Longest time that one attempt of it may take, in milliseconds.
    pub timeout_ms: Option<u64>,
}

/// Isolation level of a boundary's transaction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Isolation {
    /// As if runs went one after the other.
    #[default]
    Serializable,
    /// One snapshot for the whole transaction.
    RepeatableRead,
    /// One snapshot for each statement.
    ReadCommitted,
}

/// The retry policy of an orchestration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retry {
    /// All attempts, the first one too; at least 1.
    pub max_attempts: u32,
    /// How the delay grows.
    pub backoff: Backoff,
    /// Delay before the second attempt, in milliseconds.
    pub base_delay_ms: u64,
    /// Bound of every delay, in milliseconds.
    pub max_delay_ms: u64,
    /// How much of each delay is random.
    pub jitter: Jitter,
}

/// How much of a delay is random.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Jitter {
    /// Nothing: those who failed together come back together.
    None,
    /// One half; the other half is always waited.
    #[default]
    Equal,
    /// All of it.
    Full,
}

/// How the delay between attempts grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backoff {
    /// Always the base delay.
    Fixed,
    /// Base, twice the base, three times the base …
    Linear,
    /// Base, twice, four times …
    Exponential,
}

/// What happens after a final failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompensationPolicy {
    /// Whether the way back starts by itself.
    pub auto: bool,
    /// Longest time that one attempt of a compensation may take, in milliseconds.
    pub timeout_ms: Option<u64>,
    /// Whether inputs and outputs of the failed attempt stay in the journal.
    pub preserve_failed_state: bool,
}

/// What holds for each run as a whole. A machine knows no time and no other run: drivers keep it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunPolicy {
    /// How long a run may take from its admission on, in milliseconds; then it is cancelled.
    pub deadline_ms: Option<u64>,
    /// Where a run's concurrency key stands, `payload.cart_id`: of the runs of an organisation with the same
    /// value one is under way at a time.
    pub concurrency_key: Option<Text>,
    /// The key of a run whose payload leaves that field to its declared default.
    pub key_default: Option<Text>,
    /// Whether a run gives its key up while it is parked: others with the same one go on meanwhile.
    pub releases_parked: bool,
}

impl RunPolicy {
    /// As long as it takes, and beside all others.
    pub const FREE: RunPolicy = RunPolicy {
        deadline_ms: None,
        concurrency_key: None,
        key_default: None,
        releases_parked: false,
    };
}

impl fmt::Display for NodeIx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "node {}", self.0)
    }
}
