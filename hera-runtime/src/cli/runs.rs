//! `runs`: what ran, its trail, going on after a crash, and what goes after its time.

use std::fmt::Write as _;

use clap::{Args, Subcommand};
use hera_core::{Direction, Entry, Status};
use serde_json::{Value, json};

use super::acts::Word;
use super::execute;
use super::failure::Failure;
use super::options;
use super::paint::{self, Paint};
use super::prune::Prune;
use super::service::Service;
use super::{Options, Reply};
use crate::engine::{Engine, RunDetail, TrailLine};
use crate::ports::{JournalLine, RunId, RunList, RunQuery, RunRecord};

/// See what ran, read its trail, go on with what a crash left behind
#[derive(Args, Clone, Debug)]
#[command(after_long_help = "\
Runs belong to an organisation: those of others do not exist here. `resume` without ID is an act at \
the machine and goes on with the runs of all of them.

Examples:
  runs list --status parked          what waits for a person
  runs show 0199a0c2-…               the trail of a run, line by line
  runs resume                        go on with all runs whose process died
  runs cancel 0199a0c2-… --reason \"the customer left\"
  runs retry 0199a0c2-… --reason \"the ledger is back\"
  runs compensate 0199a0c2-… --reason \"refunded by hand\"
  runs prune --older-than 90d --archive runs.jsonl")]
pub struct Runs {
    #[command(subcommand)]
    pub(super) command: RunsCommand,

    #[command(flatten)]
    pub(super) options: Options,
}

/// What to do with runs.
#[derive(Clone, Debug, Subcommand)]
pub enum RunsCommand {
    /// List runs, the newest first
    #[command(after_help = "\
A run whose header cannot be read is listed after the others as `unreadable`, with the reason.

Examples:
  runs list --status parked          what waits for a person
  runs list --before 0199a0c2-…      the next page, behind the last run of this one")]
    List {
        /// Only runs that are running, completed, compensating, compensated, parked, cancelled or failed
        #[arg(long, value_name = "STATE", value_parser = status)]
        status: Option<Status>,
        /// Only runs that are older than this one
        #[arg(long, value_name = "ID", value_parser = run_id)]
        before: Option<RunId>,
        /// At most so many
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=1000))]
        limit: u32,
    },
    /// Show a run: its header, and its trail line by line
    #[command(after_help = "\
The trail is the run's journal: what was done, tried again, undone, and who said what. A run that waits \
for its concurrency key names the run that has it; a parked one says why, and which way it would go on.")]
    Show {
        /// The run, as `runs list` names it
        #[arg(value_parser = run_id)]
        id: RunId,
    },
    /// Go on with a run whose process died; without ID, with all of them
    #[command(after_help = "\
What is committed is not done again; the rest goes on from the journal. A run that is over, or parked, is \
answered as it stands: a parked one needs `retry`, `compensate` or `cancel`. One that a living process \
drives is left to it.")]
    Resume {
        /// The run, as `runs list` names it
        #[arg(value_parser = run_id)]
        id: Option<RunId>,
    },
    /// End a run: nothing of it goes forward any more, and what it did is taken back
    #[command(after_help = "\
For a run that is running, waits or is parked, as long as all that it did can be undone; it ends \
`cancelled`. Past its pivot it is refused: then `retry` sends it on, or `compensate` takes back what can be. \
A call to another system that is under way is waited for.

Example:
  runs cancel 0199a0c2-… --reason \"the customer left\"")]
    Cancel(Word),
    /// Let a parked run go on: from the boundary that failed, or with the compensations that failed
    #[command(after_help = "\
Say it once the cause is gone. With --payload the run goes on with other input; what is done already must \
not have read what changes, nor may its concurrency key. A run that is parked on its way back repeats the \
compensations that failed, and takes no payload.

