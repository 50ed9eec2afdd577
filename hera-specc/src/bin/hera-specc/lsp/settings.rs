//! What the editor can do and wants, read from `initialize`.
//!
//! Read by hand: an editor that says something odd about one ability gets all the others.

use std::path::PathBuf;

use serde_json::Value;

use super::position::Encoding;
use super::uri;

/// What the editor can do and wants.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    /// How columns are counted.
    pub(super) encoding: Encoding,
    /// The folders of the workspace.
    pub(super) folders: Vec<PathBuf>,
    /// The folders with specs, where the editor names them.
    pub(super) specs: Vec<String>,
    /// Whether it can be asked to watch files.
    pub(super) watches: bool,
    /// Whether definitions may say what they are about.
    pub(super) links: bool,
    /// Whether an outline may be a tree.
    pub(super) tree: bool,
    /// Whether changes may name versions.
    pub(super) versions: bool,
    /// Whether changes may have places to fill in.
    pub(super) snippets: bool,
    /// Whether hovers may be Markdown.
    pub(super) markdown: bool,
}

impl Settings {
    pub(super) fn of(params: &Value) -> Settings {
        let can = |pointer: &str| {
            let found = params.pointer(&format!("/capabilities{pointer}"));
            found.and_then(Value::as_bool).unwrap_or(false)
        };
        let texts = |pointer: &str| -> Vec<&str> {
            let list = params.pointer(pointer).and_then(Value::as_array);
            list.into_iter().flatten().filter_map(Value::as_str).collect()
        };
        let formats = texts("/capabilities/textDocument/hover/contentFormat");
        Settings {
            encoding: Encoding::choose(&texts("/capabilities/general/positionEncodings")),
            folders: folders(params),
            specs: texts("/initializationOptions/specs").into_iter().map(str::to_owned).collect(),
            watches: can("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            links: can("/textDocument/definition/linkSupport"),
            tree: can("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            versions: can("/workspace/workspaceEdit/documentChanges"),
            snippets: can("/workspace/workspaceEdit/snippetEditSupport"),
            markdown: formats.is_empty() || formats.contains(&"markdown"),
        }
    }
}

/// The folders of the workspace: as a list, or in the two older ways.
fn folders(params: &Value) -> Vec<PathBuf> {
    let listed = params.get("workspaceFolders").and_then(Value::as_array);
    let listed: Vec<&str> = listed
        .into_iter()
        .flatten()
        .filter_map(|folder| folder.get("uri").and_then(Value::as_str))
        .collect();
    let root = params.get("rootUri").and_then(Value::as_str);
    let path = params.get("rootPath").and_then(Value::as_str);
    match (listed.as_slice(), root, path) {
        ([], Some(root), _) => vec![PathBuf::from(uri::path(root))],
        ([], None, Some(path)) => vec![PathBuf::from(path)],
        (listed, ..) => listed.iter().map(|uri| PathBuf::from(uri::path(uri))).collect(),
    }
}
