//! `runs prune`: what is over goes after its time.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use jiff::{Span, SpanRelativeTo};
use serde_json::json;

use super::failure::Failure;
use super::paint;
use super::service::Service;
use super::{Options, Reply};
use crate::engine::{Engine, PruneError, Retention};
use crate::ports::ArchiveError;
use crate::stores::archive::ArchiveFile;

/// Which runs to prune, and where they are kept.
#[derive(Args, Clone, Debug)]
pub struct Prune {
    /// Only runs that ended longer ago than that: 90d, 12h, 2w
    #[arg(long, value_name = "AGE", value_parser = age)]
    older_than: Duration,

    /// Write the runs to this file before, a line of JSON for each; where there is one, add to it
    #[arg(long, value_name = "FILE")]
    archive: Option<PathBuf>,

    /// Only say how many there are, and change nothing
    #[arg(long)]
    dry_run: bool,
}

fn age(text: &str) -> Result<Duration, String> {
    let span: Result<Span, _> = text.parse();
    let span = span.and_then(|span| span.to_duration(SpanRelativeTo::days_are_24_hours()));
    let age = span.ok().and_then(|age| Duration::try_from(age).ok());
    age.ok_or_else(|| "an age is a number of weeks, days, hours, …, like 30d or 12h".to_owned())
}

impl Prune {
    pub(super) async fn run(
        &self,
        engine: &Engine,
        service: &Service,
        options: &Options,
    ) -> Result<Reply, Failure> {
        let retention = Retention::older_than(self.older_than)
            .organization(options.organization(service)?)
            .actor(options.actor(service));
        let before = engine.prunes_before(&retention);
        let mut json = json!({
            "ended_before": before.to_string(),
            "archive": self.archive.as_ref().map(|file| file.display().to_string()),
            "dry_run": self.dry_run,
        });
        let ended = format!("that ended before {}", paint::time(before));
        if self.dry_run {
            let count = engine.count_to_prune(&retention).await?;
            json["runs"] = count.into();
            let runs = counted(count, "run", "runs");
            let text = format!("{runs} {ended} can be pruned. Nothing was changed.\n");
            return Ok(Reply { status: 0, text, json });
        }
        let retention = match &self.archive {
            Some(file) => retention.archive(ArchiveFile::open(file)?),
            None => retention,
        };
        let pruned = engine.prune(&retention).await?;
        json["runs"] = pruned.runs.into();
        json["lines"] = pruned.lines.into();
        let (runs, lines) = (
            counted(pruned.runs, "run", "runs"),
            counted(pruned.lines, "row of a journal", "rows of their journals"),
        );
        let text = format!("Pruned {runs} {ended}: {lines}. Headers and acts stay.\n");
        Ok(Reply { status: 0, text, json })
    }
}

fn counted(count: u64, one: &str, many: &str) -> String {
    paint::count(usize::try_from(count).unwrap_or(usize::MAX), one, many)
}

impl From<ArchiveError> for Failure {
    fn from(error: ArchiveError) -> Failure {
        match error {
            ArchiveError::Unfit { .. } => Failure::refused("UNFIT_ARCHIVE", error.to_string()),
            ArchiveError::Unavailable { .. } => {
                Failure::machine("ARCHIVE_FAILURE", error.to_string())
            }
        }
    }
}

impl From<PruneError> for Failure {
    fn from(error: PruneError) -> Failure {
        match error {
            PruneError::Store(error) => error.into(),
            PruneError::Archive(error) => error.into(),
        }
    }
}
