//! Reads and judges the specs, beside the loop that talks to the editor.
//!
//! There is one thread, and one place for the next order: a newer one takes the place of an older one
//! that has not been begun. What did not change is not judged again.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use hera_specc::ide::Ide;
use hera_specc::settings::{Settings, SettingsFile};
use hera_specc::{SpecFile, host};

use super::documents::Documents;
use super::roots::{self, Root};

/// What to read and judge.
#[derive(Clone, Debug)]
pub(super) struct Order {
    /// Counts the states of the editor.
    pub(super) generation: u64,
    /// The folders of the workspace.
    pub(super) folders: Vec<PathBuf>,
    /// The folders with specs, where they are named.
    pub(super) specs: Vec<String>,
    /// The open documents.
    pub(super) documents: Documents,
    /// Whether files may have changed on the disk.
    pub(super) disk: bool,
}

/// Specs that are judged together.
#[derive(Clone)]
pub(super) struct Project {
    /// Where they lie; `None` for one document outside of all roots.
    pub(super) root: Option<Root>,
    /// The reading.
    pub(super) ide: Arc<Ide>,
}

/// What came of an order.
pub(super) struct Done {
    /// That of the order.
    pub(super) generation: u64,
    /// The open documents that it took in.
    pub(super) documents: Documents,
    /// The readings; `None` where judging them panicked.
    pub(super) projects: Option<Vec<Project>>,
}

/// Where the next order lies.
#[derive(Default)]
pub(super) struct Desk {
    next: Mutex<Next>,
    given: Condvar,
}

#[derive(Default)]
struct Next {
    order: Option<Order>,
    closed: bool,
}

impl Desk {
    /// Gives an order; one that still lies there is forgotten, but not that the disk changed.
    pub(super) fn give(&self, mut order: Order) {
        let mut next = self.lock();
        order.disk |= next.order.as_ref().is_some_and(|older| older.disk);
        next.order = Some(order);
        self.given.notify_one();
    }

