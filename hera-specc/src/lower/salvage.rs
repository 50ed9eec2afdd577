//! What can be said of a file whose YAML is broken, beside its faults.
//!
//! Its tree after mending is lowered and thrown away: nothing refers to what may have been meant. What is
//! found on a mended line is no finding, nor is what may only be missing because of one; errors are kept
//! for smart codes alone, since a part that is broken says nothing sure about others.

use super::{Cx, Input, lower_document, seed};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::ir::Specs;
use crate::parse::Salvage;
use crate::source::{FileId, SourceMap, Span};

/// Rules about what is absent: a mend in the same section may have taken it away.
const ABSENT: [&str; 3] = ["HS0204", "HS0216", "HS0314"];
/// The same for rules that look at several sections: a mend anywhere counts.
const ABSENT_ANYWHERE: &str = "HS1302";

/// Reports what is sure about a broken file.
pub fn salvage(sources: &SourceMap, salvage: &Salvage, diags: &mut Diagnostics) {
    let document = &salvage.document;
    let mut found = Diagnostics::new();
    let mut cx = Cx::new(sources, &mut found);
    let input = Input { file: document.file, judged: true, document: None };
    let files = seed::Files::of(sources);
    lower_document(&mut cx, &input, document, &files, &mut Specs::default());
    let whole = salvage.mended.iter().all(|line| is_indented(sources, *line));
    let sections = Sections::of(sources, document.file);
    found.retain_mut(|found| is_sure(found, &salvage.mended, whole, &sections));
    diags.extend(found);
}

/// Whether a line stands below a section, so that no section went with it.
fn is_indented(sources: &SourceMap, line: Span) -> bool {
    sources.slice(line).starts_with([' ', '\t'])
}

/// The sections of a file: each starts with a line that is not indented.
struct Sections {
    starts: Vec<usize>,
}

impl Sections {
    fn of(sources: &SourceMap, file: FileId) -> Sections {
        let mut at = 0;
        let lines = sources.text(file).split_inclusive('\n').map(|line| {
            let start = at;
            at += line.len();
            (start, line)
        });
        let heads = lines.filter(|(_, line)| line.starts_with(|c: char| c.is_ascii_alphabetic()));
        Sections { starts: heads.map(|(start, _)| start).collect() }
    }

    /// Which section a place stands in.
    fn of_place(&self, place: Span) -> usize {
        self.starts.partition_point(|start| *start <= place.start as usize)
    }
}

fn is_sure(found: &mut Diagnostic, mended: &[Span], whole: bool, sections: &Sections) -> bool {
    let code = found.rule.code;
    let kept = found.severity != Severity::Error || code.starts_with("HS01");
    // What is absent may stand on a mended line.
    let near = |line: &Span| sections.of_place(*line) == sections.of_place(found.primary.span);
    let absent = (ABSENT.contains(&code) && mended.iter().any(near))
        || code == ABSENT_ANYWHERE
        || (code == "HS0201" && !whole);
    let mut sound = true;
    found.each_span(|span| {
        sound &= !mended.iter().any(|line| line.start <= span.start && span.start <= line.end);
    });
    kept && sound && !absent && code != "HS0212"
}
