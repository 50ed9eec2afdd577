//! The cases of all flows, in rounds: each story alone, then everything that can go wrong in it, then what
//! befalls a process at the points that these runs passed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use hera_core::{Entry, Plan};

use super::case::{Blow, Case};
use super::generate::{Seen, writes};
use super::place::Places;
use super::play::{Children, Played, Stage, Subjects};
use super::points::{Passed, Point};
use super::report::{Finding, FlowReport};
use super::tables;

/// A case with what came of it.
type Result = (Case, std::result::Result<Played, String>);

/// The rounds of a matrix.
pub(super) struct Rounds<'a> {
    stage: Stage<'a>,
    /// Whether every blow is played at every point of every run.
    full: bool,
    /// The one case that is meant.
    only: Option<String>,
}

impl<'a> Rounds<'a> {
    pub(super) fn new(
        subjects: &'a Subjects<'a>,
        places: &'a dyn Places,
        full: bool,
        only: Option<String>,
        children: Option<Children>,
    ) -> Rounds<'a> {
        Rounds { stage: Stage { subjects, places, children }, full, only }
    }

    /// How many processes of their own were killed.
    pub(super) fn killed(&self) -> usize {
        self.stage.children.as_ref().map_or(0, |children| children.killed.load(Ordering::SeqCst))
    }

    /// Plays all of them.
    pub(super) fn play(&self) -> Vec<FlowReport> {
        let stories = (self.stage.subjects)().stories();
        let alone = self.all(stories.iter().map(|story| Case::alone(story)).collect());
        let mut flows = Flows::default();
        let mut stories: Vec<Story> = Vec::new();
        for (case, result) in alone {
            match result {
                Ok(played) => stories.push(Story::new(case, played)),
                Err(what) => flows.of(&case.story).find(&case, what),
            }
        }
        let mut known: BTreeSet<(&str, Vec<String>)> = BTreeSet::new();
        let mut is_new = |story: &Story, case: &Case| {
            self.full
                || known
                    .insert((story.event(), case.strikes.iter().map(ToString::to_string).collect()))
        };
        let wrong = stories.iter().flat_map(|story| {
            let cases = story.strikes().into_iter();
            cases.filter(|case| is_new(story, case)).collect::<Vec<Case>>()
        });
        let wrong = wrong.collect();
        for result in self.all(wrong) {
            if let Some(story) = stories.iter_mut().find(|story| story.is_of(&result.0)) {
                story.results.push(result);
            }
        }
        let mut known = BTreeSet::new();
        let choice = Choice {
            full: self.full,
            spread: !self.full && self.stage.places.spreads(),
            kill: self.stage.children.is_some(),
        };
        let blows = stories.iter().flat_map(|story| story.blows(choice, &mut known));
        let blows: Vec<Case> = blows.collect();
        let blows = match &self.only {
            Some(only) => blows.into_iter().filter(|case| case.to_string() == *only).collect(),
            None => blows,
        };
        for result in self.all(blows) {
            if let Some(story) = stories.iter_mut().find(|story| story.is_of(&result.0)) {
                story.results.push(result);
            }
        }
        let spared: Vec<Case> = stories.iter().flat_map(Story::spared).collect();
        for result in self.all(spared) {
            if let Some(story) = stories.iter_mut().find(|story| story.is_of(&result.0)) {
                story.results.push(result);
            }
        }
        for story in &stories {
            story.report(flows.of(story.event()));
        }
        if self.only.is_none() {
            missing(&stories, &mut flows);
        }
        flows.end(self.only.as_deref())
    }

    /// Plays cases, several at a time, and gives them in the same order.
    fn all(&self, cases: Vec<Case>) -> Vec<Result> {
        let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let results: Mutex<Vec<Option<_>>> = Mutex::new(cases.iter().map(|_| None).collect());
        let threads = self.stage.places.at_once().max(1);
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    while let Some(case) = cases.get(next.fetch_add(1, Ordering::SeqCst)) {
                        let at = cases.iter().position(|other| std::ptr::eq(other, case));
                        let played = self.stage.play(case);
                        let done = done.fetch_add(1, Ordering::SeqCst) + 1;
                        if done.is_multiple_of(PROGRESS_EVERY) {
                            eprintln!("  played {done} of {} cases", cases.len());
                        }
                        let mut results = results.lock().unwrap_or_else(PoisonError::into_inner);
                        if let Some(place) = at.and_then(|at| results.get_mut(at)) {
                            *place = Some(played);
                        }
                    }
                });
            }
        });
        let results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
        let broken = || Err("the kit broke off".to_owned());
        let results = results.into_iter().map(|result| result.unwrap_or_else(broken));
        cases.into_iter().zip(results).collect()
    }
}

