//! From the tree of a file to its meaning: names resolved, edges split, conditions parsed.
//!
//! It reads every dialect that the corpus knows into the one [`ir`](crate::ir) and reports every fault
//! of shape (groups 01 to 06, 08, 10 and 13 of the rules). A part that is broken is reported here, once, and is
//! absent from the result. It looks at one file at a time: references between files, flows and
//! everything that needs two specs belong to later rooms. No document makes it panic.

mod attributes;
mod boundaries;
mod clauses;
mod colons;
mod edges;
mod errors;
mod example;
pub mod expr;
pub mod flow;
mod happy_path;
mod inputs;
pub(crate) mod keys;
mod kind;
mod mentions;
#[cfg(feature = "tools")]
pub mod names;
mod nodes;
mod orchestration;
mod outputs;
mod path;
mod policies;
mod procedure;
mod profile;
mod prose;
mod rename;
mod routes;
mod salvage;
mod says;
mod scalars;
mod schedule;
mod secrets;
mod seed;
mod shape;
mod smart_code;
mod triggers;
mod type_faults;
mod type_names;
mod types;
mod value;
mod variants;
mod workflow;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use salvage::salvage;

use crate::ast;
use crate::diag::{Diagnostic, Diagnostics, Severity, catalogue};
use crate::ir::{Broken, Kind, Other, Specs};
use crate::source::{FileId, SourceMap, Span};

/// A file to lower.
#[derive(Clone, Debug)]
pub struct Input {
    /// The file.
    pub file: FileId,
    /// Whether it is judged itself, or only resolves references (`--uses`): then nothing is reported.
    pub judged: bool,
    /// Its tree; `None` where it is not valid YAML, which was reported before.
    pub document: Option<ast::Document>,
}

/// Lowers all files, in the order of their paths.
pub fn lower(sources: &SourceMap, documents: &[Input], diags: &mut Diagnostics) -> Specs {
    let mut order: Vec<&Input> = documents.iter().collect();
    order.sort_by_key(|input| sources.path(input.file));
    let mut specs = Specs::default();
    let files = seed::Files::of(sources);
    let listed = seed::listed(sources, documents, &files);
    for input in order {
        let mut found = Diagnostics::new();
        let mut cx = Cx::new(sources, &mut found);
        match &input.document {
            Some(document) if listed.contains(&input.file) && !is_spec(document) => {
                lower_contract(&mut cx, input, document, &mut specs);
            }
            Some(document) => lower_document(&mut cx, input, document, &files, &mut specs),
            None => specs.broken.push(Broken {
                file: input.file,
                judged: input.judged,
                code: smart_code::scan(sources, input.file),
            }),
        }
        if input.judged {
            specs.profile_keys.extend(profile::asked(sources, input));
            silence_template(&mut found);
            diags.extend(found);
        }
    }
    specs
}

/// Of a template that nobody has filled in only that is an error.
fn silence_template(found: &mut Diagnostics) {
    let is_template = |found: &Diagnostic| found.rule.code == catalogue::HS0105.code;
    if found.as_slice().iter().any(is_template) {
        found.retain_mut(|found| found.severity != Severity::Error || is_template(found));
    }
}

/// Lowers one file by its kind. A procedure or an orchestration without a usable smart code counts as
/// broken: its faults are reported, and nothing can refer to it.
fn lower_document(
    cx: &mut Cx<'_>,
    input: &Input,
    document: &ast::Document,
    files: &seed::Files,
    specs: &mut Specs,
) {
    let broken = Broken { file: input.file, judged: input.judged, code: None };
    secrets::judge(cx, &document.root);
    let kind = kind::of(&document.root);
    match kind {
        Kind::Procedure => match procedure::lower(cx, input, &document.root) {
            Some(procedure) => specs.procedures.push(procedure),
            None => specs.broken.push(broken),
        },
        Kind::GraphOrchestration => match orchestration::lower(cx, input, &document.root) {
            Some(orchestration) => specs.orchestrations.push(orchestration),
            None => specs.broken.push(broken),
        },
        Kind::WorkflowDefinition => match workflow::lower(cx, input, &document.root) {
            Some(workflow) => specs.workflows.push(workflow),
            None => specs.broken.push(broken),
        },
        Kind::PlaybookSeed => match seed::lower(cx, input, &document.root, files) {
            Some(seed) => specs.seeds.push(seed),
            None => specs.broken.push(broken),
        },
        Kind::RouteOrchestration => match routes::lower(cx, input, &document.root) {
            Some(orchestration) => specs.orchestrations.push(orchestration),
            None => specs.broken.push(broken),
        },
        Kind::Other => {
            let profile = profile::lower(cx.sources, input, &document.root);
            let code = kind::other(cx, input.file, kind, profile.is_some(), &document.root);
            let (file, judged) = (input.file, input.judged);
            if judged {
                specs.mentions.extend(mentions::lower(cx, &document.root));
            }
            specs.others.push(Other { file, judged, kind, code });
            specs.profiles.extend(profile);
        }
    }
}

/// Whether a file that a playbook seed lists is a spec of its own.
fn is_spec(document: &ast::Document) -> bool {
    kind::of(&document.root) != Kind::Other
}

/// Lowers a file that a playbook seed loads.
fn lower_contract(cx: &mut Cx<'_>, input: &Input, document: &ast::Document, specs: &mut Specs) {
    let contract = seed::contract::lower(cx, input, &document.root);
    let (file, judged, kind) = (input.file, input.judged, Kind::Other);
    let code = kind::code(cx, &document.root);
    specs.contracts.push(contract);
    specs.others.push(Other { file, judged, kind, code });
}

/// What a manifest of a playbook seed lists below its folder; for the room that reads files.
pub(crate) fn listed(root: &ast::Node) -> Vec<String> {
    if kind::of(root) != Kind::PlaybookSeed {
        return Vec::new();
    }
    seed::names(root).filter(|name| seed::stays_below(name)).map(str::to_owned).collect()
}

/// What every part needs: the texts, and somewhere to report.
struct Cx<'a> {
    sources: &'a SourceMap,
    diags: &'a mut Diagnostics,
    /// The input or output, and the fields of records, whose type is being read.
    within: Vec<String>,
    /// Variants that preconditions name, by input: what to offer for a bare `enum`.
    hints: BTreeMap<String, Vec<String>>,
}

impl<'a> Cx<'a> {
    /// The context of one file.
    fn new(sources: &'a SourceMap, diags: &'a mut Diagnostics) -> Cx<'a> {
        Cx { sources, diags, within: Vec::new(), hints: BTreeMap::new() }
    }
    /// Reports a finding.
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diags.push(diagnostic);
    }

    /// The first line of a place: for values that run over many lines.
    fn first_line(&self, span: Span) -> Span {
        let text = self.sources.slice(span);
        let line = text.lines().next().unwrap_or("").trim_end();
        Span::new(span.file, span.start as usize, span.start as usize + line.len())
    }
}
