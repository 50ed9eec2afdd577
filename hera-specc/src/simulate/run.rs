//! A dry run: the flow of one event, driven by the same machine as in a service, without a world.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hera_core::entry::{Entry, implicit};
use hera_core::plan::{Effects, Mode};
use hera_core::sim::{Report, ReportError, ReportParked, simulate_watched};
use hera_core::{Fault, Machine, Plan};
use serde::Serialize;
use serde_json::Value as Json;

use super::admit::{Admitted, Refused, admit};
use super::clauses::{Unmet, unfit, unmet};
use super::failure::{Failing, script};
use super::sample;
use super::state::{Fields, State};
use super::value::Value;
use crate::ir::{Flow, Orchestration, Specs};

/// The outcome of a payload that was refused, where others have the state of a run.
pub const REFUSED: &str = "refused";

/// What a dry run is about.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// All specs.
    pub specs: &'a Specs,
    /// The orchestration.
    pub orchestration: &'a Orchestration,
    /// The flow of the event.
    pub flow: &'a Flow,
}

/// What is given to a dry run.
#[derive(Clone, Debug, Default)]
pub struct Given<'a> {
    /// The payload, path and header fields among it.
    pub payload: Json,
    /// What goes wrong.
    pub failures: &'a [Failing],
    /// Canonical codes of procedures that are taken to be external.
    pub external: BTreeSet<String>,
    /// Fields that nodes return, by node: they go before the samples.
    pub outputs: BTreeMap<String, Json>,
    /// Keys of the payload that are left out where this event does not take them.
    pub elsewhere: BTreeSet<&'a str>,
}

/// What a dry run came to; as JSON it is what `simulate --json` prints.
#[derive(Clone, Debug, Serialize)]
pub struct DryRun {
    /// The event.
    pub event: String,
    /// The state in which the run ended, or [`REFUSED`].
    pub outcome: &'static str,
    /// The nodes that did their work and were not rolled back, in order of completion.
    pub executed: Vec<String>,
    /// The nodes whose condition was false.
    pub skipped: Vec<String>,
    /// The boundaries that committed, in order.
    pub commits: Vec<String>,
    /// The boundaries that failed and did not commit later.
    pub rolled_back: Vec<String>,
    /// The nodes whose effects were taken back, in order.
    pub compensated: Vec<String>,
    /// How often each node was called.
    pub attempts: BTreeMap<String, u32>,
    /// For what the run waits for a person.
    pub parked: Option<ReportParked>,
    /// Required fields that the payload lacks.
    pub missing: Vec<String>,
    /// The failure that turned the run around, or why the payload was refused.
    pub error: Option<DryRunError>,
    /// The plan that was driven.
    #[serde(skip)]
    pub plan: Arc<Plan>,
    /// What happened, with the virtual time in milliseconds.
    #[serde(skip)]
    pub moments: Vec<(i64, Entry<()>)>,
    /// What is wrong with a payload that was refused, one sentence per field.
    #[serde(skip)]
    pub wrong: Vec<String>,
    /// Keys of the payload that were left out.
    #[serde(skip)]
    pub ignored: Vec<String>,
}

/// Why a dry run did not complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DryRunError {
    /// Its code.
    pub code: String,
    /// The node that failed; none where the payload was refused.
    pub node: Option<String>,
    /// What a person reads.
    pub message: String,
}

impl From<ReportError> for DryRunError {
    fn from(error: ReportError) -> DryRunError {
        let node = Some(error.node.into_owned());
        DryRunError { code: error.code, node, message: error.message }
    }
}

impl DryRun {
    /// Whether the run came to its end as it was meant to.
    #[must_use]
    pub fn completed(&self) -> bool {
        self.outcome == hera_core::Status::Completed.as_str()
    }
}

/// The plan of a flow, with these procedures taken to be external.
#[must_use]
pub fn plan(subject: Subject<'_>, external: &BTreeSet<String>) -> Plan {
    let mut plan = crate::plan::plan(subject.specs, subject.orchestration, subject.flow);
    for node in plan.nodes.to_mut() {
        if node.mode == Mode::Persist && external.contains(node.procedure.as_ref()) {
            node.effects = Effects::External;
        }
        if let Some(inverse) = &mut node.compensation
            && external.contains(inverse.procedure.as_ref())
        {
            inverse.effects = Effects::External;
        }
    }
    plan
}

