//! The place of a measurement: programs beside this one, and packages that are made to be built.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;

use crate::measure::{Cost, cost};

/// Where it is measured, and how often.
#[derive(Debug)]
pub struct Place {
    workspace: PathBuf,
    work: PathBuf,
    /// Fewer rounds, for a first look.
    pub quick: bool,
}

impl Place {
    /// The work folder lies in the workspace's `target`.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new(quick: bool) -> anyhow::Result<Place> {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let workspace = package.parent().context("the package lies in a workspace")?.to_owned();
        let work = workspace.join("target/bench");
        fs::create_dir_all(&work)?;
        Ok(Place { workspace, work, quick })
    }

    /// How often something is run: `few` times for a first look.
    #[must_use]
    pub fn rounds(&self, few: usize, usual: usize) -> usize {
        if self.quick { few } else { usual }
    }

    /// A path in the workspace.
    #[must_use]
    pub fn source(&self, path: &str) -> PathBuf {
        self.workspace.join(path)
    }

    /// A path in the work folder.
    #[must_use]
    pub fn at(&self, path: &str) -> PathBuf {
        self.work.join(path)
    }

    /// Runs a program of ours, as it was built in `profile` (`release`, `debug`).
    ///
    /// # Errors
    /// When it is not there or fails.
    pub fn ours(&self, profile: &str, name: &str, arguments: &[&str]) -> anyhow::Result<Cost> {
        self.run(&self.workspace.join("target").join(profile).join(name), arguments)
    }

    /// Runs the program of the peers.
    ///
    /// # Errors
    /// When it is not there or fails.
    pub fn peer(&self, arguments: &[&str]) -> anyhow::Result<Cost> {
        self.run(&self.workspace.join("benches/peers/target/release/hera-peers"), arguments)
    }

    /// Runs a program that lies somewhere in the workspace.
    ///
    /// # Errors
    /// When it is not there or fails.
    pub fn program(&self, path: &str, arguments: &[&str]) -> anyhow::Result<Cost> {
        self.run(&self.workspace.join(path), arguments)
    }

    fn run(&self, program: &Path, arguments: &[&str]) -> anyhow::Result<Cost> {
        let mut command = Command::new(program);
        // What a program logs would be measured with it.
        command.args(arguments).env("RUST_LOG", "off").current_dir(&self.workspace);
        cost(&mut command, &self.at("log"))
    }

    /// Makes a package in the work folder: its dependencies as lines of a manifest, its files. `lock` is
    /// the lock file whose versions it uses.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn package(
        &self,
        name: &str,
        dependencies: &str,
        lock: &str,
        files: &[(&str, &str)],
    ) -> anyhow::Result<Package<'_>> {
        let folder = self.at(name);
        fs::create_dir_all(folder.join("src"))?;
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [workspace]\n\n{dependencies}"
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        fs::copy(self.workspace.join(lock), folder.join("Cargo.lock"))?;
        for (path, text) in files {
            fs::write(folder.join(path), text)?;
        }
        Ok(Package { place: self, folder })
    }
}

/// A package that is built to be measured.
#[derive(Debug)]
pub struct Package<'p> {
    place: &'p Place,
    folder: PathBuf,
}

impl Package<'_> {
    /// Runs cargo in the package, with a target folder of the name.
    ///
    /// # Errors
    /// When cargo fails.
    pub fn cargo(&self, target: &str, arguments: &[&str]) -> anyhow::Result<Cost> {
        self.cargo_as(target, "1", arguments)
    }

    /// The same without rustc's incremental mode: as it builds what is no member of a workspace.
    ///
    /// # Errors
    /// When cargo fails.
    pub fn cargo_whole(&self, target: &str, arguments: &[&str]) -> anyhow::Result<Cost> {
        self.cargo_as(target, "0", arguments)
    }

    fn cargo_as(&self, target: &str, mode: &str, arguments: &[&str]) -> anyhow::Result<Cost> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command
            .args(arguments)
            .env("CARGO_TARGET_DIR", self.place.at(target))
            .env("CARGO_INCREMENTAL", mode)
            .current_dir(&self.folder);
        cost(&mut command, &self.place.at("log"))
    }

    /// Writes a file of the package; cargo sees that it is new.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, path: &str, text: &str) -> anyhow::Result<()> {
        let path = self.folder.join(path);
        fs::write(&path, text).with_context(|| format!("cannot write {path:?}"))
    }

    /// The text of a file of the package.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(&self, path: &str) -> anyhow::Result<String> {
        let path = self.folder.join(path);
        fs::read_to_string(&path).with_context(|| format!("cannot read {path:?}"))
    }
}
