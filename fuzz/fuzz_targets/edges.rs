//! Any lines of edges and boundaries over a dozen nodes make flows with a plan, or are refused.
//!
//! Each line is an edge, or after a `=` the nodes of a boundary.

#![no_main]

use hera_fuzz::specs_are_judged;
use hera_specc::SpecFile;

const NODES: [&str; 12] = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L"];
const PROCEDURE: &str = "\
smart_code: HERA.FUZZ.STEP.DO.v1
intent: A step.
scope: { in_scope: [a step], out_of_scope: [others] }
preconditions: [user_is_authenticated, org_context_present]
permissions: [fuzz.do]
inputs: [{ name: amount, type: decimal, required: true }]
outputs: { response: [{ name: total, type: decimal, required: true }] }
effects: transactional
happy_path: [do it]
errors: [{ code: NO, description: No. }]
";

libfuzzer_sys::fuzz_target!(|text: &str| {
    let orchestration = SpecFile::new("orchestration.yml", orchestration(text));
    specs_are_judged(&[SpecFile::new("step.yml", PROCEDURE), orchestration]);
});

fn orchestration(text: &str) -> String {
    let mut spec = String::from(
        "smart_code: HERA.FUZZ.STEP.ORCH.ALL.v1\nintent: All steps.\ntriggers:\n  \
         - { on: API.POST./a, emit: X.ONE }\n  - { on: API.POST./b, emit: X.TWO }\ngraph:\n  nodes:\n",
    );
    for (at, node) in NODES.iter().enumerate() {
        spec += &format!("    - id: {node}\n      run: HERA.FUZZ.STEP.DO.v1\n");
        spec += if at % 3 == 0 { "      when: $.payload.amount > 1\n" } else { "" };
        spec += if at % 2 == 0 { "      compensation: HERA.FUZZ.STEP.DO.v1\n" } else { "" };
    }
    let (boundaries, edges): (Vec<&str>, Vec<&str>) =
        text.lines().partition(|line| line.starts_with('='));
    spec += "edges:\n";
    for edge in edges {
        spec += &format!("  - '{}'\n", edge.replace('\'', "''"));
    }
    spec += "transaction_boundaries:\n";
    for (at, nodes) in boundaries.iter().enumerate() {
        spec += &format!("  - name: boundary_{at}\n    applies_to: [{}]\n", &nodes[1..]);
    }
    spec
}
