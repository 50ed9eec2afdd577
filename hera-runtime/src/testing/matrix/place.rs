//! Where the cases of a matrix run: databases that are opened several times, each time as another process.

use std::sync::Arc;

use uuid::Uuid;

use crate::ports::{Store, StoreFuture};

/// Gives each case a database.
pub trait Places: Send + Sync {
    /// What reports call the store.
    fn name(&self) -> &'static str;

    /// A database for one case. It may hold rows of other organisations.
    fn place(&self) -> StoreFuture<'_, Arc<dyn Place>>;
}

/// A database, and what else keeps a process in possession of its runs.
pub trait Place: Send + Sync {
    /// Opens it once more, as another owner.
    fn open(&self) -> StoreFuture<'_, Arc<dyn Store>>;

    /// Takes away what tells others that this owner lives, as the end of its lease does.
    fn end_lease(&self, owner: Uuid) -> StoreFuture<'_, ()>;
}

#[cfg(feature = "sqlite")]
pub use sqlite::Sqlite;

#[cfg(feature = "sqlite")]
mod sqlite {
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
                Ok(Arc::new(Folder(folder)) as Arc<dyn Place>)
            })
        }
    }

    /// A folder with a database. It goes with the case.
    struct Folder(PathBuf);

    impl Place for Folder {
        fn open(&self) -> StoreFuture<'_, Arc<dyn Store>> {
            Box::pin(async {
                Ok(Arc::new(SqliteStore::open(self.0.join(FILE))?) as Arc<dyn Store>)
            })
        }

        fn end_lease(&self, owner: Uuid) -> StoreFuture<'_, ()> {
            // The lock that says so has a name, and nobody else finds it any more. Who never held it has
            // none.
            let _ = fs::remove_file(self.0.join(format!("{FILE}-owner-{owner}")));
            Box::pin(std::future::ready(Ok(())))
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            // What stays behind is a few pages in memory.
            let _ = fs::remove_dir_all(&self.0);
        }
    }
}