/// After how many cases those who look (`--nocapture`) see how far it is.
const PROGRESS_EVERY: usize = 1_000;

/// In how many other cases a point is struck that one passed by.
const SPARED_MAX: usize = 8;

/// Which blows are played.
#[derive(Clone, Copy)]
struct Choice {
    /// All, at each point of each run; else each point of a flow counts in the first run that passes it.
    full: bool,
    /// They take turns at the points.
    spread: bool,
    /// Whose turn it may be, a process is killed at each point.
    kill: bool,
}

/// A story with all its results, the one without anything wrong first.
struct Story {
    alone: Case,
    played: Played,
    results: Vec<Result>,
}

impl Story {
    fn new(alone: Case, played: Played) -> Story {
        Story { alone, played, results: Vec::new() }
    }

    fn is_of(&self, case: &Case) -> bool {
        self.alone.story == case.story
    }

    fn event(&self) -> &'static str {
        self.played.flow.event
    }

    /// Cases in which something goes wrong by itself.
    fn strikes(&self) -> Vec<Case> {
        let seen = Seen::of(&self.played);
        let mut cases: Vec<Case> =
            seen.strikes().into_iter().map(|strike| self.alone.and(strike)).collect();
        for (node, way) in seen.ways_back() {
            let back = self.alone.and(way);
            cases.extend(seen.inverse_strikes(&node).into_iter().map(|strike| back.and(strike)));
        }
        cases
    }

    /// Cases in which a write goes wrong, or something befalls a process.
    fn blows(&self, choice: Choice, known: &mut BTreeSet<(&'static str, String)>) -> Vec<Case> {
        let Choice { full, spread, kill } = choice;
        let results = self.results.iter();
        let results = results.filter_map(|(case, result)| Some((case, result.as_ref().ok()?)));
        let (mut cases, mut turn) = (Vec::new(), 0);
        for (case, played) in std::iter::once((&self.alone, &self.played)).chain(results) {
            let mut is_new =
                |passed: &&Passed| full || known.insert((self.event(), passed.point.name.clone()));
            let new: Vec<&Passed> = played.trace.iter().filter(|passed| is_new(passed)).collect();
            let names = new.iter().map(|passed| passed.point.name.as_str());
            cases.extend(writes(names).into_iter().map(|strike| case.and(strike)));
            for Passed { point, in_transaction } in new {
                let can = |blow: &Blow| {
                    !(blow.needs_the_writer() && *in_transaction && played.one_writer)
                };
                turn += 1;
                let first = if spread { turn % Blow::ALL.len() } else { 0 };
                let blows = Blow::ALL.into_iter().cycle().skip(first).take(Blow::ALL.len());
                let turns = if spread { 1 } else { Blow::ALL.len() };
                let blows = blows.filter(can).enumerate();
                let blows = blows.filter(|(at, blow)| *at < turns || (kill && *blow == Blow::Kill));
                let blows = blows.map(|(_, blow)| blow);
                cases.extend(blows.map(|blow| case.at(blow, Point::clone(point))));
            }
        }
        cases
    }

    /// Cases in which a point is struck that one passed by: on a real server a run may have passed a point by an
    /// accident of its moment, and does so never again, where others pass it each time.
    fn spared(&self) -> Vec<Case> {
        let results =
            || self.results.iter().filter_map(|(case, result)| Some((case, result.as_ref().ok()?)));
        let struck: BTreeSet<&str> = results()
            .filter(|(_, played)| played.struck)
            .filter_map(|(case, _)| case.blow.as_ref().map(|(_, point)| point.name.as_str()))
            .collect();
        let undisturbed = || {
            let others = results().filter(|(case, _)| case.blow.is_none());
            std::iter::once((&self.alone, &self.played)).chain(others)
        };
        let mut cases = Vec::new();
        for (case, played) in results() {
            let Some((blow, point)) = case.blow.as_ref().filter(|_| !played.struck) else {
                continue;
            };
            if struck.contains(point.name.as_str()) {
                continue;
            }
            let passes = undisturbed().filter_map(|(case, played)| {
                let passed = played.trace.iter().find(|passed| passed.point.name == point.name)?;
                Some(case.at(*blow, Point::clone(&passed.point)))
            });
            cases.extend(passes.take(SPARED_MAX));
        }
        cases
    }

    /// Adds what came of it to its flow's report.
    fn report(&self, flow: &mut FlowReport) {
        let seen = Seen::of(&self.played);
        flow.stories += 1;
        flow.points.extend(seen.points());
        let mut rows: BTreeMap<String, &Vec<String>> = BTreeMap::new();
        flow.cases += 1;
        flow.passed.extend(self.played.passed.iter().cloned());
        rows.insert(shape(&self.played), &self.played.rows);
        for (case, result) in &self.results {
            flow.cases += 1;
            match result {
                Ok(played) => {
                    match &case.blow {
                        Some((_, point)) if !played.struck => {
                            flow.passed_by.push(point.name.clone())
                        }
                        Some((_, point)) => _ = flow.struck.insert(point.name.clone()),
                        None => {}
                    }
                    flow.passed.extend(played.passed.iter().cloned());
                    let expected = rows.entry(shape(played)).or_insert(&played.rows);
                    if let Some(what) = tables::difference(expected, &played.rows) {
                        flow.find(case, what);
                    }
                }
                Err(what) => flow.find(case, what.clone()),
            }
        }
    }
}

