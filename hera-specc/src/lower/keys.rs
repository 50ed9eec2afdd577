//! Keys of mappings: unknown ones with the name that was likely meant, known ones that do nothing.
//!
//! Nothing that a person wrote is dropped in silence. Keys that start with `x-` are theirs.

use super::Cx;
use crate::ast::Entry;
use crate::diag::{Diagnostic, Rule, Severity, catalogue, nearest};

/// The keys of one kind of mapping.
pub(super) struct Keys {
    /// What they are in messages: `field`, `node field`.
    pub(super) noun: &'static str,
    /// The rule for unknown ones.
    pub(super) unknown: &'static Rule,
    /// Keys that mean something.
    pub(super) known: &'static [&'static str],
    /// Keys that are understood and have no effect yet.
    pub(super) idle: &'static [&'static str],
    /// Keys without effect that a person would rely on: a warning instead of a note.
    pub(super) missed: &'static [&'static str],
}

impl Keys {
    /// Judges the keys of a mapping.
    pub(super) fn judge(&self, cx: &mut Cx<'_>, entries: &[Entry]) {
        for entry in entries {
            let key = entry.key.value.as_str();
            if key.starts_with("x-") || self.known.contains(&key) {
                continue;
            }
            if self.idle.contains(&key) {
                cx.report(idle(entry, Severity::Note));
            } else if self.missed.contains(&key) {
                cx.report(idle(entry, Severity::Warning));
            } else {
                cx.report(self.stranger(entry, entries));
            }
        }
    }

    fn stranger(&self, entry: &Entry, entries: &[Entry]) -> Diagnostic {
        let key = entry.key.value.as_str();
        let found =
            Diagnostic::new(self.unknown, entry.key.span, format!("unknown {} `{key}`", self.noun));
        let is_taken = |name: &str| entries.iter().any(|entry| entry.key.value == name);
        let free = self.known.iter().copied().filter(|name| !is_taken(name));
        match nearest(key, free) {
            Some(name) => {
                found.help(format!("did you mean `{name}`?")).suggest(entry.key.span, name)
            }
            None => found.help("nothing reads it; extension fields start with `x-`"),
        }
    }
}

/// The keys of each kind of mapping.
#[cfg(any(test, feature = "tools"))]
fn all() -> [(&'static str, &'static Keys); 20] {
    use super::{
        boundaries, errors, inputs, nodes, orchestration, outputs, policies, procedure, routes,
        seed, triggers, workflow,
    };
    [
        ("procedure", &procedure::KEYS),
        ("orchestration", &orchestration::KEYS),
        ("trigger", &triggers::KEYS),
        ("graph", &orchestration::GRAPH),
        ("node", &nodes::KEYS),
        ("compensation", &nodes::COMPENSATION),
        ("boundary", &boundaries::KEYS),
        ("retry policy", &policies::RETRY),
        ("compensation policy", &policies::COMPENSATION),
        ("input", &inputs::RECORD),
        ("output", &outputs::RECORD),
        ("error", &errors::KEYS),
        ("route", &routes::KEYS),
        ("route item", &routes::route::KEYS),
        ("error handling", &routes::ERROR_HANDLING),
        ("seed", &seed::KEYS),
        ("workflow", &workflow::KEYS),
        ("definition", &workflow::DEFINITION),
        ("transition", &workflow::steps::TRANSITION),
        ("timer", &workflow::steps::TIMER),
    ]
}

/// The keys that mean something, by the mapping that has them.
#[cfg(test)]
pub(crate) fn known() -> [(&'static str, &'static [&'static str]); 20] {
    all().map(|(kind, keys)| (kind, keys.known))
}

/// The keys of a kind of mapping that are understood and have no effect yet.
#[cfg(any(test, feature = "tools"))]
pub(crate) fn without_effect(kind: &str) -> Vec<&'static str> {
    let found = all().into_iter().find(|(name, _)| *name == kind);
    let keys = found.into_iter().flat_map(|(_, keys)| keys.idle.iter().chain(keys.missed));
    keys.copied().collect()
}

fn idle(entry: &Entry, severity: Severity) -> Diagnostic {
    Diagnostic::new(
        &catalogue::HS0413,
        entry.key.span,
        format!("`{}` has no effect yet", entry.key.value),
    )
    .severity(severity)
}