Examples:
  runs retry 0199a0c2-… --reason \"the ledger is back\"
  runs retry 0199a0c2-… --reason \"wrong tax code\" --payload @corrected.json")]
    Retry {
        /// Which run, and why
        #[command(flatten)]
        word: Word,

        /// A corrected payload, whole, as JSON; @FILE reads a file, - the standard input
        #[arg(long, value_name = "JSON")]
        payload: Option<String>,
    },
    /// Send a run back that is parked past its pivot: what can be undone is, the rest stays
    #[command(after_help = "\
For a run that is parked forward and will never go on. What has no compensation stays as it is: see to it \
by hand, and say so in the reason.

Example:
  runs compensate 0199a0c2-… --reason \"refunded by hand\"")]
    Compensate(Word),
    /// Delete the payloads and journals of runs that are over: their headers and what people said stay
    #[command(after_help = "\
Over is what is completed, compensated, cancelled or failed; a run that waits for a person is not, however \
old it is. A pruned run is still listed and shown, with how it ended; its idempotency key stays taken, and a \
request that repeats it is answered with that. What its procedures wrote is not touched. Only runs of the \
organisation are pruned. Work goes on meanwhile: a transaction takes a hundred runs at most.

With --archive a run is in the file, on the disk, before it is pruned. After a crash it may be in both.

Examples:
  runs prune --older-than 30d --dry-run
  runs prune --older-than 90d --archive runs.jsonl")]
    Prune(Prune),
}

/// All states of a run.
const STATUSES: [Status; 7] = [
    Status::Running,
    Status::Completed,
    Status::Compensating,
    Status::Compensated,
    Status::Parked,
    Status::Cancelled,
    Status::Failed,
];

pub(super) fn run_id(text: &str) -> Result<RunId, String> {
    options::id(text).map(RunId).map_err(|what| format!("{what}; `runs list` shows them"))
}

fn status(text: &str) -> Result<Status, String> {
    let found = STATUSES.into_iter().find(|status| status.as_str().eq_ignore_ascii_case(text));
    found.ok_or_else(|| format!("a run is {}", STATUSES.map(Status::as_str).join(", ")))
}

impl Runs {
    pub(super) async fn run(&self, service: &Service, paint: Paint) -> Result<Reply, Failure> {
        let engine = self.options.engine_to_read(service).await?;
        match &self.command {
            RunsCommand::List { status, before, limit } => {
                let organization_id = Some(self.options.organization(service)?);
                let (status, before, limit) = (*status, *before, *limit);
                let query = RunQuery { organization_id, status, before, limit };
                Ok(list(&engine.runs(query).await?, paint))
            }
            RunsCommand::Show { id } => {
                let detail = self.detail(&engine, service, *id).await?;
                Ok(Reply { status: 0, text: show(&detail, paint), json: to_json(&detail) })
            }
            RunsCommand::Resume { id: Some(id) } => {
                self.detail(&engine, service, *id).await?;
                let outcome = engine.resume(*id).await?;
                Ok(Reply {
                    status: u8::from(outcome.status != Status::Completed),
                    text: execute::ended(&outcome, paint),
                    json: outcome.to_json(),
                })
            }
            RunsCommand::Resume { id: None } => resume_all(&engine, paint).await,
            RunsCommand::Prune(prune) => prune.run(&engine, service, &self.options).await,
            act => {
                if let Some(id) = act.acted_on() {
                    self.detail(&engine, service, id).await?;
                }
                act.act(&engine, service, &self.options, paint).await
            }
        }
    }

    /// A run of the organisation.
    async fn detail(
        &self,
        engine: &Engine,
        service: &Service,
        id: RunId,
    ) -> Result<RunDetail, Failure> {
        let organization = self.options.organization(service)?;
        let detail = engine.run(id).await?;
        let detail =
            detail.filter(|detail| detail.record.header.context.organization_id == organization);
        detail.ok_or_else(|| {
            let message = format!("organisation {organization} has no run {id}");
            Failure::refused("UNKNOWN_RUN", message).help("`runs list` shows its newest ones")
        })
    }
}

