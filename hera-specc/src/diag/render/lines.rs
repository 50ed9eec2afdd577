//! The forms that are lines: for `grep`, and for GitHub's log.

use std::fmt::Write as _;

use super::place::ends;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::source::SourceMap;

/// A line for each finding: `file:line:column: error[HS0001]: message`.
#[must_use]
pub fn short(diags: &Diagnostics, sources: &SourceMap) -> String {
    let mut out = String::new();
    for diagnostic in diags.as_slice() {
        let span = diagnostic.primary.span;
        let (start, _) = ends(sources, span);
        let severity = diagnostic.severity.as_str();
        let Diagnostic { rule, message, .. } = diagnostic;
        let path = sources.path(span.file);
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{path}:{}:{}: {severity}[{}]: {}",
            start.line,
            start.column,
            rule.code,
            one_line(message)
        );
    }
    out
}

/// Commands of GitHub's workflows: an annotation for each finding.
#[must_use]
pub fn github(diags: &Diagnostics, sources: &SourceMap) -> String {
    let mut out = String::new();
    for diagnostic in diags.as_slice() {
        let span = diagnostic.primary.span;
        let (start, end) = ends(sources, span);
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let mut message = diagnostic.message.clone();
        if let Some(help) = &diagnostic.help {
            let _ = write!(message, "\nhelp: {help}");
        }
        let _ = write!(
            out,
            "::{command} file={},line={},endLine={},col={}",
            property(sources.path(span.file)),
            start.line,
            end.line,
            start.column,
        );
        // Columns of a range over several lines are refused.
        if end.line == start.line {
            let _ = write!(out, ",endColumn={}", end.column);
        }
        let _ = writeln!(out, ",title={}::{}", property(diagnostic.rule.code), data(&message));
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
