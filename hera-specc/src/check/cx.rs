//! What every rule sees: the specs, the texts, who defines which code, which node is in which flow.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::index::Index;
use super::reach::Reach;
use super::references::Reference;
use super::rust_names::Scope;
use crate::diag::Diagnostics;
use crate::ir::{Orchestration, Procedure, Seed, SmartCode, Specs, Workflow};
use crate::settings::Vocabularies;
use crate::source::{FileId, SourceMap, Span, Spanned};

/// What every rule sees.
pub(super) struct Cx<'a> {
    /// All specs, judged or not.
    pub(super) specs: &'a Specs,
    /// The texts.
    pub(super) sources: &'a SourceMap,
    /// Who defines which code.
    pub(super) index: Index,
    /// The scopes of the generated code, when they are asked for.
    pub(super) scopes: OnceCell<Vec<Scope<'a>>>,
    /// The references that lead elsewhere than to one procedure, when they are asked for.
    pub(super) open: OnceCell<Vec<Reference<'a>>>,
    /// The words that the settings list.
    pub(super) vocabularies: &'a Vocabularies,
    reach: Vec<Reach>,
    faults: BTreeMap<FileId, BTreeSet<&'static str>>,
}

impl<'a> Cx<'a> {
    /// The context of one compilation; `before` are the findings of earlier rooms.
    pub(super) fn new(
        specs: &'a Specs,
        sources: &'a SourceMap,
        vocabularies: &'a Vocabularies,
        before: &Diagnostics,
    ) -> Cx<'a> {
        let mut faults: BTreeMap<FileId, BTreeSet<&'static str>> = BTreeMap::new();
        for found in before.as_slice() {
            faults.entry(found.primary.span.file).or_default().insert(found.rule.code);
        }
        let reach = specs.orchestrations.iter().map(Reach::of).collect();
        let index = Index::of(specs);
        Cx {
            specs,
            sources,
            index,
            scopes: OnceCell::new(),
            open: OnceCell::new(),
            vocabularies,
            reach,
            faults,
        }
    }

    /// The orchestrations that are judged, each with what its events reach.
    pub(super) fn orchestrations(&self) -> impl Iterator<Item = (&'a Orchestration, &Reach)> {
        self.specs.orchestrations.iter().zip(&self.reach).filter(|(spec, _)| spec.judged)
    }

    /// The procedures that are judged.
    pub(super) fn procedures(&self) -> impl Iterator<Item = &'a Procedure> {
        self.specs.procedures.iter().filter(|spec| spec.judged)
    }

    /// The workflow definitions that are judged.
    pub(super) fn workflows(&self) -> impl Iterator<Item = &'a Workflow> {
        self.specs.workflows.iter().filter(|spec| spec.judged)
    }

    /// The playbook seeds that are judged.
    pub(super) fn seeds(&self) -> impl Iterator<Item = &'a Seed> {
        self.specs.seeds.iter().filter(|spec| spec.judged)
    }

    /// The procedure of this code, if there is one; the first where there are several.
    pub(super) fn procedure(&self, code: &SmartCode) -> Option<&'a Procedure> {
        self.index.procedure(code).map(|at| &self.specs.procedures[at])
    }

    /// Whether an earlier room reported something of `file` under one of these codes: then what is
    /// missing there may be only what was refused.
    pub(super) fn reported(&self, file: FileId, codes: &[&str]) -> bool {
        self.faults.get(&file).is_some_and(|found| codes.iter().any(|code| found.contains(code)))
    }

    /// Whether nodes or edges of the file may be missing since they were refused.
    pub(super) fn edges_are_broken(&self, file: FileId) -> bool {
        const EDGES: [&str; 8] =
            ["HS0203", "HS0401", "HS0402", "HS0408", "HS0501", "HS0503", "HS0504", "HS0509"];
        self.reported(file, &EDGES)
    }

    /// Whether states or transitions of the file may be missing since they were refused.
    pub(super) fn steps_are_broken(&self, file: FileId) -> bool {
        self.reported(file, &["HS0203", "HS1902", "HS1904"])
    }

    /// The code itself, without the quotes that may stand around it.
    pub(super) fn code_span(&self, code: &Spanned<SmartCode>) -> Span {
        let written = code.value.written();
        match self.sources.slice(code.span).find(written) {
            Some(offset) => code.span.part(offset, written.len()),
            None => code.span,
        }
    }
}
