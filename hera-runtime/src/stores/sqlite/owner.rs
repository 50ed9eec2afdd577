//! Who is alive: an owner holds a lock on a file of its own, which the system takes away when its
//! process ends, however it ends. So a run is taken over at once after a crash, and never before.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use uuid::Uuid;

use crate::context::StoreError;

/// What a lock's name has between the database's and the owner's.
const SUFFIX: &str = "-owner-";
/// How often a lock is tried that others take for a dead owner's meanwhile.
const HOLD_TRIES_MAX: usize = 16;

/// This opened store, as the owner of runs.
pub(super) struct Owner {
    id: Uuid,
    database: PathBuf,
    lock: Mutex<Option<File>>,
}

impl Owner {
    /// An owner of the database in this file, which is there. By whatever name it was opened, its locks lie beside
    /// the file itself, as its log does.
    pub(super) fn new(database: &Path) -> io::Result<Owner> {
        Ok(Owner {
            id: Uuid::now_v7(),
            database: fs::canonicalize(database)?,
            lock: Mutex::default(),
        })
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
        let failed = |error: io::Error| StoreError::Unavailable {
            what: format!("the owner's lock beside the database: {error}"),
        };
        let path = self.path(self.id);
        for _ in 0..HOLD_TRIES_MAX {
            let options = OpenOptions::new().create(true).truncate(false).write(true).to_owned();
            let file = options.open(&path).map_err(failed)?;
            file.lock().map_err(failed)?;
            // Between the two, somebody may have taken it for a dead owner's.
            if path.exists() {
                *lock = Some(file);
                self.sweep();
                return Ok(());
            }
        }
        Err(failed(io::ErrorKind::AlreadyExists.into()))
    }

    /// Whether this is another owner, and alive.
    pub(super) fn other_lives(&self, owner: Uuid) -> bool {
        owner != self.id && is_locked(&self.path(owner))
    }

    /// Removes what dead owners left behind.
    fn sweep(&self) {
        let own = self.path(self.id);
        let folder = match self.database.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let mut prefix = self.database.file_name().unwrap_or_default().to_owned();
        prefix.push(SUFFIX);
        let Ok(files) = fs::read_dir(folder) else { return };
        let prefix = prefix.as_encoded_bytes();
        for file in files.flatten() {
            let name = file.file_name();
            if name.as_encoded_bytes().starts_with(prefix) && own.file_name() != Some(&name) {
                is_locked(&file.path());
            }
        }
    }

    fn path(&self, owner: Uuid) -> PathBuf {
        let mut path = self.database.clone().into_os_string();
        path.push(format!("{SUFFIX}{owner}"));
        path.into()
    }
}

/// Whether a living owner holds this lock; a dead one's file is removed.
fn is_locked(path: &Path) -> bool {
    let file = match File::open(path) {
        Ok(file) => file,
        // What cannot be looked at now may well live.
        Err(error) => return error.kind() != io::ErrorKind::NotFound,
    };
    match file.try_lock() {
        Ok(()) => {
            // It is of no use any more. If it cannot be removed, that harms nobody.
            let _ = fs::remove_file(path);
            false
        }
        Err(TryLockError::WouldBlock | TryLockError::Error(_)) => true,
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

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn an_owner_lives_by_whatever_name_its_database_is_opened() {
        let (there, here) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (real, named) = (there.path().join("hera.db"), here.path().join("shop.db"));
        File::create(&real).unwrap();
        symlink(&real, &named).unwrap();
        let (one, other) = (Owner::new(&named).unwrap(), Owner::new(&real).unwrap());
        one.hold().unwrap();
        assert!(other.other_lives(one.id()));
        let (id, _) = (one.id(), drop(one));
        assert!(!other.other_lives(id));
    }

    #[test]
    fn who_cannot_be_looked_at_lives() {
        let dir = tempfile::tempdir().unwrap();
        assert!(!is_locked(&dir.path().join("nobody")));
        let file = dir.path().join("file");
        File::create(&file).unwrap();
        assert!(is_locked(&file.join("below a file")), "no folder: another error than `not found`");
    }
}