/// Runs a flow in the mind.
///
/// # Errors
/// When the flow cannot run at all, as when its boundaries wait for each other; and when an output
/// that was given is not of its type.
pub fn dry_run(subject: Subject<'_>, given: &Given<'_>) -> Result<DryRun, Fault> {
    let plan = Arc::new(plan(subject, &given.external));
    let admitted = match admit(subject.flow, &plan, &given.payload, &given.elsewhere) {
        Ok(admitted) => admitted,
        Err(refusal) => return Ok(refused(plan, refusal)),
    };
    let state = State::new(subject.flow, Arc::clone(&plan), Arc::clone(&admitted.payload));
    let unmet = unmet(subject.specs, subject.flow, &state, &admitted.missing);
    if !unmet.is_empty() {
        return Ok(unadmitted(plan, &unmet, admitted.missing));
    }
    let outputs = outputs(subject, given, &admitted.payload)?;
    let mut full = state.clone();
    for (node, output) in plan.node_ixs().zip(&outputs) {
        hera_core::Flow::record(&mut full, node, output)?;
    }
    let script = script(given.failures, unfit(subject.flow, &full), &plan);
    let mut moments = Vec::new();
    let report = simulate_watched(
        Machine::new(state),
        &script,
        &mut |node| Arc::clone(&outputs[node.0 as usize]),
        &mut |at, entry| moments.push((at, entry.clone().bare())),
    )?;
    Ok(finished(plan, admitted, report, moments))
}

fn outputs(
    subject: Subject<'_>,
    given: &Given<'_>,
    payload: &Fields,
) -> Result<Vec<Arc<Fields>>, Fault> {
    let nodes = 0..subject.flow.nodes.len();
    let output = |at: usize| {
        let node = &subject.flow.nodes[at];
        let id = &subject.orchestration.nodes[node.node].id.value;
        let mut fields = sample::output(subject.specs, subject.flow, at, payload);
        if let Some(json) = given.outputs.get(id) {
            let response =
                node.procedure.map(|at| subject.specs.procedures[at].response.as_slice());
            overwrite(&mut fields, id, response.unwrap_or_default(), json)?;
        }
        Ok(Arc::new(fields))
    };
    nodes.map(output).collect()
}

/// Puts what was given for a node in the place of the samples; null takes a field away.
fn overwrite(
    fields: &mut Fields,
    node: &str,
    response: &[crate::ir::Field],
    json: &Json,
) -> Result<(), Fault> {
    let Json::Object(map) = json else {
        return Err(Fault::new(format!("the output of `{node}` has to be a JSON object")));
    };
    for (name, json) in map {
        let Some(field) = crate::ir::flow::field(response, name) else {
            return Err(Fault::new(format!("`{node}` returns no field `{name}`")));
        };
        let wrong = |error| Fault::new(format!("`{name}` of `{node}`: {error}"));
        match Value::from_json(json, &field.ty.value).map_err(wrong)? {
            Some(value) => fields.insert(name.clone(), value),
            None => fields.remove(name),
        };
    }
    Ok(())
}

fn refused(plan: Arc<Plan>, refusal: Refused) -> DryRun {
    let message = refusal.wrong.join("; ");
    DryRun {
        event: plan.event.to_string(),
        outcome: REFUSED,
        executed: Vec::new(),
        skipped: Vec::new(),
        commits: Vec::new(),
        rolled_back: Vec::new(),
        compensated: Vec::new(),
        attempts: BTreeMap::new(),
        parked: None,
        missing: refusal.missing,
        error: Some(DryRunError { code: "REFUSED".to_owned(), node: None, message }),
        plan,
        moments: Vec::new(),
        wrong: refusal.wrong,
        ignored: Vec::new(),
    }
}

/// Refused for preconditions, in the words of a real run.
fn unadmitted(plan: Arc<Plan>, unmet: &[Unmet<'_>], missing: Vec<String>) -> DryRun {
    let told = |unmet: &Unmet<'_>| {
        let node = &plan.nodes[unmet.node];
        let (id, procedure) = (&node.id, &node.procedure);
        format!("`{id}`: the precondition `{}` of `{procedure}` does not hold", unmet.text)
    };
    let wrong: Vec<String> = unmet.iter().map(told).collect();
    let node = unmet.first().map(|unmet| plan.nodes[unmet.node].id.to_string());
    let message = wrong.join("; ");
    let error = DryRunError { code: implicit::PRECONDITION_FAILED.to_owned(), node, message };
    DryRun { error: Some(error), ..refused(plan, Refused { wrong, missing }) }
}

fn finished(
    plan: Arc<Plan>,
    admitted: Admitted,
    report: Report,
    moments: Vec<(i64, Entry<()>)>,
) -> DryRun {
    let names = |list: Vec<hera_core::plan::Text>| list.into_iter().map(Into::into).collect();
    DryRun {
        event: plan.event.to_string(),
        outcome: report.outcome.as_str(),
        executed: names(report.executed),
        skipped: names(report.skipped),
        commits: names(report.commits),
        rolled_back: names(report.rolled_back),
        compensated: names(report.compensated),
        attempts: report.attempts.into_iter().map(|(node, n)| (node.into_owned(), n)).collect(),
        parked: report.parked,
        missing: admitted.missing,
        error: report.error.map(Into::into),
        plan,
        moments,
        wrong: Vec::new(),
        ignored: admitted.ignored,
    }
}
