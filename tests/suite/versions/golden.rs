//! What each kind of change means at each point of one flow that has everything: a table that a person
//! can read, with a case for every objection that the judge knows.
//!
//! `golden/verdicts.txt` is that table. `HERA_BLESS=1` writes it; the change is then reviewed like code.

mod base;
mod cases;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use hera_specc::SpecFile;
use hera_specc::diff::{FlowDiff, Options, Verdict, diff};

use crate::support::workspace;
use base::BASE;
use cases::{CASES, Case};

const FILE: &str = "tests/golden/verdicts.txt";

fn files(folder: &str, case: Option<&Case>) -> Vec<SpecFile> {
    let edits = case.map_or(&[][..], |case| case.edits);
    for (name, from, _) in edits {
        let text = BASE.iter().find(|(file, _)| file == name).map(|(_, text)| *text);
        let text = text.unwrap_or_else(|| panic!("no file `{name}`"));
        assert!(text.contains(from), "{name} has no `{from}`");
    }
    let edited = |name: &str, text: &str| {
        let own = edits.iter().filter(|(file, ..)| *file == name);
        own.fold(text.to_owned(), |text, (_, from, to)| text.replacen(from, to, 1))
    };
    let file = |(name, text): &(&str, &str)| {
        SpecFile::new(format!("{folder}/{name}.yml"), edited(name, text))
    };
    BASE.iter().map(file).collect()
}

/// Points of which the same is said, on one line each.
fn rows(flow: &FlowDiff) -> String {
    let mut out = String::new();
    if let Some(reason) = &flow.undecided {
        return format!("  not decided: {reason}\n");
    }
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for point in &flow.points {
        let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
        for at in &point.causes {
            *codes.entry(flow.causes[*at].code).or_default() += 1;
        }
        let codes: Vec<String> = codes
            .iter()
            .map(|(code, n)| if *n == 1 { (*code).to_owned() } else { format!("{code} x{n}") })
            .collect();
        let said = match point.verdict {
            Verdict::Continue => "continue".to_owned(),
            verdict => format!("{verdict} by {}", codes.join(", ")),
        };
        let name = point.subject.name().unwrap_or("the run");
        let told = format!("{} {name}", point.kind.as_str());
        match groups.iter_mut().find(|(known, _)| *known == said) {
            Some((_, points)) => points.push(told),
            None => groups.push((said, vec![told])),
        }
    }
    for (said, points) in groups {
        let all =
            if points.len() == flow.points.len() { "everywhere".into() } else { points.join("; ") };
        let _ = writeln!(out, "  {said}: {all}");
    }
    out
}

fn table() -> String {
    let mut out = String::new();
    for case in CASES {
        let report = diff(&files("old", None), &files("new", Some(case)), &Options::default());
        let _ = writeln!(out, "{}", case.told);
        for flow in report.flows.iter().filter(|flow| flow.event == "CART.LINE.REQUESTED") {
            out.push_str(&rows(flow));
            let causes: Vec<&str> =
                flow.causes.iter().map(|cause| cause.message.as_str()).collect();
            for cause in causes {
                let _ = writeln!(out, "    - {cause}");
            }
        }
        out.push('\n');
    }
    out
}

#[test]
fn each_change_is_judged_as_the_table_says() {
    let (path, found) = (workspace().join(FILE), table());
    if std::env::var_os("HERA_BLESS").is_some() {
        std::fs::write(&path, &found).expect("the table can be written");
    }
    let wanted = std::fs::read_to_string(&path).expect("the table is there");
    for (found, wanted) in found.split("\n\n").zip(wanted.split("\n\n")) {
        assert_eq!(found, wanted, "{FILE} is stale: run the tests with HERA_BLESS=1");
    }
    assert_eq!(found, wanted);
}
