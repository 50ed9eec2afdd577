//! `register`, `query` and `validate`: what is written once, found by either spelling, and compared.

use hera_runtime::context::{DynamicData, Entity, UniversalTransaction};
use hera_runtime::engine::{Engine, PLATFORM};
use hera_runtime::flow::Spec;
use hera_runtime::ports::Scope;
use hera_runtime::stores::sqlite::SqliteStore;
use hera_runtime::{Uuid, Value};
use hmac_sha256::Hash;
use serde_json::json;

use super::{Till, shop};
use crate::support::ACTOR;

const PERSIST: &str = "HERA.TEST.LAB.PERSIST.v1";

/// Everything that the registry wrote, with its times.
async fn rows(till: &Till) -> (Vec<Entity>, Vec<DynamicData>, Vec<UniversalTransaction>) {
    let store = SqliteStore::open(till.dir.path().join("hera.db")).unwrap();
    let engine = Engine::builder(store).build().unwrap();
    let view = engine.view(Scope { organization_id: PLATFORM, actor_id: ACTOR }).await.unwrap();
    (
        view.entities().find(Entity::filter()).await.unwrap(),
        view.dynamic_data().find(DynamicData::filter()).await.unwrap(),
        view.transactions().find(UniversalTransaction::filter()).await.unwrap(),
    )
}

/// The till, as its next build would be: with another text of its procedure.
fn rebuilt(till: Till, text: &Value) -> Till {
    Till { service: shop::shop_with(&till.lab, text), ..till }
}

