//! The loop: messages of the editor and readings of the worker in, answers and findings out.
//!
//! An answer is about the newest text: a request waits until the worker has read what was typed before it.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;

use anyhow::Context;
use gen_lsp_types as lsp;
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::answer::{self, View};
use super::documents::Documents;
use super::publish::Published;
use super::settings::Settings;
use super::transport::{self, Received};
use super::uri;
use super::worker::{self, Desk, Done, Order, Project};

/// Messages that wait to be looked at.
const EVENTS_MAX: usize = 256;
/// Requests that wait for a reading.
const WAITING_MAX: usize = 1_000;
/// The exit status without `shutdown`.
const UNCLEAN: u8 = 1;

enum Event {
    Received(Received),
    Done(Done),
    Closed,
}

/// Serves one editor until it says `exit` or goes away.
pub(super) fn serve() -> anyhow::Result<ExitCode> {
    let (events, inbox) = mpsc::sync_channel(EVENTS_MAX);
    let desk = Arc::new(Desk::default());
    let heard = events.clone();
    thread::Builder::new()
        .name("editor".to_owned())
        .spawn(move || listen(&heard))
        .context("cannot start a thread")?;
    let (given, done) = (Arc::clone(&desk), events);
    thread::Builder::new()
        .name("specs".to_owned())
        .spawn(move || worker::run(&given, |answer| done.send(Event::Done(answer)).is_ok()))
        .context("cannot start a thread")?;
    let mut session = Session::new(desk, io::stdout().lock());
    let status = session.run(&inbox);
    session.desk.close();
    Ok(ExitCode::from(status.context("cannot answer the editor")?))
}

fn listen(events: &SyncSender<Event>) {
    let mut input = io::stdin().lock();
    while let Ok(Some(received)) = transport::read(&mut input) {
        if events.send(Event::Received(received)).is_err() {
            return;
        }
    }
    // Nobody is left to hear it where this fails.
    let _ = events.send(Event::Closed);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    New,
    Running,
    ShutDown,
}

struct Session<W> {
    desk: Arc<Desk>,
    output: W,
    stage: Stage,
    settings: Settings,
    documents: Documents,
    generation: u64,
    /// What the newest reading took in.
    read: u64,
    read_documents: Documents,
    projects: Vec<Project>,
    waiting: VecDeque<Request>,
    published: Published,
}

impl<W: Write> Session<W> {
    fn new(desk: Arc<Desk>, output: W) -> Session<W> {
        Session {
            desk,
            output,
            stage: Stage::New,
            settings: Settings::of(&Value::Null),
            documents: Documents::default(),
            generation: 0,
            read: 0,
            read_documents: Documents::default(),
            projects: Vec::new(),
            waiting: VecDeque::new(),
            published: Published::default(),
        }
    }

    /// The exit status.
    fn run(&mut self, inbox: &Receiver<Event>) -> io::Result<u8> {
        while let Ok(event) = inbox.recv() {
            match event {
                Event::Received(Received::Malformed(answer)) => {
                    transport::write(&mut self.output, &answer)?;
                }
                Event::Received(Received::Message(Message::Request(request))) => {
                    self.request(request)?;
                }
                Event::Received(Received::Message(Message::Notification(note))) => {
                    if note.method == "exit" {
                        return Ok(if self.stage == Stage::ShutDown { 0 } else { UNCLEAN });
                    }
                    self.notification(note)?;
                }
                Event::Received(Received::Message(Message::Response(_))) => {}
                Event::Done(done) => self.done(done)?,
                Event::Closed => return Ok(UNCLEAN),
            }
            self.answer_waiting()?;
        }
        Ok(UNCLEAN)
    }

