//! Judges all points of a flow: own objections of each fact, and those of all that had to come before.

use std::collections::BTreeMap;

use super::facts::{Objections, Pair, cause};
use super::pairs::Match;
use super::points::{Kind, Spot, Subject, spots};
use super::report::{Cause, FlowDiff, PlanChange, Point, of};
use super::side::Read;
use super::view::View;
use crate::ir::{Chains, Flow, Orchestration};

/// The causes that a point lists.
const CAUSES_MAX: usize = 8;

/// Judges all flows of an orchestration.
pub(super) fn judge(pair: &Match<'_>, old: &Read, new: &Read, kept: &Read) -> Vec<FlowDiff> {
    let mut events: Vec<&str> = Vec::new();
    let starts = pair.old.chains.iter().filter_map(|chain| chain.event.as_ref());
    let listed = pair.old.flows.iter().map(|flow| flow.event.value.as_str());
    let emitted = starts
        .map(|event| event.value.as_str())
        .filter(|event| pair.old.triggers.iter().any(|trigger| trigger.emit.value == *event));
    for event in listed.chain(emitted) {
        if !events.contains(&event) {
            events.push(event);
        }
    }
    events.into_iter().map(|event| Judge { pair, old, new, kept, event }.flow()).collect()
}

/// One flow of an orchestration, on all sides.
struct Judge<'a> {
    pair: &'a Match<'a>,
    old: &'a Read,
    new: &'a Read,
    kept: &'a Read,
    event: &'a str,
}

impl<'a> Judge<'a> {
    fn flow(&self) -> FlowDiff {
        let mut diff = FlowDiff {
            old: self.pair.old.code.value.canonical().to_owned(),
            new: self.pair.new.map(|new| new.code.value.canonical().to_owned()),
            event: self.event.to_owned(),
            plan: PlanChange::Changed,
            kept: false,
            undecided: None,
            points: Vec::new(),
            causes: Vec::new(),
        };
        let view = view(self.old, self.pair.old, self.event, "old");
        let new = self.pair.new.map(|new| view_if(self.new, new, self.event, "new"));
        match (view, new.transpose()) {
            (Ok(old), Ok(new)) => {
                diff.kept = self.is_kept(&old);
                self.points(&old, new.flatten().as_ref(), &mut diff);
            }
            (Err(reason), _) | (_, Err(reason)) => diff.undecided = Some(reason),
        }
        diff
    }

    /// Whether the new specs hold the old plan as it was.
    fn is_kept(&self, old: &View<'_>) -> bool {
        let found = self.new.orchestration(self.pair.old.code.value.canonical());
        let view = found.map(|found| view_if(self.new, found, self.event, "new"));
        matches!(view, Some(Ok(Some(kept))) if kept.plan.sum == old.plan.sum)
    }

    fn points(&self, old: &View<'a>, new: Option<&View<'a>>, diff: &mut FlowDiff) {
        diff.plan = match new {
            None => PlanChange::Gone,
            Some(new) if new.plan.sum == old.plan.sum => PlanChange::Same,
            Some(_) => PlanChange::Changed,
        };
        let kept = self.kept.orchestration(self.pair.old.code.value.canonical());
        let kept = kept.map(|kept| view_if(self.kept, kept, self.event, "new")).transpose();
        let spots = spots(old);
        let mut causes = Causes::default();
        let goes = match new {
            None => everywhere(&spots, causes.take(&self.gone(old))),
            Some(new) => judged(old, new, &spots, &mut causes),
        };
        let stays = match kept.map(Option::flatten) {
            Ok(Some(kept)) => judged(old, &kept, &spots, &mut causes),
            Ok(None) => everywhere(&spots, causes.take(&broken("its event is gone", old))),
            Err(reason) => everywhere(&spots, causes.take(&broken(&reason, old))),
        };
        diff.points = spots
            .iter()
            .zip(goes.into_iter().zip(stays))
            .map(|(spot, (goes, stays))| point(*spot, old, goes, stays))
            .collect();
        diff.points.extend(together(&diff.points));
        diff.causes = causes.list;
    }

    fn gone(&self, old: &View<'_>) -> Objections {
        let (code, message) = match self.pair.new {
            None => ("orchestration-gone", format!("`{}` is gone", self.pair.old.code.value)),
            Some(new) => {
                ("event-gone", format!("`{}` starts nothing in `{}`", self.event, new.code.value))
            }
        };
        vec![cause(code, message, [old.at_event("runs in flight were started by it")])]
    }
}

fn broken(reason: &str, old: &View<'_>) -> Objections {
    let message = format!("the old plan cannot be built over the new procedures: {reason}");
    vec![cause("old-plan-broken", message, [old.at_event("this flow")])]
}

/// The flow of an event, or why it cannot be relied upon.
fn view<'a>(
    read: &'a Read,
    orchestration: &'a Orchestration,
    event: &str,
    side: &str,
) -> Result<View<'a>, String> {
    let missing = || format!("the flow cannot be worked out in the {side} specs");
    view_if(read, orchestration, event, side)?.ok_or_else(missing)
}

