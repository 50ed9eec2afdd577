//! Plans for tests, one node a line, and typed data that is a table of conditions.
//!
//! A line is `ID KIND` and any of `after A B`, `in BOUNDARY`, `when`, `undo`, `undo-outside`,
//! `undo-by-output`, `errors A B?` (`?`: retryable). Kinds: `check` (validates), `write`
//! (transactional), `call` (external).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::flow::{Fault, Flow};
use crate::plan::{
    Backoff, Boundary, BoundaryIx, Compensation, CompensationPolicy, DeclaredError, Effects,
    Isolation, Jitter, Mode, Node, NodeIx, Plan, Retry, RunPolicy,
};

/// The plan of a sketch; three attempts, automatic compensation.
pub(crate) fn plan(sketch: &str) -> Plan {
    try_plan(sketch).expect("the boundaries of the sketch do not wait for each other")
}

/// As [`plan`]; `None` where boundaries wait for each other.
pub(crate) fn try_plan(sketch: &str) -> Option<Plan> {
    let lines = sketch.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut drafts: Vec<Draft> = lines.map(Draft::parse).collect();
    let ids: Vec<String> = drafts.iter().map(|draft| draft.node.id.to_string()).collect();
    let ix = |id: &str| ids.iter().position(|known| known == id).expect("a node of the sketch");

    let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        members.entry(&draft.boundary).or_default().push(at);
    }
    let before: BTreeMap<&str, BTreeSet<&str>> = members
        .iter()
        .map(|(name, nodes)| {
            let after = nodes.iter().flat_map(|at| &drafts[*at].after);
            let names = after.map(|id| drafts[ix(id)].boundary.as_str());
            (*name, names.filter(|other| other != name).collect())
        })
        .collect();
    let order = order(&members, &before)?;
    let at = |name: &str| {
        let at = order.iter().position(|known| *known == name).expect("a boundary of the order");
        BoundaryIx(u32::try_from(at).unwrap())
    };
    let boundaries: Vec<Boundary> = order
        .iter()
        .map(|name| Boundary {
            name: (*name).to_owned().into(),
            nodes: members[name].iter().map(|at| NodeIx(u32::try_from(*at).unwrap())).collect(),
            after: before[name].iter().map(|other| at(other)).collect(),
            declared: !ids.contains(&(*name).to_owned()),
            isolation: Isolation::Serializable,
            timeout_ms: None,
        })
        .collect();
    let places: Vec<BoundaryIx> = drafts.iter().map(|draft| at(&draft.boundary)).collect();
    for (draft, place) in drafts.iter_mut().zip(places) {
        draft.node.boundary = place;
        let after = draft.after.iter().map(|id| NodeIx(u32::try_from(ix(id)).unwrap()));
        draft.node.after = after.collect();
    }
    Some(Plan {
        orchestration: "HERA.TEST.ORCH.FLOW.v1".into(),
        event: "TEST.FLOW.REQUESTED".into(),
        sum: "0".into(),
        nodes: drafts.into_iter().map(|draft| draft.node).collect(),
        boundaries: boundaries.into(),
        retry: Retry {
            max_attempts: 3,
            backoff: Backoff::Fixed,
            base_delay_ms: 10,
            max_delay_ms: 10,
            jitter: Jitter::Equal,
        },
        compensation: CompensationPolicy {
            auto: true,
            timeout_ms: None,
            preserve_failed_state: false,
        },
        run: RunPolicy::FREE,
    })
}

/// Topological order of the boundaries, ties by first node.
fn order<'a>(
    members: &BTreeMap<&'a str, Vec<usize>>,
    before: &BTreeMap<&'a str, BTreeSet<&'a str>>,
) -> Option<Vec<&'a str>> {
    let mut order: Vec<&str> = Vec::new();
    while order.len() < members.len() {
        let ready = |name: &&&str| {
            !order.contains(*name) && before[**name].iter().all(|other| order.contains(other))
        };
        order.push(members.keys().filter(ready).min_by_key(|name| members[**name][0])?);
    }
    Some(order)
}

