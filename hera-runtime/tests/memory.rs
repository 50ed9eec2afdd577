//! What the store in memory promises beside the conformance suite: losing, leases, crashes.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

use std::sync::Arc;
use std::time::Duration;

use hera_core::Status;
use hera_core::plan::Isolation;
use hera_runtime::context::{Context, Entity, StoreError};
use hera_runtime::engine::Engine;
use hera_runtime::ports::{
    Fence, JournalWrite, Organization, RunHeader, RunId, Scope, Session, Store, SystemClock, Taken,
};
use hera_runtime::testing::memory::{MemoryDatabase, MemoryStore, Settings};
use hera_runtime::{Timestamp, Uuid, Value};

const CODE: &str = "HERA.TEST.MEMORY.ROW.ANY.v1";
const SCOPE: Scope = Scope { organization_id: Uuid::from_u128(1), actor_id: Uuid::from_u128(2) };
const LEASE: Duration = Duration::from_secs(6);

async fn database(settings: Settings) -> MemoryDatabase {
    let database = MemoryDatabase::new(settings, Arc::new(SystemClock));
    let (name, code) = ("memory".to_owned(), "memory".to_owned());
    let organization = Organization { id: SCOPE.organization_id, name, code };
    let store = database.open(Uuid::from_u128(100));
    store.create_organization(&organization, SCOPE.actor_id).await.unwrap();
    database
}

fn engine(store: &MemoryStore) -> Engine {
    Engine::builder(store.clone()).build().unwrap()
}

async fn admit(store: &MemoryStore, number: u128) -> RunId {
    let id = RunId(Uuid::from_u128(number));
    let context = Context {
        organization_id: SCOPE.organization_id,
        actor_id: SCOPE.actor_id,
        correlation_id: "c".to_owned(),
        idempotency_key: "k".to_owned(),
        started_at: Timestamp::UNIX_EPOCH,
    };
    let header = RunHeader {
        id,
        orchestration: CODE.to_owned(),
        event: "MEMORY.EVENT".to_owned(),
        context,
        payload: Value::Null,
        plan_sum: "sum".to_owned(),
        code: id.to_string(),
        fingerprint: "print".to_owned(),
        concurrency_key: None,
    };
    let session = store.begin(SCOPE, Isolation::ReadCommitted).await.unwrap();
    let fence = Fence::New(Arc::new(header));
    session.commit(Some(step(id, fence))).await.unwrap();
    id
}

fn step(run: RunId, fence: Fence) -> JournalWrite {
    JournalWrite {
        releases: false,
        run,
        organization_id: SCOPE.organization_id,
        actor_id: SCOPE.actor_id,
        fence,
        turns: true,
        status: Status::Running,
        error: None,
        lines: vec![],
        at: Timestamp::UNIX_EPOCH,
    }
}

/// Two transactions that each read what the other writes.
async fn skew(isolation: Isolation) -> (Result<(), StoreError>, bool) {
    let database = database(Settings::shared(LEASE)).await;
    let store = database.open(Uuid::from_u128(7));
    let mut tx = engine(&store).begin(SCOPE).await.unwrap();
    let (left, right) = (Entity::new("side", "left", CODE), Entity::new("side", "right", CODE));
    let left = tx.entities().insert(left).await.unwrap();
    let right = tx.entities().insert(right).await.unwrap();
    engine(&store).commit(tx).await.unwrap();

    let table = <Entity as hera_runtime::context::Row>::TABLE;
    let status = table.position("status").unwrap();
    let gone = || [(status, hera_runtime::context::Cell::Text("gone".to_owned()))].into();
    let begin = || store.begin(SCOPE, isolation);
    let (one, other): (Arc<dyn Session>, Arc<dyn Session>) =
        (begin().await.unwrap(), begin().await.unwrap());
    for (session, reads, writes) in [(&one, left, right), (&other, right, left)] {
        session.get(table, reads).await.unwrap();
        session.update(table, writes, gone(), Timestamp::UNIX_EPOCH).await.unwrap();
    }
    one.commit(None).await.unwrap();
    let second = other.commit(None).await;
    (second, other.lost())
}

