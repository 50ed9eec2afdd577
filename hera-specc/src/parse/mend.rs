//! From the first syntax error to every fault of the file.
//!
//! The text is mended in memory where the parser stopped, and read again: a fault is reported only
//! when mending it lets the parser go on, so no fault is invented, and the faults that follow come to
//! light. Mending overwrites characters by others of the same length, so positions stay what they
//! are; only tabs in the indentation change lengths, and [`Origin`] undoes that.

use std::ops::Range;

use super::events::{self, Probe, SyntaxError};
use super::{build, faults};
use crate::ast::Document;
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::{FileId, Span};

mod origin;
mod tabs;

pub(super) use origin::Origin;
pub(super) use tabs::is_about_tabs;

/// The most faults of one file that are explained.
const FAULTS_MAX: usize = 100;
/// The most bytes that are read again to explain the faults of one file.
const PROBED_BYTES_MAX: usize = 32 * 1024 * 1024;

/// How a piece of text is taken out of the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fill {
    /// By nothing.
    Blank,
    /// By a plain value.
    Placeholder,
    /// By a comment.
    Comment,
    /// By the colon behind a key.
    Colon,
}

impl Fill {
    fn write(self, bytes: &mut [u8]) {
        let mut sign = match self {
            Fill::Blank => None,
            Fill::Placeholder => Some(b'_'),
            Fill::Comment => Some(b'#'),
            Fill::Colon => Some(b':'),
        };
        for byte in bytes {
            match *byte {
                // Each line needs a comment sign of its own, behind its indentation.
                b'\n' if self == Fill::Comment => sign = Some(b'#'),
                b'\n' | b'\r' => {}
                b' ' if self != Fill::Colon => {}
                _ => *byte = sign.take().unwrap_or(b' '),
            }
        }
    }
}

/// A change that removes a fault, for the purpose of reading on.
#[derive(Clone, Debug)]
pub(super) struct Mend {
    /// What is overwritten; line breaks in it stay.
    pub(super) range: Range<usize>,
    /// Another such place, further down.
    pub(super) also: Option<Range<usize>>,
    /// By what.
    pub(super) fill: Fill,
    /// Where the parser has to get beyond, if that is not the error: an open quote hides everything up
    /// to the next quote, and what comes to light then may lie before the error.
    pub(super) beyond: Option<usize>,
}

impl Mend {
    fn apply(&self, text: &str) -> String {
        let mut bytes = text.as_bytes().to_vec();
        for range in std::iter::once(&self.range).chain(&self.also) {
            self.fill.write(&mut bytes[range.clone()]);
        }
        // Ranges are at character boundaries, and whole characters were replaced by ASCII.
        String::from_utf8(bytes).expect("mends replace whole characters")
    }
}

/// What may be wrong at an error.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    /// The report, in positions of the file as it is.
    pub(super) diagnostic: Diagnostic,
    /// What lets the parser go on if this is the fault.
    pub(super) mend: Mend,
}

/// The text as mended so far, and where the parser stops in it.
pub(super) struct Scene<'a> {
    /// The file.
    pub(super) file: FileId,
    /// The text.
    pub(super) text: &'a str,
    /// Back to the file as it is.
    pub(super) origin: &'a Origin,
    /// What the parser said.
    pub(super) probe: &'a Probe,
    /// Its error.
    pub(super) error: &'a SyntaxError,
}

impl Scene<'_> {
    /// The span in the file as it is.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.origin.span(self.file, range)
    }

    /// The line of the error.
    pub(super) fn line(&self) -> Range<usize> {
        super::lines::line_at(self.text, self.error.at)
    }
}

