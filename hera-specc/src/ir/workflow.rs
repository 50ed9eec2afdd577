//! Workflow definitions: states, and who may go from one to another.

use super::SmartCode;
use crate::source::{FileId, Span, Spanned};

/// A workflow definition. What was broken in it, and reported, is absent.
#[derive(Clone, Debug)]
pub struct Workflow {
    /// Its file.
    pub file: FileId,
    /// Whether it is judged itself, or only resolves references (`--uses`).
    pub judged: bool,
    /// The code of the kind of document: many definitions may bear one.
    pub code: Spanned<SmartCode>,
    /// Its identity, `definition.code`; `None` where the file is the schema of definitions, whose
    /// example this is.
    pub name: Option<Spanned<String>>,
    /// What it is for, in a sentence.
    pub intent: Option<Spanned<String>>,
    /// Its states, each once.
    pub states: Vec<Spanned<String>>,
    /// Where an instance starts: `initial`, else the first state.
    pub initial: Option<Spanned<usize>>,
    /// `terminal_states`, where it says so itself.
    pub terminal: Option<Vec<Spanned<usize>>>,
    /// Its transitions, in the order of the file.
    pub transitions: Vec<Transition>,
    /// Its timers, in the order of the file.
    pub timers: Vec<Timer>,
}

impl Workflow {
    /// What tells it apart: its own code, of a schema the smart code.
    #[must_use]
    pub fn identity(&self) -> &str {
        self.name.as_ref().map_or(self.code.value.canonical(), |name| name.value.as_str())
    }

    /// The name of a state.
    #[must_use]
    pub fn state(&self, at: usize) -> &str {
        &self.states[at].value
    }

    /// The transitions that leave a state.
    pub fn leaving(&self, state: usize) -> impl Iterator<Item = &Transition> {
        self.transitions.iter().filter(move |transition| transition.from.value == state)
    }
}

/// A transition. States are positions in [`Workflow::states`].
#[derive(Clone, Debug)]
pub struct Transition {
    /// The whole entry.
    pub span: Span,
    /// The state that it leaves.
    pub from: Spanned<usize>,
    /// The state that it enters.
    pub to: Spanned<usize>,
    /// The roles that may take it.
    pub by: Vec<Spanned<String>>,
    /// The procedures that have to agree before.
    pub guards: Vec<Spanned<SmartCode>>,
    /// The procedures that run after it.
    pub effects: Vec<Spanned<SmartCode>>,
}

/// A timer. States are positions in [`Workflow::states`].
#[derive(Clone, Debug)]
pub struct Timer {
    /// The state that sets it.
    pub on_enter: Spanned<usize>,
    /// After how long it fires.
    pub minutes: Option<Spanned<u64>>,
    /// The procedure that it starts.
    pub on_fire: Option<Spanned<SmartCode>>,
    /// The state to which it advances the workflow, where it says so.
    pub to: Option<Spanned<usize>>,
    /// Its name, by which it can be cancelled.
    pub name: Option<Spanned<String>>,
}
