//! The HERA spec compiler: procedure and orchestration YAML in, typed Rust state machines out.
//!
//! The whole compiler is the list of rooms in [`compile`]; each has one entrance:
//!
//! ```text
//! text → parse → ast → lower → ir → check → Checked → plan, emit → Rust
//! ```
//!
//! Three doors lead to it and hold no logic of their own: the [`Builder`] for `build.rs`, the
//! `orchestration!` macro of `hera-macros`, and the command line. The library itself reads no file, no
//! clock and no environment; only [`host`] does.
//!
//! ```
//! use hera_specc::{SpecFile, compile};
//!
//! let file = SpecFile::new("greet.yml", "smart_code: HERA.GREET.v1\ninputs: []\n");
//! let outcome = compile(&[file], None);
//! assert!(outcome.emission.is_none());
//! assert!(outcome.human(false).contains("error[HS0101]"));
//! ```

pub mod ast;
pub mod check;
pub mod diag;
#[cfg(feature = "tools")]
pub mod diff;
pub mod emit;
#[cfg(feature = "tools")]
pub mod explain;
#[cfg(feature = "graph")]
pub mod graph;
pub mod host;
#[cfg(feature = "tools")]
pub mod ide;
pub mod ir;
mod known;
pub mod lock;
pub mod lower;
#[cfg(feature = "tools")]
pub mod paint;
pub mod parse;
pub mod plan;
#[cfg(feature = "tools")]
pub mod schema;
pub mod settings;
#[cfg(feature = "tools")]
pub mod simulate;
pub mod source;
#[cfg(feature = "tools")]
pub mod templates;
pub mod tree;

use std::collections::BTreeMap;

pub use host::builder::Builder;

use diag::{Diagnostics, Severity};
use emit::Emission;
use ir::{Kind, Specs};
use settings::Settings;
use source::{FileId, SourceMap};

/// A spec file as a door read it.
#[derive(Clone, Debug)]
pub struct SpecFile {
    /// The path by which messages name it.
    pub path: String,
    /// The path from the specs root, with `/`: where its code goes.
    pub relative: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether it is judged itself, or only resolves references.
    pub judged: bool,
}

impl SpecFile {
    /// A file that is judged.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> SpecFile {
        let path = path.into();
        SpecFile { relative: path.clone(), path, bytes: text.into().into_bytes(), judged: true }
    }
}

/// What a compilation found and made.
#[derive(Debug)]
pub struct Outcome {
    /// The texts, for rendering.
    pub sources: SourceMap,
    /// All findings, sorted.
    pub diags: Diagnostics,
    /// The specs as far as they could be read.
    pub specs: Specs,
    /// Each file with its kind and smart code, in the order of the input; judged files only.
    pub kinds: Vec<(FileId, Kind, Option<String>)>,
    /// The code; `None` exactly when there is an error, or only a judgement was asked for.
    pub emission: Option<Emission>,
    /// The text of the lock file for the judged specs; `None` when [`Outcome::emission`] is.
    pub lock: Option<String>,
}

impl Outcome {
    /// The report for a person.
    #[must_use]
    pub fn human(&self, color: bool) -> String {
        diag::render::human(&self.diags, &self.sources, color)
    }

    /// The report for a person whose build fails: errors and warnings, no notes.
    #[must_use]
    pub fn refusal(&self) -> String {
        let mut diags = self.diags.clone();
        diags.retain_mut(|found| found.severity != Severity::Note);
        format!("the specs are refused\n\n{}", diag::render::human(&diags, &self.sources, false))
    }

    /// How many findings there are of this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diags.as_slice().iter().filter(|found| found.severity == severity).count()
    }
}

/// Compiles a set of specs, each rule as loud as the catalogue has it. `lock` is the text of `hera.lock`,
/// where there is one.
#[must_use]
pub fn compile(files: &[SpecFile], lock: Option<&str>) -> Outcome {
    compile_with(files, lock, &Settings::default())
}

/// Compiles a set of specs. The only way in, and each line is one room.
///
/// `lock` is the text of `hera.lock`, where there is one; `settings` what the user decides about rules:
/// every door hands them over.
#[must_use]
pub fn compile_with(files: &[SpecFile], lock: Option<&str>, settings: &Settings) -> Outcome {
    let analysis = analyse(files);
    let Analysis { mut sources, mut diags, specs, documents, relative, kinds } = analysis;
    let policy = settings::read(settings, &mut sources, &mut diags);
    gone(files, lock, &specs, &mut sources, &mut diags);
    let checked = check::check_with(&specs, &documents, &sources, lock, &policy, &mut diags);
    let pinned = checked.as_ref().map(lock::render);
    let emission = checked.map(|checked| {
        emit::emit(&checked, &sources, &|file| relative.get(&file).cloned().unwrap_or_default())
    });
    diags.sort();
    Outcome { sources, diags, specs, kinds, emission, lock: pinned }
}

/// Compiles a set of specs to tokens in one piece, for a macro; what was found, where they are refused.
///
/// # Errors
/// When a spec has an error.
pub fn tokens(
    files: &[SpecFile],
    settings: &Settings,
) -> Result<proc_macro2::TokenStream, Box<Outcome>> {
    let Analysis { mut sources, mut diags, specs, documents, relative, kinds } = analyse(files);
    let policy = settings::read(settings, &mut sources, &mut diags);
    let checked = check::check_with(&specs, &documents, &sources, None, &policy, &mut diags);
    let path = |file| relative.get(&file).cloned().unwrap_or_default();
    if let Some(checked) = checked {
        return Ok(emit::tokens(&checked, &sources, &path));
    }
    diags.sort();
    Err(Box::new(Outcome { sources, diags, specs, kinds, emission: None, lock: None }))
}

