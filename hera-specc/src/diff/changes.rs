//! What became of each spec; `visible` says what callers see of it, `documents` what changed of those
//! that nothing calls.

mod documents;
mod visible;

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::Options;
use super::side::Read;
use crate::ir::{Kind, Orchestration, Procedure, Seed, SmartCode, Workflow};
use crate::lock::Entry;
use crate::source::FileId;

/// What became of a spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Became {
    /// It was not there before.
    Added,
    /// It is there no more.
    Removed,
    /// It means something else under the same version: the version has to be bumped.
    Redefined,
    /// Its words changed, and not what they mean.
    Reworded,
    /// Another version took its place.
    Succeeded,
}

impl Became {
    /// The word for people and in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Became::Added => "added",
            Became::Removed => "removed",
            Became::Redefined => "redefined",
            Became::Reworded => "reworded",
            Became::Succeeded => "succeeded",
        }
    }
}

/// A change that a caller can see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// What changed, as a clause.
    pub message: String,
    /// Whether a caller that was right before is refused or disappointed now.
    pub breaking: bool,
}

/// What changed of one spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecChange {
    /// The kind, as in JSON.
    pub kind: Kind,
    /// Its canonical code.
    pub code: String,
    /// The code of the version that took its place.
    pub successor: Option<String>,
    /// What became of it.
    pub became: Became,
    /// Whether its own file says something else, and not only what it runs.
    pub edited: bool,
    /// What callers see of it.
    pub details: Vec<Detail>,
}

impl SpecChange {
    pub(super) fn to_json(&self) -> Json {
        let detail =
            |detail: &Detail| json!({"message": detail.message, "breaking": detail.breaking});
        json!({
            "kind": self.kind.as_str(),
            "smart_code": self.code,
            "successor": self.successor,
            "change": self.became.as_str(),
            "edited": self.edited,
            "details": self.details.iter().map(detail).collect::<Vec<_>>(),
        })
    }
}

/// A spec with what is said of its kind.
#[derive(Clone, Copy)]
enum Spec<'a> {
    Procedure(&'a Procedure),
    Orchestration(&'a Orchestration),
    Workflow(&'a Workflow),
    Seed(&'a Seed, &'a Read),
    Other,
}

struct Head<'a> {
    kind: Kind,
    /// What tells it apart: the canonical code, or a workflow's own one.
    code: String,
    /// The code without its version, and the version, where there is one.
    base: Option<(&'a str, u64)>,
    file: FileId,
    spec: Spec<'a>,
}

impl Head<'_> {
    /// Whether the other one is a later version of this one.
    fn precedes(&self, other: &Head<'_>) -> bool {
        self.base
            .zip(other.base)
            .is_some_and(|((base, number), (other, later))| base == other && later > number)
            && self.kind == other.kind
    }

    fn version(&self) -> u64 {
        self.base.map_or(0, |(_, number)| number)
    }
}

/// What changed, by kind and code.
pub(super) fn changes(old: &Read, new: &Read, options: &Options) -> Vec<SpecChange> {
    let (before, after) = (heads(old), heads(new));
    if let Some((then, now)) = &options.only {
        let find = |heads: &BTreeMap<(Kind, String), Head<'_>>, code: &str| {
            heads.keys().find(|(_, known)| known == code).cloned()
        };
        let (then, now) = (find(&before, then), find(&after, now));
        let (Some(then), Some(now)) = (then, now) else { return Vec::new() };
        return vec![succeeded(&before[&then], &after[&now])];
    }
    let mut found = Vec::new();
    for (key, head) in &before {
        if let Some(now) = after.get(key) {
            found.extend(changed(head, now, old, new));
            continue;
        }
        let later = after.values().filter(|other| head.precedes(other));
        let newest = later.max_by_key(|other| other.version());
        found.push(match newest {
            Some(newest) => succeeded(head, newest),
            None => plain(head, Became::Removed, removed(head.spec)),
        });
    }
    let fresh = after.iter().filter(|(key, _)| !before.contains_key(*key));
    found.extend(fresh.map(|(_, head)| plain(head, Became::Added, Vec::new())));
    found.sort_by(|a, b| (a.kind, &a.code).cmp(&(b.kind, &b.code)));
    found
}

