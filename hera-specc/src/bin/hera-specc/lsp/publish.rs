//! Findings for the editor.

use std::collections::BTreeMap;

use gen_lsp_types as lsp;
use hera_specc::diag::{Diagnostic, Severity};
use hera_specc::ide::Ide;
use hera_specc::ir::Kind;
use hera_specc::source::{FileId, Span};
use serde_json::{Value, json};

use super::answer::View;
use super::position::Lines;

/// Rules whose finding is that a part does nothing: editors fade it.
const USELESS: [&str; 4] = ["HS0413", "HS0608", "HS1401", "HS1404"];

/// What the editor has been told: by address, the version and the findings.
#[derive(Default)]
pub(super) struct Published {
    told: BTreeMap<String, (Option<i32>, Vec<lsp::Diagnostic>)>,
}

impl Published {
    /// What has to be told now: of each document whose text or findings changed all findings, and none
    /// of those that are gone.
    pub(super) fn update(&mut self, view: &View<'_>) -> Vec<Value> {
        let mut now = BTreeMap::new();
        for project in view.projects {
            let ide = &project.ide;
            let mut by_file: BTreeMap<FileId, Vec<&Diagnostic>> = BTreeMap::new();
            for found in ide.diags().as_slice() {
                by_file.entry(found.primary.span.file).or_default().push(found);
            }
            let alone = project.root.is_none();
            // The settings have findings of their own, too.
            let others: Vec<FileId> =
                by_file.keys().copied().filter(|file| ide.kind(*file).is_none()).collect();
            for file in ide.judged().chain(others) {
                let path = ide.sources().path(file);
                let found = by_file.remove(&file).unwrap_or_default();
                // Somebody's YAML outside of the specs is none of ours.
                let foreign = alone && ide.kind(file) == Some(Kind::Other);
                let found = if foreign { Vec::new() } else { found };
                let lines = Lines::new(ide.sources().text(file), view.settings.encoding);
                let told: Vec<_> =
                    found.into_iter().map(|one| finding(view, ide, &lines, one)).collect();
                let version = view.documents.get(path).map(|open| open.version);
                now.insert(view.documents.uri(path), (version, told));
            }
        }
        let mut messages = Vec::new();
        for (uri, (version, told)) in &now {
            let news = match self.told.get(uri) {
                // Of an open document the editor hears that it is without findings, too.
                None => !told.is_empty() || version.is_some(),
                Some((old, before)) => old != version || before != told,
            };
            if news {
                messages.push(message(uri, *version, told));
            }
        }
        for (uri, (_, before)) in &self.told {
            if !before.is_empty() && !now.contains_key(uri) {
                messages.push(message(uri, None, &[]));
            }
        }
        self.told = now;
        messages
    }
}

fn message(uri: &str, version: Option<i32>, told: &[lsp::Diagnostic]) -> Value {
    let mut params = json!({"uri": uri, "diagnostics": told});
    if let Some(version) = version {
        params["version"] = version.into();
    }
    params
}

/// A finding in the protocol's words. Its causes are linked, its advice stands below the message.
pub(super) fn finding(
    view: &View<'_>,
    ide: &Ide,
    lines: &Lines<'_>,
    found: &Diagnostic,
) -> lsp::Diagnostic {
    let mut message = found.message.clone();
    let mut add = |line: &str| {
        message.push('\n');
        message.push_str(line);
    };
    if !found.primary.message.is_empty() {
        add(&found.primary.message);
    }
    found.notes.iter().for_each(|note| add(&format!("note: {note}")));
    if let Some(help) = &found.help {
        add(&format!("help: {help}"));
    }
    let related: Vec<lsp::DiagnosticRelatedInformation> = found
        .labels
        .iter()
        .map(|label| lsp::DiagnosticRelatedInformation {
            location: match label.span.file == found.primary.span.file {
                true => lsp::Location {
                    uri: view.uri(ide, label.span.file),
                    range: lines.range(visible(ide, label.span)),
                },
                false => view.location(ide, label.span),
            },
            message: label.message.clone(),
        })
        .collect();
    lsp::Diagnostic {
        range: lines.range(visible(ide, found.primary.span)),
        severity: Some(match found.severity {
            Severity::Error => lsp::DiagnosticSeverity::Error,
            Severity::Warning => lsp::DiagnosticSeverity::Warning,
            Severity::Note => lsp::DiagnosticSeverity::Hint,
        }),
        code: Some(lsp::Code::String(found.rule.code.to_owned())),
        code_description: None,
        source: Some("hera".to_owned()),
        message: lsp::Message::String(message),
        tags: USELESS.contains(&found.rule.code).then(|| vec![lsp::DiagnosticTag::Unnecessary]),
        related_information: (!related.is_empty()).then_some(related),
        data: None,
    }
}

fn visible(ide: &Ide, span: Span) -> std::ops::Range<usize> {
    let len = ide.sources().text(span.file).len();
    let range = span.range();
    range.start.min(len)..range.end.min(len)
}
