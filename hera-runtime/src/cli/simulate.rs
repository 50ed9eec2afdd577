//! `simulate`: the dry run. The same machine as in earnest, over the generated conditions and
//! bindings; no procedure is called and no database opened.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use clap::Args;
use hera_core::sim::{Report, Script, simulate};
use hera_core::{Fault, Flow, Machine, NodeIx, Plan, Status};
use serde_json::{Map, Value, json};

use super::execute;
use super::failure::Failure;
use super::faults;
use super::find;
use super::paint::{self, Paint};
use super::service::Service;
use super::steps;
use super::{Options, Reply};
use crate::flow::{FlowDef, Orchestration, Refusal, State};
use crate::testing::faults::FaultSpec;
use crate::wire::Problem;

/// Show what a payload would do, without doing it
#[derive(Args, Clone, Debug)]
#[command(after_long_help = "\
Conditions and bindings are those of the compiled flow; each node answers with a sample of what its
procedure declares, or with what --output says. Missing fields are listed and the simulation goes
on. Without --event every flow is shown (JSON: a list), unless an `action` in the payload names one.

Exit status: 0 completed, 1 another end, 2 refused.

Examples:
  simulate HERA.SALON.POS.ORCH.CART_LINE_MGMT.v1 '{\"line_type\":\"RETAIL\"}'
  simulate CODE '{\"action\":\"add\",\"line_type\":\"RETAIL\"}' --fail PERSIST_ADD=CART_NOT_ACTIVE
  simulate CODE '{\"action\":\"delete\"}' --output 'PERSIST_DELETE={\"line_type\":\"RETAIL\"}'")]
pub struct Simulate {
    /// Smart code of the orchestration
    pub(super) code: String,

    /// The payload as JSON; @FILE reads a file, - the standard input
    #[arg(default_value = "{}")]
    pub(super) payload: String,

    /// Show the flow of this event alone
    #[arg(long, value_name = "EVENT")]
    pub(super) event: Option<String>,

    /// NODE fails with CODE, always or TIMES times; UNKNOWN leaves it in doubt
    #[arg(long, value_name = "NODE=CODE[:TIMES]")]
    pub(super) fail: Vec<FaultSpec>,

    /// What NODE returns: the fields that are named, the others are samples
    #[arg(long, value_name = "NODE=JSON", value_parser = node_output)]
    pub(super) output: Vec<(String, Map<String, Value>)>,

    #[command(flatten)]
    pub(super) options: Options,
}

fn node_output(text: &str) -> Result<(String, Map<String, Value>), String> {
    let (node, json) = text.split_once('=').ok_or("write NODE=JSON")?;
    match crate::wire::parse(json) {
        Ok(Value::Object(fields)) => Ok((node.to_owned(), fields)),
        Ok(_) => Err("no JSON object".to_owned()),
        Err(error) => Err(format!("no JSON object: {error}")),
    }
}

/// A flow that was simulated, or refused.
struct Dry {
    flow: &'static FlowDef,
    /// Fields that other flows of the orchestration have, and this one has not.
    ignored: Vec<String>,
    missing: Vec<String>,
    /// Why it was refused; else what it came to.
    result: Result<Report, Refusal>,
}

/// Values by node, and whether a node answered with something that its flow does not take.
struct Answers<'a> {
    orchestration: &'a Orchestration,
    plan: &'static Plan,
    given: BTreeMap<&'a str, &'a Map<String, Value>>,
}

impl Simulate {
    pub(super) fn run(&self, service: &Service, paint: Paint) -> Result<Reply, Failure> {
        let orchestration = find::orchestration(service, &self.code)?;
        let mut payload = execute::read_payload(&self.payload)?;
        let one = find::flow(orchestration, self.event.as_deref(), &mut payload);
        let flows = match one {
            Ok(flow) => vec![flow],
            Err(failure) if self.event.is_some() => return Err(failure),
            Err(_) => orchestration.flows.to_vec(),
        };
        self.check_names(orchestration, &flows)?;
        let organization = self.options.org.or(service.default_organization());
        let all = flows.len() > 1;
        let mut shown = Vec::new();
        for flow in flows {
            let own = if all { own_fields(orchestration, flow, &payload) } else { None };
            let (own, ignored) = own.unwrap_or_else(|| (payload.clone(), Vec::new()));
            let dry = self.dry(orchestration, flow, organization, &own)?;
            shown.push(Dry { ignored, ..dry });
        }
        Ok(reply(&shown, all, paint))
    }

