//! What a comparison comes to, as data.

use std::fmt;

use serde_json::{Value as Json, json};

use super::changes::{Became, SpecChange};
use super::points::{Kind, Subject};
use super::workflows::WorkflowDiff;
use crate::diag::render;
use crate::source::{SourceMap, Span};

/// What may become of a run; the worst comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It may go on under the new plan.
    Continue,
    /// It has to end on the plan that it started with.
    Stay,
    /// An instance of a workflow that keeps its state, and finds no way out of it.
    Stranded,
    /// Neither plan can take a run, which would park; or a workflow's state is gone.
    Impossible,
    /// Nobody knows: the specs of one side cannot be worked out.
    NotDecided,
}

impl Verdict {
    /// The word for people and in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Continue => "continue",
            Verdict::Stay => "stay",
            Verdict::Stranded => "stranded",
            Verdict::Impossible => "impossible",
            Verdict::NotDecided => "not decided",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Which state of the specs a text belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The one that runs in flight were started on.
    Old,
    /// The one that is to come.
    New,
}

/// A text beside a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which state of the specs.
    pub side: Side,
    /// The place, in [`Report::sources`].
    pub span: Span,
    /// What is said of it.
    pub label: String,
}

/// Why some run cannot go on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cause {
    /// What kind of change it is, in kebab case: `condition-changed`.
    pub code: &'static str,
    /// What is wrong, as a clause.
    pub message: String,
    /// Where, the place that tells most first.
    pub places: Vec<Place>,
}

/// What became of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanChange {
    /// It is the same, to the last binding.
    Same,
    /// It is another one.
    Changed,
    /// There is no flow of this event any more.
    Gone,
}

/// A point at which a run can stand: a fact of its journal, with all that had to come before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// What has happened.
    pub kind: Kind,
    /// To what.
    pub subject: Subject,
    /// What may become of a run that stands exactly here.
    pub verdict: Verdict,
    /// Why it does not go on: positions in [`FlowDiff::causes`], at most eight.
    pub causes: Vec<usize>,
    /// Why it cannot stay either: positions in [`FlowDiff::causes`], at most eight.
    pub stranded: Vec<usize>,
    /// Whether there are more causes than are listed.
    pub more: bool,
    pub(super) goes: bool,
    pub(super) stays: bool,
}

/// One flow, then and now.
#[derive(Clone, Debug)]
pub struct FlowDiff {
    /// The old orchestration's canonical code.
    pub old: String,
    /// The code of the orchestration that is to take over, if there is one.
    pub new: Option<String>,
    /// The event.
    pub event: String,
    /// What became of the plan.
    pub plan: PlanChange,
    /// Whether the new specs hold the old plan as it was, so that runs can end on it.
    pub kept: bool,
    /// Why nothing could be decided.
    pub undecided: Option<String>,
    /// All points; empty where nothing could be decided.
    pub points: Vec<Point>,
    /// All reasons, each once.
    pub causes: Vec<Cause>,
}

impl FlowDiff {
    /// The worst verdict of all points.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if self.undecided.is_some() {
            return Verdict::NotDecided;
        }
        self.points.iter().map(|point| point.verdict).max().unwrap_or(Verdict::Continue)
    }

    /// What may become of a run whose journal holds all these facts.
    #[must_use]
    pub fn verdict_of<'a>(&self, facts: impl IntoIterator<Item = (Kind, &'a str)>) -> Verdict {
        if self.undecided.is_some() {
            return Verdict::NotDecided;
        }
        let (mut goes, mut stays) = (true, true);
        for (kind, subject) in facts {
            let row = |point: &&Point| point.kind == kind && point.subject.is(subject);
            let Some(point) = self.points.iter().find(row) else { continue };
            goes &= point.goes;
            stays &= point.stays;
        }
        of(goes, stays)
    }

    /// Whether some run would find neither a plan to go on with nor its own.
    #[must_use]
    pub fn strands(&self) -> bool {
        match self.verdict() {
            Verdict::Continue => false,
            Verdict::Stay => !self.kept,
            Verdict::Stranded | Verdict::Impossible | Verdict::NotDecided => true,
        }
    }
}

