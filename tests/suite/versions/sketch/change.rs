//! Random changes of a flow.

use super::super::dice::Dice;
use super::{FIELDS, Sketch, default_of};

impl Sketch {
    /// One random change.
    pub(in super::super) fn change(&mut self, dice: &mut Dice) {
        let at = dice.roll(self.nodes.len());
        let id = self.nodes[at].id.clone();
        match dice.roll(33) {
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
            16 => self.nodes[at].undo_asks = !self.nodes[at].undo_asks,
            17 => self.nodes[at].price = None,
            _ => self.change_procedure(&self.nodes[at].runs.clone(), dice),
        }
    }

    /// One random change of what a procedure is held to.
    pub(in super::super) fn change_clause(&mut self, dice: &mut Dice) {
        let at = dice.roll(self.nodes.len());
        let node = &mut self.nodes[at];
        let Some(procedure) = self.procedures.get_mut(&node.runs) else { return };
        match dice.roll(6) {
            0 | 1 => procedure.promise(dice),
            2 => procedure.promises.clear(),
            3 => procedure.ask(dice),
            4 => procedure.asks.clear(),
            _ => node.undo_asks = !node.undo_asks,
        }
    }

    fn change_procedure(&mut self, name: &str, dice: &mut Dice) {
        let Some(procedure) = self.procedures.get_mut(name) else { return };
        match dice.roll(14) {
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
            if node.price.as_deref() == Some(id) {
                node.price = None;
            }
        }
    }
}
