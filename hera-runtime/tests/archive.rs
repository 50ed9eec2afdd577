//! The archive of retention: what was pruned is in there, wherever the process dies.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use hera_runtime::engine::{Engine, EngineBuilder, PruneError, Retention};
use hera_runtime::flow::BoxFuture;
use hera_runtime::ports::{Archive, ArchiveError, JournalLine, RunId, RunRecord};
use hera_runtime::stores::archive::ArchiveFile;
use serde_json::json;

use support::Bench;
use support::aged::{ADD, TWO, archived, complete, is_pruned, later, later_with, month};
use support::crash::StopAt;
use support::lab::Lab;

#[tokio::test]
async fn an_archive_has_what_was_pruned() {
    let bench = Bench::new().await;
    let file = bench.dir.path().join("runs.jsonl");
    let first = bench.run(ADD, json!({"text": "ü"})).await;
    let (record, lines) = bench.stored(&first).await;
    let engine = later(bench.dir.path(), &bench.lab, 31).await;
    let archive = ArchiveFile::open(&file).unwrap();
    let taken = ArchiveFile::open(&file).unwrap_err().to_string();
    assert!(taken.contains("another process"), "{taken}");
    assert_eq!(engine.prune(&month().archive(archive)).await.unwrap().runs, 1);

    let runs = archived(&file);
    let [run] = &*runs[&first.run_id.to_string()] else { panic!("{runs:?}") };
    assert_eq!(run["archive"], "hera.run.v1");
    assert_eq!(run["metadata"]["payload"], json!({"text": "ü"}));
    assert_eq!(run["metadata"]["fingerprint"], record.header.fingerprint);
    assert_eq!(run["transaction_code"], record.header.code);
    assert_eq!(run["transaction_status"], "completed");
    let kept = run["lines"].as_array().unwrap();
    assert_eq!(kept.len(), lines.len());
    assert_eq!(kept[0]["line_number"], 1);
    let output = kept.iter().find(|line| line["line_data"]["output"].is_object());
    assert!(output.is_some(), "what a node returned: {kept:?}");

    // A later one adds to it, behind whatever a crash has cut off.
    let mut text = std::fs::read(&file).unwrap();
    text.extend_from_slice(br#"{"archive":"hera.run.v1","id":"#);
    std::fs::write(&file, text).unwrap();
    bench.run(TWO, json!({})).await;
    let archive = ArchiveFile::open(&file).unwrap();
    assert_eq!(engine.prune(&month().archive(archive)).await.unwrap().runs, 1);
    assert_eq!(archived(&file).len(), 2);

    let other = bench.dir.path().join("letter.txt");
    std::fs::write(&other, "Dear Sir").unwrap();
    let refused = ArchiveFile::open(&other).unwrap_err().to_string();
    assert!(refused.contains("something else"), "{refused}");
    assert_eq!(std::fs::read_to_string(&other).unwrap(), "Dear Sir");
}

/// An archive that fails after so many runs, or when they are to be durable.
struct Broken {
    takes: usize,
    taken: AtomicUsize,
}

impl Archive for Broken {
    fn add<'a>(
        &'a self,
        _: &'a RunRecord,
        _: &'a [JournalLine],
    ) -> BoxFuture<'a, Result<(), ArchiveError>> {
        let full = self.taken.fetch_add(1, Ordering::SeqCst) >= self.takes;
        Box::pin(std::future::ready(if full { Err(broken()) } else { Ok(()) }))
    }

    fn sync(&self) -> BoxFuture<'_, Result<(), ArchiveError>> {
        Box::pin(std::future::ready(Err(broken())))
    }
}

fn broken() -> ArchiveError {
    ArchiveError::Unavailable { what: "the disk is full".to_owned() }
}

#[tokio::test]
async fn nothing_is_pruned_that_an_archive_does_not_take() {
    let bench = Bench::new().await;
    let runs = complete(&bench.engine, 3).await;
    let engine = later(bench.dir.path(), &bench.lab, 31).await;
    for takes in [0, 2, 100] {
        let archive = Broken { takes, taken: AtomicUsize::new(0) };
        let failed = engine.prune(&month().archive(archive)).await;
        assert_eq!(failed, Err(PruneError::Archive(broken())));
    }
    for run in runs {
        assert!(!is_pruned(&engine, run).await);
    }
}

