//! The crash-matrix kit itself: sound flows are sound, and what is planted is found.

#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use std::sync::{Arc, Mutex};

use hera_core::Failure;
use hera_runtime::context::{Entity, StoreError};
use hera_runtime::engine::Engine;
use hera_runtime::flow::{Answer, BoxFuture, Call, Dispatch, Orchestration};
use hera_runtime::ports::{Fence, JournalWrite, Organization, Scope, Session, Store, StoreFuture};
use hera_runtime::testing::matrix::{
    self, Asked, Effect, Finding, Heard, Made, Place, Places, Report, Subject, Trouble,
};
use hera_runtime::{Uuid, Value};
use serde_json::json;

use support::around::{Around, Commits};
use support::sketch;

#[test]
fn flows_of_every_shape_are_sound() {
    let made = Made::new(|procedures| vec![sketch::orchestration(procedures)]);
    let report = matrix::run(|| &made, &matrix::Sqlite);
    println!("{report}");
    exact(&report);
    assert!(report.cases() > 1_000, "only {} cases", report.cases());
}

#[test]
fn flows_of_every_shape_are_sound_on_postgres() {
    let made = Made::new(|procedures| vec![sketch::orchestration(procedures)]);
    let report = matrix::run(|| &made, &matrix::Postgres::shared("shapes"));
    println!("{report}");
    exact(&report);
    assert!(report.cases() > 600, "only {} cases", report.cases());
}

/// Not only nodes and commits are planned, and each point of the plan was struck.
fn exact(report: &Report) {
    report.assert();
    for flow in &report.flows {
        assert_eq!(flow.unstruck().collect::<Vec<_>>(), [""; 0], "{}", flow.event);
    }
    let planned = |event: &str, point: &str| {
        let flow = report.flows.iter().find(|flow| flow.event == event).unwrap();
        assert!(flow.points.contains(point), "{event}: {point}");
    };
    planned("LAB.KEYED.REQUESTED", "after:enqueue");
    planned("LAB.LINE_ADD.REQUESTED", "before:intent:RESERVE");
    planned("LAB.LINE_ADD.REQUESTED", "before:resolved:RESERVE");
    planned("LAB.LINE_ADD.REQUESTED", "after:undo_failure:RESERVE");
    planned("LAB.PIVOT.REQUESTED", "before:take_over");
    planned("LAB.LOOK.REQUESTED", "before:failure:SEE");
}

#[test]
fn calls_inside_a_transaction_are_sound_on_postgres() {
    let made = Made::new(|procedures| vec![sketch::inside(procedures)]);
    let report = matrix::run(|| &made, &matrix::Postgres::shared("inside"));
    println!("{report}");
    report.assert();
    assert!(report.cases() > 50, "only {} cases", report.cases());
}

/// What is wrong with a shop on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Planted {
    Nothing,
    /// The other side does again what it is asked again.
    ForgetfulOutside,
    /// Each attempt of a call has a key of its own.
    FreshKeys,
    /// A compensation takes back twice as much.
    UndoesTwice,
    /// A procedure writes one row more when it is attempted again.
    CountsAttempts,
    /// The reservation is never made in a story.
    NeverReserves,
}

/// A shop whose stock is a row, and whose reservations are elsewhere.
struct Shop {
    planted: Planted,
    dispatch: Arc<Procedures>,
}

#[derive(Default)]
struct Procedures {
    planted: Option<Planted>,
    /// By organisation, since cases run beside each other.
    heard: Mutex<Vec<(Uuid, Heard)>>,
    attempts: Mutex<Vec<String>>,
}

const SHOP_CODE: &str = "HERA.TEST.SHOP.ROW.ANY.v1";

impl Shop {
    fn new(planted: Planted) -> Shop {
        let procedures = Procedures { planted: Some(planted), ..Procedures::default() };
        Shop { planted, dispatch: Arc::new(procedures) }
    }

