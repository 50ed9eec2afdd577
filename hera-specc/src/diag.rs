//! Diagnostics: what is wrong with a spec, where, and what to do about it.
//!
//! Rooms report into a [`Diagnostics`]; the doors render it with `render`. A diagnostic belongs to a
//! rule of the [`catalogue`], which gives its code, name and severity.

use crate::source::Span;

pub(crate) use nearest::distance;
pub use nearest::{nearest, nearest_of_all};

pub mod catalogue;
mod nearest;
pub mod render;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The spec is refused.
    Error,
    /// The spec is taken; something in it is likely not meant.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The word in messages and JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// One rule of the catalogue: its code, its name, its severity and its page.
pub struct Rule {
    /// `HS` and four digits.
    pub code: &'static str,
    /// What is wrong, in kebab case: `graph-cycle`.
    pub name: &'static str,
    /// The severity unless the report or the settings say otherwise.
    pub severity: Severity,
    /// What settings can do about it where it is an error.
    pub grip: Grip,
    /// The rule's page in Markdown, with the four headings What it finds, Why it matters, Example,
    /// Instead.
    pub page: &'static str,
}

/// What settings can do about the errors of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grip {
    /// Nothing: a spec with such a fault would make wrong code.
    Firm,
    /// Nothing, but the rule has milder findings, and those can be changed.
    Mixed,
    /// Its errors can be lowered, too: the code would be right.
    Lowerable,
}

impl Rule {
    /// Whether its errors can be lowered.
    #[must_use]
    pub fn is_lowerable(&self) -> bool {
        self.grip == Grip::Lowerable
    }

    /// Whether all its findings are errors that stay.
    #[must_use]
    pub fn is_always_an_error(&self) -> bool {
        self.severity == Severity::Error && self.grip == Grip::Firm
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.code, self.name)
    }
}

/// A text beside a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The text; may be empty on the primary label.
    pub message: String,
}

/// A change that mends the spec without a person's judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What is replaced; an empty span inserts.
    pub span: Span,
    /// The new text.
    pub replacement: String,
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule.
    pub rule: &'static Rule,
    /// The severity of this finding.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, can stand alone.
    pub message: String,
    /// The smallest text that shows the fault.
    pub primary: Label,
    /// Its causes elsewhere.
    pub labels: Vec<Label>,
    /// Facts that explain it.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Option<String>,
    /// Machine-applicable changes, applied together.
    pub suggestions: Vec<Suggestion>,
}

impl Diagnostic {
    /// A finding of `rule` at `span`.
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            rule,
            severity: rule.severity,
            message: message.into(),
            primary: Label { span, message: String::new() },
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
            suggestions: Vec::new(),
        }
    }

    /// The text beside the primary place.
    #[must_use]
    pub fn label(mut self, message: impl Into<String>) -> Diagnostic {
        self.primary.message = message.into();
        self
    }

    /// A second place.
    #[must_use]
    pub fn secondary(mut self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { span, message: message.into() });
        self
    }

    /// A fact that explains it.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Diagnostic {
        self.notes.push(note.into());
        self
    }

    /// What to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// A machine-applicable change.
    #[must_use]
    pub fn suggest(mut self, span: Span, replacement: impl Into<String>) -> Diagnostic {
        self.suggestions.push(Suggestion { span, replacement: replacement.into() });
        self
    }

    /// Visits all its places, to move them.
    pub fn each_span(&mut self, mut visit: impl FnMut(&mut Span)) {
        visit(&mut self.primary.span);
        self.labels.iter_mut().for_each(|label| visit(&mut label.span));
        self.suggestions.iter_mut().for_each(|change| visit(&mut change.span));
    }

    /// Another severity than the rule's own.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Diagnostic {
        self.severity = severity;
        self
    }
}

/// The findings of a compilation.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// None yet.
    #[must_use]
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds the findings of another room.
    pub fn extend(&mut self, others: Diagnostics) {
        self.list.extend(others.list);
    }

    /// Whether any finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// All findings; sorted after [`Diagnostics::sort`].
    #[must_use]
    pub fn as_slice(&self) -> &[Diagnostic] {
        &self.list
    }

    /// Puts the findings in the order of file, position and code, and drops exact repetitions.
    pub fn sort(&mut self) {
        self.list.sort_by(|a, b| {
            (a.primary.span.file, a.primary.span.start, a.primary.span.end, a.rule.code, &a.message)
                .cmp(&(
                    b.primary.span.file,
                    b.primary.span.start,
                    b.primary.span.end,
                    b.rule.code,
                    &b.message,
                ))
        });
        self.list.dedup_by(|a, b| {
            a.rule.code == b.rule.code && a.primary.span == b.primary.span && a.message == b.message
        });
    }

    /// Changes severities or drops findings, as settings say.
    pub fn retain_mut(&mut self, keep: impl FnMut(&mut Diagnostic) -> bool) {
        self.list.retain_mut(keep);
    }
}
