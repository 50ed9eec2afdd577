//! HS0007: tabs in the indentation.

use granit_parser::ErrorKind;

use super::origin::{Line, Origin};
use crate::diag::catalogue::HS0007;
use crate::diag::{Diagnostic, Diagnostics};
use crate::parse::lines;
use crate::source::{FileId, Span};

/// The most lines that are reported one by one.
const REPORTS_MAX: usize = 20;

/// Whether an error says that a tab stands where spaces belong.
pub(in crate::parse) fn is_about_tabs(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::InvalidBlockEntryWhitespace
            | ErrorKind::InvalidMappingValueWhitespace
    )
}

/// Reports each line that is indented by tabs, and gives the text with two spaces for each.
pub(super) fn replace(text: &str, file: FileId, diags: &mut Diagnostics) -> (String, Origin) {
    let mut rewritten = String::with_capacity(text.len());
    let mut origin = Vec::new();
    let mut count = 0_usize;
    let mut block: Option<usize> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim_start_matches([' ', '\t']);
        let indent = &line[..line.len() - body.len()];
        let width = indent.chars().map(|c| if c == '\t' { 2 } else { 1 }).sum::<usize>();
        let blank = body.trim().is_empty();
        // The text of a `|` block may hold tabs.
        let in_block = block.is_some_and(|parent| width > parent);
        if !blank && !in_block {
            let shape = lines::Shape::of(text, lines::line_at(text, at));
            block = text[shape.value].starts_with(['|', '>']).then_some(width);
        }
        let tab = indent.find('\t').filter(|_| !blank && !in_block);
        let width = if tab.is_some() { width } else { indent.len() };
        origin.push(Line { start: [rewritten.len(), at], indent: [width, indent.len()] });
        if let Some(tab) = tab {
            count += 1;
            if count <= REPORTS_MAX {
                diags.push(report(file, at, tab, indent, width));
            }
            rewritten.push_str(&" ".repeat(width));
            rewritten.push_str(body);
        } else {
            rewritten.push_str(line);
        }
        at += line.len();
    }
    if count > REPORTS_MAX {
        let message = format!("{} more lines are indented by tabs", count - REPORTS_MAX);
        diags.push(Diagnostic::new(&HS0007, Span::new(file, 0, 0), message));
    }
    (rewritten, Origin::new(origin))
}

fn report(file: FileId, at: usize, tab: usize, indent: &str, width: usize) -> Diagnostic {
    let whole = Span::new(file, at, at + indent.len());
    Diagnostic::new(
        &HS0007,
        Span::new(file, at + tab, at + tab + 1),
        "tab character used for indentation",
    )
    .label("YAML allows only spaces here")
    .help("replace each tab by 2 spaces")
    .suggest(whole, " ".repeat(width))
}