    fn report(planted: Planted) -> Report {
        matrix::run(|| Shop::new(planted), &matrix::Sqlite)
    }
}

impl Subject for Shop {
    fn orchestrations(&self) -> Vec<Orchestration> {
        vec![sketch::orchestration(self.dispatch.clone())]
    }

    fn stories(&self) -> Vec<String> {
        vec!["a line is added".to_owned()]
    }

    fn prepare<'a>(
        &'a self,
        engine: &'a Engine,
        _: &'a str,
    ) -> BoxFuture<'a, Result<Asked, Trouble>> {
        Box::pin(async move {
            let scope = Scope { organization_id: Uuid::now_v7(), actor_id: support::ACTOR };
            let id = scope.organization_id;
            let organization = Organization { id, name: "shop".to_owned(), code: id.to_string() };
            engine.create_organization(&organization, support::ACTOR).await?;
            let mut transaction = engine.begin(scope).await?;
            let stock = Entity::new("shop", "stock", SHOP_CODE).metadata(json!({"left": 10}));
            transaction.entities().insert(stock).await?;
            engine.commit(transaction).await?;
            let reserves = self.planted != Planted::NeverReserves;
            Ok(Asked {
                scope,
                orchestration: sketch::CODE.to_owned(),
                event: "LAB.LINE_ADD.REQUESTED".to_owned(),
                payload: json!({"RESERVE": reserves}),
            })
        })
    }

    fn outside<'a>(
        &'a self,
        asked: &'a Asked,
    ) -> BoxFuture<'a, Result<Option<Vec<Heard>>, Trouble>> {
        let heard = self.dispatch.heard.lock().unwrap();
        let ours = heard.iter().filter(|(id, _)| *id == asked.scope.organization_id);
        let ours = ours.map(|(_, heard)| heard.clone()).collect();
        Box::pin(std::future::ready(Ok(Some(ours))))
    }
}

impl Procedures {
    fn is(&self, planted: Planted) -> bool {
        self.planted == Some(planted)
    }

    fn reserve(&self, organization: Uuid, key: &str, undoes: Option<&str>) {
        let key = match self.is(Planted::FreshKeys) && undoes.is_none() {
            true => Uuid::now_v7().to_string(),
            false => undoes.unwrap_or(key).to_owned(),
        };
        let what = if undoes.is_some() { Effect::Undone } else { Effect::Done };
        let said = (organization, Heard { key, what });
        let mut heard = self.heard.lock().unwrap();
        if self.is(Planted::ForgetfulOutside) || !heard.contains(&said) {
            heard.push(said.clone());
        }
        if self.is(Planted::UndoesTwice) && undoes.is_some() {
            heard.push(said);
        }
    }

    /// Whether a call with this key was made before.
    fn again(&self, key: &str) -> bool {
        let mut attempts = self.attempts.lock().unwrap();
        let again = attempts.iter().any(|known| known == key);
        attempts.push(key.to_owned());
        again
    }
}

impl Dispatch for Procedures {
    fn invoke<'a>(
        &'a self,
        _: &'a str,
        call: Call<'a>,
        _: &'a Value,
    ) -> BoxFuture<'a, Result<Answer, Failure>> {
        Box::pin(async move {
            match call {
                Call::Validate(_) => {}
                Call::External(call) => {
                    self.reserve(call.context().organization_id, call.key(), call.undoes());
                }
                Call::Persist(transaction) => {
                    let change = if transaction.undoes().is_some() { 1 } else { -1 };
                    let again = self.is(Planted::CountsAttempts) && self.again(transaction.key());
                    let stock = Entity::filter().entity_type("shop").entity_name("stock");
                    let stock = transaction.entities().first(stock).await.map_err(failed)?.unwrap();
                    let left = stock.metadata["left"].as_i64().unwrap() + change - i64::from(again);
                    let changes = Entity::changes().metadata(json!({"left": left}));
                    transaction.entities().update(stock.id, changes).await.map_err(failed)?;
                }
            }
            Ok(json!({}).into())
        })
    }
}

