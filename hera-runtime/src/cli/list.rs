//! `list`: the orchestrations of the service, and what starts them.

use std::fmt::Write as _;

use clap::Args;
use serde_json::{Value, json};

use super::failure::Failure;
use super::paint::{self, Paint};
use super::service::Service;
use super::told::{self, Told};
use super::{Options, Reply};

/// List the orchestrations of this service, with their events and what starts them
#[derive(Args, Clone, Debug)]
pub struct List {
    #[command(flatten)]
    pub(super) options: Options,
}

impl List {
    // Every command has the same form, this one cannot fail.
    #[allow(clippy::unnecessary_wraps)]
    pub(super) fn run(&self, service: &Service, paint: Paint) -> Result<Reply, Failure> {
        let all = told::orchestrations(service);
        let json: Vec<Value> = all.iter().map(Told::to_json).collect();
        let mut text = String::new();
        for told in &all {
            write(told, paint, &mut text);
        }
        let _ = match all.len() {
            0 => writeln!(text, "This service has no orchestrations."),
            _ => writeln!(
                text,
                "{}",
                paint.dim("Try one: simulate CODE '{…}' runs nothing; execute CODE '{…}' runs it.")
            ),
        };
        Ok(Reply { status: 0, text, json: json!({"orchestrations": json}) })
    }
}

/// One orchestration; writing to a string cannot fail.
fn write(told: &Told, paint: Paint, text: &mut String) {
    let _ = writeln!(text, "{}", paint.bold(told.spec.smart_code));
    let _ = writeln!(text, "  {}", paint::clean(told.spec.intent));
    if !told.runnable {
        let _ =
            writeln!(text, "  {}", paint.dim("known, but this service has no procedures for it"));
    }
    let rows: Vec<Vec<String>> = told
        .events
        .iter()
        .map(|event| {
            let nodes = event.flow.map(|flow| flow.plan.nodes.len());
            let nodes = nodes.map(|nodes| paint::count(nodes, "node", "nodes"));
            let triggers = paint.dim(&event.triggers.join(", "));
            vec![event.name.clone(), nodes.unwrap_or_default(), triggers]
        })
        .collect();
    let _ = writeln!(text, "{}", paint::table("    ", &rows));
}
