//! Writing the registry: anchors, fields, and the audit of a registration.

use hera_core::Fault;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{
    ChangedSpec, Kind, ORCHESTRATION, PROCEDURE, Registration, RegistryError, WORKFLOW, meaning,
};
use crate::context::{DynamicData, Entity, StoreError, Transaction, UniversalTransaction};
use crate::flow::Spec;

const REGISTRY_TYPE: &str = "system_registry";
const REGISTRY_ENTITY: &str = "PROCEDURE_REGISTRY";
const REGISTRY_CODE: &str = "HERA.SYS.REGISTRY.PROC.REG.v1";
const SYNC_TYPE: &str = "procedure_registry_sync";
const SYNC_CODE: &str = "HERA.SYS.REGISTRY.SYNC.PROCEDURES.v1";

/// What became of one spec.
pub(super) enum Change {
    /// It was not there.
    Created,
    /// It says the same in other words, or from another file.
    Updated,
    /// It is there as it is.
    None,
    /// It means something else under the same version.
    Refused(Box<ChangedSpec>),
}

fn kind_of(spec: &Spec) -> &'static Kind {
    match spec.kind {
        "procedure" => &PROCEDURE,
        "workflow_definition" => &WORKFLOW,
        _ => &ORCHESTRATION,
    }
}

pub(super) async fn register(tx: &mut Transaction, spec: &Spec) -> Result<Change, RegistryError> {
    let kind = kind_of(spec);
    let anchor = Entity::filter().entity_type(kind.entity_type).entity_code(spec.name);
    let Some(anchor) = tx.entities().first(anchor).await? else {
        let row = Entity::new(kind.entity_type, spec.name, kind.anchor_code)
            .entity_code(spec.name)
            .metadata(about(spec));
        let anchor = tx.entities().insert(row).await?;
        return create(tx, kind, anchor, spec).await;
    };
    let field = DynamicData::filter().entity_id(anchor.id).field_name(kind.field);
    match tx.dynamic_data().first(field).await? {
        Some(row) => update(tx, &anchor, row, spec).await,
        None => create(tx, kind, anchor.id, spec).await,
    }
}

async fn create(
    tx: &mut Transaction,
    kind: &Kind,
    anchor: uuid::Uuid,
    spec: &Spec,
) -> Result<Change, RegistryError> {
    let registered_at = tx.now().to_string();
    let row = DynamicData::new(anchor, kind.field, spec.smart_code)
        .field_type("json")
        .field_value_json(parsed(spec)?)
        .ai_confidence(Decimal::ONE)
        .ai_insights(facts(spec, &registered_at, None))
        .is_system_field(true);
    tx.dynamic_data().insert(row).await?;
    Ok(Change::Created)
}

async fn update(
    tx: &mut Transaction,
    anchor: &Entity,
    row: DynamicData,
    spec: &Spec,
) -> Result<Change, RegistryError> {
    let stored = |name: &str| row.ai_insights[name].as_str().unwrap_or_default();
    if stored("checksum") == spec.sum && stored("file_path") == spec.file {
        return Ok(Change::None);
    }
    let parsed = parsed(spec)?;
    let before = row.field_value_json.clone().unwrap_or_default();
    if stored("checksum") != spec.sum && !meaning::same(&before, &parsed) {
        return Ok(Change::Refused(Box::new(ChangedSpec {
            smart_code: spec.name.to_owned(),
            file: spec.file.to_owned(),
            sum: spec.sum.to_owned(),
            registered: stored("checksum").to_owned(),
            next: next_version(spec.name),
        })));
    }
    let now = tx.now().to_string();
    let facts = facts(spec, stored("registered_at"), Some(&now));
    let changes = DynamicData::changes().field_value_json(parsed).ai_insights(facts);
    tx.dynamic_data().update(row.id, changes).await?;
    tx.entities().update(anchor.id, Entity::changes().metadata(about(spec))).await?;
    Ok(Change::Updated)
}

fn parsed(spec: &Spec) -> Result<Value, Fault> {
    serde_json::from_str(spec.canonical)
        .map_err(|_| Fault::new(format!("the spec of `{}` is no JSON", spec.name)))
}

/// What an anchor says about its spec.
fn about(spec: &Spec) -> Value {
    json!({"type": spec.kind, "intent": spec.intent, "path": spec.file})
}

/// What a field says about its registration.
fn facts(spec: &Spec, registered_at: &str, last_updated: Option<&str>) -> Value {
    let mut facts = json!({
        "registered_at": registered_at,
        "file_name": spec.file.rsplit('/').next(),
        "file_path": spec.file,
        "type": spec.kind,
        "checksum": spec.sum,
        "name": spec.name,
    });
    if let Some(at) = last_updated {
        facts["last_updated"] = at.into();
    }
    facts
}

/// The registry's own entity, and a row that says what was registered.
pub(super) async fn audit(tx: &mut Transaction, done: &Registration) -> Result<(), StoreError> {
    let registry = Entity::filter().entity_type(REGISTRY_TYPE).entity_code(REGISTRY_ENTITY);
    let registry = match tx.entities().first(registry).await? {
        Some(registry) => registry.id,
        None => {
            let new = Entity::new(REGISTRY_TYPE, "Procedure registry", REGISTRY_CODE)
                .entity_code(REGISTRY_ENTITY);
            tx.entities().insert(new).await?
        }
    };
    let sync = UniversalTransaction::new(SYNC_TYPE, SYNC_CODE)
        .source_entity_id(registry)
        .transaction_status("completed")
        .metadata(json!({
            "created": done.created,
            "updated": done.updated,
            "unchanged": done.unchanged.len(),
        }));
    tx.transactions().insert(sync).await.map(drop)
}

/// The same code with the next version.
fn next_version(code: &str) -> String {
    let next = code.rsplit_once(".v").and_then(|(name, version)| {
        let version: u64 = version.parse().ok()?;
        Some(format!("{name}.v{}", version.checked_add(1)?))
    });
    // The code of a workflow has no version of its own.
    next.unwrap_or_else(|| format!("{code}_V2"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_count_up() {
        assert_eq!(next_version("HERA.A.B.C.v9"), "HERA.A.B.C.v10");
        assert_eq!(next_version("LEAVE_APPROVAL"), "LEAVE_APPROVAL_V2");
    }
}
