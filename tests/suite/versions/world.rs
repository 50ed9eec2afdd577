//! A flow with its specs, payloads and outputs as JSON, as a journal and a store hold them.

mod clauses;

use std::collections::BTreeMap;
use std::sync::Arc;

use hera_core::entry::Part;
use hera_core::plan::Effects;
use hera_core::{Entry, Fault, Machine, NodeIx, Plan};
use hera_specc::ir::expr::Literal;
use hera_specc::ir::flow::{Binding, From, Required};
use hera_specc::ir::{Flow, Orchestration, Procedure, Specs, Type};
use hera_specc::simulate::{Data, Fields, State, Value, holds, interpret, unmet};
use serde_json::{Map, Value as Json, json};

use super::dice::Dice;

/// A flow as a service would have it.
pub(super) struct World<'a> {
    pub(super) specs: &'a Specs,
    pub(super) flow: &'a Flow,
    pub(super) plan: Arc<Plan>,
}

impl<'a> World<'a> {
    pub(super) fn new(
        specs: &'a Specs,
        orchestration: &'a Orchestration,
        flow: &'a Flow,
    ) -> World<'a> {
        let plan = Arc::new(hera_specc::plan::plan(specs, orchestration, flow));
        World { specs, flow, plan }
    }

    /// A run of which nothing has happened, if the payload is admitted: by the words of the design,
    /// unknown keys are refused, what is required is there, and preconditions over it hold.
    pub(super) fn admit(&self, payload: &Json) -> Option<State<'a>> {
        let map = payload.as_object().expect("a payload is an object");
        let known = |key: &String| self.flow.payload.iter().any(|field| field.name == *key);
        if !map.keys().all(known) {
            return None;
        }
        let mut fields = Fields::new();
        for field in &self.flow.payload {
            let given = Value::from_json(map.get(&field.name).unwrap_or(&Json::Null), &field.ty);
            let default =
                || field.default.as_ref().and_then(|it| Value::from_literal(it, &field.ty));
            if let Some(value) = given.ok()?.or_else(default) {
                fields.insert(field.name.clone(), value);
            }
        }
        let state = State::new(self.flow, Arc::clone(&self.plan), Arc::new(fields.clone()));
        let runs =
            |at: &usize| self.flow.nodes[*at].when.as_ref().is_none_or(|when| holds(when, &state));
        let lacks = self.flow.payload.iter().any(|field| {
            !fields.contains_key(&field.name)
                && match &field.required {
                    Required::Always => true,
                    Required::Never => false,
                    Required::When(nodes) => nodes.iter().any(runs),
                }
        });
        (!lacks && unmet(self.specs, self.flow, &state, &[]).is_empty()).then_some(state)
    }

    /// A payload that this flow may admit.
    pub(super) fn payload(&self, dice: &mut Dice) -> Json {
        let mut map = Map::new();
        for field in &self.flow.payload {
            if field.required == Required::Always || !dice.one_in(2) {
                map.insert(field.name.clone(), value(&field.ty, dice));
            }
        }
        Json::Object(map)
    }

    fn procedure(&self, node: NodeIx) -> Option<&'a Procedure> {
        self.flow.nodes[node.0 as usize].procedure.map(|at| &self.specs.procedures[at])
    }

    /// What each node returns in one world.
    pub(super) fn outputs(&self, dice: &mut Dice) -> Vec<Json> {
        let output = |node: NodeIx| {
            if self.plan.node(node).mode == hera_core::plan::Mode::ValidateOnly {
                return Json::Null;
            }
            let fields = self.procedure(node).into_iter().flat_map(|procedure| &procedure.response);
            let given = fields.filter_map(|field| {
                let there = field.required || dice.one_in(2);
                there.then(|| (field.name.value.clone(), value(&field.ty.value, dice)))
            });
            Json::Object(given.collect())
        };
        self.plan.node_ixs().map(output).collect()
    }

    /// Reads an output from its JSON, as generated code does.
    fn read(&self, node: NodeIx, output: &Json) -> Result<Arc<Fields>, Fault> {
        let mut fields = Fields::new();
        if self.plan.node(node).mode == hera_core::plan::Mode::ValidateOnly {
            return Ok(Arc::new(fields));
        }
        for field in self.procedure(node).into_iter().flat_map(|procedure| &procedure.response) {
            let name = &field.name.value;
            let json = output.get(name).unwrap_or(&Json::Null);
            let read = Value::from_json(json, &field.ty.value);
            match read.map_err(|error| Fault::new(error.to_string()))? {
                Some(value) => drop(fields.insert(name.clone(), value)),
                None if field.required => return Err(Fault::new(format!("`{name}` is missing"))),
                None => {}
            }
        }
        Ok(Arc::new(fields))
    }

    /// An entry with the values of this flow's types.
    pub(super) fn typed(&self, entry: &Entry<Json>) -> Result<Entry<Arc<Fields>>, Fault> {
        let read = |node: &str, output: &Json| {
            let found = self.plan.find(node);
            self.read(found.ok_or_else(|| Fault::new(format!("no node `{node}`")))?, output)
        };
        entry.clone().try_map(|part, value| match part {
            Part::Output(node) => read(node, &value),
            Part::Input | Part::Payload => Ok(Arc::new(Fields::new())),
        })
    }

    /// The run that a journal tells, taken over.
    pub(super) fn replay(
        &self,
        state: &State<'a>,
        journal: &[Entry<Json>],
    ) -> Result<Machine<State<'a>>, Fault> {
        let entries: Result<Vec<_>, Fault> =
            journal.iter().map(|entry| self.typed(entry)).collect();
        Machine::replay(state.clone(), entries?)
    }

    /// What a node is called with.
    pub(super) fn input(&self, node: NodeIx, data: &State<'_>) -> Json {
        self.bound(node, &self.flow.nodes[node.0 as usize].inputs, data)
    }

    /// What the inverse of a node is called with; what is required is there, or nothing is given.
    pub(super) fn undo_input(&self, node: NodeIx, data: &State<'_>) -> Option<Json> {
        let found = self.flow.nodes[node.0 as usize].compensation.as_ref()?;
        let given = self.bound(node, &found.inputs, data);
        let whole = |binding: &Binding| !binding.required || given.get(&binding.input).is_some();
        found.inputs.iter().all(whole).then_some(given)
    }

    fn bound(&self, node: NodeIx, list: &[Binding], data: &State<'_>) -> Json {
        let given = list.iter().filter_map(|binding| {
            let found = match &binding.from {
                From::With(typed) => interpret(typed, data).map(|value| value.to_json()),
                From::Value(reference, _) => data.get(reference).map(|value| value.to_json()),
                From::NodeInput(at) => {
                    let own = &self.flow.nodes[node.0 as usize].inputs[*at].input;
                    self.input(node, data).get(own).cloned()
                }
                From::Nothing => None,
            };
            let default = |literal: &Literal| Value::from_literal(literal, &binding.ty);
            let default = || binding.default.as_ref().and_then(default).map(|v| v.to_json());
            Some((binding.input.clone(), found.or_else(default)?))
        });
        Json::Object(given.collect())
    }

    /// Whether something of a node has to be taken back.
    pub(super) fn has_effect(&self, id: &str) -> bool {
        self.plan.find(id).is_some_and(|node| self.plan.node(node).effects != Effects::None)
    }
}