    fn request(&mut self, request: Request) -> io::Result<()> {
        match (self.stage, request.method.as_str()) {
            (Stage::New, "initialize") => {
                self.settings = Settings::of(&request.params);
                self.stage = Stage::Running;
                self.read_again(true);
                self.respond(Response::new_ok(request.id, answer::abilities(&self.settings)))
            }
            (Stage::New, _) => self.refuse(
                request.id,
                ErrorCode::ServerNotInitialized,
                "the first request is `initialize`",
            ),
            (Stage::Running, "shutdown") => {
                self.stage = Stage::ShutDown;
                for waiting in std::mem::take(&mut self.waiting) {
                    self.refuse(waiting.id, ErrorCode::RequestCanceled, "shutting down")?;
                }
                self.respond(Response::new_ok(request.id, Value::Null))
            }
            (Stage::Running, method) if answer::is_known(method) => {
                if self.waiting.len() >= WAITING_MAX {
                    let why = "too many requests wait";
                    return self.refuse(request.id, ErrorCode::ServerCancelled, why);
                }
                self.waiting.push_back(request);
                Ok(())
            }
            (Stage::Running, method) => {
                let why = format!("there is no `{method}` here");
                self.refuse(request.id, ErrorCode::MethodNotFound, &why)
            }
            (Stage::ShutDown, _) => {
                self.refuse(request.id, ErrorCode::InvalidRequest, "after `shutdown` comes `exit`")
            }
        }
    }

    fn notification(&mut self, note: Notification) -> io::Result<()> {
        if self.stage != Stage::Running {
            return Ok(());
        }
        match note.method.as_str() {
            "initialized" => self.watch()?,
            "textDocument/didOpen" => {
                if let Some(params) = self.read_params::<lsp::DidOpenTextDocumentParams>(note)? {
                    self.documents.open(params.text_document);
                    self.read_again(false);
                }
            }
            "textDocument/didChange" => {
                if let Some(params) = self.read_params::<lsp::DidChangeTextDocumentParams>(note)? {
                    self.change(params)?;
                }
            }
            "textDocument/didClose" => {
                if let Some(params) = self.read_params::<lsp::DidCloseTextDocumentParams>(note)? {
                    self.documents.close(&params.text_document.uri.0);
                    self.read_again(true);
                }
            }
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => self.read_again(true),
            "workspace/didChangeWorkspaceFolders" => {
                let params = self.read_params::<lsp::DidChangeWorkspaceFoldersParams>(note)?;
                if let Some(params) = params {
                    self.change_folders(params.event);
                }
            }
            "$/cancelRequest" => {
                if let Some(params) = self.read_params::<lsp::CancelParams>(note)? {
                    self.cancel(params.id)?;
                }
            }
            // The rest may be ignored.
            _ => {}
        }
        Ok(())
    }

    fn change(&mut self, params: lsp::DidChangeTextDocumentParams) -> io::Result<()> {
        let uri = params.text_document.text_document_identifier.uri.0;
        let (version, changes) = (params.text_document.version, params.content_changes);
        if self.documents.change(&uri, version, changes, self.settings.encoding) {
            self.read_again(false);
            return Ok(());
        }
        self.log(lsp::MessageType::Warning, &format!("a change of {uri}, which is not open"))
    }

    fn change_folders(&mut self, event: lsp::WorkspaceFoldersChangeEvent) {
        let path = |folder: lsp::WorkspaceFolder| uri::path(&folder.uri.0).into();
        let removed: Vec<std::path::PathBuf> = event.removed.into_iter().map(path).collect();
        self.settings.folders.retain(|folder| !removed.contains(folder));
        self.settings.folders.extend(event.added.into_iter().map(path));
        self.read_again(true);
    }

    fn cancel(&mut self, id: lsp::Id) -> io::Result<()> {
        let id = match id {
            lsp::Id::Int(id) => RequestId::from(id),
            lsp::Id::String(id) => RequestId::from(id),
        };
        let Some(at) = self.waiting.iter().position(|request| request.id == id) else {
            return Ok(());
        };
        self.waiting.remove(at);
        self.refuse(id, ErrorCode::RequestCanceled, "cancelled")
    }

