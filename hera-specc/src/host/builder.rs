//! The door for `build.rs`.

use std::path::{Path, PathBuf};
use std::{env, io};

use super::{read, read_lock, settings, watch, write};
use crate::diag::render;
use crate::emit::ROOT;
use crate::settings::{Level, Settings};
use crate::{Outcome, compile_with};

/// Compiles a folder of specs when a service is built.
///
/// ```no_run
/// // The `main` of build.rs; `no_run` since only cargo gives a build script its OUT_DIR.
/// hera_specc::Builder::new("specs").build();
/// ```
///
/// Beside it, in the service: `hera_runtime::include_specs!();`. Rules are as loud as the nearest
/// `hera.toml` says (beside the package's or the workspace's `Cargo.toml`) and as the calls here say, which
/// win; a file that is new counts at the next build (on Windows when a spec or the build script changes, too).
/// A spec with an error does not fail the build script: the generated file then holds a `compile_error!`
/// with the whole report, so that the build fails where every editor shows it.
#[derive(Clone, Debug)]
pub struct Builder {
    root: PathBuf,
    uses: Vec<PathBuf>,
    levels: Vec<(String, Level)>,
    deny_warnings: bool,
}

impl Builder {
    /// Specs below this folder, relative to the package.
    pub fn new(root: impl Into<PathBuf>) -> Builder {
        Builder { root: root.into(), uses: Vec::new(), levels: Vec::new(), deny_warnings: false }
    }

    /// References also resolve in this folder, whose specs are not judged themselves.
    #[must_use]
    pub fn uses(mut self, folder: impl Into<PathBuf>) -> Builder {
        self.uses.push(folder.into());
        self
    }

    /// Warnings fail the build, too.
    #[must_use]
    pub fn deny_warnings(mut self) -> Builder {
        self.deny_warnings = true;
        self
    }

    /// A rule is not reported. An error is refused, unless its rule may be lowered.
    #[must_use]
    pub fn allow(self, code: &str) -> Builder {
        self.level(code, Level::Allow)
    }

    /// A rule gives warnings.
    #[must_use]
    pub fn warn(self, code: &str) -> Builder {
        self.level(code, Level::Warn)
    }

    /// A rule fails the build.
    #[must_use]
    pub fn deny(self, code: &str) -> Builder {
        self.level(code, Level::Deny)
    }

    fn level(mut self, code: &str, level: Level) -> Builder {
        self.levels.push((code.to_owned(), level));
        self
    }

    /// Compiles into cargo's `OUT_DIR` and tells cargo what to watch.
    ///
    /// # Panics
    /// When it is not called by a build script, when a code is no rule's or one of an error that stays, or
    /// when files cannot be read or written: all are messages for the person who builds.
    pub fn build(self) {
        for folder in [&self.root].into_iter().chain(&self.uses) {
            println!("cargo::rerun-if-changed={}", folder.display());
        }
        let out = env::var_os("OUT_DIR").map(PathBuf::from);
        let out = out.expect("hera_specc::Builder::build is called in a build script");
        if let Err(error) = self.build_into(&out) {
            panic!("hera: {error}");
        }
    }

    pub(super) fn build_into(&self, out: &Path) -> io::Result<()> {
        if let Some(absent) = [&self.root].into_iter().chain(&self.uses).find(|it| !it.exists()) {
            let what = format!("there is no folder `{}` in the package", absent.display());
            return Err(io::Error::new(io::ErrorKind::NotFound, what));
        }
        let mut files = read(std::slice::from_ref(&self.root), true)?;
        if files.is_empty() {
            println!("cargo::warning=hera: no spec (.yml, .yaml) is below {}", self.root.display());
        }
        files.extend(read(&self.uses, false)?);
        let lock = read_lock(&self.root)?;
        let settings = self.settings()?;
        if let Some(file) = &settings.file {
            println!("cargo::rerun-if-changed={}", file.path);
        }
        if let Some(folder) = watch::absent_settings(&self.root, out) {
            println!("cargo::rerun-if-changed={}", folder.display());
        }
        let outcome = compile_with(&files, lock.as_deref(), &settings);
        match &outcome.emission {
            Some(emission) => {
                for line in render::short(&outcome.diags, &outcome.sources).lines() {
                    if !line.contains(": note[") {
                        println!("cargo::warning={line}");
                    }
                }
                write(emission, out, false)?;
            }
            None => {
                let text = refusal(&outcome);
                super::update(&out.join(ROOT), &text, false)?;
            }
        }
        Ok(())
    }

    fn settings(&self) -> io::Result<Settings> {
        let mut settings = Settings { file: settings::find(&self.root)?, ..Settings::default() };
        for (code, level) in &self.levels {
            settings.flags.set(code, *level).map_err(io::Error::other)?;
        }
        if self.deny_warnings {
            settings.flags.deny_warnings();
        }
        Ok(settings)
    }
}

/// The generated file of specs that were refused.
fn refusal(outcome: &Outcome) -> String {
    let report = outcome.refusal();
    format!("compile_error!({});\n", quote::quote!(#report))
}
