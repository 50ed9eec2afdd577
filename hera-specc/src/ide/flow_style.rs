//! The way into a value in brackets: `[A, B`, `{run: CODE, with: {`.

use super::context::{Cursor, Key, Place, Step};

/// An open bracket.
enum Frame {
    List,
    /// With the key whose value follows.
    Map(Option<String>),
}

/// Moves a cursor into the brackets that are open before it, and past an opening quote.
pub(super) fn enter(text: &str, cursor: &mut Cursor) {
    let before = &text[cursor.typed.clone()];
    if before.starts_with(['[', '{']) {
        let (frames, from) = frames(before);
        for frame in frames {
            cursor.place = Place::Value;
            match frame {
                Frame::List => cursor.path.push(Step::Item),
                Frame::Map(Some(name)) => cursor.path.push(Step::Key(Key { name, at: None })),
                Frame::Map(None) => cursor.place = Place::Key,
            }
            cursor.siblings.clear();
        }
        cursor.typed.start += from;
    } else if cursor.place == Place::Either {
        // A list in brackets that goes on in this line.
        let from = before.rfind(", ").map_or(0, |comma| comma + 2);
        let in_list = cursor.path.last().is_some_and(|step| {
            matches!(step, Step::Key(key) if matches!(key.name.as_str(), "applies_to" | "retryable_errors"))
        });
        if in_list {
            cursor.typed.start += from;
        }
    }
    let before = &text[cursor.typed.clone()];
    let quoted = before.starts_with(['"', '\'']) && cursor.place != Place::Key;
    cursor.typed.start += usize::from(quoted);
}

/// The brackets that are open at the end of `before`, and where the last part starts.
fn frames(before: &str) -> (Vec<Frame>, usize) {
    let mut frames: Vec<Frame> = Vec::new();
    let mut from = 0;
    let mut quote = None;
    for (at, c) in before.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if before[from..at].trim().is_empty() => quote = Some(c),
            (None, '[' | '{') => {
                frames.push(if c == '[' { Frame::List } else { Frame::Map(None) });
                from = at + 1;
            }
            (None, ']' | '}') => {
                frames.pop();
                from = at + 1;
            }
            (None, ',') => {
                if let Some(Frame::Map(key)) = frames.last_mut() {
                    *key = None;
                }
                from = at + 1;
            }
            (None, ':') if before[at + 1..].is_empty() || before[at + 1..].starts_with(' ') => {
                if let Some(Frame::Map(key @ None)) = frames.last_mut() {
                    *key = Some(before[from..at].trim().trim_matches(['"', '\'']).to_owned());
                    from = at + 1;
                }
            }
            _ => {}
        }
    }
    let rest = &before[from..];
    (frames, from + rest.len() - rest.trim_start().len())
}