fn list(list: &RunList, paint: Paint) -> Reply {
    let row = |run: &RunRecord| {
        let error = run.error.as_ref().map(|error| paint.bad(&paint::clean(&error.code)));
        let pruned = run.pruned.map(|_| paint.dim("pruned"));
        vec![
            run.header.id.to_string(),
            paint.status(run.status),
            paint::time(run.header.context.started_at),
            paint::clean(&run.header.event).into_owned(),
            error.or(pruned).unwrap_or_default(),
        ]
    };
    let mut text = match &*list.runs {
        [] if list.is_empty() => "No runs.\n".to_owned(),
        [] => String::new(),
        runs => paint::table("", &runs.iter().map(row).collect::<Vec<_>>()),
    };
    for (run, why) in &list.unreadable {
        let _ = writeln!(text, "{run}  {}: {}", paint.bad("unreadable"), paint::short(why, 300));
    }
    let json: Vec<Value> = list.runs.iter().map(header_json).collect();
    let unreadable = |(run, why): &(RunId, String)| json!({"run_id": run.to_string(), "why": why});
    let unreadable: Vec<Value> = list.unreadable.iter().map(unreadable).collect();
    Reply { status: 0, text, json: json!({"runs": json, "unreadable": unreadable}) }
}

async fn resume_all(engine: &Engine, paint: Paint) -> Result<Reply, Failure> {
    let (mut text, mut json, mut status) = (String::new(), Vec::new(), 0);
    for recovered in engine.recover().await? {
        match recovered.result {
            Ok(outcome) => {
                status = status.max(u8::from(outcome.status != Status::Completed));
                text.push_str(&execute::ended(&outcome, paint));
                json.push(outcome.to_json());
            }
            Err(error) => {
                let failure = Failure::from(error);
                status = status.max(failure.status);
                let message = paint::short(&failure.message, 300);
                let _ = writeln!(text, "{}  {message}", paint.bad("stopped"));
                let run = recovered.run.to_string();
                json.push(json!({"run_id": run, "status": null, "error": failure.error()}));
            }
        }
    }
    if json.is_empty() {
        text.push_str("No run waits to be taken over.\n");
    }
    Ok(Reply { status, text, json: json!({"resumed": json}) })
}

fn header_json(run: &RunRecord) -> Value {
    let header = &run.header;
    json!({
        "run_id": header.id.to_string(),
        "status": run.status.as_str(),
        "orchestration": header.orchestration,
        "event": header.event,
        "organization_id": header.context.organization_id.to_string(),
        "actor_id": header.context.actor_id.to_string(),
        "correlation_id": header.context.correlation_id,
        "idempotency_key": header.context.idempotency_key,
        "started_at": header.context.started_at.to_string(),
        "updated_at": run.updated_at.to_string(),
        "error": run.error.as_ref().map(|error| json!({
            "code": error.code, "node": error.node, "message": error.message,
        })),
        "pruned": run.pruned.map(|pruned| json!({
            "at": pruned.at.to_string(), "actor_id": pruned.actor_id.to_string(),
        })),
    })
}

fn to_json(detail: &RunDetail) -> Value {
    let outcome = detail.outcome();
    let mut json = header_json(&detail.record);
    json["payload"] = detail.record.header.payload.clone();
    json["plan_sum"] = detail.record.header.plan_sum.clone().into();
    json["concurrency_key"] = detail.record.header.concurrency_key.clone().into();
    json["waits_for"] = detail.waits_for.map(|run| run.to_string()).into();
    json["outputs"] = Value::Object(outcome.outputs);
    json["parked"] = outcome.parked.map_or(Value::Null, |parked| {
        let direction = match parked.direction {
            Direction::Forward => "forward",
            Direction::Back => "back",
        };
        json!({"direction": direction, "node": parked.node, "reason": parked.reason})
    });
    let lines = detail.trail().into_iter().zip(&detail.lines);
    json["trail"] = lines.map(|(told, line)| line_json(told, line)).collect();
    json
}

