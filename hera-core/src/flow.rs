//! The contract between a machine and the typed data of its run.

use std::fmt;

use crate::plan::{NodeIx, Plan};

/// The typed data of one run: payload, context and the outputs of the nodes that are done, with the
/// flow's conditions as functions of them. The compiler generates one implementation per flow; its
/// simulator has one that interprets.
///
/// Everything here is a pure function of what was recorded: no clock, no random, no I/O.
pub trait Flow: Clone {
    /// The driver's form of a value (JSON in practice).
    type Value: Clone;

    /// The plan of the flow.
    fn plan(&self) -> &Plan;

    /// Whether the `when` of `node` holds. Asked only for conditional nodes, and only once all
    /// predecessors are done.
    fn condition(&self, node: NodeIx) -> bool;

    /// Takes in what `node` returned; on an error nothing is taken in.
    ///
    /// # Errors
    /// When the value is not what the node's procedure declares: an engine fault, never a reason to
    /// compensate.
    fn record(&mut self, node: NodeIx, output: &Self::Value) -> Result<(), Fault>;

    /// The typed data before any node ran, under a corrected payload.
    ///
    /// # Errors
    /// When the payload is not admitted, or this flow takes no correction.
    fn corrected(&self, payload: &Self::Value) -> Result<Self, Fault> {
        let _ = payload;
        Err(Fault::new("the payload of this flow cannot be corrected"))
    }
}

/// An engine fault: the journal, the plan and the program do not fit together. It ends the attempt
/// to drive the run and changes nothing; it is never a reason to compensate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What does not fit.
    pub message: String,
}

impl Fault {
    /// A fault with this message.
    pub fn new(message: impl Into<String>) -> Fault {
        Fault { message: message.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}