/// Reports every fault of a text that has a syntax error, and gives the tree of the text as mended.
pub(super) fn explain(text: &str, file: FileId, diags: &mut Diagnostics) -> Option<Mended> {
    if let Some(diagnostic) = faults::markdown(text, file) {
        diags.push(diagnostic);
        return None;
    }
    let (mut text, origin) = tabs::replace(text, file, diags);
    let mut touched: Vec<Range<usize>> = Vec::new();
    let mut budget = PROBED_BYTES_MAX;
    let mut probe = events::probe(&text, 0);
    while let Some(error) = probe.error.clone() {
        let scene = Scene { file, text: &text, origin: &origin, probe: &probe, error: &error };
        let Some((fault, mended, next)) = choose(&scene, &mut budget) else {
            diags.push(faults::syntax(&scene).diagnostic);
            return None;
        };
        let full = touched.len() + 1 >= FAULTS_MAX;
        diags.push(if full {
            fault.diagnostic.note("more faults may follow; they show when these are mended")
        } else {
            fault.diagnostic
        });
        touched.push(fault.mend.range);
        touched.extend(fault.mend.also);
        if full {
            return None;
        }
        text = mended;
        probe = next;
    }
    rest(&text, file, &origin, &touched, diags)
}

/// The fault at the error, by proof: the known patterns first, then those that take away whole lines
/// and so explain anything. `None` where nothing carries the parser on, or the budget is spent.
fn choose(scene: &Scene<'_>, budget: &mut usize) -> Option<(Fault, String, Probe)> {
    first_that_helps(scene, faults::patterns(scene), budget)
        .or_else(|| first_that_helps(scene, faults::last_resorts(scene), budget))
}

/// The first candidate that carries the parser to a later line, or else the one that carries it
/// furthest.
fn first_that_helps(
    scene: &Scene<'_>,
    candidates: Vec<Fault>,
    budget: &mut usize,
) -> Option<(Fault, String, Probe)> {
    let mut best: Option<(usize, Fault, String, Probe)> = None;
    let line_end = scene.line().end;
    for fault in candidates {
        let mended = fault.mend.apply(scene.text);
        let changed = super::lines::line_at(scene.text, fault.mend.range.start).start;
        let from = scene.probe.sound.min(changed);
        let next = events::probe(&mended, from);
        let reached = next.error.as_ref().map_or(usize::MAX, |error| error.at);
        // Reading costs, and a little also the copy of the text.
        let read = reached.min(mended.len()).saturating_sub(from) + mended.len() / 16;
        *budget = budget.checked_sub(read)?;
        if reached > fault.mend.beyond.unwrap_or(line_end) {
            return Some((fault, mended, next));
        }
        if reached > scene.error.at && best.as_ref().is_none_or(|(best, ..)| reached > *best) {
            best = Some((reached, fault, mended, next));
        }
    }
    best.map(|(_, fault, mended, next)| (fault, mended, next))
}

/// The tree of the mended text, and what it has to say outside the mended lines.
fn rest(
    text: &str,
    file: FileId,
    origin: &Origin,
    touched: &[Range<usize>],
    diags: &mut Diagnostics,
) -> Option<Mended> {
    let mut found = Diagnostics::new();
    let mut document = build::build(text, file, &mut found).ok()?;
    let touched: Vec<Range<usize>> = touched
        .iter()
        .map(|range| {
            super::lines::line_at(text, range.start).start
                ..super::lines::line_at(text, range.end).end
        })
        .collect();
    found.retain_mut(|diagnostic| {
        let at = diagnostic.primary.span.range();
        let sound = !touched.iter().any(|range| range.start <= at.start && at.start <= range.end);
        diagnostic.each_span(|span| *span = origin.span(file, span.range()));
        sound
    });
    diags.extend(found);
    let mut document = document.take()?;
    document.each_span(&mut |span| *span = origin.span(file, span.range()));
    let lines = touched.into_iter().map(|range| origin.span(file, range)).collect();
    Some(Mended { document, lines })
}

/// The tree of a text that had to be mended.
pub(super) struct Mended {
    pub(super) document: Document,
    /// The lines that are not as they were written.
    pub(super) lines: Vec<Span>,
}
