//! An editor for tests: the client of `async-lsp`, and a folder with specs.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use async_lsp::lsp_types as lsp;
use async_lsp::router::Router;
use async_lsp::{LanguageServer, MainLoop, ServerSocket};
use lsp::notification::{LogMessage, PublishDiagnostics};
use lsp::request::RegisterCapability;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::process::{Child, Command};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;
use tokio_util::compat::{TokioAsyncReadCompatExt, TokioAsyncWriteCompatExt};

/// Nothing takes so long.
const PATIENCE: Duration = Duration::from_secs(60);

struct Heard {
    findings: UnboundedSender<lsp::PublishDiagnosticsParams>,
    watched: UnboundedSender<Vec<lsp::Registration>>,
}

/// An editor with the server that it started.
pub(crate) struct Editor {
    pub(crate) server: ServerSocket,
    pub(crate) abilities: lsp::ServerCapabilities,
    pub(crate) folder: TempDir,
    pub(crate) watched: UnboundedReceiver<Vec<lsp::Registration>>,
    findings: UnboundedReceiver<lsp::PublishDiagnosticsParams>,
    told: BTreeMap<lsp::Url, lsp::PublishDiagnosticsParams>,
    child: Child,
    client: JoinHandle<()>,
}

impl Editor {
    /// Opens a folder with these files in an editor that can do everything.
    pub(crate) async fn open(files: &[(&str, &str)]) -> Editor {
        Editor::with(files, json!(["utf-16"]), Value::Null).await
    }

