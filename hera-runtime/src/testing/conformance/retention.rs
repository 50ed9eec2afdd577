//! Promises about retention: what is over can be pruned, once, and stays what it was.

use std::collections::BTreeSet;
use std::sync::Arc;

use hera_core::{Entry, Status};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::Database;
use super::check::{Place, ensure, organization, said};
use super::runs::{admit, committed, header, line, moment, step, write};
use crate::context::StoreError;
use crate::ports::{
    Fence, JournalLine, JournalWrite, PAYLOAD_PRUNED, PruneBatch, PruneQuery, Pruned, PrunedRows,
    RunError, RunHeader, RunId, Scope, Store, commit_token,
};

type Kept = Result<(), String>;

/// When the runs of the cases are pruned, in seconds; most end before.
const NOW: i64 = 1_000;

/// A run that stood so since that second, with a line of its journal for each entry.
async fn stands(
    store: &dyn Store,
    scope: Scope,
    status: Status,
    since: i64,
    entries: Vec<Entry<Value>>,
) -> Result<RunHeader, String> {
    let header = header(scope);
    let lines = (1..).zip(entries).map(|(number, entry)| line(number, entry)).collect();
    let step = step(&header, Fence::New(Arc::new(header.clone())), lines);
    let error = (status == Status::Compensated).then(|| RunError {
        code: "CLOSED".to_owned(),
        node: "N".to_owned(),
        message: "the cart is closed".to_owned(),
    });
    let step = JournalWrite { status, at: moment(since), error, ..step };
    write(store, step).await.map_err(said)?;
    Ok(header)
}

/// A run that is over since that second.
async fn over(store: &dyn Store, scope: Scope, since: i64) -> Result<RunId, String> {
    Ok(stands(store, scope, Status::Completed, since, entries()).await?.id)
}

fn entries() -> Vec<Entry<Value>> {
    let output = json!({"amount": "12.50"});
    vec![
        Entry::Succeeded { node: "N".into(), output },
        Entry::Committed { boundary: "B".into(), attempt: 1 },
    ]
}

fn query(scope: Scope) -> PruneQuery {
    let (organization_id, before) = (scope.organization_id, moment(NOW));
    PruneQuery { organization_id, before, after: None, limit: 100 }
}

fn batch(scope: Scope, runs: Vec<RunId>) -> PruneBatch {
    let Scope { organization_id, actor_id } = scope;
    PruneBatch { organization_id, actor_id, runs, before: moment(NOW), at: moment(NOW + 1) }
}

async fn mark(store: &dyn Store, run: RunId) -> Result<Option<Pruned>, String> {
    let (record, _) = store.load(run).await.map_err(said)?.ok_or("the run is not there")?;
    Ok(record.pruned)
}

pub(super) async fn only_what_is_over_and_old_enough_is_pruned(database: &dyn Database) -> Kept {
    let Place { store, scope, .. } = Place::new(database).await?;
    let mut old = Vec::new();
    let ends = [Status::Completed, Status::Compensated, Status::Cancelled, Status::Failed];
    for (second, status) in (0..).zip(ends) {
        old.push(stands(&*store, scope, status, second, vec![]).await?.id);
    }
    let mut others = vec![over(&*store, scope, NOW).await?];
    for status in [Status::Running, Status::Compensating, Status::Parked] {
        others.push(stands(&*store, scope, status, 0, vec![]).await?.id);
    }
    let found = store.runs_to_prune(query(scope)).await.map_err(said)?;
    ensure!(found == old, "to prune: {found:?}, and not {old:?}");
    let all = old.iter().chain(&others).copied().collect();
    let pruned = store.prune(batch(scope, all)).await;
    let expected = PrunedRows { runs: 4, lines: 0 };
    ensure!(pruned == Ok(expected), "whatever is asked for: {pruned:?}");
    for (runs, expected) in [(old, true), (others, false)] {
        for run in runs {
            let marked = mark(&*store, run).await?.is_some();
            ensure!(marked == expected, "{run} is marked: {marked}");
        }
    }
    let again = store.runs_to_prune(query(scope)).await.map_err(said)?;
    ensure!(again.is_empty(), "what is pruned is pruned: {again:?}");
    Ok(())
}

pub(super) async fn a_pruned_run_keeps_its_header_and_its_acts(database: &dyn Database) -> Kept {
    let Place { store, scope, .. } = Place::new(database).await?;
    let payload = Some(json!({"line": 2}));
    let corrected = Entry::RetryRequested { reason: "typing error".into(), payload };
    let mut entries = entries();
    entries.push(corrected);
    entries.push(Entry::Skipped { node: "M".into() });
    let whole = stands(&*store, scope, Status::Compensated, 0, entries).await?;
    let (before, lines) = store.load(whole.id).await.map_err(said)?.ok_or("it is not there")?;
    let pruned = store.prune(batch(scope, vec![whole.id])).await;
    ensure!(pruned == Ok(PrunedRows { runs: 1, lines: 3 }), "{pruned:?}");

    let (record, left) = store.load(whole.id).await.map_err(said)?.ok_or("it is gone")?;
    let header = RunHeader { payload: Value::Null, ..whole.clone() };
    ensure!(record.header == header, "all but the payload stays: {:?}", record.header);
    let end = (record.status, &record.error, record.updated_at);
    ensure!(end == (before.status, &before.error, before.updated_at), "how it ended: {record:?}");
    let mark = Pruned { at: moment(NOW + 1), actor_id: scope.actor_id };
    ensure!(record.pruned == Some(mark), "{:?}", record.pruned);

    let act = Entry::RetryRequested { reason: "typing error".into(), payload: None };
    let mut act = JournalLine { entry: act, ..lines[2].clone() };
    act.about.insert(PAYLOAD_PRUNED.to_owned(), json!(true));
    ensure!(left == [act], "the act stays in its place, without its payload: {left:?}");
    let token = store.committed(whole.id, &commit_token("B")).await;
    ensure!(token == Ok(false), "its boundary's line is gone: {token:?}");
    let found = store.find_run(&whole.code).await.map_err(said)?;
    ensure!(found.is_some_and(|found| found.pruned == Some(mark)), "it is found by its code");
    let twin = RunHeader { code: whole.code.clone(), ..super::runs::header(scope) };
    let twin = admit(&*store, &twin, vec![]).await;
    ensure!(twin == Err(StoreError::Duplicate), "its code stays taken: {twin:?}");
    Ok(())
}

