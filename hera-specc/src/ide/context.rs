//! Where in a document a cursor stands, told by the lines alone: so that it is known also while the text
//! is no YAML, and in an empty line.

use std::ops::Range;

use super::flow_style;
use crate::parse::lines::{Shape, line_at, next_line, previous_line};

/// A step from the root of a document to a place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Into the value of a key.
    Key(Key),
    /// Into an item of a list.
    Item,
}

/// A key on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    /// Its text.
    pub(super) name: String,
    /// The line on which it stands, and its column in bytes; none inside brackets.
    pub(super) at: Option<(Range<usize>, usize)>,
}

/// What can be written at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A key of the mapping at the path.
    Key,
    /// The value at the path.
    Value,
    /// A key or a value: there is no colon yet.
    Either,
    /// A comment.
    Comment,
}

/// Where a cursor stands.
#[derive(Clone, Debug)]
pub(super) struct Cursor {
    /// From the root to the mapping (for a key) or to the value.
    pub(super) path: Vec<Step>,
    /// What can be written there.
    pub(super) place: Place,
    /// From the start of the key or value to the cursor; quotes and brackets before it are left out.
    pub(super) typed: Range<usize>,
    /// The key under the cursor.
    pub(super) key_under: Option<Range<usize>>,
    /// The keys of the mapping at the cursor, with their values on the same line.
    pub(super) siblings: Vec<(String, String)>,
}

impl Cursor {
    /// The keys of the path, `[]` for items: `graph.nodes[].run`.
    pub(super) fn dotted(&self) -> String {
        dotted(&self.path)
    }
}

/// The keys of a path, `[]` for items.
pub(super) fn dotted(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::Item => text.push_str("[]"),
            Step::Key(key) => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(&key.name);
            }
        }
    }
    text
}

/// Where the byte `offset` of a text stands.
pub(super) fn cursor(text: &str, offset: usize) -> Option<Cursor> {
    let line = line_at(text, offset);
    let offset = text.floor_char_boundary(offset.min(line.end));
    let shape = Shape::of(text, line.clone());
    if text.get(shape.content.end..offset).is_some_and(|rest| rest.trim_start().starts_with('#')) {
        let typed = offset..offset;
        return Some(Cursor {
            path: Vec::new(),
            place: Place::Comment,
            typed,
            key_under: None,
            siblings: Vec::new(),
        });
    }
    let blank = shape.content.is_empty() && !shape.dash;
    let column = if blank { offset - line.start } else { shape.column };
    let mut steps = Vec::new();
    let mut place = Place::Either;
    let mut typed = shape.content.start.min(offset)..offset;
    let mut key_under = None;
    if let Some(key) = &shape.key {
        if offset <= key.end {
            key_under = (key.start <= offset).then(|| key.clone());
            place = Place::Key;
        } else {
            place = Place::Value;
            typed = shape.value.start.min(offset)..offset;
            steps.push(step(text, key, &line, column));
        }
    }
    steps.extend(above(text, &line, shape.dash, if shape.dash { shape.indent } else { column }));
    steps.reverse();
    let siblings = siblings(text, &line, column);
    let mut found = Cursor { path: steps, place, typed, key_under, siblings };
    if place != Place::Key {
        flow_style::enter(text, &mut found);
    }
    Some(found)
}

fn step(text: &str, key: &Range<usize>, line: &Range<usize>, column: usize) -> Step {
    let name = text[key.clone()].trim_matches(['"', '\'']).to_owned();
    Step::Key(Key { name, at: Some((line.clone(), column)) })
}

/// The steps to what starts at `column` of a line, the innermost first. With `dash` the line starts an
/// item whose dash stands there.
fn above(text: &str, line: &Range<usize>, dash: bool, mut column: usize) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut in_list = dash;
    if dash {
        steps.push(Step::Item);
    }
    let mut line = line.clone();
    while let Some(before) = previous_line(text, &line) {
        line = before;
        if column == 0 && !in_list {
            break;
        }
        if indent(text, &line) > column {
            continue;
        }
        let shape = Shape::of(text, line.clone());
        if shape.is_blank() {
            continue;
        }
        let key = shape.key.clone().map(|key| step(text, &key, &line, shape.column));
        if in_list {
            let sibling = shape.dash && shape.indent == column;
            let Some(key) = key.filter(|_| !sibling && shape.column <= column) else { continue };
            steps.push(key);
        } else if shape.dash && shape.indent == column {
            // Between the items of a list.
            in_list = true;
            continue;
        } else if shape.column < column {
            // A line of a longer text has neither.
            if key.is_none() && !shape.dash {
                continue;
            }
            steps.extend(key);
        } else if !shape.dash {
            continue;
        }
        if shape.dash {
            steps.push(Step::Item);
            column = shape.indent;
            in_list = true;
        } else {
            column = shape.column;
            in_list = false;
        }
    }
    steps
}

/// The keys at `column` around a line that belong to one mapping, with what stands behind them.
pub(super) fn siblings(text: &str, line: &Range<usize>, column: usize) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut take = |shape: &Shape| {
        let at_column = shape.key.as_ref().filter(|_| shape.column == column);
        if let Some(key) = at_column {
            let name = text[key.clone()].trim_matches(['"', '\'']).to_owned();
            found.push((name, text[shape.value.clone()].trim_matches(['"', '\'']).to_owned()));
        }
    };
    let here = Shape::of(text, line.clone());
    let mut starts = here.dash && here.column == column;
    let mut up = line.clone();
    while let Some(before) = previous_line(text, &up).filter(|_| !starts) {
        up = before;
        if indent(text, &up) > column {
            continue;
        }
        let shape = Shape::of(text, up.clone());
        if shape.is_blank() || shape.column > column && !shape.dash {
            continue;
        }
        if shape.column != column {
            break;
        }
        take(&shape);
        starts = shape.dash;
    }
    let mut down = line.clone();
    while let Some(after) = next_line(text, &down) {
        down = after;
        if indent(text, &down) > column {
            continue;
        }
        let shape = Shape::of(text, down.clone());
        if shape.is_blank() {
            continue;
        }
        if shape.column != column || shape.dash {
            break;
        }
        take(&shape);
    }
    found
}

fn indent(text: &str, line: &Range<usize>) -> usize {
    let body = &text[line.clone()];
    body.len() - body.trim_start_matches([' ', '\t']).len()
}
