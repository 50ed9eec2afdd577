//! `# hera: allow(HSnnnn): reason`, the comment that takes a warning or a note away.
//!
//! Behind text it counts for its own line, alone on a line for the next line that holds anything: for
//! that line itself, and for every entry (a key with its value, or a list's item) that starts there,
//! with all that stands below it. What matters is where a finding's primary place starts. What looks
//! like a comment inside quotes or a text block is text, as it is to YAML.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::ast::{Document, Node, Value};
use crate::diag::catalogue::{self, HS1406, HS1407, HS1408};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::source::{FileId, SourceMap, Span, Spanned};

use super::UnknownRule;

/// What such a comment starts with, after its `#`.
const MARK: &str = "hera:";
const FORM: &str = "`# hera: allow(HSnnnn): reason`";

/// The comments of a set of specs.
pub(super) struct Allows {
    list: Vec<Allow>,
    /// By file and code, in the order of their places; the last ones are looked at first.
    sweeps: BTreeMap<(FileId, &'static str), Sweep>,
}

/// One code of one comment.
struct Allow {
    code: Spanned<&'static str>,
    comment: Span,
    /// Whether the comment names other codes, too.
    shared: bool,
    scope: Range<u32>,
    is_used: bool,
}

/// A walk over the findings of one rule in one file, from front to back.
#[derive(Default)]
struct Sweep {
    waiting: Vec<usize>,
    open: Vec<usize>,
}

/// Reads the comments of all documents; malformed ones are reported.
pub(super) fn read(
    documents: &BTreeMap<FileId, Document>,
    sources: &SourceMap,
    diags: &mut Diagnostics,
) -> Allows {
    let mut list = Vec::new();
    for document in documents.values() {
        let mut written = Vec::new();
        for comment in document.comments.iter().filter(|comment| is_meant(&comment.value)) {
            if let Some(codes) = codes(comment.span, sources, diags) {
                written.push((comment.span, codes));
            }
        }
        if written.is_empty() {
            continue;
        }
        let lines = written.iter().map(|(comment, _)| target(*comment, sources));
        let scopes = scopes(document, lines.collect());
        for ((comment, codes), scope) in written.into_iter().zip(scopes) {
            let shared = codes.len() > 1;
            list.extend(codes.into_iter().map(|code| Allow {
                code,
                comment,
                shared,
                scope: scope.clone(),
                is_used: false,
            }));
        }
    }
    Allows::new(list)
}

fn is_meant(comment: &str) -> bool {
    comment.trim_start_matches([' ', '\t', '#']).starts_with(MARK)
}

/// The codes that a comment allows. `None` where it is not understood, which is reported.
fn codes(
    comment: Span,
    sources: &SourceMap,
    diags: &mut Diagnostics,
) -> Option<Vec<Spanned<&'static str>>> {
    let text = sources.slice(comment);
    let Some((listed, reason)) = split(text) else {
        diags.push(
            Diagnostic::new(&HS1407, comment, "a comment for the compiler is not understood")
                .help(format!("write {FORM}")),
        );
        return None;
    };
    if reason.is_empty() {
        let allowed = &text[listed.clone()];
        diags.push(
            Diagnostic::new(&HS1407, comment, format!("`allow({allowed})` has no reason"))
                .help(format!("say why: `# hera: allow({allowed}): why`")),
        );
    }
    let mut codes = Vec::new();
    for part in text[listed.clone()].split(',') {
        let code = part.trim();
        let offset = code.as_ptr() as usize - text.as_ptr() as usize;
        let span = comment.part(offset, code.len());
        match catalogue::find(code) {
            Some(rule) => codes.push(Spanned::new(rule.code, span)),
            None => diags.push(unknown(code, span)),
        }
    }
    Some(codes)
}

/// The place of the codes, and the reason: `hera: allow(CODES): REASON`.
fn split(text: &str) -> Option<(Range<usize>, &str)> {
    let start = text.find(MARK)? + MARK.len();
    let rest = text[start..].trim_start().strip_prefix("allow")?.trim_start().strip_prefix('(')?;
    let (listed, after) = rest.split_once(')')?;
    let from = text.len() - rest.len();
    let after = after.trim();
    let reason = if after.is_empty() { after } else { after.strip_prefix(':')?.trim() };
    Some((from..from + listed.len(), reason))
}

fn unknown(code: &str, span: Span) -> Diagnostic {
    let unknown = UnknownRule::new(code);
    let found = Diagnostic::new(&HS1408, span, format!("there is no rule `{code}`"));
    match unknown.meant {
        Some(meant) => found.help(format!("did you mean `{meant}`?")).suggest(span, meant),
        None => found.help("`hera-specc explain` lists all rules"),
    }
}

/// The line that a comment speaks of; past the end of the text an empty one.
fn target(comment: Span, sources: &SourceMap) -> Span {
    let text = sources.text(comment.file);
    let start = comment.range().start;
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let before = text[line..start].trim_start_matches('\u{feff}');
    if !before.trim().is_empty() {
        return Span::new(comment.file, line, end_of_line(text, line));
    }
    let mut at = end_of_line(text, start);
    while at < text.len() {
        let line = at + 1;
        at = end_of_line(text, line);
        let held = text[line..at].trim();
        if !held.is_empty() && !held.starts_with('#') {
            return Span::new(comment.file, line, at);
        }
    }
    Span::new(comment.file, text.len(), text.len())
}

