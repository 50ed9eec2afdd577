//! Checkpoints beside the commits: a thread copies what the log holds into the database, with a connection
//! of its own. Readers and the writer go on meanwhile; so the log could grow for ever, and when it is
//! long, the thread takes a turn of the writer and has it begin anew. A snapshot that stays open for long
//! keeps the log growing; nobody can help that.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::Mutex as FairMutex;

use super::cells::failed;
use super::connect::Readers;
use super::seat::Seat;
use crate::context::StoreError;

/// After how many pages of log it is copied.
const COPY_PAGES: usize = 1_000;
/// From how many pages on the log begins anew.
const RESTART_PAGES: usize = 8_000;
/// How long a new beginning waits for readers and other processes, in milliseconds.
const RESTART_MS_MAX: u64 = 50;

/// Who sees to it that the log stays short. Its thread ends with it.
pub(super) struct Checkpointer {
    path: PathBuf,
    /// The length of the log at the last COMMIT.
    pages: Arc<AtomicUsize>,
    /// The length at which it is copied next.
    copy_at: AtomicUsize,
    thread: Mutex<Option<Running>>,
}

struct Running {
    wake: SyncSender<()>,
    thread: JoinHandle<()>,
}

impl Checkpointer {
    /// Watches the log of the connection that writes.
    pub(super) fn new(path: &Path, writer: &mut Connection) -> Result<Checkpointer, StoreError> {
        let pages = Arc::new(AtomicUsize::new(0));
        let length = Arc::clone(&pages);
        // It takes the place of the checkpoints that a COMMIT does by itself.
        let hook = move |_: &mut rusqlite::hooks::Wal, pages| {
            length.store(usize::try_from(pages).unwrap_or_default(), Ordering::Relaxed);
            Ok(())
        };
        writer.wal_hook(Some(hook)).map_err(failed)?;
        let (path, copy_at) = (path.to_owned(), AtomicUsize::new(COPY_PAGES));
        Ok(Checkpointer { path, pages, copy_at, thread: Mutex::default() })
    }

    /// Has the log copied if it has become long. Called after each COMMIT, by whoever has the seat.
    pub(super) fn look(&self, seat: &Arc<FairMutex<Seat>>) {
        let pages = self.pages.load(Ordering::Relaxed);
        let copy_at = self.copy_at.load(Ordering::Relaxed);
        if pages < copy_at {
            // It has begun anew.
            if pages + COPY_PAGES < copy_at {
                self.copy_at.store(COPY_PAGES, Ordering::Relaxed);
            }
            return;
        }
        self.copy_at.store(pages + COPY_PAGES, Ordering::Relaxed);
        let mut running = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if running.is_none() {
            *running = self.start(seat);
        }
        let gone = |running: &mut Running| {
            // One that is full is awake already.
            matches!(running.wake.try_send(()), Err(TrySendError::Disconnected(())))
        };
        if running.as_mut().is_some_and(gone) {
            *running = None; // the next look starts another one
        }
    }

    /// Nothing if there is no thread to be had: the next look tries again.
    fn start(&self, seat: &Arc<FairMutex<Seat>>) -> Option<Running> {
        let (wake, woken) = sync_channel(1);
        let (path, seat, pages) = (self.path.clone(), Arc::clone(seat), Arc::clone(&self.pages));
        let work = move || {
            // Where it cannot be opened now, another look tries again.
            if let Ok(connection) = Readers::connect(&path) {
                run(&connection, &seat, &pages, &woken);
            }
        };
        let thread = thread::Builder::new().name("hera-checkpoint".to_owned()).spawn(work);
        thread.ok().map(|thread| Running { wake, thread })
    }
}

fn run(connection: &Connection, seat: &FairMutex<Seat>, pages: &AtomicUsize, woken: &Receiver<()>) {
    // What fails here is tried again when the log has grown further.
    let _ = connection.busy_timeout(Duration::from_millis(RESTART_MS_MAX));
    while woken.recv().is_ok() {
        let _ = connection.execute_batch("PRAGMA wal_checkpoint(PASSIVE)");
        if pages.load(Ordering::Relaxed) >= RESTART_PAGES {
            let mut seat = seat.blocking_lock();
            let _ = seat.commit().tell(); // whoever waits for it
            let _ = connection.execute_batch("PRAGMA wal_checkpoint(RESTART)");
        }
    }
}

impl Drop for Checkpointer {
    fn drop(&mut self) {
        let running = self.thread.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Running { wake, thread }) = running {
            drop(wake);
            // It ends after what it is at, and panics nowhere.
            let _ = thread.join();
        }
    }
}
