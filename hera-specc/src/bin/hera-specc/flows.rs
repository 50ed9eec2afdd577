//! The orchestration and events that a command is about.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

use hera_specc::diag::{Severity, render};
use hera_specc::ir::{Flow, Orchestration};
use hera_specc::simulate::Misuse;
use hera_specc::source::FileId;
use hera_specc::{Analysis, analyse};

use super::{input, terminal, usage};

/// An orchestration, and which of its events.
#[derive(clap::Args)]
pub(crate) struct Meant {
    /// Only the flow of this event; all events of the file without it
    #[arg(long, value_name = "EVENT")]
    pub(crate) event: Option<String>,
    /// Folders in which the procedures are found; stands after FILE
    #[arg(long, value_name = "DIR", num_args = 1..)]
    pub(crate) uses: Vec<PathBuf>,
}

/// A file with one orchestration, as far as it can be read.
pub(crate) struct Loaded {
    pub(crate) analysis: Analysis,
    file: FileId,
}

/// Reads `path` and what it refers to; the status to end with where it holds no orchestration.
pub(crate) fn load(path: &PathBuf, uses: &[PathBuf]) -> anyhow::Result<Result<Loaded, ExitCode>> {
    if path.is_dir() {
        return Ok(Err(usage(format!("{} is a folder, not a spec file", path.display()))));
    }
    let files = input::read(std::slice::from_ref(path), uses)?;
    let analysis = analyse(&files);
    let Some(file) = analysis.kinds.first().map(|(file, ..)| *file) else {
        return Ok(Err(usage(format!("{} cannot be read", path.display()))));
    };
    if analysis.specs.orchestrations.iter().any(|found| found.file == file) {
        return Ok(Ok(Loaded { analysis, file }));
    }
    if analysis.diags.has_errors() {
        eprint!(
            "{}",
            render::human(
                &analysis.diags,
                &analysis.sources,
                terminal::color_of(&std::io::stderr())
            )
        );
        return Ok(Err(ExitCode::from(super::FOUND)));
    }
    let kind = analysis.kinds.first().map_or("no spec", |(_, kind, _)| kind.as_str());
    let told = format!("{} is no orchestration but: {kind}", path.display());
    Ok(Err(usage(told)))
}

impl Loaded {
    /// The orchestration of the file.
    pub(crate) fn orchestration(&self) -> &Orchestration {
        let mut all = self.analysis.specs.orchestrations.iter();
        all.find(|found| found.file == self.file).expect("`load` has found it")
    }

    /// The flows that are meant; the status to end with where there is none.
    pub(crate) fn flows(&self, event: Option<&str>) -> Result<Vec<&Flow>, ExitCode> {
        let orchestration = self.orchestration();
        let flows: Vec<&Flow> = orchestration.flows.iter().collect();
        let Some(event) = event else {
            return if flows.is_empty() { Err(self.broken("its flows")) } else { Ok(flows) };
        };
        let found: Vec<&Flow> =
            flows.iter().copied().filter(|flow| flow.event.value == event).collect();
        if !found.is_empty() {
            return Ok(found);
        }
        let triggers = orchestration.triggers.iter().map(|trigger| trigger.emit.value.as_str());
        let chains = orchestration.chains.iter().filter_map(|chain| chain.event.as_ref());
        let known = || triggers.clone().chain(chains.clone().map(|event| event.value.as_str()));
        if known().any(|known| known == event) {
            return Err(self.broken(&format!("the flow of `{event}`")));
        }
        Err(usage(Misuse::unknown(&format!("event `{event}`"), event, known())))
    }

    fn broken(&self, what: &str) -> ExitCode {
        let path = self.analysis.sources.path(self.file);
        eprintln!("hera-specc: {what} cannot be worked out: `hera-specc check {path}` says why");
        ExitCode::from(super::FOUND)
    }

    /// Says on stderr that the file has errors or that procedures have no file, since the command goes
    /// on all the same.
    pub(crate) fn warn(&self) {
        let nodes = self.orchestration().flows.iter().flat_map(|flow| &flow.nodes);
        let unknown: BTreeSet<&str> = nodes
            .filter(|node| node.procedure.is_none())
            .map(|node| self.orchestration().nodes[node.node].run.value.canonical())
            .collect();
        if !unknown.is_empty() {
            let list = unknown.into_iter().collect::<Vec<_>>().join(", ");
            eprintln!(
                "hera-specc: no file for {list}: taken to succeed (`--uses DIR` finds files)"
            );
        }
        let errors = self.analysis.diags.as_slice().iter();
        let errors = errors.filter(|found| found.severity == Severity::Error).count();
        if errors > 0 {
            let (path, s) =
                (self.analysis.sources.path(self.file), if errors == 1 { "" } else { "s" });
            eprintln!(
                "hera-specc: the specs have {errors} error{s}: `hera-specc check {path}` shows them"
            );
        }
    }
}
