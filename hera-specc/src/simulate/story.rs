//! A dry run as a person reads it: what happens, in which order, in which transaction, and how it ends.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use hera_core::entry::{Direction, Entry, Failure};
use hera_core::plan::{Effects, Node};
use hera_core::{BoundaryIx, NodeIx, Plan};

use super::run::{DryRun, REFUSED, Subject};
use crate::paint::Paint;
use crate::source::SourceMap;

/// Tells a dry run, with a line for each thing that happens.
#[must_use]
pub fn story(run: &DryRun, subject: Subject<'_>, sources: &SourceMap, paint: Paint) -> String {
    let widths = run.plan.nodes.iter().map(|node| node.id.chars().count());
    let bounds = run.plan.boundaries.iter().map(|boundary| boundary.name.chars().count());
    let mut teller = Teller {
        run,
        subject,
        sources,
        paint,
        width: widths.chain(bounds).max().unwrap_or_default(),
        text: String::new(),
        steps: 0,
        within: None,
        worked: BTreeSet::new(),
    };
    teller.head();
    for (at, entry) in &run.moments {
        teller.moment(*at, entry);
    }
    teller.end();
    teller.text
}

struct Teller<'a> {
    run: &'a DryRun,
    subject: Subject<'a>,
    sources: &'a SourceMap,
    paint: Paint,
    width: usize,
    text: String,
    steps: usize,
    /// The boundary whose attempt is being told.
    within: Option<BoundaryIx>,
    /// The nodes that worked and were not rolled back.
    worked: BTreeSet<NodeIx>,
}