    /// Each node that an option names has to be one of the flows'.
    fn check_names(
        &self,
        orchestration: &Orchestration,
        flows: &[&'static FlowDef],
    ) -> Result<(), Failure> {
        for fault in &self.fail {
            let mut checked = flows.iter().map(|flow| faults::check(fault, flow.plan));
            let (first, mut rest) = (checked.next(), checked);
            if let Some(Err(failure)) = first
                && !rest.any(|result| result.is_ok())
            {
                return Err(failure);
            }
        }
        for (node, _) in &self.output {
            if !flows.iter().any(|flow| flow.plan.find(node).is_some()) {
                let code = orchestration.spec.smart_code;
                let message = format!("`{code}` has no node `{}` here", paint::short(node, 80));
                return Err(Failure::refused("UNKNOWN_NODE", message));
            }
        }
        Ok(())
    }

    fn dry(
        &self,
        orchestration: &Orchestration,
        flow: &'static FlowDef,
        organization: Option<uuid::Uuid>,
        payload: &Value,
    ) -> Result<Dry, Failure> {
        let context = execute::dry_context(organization);
        let dry = |missing, result| Dry { flow, ignored: Vec::new(), missing, result };
        let (state, missing) = match (flow.draft)(&context, payload) {
            Ok(drafted) => drafted,
            Err(refusal) => {
                let missing = execute::missing_besides(flow, &context, payload, &refusal);
                return Ok(dry(missing, Err(refusal)));
            }
        };
        let mut script = Script::new();
        for fault in &self.fail {
            if let Some(node) = flow.plan.find(&fault.node) {
                script = script.fail(node, &fault.code, fault.times);
            }
        }
        let given = self.output.iter().map(|(node, fields)| (node.as_str(), fields)).collect();
        let answers = Answers { orchestration, plan: flow.plan, given };
        let machine = Machine::new(DryState(State::new(state)));
        let report = simulate(machine, &script, &mut |node| answers.of(node));
        let report = report.map_err(|fault| Failure::machine("ENGINE_FAULT", fault.message))?;
        Ok(dry(missing, Ok(report)))
    }
}

impl Answers<'_> {
    fn of(&self, node: NodeIx) -> Value {
        let mut output = crate::sample::output(self.orchestration, self.plan, node);
        if let (Some(given), Some(fields)) =
            (self.given.get(&*self.plan.node(node).id), output.as_object_mut())
        {
            fields.extend((*given).clone());
        }
        output
    }
}

/// A state that takes a sample which does not fit for an answer without fields.
#[derive(Clone)]
struct DryState(State);

impl Flow for DryState {
    type Value = Value;

    fn plan(&self) -> &Plan {
        self.0.plan()
    }

    fn condition(&self, node: NodeIx) -> bool {
        self.0.condition(node)
    }

    fn record(&mut self, node: NodeIx, output: &Value) -> Result<(), Fault> {
        // What nobody can make up is absent: conditions on it are false then.
        let _ = self.0.record(node, output);
        Ok(())
    }
}

/// The payload without the fields that only other flows of the orchestration have.
fn own_fields(
    orchestration: &Orchestration,
    flow: &FlowDef,
    payload: &Value,
) -> Option<(Value, Vec<String>)> {
    let has = |flow: &FlowDef, name: &str| flow.fields.iter().any(|field| field.name == name);
    let others = |name: &str| orchestration.flows.iter().any(|other| has(other, name));
    let (mut own, mut ignored) = (Map::new(), Vec::new());
    for (name, value) in payload.as_object()? {
        match !has(flow, name) && others(name) {
            true => ignored.push(name.clone()),
            false => _ = own.insert(name.clone(), value.clone()),
        }
    }
    Some((Value::Object(own), ignored))
}

fn reply(shown: &[Dry], all: bool, paint: Paint) -> Reply {
    let status = shown.iter().map(Dry::status).max().unwrap_or(0);
    let json: Vec<Value> = shown.iter().map(Dry::to_json).collect();
    let text: Vec<String> = shown.iter().map(|dry| dry.text(paint)).collect();
    let json = match (all, json.as_slice()) {
        (false, [one]) => one.clone(),
        _ => Value::Array(json),
    };
    Reply { status, text: text.join("\n"), json }
}

impl Dry {
    fn status(&self) -> u8 {
        match &self.result {
            Ok(report) => u8::from(report.outcome != Status::Completed),
            Err(_) => 2,
        }
    }

    fn to_json(&self) -> Value {
        let mut json = match &self.result {
            Ok(report) => serde_json::to_value(report).unwrap_or_default(),
            Err(refusal) => json!({
                "outcome": "refused",
                "executed": [], "skipped": [], "commits": [], "rolled_back": [],
                "compensated": [], "attempts": {}, "parked": null,
                "error": {
                    "code": refusal.code(),
                    "node": refusal.unmet.first().map(|unmet| unmet.node),
                    "message": said(refusal),
                },
            }),
        };
        json["event"] = self.flow.event.into();
        json["missing"] = self.missing.clone().into();
        if !self.ignored.is_empty() {
            json["ignored"] = self.ignored.clone().into();
        }
        json
    }

    /// For people; writing to a string cannot fail.
    fn text(&self, paint: Paint) -> String {
        let mut text = String::new();
        let triggers = find::triggers(self.flow).join(", ");
        let _ = writeln!(text, "{}  {}", paint.bold(self.flow.event), paint.dim(&triggers));
        if !self.missing.is_empty() {
            let _ = writeln!(text, "  {} {}", paint.bad("missing:"), self.missing.join(", "));
        }
        if !self.ignored.is_empty() {
            let ignored = paint::short(&self.ignored.join(", "), 200);
            let _ = writeln!(text, "  {}", paint.dim(&format!("no field here: {ignored}")));
        }
        match &self.result {
            Ok(report) => {
                text.push_str(&steps::table(self.flow, report, paint));
                let _ =
                    writeln!(text, "  {}", steps::ending(report, !self.missing.is_empty(), paint));
            }
            Err(refusal) => {
                let _ = writeln!(text, "  {}  {}", paint.bad("refused"), said(refusal));
            }
        }
        text
    }
}

fn said(refusal: &Refusal) -> String {
    let one = |problem: &Problem| match problem.field.as_str() {
        "" => problem.message.clone(),
        field => format!("{}: {}", paint::short(field, 80), problem.message),
    };
    let unmet = refusal.unmet.iter().map(ToString::to_string);
    refusal.problems.iter().map(one).chain(unmet).collect::<Vec<_>>().join("; ")
}
