//! What the server says that it can do.

use gen_lsp_types as lsp;
use serde_json::Value;

use crate::lsp::settings::Settings;

/// The methods that are answered.
const METHODS: [&str; 9] = [
    "textDocument/hover",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/completion",
    "textDocument/codeAction",
    "textDocument/documentSymbol",
];
/// Characters behind which something can be proposed.
const TRIGGERS: [&str; 7] = [".", "$", "'", "\"", " ", "[", "("];

/// Whether a method is answered.
pub(in crate::lsp) fn is_known(method: &str) -> bool {
    METHODS.contains(&method)
}

/// The answer to `initialize`.
pub(in crate::lsp) fn abilities(settings: &Settings) -> Value {
    let kinds = [lsp::CodeActionKind::QuickFix, lsp::CodeActionKind::SourceFixAll];
    let capabilities = lsp::ServerCapabilities {
        position_encoding: Some(settings.encoding.kind()),
        text_document_sync: Some(
            lsp::TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(lsp::TextDocumentSyncKind::Incremental),
                save: Some(true.into()),
                ..lsp::TextDocumentSyncOptions::default()
            }
            .into(),
        ),
        hover_provider: Some(true.into()),
        definition_provider: Some(true.into()),
        references_provider: Some(true.into()),
        document_highlight_provider: Some(true.into()),
        document_symbol_provider: Some(true.into()),
        rename_provider: Some(
            lsp::RenameOptions { prepare_provider: Some(true), ..lsp::RenameOptions::default() }
                .into(),
        ),
        completion_provider: Some(lsp::CompletionOptions {
            trigger_characters: Some(TRIGGERS.map(str::to_owned).to_vec()),
            ..lsp::CompletionOptions::default()
        }),
        code_action_provider: Some(
            lsp::CodeActionOptions {
                code_action_kinds: Some(kinds.to_vec()),
                ..lsp::CodeActionOptions::default()
            }
            .into(),
        ),
        workspace: Some(lsp::WorkspaceOptions {
            workspace_folders: Some(lsp::WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(true.into()),
            }),
            ..lsp::WorkspaceOptions::default()
        }),
        ..lsp::ServerCapabilities::default()
    };
    serde_json::json!({
        "capabilities": capabilities,
        "serverInfo": {"name": "hera-specc", "version": env!("CARGO_PKG_VERSION")},
    })
}
