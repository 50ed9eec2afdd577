//! Procedures whose effects tell who made them, and requests that are asked until they are over.

use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use hera_core::{Failure, FailureKind, Status};
use hera_runtime::Value;
use hera_runtime::context::{Entity, StoreError};
use hera_runtime::engine::{Act, Engine, Request};
use hera_runtime::flow::{Answer, BoxFuture, Call, Dispatch};
use serde_json::json;

use super::{ACTOR, request};

/// Rows by run and node, lines of a file outside.
pub struct Work {
    pub notes: PathBuf,
}

impl Work {
    fn note(&self, line: &str) {
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(&self.notes);
        // One write, so that lines of several processes do not mix.
        file.as_mut().unwrap().write_all(format!("{line}\n").as_bytes()).unwrap();
    }
}

fn failure(code: &str, kind: FailureKind) -> Failure {
    Failure { code: code.to_owned(), message: "planned".to_owned(), kind }
}

pub fn store_failure(error: StoreError) -> Failure {
    failure(error.code(), FailureKind::Infrastructure)
}

impl Dispatch for Work {
    fn invoke<'a>(
        &'a self,
        _: &'a str,
        call: Call<'a>,
        _: &'a Value,
    ) -> BoxFuture<'a, Result<Answer, Failure>> {
        Box::pin(async move {
            match call {
                Call::Validate(_) => {}
                Call::External(external) => match external.undoes() {
                    Some(key) => self.note(&format!("undone {key}")),
                    None => self.note(&format!("done {}", external.key())),
                },
                Call::Persist(tx) => {
                    let run = tx.context().idempotency_key.clone();
                    let (node, undoes) = (tx.node().to_owned(), tx.undoes().is_some());
                    let code = format!("{run}/{node}");
                    let rows = tx.entities();
                    if undoes {
                        let made = Entity::filter().entity_type("work").entity_code(code);
                        let made = rows.first(made).await.map_err(store_failure)?;
                        let gone = Entity::changes().status("undone");
                        let id = made.expect("what is undone is there").id;
                        rows.update(id, gone).await.map_err(store_failure)?;
                    } else {
                        let row = Entity::new("work", node.as_str(), "HERA.TEST.LAB.ROW.NODE.v1");
                        rows.insert(row.entity_code(code)).await.map_err(store_failure)?;
                        // Every fifth is refused at the end, after its effects.
                        if node == "PERSIST" && run.ends_with(['0', '5']) {
                            return Err(failure("CLOSED", FailureKind::Declared));
                        }
                    }
                }
            }
            Ok(json!({}).into())
        })
    }
}

/// The request of this number: every second calls the outside, every fifth of these is refused at its end.
pub fn the_request(number: u32) -> Request {
    let event = ["LAB.TWO.REQUESTED", "LAB.LINE_ADD.REQUESTED"][number as usize % 2];
    request(event, json!({})).idempotency_key(format!("k{number}"))
}

/// Asks until the run is over, whatever comes in between, and says how it ended.
pub async fn until_over(engine: &Engine, number: u32) -> Status {
    loop {
        // The caller asks again with its key.
        match engine.execute(the_request(number)).await {
            Ok(outcome) if outcome.status.is_final() => return outcome.status,
            // The database was away for longer than the policy waits: a person says go on.
            Ok(outcome) if outcome.status == Status::Parked => {
                let reason = "the database is back".to_owned();
                let act = Act { actor_id: ACTOR, reason };
                let _ = engine.retry(outcome.run_id, act, None).await;
            }
            _ => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}