/// As [`view`]; nothing where there is no such flow.
fn view_if<'a>(
    read: &'a Read,
    orchestration: &'a Orchestration,
    event: &str,
    side: &str,
) -> Result<Option<View<'a>>, String> {
    let fault = |file| {
        let fault = read.fault(file)?;
        Some(format!("the {side} {} has errors: {fault}", read.path(file)))
    };
    if let Some(fault) = fault(orchestration.file) {
        return Err(fault);
    }
    let Some(flow) = orchestration.flows.iter().find(|flow| flow.event.value == event) else {
        let chains = Chains::of(orchestration).of_event(event);
        let starts = chains.iter().any(|chain| !chain.nodes.is_empty());
        let emitted = orchestration.triggers.iter().any(|trigger| trigger.emit.value == event);
        return match starts && emitted {
            true => Err(format!("the flow cannot be worked out in the {side} specs")),
            false => Ok(None),
        };
    };
    match unresolved(orchestration, flow) {
        Some(code) => Err(format!("no procedure `{code}` is in the {side} specs")),
        None => {
            let view = View::new(read, orchestration, flow);
            let nodes = 0..flow.nodes.len();
            let all = nodes.flat_map(|at| [view.procedure(at), view.inverse(at)]);
            match all.flatten().find_map(|procedure| fault(procedure.file)) {
                Some(fault) => Err(fault),
                None => Ok(Some(view)),
            }
        }
    }
}

/// A procedure of the flow that is not there.
fn unresolved<'a>(orchestration: &'a Orchestration, flow: &Flow) -> Option<&'a str> {
    flow.nodes.iter().find_map(|node| {
        let spec = &orchestration.nodes[node.node];
        let inverse = node.compensation.as_ref().zip(spec.compensation.as_ref());
        match (node.procedure, inverse) {
            (None, _) => Some(spec.run.value.canonical()),
            (_, Some((found, written))) if found.procedure.is_none() => {
                Some(written.run.value.canonical())
            }
            _ => None,
        }
    })
}

/// All causes of a flow, each once.
#[derive(Default)]
struct Causes {
    list: Vec<Cause>,
    known: BTreeMap<Cause, usize>,
}

impl Causes {
    fn take(&mut self, found: &[Cause]) -> Set {
        let mut set = Set::default();
        for one in found {
            let at = *self.known.entry(one.clone()).or_insert_with(|| {
                self.list.push(one.clone());
                self.list.len() - 1
            });
            set.insert(at);
        }
        set
    }
}

/// The first few causes, and whether there are more.
#[derive(Clone, Debug, Default)]
struct Set {
    list: Vec<usize>,
    more: bool,
}

impl Set {
    fn insert(&mut self, at: usize) {
        if let Err(place) = self.list.binary_search(&at) {
            self.list.insert(place, at);
            self.more |= self.list.len() > CAUSES_MAX;
            self.list.truncate(CAUSES_MAX);
        }
    }

    fn extend(&mut self, other: &Set) {
        other.list.iter().for_each(|at| self.insert(*at));
        self.more |= other.more;
    }
}

fn everywhere(spots: &[Spot], set: Set) -> Vec<Set> {
    vec![set; spots.len()]
}

/// What speaks against each point under `new`.
fn judged(old: &View<'_>, new: &View<'_>, spots: &[Spot], causes: &mut Causes) -> Vec<Set> {
    if old.plan.sum == new.plan.sum {
        return everywhere(spots, Set::default());
    }
    let pair = Pair { old, new };
    let start = causes.take(&pair.payload());
    // Boundaries stand in topological order: what speaks against each, once it has committed.
    let mut committed: Vec<Set> = Vec::with_capacity(old.plan.boundaries.len());
    let mut ready: Vec<Set> = Vec::with_capacity(old.plan.boundaries.len());
    for boundary in 0..old.plan.boundaries.len() {
        let mut set = start.clone();
        old.after(boundary).for_each(|before| set.extend(&committed[before]));
        ready.push(set.clone());
        set.extend(&causes.take(&pair.committed(boundary)));
        committed.push(set);
    }
    let judge = |spot: &Spot| match (*spot, spot.boundary(old)) {
        (Spot::Committed(boundary), _) => committed[boundary].clone(),
        // What no call outside has done was done by the commit.
        (Spot::Undone(node), Some(boundary)) if !old.is_external(node) => {
            let mut set = committed[boundary].clone();
            set.extend(&causes.take(&pair.objections(*spot)));
            set
        }
        (spot, boundary) => {
            let mut set = boundary.map_or_else(|| start.clone(), |at| ready[at].clone());
            set.extend(&causes.take(&pair.objections(spot)));
            set
        }
    };
    spots.iter().map(judge).collect()
}

fn point(spot: Spot, old: &View<'_>, goes: Set, stays: Set) -> Point {
    let (can_go, can_stay) = (goes.list.is_empty(), stays.list.is_empty());
    Point {
        kind: spot.kind(),
        subject: spot.subject(old),
        verdict: of(can_go, can_stay),
        more: goes.more || (!can_go && stays.more),
        causes: goes.list,
        stranded: if can_go { Vec::new() } else { stays.list },
        goes: can_go,
        stays: can_stay,
    }
}

/// Two points of which one may go and the other may stay, but not both the same.
fn together(points: &[Point]) -> Option<Point> {
    let goes = points.iter().find(|point| point.goes && !point.stays)?;
    let stays = points.iter().find(|point| !point.goes && point.stays)?;
    let told = |point: &Point| point.kind.told(point.subject.name().unwrap_or_default());
    Some(Point {
        kind: Kind::Together,
        subject: Subject::Both(format!("{}; {}", told(goes), told(stays))),
        verdict: of(false, false),
        causes: stays.causes.clone(),
        stranded: Vec::new(),
        more: stays.more,
        goes: false,
        stays: false,
    })
}
