//! The one place where severities change, for all doors alike.

use std::collections::BTreeMap;

use super::allow;
use super::{Level, Policy};
use crate::ast::Document;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::source::{FileId, SourceMap};

/// Gives each finding the severity that the settings want, and takes those away that they or a comment
/// allow. Comments that take nothing away are findings themselves.
///
/// Warnings are denied last, so that an allowed one does not fail a build.
pub(crate) fn judge(
    policy: &Policy,
    documents: &BTreeMap<FileId, Document>,
    sources: &SourceMap,
    diags: &mut Diagnostics,
) {
    let mut allows = allow::read(documents, sources, diags);
    // With an error somewhere rules are silent about parts, and a comment may be of use another time.
    let whole = !diags.has_errors();
    diags.sort();
    diags.retain_mut(|found| is_kept(policy, found) && !allows.take(sources, found));
    if whole {
        let mut idle = allows.idle(sources);
        idle.retain_mut(|found| is_kept(policy, found));
        diags.extend(idle);
    }
    if policy.file.deny_warnings || policy.flags.deny_warnings {
        diags.retain_mut(|found| {
            if found.severity == Severity::Warning {
                found.severity = Severity::Error;
            }
            true
        });
    }
}

/// Sets the severity; whether the finding is reported at all.
fn is_kept(policy: &Policy, found: &mut Diagnostic) -> bool {
    let code = found.rule.code;
    let level = policy.flags.of(code).or_else(|| policy.file.of(code));
    let firm = found.severity == Severity::Error && !found.rule.is_lowerable();
    match level.map(Level::severity) {
        Some(severity) if !firm => {
            if let Some(severity) = severity {
                found.severity = severity;
            }
            severity.is_some()
        }
        _ => true,
    }
}
