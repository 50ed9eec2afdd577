//! What the compiler decided of each failure, and the HTTP status of each outcome.
//!
//! Every code with which a node of a flow can fail has its row in [`FlowDef::errors`]: a code that a
//! procedure declares, one that its clauses imply, or `UNKNOWN` for all codes of the machinery. The
//! statuses are those of [`hera_core::http`].

use hera_core::entry::infrastructure;
use hera_core::ways_back::FailureClass;
use hera_core::{Status, http};

use super::{FlowDef, Refusal};
use crate::engine::RunOutcome;

/// How a run ends when a node fails for good with one of these codes.
#[derive(Debug, PartialEq, Eq)]
pub struct ErrorDef {
    /// The node.
    pub node: &'static str,
    /// The codes; `UNKNOWN` stands for all of the machinery.
    pub codes: &'static [&'static str],
    /// What kind of failure it is.
    pub class: FailureClass,
    /// The states in which the run can end: `failed`, `compensated`, `parked`.
    pub ends: &'static [Status],
    /// The HTTP status of a run that is over by it; while it is parked it answers 202.
    pub http_status: u16,
}

impl FlowDef {
    /// What was decided of a failure of this node with this code.
    #[must_use]
    pub fn decided(&self, node: &str, code: &str) -> Option<&'static ErrorDef> {
        let code = match infrastructure::ALL.contains(&code) {
            true => infrastructure::UNKNOWN,
            false => code,
        };
        self.errors
            .iter()
            .copied()
            .flatten()
            .find(|row| row.node == node && row.codes.contains(&code))
    }
}

impl RunOutcome {
    /// The HTTP status with which a run of `flow` answers.
    #[must_use]
    pub fn http_status(&self, flow: &FlowDef) -> u16 {
        let error = self.error.as_ref();
        let decided = error.and_then(|error| flow.decided(&error.node, &error.code));
        http::of_run(self.status, decided.map(|row| row.http_status))
    }
}

impl Refusal {
    /// The HTTP status with which a refusal answers.
    #[must_use]
    pub fn http_status(&self) -> u16 {
        if self.unmet.is_empty() { http::REFUSED } else { http::UNMET }
    }
}