pub(super) fn of(goes: bool, stays: bool) -> Verdict {
    match (goes, stays) {
        (true, _) => Verdict::Continue,
        (false, true) => Verdict::Stay,
        (false, false) => Verdict::Impossible,
    }
}

/// Two states of the specs, compared.
#[derive(Debug)]
pub struct Report {
    /// The texts of both states.
    pub sources: SourceMap,
    /// What changed of each spec, by kind and code.
    pub specs: Vec<SpecChange>,
    /// Each flow of the old specs.
    pub flows: Vec<FlowDiff>,
    /// Each workflow of the old specs.
    pub workflows: Vec<WorkflowDiff>,
}

impl Report {
    /// The worst verdict of all flows and workflows.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let flows = self.flows.iter().map(FlowDiff::verdict);
        let all = flows.chain(self.workflows.iter().map(WorkflowDiff::verdict));
        all.max().unwrap_or(Verdict::Continue)
    }

    /// Whether some run would find neither a plan to go on with nor its own, or some instance of a
    /// workflow no way on.
    #[must_use]
    pub fn strands(&self) -> bool {
        self.flows.iter().any(FlowDiff::strands)
            || self.workflows.iter().any(|workflow| workflow.verdict() >= Verdict::Stranded)
    }

    /// The specs that mean something else under the version that they had.
    pub fn redefined(&self) -> impl Iterator<Item = &SpecChange> {
        self.specs.iter().filter(|spec| spec.became == Became::Redefined)
    }

    /// Whether a caller that was right before is refused or disappointed now.
    #[must_use]
    pub fn breaks_callers(&self) -> bool {
        self.specs.iter().any(|spec| spec.details.iter().any(|detail| detail.breaking))
    }

    /// The report for machines.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let flows: Vec<Json> = self.flows.iter().map(|flow| self.flow_json(flow)).collect();
        let specs: Vec<Json> = self.specs.iter().map(SpecChange::to_json).collect();
        let workflows: Vec<Json> =
            self.workflows.iter().map(|workflow| self.workflow_json(workflow)).collect();
        json!({
            "verdict": self.verdict().as_str(),
            "flows": flows,
            "workflows": workflows,
            "specs": specs,
        })
    }

    fn workflow_json(&self, workflow: &WorkflowDiff) -> Json {
        let states = workflow.states.iter().map(|standing| {
            json!({
                "state": standing.state,
                "verdict": standing.verdict.as_str(),
                "message": (!standing.message.is_empty()).then_some(&standing.message),
                "places": self.places_json(&standing.places),
            })
        });
        json!({
            "code": workflow.code,
            "verdict": workflow.verdict().as_str(),
            "undecided": workflow.undecided,
            "states": states.collect::<Vec<_>>(),
        })
    }

    fn places_json(&self, places: &[Place]) -> Vec<Json> {
        let places = places.iter().map(|place| {
            let mut at = render::placed(&self.sources, place.span, "message", &place.label);
            at["side"] = if place.side == Side::Old { "old" } else { "new" }.into();
            at
        });
        places.collect()
    }

    fn flow_json(&self, flow: &FlowDiff) -> Json {
        let plan = match flow.plan {
            PlanChange::Same => "same",
            PlanChange::Changed => "changed",
            PlanChange::Gone => "gone",
        };
        let points = flow.points.iter().map(|point| {
            json!({
                "kind": point.kind.as_str(),
                "subject": point.subject.name(),
                "verdict": point.verdict.as_str(),
                "causes": point.causes,
                "stranded": point.stranded,
                "more": point.more,
            })
        });
        let causes = flow.causes.iter().map(|cause| {
            let places = self.places_json(&cause.places);
            json!({"code": cause.code, "message": cause.message, "places": places})
        });
        json!({
            "old": flow.old,
            "new": flow.new,
            "event": flow.event,
            "plan": plan,
            "old_plan_kept": flow.kept,
            "verdict": flow.verdict().as_str(),
            "undecided": flow.undecided,
            "points": points.collect::<Vec<_>>(),
            "causes": causes.collect::<Vec<_>>(),
        })
    }
}
