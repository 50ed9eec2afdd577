//! One state of the specs, read and judged as far as a comparison needs it.

use std::collections::{BTreeMap, BTreeSet};

use super::report::{Place, Side};
use crate::diag::{Rule, Severity};
use crate::ir::{Kind, Orchestration, Procedure, Specs, Workflow};
use crate::lock::{Entry, Lock};
use crate::plan::sum;
use crate::source::{FileId, SourceMap, Span};
use crate::{Analysis, SpecFile, analyse, check, tree};

/// One state of the specs.
pub(super) struct Read {
    pub(super) analysis: Analysis,
    side: Side,
    /// Files with errors, each with its first one.
    faulty: BTreeMap<FileId, String>,
    /// Each file in the report's sources.
    files: BTreeMap<FileId, FileId>,
    lock: Lock,
}

impl Read {
    /// The state that runs in flight were started on: only what keeps it from being understood counts
    /// as an error, since its rules were those of its time.
    pub(super) fn old(files: &[SpecFile], sources: &mut SourceMap) -> Read {
        Read::of(analyse(files), Side::Old, sources)
    }

    /// The state that is to come.
    pub(super) fn new(files: &[SpecFile], sources: &mut SourceMap) -> Read {
        Read::of(judged(files), Side::New, sources)
    }

    /// The old orchestrations over the new procedures: what would be if the old ones were kept.
    pub(super) fn kept(
        old: &Read,
        before: &[SpecFile],
        after: &[SpecFile],
        sources: &mut SourceMap,
    ) -> Read {
        let codes: BTreeSet<&str> =
            old.orchestrations().map(|spec| spec.code.value.canonical()).collect();
        let paths: BTreeSet<&str> = old.orchestrations().map(|spec| old.path(spec.file)).collect();
        let taken = before.iter().filter(|file| file.judged && paths.contains(file.path.as_str()));
        let mut files: Vec<SpecFile> = taken.cloned().collect();
        let renewed = analyse(after);
        let heads: BTreeMap<&str, &str> = renewed
            .specs
            .orchestrations
            .iter()
            .map(|spec| (renewed.sources.path(spec.file), spec.code.value.canonical()))
            .collect();
        let others = after
            .iter()
            .filter(|file| heads.get(file.path.as_str()).is_none_or(|code| !codes.contains(code)));
        files.extend(others.map(|file| SpecFile { judged: false, ..file.clone() }));
        Read::of(judged(&files), Side::New, sources)
    }

    fn of(analysis: Analysis, side: Side, sources: &mut SourceMap) -> Read {
        let mut faulty = BTreeMap::new();
        for found in analysis.diags.as_slice() {
            if found.severity == Severity::Error {
                let file = found.primary.span.file;
                faulty.entry(file).or_insert_with(|| found.message.clone());
            }
        }
        let known: BTreeMap<String, FileId> =
            sources.files().map(|file| (sources.path(file).to_owned(), file)).collect();
        let mut files = BTreeMap::new();
        for file in analysis.sources.files() {
            let (path, text) = (analysis.sources.path(file), analysis.sources.text(file));
            let same = known.get(path).copied().filter(|id| sources.text(*id) == text);
            files.insert(file, same.unwrap_or_else(|| sources.add(path, text)));
        }
        let sums = |file: FileId| {
            let document = analysis.documents.get(&file);
            document.map_or_else(String::new, |found| sum(&tree::json(&found.root)))
        };
        let lock = Lock::of(&analysis.specs, &sums);
        Read { analysis, side, faulty, files, lock }
    }

    pub(super) fn specs(&self) -> &Specs {
        &self.analysis.specs
    }

    /// The orchestrations that are compared.
    pub(super) fn orchestrations(&self) -> impl Iterator<Item = &Orchestration> {
        self.specs().orchestrations.iter().filter(|spec| spec.judged)
    }

    /// The procedures that are compared.
    pub(super) fn procedures(&self) -> impl Iterator<Item = &Procedure> {
        self.specs().procedures.iter().filter(|spec| spec.judged)
    }

    /// The workflows that are compared.
    pub(super) fn workflows(&self) -> impl Iterator<Item = &Workflow> {
        self.specs().workflows.iter().filter(|spec| spec.judged)
    }

    /// Whether a rule finds something at exactly this place.
    pub(super) fn finds(&self, rule: &Rule, span: Span) -> bool {
        let found = self.analysis.diags.as_slice().iter();
        found.into_iter().any(|it| it.rule.code == rule.code && it.primary.span == span)
    }

    /// The orchestration of this code.
    pub(super) fn orchestration(&self, code: &str) -> Option<&Orchestration> {
        self.orchestrations().find(|spec| spec.code.value.canonical() == code)
    }

    /// What the lock file would pin of a spec.
    pub(super) fn entry(&self, kind: Kind, code: &str) -> Option<&Entry> {
        self.lock.get(kind, code)
    }

    /// What a file defines.
    pub(super) fn kind(&self, file: FileId) -> Kind {
        let known = self.analysis.kinds.iter().find(|(known, ..)| *known == file);
        known.map_or(Kind::Other, |(_, kind, _)| *kind)
    }

    /// The tree of a file, without comments, places and the order of keys.
    pub(super) fn tree(&self, file: FileId) -> Option<serde_json::Value> {
        let document = self.analysis.documents.get(&file)?;
        serde_json::from_str(&tree::json(&document.root)).ok()
    }

    /// Why a file cannot be relied upon.
    pub(super) fn fault(&self, file: FileId) -> Option<&str> {
        self.faulty.get(&file).map(String::as_str)
    }

    /// The path of a file.
    pub(super) fn path(&self, file: FileId) -> &str {
        self.analysis.sources.path(file)
    }

    /// A place in the report's sources.
    pub(super) fn place(&self, span: Span, label: impl Into<String>) -> Place {
        let file = self.files.get(&span.file).copied().unwrap_or(span.file);
        Place { side: self.side, span: Span { file, ..span }, label: label.into() }
    }
}

/// The specs with all that any rule finds.
fn judged(files: &[SpecFile]) -> Analysis {
    let mut found = analyse(files);
    // What is sound is not wanted here: only the findings are.
    let _ = check::check(&found.specs, &found.documents, &found.sources, None, &mut found.diags);
    found
}
