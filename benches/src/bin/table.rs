//! `table [--quick] [GROUP..]`: measures, and prints the table; `cargo xtask bench` builds all it needs first.

use hera_benches::project::Place;
use hera_benches::rows;

fn main() -> anyhow::Result<()> {
    let (flags, groups): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with('-'));
    if let Some(odd) = flags.iter().find(|flag| *flag != "--quick") {
        anyhow::bail!("there is no flag `{odd}`: table [--quick] [GROUP..]");
    }
    let report = rows::rows(&Place::new(!flags.is_empty())?, &groups)?;
    print!("{}", report.markdown());
    Ok(())
}
