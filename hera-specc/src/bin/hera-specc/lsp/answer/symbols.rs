//! The outline of a document.

use gen_lsp_types as lsp;
use hera_specc::ide::{Entry, What};
use serde_json::{Value, json};

use super::{Answer, Document, View};

pub(super) fn outline(view: &View<'_>, params: lsp::DocumentSymbolParams) -> Answer {
    let uri = &params.text_document.uri;
    let Some(document) = view.document(uri) else { return Ok(Value::Null) };
    let entries = document.ide.outline(document.file);
    if view.settings.tree {
        return Ok(entries.iter().map(|entry| symbol(&document, entry)).collect());
    }
    let mut list = Vec::new();
    for entry in &entries {
        list.push(flat(&document, uri, entry, None));
        list.extend(entry.children.iter().map(|part| flat(&document, uri, part, Some(entry))));
    }
    Ok(Value::Array(list))
}

fn symbol(document: &Document<'_>, entry: &Entry) -> Value {
    let children: Vec<Value> = entry.children.iter().map(|part| symbol(document, part)).collect();
    let mut symbol = json!({
        "name": entry.name,
        "kind": kind(entry.what),
        "range": document.lines.range(entry.span.range()),
        "selectionRange": document.lines.range(entry.name_span.range()),
        "children": children,
    });
    if let Some(detail) = &entry.detail {
        symbol["detail"] = detail.as_str().into();
    }
    symbol
}

fn flat(document: &Document<'_>, uri: &lsp::Uri, entry: &Entry, parent: Option<&Entry>) -> Value {
    let range = document.lines.range(entry.name_span.range());
    json!({
        "name": entry.name,
        "kind": kind(entry.what),
        "location": {"uri": uri, "range": range},
        "containerName": parent.map(|parent| &parent.name),
    })
}

fn kind(what: What) -> lsp::SymbolKind {
    match what {
        What::Section => lsp::SymbolKind::Namespace,
        What::Event => lsp::SymbolKind::Event,
        What::Node => lsp::SymbolKind::Function,
        What::Edge => lsp::SymbolKind::Operator,
        What::Boundary => lsp::SymbolKind::Package,
        What::Field => lsp::SymbolKind::Field,
        What::Error => lsp::SymbolKind::Constant,
    }
}
