//! The documents that are open, as the editor has them.

use std::collections::BTreeMap;
use std::sync::Arc;

use gen_lsp_types::{TextDocumentContentChangeEvent as Change, TextDocumentItem};

use super::position::{Encoding, Lines};
use super::uri;

/// An open document.
#[derive(Clone, Debug)]
pub(super) struct Open {
    /// Its address, as the editor writes it.
    pub(super) uri: String,
    /// Its version.
    pub(super) version: i32,
    /// Its text.
    pub(super) text: Arc<str>,
}

/// All open documents by path.
#[derive(Clone, Debug, Default)]
pub(super) struct Documents {
    open: BTreeMap<String, Open>,
}

impl Documents {
    pub(super) fn open(&mut self, item: TextDocumentItem) {
        let path = uri::path(&item.uri.0);
        let text = Arc::from(item.text);
        self.open.insert(path, Open { uri: item.uri.0, version: item.version, text });
    }

    pub(super) fn close(&mut self, uri: &str) {
        self.open.remove(&uri::path(uri));
    }

    /// Makes the changes in their order. `false` where the document is not open.
    pub(super) fn change(
        &mut self,
        uri: &str,
        version: i32,
        changes: Vec<Change>,
        encoding: Encoding,
    ) -> bool {
        let Some(open) = self.open.get_mut(&uri::path(uri)) else { return false };
        let mut text = open.text.to_string();
        for change in changes {
            match change {
                Change::TextDocumentContentChangeWholeDocument(whole) => text = whole.text,
                Change::TextDocumentContentChangePartial(part) => {
                    let lines = Lines::new(&text, encoding);
                    let start = lines.offset(part.range.start);
                    let end = lines.offset(part.range.end).max(start);
                    text.replace_range(start..end, &part.text);
                }
            }
        }
        open.text = Arc::from(text);
        open.version = version;
        true
    }

    pub(super) fn get(&self, path: &str) -> Option<&Open> {
        self.open.get(path)
    }

    /// All of them, by path.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Open)> {
        self.open.iter().map(|(path, open)| (path.as_str(), open))
    }

    /// The address of a path: for an open document in the editor's own spelling.
    pub(super) fn uri(&self, path: &str) -> String {
        self.get(path).map_or_else(|| uri::of(path), |open| open.uri.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn changes_are_made_in_order_and_in_units_of_utf16() {
        let mut documents = Documents::default();
        let item = json!({"uri": "file:///a.yml", "languageId": "yaml", "version": 1, "text": "é📚x\r\nb\r\n"});
        documents.open(serde_json::from_value(item).expect("an item"));
        let changes = json!([
            {"range": {"start": {"line": 0, "character": 3}, "end": {"line": 0, "character": 4}}, "text": "yz"},
            {"range": {"start": {"line": 0, "character": 5}, "end": {"line": 1, "character": 1}}, "text": "!"},
        ]);
        let changes = serde_json::from_value(changes).expect("changes");
        assert!(documents.change("file:///a.yml", 2, changes, Encoding::Utf16));
        let open = documents.get("/a.yml").expect("it is open");
        assert_eq!((&*open.text, open.version), ("é📚yz!\r\n", 2));
        assert!(!documents.change("file:///b.yml", 2, Vec::new(), Encoding::Utf16));
    }
}
