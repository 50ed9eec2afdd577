//! Promises about concurrency keys: one run at a time, in the order of admission.

use hera_core::Status;
use tokio::task::JoinSet;

use super::Database;
use super::check::{Place, ensure, organization, said};
use super::runs::{admit, header, step, write};
use crate::context::StoreError;
use crate::ports::{Fence, JournalWrite, RunHeader, Scope};

type Kept = Result<(), String>;

fn keyed(scope: Scope, key: &str) -> RunHeader {
    RunHeader { concurrency_key: Some(key.to_owned()), ..header(scope) }
}

pub(super) async fn a_key_belongs_to_one_run_until_it_is_over(database: &dyn Database) -> Kept {
    let Place { store, scope, .. } = Place::new(database).await?;
    let elsewhere = organization(&*store).await?;
    let (first, second, third) = (keyed(scope, "k"), keyed(scope, "k"), keyed(scope, "k"));
    let other = keyed(scope, "another");
    let foreign = keyed(elsewhere, "k");
    let free = header(scope);
    for run in [&second, &first, &third, &other, &foreign, &free] {
        admit(&*store, run, vec![]).await.map_err(said)?;
    }
    let (loaded, _) = store.load(first.id).await.map_err(said)?.ok_or("it is not there")?;
    ensure!(loaded.header == first, "its key comes back: {:?}", loaded.header);

    let early = store.acquire(third.id).await;
    ensure!(early == Ok(Some(first.id)), "two were admitted before: {early:?}");
    for run in [&first, &other, &foreign, &free, &first] {
        let acquired = store.acquire(run.id).await;
        ensure!(acquired == Ok(None), "nobody else has this key: {acquired:?}");
    }
    let waits = (store.acquire(second.id).await, store.waits_for(second.id).await);
    ensure!(waits == (Ok(Some(first.id)), Ok(Some(first.id))), "the first has it: {waits:?}");
    let holds = store.waits_for(first.id).await;
    ensure!(holds == Ok(None), "it waits for nobody: {holds:?}");

    let ends =
        |status, version| JournalWrite { status, ..step(&first, Fence::Version(version), vec![]) };
    write(&*store, ends(Status::Parked, 1)).await.map_err(said)?;
    let parked = store.acquire(second.id).await;
    ensure!(parked == Ok(Some(first.id)), "a parked run keeps its key: {parked:?}");
    write(&*store, ends(Status::Completed, 2)).await.map_err(said)?;
    let over = store.acquire(first.id).await;
    ensure!(matches!(over, Err(StoreError::Fenced { .. })), "it is over: {over:?}");
    let behind = store.acquire(third.id).await;
    ensure!(behind == Ok(Some(second.id)), "the second comes next: {behind:?}");
    let next = store.acquire(second.id).await;
    ensure!(next == Ok(None), "the first gave it back: {next:?}");
    Ok(())
}

pub(super) async fn a_run_gives_its_key_up_in_the_step_that_parks_it(
    database: &dyn Database,
) -> Kept {
    let Place { store, scope, .. } = Place::new(database).await?;
    let (first, second, third) = (keyed(scope, "k"), keyed(scope, "k"), keyed(scope, "k"));
    for run in [&first, &second, &third] {
        admit(&*store, run, vec![]).await.map_err(said)?;
    }
    let acquired = store.acquire(first.id).await;
    ensure!(acquired == Ok(None), "it is the first: {acquired:?}");
    let turns = |run: &RunHeader, status, version, releases| JournalWrite {
        status,
        releases,
        ..step(run, Fence::Version(version), vec![])
    };
    let stale = write(&*store, turns(&first, Status::Parked, 7, true)).await;
    ensure!(matches!(stale, Err(StoreError::Fenced { .. })), "a stale step: {stale:?}");
    let kept = store.acquire(second.id).await;
    ensure!(kept == Ok(Some(first.id)), "a step that does not hold gives nothing up: {kept:?}");

    write(&*store, turns(&first, Status::Parked, 1, true)).await.map_err(said)?;
    let behind = store.acquire(third.id).await;
    ensure!(behind == Ok(Some(second.id)), "who is parked without it does not wait: {behind:?}");
    let next = store.acquire(second.id).await;
    ensure!(next == Ok(None), "the first gave it up: {next:?}");
    write(&*store, turns(&first, Status::Running, 2, false)).await.map_err(said)?;
    let again = (store.acquire(first.id).await, store.waits_for(first.id).await);
    ensure!(again == (Ok(Some(second.id)), Ok(Some(second.id))), "it is the second's: {again:?}");
    write(&*store, turns(&second, Status::Completed, 1, false)).await.map_err(said)?;
    let behind = store.acquire(third.id).await;
    ensure!(behind == Ok(Some(first.id)), "the first was admitted before: {behind:?}");
    let again = store.acquire(first.id).await;
    ensure!(again == Ok(None), "the second gave it back: {again:?}");
    write(&*store, turns(&first, Status::Parked, 3, false)).await.map_err(said)?;
    let kept = store.acquire(third.id).await;
    ensure!(kept == Ok(Some(first.id)), "this time it keeps its key: {kept:?}");
    Ok(())
}

pub(super) async fn a_key_is_for_the_owner_of_the_run_to_take(database: &dyn Database) -> Kept {
    let Place { store, scope, .. } = Place::new(database).await?;
    let another = database.open().await.map_err(said)?;
    let run = keyed(scope, "k");
    admit(&*store, &run, vec![]).await.map_err(said)?;
    let taken = another.acquire(run.id).await;
    ensure!(matches!(taken, Err(StoreError::Fenced { .. })), "by another owner: {taken:?}");
    Ok(())
}

pub(super) async fn of_many_who_ask_at_once_one_gets_the_key(database: &dyn Database) -> Kept {
    const MANY: usize = 8;
    let Place { store, scope, .. } = Place::new(database).await?;
    let runs: Vec<RunHeader> = (0..MANY).map(|_| keyed(scope, "k")).collect();
    let mut asking = JoinSet::new();
    for run in runs {
        let store = store.clone();
        asking.spawn(async move {
            admit(&*store, &run, vec![]).await?;
            // A store may say that it is busy; then it is asked again.
            loop {
                match store.acquire(run.id).await {
                    Err(StoreError::Busy) => tokio::task::yield_now().await,
                    acquired => return acquired,
                }
            }
        });
    }
    let mut holders = 0;
    while let Some(asked) = asking.join_next().await {
        let acquired = asked.map_err(|error| error.to_string())?.map_err(said)?;
        holders += usize::from(acquired.is_none());
    }
    ensure!(holders <= 1, "{holders} runs have the same key");
    Ok(())
}
