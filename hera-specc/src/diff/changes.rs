//! What became of each spec; `visible` says what callers see of it.

mod visible;

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::Options;
use super::side::Read;
use crate::ir::{Kind, Orchestration, Procedure, SmartCode};
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
    Other,
}

struct Head<'a> {
    kind: Kind,
    code: &'a SmartCode,
    file: FileId,
    spec: Spec<'a>,
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
        let newer = |other: &&Head<'_>| {
            other.kind == head.kind
                && other.code.base() == head.code.base()
                && other.code.number() > head.code.number()
        };
        let newest = after.values().filter(newer).max_by_key(|other| other.code.number());
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

fn heads(read: &Read) -> BTreeMap<(Kind, String), Head<'_>> {
    let mut all = BTreeMap::new();
    let mut put = |kind: Kind, code, file, spec| {
        let key: (Kind, String) = (kind, SmartCode::canonical(code).to_owned());
        all.entry(key).or_insert(Head { kind, code, file, spec });
    };
    for spec in read.procedures() {
        put(Kind::Procedure, &spec.code.value, spec.file, Spec::Procedure(spec));
    }
    for spec in read.orchestrations() {
        put(read.kind(spec.file), &spec.code.value, spec.file, Spec::Orchestration(spec));
    }
    for spec in read.specs().others.iter().filter(|spec| spec.judged) {
        if let Some(code) = &spec.code {
            put(spec.kind, &code.value, spec.file, Spec::Other);
        }
    }
    all
}

fn plain(head: &Head<'_>, became: Became, details: Vec<Detail>) -> SpecChange {
    let code = head.code.canonical().to_owned();
    SpecChange { kind: head.kind, code, successor: None, became, edited: true, details }
}

fn succeeded(then: &Head<'_>, now: &Head<'_>) -> SpecChange {
    SpecChange {
        successor: Some(now.code.canonical().to_owned()),
        ..plain(then, Became::Succeeded, details(then.spec, now.spec))
    }
}

/// What changed under the same code, if anything did.
fn changed(then: &Head<'_>, now: &Head<'_>, old: &Read, new: &Read) -> Option<SpecChange> {
    let (before, after) = (old.entry(then.kind, then.code), new.entry(now.kind, now.code));
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
        Spec::Procedure(_) | Spec::Other => Vec::new(),
    }
}

fn details(then: Spec<'_>, now: Spec<'_>) -> Vec<Detail> {
    match (then, now) {
        (Spec::Procedure(then), Spec::Procedure(now)) => visible::procedure(then, now),
        (Spec::Orchestration(then), Spec::Orchestration(now)) => visible::orchestration(then, now),
        _ => Vec::new(),
    }
}
