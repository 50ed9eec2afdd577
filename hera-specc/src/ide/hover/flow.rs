//! Nodes, events and boundaries: what a flow makes of them.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::cell;
use crate::explain::{self, Explained, Input, explain};
use crate::ide::Ide;
use crate::ir::{Flow, Orchestration};
use crate::source::FileId;

/// Nodes of a flow up to which the ways back are worked out for a hover: beyond it takes too long.
const PROVEN_NODES_MAX: usize = 200;
/// Flows that are told about one node.
const FLOWS_TOLD_MAX: usize = 4;

impl Ide {
    /// A node: where its inputs come from, its boundary, what happens when it fails, in each flow.
    pub(super) fn about_node(&self, file: FileId, id: &str) -> Option<String> {
        let orchestration = self.orchestration(file)?;
        let at = orchestration.node(id)?;
        let run = &orchestration.nodes[at].run.value;
        let mut page = format!("node **{id}** runs `{}`\n", run.written());
        let intent = self.procedure(run).and_then(|procedure| procedure.intent.as_ref());
        if let Some(intent) = intent {
            let _ = write!(page, "\n{}\n", intent.value.trim());
        }
        let flows: Vec<&Flow> =
            orchestration.flows.iter().filter(|flow| has_node(flow, at)).collect();
        if flows.is_empty() {
            page.push_str("\nNo event reaches it.\n");
        }
        for flow in flows.iter().take(FLOWS_TOLD_MAX) {
            self.node_in_flow(&mut page, orchestration, flow, id);
        }
        if flows.len() > FLOWS_TOLD_MAX {
            let _ = write!(page, "\n…and in {} more flows.\n", flows.len() - FLOWS_TOLD_MAX);
        }
        Some(page)
    }

    fn node_in_flow(
        &self,
        page: &mut String,
        orchestration: &Orchestration,
        flow: &Flow,
        id: &str,
    ) {
        let _ = write!(page, "\n---\non `{}`\n", flow.event);
        if flow.nodes.len() > PROVEN_NODES_MAX {
            let _ = write!(page, "\nThe flow has {} nodes: ask `explain`.\n", flow.nodes.len());
            return;
        }
        let explained = explain(&self.specs, orchestration, flow, &self.sources);
        let Some(node) = explained.nodes.iter().find(|node| node.id == id) else { return };
        let mut facts = Vec::new();
        if let Some(when) = &node.when {
            facts.push(format!("runs when `{when}`"));
        }
        match node.after.as_slice() {
            [] => facts.push("starts at once".to_owned()),
            after => facts.push(format!("runs after {}", quoted(after))),
        }
        facts.push(match &node.boundary {
            Some(boundary) => format!("commits in `{boundary}`"),
            None => "has nothing to commit".to_owned(),
        });
        if let Some(inverse) = &node.compensation {
            facts.push(format!("is undone by `{}`", inverse.procedure));
        }
        let _ = write!(page, "\n{}\n", sentence(&facts));
        inputs(page, &node.inputs);
        failures(page, &explained, id);
    }

    /// An event: what emits it, what it starts, what it takes.
    pub(super) fn about_event(&self, file: FileId, event: &str) -> Option<String> {
        let here = self.orchestration(file).into_iter();
        let orchestrations = here.chain(&self.specs.orchestrations);
        let mut flows =
            orchestrations.flat_map(|spec| spec.flows.iter().map(move |flow| (spec, flow)));
        let (orchestration, flow) = flows.find(|(_, flow)| flow.event.value == event)?;
        let mut page = format!("event **{event}**\n");
        for trigger in &flow.triggers {
            let on = self.sources.slice(orchestration.triggers[*trigger].on.span);
            let _ = write!(page, "\nemitted on `{on}`\n");
        }
        let ids: Vec<&str> = flow
            .nodes
            .iter()
            .map(|node| orchestration.nodes[node.node].id.value.as_str())
            .collect();
        match ids.as_slice() {
            [] => page.push_str("\nstarts nothing\n"),
            ids => {
                let _ = write!(page, "\nstarts {}\n", quoted(ids));
            }
        }
        if !flow.payload.is_empty() {
            page.push_str("\n| payload | type | |\n|---|---|---|\n");
        }
        for field in &flow.payload {
            let told = cell(field.description.as_deref().unwrap_or_default());
            let needed = super::field::needed(orchestration, flow, field);
            let ty = cell(&field.ty.to_string());
            let _ = writeln!(page, "| `{}` ({needed}) | `{ty}` | {told} |", field.name);
        }
        Some(page)
    }