struct Draft {
    node: Node,
    boundary: String,
    after: Vec<String>,
}

impl Draft {
    fn parse(line: &str) -> Draft {
        let mut words = line.split_whitespace();
        let id = words.next().expect("a line starts with an id").to_owned();
        let (mode, effects) = match words.next().expect("a line has a kind") {
            "check" => (Mode::ValidateOnly, Effects::None),
            "write" => (Mode::Persist, Effects::Transactional),
            "call" => (Mode::Persist, Effects::External),
            kind => panic!("no such kind: {kind}"),
        };
        let mut draft = Draft {
            node: Node {
                id: id.clone().into(),
                procedure: format!("HERA.TEST.PROC.{id}.v1").into(),
                mode,
                effects,
                after: Vec::new().into(),
                boundary: BoundaryIx(0),
                conditional: false,
                compensation: None,
                errors: Vec::new().into(),
                timeout_ms: None,
            },
            boundary: id,
            after: Vec::new(),
        };
        let mut list = "";
        for word in words {
            match word {
                "after" | "in" | "errors" => list = word,
                "when" => draft.node.conditional = true,
                "undo" => draft.undo(Effects::Transactional, false),
                "undo-outside" => draft.undo(Effects::External, false),
                "undo-by-output" => draft.undo(Effects::Transactional, true),
                word if list == "after" => draft.after.push(word.to_owned()),
                word if list == "in" => draft.boundary = word.to_owned(),
                word if list == "errors" => {
                    let code = word.trim_end_matches('?').to_owned();
                    let error =
                        DeclaredError { retryable: code.len() < word.len(), code: code.into() };
                    draft.node.errors.to_mut().push(error);
                }
                word => panic!("what is {word}?"),
            }
        }
        draft
    }

    fn undo(&mut self, effects: Effects, needs_output: bool) {
        let procedure = format!("HERA.TEST.UNDO.{}.v1", self.node.id).into();
        let errors = vec![DeclaredError { code: "BUSY".into(), retryable: true }].into();
        self.node.compensation = Some(Compensation { procedure, effects, needs_output, errors });
    }
}

/// Typed data of a test's run: which conditions are false, and what the nodes returned.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Table {
    plan: Arc<Plan>,
    off: BTreeSet<NodeIx>,
    outputs: BTreeMap<NodeIx, u32>,
}

impl Table {
    pub(crate) fn new(plan: Plan) -> Table {
        Table { plan: Arc::new(plan), off: BTreeSet::new(), outputs: BTreeMap::new() }
    }

    /// With these conditions false.
    pub(crate) fn without(mut self, off: impl IntoIterator<Item = NodeIx>) -> Table {
        self.off.extend(off);
        self
    }

    pub(crate) fn output(&self, node: NodeIx) -> Option<u32> {
        self.outputs.get(&node).copied()
    }
}

impl Flow for Table {
    type Value = u32;

    fn plan(&self) -> &Plan {
        &self.plan
    }

    fn condition(&self, node: NodeIx) -> bool {
        assert!(self.plan.node(node).conditional, "only conditional nodes are asked");
        !self.off.contains(&node)
    }

    fn record(&mut self, node: NodeIx, output: &u32) -> Result<(), Fault> {
        if *output == BROKEN {
            return Err(Fault::new("not an output"));
        }
        self.outputs.insert(node, *output);
        Ok(())
    }

    /// A payload is the one node whose condition it makes false.
    fn corrected(&self, payload: &u32) -> Result<Table, Fault> {
        let off = BTreeSet::from([NodeIx(*payload)]);
        Ok(Table { plan: Arc::clone(&self.plan), off, outputs: BTreeMap::new() })
    }
}

/// The one value that no node returns.
pub(crate) const BROKEN: u32 = u32::MAX;

/// Reproducible random numbers (splitmix64): a failing seed is all that a report needs.
#[derive(Clone, Debug)]
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % sides as u64).unwrap()
    }

    pub(crate) fn one_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == 0
    }
}