fn end_of_line(text: &str, from: usize) -> usize {
    text.get(from..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| from + at)
}

/// What each line (in the order of the text) stands for: itself, and all entries that start on it.
fn scopes(document: &Document, lines: Vec<Span>) -> Vec<Range<u32>> {
    let mut scopes: Vec<Range<u32>> = lines.iter().map(|line| line.start..line.end).collect();
    widen(&document.root, &lines, &mut scopes);
    scopes
}

/// Widens the scopes by the entries below a node.
fn widen(node: &Node, lines: &[Span], scopes: &mut [Range<u32>]) {
    let mut entry = |start: u32, value: &Node| {
        let first = lines.partition_point(|line| line.end < start);
        for (line, scope) in lines[first..].iter().zip(&mut scopes[first..]) {
            if line.start > start {
                break;
            }
            scope.end = scope.end.max(value.span.end);
        }
        // Nothing starts in a value that holds no line.
        if lines[first..].first().is_some_and(|line| line.start <= value.span.end) {
            widen(value, lines, scopes);
        }
    };
    match &node.value {
        Value::Scalar(_) => {}
        Value::List(items) => items.iter().for_each(|item| entry(item.span.start, item)),
        Value::Map(entries) => {
            entries.iter().for_each(|pair| entry(pair.key.span.start, &pair.value));
        }
    }
}

impl Allows {
    fn new(mut list: Vec<Allow>) -> Allows {
        list.sort_by_key(|allow| {
            (allow.comment.file, allow.scope.start, std::cmp::Reverse(allow.scope.end))
        });
        let mut sweeps: BTreeMap<(FileId, &'static str), Sweep> = BTreeMap::new();
        // From behind, so that the first one is the last of those that wait.
        for (at, allow) in list.iter().enumerate().rev() {
            sweeps.entry((allow.comment.file, allow.code.value)).or_default().waiting.push(at);
        }
        Allows { list, sweeps }
    }

    /// Whether a comment takes the finding away. Findings come in the order of their places. An error
    /// stays, and says that a comment does not count.
    pub(super) fn take(&mut self, sources: &SourceMap, found: &mut Diagnostic) -> bool {
        let (file, at) = (found.primary.span.file, found.primary.span.start);
        let Some(sweep) = self.sweeps.get_mut(&(file, found.rule.code)) else { return false };
        while let Some(next) = sweep.waiting.last().copied() {
            if self.list[next].scope.start > at {
                break;
            }
            sweep.waiting.pop();
            sweep.open.push(next);
        }
        // A finding at the end of a line stands on that line.
        while sweep.open.last().is_some_and(|open| self.list[*open].scope.end < at) {
            sweep.open.pop();
        }
        let Some(covering) = sweep.open.last().copied() else { return false };
        self.list[covering].is_used = true;
        if found.severity != Severity::Error {
            return true;
        }
        let line = sources.position(file, self.list[covering].comment.start).line;
        found.notes.push(format!("the comment on line {line} does not count: this is an error"));
        false
    }

    /// Findings about the comments that took nothing away.
    pub(super) fn idle(&self, sources: &SourceMap) -> Diagnostics {
        let mut diags = Diagnostics::new();
        for allow in self.list.iter().filter(|allow| !allow.is_used) {
            let code = allow.code.value;
            let found = Diagnostic::new(
                &HS1406,
                allow.code.span,
                format!("`allow({code})` suppresses nothing"),
            )
            .label("not found where the comment counts");
            diags.push(match allow.shared {
                true => found.help("remove the code").suggest(without_code(allow, sources), ""),
                false => found.help("remove the comment").suggest(whole(allow, sources), ""),
            });
        }
        diags
    }
}

/// The comment with the space before it, or its whole line where it stands alone.
fn whole(allow: &Allow, sources: &SourceMap) -> Span {
    let text = sources.text(allow.comment.file);
    let start = allow.comment.range().start;
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let end = end_of_line(text, start);
    let kept = line + text[line..start].trim_end_matches([' ', '\t']).len();
    if text[line..kept].trim_start_matches('\u{feff}').is_empty() {
        return Span::new(allow.comment.file, kept, (end + 1).min(text.len()));
    }
    let end = if text[..end].ends_with('\r') { end - 1 } else { end };
    Span::new(allow.comment.file, kept, end)
}

/// The code with the comma that it does not need any more.
fn without_code(allow: &Allow, sources: &SourceMap) -> Span {
    let text = sources.text(allow.comment.file);
    let range = allow.code.span.range();
    let before = text[..range.start].trim_end();
    if before.ends_with(',') {
        return Span::new(allow.comment.file, before.len() - 1, range.end);
    }
    let after = &text[range.end..];
    let rest = after.trim_start().strip_prefix(',').map_or(after, str::trim_start);
    Span::new(allow.comment.file, range.start, text.len() - rest.len())
}
