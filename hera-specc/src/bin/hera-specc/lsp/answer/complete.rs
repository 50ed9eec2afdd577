//! Completion.

use gen_lsp_types as lsp;
use hera_specc::ide::{Proposal, Proposed};
use serde_json::Value;

use super::{Answer, Document, View, written};

pub(super) fn complete(view: &View<'_>, params: lsp::CompletionParams) -> Answer {
    let Some((document, at)) = view.at(&params.text_document_position_params) else {
        return Ok(Value::Null);
    };
    let found = document.ide.complete(at);
    let items = found.proposals.into_iter().enumerate();
    written(lsp::CompletionList {
        is_incomplete: found.cut,
        items: items.map(|(rank, proposal)| item(&document, rank, proposal)).collect(),
        ..lsp::CompletionList::default()
    })
}

fn item(document: &Document<'_>, rank: usize, proposal: Proposal) -> lsp::CompletionItem {
    let range = document.lines.range(proposal.edit.span.range());
    let documentation = proposal
        .doc
        .map(|value| lsp::MarkupContent { kind: lsp::MarkupKind::Markdown, value }.into());
    lsp::CompletionItem {
        kind: Some(kind(proposal.kind)),
        detail: proposal.detail,
        documentation,
        // The order is ours: the likeliest first.
        sort_text: Some(format!("{rank:04}")),
        filter_text: Some(proposal.label.clone()),
        text_edit: Some(lsp::TextEdit { range, new_text: proposal.edit.text }.into()),
        label: proposal.label,
        ..lsp::CompletionItem::default()
    }
}

fn kind(proposed: Proposed) -> lsp::CompletionItemKind {
    match proposed {
        Proposed::Key => lsp::CompletionItemKind::Property,
        Proposed::Code => lsp::CompletionItemKind::Module,
        Proposed::Node => lsp::CompletionItemKind::Variable,
        Proposed::Event => lsp::CompletionItemKind::Event,
        Proposed::Field => lsp::CompletionItemKind::Field,
        Proposed::Word => lsp::CompletionItemKind::EnumMember,
        Proposed::Function => lsp::CompletionItemKind::Function,
        Proposed::Type => lsp::CompletionItemKind::Class,
        Proposed::Error => lsp::CompletionItemKind::Constant,
        Proposed::Rule => lsp::CompletionItemKind::Reference,
    }
}