impl Teller<'_> {
    fn head(&mut self) {
        let (paint, plan) = (self.paint, self.plan());
        let head = format!("{}  {}\n", paint.bold(&plan.event), paint.dim(&plan.orchestration));
        self.text += &head;
        if !self.run.missing.is_empty() {
            let list = self.run.missing.join(", ");
            let line = format!("missing in the payload: {list}");
            let rest = match self.run.outcome {
                REFUSED => "",
                _ => " (a real run would be refused; the dry run goes on without)",
            };
            let _ = writeln!(self.text, "  {}{rest}", paint.warn(line));
        }
        if !self.run.ignored.is_empty() {
            let list = self.run.ignored.join(", ");
            let _ = writeln!(self.text, "  left out, since this event does not take it: {list}");
        }
        self.text.push('\n');
    }

    fn moment(&mut self, at: i64, entry: &Entry<()>) {
        let paint = self.paint;
        match entry {
            Entry::Skipped { node } => {
                let told = format!("skipped: {} does not hold", self.condition(node));
                self.step(node, &paint.dim(told).to_string());
            }
            Entry::Intent { .. } | Entry::CompensationIntent { .. } => {}
            Entry::Succeeded { node, .. } => self.succeeded(node),
            Entry::Committed { boundary, .. } => self.committed(boundary),
            Entry::AttemptFailed { boundary, attempt, node, failure, retry_at } => {
                self.failed(at, (boundary, *attempt), node, failure, *retry_at);
            }
            Entry::Violated { boundary, attempt, node, failure, .. } => {
                self.found(node);
                self.failed(at, (boundary, *attempt), node, failure, None);
            }
            Entry::ResolvedDone { node, .. } => {
                self.found(node);
                self.act(node, "is asked again with the same key: its effect is there");
            }
            Entry::ResolvedNoEffect { node, failure } => {
                let told =
                    format!("is asked again with the same key and refuses with {}", failure.code);
                self.act(node, &format!("{told}: it has no effect"));
            }
            Entry::ResolveFailed { node, failure, retry_at, .. } => {
                let told = format!("is asked again with the same key: {}", failure.code);
                let rest = match retry_at {
                    Some(next) => wait(at, *next),
                    None => "it stays unknown whether its effect is there".to_owned(),
                };
                self.act(node, &format!("{}; {rest}", paint.warn(told)));
            }
            Entry::Compensated { node, .. } => {
                let inverse = self.inverse(node);
                self.act(node, &format!("{} by {inverse}", paint.good("is undone")));
            }
            Entry::CompensationFailed { node, failure, retry_at, .. } => {
                let told =
                    format!("cannot be undone: its compensation fails with {}", failure.code);
                let rest = retry_at.map_or("for good".to_owned(), |next| wait(at, next));
                self.act(node, &format!("{}; {rest}", paint.bad(told)));
            }
            // Nobody acts in a dry run.
            Entry::Parked { .. }
            | Entry::CancelRequested { .. }
            | Entry::RetryRequested { .. }
            | Entry::CompensateRequested { .. } => {}
        }
    }

    fn succeeded(&mut self, id: &str) {
        self.found(id);
        let Some(node) = self.node(id) else { return };
        let told = match node.effects {
            Effects::None => "checks",
            Effects::Transactional => "writes",
            Effects::External => "is called outside",
        };
        let told = format!("{told}  {}", self.paint.dim(&node.procedure));
        self.step(id, &told);
    }

    /// Notes that a node did its work.
    fn found(&mut self, id: &str) {
        self.worked.extend(self.run.plan.find(id));
    }

    fn committed(&mut self, name: &str) {
        self.within = None;
        let plan = self.plan();
        let Some(boundary) = plan.find_boundary(name).map(|ix| plan.boundary(ix)) else { return };
        let changes = |ix: &&NodeIx| plan.node(**ix).effects != Effects::None;
        if boundary.nodes.iter().filter(changes).any(|ix| self.worked.contains(ix)) {
            let told = self.paint.good("commits").to_string();
            self.line("", name, &told);
        }
    }

    fn failed(
        &mut self,
        at: i64,
        (boundary, attempt): (&str, u32),
        id: &str,
        failure: &Failure,
        retry_at: Option<i64>,
    ) {
        let (max, paint) = (self.plan().retry.max_attempts, self.paint);
        let count = if max > 1 { format!(" (attempt {attempt} of {max})") } else { String::new() };
        let told = format!("fails with {}{count}", failure.code);
        let mut told = paint.bad(told).to_string();
        let external = self.node(id).is_some_and(|node| node.effects == Effects::External);
        if external && failure.kind.is_infrastructure() {
            told += ": nobody knows whether its effect is there";
        }
        if external && failure.breaks_invariant() {
            told += ": it is called outside, and its effect is there";
        }
        self.step(id, &told);
        let rolled = if self.rolled_back(boundary) { "rolls back" } else { "ends" };
        let outcome = match retry_at {
            Some(next) => format!("{rolled}; {}", wait(at, next)),
            None => format!("{rolled} for good"),
        };
        self.line("", boundary, &outcome);
        self.within = None;
    }

    /// Forgets what the transaction of a boundary held; whether it can hold anything.
    fn rolled_back(&mut self, name: &str) -> bool {
        let plan = self.run.plan.clone();
        let Some(boundary) = plan.find_boundary(name).map(|ix| plan.boundary(ix)) else {
            return false;
        };
        let gone = |ix: &&NodeIx| plan.node(**ix).effects != Effects::External;
        for ix in boundary.nodes.iter().filter(gone) {
            self.worked.remove(ix);
        }
        boundary.nodes.iter().any(|ix| plan.node(*ix).effects != Effects::None)
    }

    fn end(&mut self) {
        let (run, paint) = (self.run, self.paint);
        let told = match run.outcome {
            "completed" => paint.good("completed: every node is done or skipped").to_string(),
            "failed" => {
                paint.bad("failed: nothing is left behind, there was nothing to undo").to_string()
            }
            "compensated" => {
                paint.warn("compensated: all that had to be undone is undone").to_string()
            }
            REFUSED => paint.bad("refused: nothing ran").to_string(),
            other => paint.warn(other).to_string(),
        };
        if self.steps > 0 {
            self.text.push('\n');
        }
        let _ = writeln!(self.text, "  {told}");
        for wrong in &run.wrong {
            let _ = writeln!(self.text, "    {wrong}");
        }
        if let Some(error) = &run.error
            && let Some(node) = error.node.as_ref().filter(|_| run.outcome != REFUSED)
        {
            let _ = writeln!(self.text, "    because {node} failed with {}", error.code);
        }
        if let Some(parked) = &run.parked {
            let (way, acts) = match parked.direction {
                Direction::Forward => (
                    "forward",
                    "`retry` goes on, `compensate` undoes what can be undone: a person decides",
                ),
                Direction::Back => ("back", "`retry` repeats the compensations that failed"),
            };
            let _ = writeln!(self.text, "    parked {way} for {}: {}", parked.node, parked.reason);
            let _ = writeln!(self.text, "    {acts}");
        }
    }

    /// A numbered step of a node, under the name of its boundary.
    fn step(&mut self, id: &str, told: &str) {
        let plan = self.run.plan.clone();
        let boundary = self.node(id).map(|node| node.boundary);
        if boundary != self.within {
            self.within = boundary;
            if let Some(boundary) = boundary.map(|ix| plan.boundary(ix)).filter(|it| it.declared) {
                let heading = self.paint.dim(format!("── {}", boundary.name)).to_string();
                let _ = writeln!(self.text, "      {heading}");
            }
        }
        self.steps += 1;
        let number = self.steps.to_string();
        self.line(&number, id, told);
    }

    /// A numbered step outside the boundaries.
    fn act(&mut self, id: &str, told: &str) {
        self.within = None;
        self.steps += 1;
        let number = self.steps.to_string();
        self.line(&number, id, told);
    }

    fn line(&mut self, number: &str, name: &str, told: &str) {
        let (width, paint) = (self.width, self.paint);
        let _ = writeln!(self.text, "  {number:>3} {:<width$}  {told}", paint.bold(name));
    }

    fn plan(&self) -> &Plan {
        &self.run.plan
    }

    fn node(&self, id: &str) -> Option<&Node> {
        self.run.plan.find(id).map(|ix| self.run.plan.node(ix))
    }

    fn inverse(&self, id: &str) -> String {
        let compensation = self.node(id).and_then(|node| node.compensation.as_ref());
        compensation.map_or_else(String::new, |inverse| inverse.procedure.to_string())
    }

    fn condition(&self, id: &str) -> String {
        let nodes = &self.subject.orchestration.nodes;
        let when =
            nodes.iter().find(|node| node.id.value == id).and_then(|node| node.when.as_ref());
        when.map_or_else(String::new, |when| format!("`{}`", self.sources.slice(when.span)))
    }
}

fn wait(now: i64, next: i64) -> String {
    format!("the next attempt follows within {} ms", next.saturating_sub(now))
}