    /// The same with these encodings of positions and initialization options.
    pub(crate) async fn with(files: &[(&str, &str)], encodings: Value, options: Value) -> Editor {
        let folder = tempfile::tempdir().expect("a folder can be made");
        for (name, text) in files {
            write(folder.path(), name, text);
        }
        let (found, findings) = unbounded_channel();
        let (registered, watched) = unbounded_channel();
        let (client, mut server) = MainLoop::new_client(|_server| {
            let mut router = Router::new(Heard { findings: found, watched: registered });
            router
                .notification::<PublishDiagnostics>(|heard, params| {
                    let _ = heard.findings.send(params);
                    ControlFlow::Continue(())
                })
                .notification::<LogMessage>(|_, params| panic!("{}", params.message))
                .request::<RegisterCapability, _>(|heard, params| {
                    let _ = heard.watched.send(params.registrations);
                    async { Ok(()) }
                });
            router
        });
        let mut child = Command::new(env!("CARGO_BIN_EXE_hera-specc"))
            .args(["lsp", "--stdio"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the server starts");
        let input = child.stdout.take().expect("it is piped").compat();
        let output = child.stdin.take().expect("it is piped").compat_write();
        // It ends when the server does.
        let client = tokio::spawn(async move {
            let _ = client.run_buffered(input, output).await;
        });
        let params = json!({
            "capabilities": {
                "general": {"positionEncodings": encodings},
                "workspace": {
                    "didChangeWatchedFiles": {"dynamicRegistration": true},
                    "workspaceEdit": {"documentChanges": true},
                },
                "textDocument": {
                    "definition": {"linkSupport": true},
                    "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
                },
            },
            "initializationOptions": options,
            "workspaceFolders": [{"uri": uri(folder.path(), ""), "name": "tests"}],
        });
        let params = serde_json::from_value(params).expect("they are in the protocol");
        let known = server.initialize(params).await.expect("it answers");
        server.initialized(lsp::InitializedParams {}).expect("it listens");
        Editor {
            server,
            abilities: known.capabilities,
            folder,
            watched,
            findings,
            told: BTreeMap::new(),
            child,
            client,
        }
    }

    /// The address of a file.
    pub(crate) fn uri(&self, name: &str) -> lsp::Url {
        uri(self.folder.path(), name)
    }

    /// Opens a document with a text that is on no disk.
    pub(crate) fn show(&mut self, name: &str, text: &str) {
        let params = json!({"textDocument": {
            "uri": self.uri(name), "languageId": "yaml", "version": 1, "text": text,
        }});
        let params = serde_json::from_value(params).expect("in the protocol");
        self.server.did_open(params).expect("it listens");
    }

    /// Changes an open document.
    pub(crate) fn change(&mut self, name: &str, version: i32, changes: Value) {
        let params = json!({
            "textDocument": {"uri": self.uri(name), "version": version},
            "contentChanges": changes,
        });
        let params = serde_json::from_value(params).expect("in the protocol");
        self.server.did_change(params).expect("it listens");
    }

    /// Writes a file, and says so as an editor that watches.
    pub(crate) fn write(&mut self, name: &str, text: &str) {
        write(self.folder.path(), name, text);
        let params = json!({"changes": [{"uri": self.uri(name), "type": 2}]});
        let params = serde_json::from_value(params).expect("in the protocol");
        self.server.did_change_watched_files(params).expect("it listens");
    }

    /// The findings of a document in this version, or a later one.
    pub(crate) async fn findings(&mut self, name: &str, version: i32) -> Vec<lsp::Diagnostic> {
        let told = |told: &lsp::PublishDiagnosticsParams| told.version >= Some(version);
        self.findings_when(name, told).await
    }

    /// The findings of a document as soon as something is told that fits.
    pub(crate) async fn findings_when(
        &mut self,
        name: &str,
        fits: impl Fn(&lsp::PublishDiagnosticsParams) -> bool,
    ) -> Vec<lsp::Diagnostic> {
        let uri = self.uri(name);
        loop {
            if let Some(told) = self.told.get(&uri).filter(|told| fits(told)) {
                return told.diagnostics.clone();
            }
            let next = tokio::time::timeout(PATIENCE, self.findings.recv()).await;
            let next = next.expect("findings come").expect("the server lives");
            self.told.insert(next.uri.clone(), next);
        }
    }

    /// The place of a cursor.
    pub(crate) fn at(
        &self,
        name: &str,
        position: lsp::Position,
    ) -> lsp::TextDocumentPositionParams {
        let text_document = lsp::TextDocumentIdentifier { uri: self.uri(name) };
        lsp::TextDocumentPositionParams { text_document, position }
    }

    /// Says `shutdown` and `exit`, and gives the exit status.
    pub(crate) async fn leave(mut self) -> i32 {
        self.server.shutdown(()).await.expect("it answers");
        self.server.exit(()).expect("it listens");
        self.status().await
    }

    /// Waits for the end of the server.
    pub(crate) async fn status(mut self) -> i32 {
        let ended = tokio::time::timeout(PATIENCE, self.child.wait()).await;
        self.client.abort();
        ended.expect("it ends").expect("it was started").code().expect("it was not killed")
    }
}

/// The address of a file in a folder.
fn uri(folder: &Path, name: &str) -> lsp::Url {
    lsp::Url::from_file_path(folder.join(name)).expect("an absolute path")
}

/// Writes a file in a folder.
fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("it has one")).expect("it can be made");
    std::fs::write(path, text).expect("it can be written");
}

/// A text without its cursor, `$0`, and where that was, in units of UTF-16.
#[track_caller]
pub(crate) fn cursor(text: &str) -> (String, lsp::Position) {
    let (before, after) = text.split_once("$0").expect("there is a cursor");
    let line = before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count();
    let count = |n: usize| u32::try_from(n).expect("small");
    (format!("{before}{after}"), lsp::Position::new(count(line), count(column)))
}

/// A text after changes, which are in units of UTF-16.
pub(crate) fn edited(text: &str, mut edits: Vec<lsp::TextEdit>) -> String {
    edits.sort_by_key(|edit| (edit.range.start.line, edit.range.start.character));
    let mut text = text.to_owned();
    for edit in edits.iter().rev() {
        let (start, end) = (offset(&text, edit.range.start), offset(&text, edit.range.end));
        text.replace_range(start..end, &edit.new_text);
    }
    text
}

/// The byte of a position, in units of UTF-16.
fn offset(text: &str, position: lsp::Position) -> usize {
    let line: usize = text.split_inclusive('\n').take(position.line as usize).map(str::len).sum();
    let mut column = 0;
    for (at, c) in text[line..].char_indices() {
        if column >= position.character as usize {
            return line + at;
        }
        column += c.len_utf16();
    }
    text.len()
}
