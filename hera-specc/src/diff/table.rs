//! The report as a table for people: flow by flow, the points at which runs may stand.

use std::fmt::Write as _;

use super::changes::{Became, SpecChange};
use super::report::{FlowDiff, PlanChange, Point, Report, Verdict};
use crate::paint::{Paint, Painted};

/// Columns of the report, whatever the terminal.
const WIDTH: usize = 100;
/// Where the text of a row starts.
const INDENT: usize = 17;

/// The report for a person.
#[must_use]
pub fn table(report: &Report, paint: Paint) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = specs(report, paint, &mut out);
    let _ = flows(report, paint, &mut out);
    let _ = workflows(report, paint, &mut out);
    out
}

fn specs(report: &Report, paint: Paint, out: &mut String) -> std::fmt::Result {
    for spec in &report.specs {
        let kind = spec.kind.as_str().replace('_', " ");
        let word = format!("{:<11}", spec.became.as_str());
        let word = match spec.became {
            Became::Redefined => paint.bad(word),
            Became::Removed | Became::Succeeded => paint.warn(word),
            Became::Added | Became::Reworded => paint.dim(word),
        };
        let successor = spec.successor.as_ref().map_or_else(String::new, |c| format!(" → {c}"));
        writeln!(out, "{word}{}{successor} ({kind}){}", paint.bold(&spec.code), bump(spec))?;
        for detail in &spec.details {
            let mark = if detail.breaking { "!" } else { " " };
            writeln!(out, "           {} {}", paint.bad(mark), detail.message)?;
        }
    }
    Ok(())
}

fn bump(spec: &SpecChange) -> &'static str {
    match (spec.became, spec.edited) {
        (Became::Redefined, true) => ": it means something else under the same version, so bump it",
        (Became::Redefined, false) => ": what it runs means something else under the same version",
        _ => "",
    }
}

fn flows(report: &Report, paint: Paint, out: &mut String) -> std::fmt::Result {
    let same: Vec<&FlowDiff> =
        report.flows.iter().filter(|flow| flow.plan == PlanChange::Same).collect();
    for flow in report.flows.iter().filter(|flow| flow.plan != PlanChange::Same) {
        if !out.is_empty() {
            writeln!(out)?;
        }
        self::flow(flow, paint, out)?;
    }
    if !same.is_empty() {
        let gap = if out.is_empty() { "" } else { "\n" };
        let (many, goes) = match same.len() {
            1 => ("1 flow has", "its"),
            n => (&*format!("{n} flows have"), "their"),
        };
        writeln!(out, "{gap}{many} the same plan as before: {goes} runs continue")?;
    }
    Ok(())
}

fn flow(flow: &FlowDiff, paint: Paint, out: &mut String) -> std::fmt::Result {
    write!(out, "{}", paint.bold(&flow.event))?;
    match &flow.new {
        Some(new) if *new != flow.old => writeln!(out, "  {} → {new}", flow.old)?,
        Some(_) => writeln!(out, "  {}", flow.old)?,
        None => writeln!(out, "  {}, which is gone", flow.old)?,
    }
    if let Some(reason) = &flow.undecided {
        let told = colored(Verdict::NotDecided, paint);
        writeln!(out, "  {told}  {reason}")?;
        return Ok(());
    }
    for group in groups(&flow.points) {
        let told: Vec<String> = group
            .iter()
            .map(|point| point.kind.told(point.subject.name().unwrap_or_default()))
            .collect();
        let lines = if group.len() == flow.points.len() {
            vec!["wherever a run stands".to_owned()]
        } else {
            wrapped(&told)
        };
        for (at, line) in lines.iter().enumerate() {
            match at {
                0 => writeln!(out, "  {}  {line}", colored(group[0].verdict, paint))?,
                _ => writeln!(out, "{:INDENT$}{line}", "")?,
            }
        }
        because(flow, group[0], paint, out)?;
    }
    if flow.strands() && flow.verdict() == Verdict::Stay {
        writeln!(
            out,
            "  {}",
            paint.warn("the new specs do not hold the old plan: keep its file beside the new one")
        )?;
    }
    Ok(())
}

fn workflows(report: &Report, paint: Paint, out: &mut String) -> std::fmt::Result {
    for workflow in report.workflows.iter().filter(|it| it.verdict() != Verdict::Continue) {
        let gap = if out.is_empty() { "" } else { "\n" };
        writeln!(out, "{gap}{}", paint.bold(&workflow.code))?;
        if let Some(reason) = &workflow.undecided {
            writeln!(out, "  {}  {reason}", colored(Verdict::NotDecided, paint))?;
        }
        for standing in &workflow.states {
            writeln!(out, "  {}  in {}", colored(standing.verdict, paint), standing.state)?;
            if !standing.message.is_empty() {
                writeln!(out, "{:INDENT$}{} {}", "", paint.dim("-"), standing.message)?;
            }
        }
    }
    Ok(())
}

fn because(flow: &FlowDiff, point: &Point, paint: Paint, out: &mut String) -> std::fmt::Result {
    for at in &point.causes {
        writeln!(out, "{:INDENT$}{} {}", "", paint.dim("-"), flow.causes[*at].message)?;
    }
    for at in point.stranded.iter().filter(|at| !point.causes.contains(at)) {
        let told = &flow.causes[*at].message;
        writeln!(out, "{:INDENT$}{} nor can it stay: {told}", "", paint.dim("-"))?;
    }
    if point.more {
        writeln!(out, "{:INDENT$}{} and more", "", paint.dim("-"))?;
    }
    Ok(())
}

fn colored(verdict: Verdict, paint: Paint) -> Painted<String> {
    let word = format!("{verdict:<13}");
    match verdict {
        Verdict::Continue => paint.good(word),
        Verdict::Stay | Verdict::NotDecided => paint.warn(word),
        Verdict::Stranded | Verdict::Impossible => paint.bad(word),
    }
}

/// Points one after the other of which the same is said.
fn groups(points: &[Point]) -> Vec<Vec<&Point>> {
    let mut groups: Vec<Vec<&Point>> = Vec::new();
    for point in points {
        let said = |other: &Point| {
            (other.verdict, &other.causes, &other.stranded, other.more)
                == (point.verdict, &point.causes, &point.stranded, point.more)
        };
        match groups.iter_mut().find(|group| said(group[0])) {
            Some(group) => group.push(point),
            None => groups.push(vec![point]),
        }
    }
    groups
}

/// Phrases on as few lines as fit.
fn wrapped(phrases: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (at, phrase) in phrases.iter().enumerate() {
        let end = if at + 1 < phrases.len() { ";" } else { "" };
        let piece = format!("{phrase}{end}");
        match lines.last_mut() {
            Some(line) if INDENT + line.chars().count() + piece.chars().count() < WIDTH => {
                line.push(' ');
                line.push_str(&piece);
            }
            _ => lines.push(piece),
        }
    }
    lines
}