pub(super) async fn who_read_a_run_before_it_was_pruned_does_not_write_it(
    database: &dyn Database,
) -> Kept {
    let Place { store, scope, .. } = Place::new(database).await?;
    let run = stands(&*store, scope, Status::Completed, 0, entries()).await?;
    let (_, version) = store.fencing(run.id).await.map_err(said)?.ok_or("it is not there")?;
    store.prune(batch(scope, vec![run.id])).await.map_err(said)?;
    let stale = write(&*store, step(&run, Fence::Version(version), vec![committed(3)])).await;
    ensure!(stale == Err(StoreError::Fenced { run: run.id.0 }), "its owner: {stale:?}");
    let act = Fence::Act { version, takes: false };
    let act = write(&*store, step(&run, act, vec![committed(3)])).await;
    ensure!(act == Err(StoreError::Fenced { run: run.id.0 }), "an act: {act:?}");
    Ok(())
}

pub(super) async fn runs_to_prune_come_page_by_page(database: &dyn Database) -> Kept {
    let Place { store, scope, .. } = Place::new(database).await?;
    let mut ids = Vec::new();
    for second in [1, 0, 0, 2] {
        ids.push(over(&*store, scope, second).await?);
    }
    let order = [ids[1], ids[2], ids[0], ids[3]];
    let mut after = None;
    for page in order.chunks(3) {
        let query = PruneQuery { after, limit: 3, ..query(scope) };
        let found = store.runs_to_prune(query).await.map_err(said)?;
        ensure!(found == page, "{found:?}, and not {page:?}");
        // The page before may be pruned meanwhile, or not.
        store.prune(batch(scope, found[..2.min(found.len())].to_vec())).await.map_err(said)?;
        after = found.last().copied();
    }
    let query = PruneQuery { after, ..query(scope) };
    let none = store.runs_to_prune(query).await.map_err(said)?;
    ensure!(none.is_empty(), "after the last one: {none:?}");
    Ok(())
}

pub(super) async fn nobody_prunes_runs_of_another_organisation(database: &dyn Database) -> Kept {
    let Place { store, scope, .. } = Place::new(database).await?;
    let (elsewhere, idle) = (organization(&*store).await?, organization(&*store).await?);
    let (ours, theirs) = (over(&*store, scope, 0).await?, over(&*store, elsewhere, 0).await?);
    let found = store.runs_to_prune(query(scope)).await.map_err(said)?;
    ensure!(found == [ours], "{found:?}");
    let pruned = store.prune(batch(scope, vec![ours, theirs])).await;
    ensure!(pruned == Ok(PrunedRows { runs: 1, lines: 2 }), "{pruned:?}");
    ensure!(mark(&*store, theirs).await?.is_none(), "it was pruned");

    let mut seen = Vec::new();
    loop {
        let page = store.organizations_to_prune(seen.last().copied()).await.map_err(said)?;
        if page.is_empty() {
            break;
        }
        seen.extend(page);
    }
    ensure!(seen.is_sorted(), "in order: {seen:?}");
    for (scope, has) in [(elsewhere, true), (scope, false), (idle, false)] {
        let listed = seen.contains(&scope.organization_id);
        ensure!(listed == has, "an organisation is among those to prune: {listed}");
    }
    Ok(())
}

pub(super) async fn of_many_who_prune_at_once_each_run_is_pruned_once(
    database: &dyn Database,
) -> Kept {
    const MANY: usize = 4;
    let Place { store, scope, .. } = Place::new(database).await?;
    let mut runs = BTreeSet::new();
    for second in 0..8 {
        runs.insert(over(&*store, scope, second).await?);
    }
    let mut pruning = JoinSet::new();
    for _ in 0..MANY {
        let (store, runs) = (database.open().await.map_err(said)?, runs.clone());
        pruning.spawn(async move { store.prune(batch(scope, runs.into_iter().collect())).await });
    }
    let (mut pruned, mut lines) = (0, 0);
    while let Some(batch) = pruning.join_next().await {
        let batch = batch.map_err(|error| error.to_string())?.map_err(said)?;
        (pruned, lines) = (pruned + batch.runs, lines + batch.lines);
    }
    // Whoever meets a lock goes on without the run: whoever has it prunes it.
    ensure!((pruned, lines) == (8, 16), "{pruned} runs and {lines} lines were pruned");
    Ok(())
}
