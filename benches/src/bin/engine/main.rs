//! One measurement of the engine or of what it stands on, as numbers behind their names:
//!
//! ```text
//! engine floor SECONDS
//! engine machine RUNS
//! engine load steps|declared|each AT_ONCE SECONDS [FOLDER]
//! engine fill FOLDER RUNS
//! engine leave FOLDER RUNS
//! engine recover FOLDER RUNS
//! ```

mod floor;
mod flow;
mod left;
mod load;
mod machine;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::bail;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    // On the disk that is measured, and not where temporary files happen to be.
    std::fs::create_dir_all("target/bench")?;
    let scratch = tempfile::tempdir_in("target/bench")?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    match arguments[..] {
        ["floor", seconds] => {
            let rate = floor::commits_per_s(&scratch.path().join("floor.db"), length(seconds)?)?;
            println!("per_s {rate}");
        }
        ["machine", runs] => {
            let (run_us, call_ns) = machine::costs(runs.parse()?)?;
            println!("run_us {run_us}\ncall_ns {call_ns}");
        }
        ["load", flow, at_once, seconds] => {
            let folder = scratch.path();
            runtime.block_on(loaded(folder, flow, at_once.parse()?, length(seconds)?))?;
        }
        ["load", flow, at_once, seconds, folder] => {
            let folder = Path::new(folder);
            runtime.block_on(loaded(folder, flow, at_once.parse()?, length(seconds)?))?;
        }
        ["fill", folder, runs] => runtime.block_on(fill(Path::new(folder), runs.parse()?))?,
        ["leave", folder, runs] => {
            let bytes = runtime.block_on(left::leave(Path::new(folder), runs.parse()?))?;
            println!("bytes {bytes}");
            drop(scratch);
            // As one that is killed: nothing is told to the store.
            std::process::exit(0);
        }
        ["recover", folder, runs] => {
            let recovered = left::recover(Path::new(folder), runs.parse()?);
            let (first_s, per_s) = runtime.block_on(recovered)?;
            println!("first_s {first_s}\nper_s {per_s}");
        }
        _ => bail!("there is no such measurement: {arguments:?}"),
    }
    Ok(())
}

fn length(seconds: &str) -> anyhow::Result<Duration> {
    Ok(Duration::try_from_secs_f64(seconds.parse()?)?)
}

async fn loaded(folder: &Path, flow: &str, at_once: usize, length: Duration) -> anyhow::Result<()> {
    let (event, boundaries) = match flow {
        "steps" => ("CART.STEPS.REQUESTED", 4),
        "declared" => ("CART.DECLARED.REQUESTED", 2),
        "each" => ("CART.EACH.REQUESTED", 3),
        _ => bail!("there is no flow `{flow}`"),
    };
    let engine = load::engine(folder, Arc::default(), |builder| builder).await?;
    load::organizations(&engine).await?;
    if let Ok(syncs) = load::syncs(&engine, folder, (event, boundaries), at_once).await {
        println!("syncs {syncs}");
    }
    let load = load::closed_loop(&engine, event, at_once, (length, usize::MAX)).await?;
    let per_s = load.runs as f64 / load.seconds;
    println!("runs_per_s {per_s}\nboundaries_per_s {}", per_s * boundaries as f64);
    println!("p50_ms {}\np99_ms {}", load.below(0.5), load.below(0.99));
    println!("cpu_us {}", load.cpu_s * 1e6 / load.runs as f64);
    Ok(())
}

async fn fill(folder: &Path, runs: usize) -> anyhow::Result<()> {
    let engine = load::engine(folder, Arc::default(), |builder| builder).await?;
    load::organizations(&engine).await?;
    let whole = (Duration::MAX, runs);
    load::closed_loop(&engine, "CART.STEPS.REQUESTED", 256, whole).await?;
    Ok(())
}
