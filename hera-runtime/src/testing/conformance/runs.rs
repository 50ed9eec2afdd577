//! Promises about runs: strict journals, fences, owners.

use hera_core::plan::Isolation;
use hera_core::{Entry, Status};
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::Database;
use super::check::{CODE, Place, ensure, said};
use crate::context::{Context, Entity, StoreError};
use crate::ports::{
    Fence, JournalLine, JournalWrite, RunHeader, RunId, RunQuery, Scope, Store, Taken, commit_token,
};

type Kept = Result<(), String>;

/// How often a question about the dead is asked again.
const ASK_EVERY: Duration = Duration::from_millis(20);

pub(super) fn moment(second: i64) -> Timestamp {
    const START: i64 = 1_795_579_200;
    Timestamp::new(START + second, 123_456_000).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A run that nobody has: its id is its code as well.
pub(super) fn header(scope: Scope) -> RunHeader {
    let id = Uuid::now_v7();
    RunHeader {
        id: RunId(id),
        orchestration: CODE.to_owned(),
        event: "STORE.EVENT".to_owned(),
        context: Context {
            organization_id: scope.organization_id,
            actor_id: scope.actor_id,
            correlation_id: "c".to_owned(),
            idempotency_key: "k".to_owned(),
            started_at: moment(0),
        },
        payload: json!({"text": "ü \"quoted\"", "none": null}),
        plan_sum: "sum".to_owned(),
        code: id.to_string(),
        fingerprint: "print".to_owned(),
        concurrency_key: None,
    }
}

pub(super) fn line(number: i64, entry: Entry<Value>) -> JournalLine {
    let about = Map::from_iter([("procedure".to_owned(), json!("P"))]);
    JournalLine { number, entry, at: moment(number), about }
}

/// A node's success and the commit of its boundary, as an engine writes them: at one moment.
fn done(number: i64) -> Vec<JournalLine> {
    let at = moment(number);
    let about = Map::from_iter([("attempt".to_owned(), json!(1))]);
    let entry = Entry::Succeeded { node: "N".into(), output: json!({}) };
    let committed = committed(number + 1).entry;
    vec![
        JournalLine { number, entry, at, about },
        JournalLine { number: number + 1, entry: committed, at, about: Map::new() },
    ]
}

pub(super) fn committed(number: i64) -> JournalLine {
    line(number, Entry::Committed { boundary: "B".into(), attempt: 1 })
}

/// The fencing version of a run.
async fn version(store: &dyn Store, run: RunId) -> Result<Option<i64>, StoreError> {
    Ok(store.fencing(run).await?.map(|(_, version)| version))
}

pub(super) fn step(header: &RunHeader, fence: Fence, lines: Vec<JournalLine>) -> JournalWrite {
    JournalWrite {
        releases: false,
        run: header.id,
        organization_id: header.context.organization_id,
        actor_id: header.context.actor_id,
        turns: true,
        fence,
        status: Status::Running,
        error: None,
        lines,
        at: moment(60),
    }
}

pub(super) async fn write(store: &dyn Store, step: JournalWrite) -> Result<(), StoreError> {
    let scope = Scope { organization_id: step.organization_id, actor_id: step.actor_id };
    let session = store.begin(scope, Isolation::Serializable).await?;
    session.commit(Some(step)).await
}

/// Admits a run with these lines.
pub(super) async fn admit(
    store: &dyn Store,
    header: &RunHeader,
    lines: Vec<JournalLine>,
) -> Result<(), StoreError> {
    write(store, step(header, Fence::New(Arc::new(header.clone())), lines)).await
}

pub(super) async fn a_run_comes_back_as_it_was_written(database: &dyn Database) -> Kept {
    let Place { store, scope, .. } = Place::new(database).await?;
    let header = header(scope);
    let output = json!({"amount": "12.50", "list": [1, null, true]});
    let lines = vec![line(1, Entry::Succeeded { node: "N".into(), output }), committed(2)];
    admit(&*store, &header, lines.clone()).await.map_err(said)?;
    let loaded = store.load(header.id).await.map_err(said)?;
    let (record, stored) = loaded.ok_or("it is not there")?;
    ensure!(record.header == header && record.version == 1, "{record:?}");
    ensure!(record.owner == store.owner() && record.updated_at == moment(60), "{record:?}");
    ensure!(stored == lines, "{stored:?}");
    let found = store.find_run(&header.code).await.map_err(said)?;
    ensure!(found.as_ref() == Some(&record), "found by its code: {found:?}");
    let version = version(&*store, header.id).await;
    ensure!(version == Ok(Some(1)), "its version: {version:?}");
    let nobody = store.load(RunId(Uuid::now_v7())).await;
    ensure!(nobody == Ok(None), "a run that is not there: {nobody:?}");
    for (boundary, there) in [("B", true), ("C", false)] {
        let seen = store.committed(header.id, &commit_token(boundary)).await;
        ensure!(seen == Ok(there), "the token of {boundary}: {seen:?}");
    }
    Ok(())
}

pub(super) async fn a_code_is_taken_once(database: &dyn Database) -> Kept {
    let Place { store, scope, .. } = Place::new(database).await?;
    let first = header(scope);
    admit(&*store, &first, vec![]).await.map_err(said)?;
    let twin = RunHeader { code: first.code.clone(), ..header(scope) };
    let twin = admit(&*store, &twin, vec![]).await;
    ensure!(twin == Err(StoreError::Duplicate), "{twin:?}");
    Ok(())
}

pub(super) async fn a_boundary_commits_once(database: &dyn Database) -> Kept {
    let Place { store, scope, .. } = Place::new(database).await?;
    let header = header(scope);
    admit(&*store, &header, vec![committed(1)]).await.map_err(said)?;
    let again = write(&*store, step(&header, Fence::Version(1), vec![committed(2)])).await;
    ensure!(again == Err(StoreError::Fenced { run: header.id.0 }), "{again:?}");
    let other = Entry::Committed { boundary: "C".into(), attempt: 1 };
    let other = step(&header, Fence::Version(1), vec![line(2, other)]);
    write(&*store, other).await.map_err(said)
}

pub(super) async fn of_many_steps_at_once_each_holds_or_fails_alone(
    database: &dyn Database,
) -> Kept {
    const MANY: i64 = 20;
    let Place { store, scope, .. } = Place::new(database).await?;
    let mut steps = JoinSet::new();
    for kind in (0..MANY).map(|number| number % 4) {
        let run = header(scope);
        admit(&*store, &run, vec![committed(1)]).await.map_err(said)?;
        let next = line(2, Entry::Skipped { node: "N".into() });
        let twin = RunHeader { code: run.code.clone(), ..header(scope) };
        let fenced = Err(StoreError::Fenced { run: run.id.0 });
        let (asked, expected) = match kind {
            0 => (step(&run, Fence::Version(1), vec![next]), Ok(())),
            1 => (step(&run, Fence::Version(7), vec![next]), fenced),
            2 => (step(&run, Fence::Version(1), vec![committed(2)]), fenced),
            _ => {
                let opening = Fence::New(Arc::new(twin.clone()));
                (step(&twin, opening, vec![]), Err(StoreError::Duplicate))
            }
        };
        let store = store.clone();
        steps.spawn(async move {
            let told = write(&*store, asked).await;
            (kind, told, expected, version(&*store, run.id).await)
        });
    }
    while let Some(step) = steps.join_next().await {
        let (kind, told, expected, version) = step.map_err(|error| error.to_string())?;
        ensure!(told == expected, "a step of kind {kind}: {told:?}");
        let moved = 1 + i64::from(expected.is_ok());
        ensure!(version == Ok(Some(moved)), "after a step of kind {kind}: {version:?}");
    }
    Ok(())
}

pub(super) async fn lines_alone_leave_the_version(database: &dyn Database) -> Kept {
    let Place { store, scope, .. } = Place::new(database).await?;
    let header = header(scope);
    admit(&*store, &header, vec![]).await.map_err(said)?;
    let skipped = |number| line(number, Entry::Skipped { node: "N".into() });
    for number in 1..=2 {
        let lines = step(&header, Fence::Version(1), vec![skipped(number)]);
        write(&*store, JournalWrite { turns: false, ..lines }).await.map_err(said)?;
    }
    let version = version(&*store, header.id).await;
    ensure!(version == Ok(Some(1)), "{version:?}");
    let fenced = Err(StoreError::Fenced { run: header.id.0 });
    let taken = step(&header, Fence::Version(1), vec![skipped(2)]);
    let taken = write(&*store, JournalWrite { turns: false, ..taken }).await;
    ensure!(taken == fenced, "a line that is there: {taken:?}");
    // Whoever does not know of a line begins with its number, whatever he writes.
    let taken = step(&header, Fence::Version(1), done(2));
    let taken = write(&*store, JournalWrite { turns: false, ..taken }).await;
    ensure!(taken == fenced, "a line that is there, among others: {taken:?}");
    let stale = step(&header, Fence::Version(2), vec![skipped(3)]);
    let stale = write(&*store, JournalWrite { turns: false, ..stale }).await;
    ensure!(stale == fenced, "another version: {stale:?}");
    let other = database.open().await.map_err(said)?;
    let foreign = step(&header, Fence::Version(1), vec![skipped(3)]);
    let foreign = write(&*other, JournalWrite { turns: false, ..foreign }).await;
    ensure!(foreign == fenced, "another owner: {foreign:?}");
    Ok(())
}

pub(super) async fn a_stale_write_takes_its_rows_with_it(database: &dyn Database) -> Kept {
    let Place { store, scope, engine } = Place::new(database).await?;
    let header = header(scope);
    admit(&*store, &header, vec![]).await.map_err(said)?;
    let mut tx = engine.begin(scope).await.map_err(said)?;
    tx.entities().insert(Entity::new("effect", "stale", CODE)).await.map_err(said)?;
    let stale = step(&header, Fence::Version(7), vec![committed(1)]);
    let stale = tx.session().commit(Some(stale)).await;
    ensure!(stale == Err(StoreError::Fenced { run: header.id.0 }), "{stale:?}");
    let view = engine.view(scope).await.map_err(said)?;
    let rows = view.entities().find(Entity::filter()).await;
    ensure!(rows == Ok(vec![]), "its effect is there: {rows:?}");
    let (record, lines) =
        store.load(header.id).await.map_err(said)?.ok_or("the run is not there")?;
    ensure!(record.version == 1 && lines.is_empty(), "{record:?} {lines:?}");
    Ok(())
}

pub(super) async fn a_run_is_taken_over_only_from_the_dead(database: &dyn Database) -> Kept {
    let Place { store: first, scope, engine } = Place::new(database).await?;
    let second = database.open().await.map_err(said)?;
    let header = header(scope);
    let run = header.id;
    admit(&*first, &header, done(1)).await.map_err(said)?;
    let early = second.abandoned(None).await.map_err(said)?;
    ensure!(!early.contains(&run), "its owner lives");
    let early = second.take_over(run, 1).await;
    ensure!(matches!(early, Err(StoreError::Fenced { .. })), "taken from the living: {early:?}");
    drop((first, engine));

    let mut waited = Duration::ZERO;
    while !second.abandoned(None).await.map_err(said)?.contains(&run) {
        ensure!(waited <= database.dead_after(), "it is still owned after {waited:?}");
        tokio::time::sleep(ASK_EVERY).await;
        waited += ASK_EVERY;
    }
    let after = second.abandoned(Some(run)).await.map_err(said)?;
    ensure!(!after.contains(&run), "a page begins after the last one: {after:?}");
    let stale = second.take_over(run, 5).await;
    ensure!(matches!(stale, Err(StoreError::Fenced { .. })), "another version: {stale:?}");
    let taken = second.take_over(run, 1).await;
    ensure!(taken == Ok(Taken { version: 2, last_line: 2 }), "{taken:?}");
    let third = database.open().await.map_err(said)?;
    let late = third.abandoned(None).await.map_err(said)?;
    ensure!(!late.contains(&run), "its new owner lives");
    let foreign = write(&*third, step(&header, Fence::Version(2), vec![])).await;
    ensure!(matches!(foreign, Err(StoreError::Fenced { .. })), "another's write: {foreign:?}");
    write(&*second, step(&header, Fence::Version(2), vec![])).await.map_err(said)
}

pub(super) async fn an_act_fences_the_owner(database: &dyn Database) -> Kept {
    let Place { store, scope, .. } = Place::new(database).await?;
    let other = database.open().await.map_err(said)?;
    let header = header(scope);
    admit(&*store, &header, vec![]).await.map_err(said)?;
    let act = Entry::CancelRequested { reason: "enough".into() };
    write(&*other, step(&header, Fence::Act { version: 1, takes: false }, vec![line(1, act)]))
        .await
        .map_err(said)?;
    let owner = write(&*store, step(&header, Fence::Version(1), vec![committed(1)])).await;
    ensure!(matches!(owner, Err(StoreError::Fenced { .. })), "{owner:?}");
    // It still owns the run, and goes on from the act.
    write(&*store, step(&header, Fence::Version(2), vec![committed(2)])).await.map_err(said)
}

pub(super) async fn an_act_on_a_run_that_nobody_drives_takes_it(database: &dyn Database) -> Kept {
    let Place { store, scope, .. } = Place::new(database).await?;
    let other = database.open().await.map_err(said)?;
    let header = header(scope);
    admit(&*store, &header, vec![]).await.map_err(said)?;
    let act = Entry::CancelRequested { reason: "enough".into() };
    let act = step(&header, Fence::Act { version: 1, takes: true }, vec![line(1, act)]);
    write(&*other, act).await.map_err(said)?;
    let owner = write(&*store, step(&header, Fence::Version(2), vec![committed(2)])).await;
    ensure!(matches!(owner, Err(StoreError::Fenced { .. })), "its old owner: {owner:?}");
    write(&*other, step(&header, Fence::Version(2), vec![committed(2)])).await.map_err(said)
}

pub(super) async fn who_lost_a_run_fences_nobody_by_asking(database: &dyn Database) -> Kept {
    let Place { store, scope, .. } = Place::new(database).await?;
    let other = database.open().await.map_err(said)?;
    let header = header(scope);
    admit(&*store, &header, vec![]).await.map_err(said)?;
    let act = Entry::CancelRequested { reason: "enough".into() };
    let act = step(&header, Fence::Act { version: 1, takes: true }, vec![line(1, act)]);
    write(&*other, act).await.map_err(said)?;
    let asked = store.committed(header.id, &commit_token("B")).await;
    ensure!(asked == Ok(false), "what its old owner did not write: {asked:?}");
    let version = version(&*other, header.id).await;
    ensure!(version == Ok(Some(2)), "its new owner has to read it again: {version:?}");
    write(&*other, step(&header, Fence::Version(2), vec![committed(2)])).await.map_err(said)
}

pub(super) async fn runs_are_listed_the_newest_first(database: &dyn Database) -> Kept {
    let Place { store, scope, .. } = Place::new(database).await?;
    let mut ids = Vec::new();
    for second in 0..3 {
        let header = header(scope);
        let fence = Fence::New(Arc::new(header.clone()));
        let mut step = JournalWrite { at: moment(second), ..step(&header, fence, vec![]) };
        if second == 1 {
            step.status = Status::Parked;
        }
        write(&*store, step).await.map_err(said)?;
        ids.insert(0, header.id);
    }
    let listed = |query: RunQuery| async {
        let list = store.runs(query).await.map_err(said)?;
        ensure!(list.last == list.runs.last().map(|run| run.header.id), "{:?}", list.last);
        Ok::<_, String>(list.runs.into_iter().map(|run| run.header.id).collect::<Vec<_>>())
    };
    let ours = RunQuery { organization_id: Some(scope.organization_id), ..RunQuery::default() };
    let all = listed(ours.clone()).await?;
    ensure!(all == ids, "{all:?}, and not {ids:?}");
    let parked = listed(RunQuery { status: Some(Status::Parked), ..ours.clone() }).await?;
    ensure!(parked == ids[1..2], "parked: {parked:?}");
    let rest = listed(RunQuery { before: Some(ids[0]), ..ours.clone() }).await?;
    ensure!(rest == ids[1..], "what comes after the newest: {rest:?}");
    let rest = RunQuery { before: Some(ids[1]), status: Some(Status::Parked), ..ours.clone() };
    ensure!(listed(rest).await?.is_empty(), "what comes after the one that is parked");
    let rest = RunQuery { before: Some(ids[ids.len() - 1]), ..ours.clone() };
    ensure!(listed(rest).await?.is_empty(), "what comes after the oldest");
    let newest = listed(RunQuery { limit: 1, ..ours }).await?;
    ensure!(newest == ids[..1], "one: {newest:?}");
    let foreign = RunQuery { organization_id: Some(Uuid::now_v7()), ..RunQuery::default() };
    let foreign = listed(foreign).await?;
    ensure!(foreign.is_empty(), "of another organisation: {foreign:?}");
    Ok(())
}
