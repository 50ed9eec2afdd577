//! Code actions: what a finding proposes, the comment that allows it, and all that is proposed for a
//! file at once.

use gen_lsp_types as lsp;
use hera_specc::source::Span;
use serde_json::{Value, json};

use super::edits::{insertion, workspace_edit};
use super::{Answer, Document, View};
use crate::lsp::position::Lines;
use crate::lsp::publish;

const FIX_ALL: &str = "source.fixAll.hera";

pub(super) fn actions(view: &View<'_>, params: lsp::CodeActionParams) -> Answer {
    let Some(document) = view.document(&params.text_document.uri) else { return Ok(Value::Null) };
    let only: Option<Vec<String>> = params.context.only.map(|kinds| {
        kinds.iter().filter_map(|kind| Some(json!(kind).as_str()?.to_owned())).collect()
    });
    let mut actions = Vec::new();
    if wanted(only.as_deref(), "quickfix") {
        actions.extend(quick_fixes(view, &document, params.range));
        actions.extend(allowances(view, &document, params.range));
    }
    // To work out all changes of a file takes readings of it: not at every move of the cursor.
    if only.is_some() && wanted(only.as_deref(), FIX_ALL) {
        actions.extend(fix_all(view, &document));
    }
    Ok(Value::Array(actions))
}

/// Whether a kind is among those that are asked for, or below one of them.
fn wanted(only: Option<&[String]>, kind: &str) -> bool {
    let below = |asked: &String| {
        let rest = kind.strip_prefix(asked.as_str());
        rest.is_some_and(|rest| asked.is_empty() || rest.is_empty() || rest.starts_with('.'))
    };
    only.is_none_or(|kinds| kinds.iter().any(below))
}

fn place(document: &Document<'_>, range: lsp::Range) -> Span {
    let start = document.lines.offset(range.start);
    let end = document.lines.offset(range.end);
    Span::new(document.file, start, end)
}

fn quick_fixes(view: &View<'_>, document: &Document<'_>, range: lsp::Range) -> Vec<Value> {
    let fixes = document.ide.fixes(place(document, range)).into_iter();
    let action = fixes.map(|fix| {
        json!({
            "title": fix.title,
            "kind": "quickfix",
            "diagnostics": [publish::finding(view, document.ide, &document.lines, fix.finding)],
            "isPreferred": true,
            "edit": workspace_edit(view, document.ide, &fix.edits),
        })
    });
    action.collect()
}

/// Never preferred: a finding is mended where it can be.
fn allowances(view: &View<'_>, document: &Document<'_>, range: lsp::Range) -> Vec<Value> {
    let found = document.ide.allowances(place(document, range)).into_iter();
    let action = found.map(|allowance| {
        json!({
            "title": allowance.title,
            "kind": "quickfix",
            "diagnostics": [publish::finding(view, document.ide, &document.lines, allowance.finding)],
            "edit": insertion(view, document.ide, &allowance),
        })
    });
    action.collect()
}

fn fix_all(view: &View<'_>, document: &Document<'_>) -> Option<Value> {
    let mended = document.ide.mended_text(document.file)?;
    let text = document.ide.sources().text(document.file);
    // Only what differs is replaced, so that the cursor stays where it is.
    let start = common(text.char_indices(), mended.char_indices());
    let (old, new) = (&text[start..], &mended[start..]);
    let kept = common(reversed(old), reversed(new));
    let lines = Lines::new(text, view.settings.encoding);
    let edit = lsp::TextEdit {
        range: lines.range(start..text.len() - kept),
        new_text: mended[start..mended.len() - kept].to_owned(),
    };
    let uri = view.uri(document.ide, document.file).0;
    let changes = if view.settings.versions {
        let open = view.documents.get(document.ide.sources().path(document.file));
        let version = open.map(|open| open.version);
        json!({"documentChanges": [{"textDocument": {"uri": uri, "version": version}, "edits": [edit]}]})
    } else {
        json!({"changes": {uri: [edit]}})
    };
    Some(json!({"title": "Fix all in this file", "kind": FIX_ALL, "edit": changes}))
}

/// The characters of a text from its end, each with the bytes behind it.
fn reversed(text: &str) -> impl Iterator<Item = (usize, char)> {
    text.char_indices().rev().map(|(at, c)| (text.len() - at - c.len_utf8(), c))
}

/// The bytes that two texts have in common at the start.
fn common(a: impl Iterator<Item = (usize, char)>, b: impl Iterator<Item = (usize, char)>) -> usize {
    a.zip(b)
        .take_while(|((_, a), (_, b))| a == b)
        .last()
        .map_or(0, |((at, c), _)| at + c.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_wanted_with_those_above_it() {
        let only = |kinds: &[&str]| -> Vec<String> {
            kinds.iter().map(|kind| (*kind).to_owned()).collect()
        };
        assert!(wanted(None, "quickfix"));
        assert!(wanted(Some(&only(&["source"])), FIX_ALL));
        assert!(wanted(Some(&only(&["source.fixAll"])), FIX_ALL));
        assert!(!wanted(Some(&only(&["source.fix"])), FIX_ALL));
        assert!(!wanted(Some(&only(&["refactor"])), "quickfix"));
    }

    #[test]
    fn what_two_texts_share_is_whole_characters() {
        assert_eq!(common("aüb".char_indices(), "aüc".char_indices()), 3);
        assert_eq!(common(reversed("xü"), reversed("yü")), 2);
        assert_eq!(common("é".char_indices(), "è".char_indices()), 0);
    }
}
