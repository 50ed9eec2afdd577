//! Files that go with their case.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use uuid::Uuid;

use super::{Place, Places};
use crate::context::StoreError;
use crate::ports::{Store, StoreFuture};
use crate::stores::sqlite::SqliteStore;

/// Where files cost no sync of a disk: what a power cut takes is no question of the matrix.
const MEMORY: &str = "/dev/shm";
const FILE: &str = "hera.db";

/// A fresh SQLite file for each case.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sqlite;

impl Places for Sqlite {
    fn name(&self) -> &'static str {
        "sqlite"
    }

    fn place(&self) -> StoreFuture<'_, Arc<dyn Place>> {
        Box::pin(async {
            let folder = match Path::new(MEMORY) {
                memory if memory.is_dir() => memory.to_owned(),
                _ => std::env::temp_dir(),
            };
            let folder = folder.join(format!("hera-matrix-{}", Uuid::new_v4().simple()));
            fs::create_dir(&folder).map_err(|error| StoreError::Unavailable {
                what: format!("a folder for the case: {error}"),
            })?;
            Ok(Arc::new(Folder { path: folder, made: true }) as Arc<dyn Place>)
        })
    }

    fn at<'a>(&'a self, address: &'a str) -> StoreFuture<'a, Arc<dyn Place>> {
        let folder = Folder { path: PathBuf::from(address), made: false };
        Box::pin(std::future::ready(Ok(Arc::new(folder) as Arc<dyn Place>)))
    }
}

/// A folder with a database. It goes with the case that made it.
struct Folder {
    path: PathBuf,
    made: bool,
}

impl Place for Folder {
    fn address(&self) -> Option<String> {
        self.path.to_str().map(str::to_owned)
    }

    fn open(&self) -> StoreFuture<'_, Arc<dyn Store>> {
        Box::pin(async { Ok(Arc::new(SqliteStore::open(self.path.join(FILE))?) as Arc<dyn Store>) })
    }

    fn end_lease<'a>(&'a self, _: &'a dyn Store, owner: Uuid) -> StoreFuture<'a, ()> {
        // The lock that says so has a name, and nobody else finds it any more. Who never held it has
        // none.
        let _ = fs::remove_file(self.path.join(format!("{FILE}-owner-{owner}")));
        Box::pin(std::future::ready(Ok(())))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.made {
            // What stays behind is a few pages in memory.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}
