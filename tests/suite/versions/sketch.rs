//! Small random flows as spec texts, and random changes of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use hera_specc::SpecFile;

use super::dice::Dice;

/// The event of every sketch.
pub(super) const EVENT: &str = "TEST.FLOW.REQUESTED";

/// A procedure.
#[derive(Clone, Debug)]
pub(super) struct Procedure {
    version: u32,
    effects: &'static str,
    /// Name, whether it is required, and a default.
    inputs: Vec<(String, bool, Option<&'static str>)>,
    /// Name, type, whether it is always there.
    outputs: Vec<(String, &'static str, bool)>,
    /// Code, and whether it is retried.
    errors: Vec<(&'static str, bool)>,
    words: &'static str,
}

/// A node.
#[derive(Clone, Debug)]
struct Node {
    id: String,
    /// The procedure is named after the node that it was made for.
    runs: String,
    checks: bool,
    when: Option<String>,
    boundary: Option<String>,
    /// Input of the inverse: a field of the node's output, or of the payload.
    undo: Option<(String, u32)>,
}

/// A flow with its procedures.
#[derive(Clone, Debug)]
pub(super) struct Sketch {
    nodes: Vec<Node>,
    edges: BTreeSet<(String, String)>,
    procedures: BTreeMap<String, Procedure>,
    types: BTreeMap<&'static str, &'static str>,
    attempts: u32,
    auto: bool,
    version: u32,
}

const FIELDS: [&str; 5] = ["flag", "price", "kind", "count", "remark"];

impl Sketch {
    /// A flow of two to four nodes.
    pub(super) fn random(dice: &mut Dice) -> Sketch {
        let types = [
            ("flag", "boolean"),
            ("price", "decimal"),
            ("kind", "enum[A, B]"),
            ("count", "integer"),
        ];
        let mut sketch = Sketch {
            nodes: Vec::new(),
            edges: BTreeSet::new(),
            procedures: BTreeMap::new(),
            types: types.into_iter().chain([("remark", "string")]).collect(),
            attempts: 1 + dice.up_to(2),
            auto: !dice.one_in(8),
            version: 1,
        };
        for id in ["A", "B", "C", "D"].iter().take(dice.roll(3) + 2) {
            sketch.add(id, sketch.nodes.len(), dice);
        }
        sketch
    }

    /// Adds a node at a place, with edges from and to others.
    fn add(&mut self, id: &str, at: usize, dice: &mut Dice) {
        let field = format!("r_{}", id.to_lowercase());
        let inputs = (0..dice.roll(3)).map(|_| *dice.pick(&FIELDS)).collect::<BTreeSet<_>>();
        let mut declared = Vec::new();
        for name in inputs {
            let required = dice.one_in(2);
            let default = (!required && dice.one_in(2)).then(|| default_of(name));
            declared.push((name.to_owned(), required, default));
        }
        let checks = dice.one_in(5);
        let procedure = Procedure {
            version: 1,
            effects: ["transactional", "transactional", "external", "external", "none"]
                [dice.roll(5)],
            inputs: declared,
            outputs: vec![
                (field.clone(), *dice.pick(&["integer", "integer", "decimal"]), true),
                (format!("o_{}", id.to_lowercase()), "string", dice.one_in(2)),
            ],
            errors: [("BUSY", true), ("NO", false)].into_iter().take(dice.roll(3)).collect(),
            words: "do it",
        };
        let effective = procedure.effects != "none" && !checks;
        self.procedures.insert(id.to_owned(), procedure);
        let when = if dice.one_in(3) { self.condition(at, dice) } else { None };
        let undo =
            (self.auto && effective && !dice.one_in(4)).then(|| (self.undo_input(&field, dice), 1));
        let boundary = dice.one_in(2).then(|| (*dice.pick(&["one", "two"])).to_owned());
        let node = Node { id: id.to_owned(), runs: id.to_owned(), checks, when, boundary, undo };
        for (place, other) in self.nodes.iter().enumerate() {
            if dice.one_in(2) {
                let (own, other) = (id.to_owned(), other.id.clone());
                self.edges.insert(if place < at { (other, own) } else { (own, other) });
            }
        }
        self.nodes.insert(at, node);
    }

    fn undo_input(&self, field: &str, dice: &mut Dice) -> String {
        match dice.one_in(2) {
            true => format!("output {field}"),
            false => (*dice.pick(&FIELDS)).to_owned(),
        }
    }

    fn condition(&self, at: usize, dice: &mut Dice) -> Option<String> {
        let earlier = self.nodes.iter().take(at).filter(|node| !node.checks && node.when.is_none());
        let earlier: Vec<&str> = earlier.map(|node| node.id.as_str()).collect();
        Some(match dice.roll(6) {
            0 => "$.payload.count > 1".to_owned(),
            1 => "$.payload.kind == 'A'".to_owned(),
            2 => "$.payload.flag == true".to_owned(),
            3 => "exists($.payload.remark)".to_owned(),
            _ if earlier.is_empty() => "$.payload.count <= 1".to_owned(),
            _ => {
                let id = *dice.pick(&earlier);
                format!("$.nodes.{id}.r_{} > 0", id.to_lowercase())
            }
        })
    }

    /// One random change.
    pub(super) fn change(&mut self, dice: &mut Dice) {
        let at = dice.roll(self.nodes.len());
        let id = self.nodes[at].id.clone();
        match dice.roll(30) {
            0 | 1 => {
                if let Some(id) = ["E", "F"].iter().find(|id| !self.procedures.contains_key(**id)) {
                    self.add(id, dice.roll(self.nodes.len() + 1), dice);
                }
            }
            2 if self.nodes.len() > 1 => self.remove(&id),
            3 => {
                self.nodes[at].when = if dice.one_in(3) { None } else { self.condition(at, dice) };
            }
            4 => self.nodes[at].checks = !self.nodes[at].checks && self.nodes[at].undo.is_none(),
            5 | 6 => self.nodes[at].boundary = dice.one_in(2).then(|| "one".to_owned()),
            7 => self.nodes.iter_mut().for_each(|node| {
                if node.boundary.as_deref() == Some("one") {
                    node.boundary = Some("other".to_owned());
                }
            }),
            8 if at > 0 => drop(self.edges.insert((self.nodes[at - 1].id.clone(), id))),
            9 => {
                let edges: Vec<_> = self.edges.iter().cloned().collect();
                if !edges.is_empty() {
                    self.edges.remove(dice.pick(&edges));
                }
            }
            10 => self.attempts = 1 + dice.up_to(3),
            11 => {
                self.auto = !self.auto;
                if !self.auto {
                    self.nodes.iter_mut().for_each(|node| node.undo = None);
                }
            }
            12 => self.nodes[at].undo = None,
            13 => {
                let field = format!("r_{}", id.to_lowercase());
                let undo = (self.undo_input(&field, dice), 1 + dice.up_to(1));
                if self.nodes[at].undo.is_some() {
                    self.nodes[at].undo = Some(undo);
                }
            }
            14 if at > 0 => self.nodes.swap(at - 1, at),
            15 => {
                let name = *dice.pick(&FIELDS);
                let wider = match self.types[name] {
                    "integer" => "decimal",
                    "enum[A, B]" => "enum[A, B, C]",
                    "decimal" => "integer",
                    _ => "object",
                };
                self.types.insert(name, wider);
            }
            _ => self.change_procedure(&self.nodes[at].runs.clone(), dice),
        }
    }

    fn change_procedure(&mut self, name: &str, dice: &mut Dice) {
        let Some(procedure) = self.procedures.get_mut(name) else { return };
        match dice.roll(13) {
            0 => procedure.version += 1,
            1 => procedure.effects = *dice.pick(&["transactional", "external", "none"]),
            2 => {
                let field = (*dice.pick(&FIELDS)).to_owned();
                if procedure.inputs.iter().all(|(name, ..)| *name != field) {
                    procedure.inputs.push((field, dice.one_in(2), None));
                }
            }
            3 => drop(procedure.inputs.pop()),
            4 => {
                if let Some(input) = procedure.inputs.last_mut() {
                    input.1 = !input.1;
                    input.2 = None;
                }
            }
            5 => {
                if let Some(input) = procedure.inputs.last_mut().filter(|input| !input.1) {
                    input.2 = Some(if input.0 == "count" { "7" } else { default_of(&input.0) });
                }
            }
            6 => procedure.outputs.push((
                format!("x{}", procedure.outputs.len()),
                "string",
                dice.one_in(2),
            )),
            7 => {
                if let Some(output) = procedure.outputs.first_mut() {
                    output.1 = if output.1 == "integer" { "decimal" } else { "integer" };
                }
            }
            8 if procedure.outputs.len() > 1 => drop(procedure.outputs.pop()),
            11 => {
                if let Some(output) = procedure.outputs.last_mut() {
                    output.2 = !output.2;
                }
            }
            12 => {
                procedure.inputs.iter_mut().filter(|input| !input.1).for_each(|input| {
                    input.2 = if input.2.is_some() { None } else { Some(default_of(&input.0)) };
                });
            }
            9 => procedure.errors = vec![("BUSY", dice.one_in(2))],
            _ => procedure.words = "do it well",
        }
    }

    /// Takes a node out; what read its output reads the payload, or nothing.
    fn remove(&mut self, id: &str) {
        self.nodes.retain(|node| node.id != id);
        self.edges.retain(|(from, to)| from != id && to != id);
        let reads = format!("$.nodes.{id}.");
        for node in &mut self.nodes {
            if node.when.as_ref().is_some_and(|when| when.contains(&reads)) {
                node.when = None;
            }
        }
    }

    /// The next version of the orchestration.
    pub(super) fn bump(&mut self) {
        self.version += 1;
    }

    /// The orchestration's code.
    pub(super) fn code(&self) -> String {
        format!("HERA.TEST.RUN.FLOW.v{}", self.version)
    }

    /// The spec files, below a folder.
    pub(super) fn files(&self, folder: &str) -> Vec<SpecFile> {
        let mut files = vec![SpecFile::new(format!("{folder}/flow.yml"), self.orchestration())];
        for (name, procedure) in &self.procedures {
            let text = self.procedure(name, procedure);
            files.push(SpecFile::new(format!("{folder}/{name}.yml"), text));
        }
        for node in &self.nodes {
            if let Some((input, version)) = &node.undo {
                let text = self.inverse(&node.id, input, *version);
                files.push(SpecFile::new(format!("{folder}/{}_undo.yml", node.id), text));
            }
        }
        files
    }

    fn orchestration(&self) -> String {
        let mut out = format!(
            "smart_code: {}\nintent: A flow.\ntriggers:\n  - on: EVENT.test.flow\n    emit: {EVENT}\ngraph:\n  nodes:\n",
            self.code()
        );
        for node in &self.nodes {
            let version = self.procedures[&node.runs].version;
            let _ = writeln!(
                out,
                "    - id: {}\n      run: HERA.TEST.RUN.{}_DO.v{version}",
                node.id, node.runs
            );
            if node.checks {
                out.push_str("      mode: validate_only\n");
            }
            if let Some(when) = &node.when {
                let _ = writeln!(out, "      when: {when}");
            }
            if let Some((input, version)) = &node.undo {
                let _ = writeln!(
                    out,
                    "      compensation:\n        run: HERA.TEST.RUN.{}_UNDO.v{version}",
                    node.id
                );
                if let Some(field) = input.strip_prefix("output ") {
                    let _ = writeln!(out, "        with: {{v: $.nodes.{}.{field}}}", node.id);
                }
            }
        }
        out.push_str("edges:\n");
        for node in &self.nodes {
            if self.edges.iter().all(|(_, to)| *to != node.id) {
                let _ = writeln!(out, "  - {EVENT} -> {}", node.id);
            }
        }
        for (from, to) in &self.edges {
            let _ = writeln!(out, "  - {from} -> {to}");
        }
        let mut boundaries: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for node in &self.nodes {
            if let Some(name) = &node.boundary {
                boundaries.entry(name).or_default().push(&node.id);
            }
        }
        if !boundaries.is_empty() {
            out.push_str("transaction_boundaries:\n");
        }
        for (name, nodes) in boundaries {
            let _ = writeln!(
                out,
                "  - name: {name}\n    applies_to: [{}]\n    external_in_transaction: true",
                nodes.join(", ")
            );
        }
        let (attempts, auto) = (self.attempts, self.auto);
        let _ = writeln!(
            out,
            "retry_policy: {{max_attempts: {attempts}, backoff: fixed, base_delay_ms: 1, max_delay_ms: 1}}\ncompensation_policy: {{auto_compensate: {auto}}}"
        );
        out
    }

    fn procedure(&self, name: &str, procedure: &Procedure) -> String {
        let Procedure { version, effects, words, .. } = procedure;
        let mut out = format!(
            "smart_code: HERA.TEST.RUN.{name}_DO.v{version}\nintent: {words}\neffects: {effects}\npermissions: [p]\ninputs:\n"
        );
        for (list, required) in [("required", true), ("optional", false)] {
            let _ = writeln!(out, "  {list}:");
            for (name, _, default) in procedure.inputs.iter().filter(|input| input.1 == required) {
                let ty = self.types[name.as_str()];
                let default = default.filter(|_| !matches!(ty, "object"));
                let default = default.map_or_else(String::new, |text| format!(", default: {text}"));
                let _ = writeln!(out, "    - {{name: {name}, type: \"{ty}\"{default}}}");
            }
        }
        out.push_str("outputs:\n  response:\n");
        for (name, ty, required) in &procedure.outputs {
            let _ = writeln!(out, "    - {{name: {name}, type: {ty}, required: {required}}}");
        }
        out.push_str("happy_path:\n  - step: do it\nerrors:\n");
        for (code, retryable) in &procedure.errors {
            let _ = writeln!(out, "  - {{code: {code}, when: so, retryable: {retryable}}}");
        }
        out
    }

    fn inverse(&self, id: &str, input: &str, version: u32) -> String {
        let (name, ty) = match input.strip_prefix("output ") {
            Some(field) => {
                let known = self.procedures.get(id).into_iter().flat_map(|p| &p.outputs);
                ("v", known.clone().find(|(name, ..)| name == field).map_or("integer", |o| o.1))
            }
            None => (input, self.types[input]),
        };
        format!(
            "smart_code: HERA.TEST.RUN.{id}_UNDO.v{version}\nintent: undo\neffects: transactional\npermissions: [p]\ninputs:\n  optional:\n    - {{name: {name}, type: \"{ty}\"}}\noutputs: {{}}\nhappy_path:\n  - step: undo it\nerrors:\n  - {{code: BUSY, when: so, retryable: true}}\n"
        )
    }
}

fn default_of(name: &str) -> &'static str {
    match name {
        "flag" => "true",
        "price" => "\"1.5\"",
        "kind" => "A",
        "count" => "2",
        _ => "word",
    }
}
