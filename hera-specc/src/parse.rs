//! Text -> tree: YAML as people write it, every value with its exact span.
//!
//! Promise: any text ends in a tree, in findings, or in both, in bounded time and memory and without
//! a panic. After a syntax error the text is mended in memory, fault by fault, so that one run names
//! every fault of the file. The words of the YAML parser never reach a person. This room knows
//! nothing of HERA and does no I/O.

use crate::ast;
use crate::diag::catalogue::{HS0014, HS0018};
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::{FileId, SourceMap, Span};

mod build;
mod characters;
mod events;
mod faults;
pub(crate) mod lines;
mod mend;
mod quote;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub use characters::decode;

/// The largest file that is read.
pub const FILE_BYTES_MAX: usize = 8 * 1024 * 1024;
/// The most values that one file may hold.
pub const FILE_NODES_MAX: usize = 1_000_000;
/// The deepest nesting of lists and mappings.
pub const DEPTH_MAX: usize = 64;
/// The most findings of one file before its reading is given up.
pub const FINDINGS_MAX: usize = 1_000;
/// The most values that aliases may repeat.
pub const EXPANDED_NODES_MAX: usize = 1_000;

/// Parses one file. `None` where its text is no YAML document (which has been reported); a document
/// comes with errors where its text could be read in spite of them, such as a key that is given twice.
pub fn parse(sources: &SourceMap, file: FileId, diags: &mut Diagnostics) -> Option<ast::Document> {
    parse_on(sources, file, diags).ok()
}

/// What is left of a file that is no YAML document: its tree after mending.
#[derive(Clone, Debug)]
pub struct Salvage {
    /// The tree.
    pub document: ast::Document,
    /// The lines that are not as they were written.
    pub mended: Vec<Span>,
}

/// As [`parse`], and what can be salvaged of a text that is no YAML document.
///
/// # Errors
/// Where the text is no YAML document, which has been reported; with what is left, if that is anything.
pub fn parse_on(
    sources: &SourceMap,
    file: FileId,
    diags: &mut Diagnostics,
) -> Result<ast::Document, Option<Box<Salvage>>> {
    let original = sources.text(file);
    if original.len() > FILE_BYTES_MAX {
        diags.push(too_large(file));
        return Err(None);
    }
    let mut found = Diagnostics::new();
    let reading = read(original, file, &mut found);
    found.retain_mut(|diagnostic| {
        diagnostic.each_span(|span| *span = whole_characters(*span, original));
        true
    });
    diags.extend(found);
    match reading {
        Reading::Sound(document) => Ok(document),
        Reading::Mended(mend::Mended { mut document, lines }) => {
            document.each_span(&mut |span| *span = whole_characters(*span, original));
            Err(Some(Box::new(Salvage { document, mended: lines })))
        }
        Reading::Nothing => Err(None),
    }
}

/// The tree of a text whose syntax errors are mended, for tools that help while it is typed: what a mend
/// takes away is absent from it. Reports nothing; `None` where nothing can be made of the text.
#[must_use]
pub fn mended(sources: &SourceMap, file: FileId) -> Option<ast::Document> {
    let original = sources.text(file);
    if original.len() > FILE_BYTES_MAX {
        return None;
    }
    match read(original, file, &mut Diagnostics::new()) {
        Reading::Sound(document) => Some(document),
        Reading::Mended(mend::Mended { mut document, .. }) => {
            document.each_span(&mut |span| *span = whole_characters(*span, original));
            Some(document)
        }
        Reading::Nothing => None,
    }
}

/// What a text gives.
enum Reading {
    /// The tree of the text as it is.
    Sound(ast::Document),
    /// The tree of a text that had to be mended; its faults are reported.
    Mended(mend::Mended),
    /// No tree; why not is reported.
    Nothing,
}

impl Reading {
    fn sound(document: Option<ast::Document>) -> Reading {
        document.map_or(Reading::Nothing, Reading::Sound)
    }
}

fn read(original: &str, file: FileId, diags: &mut Diagnostics) -> Reading {
    let text = characters::scrub(original, file, diags);
    if text.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']).is_empty() {
        diags.push(empty(file));
        return Reading::Nothing;
    }
    let mut found = Diagnostics::new();
    if let Ok(document) = build::build(&text, file, &mut found) {
        // Prose alone is one plain scalar to YAML.
        let prose = document.as_ref().is_some_and(|document| document.root.plain().is_some());
        if let Some(diagnostic) = prose.then(|| faults::markdown(&text, file)).flatten() {
            diags.push(diagnostic);
            return Reading::Nothing;
        }
        diags.extend(found);
        return Reading::sound(document);
    }
    mend::explain(&text, file, diags).map_or(Reading::Nothing, Reading::Mended)
}

/// The span widened to whole characters: in text that was scrubbed or mended, each byte is one.
fn whole_characters(span: Span, text: &str) -> Span {
    let std::ops::Range { start, end } = span.range();
    let end = text.ceil_char_boundary(end.min(text.len()));
    Span::new(span.file, text.floor_char_boundary(start.min(end)), end)
}

fn too_large(file: FileId) -> Diagnostic {
    Diagnostic::new(&HS0014, Span::new(file, 0, 0), "file exceeds 8 MiB")
        .help("split the spec into several files")
}

fn empty(file: FileId) -> Diagnostic {
    Diagnostic::new(&HS0018, Span::new(file, 0, 0), "the file is empty")
        .help("start from `hera-specc new orchestration`")
}
