//! Specs of any size, the same at every run: they read like long flows of a point of sale.

use std::fmt::Write as _;

use hera_specc::SpecFile;

/// Kinds of nodes: name, whether it has an inverse, effects.
const KINDS: [(&str, bool, &str); 5] = [
    ("VALIDATE", false, "none"),
    ("RESERVE", true, "external"),
    ("PERSIST", true, "transactional"),
    ("REPRICE", true, "transactional"),
    ("NOTIFY", false, "none"),
];
/// Procedures of each kind that the nodes of a flow share.
const VARIANTS: usize = 8;
/// How far back the predecessors of a node lie.
const WINDOW: u64 = 40;

/// Where the procedures of a flow are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Procedures {
    /// Nowhere: no reference resolves.
    Missing,
    /// A few that all nodes share.
    Shared,
    /// One for each node, with types of its own.
    Own,
}

/// Specs of a kind that the command line names.
#[must_use]
pub fn of(kind: &str, size: usize) -> Option<Vec<SpecFile>> {
    Some(match kind {
        "flow" => flow(size, 1, Procedures::Shared),
        "four" => flow(size, 4, Procedures::Shared),
        "loose" => flow(size, 1, Procedures::Missing),
        "own" => flow(size, 1, Procedures::Own),
        "tree" => tree(size),
        "events" => events(size),
        _ => return None,
    })
}

/// One orchestration of `nodes` nodes and three times as many edges, with its procedures. Each of its
/// events reaches nearly all nodes.
#[must_use]
pub fn flow(nodes: usize, events: usize, procedures: Procedures) -> Vec<SpecFile> {
    let mut files =
        vec![SpecFile::new("flow.orchestration.yml", orchestration(nodes, events, procedures))];
    let variants = match procedures {
        Procedures::Missing => 0,
        Procedures::Shared => VARIANTS.min(nodes.div_ceil(KINDS.len())),
        Procedures::Own => nodes.div_ceil(KINDS.len()),
    };
    files.extend((0..variants).flat_map(family));
    files
}

/// `count` specs, or a few more so that each is whole: orchestrations of ten nodes, each with a route and
/// with the procedures of its own that it runs.
#[must_use]
pub fn tree(count: usize) -> Vec<SpecFile> {
    let mut files = Vec::new();
    for at in 0.. {
        if files.len() >= count {
            break;
        }
        let own = |text: &str| {
            text.replace("BENCH", &format!("TREE{at}")).replace("/bench/", &format!("/tree{at}/"))
        };
        let text = own(&orchestration(10, 1, Procedures::Own));
        files.push(SpecFile::new(format!("m{at}/flow.orchestration.yml"), text));
        files.extend((0..2).flat_map(family).map(|file| {
            let text = own(&String::from_utf8_lossy(&file.bytes));
            SpecFile::new(format!("m{at}/{}", file.path), text)
        }));
    }
    files
}

/// One orchestration of `events` events, each with a node of its own before one that all share.
#[must_use]
pub fn events(events: usize) -> Vec<SpecFile> {
    let mut text = head(events);
    text += "graph:\n  nodes:\n    - id: LAST\n      run: HERA.BENCH.MOD.REPRICE.STEP_0.v1\n";
    text += "      compensation: HERA.BENCH.MOD.REPRICE_BACK.STEP_0.v1\n";
    for at in 0..events {
        let run = format!("HERA.BENCH.MOD.PERSIST.STEP_{}.v1", at % VARIANTS);
        let inverse = run.replace(".PERSIST.", ".PERSIST_BACK.");
        _ = writeln!(
            text,
            "    - id: PERSIST_{at:05}\n      run: {run}\n      compensation: {inverse}"
        );
    }
    text += "edges:\n";
    for at in 0..events {
        _ = writeln!(text, "  - BENCH.EVT_{at}.REQUESTED -> PERSIST_{at:05} -> LAST");
    }
    text += TAIL;
    let mut files = vec![SpecFile::new("events.orchestration.yml", text)];
    files.extend((0..VARIANTS).flat_map(family));
    files
}

fn head(events: usize) -> String {
    let mut text = String::from(
        "smart_code: HERA.BENCH.MOD.ORCH.BIG.v1\nintent: >\n  An orchestration to measure by; it reads \
         like a long flow of a point of sale.\ntriggers:\n",
    );
    for at in 0..events {
        _ = writeln!(text, "  - on: API.POST./api/v1/bench/{at}/lines");
        _ = writeln!(text, "    emit: BENCH.EVT_{at}.REQUESTED");
    }
    text
}

