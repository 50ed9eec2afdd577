//! Who is alive: an owner holds a lock on a file of its own, which the system takes away when its
//! process ends, however it ends. So a run is taken over at once after a crash, and never before.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use uuid::Uuid;

use crate::context::StoreError;

/// This opened store, as the owner of runs.
pub(super) struct Owner {
    id: Uuid,
    database: PathBuf,
    lock: Mutex<Option<File>>,
}

impl Owner {
    pub(super) fn new(database: &Path) -> Owner {
        Owner { id: Uuid::now_v7(), database: database.to_owned(), lock: Mutex::default() }
    }

    pub(super) fn id(&self) -> Uuid {
        self.id
    }

    /// Takes the lock. Has to be held before a run with this owner becomes durable.
    pub(super) fn hold(&self) -> Result<(), StoreError> {
        let mut lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        if lock.is_some() {
            return Ok(());
        }
        let failed = |error: std::io::Error| StoreError::Unavailable {
            what: format!("the owner's lock beside the database: {error}"),
        };
        let options = OpenOptions::new().create(true).truncate(false).write(true).to_owned();
        let file = options.open(self.path(self.id)).map_err(failed)?;
        file.lock().map_err(failed)?;
        *lock = Some(file);
        Ok(())
    }

    /// Whether this is another owner, and alive.
    pub(super) fn other_lives(&self, owner: Uuid) -> bool {
        if owner == self.id {
            return false;
        }
        let path = self.path(owner);
        let Ok(file) = File::open(&path) else { return false };
        match file.try_lock() {
            // Gone: its file is of no use any more. If it cannot be removed, that harms nobody.
            Ok(()) => {
                let _ = fs::remove_file(&path);
                false
            }
            Err(TryLockError::WouldBlock | TryLockError::Error(_)) => true,
        }
    }

    fn path(&self, owner: Uuid) -> PathBuf {
        let mut path = self.database.clone().into_os_string();
        path.push(format!("-owner-{owner}"));
        path.into()
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        if self.lock.get_mut().unwrap_or_else(PoisonError::into_inner).is_some() {
            // If it cannot be removed, the next one that looks finds it unlocked.
            let _ = fs::remove_file(self.path(self.id));
        }
    }
}
