//! The load that each engine is measured under, ours and others: callers that each start a run, wait for
//! its end, and start the next.
//!
//! [`measure`] is all that a program needs which measures one engine: what it is asked for stands in its
//! arguments ([`Asked`]), what it found goes to standard output, each number behind its name.

mod callers;
mod log;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, ensure};
use tokio::runtime::Runtime;

pub use callers::{Load, drained, windowed};
pub use log::commits;

/// Threads of each engine's runtime.
const THREADS: usize = 2;
/// Runs of each caller over which commits are counted: fewer where the log begins anew meanwhile.
const COUNTED_RUNS: [usize; 3] = [5, 2, 1];
/// One caller alone makes more.
const ALONE: usize = 10;
/// How long, at most, another run of those begins.
const COUNTED: Duration = Duration::from_secs(2);

/// What a program is asked to measure.
#[derive(Clone, Debug)]
pub struct Asked {
    /// A folder that the engine's files go to, or the address of a database.
    pub place: String,
    /// How many callers there are.
    pub at_once: usize,
    /// How long it is measured, after a warm-up of a quarter of that.
    pub length: Duration,
}

impl Asked {
    /// Reads `PLACE AT_ONCE SECONDS`.
    ///
    /// # Errors
    /// When something is missing or no number.
    pub fn from_arguments(arguments: &[impl AsRef<str>]) -> anyhow::Result<Asked> {
        let [place, at_once, seconds] = arguments else {
            anyhow::bail!("the arguments are PLACE AT_ONCE SECONDS");
        };
        let at_once = at_once.as_ref().parse()?;
        ensure!(at_once > 0, "somebody has to call");
        let length = Duration::try_from_secs_f64(seconds.as_ref().parse()?)?;
        Ok(Asked { place: place.as_ref().to_owned(), at_once, length })
    }

    /// The path of a file in the place, which is a folder.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        Path::new(&self.place).join(name)
    }
}

/// What this program is asked to measure, and the runtime for it, the same for each engine.
///
/// # Errors
/// When the arguments are not those of [`Asked`], or there is no runtime.
pub fn asked() -> anyhow::Result<(Asked, Runtime)> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    Ok((Asked::from_arguments(&arguments)?, runtime()?))
}

/// The runtime of each engine.
///
/// # Errors
/// When the system gives no threads.
pub fn runtime() -> anyhow::Result<Runtime> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.worker_threads(THREADS).enable_all().build().context("a runtime")
}

/// Measures and prints: how many runs there were at all (`runs`), and of the window `runs_per_s`, `p50_ms`,
/// `p99_ms` and `cpu_us` per run. With `database`, a SQLite file in WAL mode, the `commits` per run are
/// counted as well, in its log and over a shorter load.
///
/// # Errors
/// When a run fails.
pub async fn measure<R, F>(asked: &Asked, database: Option<&Path>, run: R) -> anyhow::Result<Load>
where
    R: Fn() -> F + Clone + Send + 'static,
    F: Future<Output = anyhow::Result<()>> + Send,
{
    // Tables and connections come with the first.
    run().await?;
    let callers = if asked.at_once == 1 { ALONE } else { asked.at_once };
    let mut all = 1;
    for runs in COUNTED_RUNS.map(|runs| runs * callers) {
        let before = database.map(commits).transpose()?;
        let counted = drained(asked.at_once, (COUNTED, runs), run.clone()).await?;
        all += counted;
        let (Some(database), Some(before)) = (database, before) else { break };
        if let Some(commits) = commits(database)?.since(&before) {
            println!("commits {}", commits as f64 / counted as f64);
            break;
        }
    }
    let load = windowed(asked.at_once, (asked.length / 4, asked.length), run).await?;
    println!("runs {}", all + load.all);
    println!("runs_per_s {}", load.per_s());
    println!("p50_ms {}\np99_ms {}", load.below(0.5), load.below(0.99));
    println!("cpu_us {}", load.cpu_s * 1e6 / load.runs() as f64);
    Ok(load)
}
