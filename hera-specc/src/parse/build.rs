//! Events -> tree, with a stack of its own: depth, number of values and expansion are bounded, and
//! nothing here recurses over the text.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{ErrorKind, Event, ScalarStyle};

use super::events::{self, SyntaxError};
use super::text;
use super::words::Words;
use super::{DEPTH_MAX, FILE_NODES_MAX, FINDINGS_MAX};
use crate::ast::{Document, Entry, Node, Scalar, Style, Value};
use crate::diag::catalogue::{HS0005, HS0008, HS0013, HS0014, HS0018};
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::{FileId, Span, Spanned};

mod anchors;
mod keys;
mod merge;

use anchors::{Anchors, Expansion};
use keys::{Pending, Seen, accept};

/// The document of a text. `Ok(None)` where the tree was given up for a limit, which has been
/// reported; `Err` at the first syntax error, and then the findings so far are not complete.
pub(super) fn build(
    text: &str,
    file: FileId,
    diags: &mut Diagnostics,
) -> Result<Option<Document>, SyntaxError> {
    let mut builder = Builder::new(text, file, diags);
    for item in events::events(text) {
        let (event, span) = match item {
            Ok(pair) => pair,
            Err(SyntaxError { kind: ErrorKind::RecursionLimitExceeded, at }) => {
                builder.too_deep(at);
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        if builder.diags.as_slice().len() > FINDINGS_MAX {
            builder.too_many(span);
            return Ok(None);
        }
        match builder.event(event, span) {
            Flow::On => {}
            Flow::Done => break,
            Flow::GiveUp => return Ok(None),
        }
    }
    Ok(builder.finish())
}

/// What to do after an event.
enum Flow {
    On,
    Done,
    GiveUp,
}

/// A collection that is still open.
struct Frame {
    start: usize,
    /// Whether brackets surround it: then its span ends with the closing one.
    brackets: bool,
    anchor: usize,
    /// Values at and below it, and its height, for expansion and depth.
    size: usize,
    height: usize,
    body: Body,
}

enum Body {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, seen: Seen, key: Pending },
}

struct Builder<'t, 'd> {
    text: &'t str,
    file: FileId,
    diags: &'d mut Diagnostics,
    stack: Vec<Frame>,
    root: Option<Node>,
    documents: usize,
    comments: Vec<Spanned<String>>,
    nodes: usize,
    anchors: Anchors,
    words: Words,
    /// End of the last value that was read: where the search for an indicator starts.
    at: usize,
}

impl<'t, 'd> Builder<'t, 'd> {
    fn new(text: &'t str, file: FileId, diags: &'d mut Diagnostics) -> Builder<'t, 'd> {
        Builder {
            text,
            file,
            diags,
            stack: Vec::new(),
            root: None,
            documents: 0,
            comments: Vec::new(),
            nodes: 0,
            anchors: Anchors::default(),
            words: Words::default(),
            at: 0,
        }
    }

    fn event(&mut self, event: Event<'_>, raw: granit_parser::Span) -> Flow {
        let range = events::range(raw, self.text);
        match event {
            Event::DocumentStart(explicit, _) => return self.document(explicit, &range),
            Event::Comment(comment, _) => {
                let span = self.span(range);
                self.comments.push(Spanned::new(comment.into_owned(), span));
            }
            Event::Scalar(value, style, anchor, tag) => {
                self.tag(tag.is_some(), raw, &range);
                let node = match raw.tag_span().map(|tag| events::range(tag, self.text)) {
                    // `!a && b` was meant as text, and is read on as what it was meant to be.
                    Some(tag) if style == ScalarStyle::Plain && self.is_text(&tag, &range) => {
                        let range = tag.start..range.end.max(tag.end);
                        self.scalar(Cow::Borrowed(&self.text[range.clone()]), style, range)
                    }
                    _ => self.scalar(value, style, range),
                };
                return self.complete(node, anchor, 1, 1);
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.tag(tag.is_some(), raw, &range);
                return self.open(range, anchor, Body::List(Vec::new()));
            }
            Event::MappingStart(_, anchor, tag) => {
                self.tag(tag.is_some(), raw, &range);
                let key = Pending::None;
                let body = Body::Map { entries: Vec::new(), seen: Seen::default(), key };
                return self.open(range, anchor, body);
            }
            Event::SequenceEnd | Event::MappingEnd => return self.close(range),
            Event::Anchor(id, name) => {
                let span = self.span(range);
                self.anchors.define(id, &name, span);
            }
            Event::Alias(id) => return self.alias(id, range),
            Event::UnresolvedAlias(_) => {
                self.diags.push(super::faults::unknown_alias(self.text, self.span(range.clone())));
                let node = self.null(range);
                return self.complete(node, 0, 1, 1);
            }
            // Stream and document ends; the enum may grow.
            _ => {}
        }
        Flow::On
    }

    /// The second document ends the reading.
    fn document(&mut self, explicit: bool, range: &Range<usize>) -> Flow {
        self.documents += 1;
        if self.documents == 1 {
            return Flow::On;
        }
        let marker = if explicit { "---" } else { "..." };
        let from = self.at.min(range.start);
        let found = text::find_at_line_start(self.text, from, marker).unwrap_or(range.start);
        let span = self.span(found..found + marker.len().min(self.text.len() - found));
        self.diags.push(if explicit {
            Diagnostic::new(&HS0008, span, "a spec file holds exactly one document")
                .label("a second document starts here")
                .help("split the file, or remove this line")
        } else {
            Diagnostic::new(&HS0005, span, "a line `...` ends the YAML document, but text follows")
                .label("what follows is not read")
                .help("remove the line, or write what it stands for")
        });
        Flow::Done
    }

    fn scalar(&mut self, value: Cow<'_, str>, style: ScalarStyle, range: Range<usize>) -> Node {
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
            _ => Style::Block,
        };
        if style == Style::Plain && range.is_empty() {
            return self.null(range);
        }
        let range = if style == Style::Block {
            let header = text::skip_indicators(self.text, self.at);
            header.min(range.start)..range.end
        } else {
            range
        };
        let end = range.start + self.text[range.clone()].trim_end().len();
        let span = self.span(range.start..end);
        self.at = self.at.max(end);
        Node { value: Value::Scalar(Scalar { text: value.into_owned(), style }), span }
    }

    /// The empty value, directly behind the indicator that announces it.
    fn null(&mut self, range: Range<usize>) -> Node {
        let kept = self.text[..range.start].trim_end().len().max(self.at.min(range.start));
        let at = kept + usize::from(self.text[kept..].starts_with(':'));
        let scalar = Scalar { text: String::new(), style: Style::Plain };
        self.at = self.at.max(at);
        Node { value: Value::Scalar(scalar), span: self.span(at..at) }
    }

    fn open(&mut self, range: Range<usize>, anchor: usize, body: Body) -> Flow {
        if self.stack.len() >= DEPTH_MAX {
            self.too_deep(range.start);
            return Flow::GiveUp;
        }
        self.anchors.open(anchor);
        self.at = self.at.max(range.end);
        let brackets = !range.is_empty();
        self.stack.push(Frame { start: range.start, brackets, anchor, size: 1, height: 1, body });
        Flow::On
    }

    fn close(&mut self, range: Range<usize>) -> Flow {
        let Some(mut frame) = self.stack.pop() else { return Flow::On };
        let value = match std::mem::replace(&mut frame.body, Body::List(Vec::new())) {
            Body::List(items) => Value::List(items),
            Body::Map { entries, .. } => Value::Map(merge::merge(entries, self.diags)),
        };
        if frame.brackets {
            self.at = self.at.max(range.end);
        }
        // A block collection ends with its last value, not where the next one is indented less.
        let span = self.span(frame.start..self.at.max(frame.start));
        self.anchors.close(frame.anchor);
        self.complete(Node { value, span }, frame.anchor, frame.size, frame.height)
    }

    fn alias(&mut self, id: usize, range: Range<usize>) -> Flow {
        let span = self.span(range.clone());
        self.at = self.at.max(range.end);
        match self.anchors.expand(id, span, self.stack.len(), self.diags) {
            Expansion::Node { node, size, height } => self.complete(node, 0, size, height),
            Expansion::Refused => {
                let node = self.null(range);
                self.complete(node, 0, 1, 1)
            }
            Expansion::TooDeep => {
                self.too_deep(range.start);
                Flow::GiveUp
            }
        }
    }

    /// A value is complete: it becomes the root, an item, a key, or the value of a key.
    fn complete(&mut self, node: Node, anchor: usize, size: usize, height: usize) -> Flow {
        self.nodes += 1;
        if self.nodes > FILE_NODES_MAX {
            self.diags.push(
                Diagnostic::new(&HS0014, node.span, "file exceeds 1,000,000 YAML nodes")
                    .help("split the spec into several files"),
            );
            return Flow::GiveUp;
        }
        self.anchors.keep(anchor, &node, size, height);
        let Some(frame) = self.stack.last_mut() else {
            self.words.value(&node, self.diags);
            self.root = Some(node);
            return Flow::On;
        };
        frame.size += size;
        frame.height = frame.height.max(height + 1);
        match &mut frame.body {
            Body::List(items) => {
                self.words.value(&node, self.diags);
                items.push(node);
            }
            Body::Map { entries, seen, key } => match std::mem::replace(key, Pending::None) {
                Pending::None => {
                    *key = accept(self.text, node, entries, seen, &mut self.words, self.diags);
                }
                Pending::Key(key) => {
                    self.words.value(&node, self.diags);
                    entries.push(Entry { key, value: node });
                }
                Pending::Broken => {}
            },
        }
        Flow::On
    }

    fn tag(&mut self, tagged: bool, raw: granit_parser::Span, range: &Range<usize>) {
        if !tagged {
            return;
        }
        let tag = raw.tag_span().map_or(range.clone(), |span| events::range(span, self.text));
        let diagnostic = super::faults::tag(self.text, tag, self.file);
        self.diags.push(diagnostic);
    }

    /// Whether a tag and the value behind it are one text on one line.
    fn is_text(&self, tag: &Range<usize>, value: &Range<usize>) -> bool {
        let own = !self.text[tag.clone()].starts_with("!!") && tag.len() > 1;
        own && tag.end <= value.end && !self.text[tag.start..value.end].contains('\n')
    }

    fn too_deep(&mut self, at: usize) {
        let end = self.text[at..].chars().next().map_or(at, |first| at + first.len_utf8());
        let span = self.span(at..end);
        self.diags.push(
            Diagnostic::new(&HS0013, span, "nesting is deeper than 64 levels")
                .help("split the spec, or flatten this part"),
        );
    }

    fn too_many(&mut self, at: granit_parser::Span) {
        let span = self.span(events::range(at, self.text));
        self.diags.push(
            Diagnostic::new(&HS0014, span, "file has more than 1,000 findings")
                .label("what follows is not read"),
        );
    }

    fn finish(mut self) -> Option<Document> {
        self.anchors.report(self.diags);
        self.words.report(self.diags);
        let Some(root) =
            self.root.take().filter(|root| !(root.is_null() && root.span.range().is_empty()))
        else {
            self.diags.push(
                Diagnostic::new(&HS0018, Span::new(self.file, 0, 0), "the file is empty")
                    .note("it holds comments and marks, but no value")
                    .help("start from `hera-specc new orchestration`"),
            );
            return None;
        };
        Some(Document { file: self.file, root, comments: self.comments })
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }
}
