//! `diff`: what another state of the specs means for runs in flight and for callers.

mod sides;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use hera_specc::diag::render;
use hera_specc::diff::{self, Options, Report, Verdict};

use super::{terminal, usage};

/// Say whether runs in flight could go on under changed specs, and what callers see of the change
///
/// For each point at which a run of an old flow can stand, a verdict: it may continue under the new
/// plan, it must stay on the old one, or it is impossible: neither plan can take it.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The state that runs were started on: a file, a folder, REVISION:PATH, or git:REVISION (NEW's
    /// path at that revision); with --in a smart code
    old: String,
    /// The state that is to come: a file, a folder or REVISION:PATH; with --in a smart code
    new: String,
    /// Compare two smart codes, both found in these files and folders
    #[arg(long = "in", value_name = "PATH", num_args = 1.., conflicts_with = "uses")]
    within: Vec<PathBuf>,
    /// Folders in which references also resolve, read at each side's revision
    #[arg(long, value_name = "DIR", num_args = 1..)]
    uses: Vec<PathBuf>,
    /// Compare each orchestration with its newest version, also where the old one is still there
    #[arg(long)]
    successors: bool,
    /// End with status 1 when the change does this
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Vec<Denied>,
    /// How the report is printed, on stdout
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Print JSON: the same as `--format json`
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  What the working tree means for runs that were started on main:
    hera-specc diff git:main specs

  From one release to the next:
    hera-specc diff v1.2:specs v1.3:specs

  Two folders; two versions of one code:
    hera-specc diff released/specs specs
    hera-specc diff HERA.SALON.POS.CART.ADD_LINE.v1 HERA.SALON.POS.CART.ADD_LINE.v2 --in specs

  What if the runs of each version went over to its successor:
    hera-specc diff specs specs --successors

  For a pipeline, on a pull request (the checkout has to hold the base branch: fetch-depth: 0):
    - run: hera-specc diff \"origin/${{ github.base_ref }}:specs\" specs --deny stranded --deny redefined

The verdicts, for each point at which a run can stand:
  continue     what it has done means the same in the new plan, which may go on from there
  stay         the run has to end on its old plan, which can still be built
  impossible   not even that: what the old plan runs has changed under the same version
  not decided  the specs of one side have errors

and for each state in which an instance of a workflow can stand:
  continue     it is still there
  stranded     it has lost every way out, and is not terminal
  impossible   it is no state any more

A run's plan is found by its sum: while the old plan is in the service, its runs end on it. So keep the
file of the old version beside the new one until its last run has ended.

JSON: {\"verdict\", \"flows\": [{\"old\", \"new\", \"event\", \"plan\": same|changed|gone, \"old_plan_kept\",
\"verdict\", \"undecided\", \"points\": [{\"kind\", \"subject\", \"verdict\", \"causes\": [index],
\"stranded\": [index], \"more\"}], \"causes\": [{\"code\", \"message\", \"places\": [{\"side\", \"file\", \"line\",
\"column\", \"end_line\", \"end_column\", \"message\"}]}]}], \"workflows\": [{\"code\", \"verdict\", \"undecided\", \"states\":
[{\"state\", \"verdict\", \"message\", \"places\"}]}], \"specs\": [{\"kind\", \"smart_code\", \"successor\",
\"change\": added|removed|redefined|reworded|succeeded, \"details\": [{\"message\", \"breaking\"}]}]}

Exit status: 0 compared, 1 denied or not decided, 2 wrong use (an unknown revision, too), 3 a failure
of the machine (no git, too).";

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Human,
    Json,
}

/// What a pipeline refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Denied {
    /// Some point of some flow is not `continue`
    Unsafe,
    /// Some run finds no plan: it has to stay, and the new specs do not hold its plan; or some instance
    /// of a workflow finds no way out of its state
    Stranded,
    /// Some point of some flow, or some state of a workflow, is `impossible`
    Impossible,
    /// A spec means something else under the same version
    Redefined,
    /// A caller that was right before is refused or disappointed
    Breaking,
}

impl Denied {
    /// Whether the report shows it, and how that is said.
    fn shows(self, report: &Report) -> Option<&'static str> {
        let verdict = report.verdict();
        let (shows, told) = match self {
            Denied::Unsafe => (verdict > Verdict::Continue, "not every run continues"),
            Denied::Stranded => (report.strands(), "some runs would find no plan, or no way on"),
            Denied::Impossible => (
                verdict >= Verdict::Impossible,
                "for some runs neither plan would do, or nobody knows",
            ),
            Denied::Redefined => {
                (report.redefined().next().is_some(), "a version means something else now")
            }
            Denied::Breaking => (report.breaks_callers(), "callers are refused or disappointed"),
        };
        shows.then_some(told)
    }
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let sides = match sides::read(args)? {
        Ok(sides) => sides,
        Err(told) => return Ok(usage(told)),
    };
    let options = Options { successors: args.successors, only: sides.only };
    let report = diff::diff(&sides.old, &sides.new, &options);
    if args.json || matches!(args.format, Format::Json) {
        terminal::line(format!("{:#}", report.to_json()))?;
    } else {
        human(&report)?;
    }
    let denied: Vec<&str> = args.deny.iter().filter_map(|what| what.shows(&report)).collect();
    if !denied.is_empty() {
        eprintln!("hera-specc: denied: {}", denied.join("; "));
    }
    let undecided = report.verdict() == Verdict::NotDecided;
    let bad = !denied.is_empty() || undecided;
    Ok(if bad { ExitCode::from(super::FOUND) } else { ExitCode::SUCCESS })
}

/// The places of all causes, then the table.
fn human(report: &Report) -> anyhow::Result<()> {
    let paint = terminal::paint();
    let found = render::reports(&diff::findings(report), &report.sources, paint.color);
    let table = diff::table(report, paint);
    let told = if table.is_empty() { "nothing changed\n" } else { &table };
    terminal::out(&format!("{found}{told}"))
}
