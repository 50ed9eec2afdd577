//! Faults put into our own specs, one or two at a time: each is named at its line, none is invented.

use std::collections::BTreeSet;

use hera_specc::diag::{Diagnostics, Severity};
use hera_specc::parse;
use hera_specc::source::SourceMap;

use crate::support;

/// A line that a fault can be put into: what stands before the key, the key, a value of some words.
struct Place<'t> {
    before: &'t str,
    key: &'t str,
    value: &'t str,
}

impl<'t> Place<'t> {
    fn of(line: &'t str, next: Option<&'t str>) -> Option<Place<'t>> {
        let body = line.trim_start_matches(' ').trim_start_matches("- ");
        let before = &line[..line.len() - body.len()];
        let (key, value) = body.split_once(": ")?;
        let plain = |c: char| c.is_ascii_alphanumeric() || " _-.".contains(c);
        let fits = key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && value.chars().all(plain)
            && value.starts_with(|c: char| c.is_ascii_alphabetic());
        // The value has to end here.
        let ends = next.is_none_or(|next| {
            next.trim().is_empty() || next.len() - next.trim_start().len() <= before.len()
        });
        (fits && ends).then_some(Place { before, key, value })
    }
}

/// The kinds of faults: the lines that take the place of the one, and which of them (from 0) a person
/// would point at.
type Injection = fn(&Place<'_>) -> (String, &'static [usize]);

const INJECTIONS: &[(&str, Injection)] = &[
    ("colon", |p| (format!("{}{}: if so: {}", p.before, p.key, p.value), &[0])),
    ("colon in braces", |p| (format!("{}{}: make {{a: b}} {}", p.before, p.key, p.value), &[0])),
    ("comparison", |p| (format!("{}{}: > {} or more", p.before, p.key, p.value), &[0])),
    ("text after list", |p| (format!("{}{}: [{}] or not", p.before, p.key, p.value), &[0])),
    ("open quote", |p| (format!("{}{}: \"{}", p.before, p.key, p.value), &[0])),
    ("open bracket", |p| (format!("{}{}: [{}", p.before, p.key, p.value), &[0])),
    ("reserved", |p| (format!("{}{}: @{}", p.before, p.key, p.value), &[0])),
    ("comma", |p| (format!("{}{}: \"{}\",", p.before, p.key, p.value), &[0])),
    ("continuation", |p| {
        let deeper = " ".repeat(p.before.len() + 4);
        (format!("{}{}: so {}\n{deeper}data: {{x: y}}", p.before, p.key, p.value), &[0, 1])
    }),
    ("list below", |p| {
        let deeper = " ".repeat(p.before.len() + 2);
        (format!("{}{}: object\n{deeper}- a: b\n{deeper}- c: d", p.before, p.key), &[0, 1])
    }),
    ("mapping below", |p| {
        let deeper = " ".repeat(p.before.len() + 2);
        (format!("{}{}: object\n{deeper}a: b\n{deeper}c: d", p.before, p.key), &[0, 1])
    }),
    ("prose above list", |p| {
        let same = " ".repeat(p.before.len());
        (format!("{}{}: for {}:\n{same}- one\n{same}- two", p.before, p.key, p.value), &[0])
    }),
];

/// The text with faults put in, and the lines (from 1) at which each may be named.
fn inject(text: &str, at: &[(usize, usize)]) -> (String, Vec<Vec<usize>>) {
    let lines: Vec<&str> = text.lines().collect();
    let mut out: Vec<String> = Vec::new();
    let mut wanted = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let chosen = at.iter().find(|(line, _)| *line == index);
        let place = Place::of(line, lines.get(index + 1).copied());
        match (chosen, place) {
            (Some((_, kind)), Some(place)) => {
                let (faulty, offsets) = INJECTIONS[*kind].1(&place);
                wanted.push(offsets.iter().map(|offset| out.len() + 1 + offset).collect());
                out.extend(faulty.lines().map(str::to_owned));
            }
            _ => out.push((*line).to_owned()),
        }
    }
    (out.join("\n") + "\n", wanted)
}

fn error_lines(text: &str) -> BTreeSet<usize> {
    let mut sources = SourceMap::new();
    let mut diags = Diagnostics::new();
    let file = sources.add("a.yml", text);
    parse::parse(&sources, file, &mut diags);
    let errors = diags.as_slice().iter().filter(|one| one.severity == Severity::Error);
    errors.map(|one| sources.position(file, one.primary.span.start).line).collect()
}

#[test]
fn injected_faults_are_named() {
    let mut tried = 0;
    let mut problems = Vec::new();
    for (number, (path, text)) in support::our_specs().into_iter().enumerate() {
        let lines: Vec<&str> = text.lines().collect();
        let places: Vec<usize> = (0..lines.len())
            .filter(|index| Place::of(lines[*index], lines.get(index + 1).copied()).is_some())
            .collect();
        if places.len() < 4 {
            continue;
        }
        for (kind, (name, _)) in INJECTIONS.iter().enumerate() {
            // Another place in each file; the second fault is another one, further down.
            let first = (number * 7 + kind * 3) % (places.len() - 1);
            let second = first + 1 + (number + kind) % (places.len() - first - 1);
            let other = (kind + 1 + number) % INJECTIONS.len();
            let (broken, wanted) = inject(&text, &[(places[first], kind), (places[second], other)]);
            let found = error_lines(&broken);
            tried += 1;
            let named = wanted.iter().all(|lines| lines.iter().any(|line| found.contains(line)));
            let invented = found.iter().any(|line| !wanted.iter().flatten().any(|one| one == line));
            if !named || invented {
                let second = INJECTIONS[other].0;
                problems
                    .push(format!("{path}: {name} and {second} at {wanted:?}, found {found:?}"));
            }
        }
    }
    println!("{tried} pairs of faults");
    assert!(tried > 100 && problems.is_empty(), "{tried} tried\n{}", problems.join("\n"));
}
