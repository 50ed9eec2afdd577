//! `validate`: an orchestration as this program has it: nodes, order, boundaries, ways back, and
//! whether the registry holds the same.

use std::fmt::Write as _;

use clap::Args;
use hera_core::plan::{Effects, Isolation, Mode, Node};
use hera_core::ways_back::{NoWayBack, WaysBack, ways_back};
use hera_core::{NodeIx, Plan};
use serde_json::{Value, json};

use super::failure::Failure;
use super::find;
use super::paint::{self, Paint};
use super::service::Service;
use super::steps;
use super::told;
use super::{Options, Reply};
use crate::flow::{FlowDef, Orchestration, Spec};

/// Show what this program would run: order, boundaries, ways back; and whether the registry agrees
#[derive(Args, Clone, Debug)]
#[command(after_long_help = "\
The ways back are proved from the plan alone, with conditions taken as independent of each other;
the compiler, which reads them, may have found fewer that park.

Exit status: 0 it fits (or nothing is registered yet), 1 the registry holds something else,
2 no such spec.

Example:
  validate HERA.SALON.POS.ORCH.CART_LINE_MGMT.v1")]
pub struct Validate {
    /// Smart code of an orchestration or a procedure
    pub(super) code: String,

    #[command(flatten)]
    pub(super) options: Options,
}

/// How an embedded spec stands to the registry.
struct Registered {
    spec: &'static Spec,
    /// `same`, `changed`, `damaged`, `missing` or `no database`.
    state: &'static str,
}

impl Registered {
    fn fits(&self) -> bool {
        !matches!(self.state, "changed" | "damaged")
    }

    fn to_json(&self) -> Value {
        json!({
            "smart_code": self.spec.smart_code, "sum": self.spec.sum, "registry": self.state,
        })
    }
}

impl Validate {
    pub(super) async fn run(&self, service: &Service, paint: Paint) -> Result<Reply, Failure> {
        let spec = find::spec(service, &self.code)?;
        let runs = |known: &&Orchestration| known.spec.smart_code == spec.smart_code;
        let orchestration = service.runnable().iter().find(runs);
        let mut specs = vec![spec];
        specs.extend(orchestration.into_iter().flat_map(|known| known.procedures.iter().copied()));
        let states = self.compare(service, &specs).await?;
        let fits = states.iter().all(Registered::fits);
        let flows = orchestration.map_or(&[] as &[&FlowDef], |known| known.flows);
        let proofs: Vec<(&FlowDef, WaysBack)> =
            flows.iter().map(|flow| (*flow, ways_back(flow.plan, &|_, _| true))).collect();
        let mut text = String::new();
        let _ = writeln!(text, "{}  {}", paint.bold(spec.smart_code), paint.dim(spec.file));
        if orchestration.is_none() && told::is_orchestration(spec) {
            let line =
                "this service has no procedures for it: `hera-specc explain` shows its flows";
            let _ = writeln!(text, "  {}", paint.dim(line));
        }
        for (flow, proof) in &proofs {
            text.push_str(&flow_text(flow, proof, paint));
        }
        text.push_str(&registry_text(&states, paint));
        let json = json!({
            "smart_code": spec.smart_code,
            "kind": spec.kind,
            "file": spec.file,
            "runnable": orchestration.is_some(),
            "valid": fits,
            "specs": states.iter().map(Registered::to_json).collect::<Vec<_>>(),
            "flows": proofs.iter().map(|(flow, proof)| flow_json(flow, proof)).collect::<Vec<_>>(),
        });
        Ok(Reply { status: u8::from(!fits), text, json })
    }

