//! The crash matrix of the cart and of the customers, with the salon's real procedures and a real
//! inventory behind them.
//!
//! `cargo test -p salon-pos --test matrix -- --nocapture` prints the table.

// The helpers of a test are outside `#[test]` functions, where clippy's own exemption ends.
#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;

use hera_runtime::engine::{Engine, Request as Run};
use hera_runtime::flow::{BoxFuture, Orchestration};
use hera_runtime::testing::matrix::{self, Asked, Effect, Heard, Subject, Trouble};
use hera_runtime::{Decimal, Uuid, Value};
use serde_json::json;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio::task::AbortHandle;

use salon_pos::catalogue::{ADA, CUT, MANAGER, SALON, SHAMPOO};
use salon_pos::inventory::protocol::{Event, LogEntry};
use salon_pos::inventory::{Client, Op, Request, faults, server, store};
use salon_pos::service;

const CART: &str = "HERA.SALON.POS.ORCH.CART_LINE_MGMT.v1";
const CUSTOMERS: &str = "HERA.SALON.CRM.ORCH.CUSTOMERS.v1";

/// The stories: an event, and what is asked.
const STORIES: &[(&str, &str)] = &[
    ("a retail line is added", "POS.CART.LINE_ADD.REQUESTED"),
    ("a service line is added", "POS.CART.LINE_ADD.REQUESTED"),
    ("a line is changed", "POS.CART.LINE_UPDATE.REQUESTED"),
    ("a line is taken out", "POS.CART.LINE_DELETE.REQUESTED"),
    ("the cart is priced", "POS.CART.REPRICE.REQUESTED"),
    ("a customer is created", "POST.API.V1.SALON.CUSTOMERS"),
    ("a customer is shown", "GET.API.V1.SALON.CUSTOMERS.BY_ID"),
    ("a customer is changed", "PATCH.API.V1.SALON.CUSTOMERS.BY_ID"),
    ("a customer is put away", "POST.API.V1.SALON.CUSTOMERS.BY_ID.ARCHIVE"),
];

/// Where the inventories live: another machine, as the tills see it.
static ELSEWHERE: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
});

/// A till with an inventory of its own.
struct Till {
    client: Client,
    serving: AbortHandle,
    _dir: TempDir,
}

impl Till {
    fn open() -> Till {
        let dir = tempfile::tempdir().unwrap();
        let inventory = store::Store::open(&dir.path().join("inventory.db")).unwrap();
        let server = ELSEWHERE.block_on(async {
            let address = "127.0.0.1:0".parse().unwrap();
            server::Server::bind(address, inventory, faults::Faults::default()).await.unwrap()
        });
        let client = Client::new(server.address().unwrap());
        let serving = ELSEWHERE.spawn(server.serve()).abort_handle();
        Till { client, serving, _dir: dir }
    }
}

impl Drop for Till {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Subject for Till {
    fn orchestrations(&self) -> Vec<Orchestration> {
        service::orchestrations(self.client.clone())
    }

    fn stories(&self) -> Vec<String> {
        STORIES.iter().map(|(story, _)| (*story).to_owned()).collect()
    }

    fn prepare<'a>(
        &'a self,
        engine: &'a Engine,
        story: &'a str,
    ) -> BoxFuture<'a, Result<Asked, Trouble>> {
        Box::pin(async move {
            let on_hand = Decimal::from(10);
            let put = Request::Put { organization_id: SALON, product_id: SHAMPOO, on_hand };
            self.client.call(&put).await?;
            service::seed(engine).await?;
            let cart = Uuid::new_v4();
            service::open_cart(engine, service::manager(), cart).await?;
            let (_, event) = STORIES.iter().find(|(known, _)| *known == story).unwrap();
            let is_cart = event.starts_with("POS.");
            let payload = payload(engine, story, cart).await?;
            Ok(Asked {
                scope: service::manager(),
                orchestration: if is_cart { CART } else { CUSTOMERS }.to_owned(),
                event: (*event).to_owned(),
                payload,
            })
        })
    }

    fn outside<'a>(
        &'a self,
        asked: &'a Asked,
    ) -> BoxFuture<'a, Result<Option<Vec<Heard>>, Trouble>> {
        Box::pin(async move {
            let mut log = self.client.log().await?;
            // What was reserved for the line before the story began.
            if asked.event.contains("UPDATE") || asked.event.contains("DELETE") {
                log.drain(..2);
            }
            Ok(Some(log.iter().filter_map(heard).collect()))
        })
    }
}

/// What is asked in a story, after whatever has to be there before.
async fn payload(engine: &Engine, story: &str, cart: Uuid) -> Result<Value, Trouble> {
    let bottles =
        json!({ "cart_id": cart, "line_type": "RETAIL", "entity_id": SHAMPOO, "quantity": 2 });
    let run = async |orchestration: &str, event: &str, payload: Value| {
        let request = Run::new(orchestration, payload, SALON, MANAGER).event(event);
        engine.execute(request).await
    };
    let line = async || {
        let added = run(CART, "POS.CART.LINE_ADD.REQUESTED", bottles.clone()).await?;
        Ok::<Value, Trouble>(added.outputs["PERSIST_ADD"]["line_id"].clone())
    };
    let customer = async || {
        let alice = json!({ "customer_name": "Alice", "phone": "+44 1" });
        let created = run(CUSTOMERS, "POST.API.V1.SALON.CUSTOMERS", alice).await?;
        Ok::<Value, Trouble>(created.outputs["CREATE"]["customer_id"].clone())
    };
    Ok(match story {
        "a retail line is added" => bottles.clone(),
        "a service line is added" => json!({
            "cart_id": cart, "line_type": "SERVICE", "entity_id": CUT, "quantity": 1,
            "staff_split": [{ "staff_id": ADA, "pct": "100" }],
        }),
        "a line is changed" => json!({
            "cart_id": cart, "line_id": line().await?, "quantity": 5, "expected_quantity": 2,
            "affects_inventory": true, "product_id": SHAMPOO,
        }),
        "a line is taken out" => json!({ "cart_id": cart, "line_id": line().await? }),
        "a customer is created" => json!({ "customer_name": "Alice", "phone": "+44 1" }),
        "a customer is changed" => json!({ "customer_id": customer().await?, "email": "a@b.org" }),
        "a customer is shown" | "a customer is put away" => {
            json!({ "customer_id": customer().await? })
        }
        _ => json!({ "cart_id": cart }),
    })
}

/// What an entry of the inventory's log says of an effect.
fn heard(entry: &LogEntry) -> Option<Heard> {
    let what = match entry.event {
        Event::Applied if entry.op != Op::Undo => Effect::Done,
        Event::Undone => Effect::Undone,
        _ => return None,
    };
    Some(Heard { key: entry.key.clone(), what })
}

#[test]
fn nothing_is_lost_doubled_or_half_undone() {
    let report = matrix::run(Till::open, &matrix::Sqlite);
    println!("{report}");
    report.assert();
    assert!(report.cases() >= 800, "only {} cases", report.cases());
}

#[test]
fn nor_is_it_on_postgres() {
    // The salon is the same organisation in each case, so each case has tables of its own.
    let report = matrix::run(Till::open, &matrix::Postgres::fresh("salon"));
    println!("{report}");
    report.assert();
    assert!(report.cases() >= 500, "only {} cases", report.cases());
}
