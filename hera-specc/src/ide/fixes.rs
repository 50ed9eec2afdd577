//! Quick fixes: the changes that findings propose.

use super::{Edit, Ide};
use crate::diag::{Diagnostic, Severity};
use crate::source::{FileId, Span};

/// One change can bring another to light; what needs more rounds is mended the next time.
const ROUNDS_MAX: usize = 10;

/// A change that mends a finding.
#[derive(Clone, Debug)]
pub struct Fix<'a> {
    /// What it does, in a few words.
    pub title: String,
    /// The finding.
    pub finding: &'a Diagnostic,
    /// The changes, made together.
    pub edits: Vec<Edit>,
}

impl Ide {
    /// The fixes of findings that touch a place.
    #[must_use]
    pub fn fixes(&self, place: Span) -> Vec<Fix<'_>> {
        self.touched(place).filter_map(|found| self.fix(found)).collect()
    }

    /// The findings that touch a place.
    pub(super) fn touched(&self, place: Span) -> impl Iterator<Item = &Diagnostic> {
        self.diags.as_slice().iter().filter(move |found| {
            let span = found.primary.span;
            span.file == place.file && span.start <= place.end && place.start <= span.end
        })
    }

    fn fix<'a>(&self, finding: &'a Diagnostic) -> Option<Fix<'a>> {
        let plain = finding.suggestions.iter().all(|change| self.is_plain(change.span.file));
        if finding.suggestions.is_empty() || !plain {
            return None;
        }
        let edits: Vec<Edit> = finding
            .suggestions
            .iter()
            .map(|change| Edit { span: change.span, text: change.replacement.clone() })
            .collect();
        Some(Fix { title: self.title(finding, &edits), finding, edits })
    }

    fn title(&self, finding: &Diagnostic, edits: &[Edit]) -> String {
        let [edit] = edits else {
            let how = finding.help.as_deref().unwrap_or(&finding.message);
            return format!("Make {} changes: {how}", edits.len());
        };
        let old = shortened(self.sources.slice(edit.span));
        let new = shortened(&edit.text);
        match (edit.span.start == edit.span.end, edit.text.is_empty()) {
            (true, _) => format!("Insert {new}"),
            (false, true) => format!("Remove {old}"),
            (false, false) => format!("Replace {old} by {new}"),
        }
    }

    /// The text of a file after all that findings propose for it alone, as `check --fix` would make it:
    /// notes are a matter of taste. `None` where nothing is proposed.
    #[must_use]
    pub fn mended_text(&self, file: FileId) -> Option<String> {
        let path = self.sources.path(file);
        let mut mended: Option<Ide> = None;
        for _ in 0..ROUNDS_MAX {
            let now = mended.as_ref().unwrap_or(self);
            let edits = now.file(path).map_or_else(Vec::new, |file| now.round(file));
            if edits.is_empty() {
                break;
            }
            let files = now.changed(&edits);
            mended = Some(Ide::with(files, self.lock.clone(), self.settings.clone()));
        }
        let mended = mended?;
        Some(mended.sources.text(mended.file(path)?).to_owned())
    }

    /// The changes of one round: a finding whose changes meet those of an earlier one waits.
    fn round(&self, file: FileId) -> Vec<Edit> {
        let mut accepted: Vec<Edit> = Vec::new();
        let wanted = self.diags.as_slice().iter().filter(|found| found.severity != Severity::Note);
        for fix in wanted.filter_map(|found| self.fix(found)) {
            let free = |edit: &Edit| {
                edit.span.file == file && !accepted.iter().any(|other| touch(edit.span, other.span))
            };
            if fix.edits.iter().all(free) {
                accepted.extend(fix.edits);
            }
        }
        accepted
    }
}

fn touch(a: Span, b: Span) -> bool {
    a.start <= b.end && b.start <= a.end
}

/// A text in a title.
fn shortened(text: &str) -> String {
    const SHOWN_CHARS_MAX: usize = 40;
    let line = text.trim().lines().next().unwrap_or_default();
    let cut = line.chars().count() > SHOWN_CHARS_MAX || text.trim().lines().count() > 1;
    let shown: String = line.chars().take(SHOWN_CHARS_MAX).collect();
    if text.trim().is_empty() {
        return "white space".to_owned();
    }
    format!("`{shown}{}`", if cut { "…" } else { "" })
}
