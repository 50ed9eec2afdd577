//! What an editor asks: hover, definition, references, rename, completion, fixes, outline.
//!
//! [`Ide`] is one reading of a set of specs. It answers about a file and a byte in it, in spans and plain
//! text, and knows no protocol and no I/O. Its findings are those of `check`. A file that does not parse
//! is read as far as it can be mended, so that help goes on while a line is half typed.

mod allow;
mod complete;
mod context;
mod fixes;
mod flow_style;
mod hover;
mod index;
pub(crate) mod keys;
mod navigate;
mod outline;
mod rename;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::ast::Document;
use crate::diag::Diagnostics;
use crate::ir::{Kind, Orchestration, Procedure, SmartCode, Specs};
use crate::settings::{self, Settings};
use crate::source::{FileId, SourceMap, Span, Spanned};
use crate::{Analysis, SpecFile, analyse, check, lower, parse};

pub use allow::Allowance;
pub use complete::{Completion, Proposal, Proposed};
pub use fixes::Fix;
pub use hover::Hover;
pub use index::{Occurrence, Symbol};
pub use outline::{Entry, What};
pub use rename::Refusal;

use index::Index;

/// A byte in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// The file.
    pub file: FileId,
    /// The byte.
    pub offset: u32,
}

/// A change of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub span: Span,
    /// The new text.
    pub text: String,
}

/// One reading of a set of specs.
pub struct Ide {
    files: Vec<SpecFile>,
    lock: Option<String>,
    settings: Settings,
    sources: SourceMap,
    diags: Diagnostics,
    specs: Specs,
    documents: BTreeMap<FileId, Document>,
    kinds: BTreeMap<FileId, Kind>,
    paths: BTreeMap<String, FileId>,
    index: OnceLock<Index>,
}

impl Ide {
    /// Reads and judges the specs. `lock` is the text of `hera.lock`, where there is one.
    #[must_use]
    pub fn new(files: Vec<SpecFile>, lock: Option<String>) -> Ide {
        Ide::with(files, lock, Settings::default())
    }

    /// As [`Ide::new`], and rules are as loud as the settings say.
    #[must_use]
    pub fn with(files: Vec<SpecFile>, lock: Option<String>, settings: Settings) -> Ide {
        let Analysis { mut sources, mut diags, specs, documents, kinds, .. } = analyse(&files);
        let policy = settings::read(&settings, &mut sources, &mut diags);
        let pinned = lock.as_deref();
        check::check_with(&specs, &documents, &sources, pinned, &policy, &mut diags);
        diags.sort();
        let (specs, documents) = mended(&sources, &files, specs, documents);
        let paths = sources.files().map(|file| (sources.path(file).to_owned(), file)).collect();
        let kinds = kinds.into_iter().map(|(file, kind, _)| (file, kind)).collect();
        let index = OnceLock::new();
        Ide { files, lock, settings, sources, diags, specs, documents, kinds, paths, index }
    }

    /// The texts.
    #[must_use]
    pub fn sources(&self) -> &SourceMap {
        &self.sources
    }

    /// The findings, sorted.
    #[must_use]
    pub fn diags(&self) -> &Diagnostics {
        &self.diags
    }

    /// The file of this path.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<FileId> {
        self.paths.get(path).copied()
    }

    /// What a judged file is.
    #[must_use]
    pub fn kind(&self, file: FileId) -> Option<Kind> {
        self.kinds.get(&file).copied()
    }

    /// The files that are judged themselves.
    pub fn judged(&self) -> impl Iterator<Item = FileId> {
        self.kinds.keys().copied()
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| walk::index(&self.sources, &self.specs, &self.documents))
    }

    fn procedure(&self, code: &SmartCode) -> Option<&Procedure> {
        self.specs.procedures.iter().find(|procedure| procedure.code.value == *code)
    }

    fn orchestration(&self, file: FileId) -> Option<&Orchestration> {
        self.specs.orchestrations.iter().find(|spec| spec.file == file)
    }

    /// The symbol at a place, and where it stands.
    fn symbol(&self, at: At) -> Option<&Spanned<Symbol>> {
        self.index().at(at)
    }
}

/// The specs with what could be read of the files that are broken.
fn mended(
    sources: &SourceMap,
    files: &[SpecFile],
    specs: Specs,
    mut documents: BTreeMap<FileId, Document>,
) -> (Specs, BTreeMap<FileId, Document>) {
    // The settings are a text, too, but no spec.
    let specs_of = |file: &FileId| files.iter().any(|spec| spec.path == sources.path(*file));
    let read: Vec<FileId> = sources.files().filter(specs_of).collect();
    let broken: Vec<FileId> =
        read.iter().copied().filter(|file| !documents.contains_key(file)).collect();
    if broken.is_empty() {
        return (specs, documents);
    }
    for file in broken {
        documents.extend(parse::mended(sources, file).map(|document| (file, document)));
    }
    let judged = |file: FileId| {
        let path = sources.path(file);
        files.iter().find(|spec| spec.path == path).is_some_and(|spec| spec.judged)
    };
    let inputs: Vec<lower::Input> = read
        .into_iter()
        .map(|file| lower::Input {
            file,
            judged: judged(file),
            document: documents.get(&file).cloned(),
        })
        .collect();
    let mut unheard = Diagnostics::new();
    let mut specs = lower::lower(sources, &inputs, &mut unheard);
    lower::flow::flows(&mut specs, &mut unheard);
    (specs, documents)
}
