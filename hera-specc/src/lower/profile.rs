//! The profile of a module: a file that is no spec, but from which `$PROFILE.key` takes values; and where
//! other files ask for them.

use super::{Input, shape};
use crate::ast::{Entry, Node};
use crate::ir::Profile;
use crate::source::{SourceMap, Span, Spanned};

/// How a value of the profile is asked for.
const ASK: &str = "$PROFILE.";

/// The profile in a file, if it is one: by its smart code, else by its name.
pub(super) fn lower(sources: &SourceMap, input: &Input, root: &Node) -> Option<Profile> {
    let entries = root.map()?;
    let coded = root.get("smart_code").and_then(Node::text).map(|code| {
        code.starts_with("HERA.") && code.split('.').any(|segment| segment == "PROFILE")
    });
    let path = sources.path(input.file);
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let named = matches!(name, "profile.yml" | "profile.yaml");
    if !coded.unwrap_or(named) {
        return None;
    }
    let terminal = root.get("state_machine").and_then(|machine| machine.get("terminal_states"));
    let terminal_states = terminal.and_then(Node::list).map(|states| {
        let name = |node: &Node| Some(Spanned::new(node.text()?.trim().to_owned(), node.span));
        states.iter().filter_map(name).collect()
    });
    let timers = root.get("timer_defaults");
    let timer_minutes_max =
        timers.and_then(|timers| timers.get("max_duration_minutes")).and_then(shape::whole);
    let mut keys = Vec::new();
    flatten("", entries, &mut keys);
    Some(Profile { file: input.file, keys, terminal_states, timer_minutes_max })
}

/// The keys of a mapping and of all below it, with dots.
fn flatten(above: &str, entries: &[Entry], keys: &mut Vec<Spanned<String>>) {
    for entry in entries {
        let path = format!("{above}{}", entry.key.value);
        keys.push(Spanned::new(path.clone(), entry.key.span));
        if let Some(below) = entry.value.map() {
            flatten(&format!("{path}."), below, keys);
        }
    }
}

/// What a file asks of its profile, wherever it stands: in conditions, permissions, hooks and prose, but not
/// in comments. The text is searched, not the tree, so that a file with broken YAML has its say.
pub(super) fn asked(sources: &SourceMap, input: &Input) -> Vec<Spanned<String>> {
    let text = sources.text(input.file);
    let comments = input.document.as_ref().map(|document| document.comments.as_slice());
    let in_comment = |at: usize| match comments {
        Some(comments) => {
            let next = comments.partition_point(|comment| comment.span.start as usize <= at);
            next.checked_sub(1).is_some_and(|last| comments[last].span.range().contains(&at))
        }
        None => {
            let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
            text[line..at].starts_with('#') || text[line..at].contains(" #")
        }
    };
    let places = text.match_indices(ASK).filter(|(at, _)| !in_comment(*at));
    let keys = places.filter_map(|(at, _)| {
        let start = at + ASK.len();
        let len = path_len(&text[start..]);
        let path = text[start..start + len].to_owned();
        (len > 0).then(|| Spanned::new(path, Span::new(input.file, start, start + len)))
    });
    keys.collect()
}

/// How long the dotted path is that a text starts with; a full stop behind it ends a sentence.
fn path_len(text: &str) -> usize {
    let word = |text: &str| {
        let inside = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        if text.starts_with('-') { 0 } else { text.find(|c| !inside(c)).unwrap_or(text.len()) }
    };
    let mut len = word(text).min(text.len());
    while len > 0 && text[len..].starts_with('.') {
        match word(&text[len + 1..]) {
            0 => break,
            more => len += 1 + more,
        }
    }
    len
}

#[cfg(test)]
mod tests {
    use super::path_len;

    #[test]
    fn a_path_ends_with_its_last_word() {
        for (text, path) in [
            ("unique_key) not duplicated", "unique_key"),
            ("timer_defaults.max_minutes, then", "timer_defaults.max_minutes"),
            ("cascade_policy. Then", "cascade_policy"),
            ("validation[entity_type].schema", "validation"),
            ("", ""),
            (".x", ""),
            ("-", ""),
        ] {
            assert_eq!(&text[..path_len(text)], path, "{text}");
        }
    }
}
