//! Judges specs: whoever holds a [`Checked`] holds specs in which nothing is wrong.
//!
//! [`check()`] runs the rules of `rules` over the whole set: one file per rule, one row per rule in the
//! registry. It reports and changes nothing. Rules see the [`ir`](crate::ir) alone; they run also where
//! earlier rooms have reported errors, and stay silent about parts that are absent for that reason.

mod branches;
mod calls;
mod choice;
mod contracts;
mod cx;
mod facts;
mod index;
mod paths;
mod profiles;
mod reach;
mod references;
mod released;
mod routes;
mod rules;
mod rust_names;
mod settled;
mod ways_back;
mod words;

use std::cell::OnceCell;
use std::collections::BTreeMap;

pub use facts::Facts;

use crate::ast::Document;
use crate::diag::Diagnostics;
use crate::ir::Specs;
use crate::settings::{self, Policy};
use crate::source::{FileId, SourceMap};

/// Specs without errors: the proof in a type. Only [`check`] makes one.
#[derive(Debug)]
pub struct Checked<'a> {
    specs: &'a Specs,
    documents: &'a BTreeMap<FileId, Document>,
    /// Made when they are asked for: a mere check does not need them.
    facts: OnceCell<BTreeMap<FileId, Facts>>,
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
        &self.made()[&file]
    }

    /// The sum over the tree of a file: a spec, or what a playbook seed loads.
    #[must_use]
    pub fn sum(&self, file: FileId) -> String {
        facts::sum(self.made(), self.documents, file)
    }

    fn made(&self) -> &BTreeMap<FileId, Facts> {
        self.facts.get_or_init(|| facts::facts(self.specs, self.documents))
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
            let all = made.get_or_init(|| facts::facts(specs, documents));
            facts::sum(all, documents, file)
        };
        released::compare(&cx, lock, &sum, diags);
    }
    settings::judge(policy, documents, sources, diags);
    (!diags.has_errors()).then_some(Checked { specs, documents, facts: made })
}

/// Says which specs of the lock file are gone; `file` is the lock file among the sources.
pub fn gone(specs: &Specs, file: FileId, lock: &str, diags: &mut Diagnostics) {
    released::gone(specs, file, lock, diags);
}