fn line_json(told: TrailLine, line: &JournalLine) -> Value {
    json!({
        "number": told.number,
        "at": told.at.to_string(),
        "subject": told.subject,
        "what": told.what,
        "procedure": told.procedure,
        "key": told.key,
        "entry": serde_json::to_value(&line.entry).unwrap_or_default(),
        "about": line.about,
    })
}

/// A run for people; writing to a string cannot fail.
fn show(detail: &RunDetail, paint: Paint) -> String {
    let (record, header) = (&detail.record, &detail.record.header);
    let mut text = execute::told(&detail.outcome(), paint);
    let context = &header.context;
    let facts = [
        ("orchestration", header.orchestration.clone()),
        ("organisation", context.organization_id.to_string()),
        ("actor", context.actor_id.to_string()),
        ("started", context.started_at.to_string()),
        ("last written", record.updated_at.to_string()),
        ("key", paint::short(&context.idempotency_key, 80)),
        ("plan", paint::short(&header.plan_sum, 12)),
    ];
    let row = |(name, value): (&str, String)| vec![paint.dim(name), value];
    let mut facts: Vec<(&str, String)> = facts.into();
    if let Some(key) = &header.concurrency_key {
        facts.push(("concurrency key", paint::short(key, 80)));
    }
    if let Some(other) = detail.waits_for {
        facts.push((
            "waits for",
            format!("run {other}, which has the concurrency key or comes before"),
        ));
    }
    if let Some(pruned) = record.pruned {
        facts.push(("pruned by", pruned.actor_id.to_string()));
    }
    text.push_str(&paint::table("  ", &facts.into_iter().map(row).collect::<Vec<_>>()));
    let trail = if record.pruned.is_some() { "what people said to it" } else { "trail" };
    let _ = writeln!(text, "{}", paint.bold(trail));
    let lines: Vec<Vec<String>> = detail
        .trail()
        .into_iter()
        .zip(&detail.lines)
        .map(|(told, line)| trail_row(&told, line, paint))
        .collect();
    text.push_str(&paint::table("  ", &lines));
    text
}

fn trail_row(told: &TrailLine, line: &JournalLine, paint: Paint) -> Vec<String> {
    let what = paint::short(&told.what, 160);
    let what = match &line.entry {
        Entry::AttemptFailed { .. }
        | Entry::Violated { .. }
        | Entry::ResolvedDone { broken: Some(_), .. }
        | Entry::ResolveFailed { .. }
        | Entry::CompensationFailed { .. }
        | Entry::Parked { .. } => paint.bad(&what),
        Entry::Committed { .. } | Entry::Compensated { .. } => paint.good(&what),
        _ => what,
    };
    vec![
        told.number.to_string(),
        paint.dim(&clock(told.at)),
        paint::short(&told.subject, 40),
        what,
        paint.dim(&besides(told, line)),
    ]
}

/// What a line has besides: what a node returned, how it failed, its key.
fn besides(told: &TrailLine, line: &JournalLine) -> String {
    let said = match &line.entry {
        Entry::Succeeded { output, .. } | Entry::ResolvedDone { output, broken: None, .. } => {
            if output.is_null() {
                String::new()
            } else {
                execute::brief(output)
            }
        }
        Entry::AttemptFailed { failure, .. }
        | Entry::Violated { failure, .. }
        | Entry::ResolvedDone { broken: Some(failure), .. }
        | Entry::ResolvedNoEffect { failure, .. }
        | Entry::ResolveFailed { failure, .. }
        | Entry::CompensationFailed { failure, .. } => paint::short(&failure.message, 120),
        _ => String::new(),
    };
    match (&told.key, &line.entry) {
        (Some(key), Entry::Intent { .. } | Entry::CompensationIntent { .. }) => {
            format!("key {}", paint::short(key, 80))
        }
        _ => said,
    }
}

fn clock(at: jiff::Timestamp) -> String {
    at.strftime("%H:%M:%S%.3f").to_string()
}