fn failed(error: StoreError) -> Failure {
    let kind = hera_core::FailureKind::Infrastructure;
    Failure { code: error.code().to_owned(), message: error.to_string(), kind }
}

/// The first finding, after a look at how a person reads it.
fn found(report: &Report, what: &str) -> Finding {
    let mut findings = report.findings();
    let finding = findings.find(|finding| finding.what.contains(what));
    let finding = finding.unwrap_or_else(|| panic!("nothing says `{what}`:\n{report}")).clone();
    assert!(!report.is_sound());
    let text = report.to_string();
    assert!(text.contains("BROKEN") && text.contains("alone: HERA_MATRIX_ONLY='"), "{text}");
    finding
}

#[test]
fn a_shop_with_procedures_of_its_own_is_sound() {
    let report = Shop::report(Planted::Nothing);
    println!("{report}");
    report.assert();
}

#[test]
fn another_system_that_does_again_what_it_is_asked_again_is_found() {
    let report = Shop::report(Planted::ForgetfulOutside);
    let finding = found(&report, "another system did the same 2 times");
    // It shows only where something is asked again.
    assert!(finding.case.contains(" | "), "{finding:?}");
}

#[test]
fn a_key_of_its_own_for_each_attempt_is_found() {
    found(&Shop::report(Planted::FreshKeys), "a key that no intent has");
}

#[test]
fn a_compensation_that_undoes_twice_is_found() {
    let report = Shop::report(Planted::UndoesTwice);
    found(&report, "undid it 2 times");
}

#[test]
fn a_procedure_that_does_more_at_its_second_attempt_is_found() {
    let report = Shop::report(Planted::CountsAttempts);
    found(&report, "the rows are not those of a run that was left alone");
}

#[test]
fn a_node_that_runs_in_no_story_is_named() {
    let report = Shop::report(Planted::NeverReserves);
    found(&report, "RESERVE runs in no story");
}

/// Places whose stores take a write from whoever comes.
struct Unfenced;

struct UnfencedPlace(Arc<dyn Place>);

/// Says instead of its own fence that whoever comes may write.
struct NoFence;

impl Places for Unfenced {
    fn name(&self) -> &'static str {
        "unfenced"
    }

    fn place(&self) -> StoreFuture<'_, Arc<dyn Place>> {
        Box::pin(async {
            Ok(Arc::new(UnfencedPlace(matrix::Sqlite.place().await?)) as Arc<dyn Place>)
        })
    }
}

impl Place for UnfencedPlace {
    fn open(&self) -> StoreFuture<'_, Arc<dyn Store>> {
        Box::pin(async {
            let store = self.0.open().await?;
            Ok(Arc::new(Around { store, commits: Arc::new(NoFence) }) as Arc<dyn Store>)
        })
    }

    fn end_lease<'a>(&'a self, through: &'a dyn Store, owner: Uuid) -> StoreFuture<'a, ()> {
        self.0.end_lease(through, owner)
    }
}

impl Commits for NoFence {
    fn commit<'a>(
        &'a self,
        store: &'a dyn Store,
        session: &'a dyn Session,
        mut write: Option<JournalWrite>,
    ) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            if let Some(write) = &mut write
                && let Fence::Version(_) = write.fence
                && let Some((_, version)) = store.fencing(write.run).await?
            {
                write.fence = Fence::Act { version, takes: false };
            }
            session.commit(write).await
        })
    }
}

#[test]
fn a_store_that_loses_its_fence_is_found() {
    let report = matrix::run(|| Shop::new(Planted::Nothing), &Unfenced);
    let finding = found(&report, "it woke after its lease was over, and its write counted");
    assert!(finding.case.contains("lease-lost"), "{finding:?}");
}
