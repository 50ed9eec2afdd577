//! Bytes and characters that no spec may hold.

use std::borrow::Cow;

use crate::diag::catalogue::HS0016;
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::{FileId, SourceMap, Span};

/// The most such characters that are reported one by one.
const REPORTS_MAX: usize = 20;

/// Adds a file's bytes to `sources`. Bytes that are not UTF-8 are reported and give `None`; the file
/// is then in the map with the bad bytes replaced, so that the report can show its line.
pub fn decode(
    sources: &mut SourceMap,
    path: impl Into<String>,
    bytes: Vec<u8>,
    diags: &mut Diagnostics,
) -> Option<FileId> {
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Some(sources.add(path, text)),
        Err(error) => error,
    };
    let at = error.utf8_error().valid_up_to();
    let bytes = error.into_bytes();
    let wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let file = sources.add(path, String::from_utf8_lossy(&bytes).into_owned());
    let bad = '\u{fffd}'.len_utf8();
    let mut diagnostic =
        Diagnostic::new(&HS0016, Span::new(file, at, at + bad), "file is not UTF-8")
            .label("the first byte that is not")
            .help("save the file as UTF-8");
    if wide {
        diagnostic = diagnostic.note("it starts with the byte order mark of UTF-16");
    }
    diags.push(diagnostic);
    None
}

/// Whether a character is invisible and can make a spec mean something else than it shows, or is
/// forbidden by YAML.
fn is_forbidden(text: &str, at: usize, c: char) -> bool {
    match c {
        '\t' | '\n' | '\u{85}' => false,
        // Alone it is a line break to YAML and to nobody else.
        '\r' => !text[at + 1..].starts_with('\n'),
        '\u{feff}' => at != 0,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        '\u{fffe}' | '\u{ffff}' => true,
        c => c.is_control(),
    }
}

/// The text with each forbidden character reported and replaced by spaces of the same length.
pub(super) fn scrub<'t>(text: &'t str, file: FileId, diags: &mut Diagnostics) -> Cow<'t, str> {
    // Of what most texts hold nothing is forbidden, and a look at the bytes tells so.
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~' | b'\t' | b'\n');
    if text.as_bytes().iter().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut bad = text.char_indices().filter(|(at, c)| is_forbidden(text, *at, *c)).peekable();
    if bad.peek().is_none() {
        return Cow::Borrowed(text);
    }
    let mut clean = text.as_bytes().to_vec();
    let mut count = 0_usize;
    for (at, c) in bad {
        clean[at..at + c.len_utf8()].fill(b' ');
        count += 1;
        if count <= REPORTS_MAX {
            diags.push(report(file, at, c));
        }
    }
    if count > REPORTS_MAX {
        let message = format!("file contains {} more such characters", count - REPORTS_MAX);
        diags.push(Diagnostic::new(&HS0016, Span::new(file, 0, 0), message));
    }
    // Whole characters were replaced by ASCII.
    Cow::Owned(String::from_utf8(clean).expect("whole characters were replaced by spaces"))
}

fn report(file: FileId, at: usize, c: char) -> Diagnostic {
    let what = match c {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => "bidirectional character",
        '\u{feff}' => "byte order mark",
        '\r' => "lone carriage return",
        _ => "control character",
    };
    let span = Span::new(file, at, at + c.len_utf8());
    Diagnostic::new(&HS0016, span, format!("file contains the {what} U+{:04X}", c as u32))
        .label("it is invisible here")
        .help("remove it")
        .suggest(span, "")
}
