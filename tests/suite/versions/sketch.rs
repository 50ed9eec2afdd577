//! Small random flows as spec texts, and random changes of them.

mod change;
mod text;

use std::collections::{BTreeMap, BTreeSet};

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
    /// Clauses over inputs, and over outputs.
    asks: Vec<String>,
    promises: Vec<String>,
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
    /// Whether the inverse asks for something.
    undo_asks: bool,
    /// A node whose output is the price, in the place of the payload's.
    price: Option<String>,
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

impl Procedure {
    /// Asks for something of an input.
    fn ask(&mut self, dice: &mut Dice) {
        if let Some((name, ..)) = self.inputs.first() {
            self.asks.push((*dice.pick(&asked_of(name))).to_owned());
        }
    }

    /// Promises something of its first output.
    fn promise(&mut self, dice: &mut Dice) {
        if let Some((name, ..)) = self.outputs.first() {
            self.promises.push(format!("{name} {}", dice.pick(&["> 0", "< 3", ">= 0"])));
        }
    }
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
            asks: Vec::new(),
            promises: Vec::new(),
            words: "do it",
        };
        let mut procedure = procedure;
        if dice.one_in(3) {
            procedure.ask(dice);
        }
        if dice.one_in(4) {
            procedure.promise(dice);
        }
        let priced = procedure.inputs.iter().any(|(name, ..)| name == "price");
        let effective = procedure.effects != "none" && !checks;
        self.procedures.insert(id.to_owned(), procedure);
        let when = if dice.one_in(3) { self.condition(at, dice) } else { None };
        let undo =
            (self.auto && effective && !dice.one_in(4)).then(|| (self.undo_input(&field, dice), 1));
        let boundary = dice.one_in(2).then(|| (*dice.pick(&["one", "two"])).to_owned());
        let price = if priced && dice.one_in(2) { self.sure(at, dice) } else { None };
        if let Some(other) = &price {
            self.edges.insert((other.clone(), id.to_owned()));
        }
        let undo_asks = dice.one_in(5);
        let (id, runs) = (id.to_owned(), id.to_owned());
        let node = Node { id, runs, checks, when, boundary, undo, undo_asks, price };
        let id = node.id.as_str();
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

    /// A node before a place that always runs and returns something.
    fn sure(&self, at: usize, dice: &mut Dice) -> Option<String> {
        let earlier = self.nodes.iter().take(at).filter(|node| !node.checks && node.when.is_none());
        let earlier: Vec<&str> = earlier.map(|node| node.id.as_str()).collect();
        (!earlier.is_empty()).then(|| (*dice.pick(&earlier)).to_owned())
    }

    fn condition(&self, at: usize, dice: &mut Dice) -> Option<String> {
        let earlier = self.sure(at, dice);
        Some(match dice.roll(6) {
            0 => "$.payload.count > 1".to_owned(),
            1 => "$.payload.kind == 'A'".to_owned(),
            2 => "$.payload.flag == true".to_owned(),
            3 => "exists($.payload.remark)".to_owned(),
            _ => match earlier {
                Some(id) => format!("$.nodes.{id}.r_{} > 0", id.to_lowercase()),
                None => "$.payload.count <= 1".to_owned(),
            },
        })
    }

    /// The next version of the orchestration.
    pub(super) fn bump(&mut self) {
        self.version += 1;
    }

    /// The orchestration's code.
    pub(super) fn code(&self) -> String {
        format!("HERA.TEST.RUN.FLOW.v{}", self.version)
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

/// Conditions over an input that hold now and then.
fn asked_of(name: &str) -> [&'static str; 2] {
    match name {
        "flag" => ["flag == true", "exists(flag)"],
        "price" => ["price > 1", "price < 2"],
        "kind" => ["kind == 'A'", "exists(kind)"],
        "count" => ["count > 0", "count < 3"],
        _ => ["remark != ''", "exists(remark)"],
    }
}
