//! What a workflow definition means, and no prose: over this its sum is taken.

use std::fmt::{self, Write as _};

use crate::ir::{SmartCode, Workflow};
use crate::source::Spanned;

/// The sum over what instances rely on.
pub(super) fn sum(workflow: &Workflow) -> String {
    let mut text = format!("hera-workflow {}\n{}\n", super::FORMAT, workflow.identity());
    meaning(workflow, &mut text).expect("writing to a string does not fail");
    crate::plan::sum(&text)
}

fn meaning(workflow: &Workflow, out: &mut String) -> fmt::Result {
    let state = |at: &Spanned<usize>| workflow.state(at.value);
    for name in &workflow.states {
        writeln!(out, "state {name}")?;
    }
    writeln!(out, "initial {:?}", workflow.initial.as_ref().map(state))?;
    let terminal: Option<Vec<&str>> =
        workflow.terminal.as_ref().map(|states| states.iter().map(state).collect());
    writeln!(out, "terminal {terminal:?}")?;
    for step in &workflow.transitions {
        let mut roles: Vec<&str> = step.by.iter().map(|role| role.value.as_str()).collect();
        roles.sort_unstable();
        writeln!(out, "transition {} {} {roles:?}", state(&step.from), state(&step.to))?;
        writeln!(out, "guards {:?} effects {:?}", codes(&step.guards), codes(&step.effects))?;
    }
    for timer in &workflow.timers {
        let minutes = timer.minutes.map(|minutes| minutes.value);
        let code = timer.on_fire.as_ref().map(|code| code.value.canonical());
        let name = timer.name.as_ref().map(|name| &name.value);
        let to = timer.to.as_ref().map(state);
        writeln!(out, "timer {} {minutes:?} {code:?} {to:?} {name:?}", state(&timer.on_enter))?;
    }
    Ok(())
}

fn codes(codes: &[Spanned<SmartCode>]) -> Vec<&str> {
    codes.iter().map(|code| code.value.canonical()).collect()
}
