//! Rename, and changes of texts in general.

use std::collections::BTreeMap;

use gen_lsp_types as lsp;
use hera_specc::ide::{Allowance, Edit, Ide, Refusal};
use hera_specc::source::FileId;
use lsp_server::ErrorCode;
use serde_json::{Value, json};

use super::{Answer, Refused, View, written};
use crate::lsp::position::Lines;

fn refused(why: &Refusal) -> Refused {
    Refused { code: ErrorCode::RequestFailed, message: why.to_string() }
}

/// The name that can be renamed; nothing where there is no name at all.
pub(super) fn prepare_rename(view: &View<'_>, params: lsp::PrepareRenameParams) -> Answer {
    let Some((document, at)) = view.at(&params.text_document_position_params) else {
        return Ok(Value::Null);
    };
    let name = document.ide.renamable(at).map_err(|why| refused(&why))?;
    written(lsp::PrepareRenamePlaceholder {
        range: document.lines.range(name.span.range()),
        placeholder: name.value.to_owned(),
    })
}

pub(super) fn rename(view: &View<'_>, params: lsp::RenameParams) -> Answer {
    let Some((document, at)) = view.at(&params.text_document_position_params) else {
        return Ok(Value::Null);
    };
    let edits = document.ide.rename(at, &params.new_name).map_err(|why| refused(&why))?;
    Ok(workspace_edit(view, document.ide, &edits))
}

/// A comment with the cursor where its reason goes, where the editor can do that.
pub(super) fn insertion(view: &View<'_>, ide: &Ide, allowance: &Allowance<'_>) -> Value {
    let mut change = workspace_edit(view, ide, &[allowance.edit()]);
    if view.settings.snippets
        && let Some(edit) = change.pointer_mut("/documentChanges/0/edits/0")
    {
        let text = format!("{}${{1:why}}{}", allowance.before, allowance.after);
        *edit = json!({"range": edit["range"], "snippet": {"kind": "snippet", "value": text}});
    }
    change
}

/// Changes in the protocol's words: with the versions that they are made for, where the editor knows
/// what that is.
pub(super) fn workspace_edit(view: &View<'_>, ide: &Ide, edits: &[Edit]) -> Value {
    let mut by_file: BTreeMap<FileId, Vec<lsp::TextEdit>> = BTreeMap::new();
    for edit in edits {
        let lines = Lines::new(ide.sources().text(edit.span.file), view.settings.encoding);
        let range = lines.range(edit.span.range());
        let text = lsp::TextEdit { range, new_text: edit.text.clone() };
        by_file.entry(edit.span.file).or_default().push(text);
    }
    if !view.settings.versions {
        let changes: serde_json::Map<String, Value> = by_file
            .into_iter()
            .map(|(file, edits)| (view.uri(ide, file).0, json!(edits)))
            .collect();
        return json!({"changes": changes});
    }
    let changes: Vec<Value> = by_file
        .into_iter()
        .map(|(file, edits)| {
            let open = view.documents.get(ide.sources().path(file));
            json!({
                "textDocument": {"uri": view.uri(ide, file), "version": open.map(|open| open.version)},
                "edits": edits,
            })
        })
        .collect();
    json!({"documentChanges": changes})
}
