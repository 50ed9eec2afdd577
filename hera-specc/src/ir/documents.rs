//! The kinds of documents, and those of which little is known.

use super::SmartCode;
use crate::source::{FileId, Spanned};

/// A file that is no spec to run, check in detail or register.
#[derive(Clone, Debug)]
pub struct Other {
    /// The file.
    pub file: FileId,
    /// Whether it is judged itself.
    pub judged: bool,
    /// What it is.
    pub kind: Kind,
    /// Its smart code, where it has one.
    pub code: Option<Spanned<SmartCode>>,
}

/// A smart code that a file which is no spec names.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The key under which it stands: `procedure`, `call`, `event`.
    pub key: &'static str,
    /// The code.
    pub code: Spanned<SmartCode>,
}

impl Mention {
    /// Whether an event is meant, and not a procedure.
    #[must_use]
    pub fn is_event(&self) -> bool {
        self.key == "event"
    }
}

/// A file that could not be read as YAML.
#[derive(Clone, Debug)]
pub struct Broken {
    /// The file.
    pub file: FileId,
    /// Whether it is judged itself.
    pub judged: bool,
    /// The smart code that its head names, found by a scan of the text.
    pub code: Option<Spanned<SmartCode>>,
}

/// The kinds of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `smart_code` and one of `inputs outputs happy_path preconditions`.
    Procedure,
    /// `graph.nodes`.
    GraphOrchestration,
    /// `routes`.
    RouteOrchestration,
    /// `contracts`.
    PlaybookSeed,
    /// `definition.states`.
    WorkflowDefinition,
    /// Not a spec.
    Other,
}

impl Kind {
    /// The word in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Procedure => "procedure",
            Kind::GraphOrchestration => "graph_orchestration",
            Kind::RouteOrchestration => "route_orchestration",
            Kind::PlaybookSeed => "playbook_seed",
            Kind::WorkflowDefinition => "workflow_definition",
            Kind::Other => "other",
        }
    }
}

/// The profile of a module: values that `$PROFILE.key` stands for.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The file.
    pub file: FileId,
    /// Its keys in the order of the file, those below others with dots:
    /// `timer_defaults.max_duration_minutes`.
    pub keys: Vec<Spanned<String>>,
    /// `state_machine.terminal_states`: where workflows end.
    pub terminal_states: Option<Vec<Spanned<String>>>,
    /// `timer_defaults.max_duration_minutes`.
    pub timer_minutes_max: Option<u64>,
}
