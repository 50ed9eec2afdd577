//! What becomes of the instances of a workflow: for each state in which one can stand, whether it may
//! go on under the new definition.
//!
//! An instance has no plan of its own to stay on: it is where it is, and the definition says where it
//! may go. So it may go on in each state that is still there. One whose state lost every way out, and
//! in which the new definition does not end, is stranded; one whose state is gone stands nowhere.

use super::Options;
use super::report::{Place, Verdict};
use super::side::Read;
use crate::diag::catalogue::HS1906;
use crate::ir::Workflow;

/// A workflow of the old specs, then and now.
#[derive(Clone, Debug)]
pub struct WorkflowDiff {
    /// Its identity.
    pub code: String,
    /// Why nothing could be decided.
    pub undecided: Option<String>,
    /// Its old states, in their order; empty where nothing could be decided.
    pub states: Vec<Standing>,
}

/// A state in which an instance can stand.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The state.
    pub state: String,
    /// What may become of an instance that stands in it.
    pub verdict: Verdict,
    /// Why it does not go on, as a clause; empty where it does.
    pub message: String,
    /// Where, the place that tells most first.
    pub places: Vec<Place>,
}

impl WorkflowDiff {
    /// The worst verdict of all states.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if self.undecided.is_some() {
            return Verdict::NotDecided;
        }
        self.states.iter().map(|standing| standing.verdict).max().unwrap_or(Verdict::Continue)
    }
}

/// Judges all workflows of the old specs.
pub(super) fn workflows(old: &Read, new: &Read, options: &Options) -> Vec<WorkflowDiff> {
    if options.only.is_some() {
        return Vec::new();
    }
    let judged = old.workflows().map(|then| {
        let code = then.identity().to_owned();
        let now = new.workflows().find(|now| now.identity() == code);
        let fault = |read: &Read, side: &str, file| {
            let fault = read.fault(file)?;
            Some(format!("the {side} {} has errors: {fault}", read.path(file)))
        };
        let undecided = fault(old, "old", then.file)
            .or_else(|| now.and_then(|now| fault(new, "new", now.file)));
        let states = match undecided {
            Some(_) => Vec::new(),
            None => states(old, then, new, now),
        };
        WorkflowDiff { code, undecided, states }
    });
    judged.collect()
}

fn states(old: &Read, then: &Workflow, new: &Read, now: Option<&Workflow>) -> Vec<Standing> {
    let all = then.states.iter().enumerate();
    all.map(|(at, state)| {
        let stood = old.place(state.span, "an instance may stand here");
        let (verdict, message, places) = match now {
            None => {
                let message = format!("the workflow `{}` is gone", then.identity());
                (Verdict::Impossible, message, vec![stood])
            }
            Some(now) => match now.states.iter().position(|name| name.value == state.value) {
                None => {
                    let message = format!("`{state}` is no state of `{}` any more", now.identity());
                    let span = now.name.as_ref().map_or(now.code.span, |name| name.span);
                    (
                        Verdict::Impossible,
                        message,
                        vec![stood, new.place(span, "has no such state")],
                    )
                }
                Some(place) if then.leaving(at).next().is_some() && is_sink(new, now, place) => {
                    let message = format!("`{state}` has lost every way out, and is not terminal");
                    let here = new.place(now.states[place].span, "nothing leaves it now");
                    (Verdict::Stranded, message, vec![here, stood])
                }
                Some(_) => (Verdict::Continue, String::new(), Vec::new()),
            },
        };
        Standing { state: state.value.clone(), verdict, message, places }
    })
    .collect()
}

/// Whether nothing leaves a state, and workflows do not end in it: the compiler's own finding.
fn is_sink(read: &Read, workflow: &Workflow, state: usize) -> bool {
    workflow.leaving(state).next().is_none() && read.finds(&HS1906, workflow.states[state].span)
}