fn heads<'a>(read: &'a Read) -> BTreeMap<(Kind, String), Head<'a>> {
    let mut all = BTreeMap::new();
    let mut put = |kind: Kind, code: &str, base, file, spec| {
        let head = Head { kind, code: code.to_owned(), base, file, spec };
        all.entry((kind, code.to_owned())).or_insert(head);
    };
    let base = |code: &'a SmartCode| Some((code.base(), code.number()));
    for spec in read.procedures() {
        let code = &spec.code.value;
        put(Kind::Procedure, code.canonical(), base(code), spec.file, Spec::Procedure(spec));
    }
    for spec in read.orchestrations() {
        let (code, kind) = (&spec.code.value, read.kind(spec.file));
        put(kind, code.canonical(), base(code), spec.file, Spec::Orchestration(spec));
    }
    for spec in read.workflows() {
        put(Kind::WorkflowDefinition, spec.identity(), None, spec.file, Spec::Workflow(spec));
    }
    for spec in read.specs().seeds.iter().filter(|spec| spec.judged) {
        let code = &spec.code.value;
        let seed = Spec::Seed(spec, read);
        put(Kind::PlaybookSeed, code.canonical(), base(code), spec.file, seed);
    }
    for spec in read.specs().others.iter().filter(|spec| spec.judged) {
        if let Some(code) = &spec.code {
            let code = &code.value;
            put(spec.kind, code.canonical(), base(code), spec.file, Spec::Other);
        }
    }
    all
}

fn plain(head: &Head<'_>, became: Became, details: Vec<Detail>) -> SpecChange {
    let code = head.code.clone();
    SpecChange { kind: head.kind, code, successor: None, became, edited: true, details }
}

fn succeeded(then: &Head<'_>, now: &Head<'_>) -> SpecChange {
    SpecChange {
        successor: Some(now.code.clone()),
        ..plain(then, Became::Succeeded, details(then.spec, now.spec))
    }
}

/// What the lock file would pin of a spec.
fn entry<'a>(read: &'a Read, head: &Head<'_>) -> Option<&'a Entry> {
    read.entry(head.kind, &head.code)
}

/// What changed under the same code, if anything did.
fn changed(then: &Head<'_>, now: &Head<'_>, old: &Read, new: &Read) -> Option<SpecChange> {
    let (before, after) = (entry(old, then), entry(new, now));
    let (same_plan, same_tree) = match (before, after) {
        (Some(before), Some(after)) => (before.plans == after.plans, before.spec == after.spec),
        _ => (true, old.tree(then.file) == new.tree(now.file)),
    };
    let became = match (same_plan, same_tree) {
        (true, true) => return None,
        (true, false) => Became::Reworded,
        (false, _) => Became::Redefined,
    };
    let edited = !same_tree;
    Some(SpecChange { edited, ..plain(then, became, details(then.spec, now.spec)) })
}

fn removed(spec: Spec<'_>) -> Vec<Detail> {
    match spec {
        Spec::Orchestration(spec) => visible::removed(spec),
        _ => Vec::new(),
    }
}

fn details(then: Spec<'_>, now: Spec<'_>) -> Vec<Detail> {
    match (then, now) {
        (Spec::Procedure(then), Spec::Procedure(now)) => visible::procedure(then, now),
        (Spec::Orchestration(then), Spec::Orchestration(now)) => visible::orchestration(then, now),
        (Spec::Workflow(then), Spec::Workflow(now)) => documents::workflow(then, now),
        (Spec::Seed(then, old), Spec::Seed(now, new)) => documents::seed((then, old), (now, new)),
        _ => Vec::new(),
    }
}