    /// There will be no other order.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.given.notify_one();
    }

    fn take(&self) -> Option<Order> {
        let mut next = self.lock();
        loop {
            if next.closed {
                return None;
            }
            if let Some(order) = next.order.take() {
                return Some(order);
            }
            next = self.given.wait(next).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Whether there is a newer order than the one that is being worked on.
    fn is_outdated(&self) -> bool {
        let next = self.lock();
        next.closed || next.order.is_some()
    }

    fn lock(&self) -> MutexGuard<'_, Next> {
        // Nothing panics while it is held.
        self.next.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Works on orders until the desk is closed or nobody hears the answer.
pub(super) fn run(desk: &Desk, mut answer: impl FnMut(Done) -> bool) {
    let mut shelf = Shelf::default();
    while let Some(order) = desk.take() {
        let (generation, documents) = (order.generation, order.documents.clone());
        let judged = catch_unwind(AssertUnwindSafe(|| shelf.judge(&order, desk)));
        let projects = match judged {
            Ok(Some(projects)) => Some(projects),
            // A newer order lies there.
            Ok(None) => continue,
            Err(_) => {
                shelf = Shelf::default();
                None
            }
        };
        if !answer(Done { generation, documents, projects }) {
            return;
        }
    }
}

/// What was read before.
#[derive(Default)]
struct Shelf {
    read: bool,
    folders: Vec<PathBuf>,
    roots: Vec<(Root, Vec<SpecFile>, Option<String>)>,
    judged: BTreeMap<Option<String>, Judged>,
}

impl Shelf {
    /// `None` where a newer order has come in between.
    fn judge(&mut self, order: &Order, desk: &Desk) -> Option<Vec<Project>> {
        if !self.read || order.disk || self.folders != order.folders {
            self.folders.clone_from(&order.folders);
            let found = roots::find(&order.folders, &order.specs).into_iter();
            self.roots = found.map(|root| (root.clone(), root.read(), root.lock())).collect();
            self.read = true;
        }
        let mut projects = Vec::new();
        let mut kept = BTreeMap::new();
        for (root, files, lock) in &self.roots {
            let key = Some(root.0.to_string_lossy().into_owned());
            let files = overlaid(root, files, &order.documents);
            let before = self.judged.remove(&key);
            let ide = reading(&mut kept, key, before, files, lock.clone());
            projects.push(Project { root: Some(root.clone()), ide });
            if desk.is_outdated() {
                self.judged.append(&mut kept);
                return None;
            }
        }
        for (path, open) in order.documents.iter() {
            if self.roots.iter().any(|(root, ..)| root.holds(path)) {
                continue;
            }
            let files = self.alone(path, &open.text, &order.documents);
            let key = Some(path.to_owned());
            let before = self.judged.remove(&key);
            let ide = reading(&mut kept, key, before, files, None);
            projects.push(Project { root: None, ide });
        }
        self.judged = kept;
        Some(projects)
    }

    /// A document outside of all roots: what it refers to may stand in them.
    fn alone(&self, path: &str, text: &str, documents: &Documents) -> Vec<SpecFile> {
        let mut files: Vec<SpecFile> = self
            .roots
            .iter()
            .flat_map(|(root, files, _)| overlaid(root, files, documents))
            .map(|file| SpecFile { judged: false, ..file })
            .collect();
        files.push(SpecFile::new(path, text));
        files
    }
}

/// The files of a root as the editor has them.
fn overlaid(root: &Root, files: &[SpecFile], documents: &Documents) -> Vec<SpecFile> {
    let mut all: BTreeMap<&str, SpecFile> =
        files.iter().map(|file| (file.path.as_str(), file.clone())).collect();
    for (path, open) in documents.iter().filter(|(path, _)| root.holds(path)) {
        let file = SpecFile {
            relative: root.relative(path),
            ..SpecFile::new(path, open.text.to_string())
        };
        all.insert(path, file);
    }
    all.into_values().collect()
}

type Judged = (Vec<SpecFile>, Option<String>, Option<SettingsFile>, Arc<Ide>);

/// The reading of files: the one before where nothing changed.
fn reading(
    kept: &mut BTreeMap<Option<String>, Judged>,
    key: Option<String>,
    before: Option<Judged>,
    files: Vec<SpecFile>,
    lock: Option<String>,
) -> Arc<Ide> {
    let path = key.as_deref().map(std::path::Path::new);
    // Settings that cannot be read are none; the command line says why.
    let settings = path.and_then(|path| host::settings::find(path).ok().flatten());
    let same = |(old, old_lock, old_settings, _): &Judged| {
        *old_lock == lock
            && *old_settings == settings
            && old.len() == files.len()
            && old.iter().zip(&files).all(is_same)
    };
    let ide = match before.filter(same) {
        Some((.., ide)) => ide,
        None => {
            let given = Settings { file: settings.clone(), ..Settings::default() };
            Arc::new(Ide::with(files.clone(), lock.clone(), &given))
        }
    };
    kept.insert(key, (files, lock, settings, Arc::clone(&ide)));
    ide
}

fn is_same((a, b): (&SpecFile, &SpecFile)) -> bool {
    a.path == b.path && a.bytes == b.bytes && a.judged == b.judged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(generation: u64, disk: bool) -> Order {
        let (folders, specs) = (Vec::new(), Vec::new());
        Order { generation, folders, specs, documents: Documents::default(), disk }
    }

    #[test]
    fn a_newer_order_takes_the_place_of_an_older_one() {
        let desk = Desk::default();
        desk.give(order(1, true));
        desk.give(order(2, false));
        assert!(desk.is_outdated());
        let taken = desk.take().expect("there is one");
        assert_eq!((taken.generation, taken.disk), (2, true));
        assert!(!desk.is_outdated());
        desk.close();
        assert!(desk.take().is_none());
    }

    #[test]
    fn what_did_not_change_is_not_judged_again() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("a.yml"), "smart_code: HERA.A.B.C.v1\n")
            .expect("written");
        let mut shelf = Shelf::default();
        let desk = Desk::default();
        let given = Order { folders: vec![folder.path().to_owned()], ..order(1, false) };
        let first = shelf.judge(&given, &desk).expect("nothing newer");
        let second = shelf.judge(&given, &desk).expect("nothing newer");
        assert!(Arc::ptr_eq(&first[0].ide, &second[0].ide));
        std::fs::write(folder.path().join("a.yml"), "smart_code: HERA.A.B.D.v1\n")
            .expect("written");
        let third = shelf.judge(&Order { disk: true, ..given }, &desk).expect("nothing newer");
        assert!(!Arc::ptr_eq(&first[0].ide, &third[0].ide));
    }
}