/// Judges a set of specs and emits nothing: as [`compile`], but for the code and the lock file.
#[must_use]
pub fn judge(files: &[SpecFile], lock: Option<&str>) -> Outcome {
    judge_with(files, lock, &Settings::default())
}

/// Judges as the settings say: as [`compile_with`], but for the code and the lock file.
#[must_use]
pub fn judge_with(files: &[SpecFile], lock: Option<&str>, settings: &Settings) -> Outcome {
    let Analysis { mut sources, mut diags, specs, documents, kinds, .. } = analyse(files);
    let policy = settings::read(settings, &mut sources, &mut diags);
    gone(files, lock, &specs, &mut sources, &mut diags);
    check::check_with(&specs, &documents, &sources, lock, &policy, &mut diags);
    diags.sort();
    Outcome { sources, diags, specs, kinds, emission: None, lock: None }
}

/// Says which released specs are gone; the lock file becomes one of the sources.
fn gone(
    files: &[SpecFile],
    lock: Option<&str>,
    specs: &Specs,
    sources: &mut SourceMap,
    diags: &mut Diagnostics,
) {
    let Some(lock) = lock else { return };
    let file = sources.add(lock_path(files), lock);
    check::gone(specs, file, lock, diags);
}

/// The path of the lock file: beside the specs, in their root.
fn lock_path(files: &[SpecFile]) -> String {
    let root = |file: &SpecFile| Some(file.path.strip_suffix(&file.relative)?.to_owned());
    let root = files.iter().find(|file| file.judged).and_then(root).unwrap_or_default();
    format!("{root}{}", host::LOCK)
}

/// Specs as far as they can be read, before they are judged.
pub struct Analysis {
    /// The texts.
    pub sources: SourceMap,
    /// What was found so far.
    pub diags: Diagnostics,
    /// The specs.
    pub specs: Specs,
    /// The trees.
    pub documents: BTreeMap<FileId, ast::Document>,
    /// Each file's path from its root.
    pub relative: BTreeMap<FileId, String>,
    /// Each judged file's kind and smart code.
    pub kinds: Vec<(FileId, Kind, Option<String>)>,
}

/// The rooms before `check`.
#[must_use]
pub fn analyse(files: &[SpecFile]) -> Analysis {
    let mut sources = SourceMap::new();
    let mut diags = Diagnostics::new();
    let mut inputs = Vec::new();
    let mut relative = BTreeMap::new();
    for spec in files {
        let mut found = Diagnostics::new();
        let decoded = parse::decode(&mut sources, &spec.path, spec.bytes.clone(), &mut found);
        let Some(file) = decoded.or_else(|| sources.files().last()) else { continue };
        let read = decoded.map(|file| parse::parse_on(&sources, file, &mut found));
        let (mut document, left) = match read {
            Some(Ok(document)) => (Some(document), None),
            Some(Err(left)) => (None, left),
            None => (None, None),
        };
        relative.insert(file, spec.relative.clone());
        if spec.judged {
            if let Some(left) = &left {
                lower::salvage(&sources, left, &mut found);
            }
            diags.extend(found);
        } else if let Some(document) = &mut document {
            // What it says about its own findings is nobody's concern here.
            document.comments.clear();
        }
        inputs.push(lower::Input { file, judged: spec.judged, document });
    }
    let mut specs = lower::lower(&sources, &inputs, &mut diags);
    lower::flow::flows(&mut specs, &mut diags);
    let kinds = kinds(&specs, &inputs);
    let documents =
        inputs.into_iter().filter_map(|input| Some((input.file, input.document?))).collect();
    Analysis { sources, diags, specs, documents, relative, kinds }
}

fn kinds(specs: &Specs, inputs: &[lower::Input]) -> Vec<(FileId, Kind, Option<String>)> {
    let mut known: BTreeMap<FileId, (Kind, Option<String>)> = BTreeMap::new();
    for spec in &specs.procedures {
        known.insert(spec.file, (Kind::Procedure, Some(spec.code.value.canonical().to_owned())));
    }
    for spec in &specs.orchestrations {
        let code = Some(spec.code.value.canonical().to_owned());
        known.insert(spec.file, (spec.kind, code));
    }
    for spec in &specs.workflows {
        let code = Some(spec.code.value.canonical().to_owned());
        known.insert(spec.file, (Kind::WorkflowDefinition, code));
    }
    for spec in &specs.seeds {
        let code = Some(spec.code.value.canonical().to_owned());
        known.insert(spec.file, (Kind::PlaybookSeed, code));
    }
    for other in &specs.others {
        let code = other.code.as_ref().map(|code| code.value.canonical().to_owned());
        known.insert(other.file, (other.kind, code));
    }
    for broken in &specs.broken {
        let code = broken.code.as_ref().map(|code| code.value.canonical().to_owned());
        known.insert(broken.file, (Kind::Other, code));
    }
    inputs
        .iter()
        .filter(|input| input.judged)
        .map(|input| {
            let (kind, code) = known.remove(&input.file).unwrap_or((Kind::Other, None));
            (input.file, kind, code)
        })
        .collect()
}
