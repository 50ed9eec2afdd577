//! The machine alone: no store, no driver.

use std::hint::black_box;
use std::time::Instant;

use anyhow::{bail, ensure};
use hera_core::{Action, Entry, Machine, Status};
use hera_runtime::Value;
use hera_runtime::flow::State;
use serde_json::json;

use crate::flow;

/// Microseconds per run of four steps, and nanoseconds per call of it.
pub(crate) fn costs(runs: u32) -> anyhow::Result<(f64, f64)> {
    let plan = flow::four();
    let entries: Vec<Entry<Value>> = plan
        .nodes
        .iter()
        .flat_map(|node| {
            let succeeded = Entry::Succeeded { node: node.id.clone(), output: json!({"ok": true}) };
            [succeeded, Entry::Committed { boundary: node.id.clone(), attempt: 1 }]
        })
        .collect();
    let payload = flow::payload();
    let start = Instant::now();
    for _ in 0..runs {
        let mut machine = Machine::new(State::new(flow::state(plan, black_box(&payload))));
        for step in entries.chunks(2) {
            let action = machine.next();
            ensure!(matches!(action, Action::Run(_)), "no step, but {action:?}");
            for entry in step {
                machine.apply(black_box(entry)).map_err(anyhow::Error::new)?;
            }
        }
        match machine.next() {
            Action::Done(Status::Completed) => {}
            other => bail!("the run did not complete: {other:?}"),
        }
    }
    let run_us = start.elapsed().as_secs_f64() * 1e6 / f64::from(runs);
    let calls = entries.len() + plan.boundaries.len() + 1;
    Ok((run_us, run_us * 1e3 / calls as f64))
}
