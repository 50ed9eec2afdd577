//! The programs `stages` and `stages-cli`, `KIND SIZE [RUNS] [emit]`: milliseconds of processor time of each
//! room, the best of some runs. A kind that the generator does not know is a folder of specs.

use std::hint::black_box;

use hera_specc::diag::{Diagnostics, Severity};
use hera_specc::source::SourceMap;
use hera_specc::{SpecFile, check, emit, lower, parse};

use crate::specs;

fn files(kind: &str, size: usize) -> anyhow::Result<Vec<SpecFile>> {
    match specs::of(kind, size) {
        Some(files) => Ok(files),
        None => Ok(hera_specc::host::read(&[kind.into()], true)?),
    }
}

/// Processor time of this process: others on the machine do not count.
fn cpu_ms() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

/// The program: prints the milliseconds of each room, and of all together.
///
/// # Errors
/// When the arguments, or a folder of specs, cannot be read.
pub fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let kind = arguments.next().unwrap_or_else(|| "flow".to_owned());
    let size = arguments.next().map_or(Ok(1000), |size| size.parse())?;
    let runs: usize = arguments.next().map_or(Ok(5), |runs| runs.parse())?;
    let emit = arguments.next().is_some() || std::env::var_os("STAGES_EMIT").is_some();
    let files = files(&kind, size)?;
    let mut best: Vec<(&str, f64)> = Vec::new();
    let mut told = String::new();
    for _ in 0..runs {
        let (times, tale) = once(&files, emit);
        told = tale;
        if best.is_empty() {
            best = times;
        } else {
            best.iter_mut().zip(times).for_each(|(best, (_, time))| best.1 = best.1.min(time));
        }
    }
    let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
    println!("{kind} {size}: {} files, {} kB, {told}", files.len(), bytes / 1000);
    for (room, time) in &best {
        println!("  {room:8} {time:9.2} ms");
    }
    println!("  all      {:9.2} ms", best.iter().map(|(_, time)| time).sum::<f64>());
    Ok(())
}

fn once(files: &[SpecFile], wanted: bool) -> (Vec<(&'static str, f64)>, String) {
    let mut times = Vec::new();
    let mut last = cpu_ms();
    let mut lap = |room| {
        let now = cpu_ms();
        times.push((room, now - last));
        last = now;
    };
    let mut sources = SourceMap::new();
    let mut diags = Diagnostics::new();
    let mut inputs = Vec::new();
    for spec in files {
        let file = parse::decode(&mut sources, &spec.path, spec.bytes.clone(), &mut diags);
        let Some(file) = file else { continue };
        let document = parse::parse(&sources, file, &mut diags);
        inputs.push(lower::Input { file, judged: true, document });
    }
    lap("parse");
    let mut specs = lower::lower(&sources, &inputs, &mut diags);
    lap("lower");
    lower::flow::flows(&mut specs, &mut diags);
    lap("flows");
    let documents =
        inputs.into_iter().filter_map(|input| Some((input.file, input.document?))).collect();
    let checked = check::check(&specs, &documents, &sources, None, &mut diags);
    diags.sort();
    lap("check");
    let count = |severity| diags.as_slice().iter().filter(|d| d.severity == severity).count();
    let errors = count(Severity::Error);
    let told = format!(
        "{errors} errors, {} warnings, {} notes",
        count(Severity::Warning),
        count(Severity::Note)
    );
    let emitted = checked
        .filter(|_| wanted)
        .map(|checked| emit::emit(&checked, &sources, &|file| sources.path(file).to_owned()));
    lap("emit");
    black_box(&emitted);
    (times, told)
}
