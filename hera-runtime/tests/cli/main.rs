//! The operator commands, as an operator calls them: arguments in; two streams and a status out.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

#[path = "../support/mod.rs"]
mod support;

mod execute;
mod prune;
mod registry;
mod runs;
mod shop;
mod simulate;

use std::sync::Arc;

use hera_runtime::Value;
use hera_runtime::cli::{Output, Service, answer};
use hera_runtime::engine::Engine;
use hera_runtime::stores::sqlite::SqliteStore;
use tempfile::TempDir;

use support::lab::Lab;

/// A till: the shop's service and a folder with its database.
struct Till {
    dir: TempDir,
    lab: Arc<Lab>,
    service: Service,
}

impl Till {
    /// A till without a database.
    fn empty() -> Till {
        let lab = Lab::new();
        Till { dir: tempfile::tempdir().unwrap(), service: shop::shop(&lab), lab }
    }

    /// A till whose database has the organisations of the tests.
    async fn new() -> Till {
        let till = Till::empty();
        let store = SqliteStore::open(till.dir.path().join("hera.db")).unwrap();
        support::organizations(&Engine::builder(store).build().unwrap()).await;
        till
    }

    fn database(&self) -> String {
        format!("sqlite:{}", self.dir.path().join("hera.db").display())
    }

    /// What the command says on this till's database.
    async fn say(&self, args: &[&str]) -> Output {
        let database = self.database();
        let args = ["shop"].iter().chain(args).copied().chain(["--database", &database]);
        answer(&self.service, args.map(Into::into)).await
    }

    /// Its JSON, with its status.
    async fn json(&self, args: &[&str]) -> (u8, Value) {
        let output = self.say(&[args, &["--json"]].concat()).await;
        assert_eq!(output.stderr, "", "JSON leaves the standard error alone");
        (output.status, serde_json::from_str(&output.stdout).unwrap())
    }
}

/// The names of the fields of an object, in order.
fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[tokio::test]
async fn help_teaches_and_names_every_command() {
    let till = Till::empty();
    let help = answer(&till.service, ["shop", "--help"].map(Into::into)).await;
    assert_eq!(help.status, 0);
    for command in ["list", "simulate", "execute", "validate", "register", "query", "runs"] {
        assert!(help.stdout.contains(&format!("\n  {command} ")), "{command}");
        let own = answer(&till.service, ["shop", command, "--help"].map(Into::into)).await;
        assert_eq!(own.status, 0);
        assert!(command == "list" || own.stdout.contains("Example"), "{command}");
    }
    let wrong = answer(&till.service, ["shop", "exec"].map(Into::into)).await;
    assert_eq!((wrong.status, wrong.stdout.as_str()), (2, ""));
    assert!(wrong.stderr.contains("execute"), "{}", wrong.stderr);
}

#[tokio::test]
async fn list_shows_what_starts_what_without_a_database() {
    let till = Till::empty();
    let (status, json) = till.json(&["list"]).await;
    assert_eq!(status, 0);
    let all = json["orchestrations"].as_array().unwrap();
    let facts = |at: usize| (all[at]["smart_code"].as_str().unwrap(), all[at]["runnable"] == true);
    assert_eq!(facts(0), (shop::CODE, true));
    assert_eq!(facts(1), ("HERA.TEST.SHOP.ORCH.RETURNS.v1", false));
    let event = &all[0]["events"][0];
    assert_eq!(event["event"], shop::ADD);
    assert_eq!(event["triggers"][0], "POST /carts/:id/lines");
    assert_eq!(event["nodes"], 4);
    assert_eq!(event["permissions"][0], "shop.sell");
    assert_eq!(all[1]["events"][0]["triggers"][0], "POST /returns");
    let text = till.say(&["list"]).await;
    assert!(text.stdout.contains(shop::DROP) && !text.stdout.contains('\x1b'));
    assert!(!till.dir.path().join("hera.db").exists());
}

#[tokio::test]
async fn a_database_that_there_is_no_store_for_is_refused_without_its_password() {
    let till = Till::empty();
    for (url, status) in [
        ("postgres://u:secret@%2Fnowhere/d", 3),
        ("mysql:secret", 2),
        ("secret", 2),
        ("sqlite:", 2),
    ] {
        let args = ["shop", "register", "--database", url].map(Into::into);
        let output = answer(&till.service, args).await;
        assert_eq!(output.status, status, "{url}");
        assert!(output.stderr.starts_with("error: "), "{}", output.stderr);
        assert!(!output.stderr.contains("secret"), "{}", output.stderr);
    }
    let url = format!("sqlite:{}", till.dir.path().display());
    let output = answer(&till.service, ["shop", "register", "--database", &url].map(Into::into));
    assert_eq!(output.await.status, 3, "a folder is no database: the machine fails");
}
