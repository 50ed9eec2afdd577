//! Runs in a file, before they are pruned: a line of JSON for each, as the tables keep it.
//!
//! A line is an object: `archive` names the format, the other names are those of the columns. The file is
//! only ever added to. A line that a crash has cut off is taken away when the file is opened again: its run
//! is still in the store. What was added is on the disk when [`Archive::sync`] returns, and nothing is
//! pruned before.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use serde_json::{Value, json};

use super::codec::{self, LineData, Opening, moment};
use crate::flow::BoxFuture;
use crate::ports::{Archive, ArchiveError, JournalLine, RunRecord};

/// What each line begins with.
const FORMAT: &str = "{\"archive\":\"hera.run.v1\",";
/// How much is read at once where the end of the last whole line is looked for.
const LOOK_BYTES: u64 = 64 * 1024;

/// An archive of runs in one file. Clones share it.
#[derive(Clone, Debug)]
pub struct ArchiveFile {
    open: Arc<Mutex<File>>,
    path: Arc<Path>,
}

impl ArchiveFile {
    /// Opens the file, or creates it where it is missing, and keeps others from writing it.
    ///
    /// # Errors
    /// When it cannot be opened, holds something else, or another process writes it.
    pub fn open(path: impl Into<PathBuf>) -> Result<ArchiveFile, ArchiveError> {
        let path = path.into();
        let failed = |error: io::Error| unavailable(&path, &error);
        let unfit = |why: &str| ArchiveError::Unfit { what: format!("`{}` {why}", path.display()) };
        let options = OpenOptions::new().read(true).append(true).create(true).to_owned();
        let mut file = options.open(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(unfit("is being written by another process: name another file"));
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        if !is_archive(&mut file).map_err(failed)? {
            return Err(unfit("holds something else than archived runs: name another file"));
        }
        take_away_what_was_cut_off(&mut file).map_err(failed)?;
        // The file itself has to be there after a power cut, too.
        sync_folder(&path).map_err(failed)?;
        Ok(ArchiveFile { open: Arc::new(Mutex::new(file)), path: Arc::from(path) })
    }

    /// Does something with the file on a thread that may wait for the disk.
    fn with(
        &self,
        work: impl FnOnce(&mut File) -> io::Result<()> + Send + 'static,
    ) -> BoxFuture<'_, Result<(), ArchiveError>> {
        let open = Arc::clone(&self.open);
        Box::pin(async move {
            let done = tokio::task::spawn_blocking(move || {
                work(&mut open.lock().unwrap_or_else(PoisonError::into_inner))
            });
            let done = done.await.unwrap_or_else(|error| Err(io::Error::other(error)));
            done.map_err(|error| unavailable(&self.path, &error))
        })
    }
}

impl Archive for ArchiveFile {
    fn add<'a>(
        &'a self,
        run: &'a RunRecord,
        lines: &'a [JournalLine],
    ) -> BoxFuture<'a, Result<(), ArchiveError>> {
        let line = match line(run, lines) {
            Ok(line) => line,
            Err(error) => return Box::pin(std::future::ready(Err(error))),
        };
        self.with(move |file| {
            let whole = file.metadata()?.len();
            file.write_all(&line).inspect_err(|_| {
                // If not even that goes, the next who opens it does it.
                let _ = file.set_len(whole);
            })
        })
    }

    fn sync(&self) -> BoxFuture<'_, Result<(), ArchiveError>> {
        self.with(|file| file.sync_data())
    }
}

fn unavailable(path: &Path, error: &io::Error) -> ArchiveError {
    ArchiveError::Unavailable { what: format!("`{}`: {error}", path.display()) }
}

/// A run as a line.
fn line(run: &RunRecord, lines: &[JournalLine]) -> Result<Vec<u8>, ArchiveError> {
    let header = &run.header;
    let context = &header.context;
    let told = |line: &JournalLine| {
        let (kind, smart_code, subject) = codec::describe(&line.entry);
        Ok(json!({
            "line_number": line.number,
            "line_type": kind,
            "description": subject,
            "smart_code": smart_code,
            "line_data": value(&LineData::alone(line))?,
        }))
    };
    let columns = json!({
        "id": header.id.to_string(),
        "organization_id": context.organization_id.to_string(),
        "transaction_code": header.code,
        "transaction_date": moment(context.started_at),
        "transaction_status": run.status.as_str(),
        "smart_code": header.orchestration,
        "updated_at": moment(run.updated_at),
        "version": run.version,
        "metadata": value(&Opening::of(header, run.owner, run.error.as_ref()))?,
        "lines": lines.iter().map(told).collect::<Result<Vec<Value>, ArchiveError>>()?,
    });
    let columns = columns.to_string();
    // Both are objects: theirs follows ours within the same braces.
    Ok(format!("{FORMAT}{}\n", &columns[1..]).into_bytes())
}

/// What of ours becomes JSON always does.
fn value(data: &impl Serialize) -> Result<Value, ArchiveError> {
    let what = |_| ArchiveError::Unavailable { what: "what cannot be said as JSON".to_owned() };
    serde_json::to_value(data).map_err(what)
}

/// Whether it is empty, or begins as an archive does.
fn is_archive(file: &mut File) -> io::Result<bool> {
    file.seek(SeekFrom::Start(0))?;
    let mut begin = Vec::new();
    file.take(FORMAT.len() as u64).read_to_end(&mut begin)?;
    Ok(FORMAT.as_bytes().starts_with(&begin))
}

/// Shortens the file to its last whole line.
fn take_away_what_was_cut_off(file: &mut File) -> io::Result<()> {
    let length = file.metadata()?.len();
    let mut end = length;
    let mut piece = Vec::new();
    while end > 0 {
        let begin = end.saturating_sub(LOOK_BYTES);
        file.seek(SeekFrom::Start(begin))?;
        piece.clear();
        BufReader::new(&mut *file).take(end - begin).read_to_end(&mut piece)?;
        if let Some(at) = piece.iter().rposition(|byte| *byte == b'\n') {
            end = begin + at as u64 + 1;
            break;
        }
        end = begin;
    }
    if end < length { file.set_len(end).and_then(|()| file.sync_all()) } else { Ok(()) }
}

/// Makes durable that the file is in its folder.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    File::open(folder)?.sync_all()
}