    /// A boundary: its nodes and its isolation.
    pub(super) fn about_boundary(&self, file: FileId, name: &str) -> Option<String> {
        let orchestration = self.orchestration(file)?;
        let boundary = orchestration.boundaries.iter().find(|known| known.name.value == name)?;
        let nodes = boundary.nodes.iter();
        let ids: Vec<&str> =
            nodes.map(|node| orchestration.nodes[node.value].id.value.as_str()).collect();
        let isolation = match boundary.isolation {
            Some(isolation) => self.sources.slice(isolation.span),
            None => "SERIALIZABLE",
        };
        Some(format!(
            "boundary **{name}**\n\n{} commit together, or not at all, in one {isolation} transaction.\n",
            quoted(&ids)
        ))
    }
}

/// The page of an orchestration.
pub(super) fn orchestration_page(orchestration: &Orchestration) -> String {
    let mut page = format!("orchestration **{}**\n", orchestration.code.value.written());
    if let Some(intent) = &orchestration.intent {
        let _ = write!(page, "\n{}\n", intent.value.trim());
    }
    for flow in &orchestration.flows {
        let _ = write!(page, "\n- `{}`: {} nodes", flow.event, flow.nodes.len());
    }
    page
}

fn has_node(flow: &Flow, at: usize) -> bool {
    flow.nodes.iter().any(|node| node.node == at)
}

fn inputs(page: &mut String, inputs: &[Input]) {
    if inputs.is_empty() {
        return;
    }
    page.push_str("\n| input | type | from |\n|---|---|---|\n");
    for input in inputs {
        let default = input.default.as_ref().map(|value| format!(", else {value}"));
        let from = format!("{}{}", input.source, default.unwrap_or_default());
        let _ = writeln!(page, "| `{}` | `{}` | {} |", input.name, cell(&input.ty), cell(&from));
    }
}

/// Where a run ends when the node fails, errors with the same end on one line.
fn failures(page: &mut String, explained: &Explained, id: &str) {
    let mut told: Vec<(Vec<&'static str>, Vec<&str>)> = Vec::new();
    for end in explained.ends.iter().filter(|end| end.node == id) {
        match told.iter_mut().find(|(ends, _)| *ends == end.ends) {
            Some((_, errors)) => errors.push(&end.error),
            None => told.push((end.ends.clone(), vec![&end.error])),
        }
    }
    for (ends, errors) in told {
        let ends = if ends.is_empty() { "goes on".to_owned() } else { ends.join(" or ") };
        let unique: BTreeSet<&str> = errors.into_iter().collect();
        let names: Vec<&str> = unique.into_iter().collect();
        let _ = write!(page, "\n- when it fails with {}: **{ends}**", quoted(&names));
    }
    page.push('\n');
    for stranded in explained.no_way_back.iter().filter(|found| involves(found, id)) {
        let _ = write!(
            page,
            "\nNo way back: `{}` stands without a compensation when `{}` fails.\n",
            stranded.pivot, stranded.fails
        );
    }
}

fn involves(stranded: &explain::Stranded, id: &str) -> bool {
    stranded.pivot == id || stranded.fails == id
}

fn quoted(names: &[impl AsRef<str>]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    names.join(", ")
}

fn sentence(facts: &[String]) -> String {
    format!("It {}.", facts.join("; "))
}
