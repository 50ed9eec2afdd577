//! A comment that allows a finding, with room for the reason that it needs.

use super::{Edit, Ide};
use crate::diag::catalogue::{HS1406, HS1407, HS1408};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::parse;
use crate::source::{FileId, SourceMap, Span};

/// Lines above a finding that are tried: within a text of several lines there can be no comment.
const LINES_MAX: usize = 200;

/// A comment that takes a finding away.
#[derive(Clone, Debug)]
pub struct Allowance<'a> {
    /// What it does, in a few words.
    pub title: String,
    /// The finding.
    pub finding: &'a Diagnostic,
    /// Where the comment goes.
    pub at: Span,
    /// Its text up to the reason.
    pub before: String,
    /// What follows the reason: the end of the line.
    pub after: &'static str,
}

impl Allowance<'_> {
    /// The comment without a reason yet, which is a finding of its own.
    #[must_use]
    pub fn edit(&self) -> Edit {
        Edit { span: self.at, text: format!("{}{}", self.before, self.after) }
    }
}

impl Ide {
    /// The comments that would take the findings away that touch a place. None for errors, which no
    /// comment takes away, and for what is found about such comments.
    #[must_use]
    pub fn allowances(&self, place: Span) -> Vec<Allowance<'_>> {
        self.touched(place).filter_map(|found| self.allowance(found)).collect()
    }

    fn allowance<'a>(&self, finding: &'a Diagnostic) -> Option<Allowance<'a>> {
        let Span { file, start, .. } = finding.primary.span;
        let code = finding.rule.code;
        let about_comments = [HS1406.code, HS1407.code, HS1408.code].contains(&code);
        if finding.severity == Severity::Error || about_comments || !self.is_plain(file) {
            return None;
        }
        let text = self.sources.text(file);
        let mut end = start as usize;
        for _ in 0..LINES_MAX {
            let line = text[..end].rfind('\n').map_or(0, |at| at + 1);
            if let Some((at, before, after)) = self.comment(file, line, code) {
                let title = format!("Allow {code} here, and say why");
                return Some(Allowance { title, finding, at, before, after });
            }
            end = line.checked_sub(1)?;
        }
        None
    }

    /// The comment above a line, unless it would be no comment there.
    fn comment(
        &self,
        file: FileId,
        line: usize,
        code: &str,
    ) -> Option<(Span, String, &'static str)> {
        let text = self.sources.text(file);
        let line =
            if text[line..].starts_with('\u{feff}') { line + '\u{feff}'.len_utf8() } else { line };
        let rest = &text[line..];
        let indent = &rest[..rest.len() - rest.trim_start_matches(' ').len()];
        let first = rest.lines().next().unwrap_or_default();
        let after = if rest[first.len()..].starts_with("\r\n") { "\r\n" } else { "\n" };
        let before = format!("{indent}# hera: allow({code}): ");
        let mended = format!("{}{before}{after}{rest}", &text[..line]);
        let mut sources = SourceMap::new();
        let id = sources.add(self.sources.path(file), mended);
        let document = parse::parse(&sources, id, &mut Diagnostics::new())?;
        let stands = line + indent.len();
        let is_comment = document.comments.iter().any(|it| it.span.start as usize == stands);
        is_comment.then(|| (Span::new(file, line, line), before, after))
    }
}
