//! One measurement of the engine or of what it stands on, as numbers behind their names. PLACE is a folder,
//! for SQLite, or the address of a PostgreSQL database:
//!
//! ```text
//! engine floor PLACE AT_ONCE SECONDS
//! engine machine RUNS
//! engine load steps|declared|each PLACE AT_ONCE SECONDS
//! engine fill FOLDER RUNS
//! engine leave FOLDER RUNS
//! engine recover FOLDER RUNS
//! engine memory attempt|key|finished FOLDER RUNS
//! ```

mod copies;
mod floor;
mod flow;
mod left;
mod load;
mod machine;
mod memory;

use std::path::Path;
use std::sync::Arc;

use anyhow::bail;
use hera_load::{Asked, runtime};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let runtime = runtime()?;
    match arguments[..] {
        ["floor", ref rest @ ..] => {
            let asked = Asked::from_arguments(rest)?;
            let rate = match load::is_server(&asked.place) {
                true => runtime.block_on(floor::of_postgres(&asked))?,
                false => floor::of_sqlite(&asked)?,
            };
            println!("per_s {rate}");
        }
        ["machine", runs] => {
            let (run_us, call_ns) = machine::costs(runs.parse()?)?;
            println!("run_us {run_us}\ncall_ns {call_ns}");
        }
        ["load", flow, ref rest @ ..] => {
            let event = match flow {
                "steps" => "CART.STEPS.REQUESTED",
                "declared" => "CART.DECLARED.REQUESTED",
                "each" => "CART.EACH.REQUESTED",
                _ => bail!("there is no flow `{flow}`"),
            };
            runtime.block_on(load::measure(event, &Asked::from_arguments(rest)?))?;
        }
        ["fill", folder, runs] => {
            runtime.block_on(fill(folder, runs.parse()?))?;
        }
        ["leave", folder, runs] => {
            runtime.block_on(left::leave(folder, runs.parse()?))?;
            // As one that is killed: nothing is told to the store.
            std::process::exit(0);
        }
        ["recover", folder, runs] => {
            let (first_s, per_s) = runtime.block_on(left::recover(folder, runs.parse()?))?;
            println!("first_s {first_s}\nper_s {per_s}");
        }
        ["memory", kind, folder, runs] => {
            let bytes = runtime.block_on(memory::per_run(kind, folder, runs.parse()?))?;
            println!("bytes {bytes}");
            std::process::exit(0);
        }
        _ => bail!("there is no such measurement: {arguments:?}"),
    }
    Ok(())
}

/// One run that completes, and copies of it.
async fn fill(folder: &str, runs: u32) -> anyhow::Result<()> {
    let engine = load::engine(folder, Arc::default(), |builder| builder).await?;
    load::complete(engine, "CART.STEPS.REQUESTED").await?;
    copies::fill(Path::new(folder), runs)
}
