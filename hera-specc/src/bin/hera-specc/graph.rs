//! `graph`: pictures of flows.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::ValueEnum;
use hera_specc::explain::{Explained, explain};
use hera_specc::graph::{self, MERMAID_EDGES_MAX, Picture, Way};

use super::{flows, terminal, usage};

/// Draw what an event starts: boundaries, ways back, pivots, where a run can park
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The file of an orchestration
    #[arg(value_name = "FILE")]
    path: PathBuf,
    #[command(flatten)]
    flows: flows::Meant,
    /// How to draw
    #[arg(long, value_enum, default_value_t = Format::Mermaid)]
    format: Format,
    /// Write to this file instead of stdout
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A Mermaid flowchart, for Markdown
    Mermaid,
    /// The language of Graphviz
    Dot,
    /// An SVG document, laid out, for pages in light and dark
    Svg,
}

const EXAMPLES: &str = "\
Examples:
  A picture for a page or a review:
    hera-specc graph specs/salon/pos/cart.orchestration.yml --uses specs \\
      --event POS.CART.LINE_ADD.REQUESTED --format svg --output add.svg

  All flows of the file, for Markdown:
    hera-specc graph specs/salon/pos/returns.orchestration.yml --uses specs --format mermaid

  Through Graphviz:
    hera-specc graph specs/salon/pos/checkout.orchestration.yml --uses specs --format dot | dot -Tpdf

What is drawn is what `hera-specc explain FILE` says in words.";

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let loaded = match flows::load(&args.path, &args.flows.uses)? {
        Ok(loaded) => loaded,
        Err(status) => return Ok(status),
    };
    let meant = match loaded.flows(args.flows.event.as_deref()) {
        Ok(meant) => meant,
        Err(status) => return Ok(status),
    };
    let (specs, sources) = (&loaded.analysis.specs, &loaded.analysis.sources);
    let facts: Vec<Explained> =
        meant.iter().map(|flow| explain(specs, loaded.orchestration(), flow, sources)).collect();
    let picture = graph::picture(&facts);
    loaded.warn();
    let text = match args.format {
        Format::Mermaid => graph::mermaid(&picture),
        Format::Dot => graph::dot(&picture),
        Format::Svg => match graph::svg(&picture) {
            Ok(text) => text,
            Err(large) => {
                return Ok(usage(format!("{large}; --format dot has no such bound")));
            }
        },
    };
    if args.format == Format::Mermaid {
        warn_of_size(&picture);
    }
    match &args.output {
        None => terminal::out(&text)?,
        Some(path) => std::fs::write(path, text)
            .with_context(|| format!("cannot write {}", path.display()))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Says so where Mermaid will refuse the picture.
fn warn_of_size(picture: &Picture) {
    let arrows = picture.flows.iter().flat_map(|flow| &flow.arrows);
    let drawn = arrows.filter(|arrow| arrow.way != Way::Back).count();
    if drawn > MERMAID_EDGES_MAX {
        eprintln!(
            "hera-specc: {drawn} arrows: Mermaid draws at most {MERMAID_EDGES_MAX} unless its \
             `maxEdges` is raised; `--event` draws one flow"
        );
    }
}
