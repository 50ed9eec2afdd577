//! Which profiles serve a file, and what they say about workflows.

use super::cx::Cx;
use crate::ir::{Profile, Workflow};
use crate::source::{FileId, Span};

/// Where workflows end, unless a profile or the definition says otherwise.
const TERMINAL: [&str; 4] = ["COMPLETED", "CANCELLED", "REJECTED", "FAILED"];
/// The longest timer, unless a profile says otherwise: 30 days.
const TIMER_MINUTES_MAX: u64 = 43_200;

/// The profiles that serve a file: those in the nearest folder above it that has one; else all, since
/// any of them may serve what is universal.
pub(super) fn serving<'a>(cx: &Cx<'a>, file: FileId) -> Vec<&'a Profile> {
    let folder = |file| cx.sources.path(file).rsplit_once(['/', '\\']).map_or("", |(at, _)| at);
    let mut at = folder(file);
    loop {
        let here: Vec<_> =
            cx.specs.profiles.iter().filter(|profile| folder(profile.file) == at).collect();
        if !here.is_empty() {
            return here;
        }
        match at.rsplit_once(['/', '\\']) {
            Some((above, _)) => at = above,
            None if at.is_empty() => return cx.specs.profiles.iter().collect(),
            None => at = "",
        }
    }
}

/// Where a workflow ends.
pub(super) struct Ends {
    names: Vec<String>,
    /// Whose list it is, for messages.
    pub(super) whose: &'static str,
    /// Where a profile says so.
    pub(super) span: Option<Span>,
}

impl Ends {
    /// By the definition itself, else by a profile, else by custom.
    pub(super) fn of(cx: &Cx<'_>, workflow: &Workflow) -> Ends {
        if let Some(states) = &workflow.terminal {
            let names = states.iter().map(|at| workflow.state(at.value).to_owned()).collect();
            return Ends { names, whose: "`terminal_states`", span: None };
        }
        let lists = || cx.specs.profiles.iter().filter(|profile| profile.terminal_states.is_some());
        let near = serving(cx, workflow.file);
        let mut said: Vec<&Profile> =
            near.into_iter().filter(|profile| profile.terminal_states.is_some()).collect();
        if said.is_empty() {
            said = lists().collect();
        }
        let states: Vec<_> =
            said.iter().filter_map(|it| it.terminal_states.as_ref()).flatten().collect();
        if said.is_empty() {
            let names = TERMINAL.map(str::to_owned).to_vec();
            return Ends { names, whose: "terminal, unless a list says otherwise", span: None };
        }
        let names = states.iter().map(|state| state.value.clone()).collect();
        let span = states.first().map(|state| state.span);
        Ends { names, whose: "the profile's terminal states", span }
    }

    /// Whether a workflow ends in this state.
    pub(super) fn holds(&self, state: &str) -> bool {
        self.names.iter().any(|name| name == state)
    }

    /// Their names.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }
}

/// The longest timer of a workflow, in minutes.
pub(super) fn timer_minutes_max(cx: &Cx<'_>, workflow: &Workflow) -> u64 {
    let near = serving(cx, workflow.file);
    near.iter().filter_map(|it| it.timer_minutes_max).max().unwrap_or(TIMER_MINUTES_MAX)
}
