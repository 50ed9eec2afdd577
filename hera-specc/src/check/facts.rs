//! What a registry stores of each spec, and the sums over their trees.

use std::collections::BTreeMap;

use crate::ast::Document;
use crate::ir::{Kind, SmartCode, Specs};
use crate::source::{FileId, Spanned};
use crate::tree;

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

/// What the head of a spec says.
struct Head<'a> {
    file: FileId,
    kind: Kind,
    code: &'a Spanned<SmartCode>,
    intent: &'a Option<Spanned<String>>,
    /// Its identity, where that is not its smart code.
    name: Option<&'a str>,
}

/// The facts of all specs.
pub(super) fn facts(
    specs: &Specs,
    documents: &BTreeMap<FileId, Document>,
) -> BTreeMap<FileId, Facts> {
    let of = |head: Head<'_>| {
        let canonical = canonical(documents, head.file);
        let intent = head.intent.as_ref().map_or_else(String::new, |intent| {
            intent.value.split_whitespace().collect::<Vec<_>>().join(" ")
        });
        let sum = crate::plan::sum(&canonical);
        let code = head.code.value.canonical().to_owned();
        let name = head.name.map_or_else(|| code.clone(), str::to_owned);
        (head.file, Facts { kind: head.kind, name, code, intent, sum, canonical })
    };
    heads(specs).into_iter().map(of).collect()
}

/// The sum over the tree of a file: a spec, or what a playbook seed loads.
pub(super) fn sum(
    facts: &BTreeMap<FileId, Facts>,
    documents: &BTreeMap<FileId, Document>,
    file: FileId,
) -> String {
    match facts.get(&file) {
        Some(facts) => facts.sum.clone(),
        None => crate::plan::sum(&canonical(documents, file)),
    }
}

fn heads(specs: &Specs) -> Vec<Head<'_>> {
    let mut heads = Vec::new();
    for spec in &specs.procedures {
        let (file, code, intent) = (spec.file, &spec.code, &spec.intent);
        heads.push(Head { file, kind: Kind::Procedure, code, intent, name: None });
    }
    for spec in &specs.orchestrations {
        let (file, code, intent) = (spec.file, &spec.code, &spec.intent);
        heads.push(Head { file, kind: spec.kind, code, intent, name: None });
    }
    for spec in &specs.workflows {
        let (file, code, intent) = (spec.file, &spec.code, &spec.intent);
        let name = Some(spec.identity());
        heads.push(Head { file, kind: Kind::WorkflowDefinition, code, intent, name });
    }
    for spec in &specs.seeds {
        let (file, code, intent) = (spec.file, &spec.code, &spec.intent);
        heads.push(Head { file, kind: Kind::PlaybookSeed, code, intent, name: None });
    }
    heads
}

fn canonical(documents: &BTreeMap<FileId, Document>, file: FileId) -> String {
    let tree = documents.get(&file).map(|document| tree::json(&document.root));
    tree.unwrap_or_default()
}
