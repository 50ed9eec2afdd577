//! Judges specs: whoever holds a [`Checked`] holds specs in which nothing is wrong.
//!
//! [`check()`] runs the rules of `rules` over the whole set: one file per rule, one row per rule in the
//! registry. It reports and changes nothing. Rules see the [`ir`](crate::ir) alone; they run also where
//! earlier rooms have reported errors, and stay silent about parts that are absent for that reason.

mod cx;
mod index;
mod paths;
mod profiles;
mod reach;
mod references;
mod released;
mod routes;
mod rules;
mod rust_names;
mod ways_back;
mod words;

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::ast::Document;
use crate::diag::Diagnostics;
use crate::ir::{Kind, Specs};
use crate::settings::{self, Policy};
use crate::source::{FileId, SourceMap};
use crate::tree;

/// Specs without errors: the proof in a type. Only [`check`] makes one.
#[derive(Debug)]
pub struct Checked<'a> {
    specs: &'a Specs,
    documents: &'a BTreeMap<FileId, Document>,
    /// Made when they are asked for: a mere check does not need them.
    facts: OnceCell<BTreeMap<FileId, Facts>>,
}

/// What a registry stores of a spec.
#[derive(Debug)]
pub struct Facts {
    /// What it is.
    pub kind: Kind,
    /// What tells it apart from all others of its kind: its smart code, of a workflow definition its own
    /// code.
    pub name: String,
    /// Canonical smart code.
    pub code: String,
    /// Its intent in one line, or nothing.
    pub intent: String,
    /// SHA-256 over the canonical form.
    pub sum: String,
    /// The tree as JSON, keys sorted, without comments.
    pub canonical: String,
}

impl<'a> Checked<'a> {
    /// The specs.
    #[must_use]
    pub fn specs(&self) -> &'a Specs {
        self.specs
    }

    /// What a registry stores of the spec in `file`.
    ///
    /// # Panics
    /// When `file` holds no spec, which is a bug of the caller.
    #[must_use]
    pub fn facts(&self, file: FileId) -> &Facts {
        &self.facts.get_or_init(|| facts(self.specs, self.documents))[&file]
    }
}

/// Runs all rules, each as loud as the catalogue has it: see [`check_with`].
pub fn check<'a>(
    specs: &'a Specs,
    documents: &'a BTreeMap<FileId, Document>,
    sources: &SourceMap,
    lock: Option<&str>,
    diags: &mut Diagnostics,
) -> Option<Checked<'a>> {
    check_with(specs, documents, sources, lock, &Policy::default(), diags)
}

/// Runs all rules, then lets the settings judge what was found, here and before. `None` exactly when
/// there is an error then. `lock` is the text of the lock file, where there is one.
pub fn check_with<'a>(
    specs: &'a Specs,
    documents: &'a BTreeMap<FileId, Document>,
    sources: &SourceMap,
    lock: Option<&str>,
    policy: &Policy,
    diags: &mut Diagnostics,
) -> Option<Checked<'a>> {
    let made = OnceCell::new();
    let cx = cx::Cx::new(specs, sources, &policy.vocabularies, diags);
    rules::run(&cx, diags);
    if let Some(lock) = lock {
        let sum = |file| {
            let all: &BTreeMap<FileId, Facts> = made.get_or_init(|| facts(specs, documents));
            all.get(&file).map_or_else(String::new, |facts| facts.sum.clone())
        };
        released::compare(&cx, lock, &sum, diags);
    }
    settings::judge(policy, documents, sources, diags);
    (!diags.has_errors()).then_some(Checked { specs, documents, facts: made })
}

fn facts(specs: &Specs, documents: &BTreeMap<FileId, Document>) -> BTreeMap<FileId, Facts> {
    let procedures = specs
        .procedures
        .iter()
        .map(|spec| (spec.file, Kind::Procedure, &spec.code, spec.intent.as_ref()));
    let orchestrations = specs
        .orchestrations
        .iter()
        .map(|spec| (spec.file, Kind::GraphOrchestration, &spec.code, spec.intent.as_ref()));
    let workflows = specs
        .workflows
        .iter()
        .map(|spec| (spec.file, Kind::WorkflowDefinition, &spec.code, spec.intent.as_ref()));
    let names: BTreeMap<FileId, &str> =
        specs.workflows.iter().map(|spec| (spec.file, spec.identity())).collect();
    procedures
        .chain(orchestrations)
        .chain(workflows)
        .map(|(file, kind, code, intent)| {
            let canonical = documents
                .get(&file)
                .map_or_else(String::new, |document| tree::json(&document.root).to_string());
            let intent = intent.map_or_else(String::new, |intent| {
                intent.value.split_whitespace().collect::<Vec<_>>().join(" ")
            });
            let sum = crate::plan::sum(&canonical);
            let code = code.value.canonical().to_owned();
            let name = names.get(&file).map_or_else(|| code.clone(), |name| (*name).to_owned());
            (file, Facts { kind, name, code, intent, sum, canonical })
        })
        .collect()
}
