//! Two states of the same specs: what of the new one is another thing for runs in flight, for
//! instances of workflows and for callers.
//!
//! # What `continue` means
//!
//! A run of an old flow stands at a *point*: what its journal holds, which is a set of facts (a
//! boundary has committed, an external node has been called, an attempt has failed, a compensation
//! has begun …), closed under the facts that had to come before. It may **continue** under the new
//! flow exactly when
//!
//! 1. its payload, as it was stored, is admitted by the new flow,
//! 2. its journal is one that the new flow's machine takes, entry by entry, and
//! 3. each entry means the same there: a node that is done ran the same procedure with the same
//!    inputs under the same condition, was held to every clause that it would be held to, and what it
//!    returned can be read; a call in flight is the same call; what is being undone is undone by the
//!    same inverse.
//!
//! Then every completion is a run that the new flow alone could have made: nothing is doubled, nothing
//! is lost, and every effect is known to the plan that goes on. Who may start a run, retries to
//! come, time-outs, isolation and observability are not part of a point.
//!
//! Where that does not hold the run must **stay** on its old plan, if that plan can still be built over
//! the new procedures (the same judgement, with the old orchestration over the new procedures in the
//! place of the new flow). Where not even that holds it is **impossible**: the run would park. What
//! cannot be worked out is **not decided**, never `continue`.
//!
//! # Why a short table tells of all points
//!
//! There may be exponentially many points. But each of the three conditions speaks of one fact at a
//! time (an order between two boundaries is a fact of the later one), so a point is as good as its
//! facts: the table has a row for each fact, judged together with all that has to come before it, and
//! a run goes on when all rows of its journal do. A property test holds this against every reachable
//! journal of small random flows under random changes.

mod bindings;
mod boundaries;
mod changes;
mod clauses;
mod facts;
mod findings;
mod judge;
mod nodes;
mod pairs;
mod payload;
mod points;
mod report;
mod side;
mod table;
mod types;
mod undo;
mod view;
mod workflows;

use crate::SpecFile;
use crate::source::SourceMap;

pub use changes::{Became, Detail, SpecChange};
pub use findings::findings;
pub use points::{Kind, Subject};
pub use report::{Cause, FlowDiff, Place, PlanChange, Point, Report, Side, Verdict};
pub use table::table;
pub use workflows::{Standing, WorkflowDiff};

/// What is compared with what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Compare each orchestration with its newest version, also where the old version is still there.
    pub successors: bool,
    /// Compare only these two codes (canonical), the first in the old specs with the second in the
    /// new ones.
    pub only: Option<(String, String)>,
}

/// Compares two states of the specs. The only way in.
#[must_use]
pub fn diff(old: &[SpecFile], new: &[SpecFile], options: &Options) -> Report {
    let mut sources = SourceMap::new();
    let before = side::Read::old(old, &mut sources);
    let after = side::Read::new(new, &mut sources);
    let kept = side::Read::kept(&before, old, new, &mut sources);
    let pairs = pairs::pairs(&before, &after, options);
    let specs = changes::changes(&before, &after, options);
    let flows = pairs.iter().flat_map(|pair| judge::judge(pair, &before, &after, &kept)).collect();
    let workflows = workflows::workflows(&before, &after, options);
    Report { sources, specs, flows, workflows }
}
