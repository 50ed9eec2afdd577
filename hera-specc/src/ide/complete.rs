//! Completion: what can stand at the cursor.
//!
//! The place is told by the lines (`context`), what is known there by the specs.

mod expression;
mod values;

use super::context::{self, Cursor, Place};
use super::keys::{self, Follows, MapKind};
use super::{At, Edit, Ide};
use crate::diag::catalogue;
use crate::source::{FileId, Span};

/// The most proposals in one answer.
const PROPOSALS_MAX: usize = 500;

/// What a proposal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proposed {
    /// A key of a mapping.
    Key,
    /// A smart code.
    Code,
    /// A node.
    Node,
    /// An event.
    Event,
    /// A field.
    Field,
    /// A word out of a few.
    Word,
    /// A function.
    Function,
    /// A type.
    Type,
    /// An error code.
    Error,
    /// A rule.
    Rule,
}

/// Something that can stand at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What it is.
    pub kind: Proposed,
    /// How it is listed.
    pub label: String,
    /// A few words beside it.
    pub detail: Option<String>,
    /// What it means, in Markdown.
    pub doc: Option<String>,
    /// The change that puts it in place.
    pub edit: Edit,
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// The likeliest first.
    pub proposals: Vec<Proposal>,
    /// Whether there are more, which show when more is typed.
    pub cut: bool,
}

impl Ide {
    /// What can stand at a place.
    #[must_use]
    pub fn complete(&self, at: At) -> Completion {
        let text = self.sources.text(at.file);
        let Some(cursor) = context::cursor(text, at.offset as usize) else {
            return Completion::default();
        };
        let typed = text[cursor.typed.clone()].to_owned();
        let mut list = List {
            file: at.file,
            typed: cursor.typed.clone(),
            word: typed.to_ascii_lowercase(),
            found: Completion::default(),
        };
        match cursor.place {
            Place::Comment => rules(text, at, &mut list),
            Place::Key => self.keys(&cursor, text, &mut list),
            Place::Value => self.values(&cursor, text, &mut list),
            Place::Either => {
                self.keys(&cursor, text, &mut list);
                self.values(&cursor, text, &mut list);
            }
        }
        list.found
    }

    /// The kind of mapping at a path.
    pub(super) fn map_kind(&self, file: FileId, path: &[context::Step]) -> Option<MapKind> {
        let dotted = context::dotted(path);
        let orchestration = self.is_orchestration(file);
        Some(match dotted.as_str() {
            "" => match orchestration {
                Some(true) => MapKind::Orchestration,
                Some(false) => MapKind::Procedure,
                None => MapKind::Document,
            },
            "triggers[]" => MapKind::Trigger,
            "graph" => MapKind::Graph,
            "graph.nodes[]" => MapKind::Node,
            "graph.nodes[].compensation" => MapKind::Compensation,
            "transaction_boundaries[]" => MapKind::Boundary,
            "retry_policy" => MapKind::Retry,
            "compensation_policy" => MapKind::CompensationPolicy,
            "scope" => MapKind::Scope,
            "inputs" => MapKind::Inputs,
            "inputs[]" | "inputs.required[]" | "inputs.optional[]" => MapKind::Input,
            "outputs" => MapKind::Outputs,
            "outputs.response[]" => MapKind::Output,
            "errors[]" => MapKind::Error,
            "observability" => MapKind::Observability,
            _ => return None,
        })
    }

    /// Whether a file is an orchestration, by the keys at its top; `None` where they do not tell.
    fn is_orchestration(&self, file: FileId) -> Option<bool> {
        const ORCHESTRATION: [&str; 4] = ["graph", "edges", "triggers", "transaction_boundaries"];
        const PROCEDURE: [&str; 5] = ["inputs", "outputs", "happy_path", "errors", "effects"];
        let text = self.sources.text(file);
        let has = |keys: &[&str]| {
            let key = |line: &str| line.split_once(':').is_some_and(|(key, _)| keys.contains(&key));
            text.lines().any(key)
        };
        match (has(&ORCHESTRATION), has(&PROCEDURE)) {
            (true, _) => Some(true),
            (false, true) => Some(false),
            (false, false) => None,
        }
    }

    fn keys(&self, cursor: &Cursor, text: &str, list: &mut List) {
        if let Some(kind) = self.map_kind(list.file, &cursor.path) {
            let taken = |name: &str| cursor.siblings.iter().any(|(key, _)| key == name);
            let under = cursor.key_under.clone().filter(|_| cursor.place == Place::Key);
            let name_under = under.as_ref().map(|key| &text[key.clone()]);
            if let Some(key) = &under {
                list.typed = key.clone();
            }
            for (name, follows, doc) in keys::keys(kind) {
                if !taken(name) || name_under == Some(name) {
                    list.key(name, *follows, doc, under.is_some());
                }
            }
        }
        self.input_names(cursor, text, list);
    }
}

/// Rules behind `allow(` in a comment.
fn rules(text: &str, at: At, list: &mut List) {
    let line = crate::parse::lines::line_at(text, at.offset as usize);
    let Some(before) = text.get(line.start..at.offset as usize) else { return };
    let Some(open) = before.rfind("allow(") else { return };
    let rest = &before[open + "allow(".len()..];
    if rest.contains(')') {
        return;
    }
    let last = rest.rsplit([',', ' ']).next().unwrap_or(rest);
    list.retype(at.offset as usize - last.len()..at.offset as usize, last);
    for rule in catalogue::RULES {
        list.add(Proposed::Rule, rule.code, Some(rule.name.to_owned()), None);
    }
}

/// Proposals for one place.
struct List {
    file: FileId,
    /// What a proposal replaces.
    typed: std::ops::Range<usize>,
    /// Its text in lower case: proposals have to hold its letters in this order.
    word: String,
    found: Completion,
}

impl List {
    /// Another part of the text is replaced.
    fn retype(&mut self, range: std::ops::Range<usize>, typed: &str) {
        self.typed = range;
        self.word = typed.to_ascii_lowercase();
    }

    fn add(&mut self, kind: Proposed, label: &str, detail: Option<String>, doc: Option<String>) {
        self.add_text(kind, label, label.to_owned(), (detail, doc));
    }

    fn add_text(
        &mut self,
        kind: Proposed,
        label: &str,
        text: String,
        (detail, doc): (Option<String>, Option<String>),
    ) {
        let known = |found: &Proposal| found.label == label;
        if !fits(&self.word, label) || self.found.proposals.iter().any(known) {
            return;
        }
        if self.found.proposals.len() >= PROPOSALS_MAX {
            self.found.cut = true;
            return;
        }
        let span = Span::new(self.file, self.typed.start, self.typed.end);
        let edit = Edit { span, text };
        let label = label.to_owned();
        self.found.proposals.push(Proposal { kind, label, detail, doc, edit });
    }

    fn key(&mut self, name: &str, follows: Follows, doc: &str, has_colon: bool) {
        let inserted = match follows {
            _ if has_colon => name.to_owned(),
            Follows::Scalar => format!("{name}: "),
            Follows::Block => format!("{name}:"),
        };
        self.add_text(Proposed::Key, name, inserted, (None, Some(doc.to_owned())));
    }
}

/// Whether a label holds the letters of a word in their order.
fn fits(word: &str, label: &str) -> bool {
    let mut letters = label.chars().map(|c| c.to_ascii_lowercase());
    word.chars().all(|wanted| letters.any(|letter| letter == wanted))
}
