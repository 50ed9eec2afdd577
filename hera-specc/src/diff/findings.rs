//! The causes as findings with their places in both states of the specs.

use super::points::Kind;
use super::report::{FlowDiff, Place, Report, Verdict};
use super::workflows::Standing;
use crate::diag::{Diagnostic, Diagnostics, Grip, Rule, Severity};

/// Points that a finding names.
const POINTS_MAX: usize = 4;

/// A run has to stay on its old plan. No rule of the catalogue: nothing is wrong with either spec.
static STAY: Rule =
    Rule { code: "stay", name: "stay", severity: Severity::Warning, page: "", grip: Grip::Firm };
/// No plan can take a run.
static IMPOSSIBLE: Rule = Rule {
    code: "impossible",
    name: "impossible",
    severity: Severity::Error,
    page: "",
    grip: Grip::Firm,
};

/// An instance of a workflow that finds no way out.
static STRANDED: Rule = Rule {
    code: "stranded",
    name: "stranded",
    severity: Severity::Warning,
    page: "",
    grip: Grip::Firm,
};

/// Each change that keeps a run or an instance of a workflow from going on: a warning where it can
/// stay, else an error.
#[must_use]
pub fn findings(report: &Report) -> Diagnostics {
    let mut found = Diagnostics::new();
    for flow in &report.flows {
        for at in 0..flow.causes.len() {
            if let Some(diagnostic) = finding(flow, at) {
                found.push(diagnostic);
            }
        }
    }
    for workflow in &report.workflows {
        workflow.states.iter().filter_map(standing).for_each(|diagnostic| found.push(diagnostic));
    }
    found
}

fn standing(standing: &Standing) -> Option<Diagnostic> {
    let (first, others) = standing.places.split_first()?;
    let (rule, help) = match standing.verdict {
        Verdict::Stranded => {
            (&STRANDED, "add a transition that leaves it, or list it in `terminal_states`")
        }
        _ => (&IMPOSSIBLE, "keep the state, with a way out of it, until no instance is in it"),
    };
    let start = Diagnostic::new(rule, first.span, standing.message.clone());
    let start = start.label(first.label.clone()).help(help);
    let secondary =
        |found: Diagnostic, place: &Place| found.secondary(place.span, place.label.clone());
    Some(others.iter().fold(start, secondary))
}

fn finding(flow: &FlowDiff, at: usize) -> Option<Diagnostic> {
    let cause = &flow.causes[at];
    let (first, others) = cause.places.split_first()?;
    let tells = |point: &&super::Point| point.causes.contains(&at) || point.stranded.contains(&at);
    let points: Vec<&super::Point> = flow.points.iter().filter(tells).collect();
    // What keeps a run from the new plan alone leaves it the old one.
    let stranded = points.iter().any(|point| point.stranded.contains(&at));
    let (rule, verdict) = match (points.is_empty(), stranded) {
        (true, _) => return None,
        (false, false) => (&STAY, Verdict::Stay),
        (false, true) => (&IMPOSSIBLE, Verdict::Impossible),
    };
    let mut diagnostic =
        Diagnostic::new(rule, first.span, cause.message.clone()).label(first.label.clone());
    for place in others {
        diagnostic = diagnostic.secondary(place.span, place.label.clone());
    }
    let stands = points.iter().filter(|point| point.kind != Kind::Together);
    let told: Vec<String> =
        stands.map(|point| point.kind.told(point.subject.name().unwrap_or_default())).collect();
    let shown = told.iter().take(POINTS_MAX).cloned().collect::<Vec<_>>().join("; ");
    let more = match told.len().saturating_sub(POINTS_MAX) {
        0 => String::new(),
        n => format!("; and {n} more points"),
    };
    Some(
        diagnostic
            .note(format!("in `{}`, where a run stands at: {shown}{more}", flow.event))
            .help(help(flow, verdict)),
    )
}

fn help(flow: &FlowDiff, verdict: Verdict) -> String {
    let old = &flow.old;
    match (verdict, flow.kept) {
        (Verdict::Stay, true) => format!("keep `{old}` until its last run has ended"),
        (Verdict::Stay, false) if flow.new.as_ref() == Some(old) => format!(
            "give the new one the next version, and keep `{old}` beside it until its last run has ended"
        ),
        (Verdict::Stay, false) => {
            format!("keep the file of `{old}` beside the new one until its last run has ended")
        }
        _ => "give each procedure that changed the next version, and keep what the old plan runs \
              beside it until its last run has ended"
            .to_owned(),
    }
}