#[tokio::test]
async fn an_engine_that_attends_prunes_by_itself_and_says_why_it_cannot() {
    let bench = Bench::new().await;
    let runs = complete(&bench.engine, 3).await;
    let attended = async |retention: Retention, until: &mut dyn AsyncUntil| {
        let prunes = |builder: EngineBuilder| builder.retention(retention);
        let engine = later_with(bench.dir.path(), &bench.lab, 31, prunes).await;
        tokio::select! {
            () = engine.attend() => panic!("it goes on as long as it is polled"),
            () = until.until(&engine) => {}
            () = tokio::time::sleep(Duration::from_secs(20)) => panic!("it does not prune"),
        }
    };
    let archive = Broken { takes: 0, taken: AtomicUsize::new(0) };
    attended(month().archive(archive), &mut Fails).await;
    attended(month(), &mut Prunes(runs)).await;
}

/// Returns once an engine stands as it should.
trait AsyncUntil {
    fn until<'a>(&'a mut self, engine: &'a Engine) -> BoxFuture<'a, ()>;
}

struct Fails;

impl AsyncUntil for Fails {
    fn until<'a>(&'a mut self, engine: &'a Engine) -> BoxFuture<'a, ()> {
        Box::pin(async {
            loop {
                if let Some(why) = engine.health().await.retention {
                    break assert!(why.contains("the disk is full"), "{why}");
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        })
    }
}

struct Prunes(Vec<RunId>);

impl AsyncUntil for Prunes {
    fn until<'a>(&'a mut self, engine: &'a Engine) -> BoxFuture<'a, ()> {
        Box::pin(async {
            for run in &self.0 {
                while !is_pruned(engine, *run).await {
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
            }
            assert_eq!(engine.health().await.retention, None);
        })
    }
}

/// Prunes with an archive, and dies at the `at`-th point. Whether it came to the end.
fn prune_until(dir: &Path, lab: &Arc<Lab>, at: usize) -> bool {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let stop = StopAt::new(at);
    runtime.block_on(async {
        let points = stop.clone();
        let engine = later_with(dir, lab, 31, |builder| builder.crash_points(points)).await;
        let archive = ArchiveFile::open(dir.join("runs.jsonl")).unwrap();
        let retention = month().archive(archive).batch_runs(2);
        tokio::select! {
            biased;
            () = stop.stopped.notified() => false,
            pruned = engine.prune(&retention) => pruned.map(|_| true).unwrap(),
        }
    })
}

#[test]
fn a_crash_at_any_point_leaves_each_run_whole_or_pruned_and_archived() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut at = 0;
    loop {
        let bench = runtime.block_on(Bench::new());
        let runs = runtime.block_on(complete(&bench.engine, 3));
        let (dir, lab) = (bench.dir.path(), &bench.lab);
        let whole = runtime.block_on(bench.engine.store().load(runs[0])).unwrap().unwrap().1.len();
        let ended = prune_until(dir, lab, at);
        let judge = |all_pruned: bool| {
            let kept = archived(&dir.join("runs.jsonl"));
            for run in &runs {
                let load = bench.engine.store().load(*run);
                let (record, lines) = runtime.block_on(load).unwrap().unwrap();
                let pruned = record.pruned.is_some();
                assert!(pruned || !all_pruned, "point {at}: {run} is not pruned");
                assert_eq!(lines.len(), if pruned { 0 } else { whole }, "point {at}: in part");
                let kept = kept.get(&run.to_string());
                assert!(!pruned || kept.is_some(), "point {at}: {run} is in neither");
            }
        };
        judge(ended);
        assert!(prune_until(dir, lab, usize::MAX));
        judge(true);
        if ended {
            break assert_eq!(at, 8, "two batches with four points each");
        }
        at += 1;
    }
}
