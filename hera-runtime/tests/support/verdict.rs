//! Whether anything was lost, doubled or half undone: asked of the tables, in SQL that both stores speak.

use std::collections::BTreeSet;
use std::path::Path;

/// Counts runs with this status and so many effects that stand: the rows of its nodes, whose codes begin with
/// the run's key.
macro_rules! half {
    ($status:literal, $effects:literal) => {
        concat!(
            "SELECT count(*) FROM (SELECT run.id FROM universal_transactions AS run CROSS JOIN \
             (VALUES ('FIRST'), ('SECOND'), ('PERSIST'), ('REPRICE')) AS node \
             LEFT JOIN core_entities AS work ON work.entity_type = 'work' AND work.status = 'active' AND \
             work.entity_code = (run.metadata -> 'context' ->> 'idempotency_key') || '/' || node.column1 \
             WHERE run.transaction_type = 'orchestration_run' AND run.transaction_status ",
            $status,
            " GROUP BY run.id HAVING count(work.id) ",
            $effects,
            ") AS half"
        )
    };
}

/// The verdict from the tables alone: each query says what would be wrong, and finds nothing.
const VERDICT: [(&str, &str); 6] = [
    (
        "lost: runs that are not over",
        "SELECT count(*) FROM universal_transactions WHERE transaction_type = 'orchestration_run' \
         AND transaction_status NOT IN ('completed', 'compensated', 'failed')",
    ),
    (
        "doubled: an effect that is there twice",
        "SELECT count(*) FROM (SELECT entity_code FROM core_entities WHERE entity_type = 'work' \
         GROUP BY entity_code HAVING count(*) > 1) AS twice",
    ),
    ("half done: a completed run without all of its effects", half!("= 'completed'", "<> 2")),
    ("half undone: a run that did not complete, with effects", half!("<> 'completed'", "<> 0")),
    (
        "an effect of no node",
        "SELECT count(*) FROM core_entities WHERE entity_type = 'work' \
         AND entity_code NOT LIKE '%/FIRST' AND entity_code NOT LIKE '%/SECOND' \
         AND entity_code NOT LIKE '%/PERSIST' AND entity_code NOT LIKE '%/REPRICE'",
    ),
    (
        "twice in a journal: a boundary that committed twice",
        "SELECT count(*) FROM (SELECT 1 FROM universal_transaction_lines \
         WHERE line_data ->> 'token' LIKE 'commit/%' \
         GROUP BY transaction_id, line_data ->> 'token' HAVING count(*) > 1) AS twice",
    ),
];

/// How each run ended whose flow calls the outside, and the key of that call.
const CALLS: &str = "SELECT run.transaction_status || ' ' || (line.line_data ->> 'key') \
    FROM universal_transactions AS run \
    JOIN universal_transaction_lines AS line ON line.transaction_id = run.id \
    WHERE run.transaction_type = 'orchestration_run' AND line.line_data ->> 'entry' = 'intent'";

const RUNS: &str = "SELECT transaction_status FROM universal_transactions \
    WHERE transaction_type = 'orchestration_run' ORDER BY 1";

/// Holds the tables, and what was noted outside, to what may be.
pub fn judge(runs: u32, notes: &Path, ask: impl Fn(&str) -> Vec<String>) {
    let ends = ask(RUNS);
    assert_eq!(ends.len(), runs as usize, "each request is one run");
    for (what, sql) in VERDICT {
        let found = ask(sql);
        println!("{} ({what}): {sql}", found.join(" "));
        assert_eq!(found, ["0"], "{what}: {sql}");
    }
    let notes = std::fs::read_to_string(notes).unwrap();
    let keys = |what: &str| {
        let keys = notes.lines().filter_map(|line| line.strip_prefix(what));
        keys.collect::<BTreeSet<_>>()
    };
    let (done, undone) = (keys("done "), keys("undone "));
    let calls = ask(CALLS);
    let intended: BTreeSet<&str> =
        calls.iter().map(|call| call.split_once(' ').unwrap().1).collect();
    assert_eq!(intended.len(), calls.len(), "a call has one intent");
    assert!(done.is_subset(&intended), "nothing happened outside without an intent");
    for call in &calls {
        let (end, key) = call.split_once(' ').unwrap();
        match end {
            "completed" => assert!(done.contains(key) && !undone.contains(key), "{call}"),
            _ => assert!(undone.contains(key) || !done.contains(key), "{call}"),
        }
    }
    let count = |end: &str| ends.iter().filter(|status| *status == end).count();
    let repeated = notes.lines().count() - done.len() - undone.len();
    println!(
        "{} completed, {} compensated, {} failed; {} calls outside, {repeated} of them repeated \
         with their keys",
        count("completed"),
        count("compensated"),
        count("failed"),
        done.len(),
    );
}
