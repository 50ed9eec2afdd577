//! Reads and judges the specs, beside the loop that talks to the editor.
//!
//! There is one thread, and one place for the next order: a newer one takes the place of an older one
//! that has not been begun. What did not change is not judged again.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use hera_specc::SpecFile;
use hera_specc::ide::Ide;
use hera_specc::settings::{Settings, SettingsFile};

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

/// What is judged together.
#[derive(Clone, Default)]
struct Given {
    files: Vec<SpecFile>,
    lock: Option<String>,
    settings: Option<SettingsFile>,
}

/// What was read before.
#[derive(Default)]
struct Shelf {
    read: bool,
    folders: Vec<PathBuf>,
    roots: Vec<(Root, Given)>,
    judged: BTreeMap<String, (Given, Arc<Ide>)>,
}

impl Shelf {
    /// `None` where a newer order has come in between.
    fn judge(&mut self, order: &Order, desk: &Desk) -> Option<Vec<Project>> {
        if !self.read || order.disk || self.folders != order.folders {
            self.folders.clone_from(&order.folders);
            self.roots = roots::find(&order.folders, &order.specs)
                .into_iter()
                .map(|root| {
                    let (files, lock, settings) = (root.read(), root.lock(), root.settings());
                    (root, Given { files, lock, settings })
                })
                .collect();
            self.read = true;
        }
        let mut projects = Vec::new();
        let mut kept = BTreeMap::new();
        for (root, given) in &self.roots {
            let key = root.0.to_string_lossy().into_owned();
            let before = self.judged.remove(&key);
            let ide = reading(&mut kept, key, before, overlaid(root, given, &order.documents));
            projects.push(Project { root: Some(root.clone()), ide });
            if desk.is_outdated() {
                self.judged.append(&mut kept);
                return None;
            }
        }
        for (path, open) in order.documents.iter().filter(|(path, _)| roots::is_spec(path)) {
            if self.roots.iter().any(|(root, _)| root.holds(path)) {
                continue;
            }
            let files = self.alone(path, &open.text, &order.documents);
            let before = self.judged.remove(path);
            let given = Given { files, ..Given::default() };
            let ide = reading(&mut kept, path.to_owned(), before, given);
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
            .flat_map(|(root, given)| overlaid(root, given, documents).files)
            .map(|file| SpecFile { judged: false, ..file })
            .collect();
        files.push(SpecFile::new(path, text));
        files
    }
}

/// What a root holds as the editor has it.
fn overlaid(root: &Root, given: &Given, documents: &Documents) -> Given {
    let mut all: BTreeMap<&str, SpecFile> =
        given.files.iter().map(|file| (file.path.as_str(), file.clone())).collect();
    for (path, open) in documents.iter().filter(|(path, _)| root.holds(path)) {
        if roots::is_spec(path) {
            let relative = root.relative(path);
            all.insert(path, SpecFile { relative, ..SpecFile::new(path, open.text.to_string()) });
        }
    }
    let settings = given.settings.clone().map(|file| match documents.get(&file.path) {
        Some(open) => SettingsFile { bytes: open.text.as_bytes().to_vec(), ..file },
        None => file,
    });
    Given { files: all.into_values().collect(), lock: given.lock.clone(), settings }
}

/// The reading of what is given: the one before where nothing changed.
fn reading(
    kept: &mut BTreeMap<String, (Given, Arc<Ide>)>,
    key: String,
    before: Option<(Given, Arc<Ide>)>,
    given: Given,
) -> Arc<Ide> {
    let ide = match before.filter(|(old, _)| is_same(old, &given)) {
        Some((_, ide)) => ide,
        None => {
            let settings = Settings { file: given.settings.clone(), ..Settings::default() };
            Arc::new(Ide::with(given.files.clone(), given.lock.clone(), settings))
        }
    };
    kept.insert(key, (given, Arc::clone(&ide)));
    ide
}

fn is_same(old: &Given, new: &Given) -> bool {
    let settings =
        |given: &Given| given.settings.as_ref().map(|file| (file.path.clone(), file.bytes.clone()));
    let file = |(a, b): (&SpecFile, &SpecFile)| {
        a.path == b.path && a.bytes == b.bytes && a.judged == b.judged
    };
    old.lock == new.lock
        && settings(old) == settings(new)
        && old.files.len() == new.files.len()
        && old.files.iter().zip(&new.files).all(file)
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