#[tokio::test]
async fn registering_again_changes_nothing_and_says_so() {
    let till = Till::empty();
    let (status, first) = till.json(&["register"]).await;
    assert_eq!(status, 0);
    assert_eq!(first["created"].as_array().unwrap().len(), 3);
    let before = rows(&till).await;
    let again = till.say(&["register"]).await;
    assert_eq!(again.stdout, "Nothing to do: 3 specs are registered as they stand.\n");
    assert_eq!(rows(&till).await, before);

    let (entities, fields, transactions) = before;
    let mut codes: Vec<(&str, &str)> =
        entities.iter().map(|e| (e.entity_type.as_str(), e.smart_code.as_str())).collect();
    codes.sort_unstable();
    assert_eq!(
        codes,
        [
            ("orchestration", "HERA.SYS.ORCHESTRATION.DEFINITION.ANCHOR.v1"),
            ("orchestration", "HERA.SYS.ORCHESTRATION.DEFINITION.ANCHOR.v1"),
            ("procedure", "HERA.SYS.PROCEDURE.DEFINITION.ANCHOR.v1"),
            ("system_registry", "HERA.SYS.REGISTRY.PROC.REG.v1"),
        ]
    );
    let field = fields.iter().find(|field| field.smart_code == PERSIST).unwrap();
    assert_eq!((field.field_name.as_str(), field.field_type.as_str()), ("procedure_spec", "json"));
    assert_eq!(field.field_value_json, Some(shop::persist()));
    assert!(field.is_system_field && field.meta.created_by == ACTOR);
    assert_eq!(field.ai_insights["file_path"], "shop/persist.yml");
    let [sync] = transactions.as_slice() else { panic!("one audit row: {transactions:?}") };
    assert_eq!(sync.transaction_type, "procedure_registry_sync");
    assert_eq!(sync.metadata["created"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn another_meaning_takes_another_version() {
    let till = Till::empty();
    till.json(&["register"]).await;
    let before = rows(&till).await;
    let mut text = shop::persist();
    text["errors"][0]["code"] = json!("SHUT");
    text["smart_code"] = json!(PERSIST);
    let till = rebuilt(till, &text);
    let (status, json) = till.json(&["register"]).await;
    assert_eq!((status, json["error"]["code"].as_str()), (2, Some("SAME_VERSION")));
    assert_eq!(json["refused"][0]["smart_code"], PERSIST);
    assert_eq!(json["refused"][0]["next"], "HERA.TEST.LAB.PERSIST.v2");
    assert_eq!(rows(&till).await, before, "nothing is written");
    let (status, json) = till.json(&["query", "validate"]).await;
    assert_eq!((status, json["valid"].as_bool()), (1, Some(false)));
    let (status, json) = till.json(&["validate", shop::CODE]).await;
    assert_eq!((status, json["valid"].as_bool()), (1, Some(false)));
}

#[tokio::test]
async fn other_words_are_an_update_with_an_audit() {
    let till = Till::empty();
    till.json(&["register"]).await;
    let mut text = shop::persist();
    text["intent"] = json!("Write the line at the catalogue's price.");
    let till = rebuilt(till, &text);
    let (status, json) = till.json(&["register"]).await;
    assert_eq!((status, &json["updated"]), (0, &json!([PERSIST])));
    let (_, json) = till.json(&["query", "get", PERSIST]).await;
    assert_eq!(json["spec"], text);
    assert!(json["last_updated"].as_str() > json["registered_at"].as_str());
    let (entities, _, transactions) = rows(&till).await;
    assert_eq!((entities.len(), transactions.len()), (4, 2));
}

#[tokio::test]
async fn the_registry_is_found_by_code_and_by_word() {
    let till = Till::empty();
    let (status, json) = till.json(&["query", "list"]).await;
    assert_eq!((status, json["error"]["code"].as_str()), (2, Some("NO_DATABASE")));
    till.json(&["register"]).await;
    let (_, json) = till.json(&["query", "list"]).await;
    let kinds: Vec<&Value> = json["specs"].as_array().unwrap().iter().map(|s| &s["kind"]).collect();
    assert_eq!(kinds, ["orchestration", "orchestration", "procedure"]);
    for code in [PERSIST, "HERA.TEST.LAB.PERSIST.V1"] {
        let (status, json) = till.json(&["query", "get", code]).await;
        assert_eq!((status, json["smart_code"].as_str()), (0, Some(PERSIST)));
    }
    for (words, found) in [
        (vec!["price"], vec![PERSIST]),
        (vec!["shop", "GOODS"], vec!["HERA.TEST.SHOP.ORCH.RETURNS.v1"]),
        (vec!["shop.orch"], vec![shop::CODE, "HERA.TEST.SHOP.ORCH.RETURNS.v1"]),
        (vec!["nothing"], vec![]),
    ] {
        let (_, json) = till.json(&[&["query", "search"], words.as_slice()].concat()).await;
        let codes: Vec<&Value> =
            json["specs"].as_array().unwrap().iter().map(|s| &s["smart_code"]).collect();
        assert_eq!(codes, found, "{words:?}");
    }
    let (_, json) = till.json(&["query", "orchestrations"]).await;
    assert_eq!(json["orchestrations"][0]["nodes"], 2);
    let (status, json) = till.json(&["query", "get", "HERA.NONE"]).await;
    assert_eq!((status, json["error"]["code"].as_str()), (2, Some("UNKNOWN_SPEC")));
}

#[tokio::test]
async fn the_registry_is_compared_with_the_program() {
    let till = Till::empty();
    till.json(&["register"]).await;
    let (status, json) = till.json(&["query", "validate"]).await;
    assert_eq!((status, json["specs"].as_array().unwrap().len()), (0, 3));
    let (status, json) = till.json(&["validate", shop::CODE]).await;
    assert_eq!((status, json["valid"].as_bool()), (0, Some(true)));
    assert!(json["specs"].as_array().unwrap().iter().all(|spec| spec["registry"] == "same"));
    let flow = &json["flows"][0];
    assert_eq!(flow["nodes"][1]["after"], json!(["CHECK"]));
    assert_eq!(flow["nodes"][1]["compensation"], "HERA.TEST.LAB.UNDO_RESERVE.v1");
    assert_eq!(flow["boundaries"][1]["nodes"], json!(["RESERVE", "PERSIST"]));
    assert_eq!(flow["ways_back"]["no_way_back"], json!([]));
    let pair = &json["flows"][1]["ways_back"]["no_way_back"][0];
    assert_eq!((&pair["pivot"], &pair["fails"]), (&json!("TAKE"), &json!("NOTE")));
    let text = till.say(&["validate", shop::CODE]).await.stdout;
    assert!(
        text.contains("can park: TAKE stands without a compensation when NOTE fails"),
        "{text}"
    );
    assert!(text.contains("all 2 specs as here"), "{text}");
}

#[tokio::test]
async fn registering_makes_the_organisation_that_the_service_is_for() {
    let till = Till::empty();
    let home = Uuid::from_u128(0x77);
    let till = Till { service: shop::shop(&till.lab).home(home, "Corner Shop", "CORNER"), ..till };
    let payload = shop::add().to_string();
    let add = ["execute", shop::CODE, &payload, "--event", shop::ADD];
    let early = till.say(&add).await;
    assert_eq!(early.status, 2);
    assert!(early.stderr.contains("`register` creates"), "{}", early.stderr);
    assert!(till.say(&["register"]).await.stdout.contains("The organisation `Corner Shop`"));
    assert!(!till.say(&["register"]).await.stdout.contains("Corner Shop"), "once");
    assert_eq!(till.say(&add).await.status, 0);
}

/// A workflow definition, as generated code embeds it.
fn workflow(name: &'static str) -> &'static Spec {
    let canonical = json!({"definition": {"code": name, "states": ["OPEN", "DONE"]}}).to_string();
    let sum: String =
        Hash::hash(canonical.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    Box::leak(Box::new(Spec {
        kind: "workflow_definition",
        name,
        smart_code: "HERA.TEST.LAB.WF.DEFINITION.v1",
        intent: "",
        file: "workflows.yml",
        sum: sum.leak(),
        canonical: canonical.leak(),
    }))
}

#[tokio::test]
async fn workflows_of_one_smart_code_are_told_apart_by_their_own() {
    let till = Till::empty();
    let store = SqliteStore::open(till.dir.path().join("hera.db")).unwrap();
    let engine = Engine::builder(store).build().unwrap();
    let specs = || ["LEAVE_APPROVAL", "REFUND"].map(workflow);
    let done = engine.register_specs(specs(), ACTOR).await.unwrap();
    assert_eq!(done.created, ["LEAVE_APPROVAL", "REFUND"]);
    assert!(engine.register_specs(specs(), ACTOR).await.unwrap().created.is_empty());
    let (status, found) = till.json(&["query", "get", "REFUND"]).await;
    assert_eq!((status, found["kind"].as_str()), (0, Some("workflow_definition")));
    assert_eq!(found["smart_code"], "HERA.TEST.LAB.WF.DEFINITION.v1");
    assert_eq!(found["spec"]["definition"]["code"], "REFUND");
}
