//! The customers' routes, end to end: what each writes, and what is refused.

// The helpers of a test are outside `#[test]` functions, where clippy's own exemption ends.
#![allow(clippy::unwrap_used)]

mod support;

use hera_runtime::Value;
use hera_runtime::engine::{Engine, Request, RunOutcome};
use hera_runtime::testing::faults::Faults;
use serde_json::json;
use tempfile::TempDir;

use salon_pos::catalogue::{MANAGER, SALON};
use salon_pos::inventory::Client;
use salon_pos::service;

const ORCHESTRATION: &str = "HERA.SALON.CRM.ORCH.CUSTOMERS.v1";
const CREATE: &str = "POST.API.V1.SALON.CUSTOMERS";
const READ: &str = "GET.API.V1.SALON.CUSTOMERS.BY_ID";
const UPDATE: &str = "PATCH.API.V1.SALON.CUSTOMERS.BY_ID";
const ARCHIVE: &str = "POST.API.V1.SALON.CUSTOMERS.BY_ID.ARCHIVE";

struct Desk {
    engine: Engine,
    _dir: TempDir,
}

impl Desk {
    async fn open(faults: &[&str]) -> Desk {
        let dir = tempfile::tempdir().unwrap();
        // No flow of the customers asks the inventory.
        let inventory = Client::new("127.0.0.1:1".parse().unwrap());
        let specs = faults.iter().map(|fault| fault.parse().unwrap());
        let engine = Engine::builder(support::store(dir.path()).await)
            .orchestrations(service::orchestrations(inventory))
            .faults(Faults::new(specs))
            .build()
            .unwrap();
        service::seed(&engine).await.unwrap();
        Desk { engine, _dir: dir }
    }

    async fn run(&self, event: &str, payload: Value) -> RunOutcome {
        let request = Request::new(ORCHESTRATION, payload, SALON, MANAGER).event(event);
        self.engine.execute(request).await.unwrap()
    }

    /// The code with which a run failed.
    async fn refusal(&self, event: &str, payload: Value) -> String {
        let outcome = self.run(event, payload).await;
        outcome.error.map_or_else(|| format!("{:?}", outcome.status), |error| error.code)
    }

    async fn create(&self, phone: &str) -> RunOutcome {
        self.run(CREATE, json!({ "customer_name": "Alice", "phone": phone })).await
    }
}

/// The id of the customer that a run created.
fn id(outcome: &RunOutcome) -> Value {
    outcome.outputs["CREATE"]["customer_id"].clone()
}

#[tokio::test]
async fn a_customer_is_created_shown_changed_and_put_away() {
    let desk = Desk::open(&[]).await;
    let created = desk.create("+44 1").await;
    assert_eq!(created.outputs["OPEN"]["loyalty_points"], json!("0"));
    let customer_id = id(&created);
    let change = json!({ "customer_id": customer_id, "email": "a@b.org", "phone": "+44 2" });
    desk.run(UPDATE, change).await;
    let shown = desk.run(READ, json!({ "customer_id": customer_id })).await;
    let expected = json!({
        "customer_name": "Alice", "phone": "+44 2", "email": "a@b.org", "status": "ACTIVE",
        "loyalty_points": "0",
    });
    assert_eq!(shown.outputs["READ"], expected);
    desk.run(ARCHIVE, json!({ "customer_id": customer_id })).await;
    let shown = desk.run(READ, json!({ "customer_id": customer_id })).await;
    assert_eq!(shown.outputs["READ"]["status"], "ARCHIVED");
    let again = desk.refusal(ARCHIVE, json!({ "customer_id": customer_id })).await;
    assert_eq!(again, "CUSTOMER_ARCHIVED");
}

#[tokio::test]
async fn a_number_belongs_to_one_customer() {
    let desk = Desk::open(&[]).await;
    let alice = id(&desk.create("+44 1").await);
    let bert = id(&desk.create("+44 2").await);
    let twice = json!({ "customer_name": "Eve", "phone": "+44 1" });
    assert_eq!(desk.refusal(CREATE, twice).await, "PHONE_TAKEN");
    let other = json!({ "customer_id": bert, "phone": "+44 1" });
    assert_eq!(desk.refusal(UPDATE, other).await, "PHONE_TAKEN");
    let own = json!({ "customer_id": alice, "phone": "+44 1" });
    assert!(desk.run(UPDATE, own).await.error.is_none());
    let nobody = json!({ "customer_id": MANAGER });
    assert_eq!(desk.refusal(READ, nobody).await, "CUSTOMER_NOT_FOUND");
}

#[tokio::test]
async fn a_hook_that_fails_takes_the_customer_back() {
    let desk = Desk::open(&["OPEN=ACCOUNT_EXISTS"]).await;
    let outcome = desk.create("+44 1").await;
    assert_eq!(outcome.error.unwrap().code, "ACCOUNT_EXISTS");
    // The number is free: the customer was rolled back with the account.
    assert_eq!(
        desk.refusal(CREATE, json!({ "customer_name": "A", "phone": "+44 1" })).await,
        "ACCOUNT_EXISTS"
    );
}