/// How a run ended: runs with the same shape leave the same rows.
fn shape(played: &Played) -> String {
    let mut done: BTreeSet<String> = BTreeSet::new();
    for line in &played.lines {
        match &line.entry {
            Entry::Committed { boundary, .. } => _ = done.insert(format!("committed {boundary}")),
            Entry::Compensated { node, .. } => _ = done.insert(format!("undone {node}")),
            _ => {}
        }
    }
    let done: Vec<String> = done.into_iter().collect();
    format!("{}: {}", played.record.status.as_str(), done.join(", "))
}

/// What no case reached.
fn missing(stories: &[Story], flows: &mut Flows) {
    for flow in &mut flows.0 {
        let missed: Vec<String> = flow.missed().cloned().collect();
        for point in missed {
            let what = format!("no case reached the point {point}");
            flow.findings.push(Finding { case: flow.event.clone(), what });
        }
        let of_flow = || stories.iter().filter(|story| story.event() == flow.event);
        let Some(first) = of_flow().next() else { continue };
        let runs: BTreeSet<_> = of_flow().flat_map(|story| Seen::of(&story.played).runs).collect();
        let plan = first.played.flow.plan;
        let never = plan.node_ixs().filter(|node| !runs.contains(node));
        let never: Vec<String> = never.map(|node| plan.node(node).id.to_string()).collect();
        for node in never {
            let what =
                format!("{node} runs in no story: there is none in which its condition holds");
            flow.findings.push(Finding { case: flow.event.clone(), what });
        }
        let missed: BTreeSet<&String> = flow.missed().collect();
        let mut unstruck: BTreeSet<String> =
            flow.unstruck().filter(|point| !missed.contains(point)).cloned().collect();
        // A branch may be faster than the one beside it once; where there is none, nothing is.
        if is_chain(plan) {
            unstruck.extend(flow.accidents().into_iter().cloned());
        }
        for point in unstruck {
            let what = format!("no process was struck at the point {point}: all passed it by");
            flow.findings.push(Finding { case: flow.event.clone(), what });
        }
    }
}

/// Whether each boundary comes after the one before it.
fn is_chain(plan: &Plan) -> bool {
    let mut pairs = plan.boundary_ixs().zip(plan.boundary_ixs().skip(1));
    pairs.all(|(first, second)| plan.boundary(second).after.contains(&first))
}

/// The reports of the flows, in the order of their stories.
#[derive(Default)]
struct Flows(Vec<FlowReport>);

impl Flows {
    fn of(&mut self, event: &str) -> &mut FlowReport {
        let at = self.0.iter().position(|flow| flow.event == event).unwrap_or_else(|| {
            self.0.push(FlowReport { event: event.to_owned(), ..FlowReport::default() });
            self.0.len() - 1
        });
        &mut self.0[at]
    }

    fn end(self, only: Option<&str>) -> Vec<FlowReport> {
        let mut flows = self.0;
        if let Some(only) = only {
            for flow in &mut flows {
                flow.findings.retain(|finding| finding.case == only);
            }
        }
        flows
    }
}

impl FlowReport {
    fn find(&mut self, case: &Case, what: String) {
        self.findings.push(Finding { case: case.to_string(), what });
    }
}