    /// Orders a reading of what the editor has now.
    fn read_again(&mut self, disk: bool) {
        self.generation += 1;
        self.desk.give(Order {
            generation: self.generation,
            folders: self.settings.folders.clone(),
            specs: self.settings.specs.clone(),
            documents: self.documents.clone(),
            disk,
        });
    }

    fn done(&mut self, done: Done) -> io::Result<()> {
        self.read = done.generation;
        let Some(projects) = done.projects else {
            let told = "judging the specs failed: this is a fault of hera-specc, please report it";
            self.log(lsp::MessageType::Error, told)?;
            for waiting in std::mem::take(&mut self.waiting) {
                self.refuse(waiting.id, ErrorCode::InternalError, told)?;
            }
            return Ok(());
        };
        self.projects = projects;
        self.read_documents = done.documents;
        let view = View {
            projects: &self.projects,
            documents: &self.read_documents,
            settings: &self.settings,
        };
        for params in self.published.update(&view) {
            self.notify("textDocument/publishDiagnostics", params)?;
        }
        Ok(())
    }

    fn answer_waiting(&mut self) -> io::Result<()> {
        if self.read != self.generation {
            return Ok(());
        }
        while let Some(request) = self.waiting.pop_front() {
            let view = View {
                projects: &self.projects,
                documents: &self.read_documents,
                settings: &self.settings,
            };
            let Request { id, method, params } = request;
            let answered =
                catch_unwind(AssertUnwindSafe(|| answer::answer(&method, params, &view)));
            match answered {
                Ok(Ok(result)) => self.respond(Response::new_ok(id, result))?,
                Ok(Err(refused)) => self.refuse(id, refused.code, &refused.message)?,
                Err(_) => {
                    let told = format!("`{method}` failed: this is a fault of hera-specc");
                    self.log(lsp::MessageType::Error, &told)?;
                    self.refuse(id, ErrorCode::InternalError, &told)?;
                }
            }
        }
        Ok(())
    }

    /// Asks the editor to say when specs change on the disk.
    fn watch(&mut self) -> io::Result<()> {
        if !self.settings.watches {
            return Ok(());
        }
        let globs = ["**/*.{yml,yaml}", "**/hera.lock", "**/hera.toml"];
        let watchers: Vec<Value> = globs.iter().map(|glob| json!({"globPattern": glob})).collect();
        let params = json!({"registrations": [{
            "id": "specs",
            "method": "workspace/didChangeWatchedFiles",
            "registerOptions": {"watchers": watchers},
        }]});
        let id = RequestId::from("watch".to_owned());
        let method = "client/registerCapability".to_owned();
        self.send(Request { id, method, params }.into())
    }

    fn read_params<P: DeserializeOwned>(&mut self, note: Notification) -> io::Result<Option<P>> {
        match serde_json::from_value(note.params) {
            Ok(params) => Ok(Some(params)),
            Err(error) => {
                let told = format!("`{}` is malformed: {error}", note.method);
                self.log(lsp::MessageType::Warning, &told)?;
                Ok(None)
            }
        }
    }

    fn log(&mut self, kind: lsp::MessageType, message: &str) -> io::Result<()> {
        self.notify("window/logMessage", json!({"type": kind, "message": message}))
    }

    fn notify(&mut self, method: &str, params: Value) -> io::Result<()> {
        self.send(Notification { method: method.to_owned(), params }.into())
    }

    fn refuse(&mut self, id: RequestId, code: ErrorCode, why: &str) -> io::Result<()> {
        self.respond(Response::new_err(id, code as i32, why.to_owned()))
    }

    fn respond(&mut self, response: Response) -> io::Result<()> {
        self.send(response.into())
    }

    fn send(&mut self, message: Message) -> io::Result<()> {
        message.write(&mut self.output)
    }
}