#[tokio::test]
async fn one_of_two_that_read_what_the_other_wrote_loses() {
    assert_eq!(skew(Isolation::Serializable).await, (Err(StoreError::Busy), true));
    assert_eq!(skew(Isolation::RepeatableRead).await, (Ok(()), false), "it asked for less");
}

#[tokio::test]
async fn a_header_that_changed_meanwhile_makes_its_writer_lose() {
    let database = database(Settings::shared(LEASE)).await;
    let store = database.open(Uuid::from_u128(7));
    let run = admit(&store, 9).await;
    let session = store.begin(SCOPE, Isolation::Serializable).await.unwrap();
    let between = store.begin(SCOPE, Isolation::ReadCommitted).await.unwrap();
    between.commit(Some(step(run, Fence::Version(1)))).await.unwrap();
    let late = session.commit(Some(step(run, Fence::Version(2)))).await;
    assert_eq!((late, session.lost()), (Err(StoreError::Busy), true));
}

#[tokio::test(start_paused = true)]
async fn where_there_is_one_writer_the_second_waits_and_then_gives_up() {
    let database = database(Settings::EMBEDDED).await;
    let store = database.open(Uuid::from_u128(7));
    let first = store.begin(SCOPE, Isolation::Serializable).await.unwrap();
    let second = store.begin(SCOPE, Isolation::Serializable).await;
    assert_eq!(second.err(), Some(StoreError::Busy));
    first.rollback();
    assert!(store.begin(SCOPE, Isolation::Serializable).await.is_ok());
}

#[tokio::test]
async fn who_crashed_has_nothing_open_and_writes_nothing_more() {
    for settings in [Settings::EMBEDDED, Settings::shared(LEASE)] {
        let database = database(settings).await;
        let dead = database.open(Uuid::from_u128(7));
        let run = admit(&dead, 9).await;
        let open = dead.begin(SCOPE, Isolation::Serializable).await.unwrap();
        database.crash(dead.owner());
        let committed = open.commit(Some(step(run, Fence::Version(1)))).await;
        assert_eq!(committed, Err(StoreError::Closed));
        assert_eq!(dead.fencing(run).await, Err(StoreError::Closed));

        // It holds nothing that others wait for, and its runs are free: at once, or after its lease.
        let other = database.open(Uuid::from_u128(8));
        assert!(other.begin(SCOPE, Isolation::Serializable).await.is_ok());
        let free = other.abandoned(None).await.unwrap().contains(&run);
        assert_eq!(free, settings.lease.is_none(), "{settings:?}");
        let taken = other.take_over(run, 1).await;
        assert_eq!(taken.is_ok(), settings.lease.is_none(), "{settings:?}: {taken:?}");
    }
}

#[tokio::test]
async fn a_lease_that_is_taken_away_is_believed_in_until_the_fence_says_no() {
    let database = database(Settings::shared(LEASE)).await;
    let (first, second) = (database.open(Uuid::from_u128(7)), database.open(Uuid::from_u128(8)));
    let run = admit(&first, 9).await;
    assert!(database.lives(first.owner()));
    database.end_lease(first.owner());
    assert!(!database.lives(first.owner()));
    assert_eq!(first.term(), Some(0), "it does not know");
    assert_eq!(second.take_over(run, 1).await, Ok(Taken { version: 2, last_line: 0 }));
    let session = first.begin(SCOPE, Isolation::ReadCommitted).await.unwrap();
    let late = session.commit(Some(step(run, Fence::Version(1)))).await;
    assert_eq!(late, Err(StoreError::Fenced { run: run.0 }));
}

#[tokio::test]
async fn a_lease_that_ran_out_begins_another_term() {
    let database = database(Settings::shared(Duration::ZERO)).await;
    let store = database.open(Uuid::from_u128(7));
    assert_eq!(store.term(), Some(0), "it has no runs to lose");
    store.renew().unwrap();
    assert_eq!(store.term(), None);
    store.renew().unwrap();
    assert_eq!(store.term(), None, "the next one is over at once as well");
    let long = self::database(Settings::shared(LEASE)).await.open(Uuid::from_u128(7));
    long.renew().unwrap();
    long.renew().unwrap();
    assert_eq!(long.term(), Some(0));
}