const TAIL: &str = "\
retry_policy:
  max_attempts: 3
  backoff: exponential
  base_delay_ms: 100
  max_delay_ms: 2000
compensation_policy:
  auto_compensate: true
";

fn orchestration(nodes: usize, events: usize, procedures: Procedures) -> String {
    let variants = if procedures == Procedures::Shared { VARIANTS } else { usize::MAX };
    let mut text = head(events);
    text += "graph:\n  nodes:\n";
    for at in 0..nodes {
        let (kind, undone, _) = KINDS[at % KINDS.len()];
        let step = at / KINDS.len() % variants;
        _ = writeln!(text, "    - id: {}", id(at));
        _ = writeln!(text, "      run: HERA.BENCH.MOD.{kind}.STEP_{step}.v1");
        if at % 3 == 0 {
            let bound = at % 9;
            _ = writeln!(
                text,
                "      when: $.payload.line_type == 'RETAIL' && $.payload.quantity > {bound}"
            );
        }
        if undone {
            _ = writeln!(text, "      compensation: HERA.BENCH.MOD.{kind}_BACK.STEP_{step}.v1");
        }
        text += "      with: { cart_id: $.payload.cart_id, quantity: $.payload.quantity }\n";
        _ = writeln!(text, "      timeout: {}", 1000 + at % 5000);
    }
    text += "edges:\n";
    for at in 0..events {
        _ = writeln!(text, "  - BENCH.EVT_{at}.REQUESTED -> {}", id(at));
    }
    let mut random = Random(7);
    for at in events..nodes {
        let mut before = vec![at - 1];
        while before.len() < 3.min(at) {
            let other = at - 1 - random.below(WINDOW.min(at as u64)) as usize;
            if !before.contains(&other) {
                before.push(other);
            }
        }
        for other in before {
            _ = writeln!(text, "  - {} -> {}", id(other), id(at));
        }
    }
    text += "transaction_boundaries:\n";
    for at in (0..nodes.saturating_sub(2)).step_by(KINDS.len()) {
        _ = writeln!(
            text,
            "  - name: txn_{at:05}\n    applies_to: [{}, {}]",
            id(at + 1),
            id(at + 2)
        );
    }
    text + TAIL
}

fn id(at: usize) -> String {
    format!("{}_{at:05}", KINDS[at % KINDS.len()].0)
}

/// The procedures of one step, one of each kind, and their inverses.
fn family(step: usize) -> Vec<SpecFile> {
    let mut files = Vec::new();
    for (kind, undone, effects) in KINDS {
        let mut add = |name: &str, effects: &str| {
            let file = format!("{}.{step}.yml", name.to_ascii_lowercase());
            files.push(SpecFile::new(file, procedure(name, step, effects)));
        };
        add(kind, effects);
        if undone {
            add(&format!("{kind}_BACK"), effects);
        }
    }
    files
}

fn procedure(kind: &str, step: usize, effects: &str) -> String {
    // A procedure that calls another system is retried, so it says how that does no harm.
    let idempotency = if effects == "external" { "idempotency: key\n" } else { "" };
    format!(
        "\
smart_code: HERA.BENCH.MOD.{kind}.STEP_{step}.v1
intent: >
  Step {step} of a long flow, as far as {kind} is concerned.
effects: {effects}
{idempotency}scope:
  in_scope: [the lines of a cart]
  out_of_scope: [payments, refunds]
preconditions:
  - the cart exists in the caller's organization and is open
  - quantity > 0
permissions: [cart_write]
inputs:
  required:
    - {{ name: organization_id, type: uuid, where: context, description: Whose cart it is }}
    - {{ name: cart_id, type: uuid, description: The cart }}
    - {{ name: quantity, type: decimal, description: How many }}
  optional:
    - {{ name: line_type, type: \"enum[SERVICE, RETAIL]\", description: What kind of line }}
outputs:
  response:
    result_{step}: uuid
    amount_{step}: decimal
happy_path:
  - step: Load the cart and see that it is open
  - step: Write what has to be written
errors:
  - code: CART_NOT_FOUND
    when: no cart of this organization has the id
    action: ask for another cart
    http_status: 404
observability:
  logs: [cart_line_checked]
example_payload:
  organization_id: 6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01
  cart_id: b7d8a0f2-3f55-4d3c-8f0c-6b0a8f9d2c11
  quantity: 9
  line_type: RETAIL
"
    )
}

/// A generator that needs no crate and gives the same numbers everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}