fn value(ty: &Type, dice: &mut Dice) -> Json {
    match ty {
        Type::Integer => json!(dice.roll(4)),
        Type::Decimal => json!(*dice.pick(&["0.5", "2", "1.5"])),
        Type::Boolean => json!(dice.one_in(2)),
        Type::Enum(words) => json!(dice.pick(words)),
        Type::Json => json!({"free": dice.roll(3)}),
        _ => json!(*dice.pick(&["word", "A", ""])),
    }
}

/// The facts that a journal holds, by the names of the report.
pub(super) fn facts<'j>(
    journal: &'j [Entry<Json>],
    plan: &Plan,
) -> BTreeMap<(hera_specc::diff::Kind, &'j str), ()> {
    use hera_specc::diff::Kind;
    let external = |node: &str| {
        plan.find(node).is_some_and(|node| plan.node(node).effects == Effects::External)
    };
    let mut facts = BTreeMap::from([((Kind::Start, ""), ())]);
    for entry in journal {
        let fact: (Kind, &str) = match entry {
            Entry::Skipped { .. } => continue,
            Entry::Succeeded { node, .. } if !external(node) => continue,
            Entry::Intent { node, .. } | Entry::ResolvedNoEffect { node, .. } => {
                (Kind::Called, node)
            }
            Entry::Violated { boundary, node, .. } => {
                facts.insert((Kind::Failed, boundary), ());
                (Kind::Answered, node)
            }
            Entry::Succeeded { node, .. } | Entry::ResolvedDone { node, .. } => {
                (Kind::Answered, node)
            }
            Entry::Committed { boundary, .. } => (Kind::Committed, boundary),
            Entry::AttemptFailed { boundary, retry_at: Some(_), .. } => (Kind::Retried, boundary),
            Entry::AttemptFailed { boundary, .. } => (Kind::Failed, boundary),
            Entry::ResolveFailed { node, .. } => (Kind::Asked, node),
            Entry::CompensationIntent { node, .. }
            | Entry::Compensated { node, .. }
            | Entry::CompensationFailed { node, .. } => (Kind::Undone, node),
            Entry::Parked { .. } => (Kind::Parked, ""),
            // These journals are of runs alone.
            entry => unreachable!("{entry:?}"),
        };
        facts.insert(fact, ());
    }
    facts
}
