//! What is asked in a simulation: random flows, or those of a service.

use std::fmt;
use std::sync::Arc;

use hera_core::{Failure, FailureKind};
use serde_json::Value;

use super::dice::Dice;
use super::flows;
use crate::flow::{Answer, BoxFuture, Call, Dispatch, FlowDef, Orchestration};
use crate::testing::matrix::payloads::{self, Outputs};

/// A flow of a simulation.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) number: u64,
    pub(super) orchestration: &'static str,
    pub(super) flow: &'static FlowDef,
    /// The requests of a service's flow; those of a random one are rolled.
    stories: Arc<[Story]>,
}

/// A request, and what the nodes answer to it.
struct Story {
    payload: Value,
    outputs: Arc<Outputs>,
}

impl Known {
    /// The random flow of this number.
    pub(super) fn random(number: u64) -> Known {
        let (orchestration, flow) = (flows::CODE, flows::flow(number));
        Known { number, orchestration, flow, stories: Arc::default() }
    }

    /// A flow with the requests that decide its conditions both ways.
    fn of(orchestration: &Orchestration, flow: &'static FlowDef) -> Known {
        let nodes = || flow.plan.node_ixs();
        let stories = payloads::of_flow(orchestration, flow).into_iter().map(|made| {
            let answer = |node| payloads::answer(flow, &made.outputs, node);
            let id = |node| flow.plan.node(node).id.to_string();
            let outputs = nodes().map(|node| (id(node), answer(node))).collect();
            Story { payload: made.payload.clone(), outputs: Arc::new(outputs) }
        });
        let orchestration = orchestration.spec.smart_code;
        Known { number: 0, orchestration, flow, stories: stories.collect() }
    }

    /// A payload that it admits, and what its nodes answer, where that is not their own choice.
    pub(super) fn request(&self, dice: &Dice) -> (Value, Option<Arc<Outputs>>) {
        match dice_pick(dice, &self.stories) {
            Some(story) => (story.payload.clone(), Some(Arc::clone(&story.outputs))),
            None => (flows::payload(self.number, dice), None),
        }
    }

    /// Not this payload, but one that it admits where there is another.
    pub(super) fn otherwise(&self, payload: &Value) -> Value {
        let other = self.stories.iter().map(|story| &story.payload).find(|other| *other != payload);
        other.cloned().unwrap_or_else(|| {
            let mut other = payload.clone();
            other["other"] = Value::from(true);
            other
        })
    }

    /// Another payload for a run that had this one.
    pub(super) fn corrected(&self, payload: &Value, dice: &Dice) -> Value {
        match dice_pick(dice, &self.stories) {
            Some(story) => story.payload.clone(),
            None => flows::corrected(payload, dice),
        }
    }
}

/// One of the stories. A random flow, which has none, costs no roll.
fn dice_pick<'a>(dice: &Dice, stories: &'a [Story]) -> Option<&'a Story> {
    if stories.is_empty() { None } else { dice.pick(stories) }
}

/// The flows of a service.
#[derive(Clone)]
pub(super) struct Service(Arc<Parts>);

struct Parts {
    over: Box<Over>,
    known: Vec<Known>,
}

/// Gives orchestrations whose procedures are reached by what it is given.
type Over = dyn Fn(Arc<dyn Dispatch>) -> Vec<Orchestration> + Send + Sync;

impl Service {
    pub(super) fn new(over: Box<Over>) -> Service {
        let orchestrations = over(Arc::new(Nobody));
        let known = orchestrations.iter().flat_map(|orchestration| {
            let flows = orchestration.flows.iter();
            flows.map(move |flow| Known::of(orchestration, flow))
        });
        let known = known.filter(|known| !known.stories.is_empty()).zip(0..);
        let known = known.map(|(known, number)| Known { number, ..known }).collect();
        Service(Arc::new(Parts { over, known }))
    }

    /// Its flows for which a request could be made.
    pub(super) fn known(&self) -> &[Known] {
        &self.0.known
    }

    pub(super) fn orchestrations(&self, dispatch: Arc<dyn Dispatch>) -> Vec<Orchestration> {
        (self.0.over)(dispatch)
    }
}

impl PartialEq for Service {
    fn eq(&self, other: &Service) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Service {}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.known().iter().map(|known| known.flow.event)).finish()
    }
}

/// The procedures while flows are only looked at.
struct Nobody;

impl Dispatch for Nobody {
    fn invoke<'a>(
        &'a self,
        procedure: &'a str,
        _: Call<'a>,
        _: &'a Value,
    ) -> BoxFuture<'a, Result<Answer, Failure>> {
        let code = hera_core::entry::infrastructure::UNKNOWN.to_owned();
        let message = format!("nobody does {procedure} here");
        let failure = Failure { code, message, kind: FailureKind::Infrastructure };
        Box::pin(std::future::ready(Err(failure)))
    }
}
