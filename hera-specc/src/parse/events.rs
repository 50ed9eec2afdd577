//! The event parser behind one door: its options, its errors as data, and a cheap dry run.

use std::ops::Range;

use granit_parser::{ErrorKind, Event, Options, Parser, StrInput};

/// A place where the text stops being YAML.
#[derive(Clone, Debug)]
pub(super) struct SyntaxError {
    /// What the parser met; for our own wording only.
    pub(super) kind: ErrorKind,
    /// The byte.
    pub(super) at: usize,
}

impl SyntaxError {
    fn new(error: &granit_parser::ScanError, text: &str) -> SyntaxError {
        let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
        SyntaxError { kind: error.kind().clone(), at: text.floor_char_boundary(at) }
    }
}

/// The bytes of an event, clamped to the text.
pub(super) fn range(span: granit_parser::Span, text: &str) -> Range<usize> {
    let clamp = |marker: granit_parser::Marker| {
        text.floor_char_boundary(marker.byte_offset().unwrap_or(text.len()).min(text.len()))
    };
    let start = clamp(span.start);
    start..clamp(span.end).max(start)
}

fn options(strict: bool) -> Options {
    granit_parser::options! {
        strict_indentation: strict,
        emit_anchor_events: true,
        // As serde_yaml reads it.
        block_scalar_eof_without_line_feed: true,
        emit_unresolved_aliases: true,
        // A commented-out block may be long; the file's size is the limit.
        max_buffered_comment_events: usize::MAX,
        // One more than the limit that `build` reports, in each of the two styles.
        flow_nesting_limit: super::DEPTH_MAX + 1,
        block_nesting_limit: super::DEPTH_MAX + 1,
    }
}

/// All events of a text up to its end or its first error.
pub(super) fn events(
    text: &str,
) -> impl Iterator<Item = Result<(Event<'_>, granit_parser::Span), SyntaxError>> {
    let parser: Parser<'_, StrInput<'_>> = Parser::new_from_str_with_options(text, options(false));
    parser.map(move |item| item.map_err(|error| SyntaxError::new(&error, text)))
}

/// What a dry run saw before its end or its first error.
#[derive(Clone, Debug, Default)]
pub(super) struct Probe {
    /// The first error.
    pub(super) error: Option<SyntaxError>,
    /// The first error of a reading that insists on indentation inside quotes and brackets: it is
    /// closer to an unclosed quote than the first error of the ordinary one.
    pub(super) strict: Option<SyntaxError>,
    /// End of the last value, and whether that value has an end of its own (quotes, brackets, alias).
    pub(super) last: Option<Last>,
    /// Brackets that were open.
    pub(super) open: Vec<usize>,
    /// Start of the last entry of the outermost mapping: what stands before it is sound.
    pub(super) sound: usize,
}

/// The last value before an error.
#[derive(Clone, Debug)]
pub(super) struct Last {
    /// Its bytes; of a bracket pair only the closing one.
    pub(super) range: Range<usize>,
    /// Whether nothing may follow it on its line.
    pub(super) closed: bool,
}

/// Reads `text` from the byte `from`, which starts an entry of the outermost mapping (or the text).
pub(super) fn probe(text: &str, from: usize) -> Probe {
    let mut probe = run(&text[from..], false);
    if probe.error.is_some() {
        probe.strict = run(&text[from..], true).error;
    }
    probe.shift(from);
    probe
}

fn run(text: &str, strict: bool) -> Probe {
    let mut probe = Probe::default();
    let mut depth = 0_usize;
    let mut documents = 0;
    for item in Parser::new_from_str_with_options(text, options(strict)) {
        let (event, span) = match item {
            Ok(pair) => pair,
            Err(error) => {
                probe.error = Some(SyntaxError::new(&error, text));
                break;
            }
        };
        let range = range(span, text);
        match event {
            Event::DocumentStart(..) if documents == 1 => break,
            Event::DocumentStart(..) => documents += 1,
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                depth += 1;
                if !range.is_empty() {
                    probe.open.push(range.start);
                }
            }
            Event::MappingEnd | Event::SequenceEnd => {
                depth = depth.saturating_sub(1);
                if text[range.clone()].ends_with(['}', ']']) {
                    probe.open.pop();
                    probe.last = Some(Last { range, closed: true });
                }
            }
            Event::Scalar(..) | Event::Alias(_) | Event::UnresolvedAlias(_) => {
                if depth == 1
                    && probe.open.is_empty()
                    && (range.start == 0 || text[..range.start].ends_with('\n'))
                {
                    probe.sound = range.start;
                }
                if !range.is_empty() {
                    let closed = text[range.clone()].starts_with(['"', '\'', '*']);
                    probe.last = Some(Last { range, closed });
                }
            }
            _ => {}
        }
    }
    probe
}

impl Probe {
    fn shift(&mut self, by: usize) {
        for error in [&mut self.error, &mut self.strict].into_iter().flatten() {
            error.at += by;
        }
        if let Some(last) = &mut self.last {
            last.range = last.range.start + by..last.range.end + by;
        }
        for at in &mut self.open {
            *at += by;
        }
        self.sound += by;
    }
}
