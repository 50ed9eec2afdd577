//! From the facts of a flow to a picture of it.

use std::collections::{BTreeMap, BTreeSet};

use hera_core::plan::Effects;
use hera_core::ways_back::FailureClass;

use super::model::{Arrow, Box, Flow, Kind, Note, Picture, Shape, Way};
use crate::explain::{Explained, Node};

/// The picture of some flows of one orchestration.
#[must_use]
pub fn picture(flows: &[Explained]) -> Picture {
    Picture {
        orchestration: flows.first().map(|flow| flow.orchestration.clone()).unwrap_or_default(),
        flows: flows.iter().map(flow).collect(),
    }
}

fn flow(facts: &Explained) -> Flow {
    let boxes = boxes(facts);
    let start = Shape {
        kind: Kind::Start,
        title: facts.event.clone(),
        lines: facts.triggers.clone(),
        when: None,
        notes: Vec::new(),
        inside: None,
    };
    let mut shapes = vec![start];
    shapes.extend(facts.nodes.iter().map(|node| shape(facts, node, &boxes)));
    let mut undo = BTreeMap::new();
    for (at, node) in facts.nodes.iter().enumerate() {
        if let Some(inverse) = inverse(node) {
            undo.insert(at, shapes.len());
            shapes.push(inverse);
        }
    }
    let arrows = arrows(facts, &undo);
    Flow { event: facts.event.clone(), shapes, boxes, arrows }
}

fn boxes(facts: &Explained) -> Vec<Box> {
    let mut seen = BTreeSet::new();
    let names = facts.nodes.iter().filter_map(|node| node.boundary.as_ref());
    let first = names.filter(|name| seen.insert(name.as_str()));
    first
        .map(|name| {
            let commit = facts.commits.iter().find(|commit| commit.boundary == *name);
            let isolation = commit.map(|commit| commit.isolation);
            Box {
                name: name.clone(),
                declared: commit.is_none_or(|commit| commit.declared),
                commits: commit.is_some(),
                isolation: isolation.filter(|it| *it != "serializable").map(str::to_owned),
            }
        })
        .collect()
}

fn shape(facts: &Explained, node: &Node, boxes: &[Box]) -> Shape {
    let kind = match (node.mode, node.effects) {
        ("validate_only", _) => Kind::Check,
        (_, Effects::None) => Kind::Read,
        (_, Effects::Transactional) => Kind::Write,
        (_, Effects::External) => Kind::Call,
    };
    let unknown = (!node.found).then_some(Note::NoFile);
    Shape {
        kind,
        title: node.id.clone(),
        lines: vec![node.procedure.clone()],
        when: node.when.as_ref().map(|when| one_line(when)),
        notes: pivot(facts, node).into_iter().chain(parks(facts, node)).chain(unknown).collect(),
        inside: boxes.iter().position(|it| Some(&it.name) == node.boundary.as_ref()),
    }
}

fn inverse(node: &Node) -> Option<Shape> {
    let inverse = node.compensation.as_ref()?;
    // An inverse of something that is not there never runs.
    if node.effects == Effects::None {
        return None;
    }
    let doubt = inverse.needs_output && node.effects == Effects::External;
    let doubt = doubt.then_some(Note::NotInDoubt);
    Some(Shape {
        kind: Kind::Undo,
        title: inverse.procedure.clone(),
        lines: Vec::new(),
        when: None,
        notes: doubt.into_iter().chain((!inverse.found).then_some(Note::NoFile)).collect(),
        inside: None,
    })
}

/// What fails while the node stands without a way back.
fn pivot(facts: &Explained, node: &Node) -> Option<Note> {
    let pairs = || facts.no_way_back.iter().filter(|pair| pair.pivot == node.id);
    let outage = pairs().next()?.outage && pairs().all(|pair| pair.outage);
    // Where a declared error leads there too, the outages add nothing.
    let told = pairs().filter(|pair| pair.outage == outage);
    let fails: BTreeSet<&str> = told.map(|pair| pair.fails.as_str()).collect();
    let in_order = facts.nodes.iter().filter(|node| fails.contains(node.id.as_str()));
    Some(Note::Pivot { fails: in_order.map(|node| node.id.clone()).collect(), outage })
}

/// What parks a run when the node fails for good.
fn parks(facts: &Explained, node: &Node) -> Option<Note> {
    let ends = facts.ends.iter().filter(|end| end.node == node.id && end.ends.contains(&"parked"));
    let (outages, declared): (Vec<_>, Vec<_>) =
        ends.partition(|end| end.class == FailureClass::Outage);
    let errors: Vec<String> = declared.iter().map(|end| end.error.clone()).collect();
    let some = !errors.is_empty() || !outages.is_empty();
    some.then_some(Note::Parks { errors, outage: !outages.is_empty() })
}

fn arrows(facts: &Explained, undo: &BTreeMap<usize, usize>) -> Vec<Arrow> {
    let position: BTreeMap<&str, usize> =
        facts.nodes.iter().enumerate().map(|(at, node)| (node.id.as_str(), at)).collect();
    let mut arrows = Vec::new();
    // For each node the compensated nodes that are undone next after it: the nearest before it.
    let mut nearest: Vec<BTreeSet<usize>> = Vec::new();
    for (at, node) in facts.nodes.iter().enumerate() {
        // The start stands before the nodes, so each shape is one further than its node.
        if node.after.is_empty() {
            arrows.push(Arrow { from: 0, to: at + 1, way: Way::Forward });
        }
        let before: Vec<usize> =
            node.after.iter().filter_map(|id| position.get(id.as_str()).copied()).collect();
        arrows.extend(before.iter().map(|b| Arrow { from: b + 1, to: at + 1, way: Way::Forward }));
        let mut next = BTreeSet::new();
        for before in before {
            match undo.contains_key(&before) {
                true => next.extend([before]),
                false => next.extend(nearest[before].iter().copied()),
            }
        }
        if let Some(inverse) = undo.get(&at) {
            arrows.push(Arrow { from: at + 1, to: *inverse, way: Way::Undone });
            let back = next.iter().map(|before| undo[before]);
            arrows.extend(back.map(|to| Arrow { from: *inverse, to, way: Way::Back }));
        }
        nearest.push(next);
    }
    arrows
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