    async fn compare(
        &self,
        service: &Service,
        specs: &[&'static Spec],
    ) -> Result<Vec<Registered>, Failure> {
        if !self.options.is_there()? {
            let none = |spec: &&'static Spec| Registered { spec, state: "no database" };
            return Ok(specs.iter().map(none).collect());
        }
        let engine = self.options.engine(service).await?;
        let mut states = Vec::new();
        for spec in specs.iter().copied() {
            let state = match engine.registered_spec(spec.smart_code).await? {
                None => "missing",
                Some(stored) if !stored.is_intact() => "damaged",
                Some(stored) if stored.sum == spec.sum => "same",
                Some(_) => "changed",
            };
            states.push(Registered { spec, state });
        }
        Ok(states)
    }
}

fn registry_text(states: &[Registered], paint: Paint) -> String {
    let mut text = String::new();
    let count = |state| states.iter().filter(|known| known.state == state).count();
    let all = states.len();
    let line = match (count("same"), count("no database")) {
        (_, 1..) => "there is no database to compare with".to_owned(),
        (1, _) if all == 1 => "as here".to_owned(),
        (same, _) if same == all => format!("all {all} specs as here"),
        (same, _) => format!("{same} of {} as here", paint::count(all, "spec", "specs")),
    };
    let _ = writeln!(text, "  {}  {line}", paint.bold("registry"));
    for known in states.iter().filter(|known| !matches!(known.state, "same" | "no database")) {
        let state = if known.fits() { paint.dim(known.state) } else { paint.bad(known.state) };
        let _ = writeln!(text, "    {state}  {}", known.spec.smart_code);
    }
    text
}

/// A flow for people; writing to a string cannot fail.
fn flow_text(flow: &FlowDef, proof: &WaysBack, paint: Paint) -> String {
    let plan = flow.plan;
    let mut text = String::new();
    let triggers = find::triggers(flow).join(", ");
    let _ = writeln!(text, "  {}  {}", paint.bold(flow.event), paint.dim(&triggers));
    let row = |(at, node): (usize, &Node)| {
        let inverse =
            node.compensation.as_ref().map(|inverse| format!("undo: {}", inverse.procedure));
        let when = steps::condition(flow, node).map(|when| format!("when {}", paint::clean(when)));
        vec![
            (at + 1).to_string(),
            node.id.to_string(),
            steps::kind(node).to_owned(),
            steps::boundary(plan, node).to_owned(),
            node.procedure.to_string(),
            paint.dim(&inverse.unwrap_or_default()),
            paint.dim(&when.unwrap_or_default()),
        ]
    };
    let rows: Vec<Vec<String>> = plan.nodes.iter().enumerate().map(row).collect();
    text.push_str(&paint::table("    ", &rows));
    if proof.no_way_back.is_empty() {
        let _ = writeln!(text, "    {}", paint.good("every declared failure has a way back"));
    }
    for pair in &proof.no_way_back {
        let _ = writeln!(text, "    {} {}", paint.bad("can park:"), pair_text(plan, pair));
    }
    for pair in &proof.outages {
        let _ = writeln!(text, "    {} {}", paint.dim("in an outage:"), pair_text(plan, pair));
    }
    for node in &proof.in_doubt {
        let _ = writeln!(
            text,
            "    {} {} cannot be undone while it is in doubt",
            paint.dim("in an outage:"),
            plan.node(*node).id
        );
    }
    text
}

fn pair_text(plan: &Plan, pair: &NoWayBack) -> String {
    const CODES_MAX: usize = 3;
    let (pivot, fails) = (&plan.node(pair.pivot).id, &plan.node(pair.fails).id);
    let shown =
        pair.errors.iter().take(CODES_MAX).map(|code| &**code).collect::<Vec<_>>().join(", ");
    let more = pair.errors.len().saturating_sub(CODES_MAX);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{pivot} stands without a compensation when {fails} fails with {shown}{more}")
}

fn flow_json(flow: &FlowDef, proof: &WaysBack) -> Value {
    let plan = flow.plan;
    json!({
        "event": flow.event,
        "triggers": find::triggers(flow),
        "plan_sum": plan.sum,
        "permissions": flow.permissions,
        "nodes": plan.nodes.iter().map(|node| node_json(flow, node)).collect::<Vec<_>>(),
        "boundaries": plan.boundaries.iter().map(|boundary| json!({
            "name": boundary.name,
            "declared": boundary.declared,
            "nodes": ids(plan, &boundary.nodes),
            "after": boundary.after.iter().map(|ix| &plan.boundary(*ix).name).collect::<Vec<_>>(),
            "isolation": match boundary.isolation {
                Isolation::Serializable => "serializable",
                Isolation::RepeatableRead => "repeatable_read",
                Isolation::ReadCommitted => "read_committed",
            },
        })).collect::<Vec<_>>(),
        "ways_back": {
            "rows": proof.rows.iter().map(|row| json!({
                "node": plan.node(row.node).id, "error": row.error, "class": row.class,
                "ends": row.ends,
            })).collect::<Vec<_>>(),
            "no_way_back": pairs(plan, &proof.no_way_back),
            "outages": pairs(plan, &proof.outages),
            "in_doubt": ids(plan, &proof.in_doubt),
        },
    })
}

fn node_json(flow: &FlowDef, node: &Node) -> Value {
    json!({
        "id": node.id,
        "procedure": node.procedure,
        "mode": match node.mode {
            Mode::ValidateOnly => "validate_only",
            Mode::Persist => "persist",
        },
        "effects": match node.effects {
            Effects::None => "none",
            Effects::Transactional => "transactional",
            Effects::External => "external",
        },
        "after": ids(flow.plan, &node.after),
        "boundary": flow.plan.boundary(node.boundary).name,
        "when": steps::condition(flow, node),
        "compensation": node.compensation.as_ref().map(|inverse| &inverse.procedure),
        "errors": node.errors.iter().map(|error| &error.code).collect::<Vec<_>>(),
    })
}

fn pairs(plan: &Plan, pairs: &[NoWayBack]) -> Vec<Value> {
    let pair = |pair: &NoWayBack| {
        json!({
            "pivot": plan.node(pair.pivot).id,
            "fails": plan.node(pair.fails).id,
            "errors": pair.errors,
            "path": ids(plan, &pair.path),
            "parallel": pair.parallel,
        })
    };
    pairs.iter().map(pair).collect()
}

fn ids<'a>(plan: &'a Plan, nodes: &[NodeIx]) -> Vec<&'a str> {
    nodes.iter().map(|node| &*plan.node(*node).id).collect()
}
