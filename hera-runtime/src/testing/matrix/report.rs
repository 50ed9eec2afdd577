//! What a matrix found, as a value and as a table for people.

use std::collections::BTreeSet;
use std::fmt;
use std::time::Duration;

use super::beside::can_be_struck;

/// What a matrix found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// One row for each flow.
    pub flows: Vec<FlowReport>,
    /// The store.
    pub store: String,
    /// How many processes were killed with SIGKILL.
    pub killed: usize,
    /// How long it took, in real time.
    pub took: Duration,
    /// The test that asked for it, where it has a name.
    pub(super) test: Option<String>,
}

/// What a matrix found of one flow.
#[derive(Clone, Debug, Default)]
pub struct FlowReport {
    /// The flow's event.
    pub event: String,
    /// Its stories.
    pub stories: usize,
    /// The points that its plan has.
    pub points: BTreeSet<String>,
    /// The points that some run passed, those of the plan and others.
    pub passed: BTreeSet<String>,
    /// The cases that were played.
    pub cases: usize,
    /// The points at which a process was struck.
    pub struck: BTreeSet<String>,
    /// The cases in which a process did not come to its point, since a branch beside it was faster.
    pub passed_by: Vec<String>,
    /// What is wrong, the first finding first.
    pub findings: Vec<Finding>,
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The case: its name repeats it alone.
    pub case: String,
    /// What was seen.
    pub what: String,
}

impl Report {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        !self.flows.is_empty() && self.findings().next().is_none()
    }

    /// All that is wrong.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.flows.iter().flat_map(|flow| &flow.findings)
    }

    /// How many cases were played.
    #[must_use]
    pub fn cases(&self) -> usize {
        self.flows.iter().map(|flow| flow.cases).sum()
    }

    /// Ends a test, with the report as its message, unless nothing is wrong.
    ///
    /// # Panics
    /// When something is wrong.
    pub fn assert(&self) {
        assert!(self.is_sound(), "\n{self}");
    }
}

impl FlowReport {
    /// The points of the plan that no run passed.
    pub fn missed(&self) -> impl Iterator<Item = &String> {
        self.points.difference(&self.passed)
    }

    /// The points of the plan at which no process was struck. Who takes a run over is never struck: its own
    /// points are passed, and that is all.
    pub fn unstruck(&self) -> impl Iterator<Item = &String> {
        self.points.difference(&self.struck).filter(|point| can_be_struck(point))
    }

    /// The points outside of the plan that were passed, and at which no process was struck: a branch was faster
    /// than the one beside it once, and never again.
    pub fn accidents(&self) -> BTreeSet<&String> {
        let passed_by = self.passed_by.iter().filter(|point| !self.points.contains(*point));
        passed_by.filter(|point| !self.struck.contains(*point)).collect()
    }

    fn fired(&self) -> usize {
        self.points.intersection(&self.passed).count()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wide = self.flows.iter().map(|flow| flow.event.chars().count()).max().unwrap_or(0);
        let wide = wide.max("flow".len());
        writeln!(
            f,
            "{:<wide$}  stories  points  fired  beside  struck  cases  verdict ({}, {:.1} s)",
            "flow",
            self.store,
            self.took.as_secs_f64()
        )?;
        for flow in &self.flows {
            let verdict = match flow.findings.len() {
                0 => "sound".to_owned(),
                count => format!("BROKEN {count} times"),
            };
            writeln!(
                f,
                "{:<wide$}  {:>7}  {:>6}  {:>5}  {:>6}  {:>6}  {:>5}  {verdict}",
                flow.event,
                flow.stories,
                flow.points.len(),
                flow.fired(),
                flow.passed.len() - flow.fired(),
                flow.struck.len(),
                flow.cases,
            )?;
        }
        for flow in &self.flows {
            for point in flow.accidents() {
                writeln!(
                    f,
                    "{}: {point} was passed by an accident, and nobody was struck",
                    flow.event
                )?;
            }
        }
        if self.killed > 0 {
            writeln!(f, "{} processes were killed with SIGKILL", self.killed)?;
        }
        let Some(Finding { case, what }) = self.findings().next() else { return Ok(()) };
        writeln!(f, "\nfirst: {case}\n       {what}")?;
        let test = self.test.as_deref().map_or(String::new(), |test| format!(" {test}"));
        writeln!(f, "alone: {}='{case}' cargo test{test}", super::ONLY)
    }
}
