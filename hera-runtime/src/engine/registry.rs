//! The registry: the specs of the service, as rows of the platform's organisation.
//!
//! Each spec has an anchor entity and one field with its parsed form; each registration leaves an
//! audit row. What is there and unchanged is left alone, so registering again is harmless.

use std::collections::BTreeMap;

use hera_core::Fault;
use jiff::Timestamp;
use serde_json::{Value, json};
use thiserror::Error;
use uuid::Uuid;

use super::{Engine, PLATFORM};
use crate::context::{DynamicData, Entity, StoreError, Transaction, UniversalTransaction, View};
use crate::flow::Spec;
use crate::ports::{Organization, Scope};

const REGISTRY_TYPE: &str = "system_registry";
const REGISTRY_ENTITY: &str = "PROCEDURE_REGISTRY";
const REGISTRY_CODE: &str = "HERA.SYS.REGISTRY.PROC.REG.v1";
const SYNC_TYPE: &str = "procedure_registry_sync";
const SYNC_CODE: &str = "HERA.SYS.REGISTRY.SYNC.PROCEDURES.v1";

/// What a registration did, by smart code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registration {
    /// Specs that were not there.
    pub created: Vec<String>,
    /// Specs whose text was another.
    pub updated: Vec<String>,
    /// Specs that were there as they are.
    pub unchanged: Vec<String>,
}

/// A registered spec.
#[derive(Clone, Debug, PartialEq)]
pub struct RegisteredSpec {
    /// `procedure` or `orchestration`.
    pub kind: &'static str,
    /// Canonical smart code.
    pub smart_code: String,
    /// The intent, in one line.
    pub intent: String,
    /// The file, relative to the specs root.
    pub file: String,
    /// SHA-256 over the canonical form.
    pub sum: String,
    /// When it was registered or changed last.
    pub registered_at: Timestamp,
    /// The parsed spec.
    pub spec: Value,
}

/// Why the registry was not written.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum RegistryError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The generated code holds a spec that is no JSON.
    #[error("engine fault: {0}")]
    Fault(#[from] Fault),
}

/// The two kinds of anchors.
struct Kind {
    entity_type: &'static str,
    field: &'static str,
    anchor_code: &'static str,
}

const PROCEDURE: Kind = Kind {
    entity_type: "procedure",
    field: "procedure_spec",
    anchor_code: "HERA.SYS.PROCEDURE.DEFINITION.ANCHOR.v1",
};
const ORCHESTRATION: Kind = Kind {
    entity_type: "orchestration",
    field: "orchestration_spec",
    anchor_code: "HERA.SYS.ORCHESTRATION.DEFINITION.ANCHOR.v1",
};

fn kind_of(spec: &Spec) -> &'static Kind {
    if spec.kind == "procedure" { &PROCEDURE } else { &ORCHESTRATION }
}

impl Engine {
    /// All specs of the service, by code.
    #[must_use]
    pub fn specs(&self) -> BTreeMap<&'static str, &'static Spec> {
        let all = self.orchestrations().flat_map(|orchestration| {
            orchestration.procedures.iter().copied().chain([orchestration.spec])
        });
        all.map(|spec| (spec.smart_code, spec)).collect()
    }

    /// Writes all specs of the service into the registry, in one transaction with its audit row. The
    /// platform's organisation is created where it is missing.
    ///
    /// # Errors
    /// When the store fails: nothing is written then.
    pub async fn register(&self, actor_id: Uuid) -> Result<Registration, RegistryError> {
        let platform = Organization {
            id: PLATFORM,
            name: "HERA platform".to_owned(),
            code: "HERA-PLATFORM".to_owned(),
        };
        self.create_organization(&platform, actor_id).await?;
        let scope = Scope { organization_id: PLATFORM, actor_id };
        let mut transaction = self.begin(scope).await?;
        let mut done = Registration::default();
        for spec in self.specs().into_values() {
            let code = spec.smart_code.to_owned();
            match register_one(&mut transaction, spec).await? {
                Change::Created => done.created.push(code),
                Change::Updated => done.updated.push(code),
                Change::None => done.unchanged.push(code),
            }
        }
        audit(&mut transaction, &done).await?;
        self.commit(transaction).await?;
        Ok(done)
    }

    /// The registered specs, by kind and code. Empty where nothing was registered.
    ///
    /// # Errors
    /// When the store fails, or a row is not what a registration writes.
    pub async fn registered(&self) -> Result<Vec<RegisteredSpec>, RegistryError> {
        let scope = Scope { organization_id: PLATFORM, actor_id: PLATFORM };
        let view = self.view(scope).await?;
        let mut specs = Vec::new();
        for kind in [&ORCHESTRATION, &PROCEDURE] {
            specs.extend(read_kind(&view, kind).await?);
        }
        Ok(specs)
    }
}

enum Change {
    Created,
    Updated,
    None,
}

async fn register_one(tx: &mut Transaction, spec: &Spec) -> Result<Change, RegistryError> {
    let kind = kind_of(spec);
    let now = tx.now();
    let anchor = Entity::filter().entity_type(kind.entity_type).entity_code(spec.smart_code);
    let anchor = match tx.entities().first(anchor).await? {
        Some(anchor) => anchor.id,
        None => {
            let new = Entity::new(kind.entity_type, spec.smart_code, kind.anchor_code)
                .entity_code(spec.smart_code)
                .metadata(json!({"type": spec.kind, "intent": spec.intent, "path": spec.file}));
            tx.entities().insert(new).await?
        }
    };
    let field = DynamicData::filter().entity_id(anchor).field_name(kind.field);
    let field = tx.dynamic_data().first(field).await?;
    let sum = |row: &DynamicData| row.ai_insights["checksum"].as_str() == Some(spec.sum);
    if field.as_ref().is_some_and(sum) {
        return Ok(Change::None);
    }
    let parsed: Value = serde_json::from_str(spec.canonical)
        .map_err(|_| Fault::new(format!("the spec of `{}` is no JSON", spec.smart_code)))?;
    let facts = json!({
        "registered_at": now.to_string(),
        "file_name": spec.file.rsplit('/').next(),
        "file_path": spec.file,
        "type": spec.kind,
        "checksum": spec.sum,
    });
    match field {
        Some(row) => {
            let text = DynamicData::changes().field_value_json(parsed).ai_insights(facts);
            tx.dynamic_data().update(row.id, text).await?;
            Ok(Change::Updated)
        }
        None => {
            let text = DynamicData::new(anchor, kind.field, spec.smart_code)
                .field_type("json")
                .field_value_json(parsed)
                .ai_confidence(rust_decimal::Decimal::ONE)
                .ai_insights(facts)
                .is_system_field(true);
            tx.dynamic_data().insert(text).await?;
            Ok(Change::Created)
        }
    }
}

/// The registry's own entity, and a row that says what was registered.
async fn audit(tx: &mut Transaction, done: &Registration) -> Result<(), StoreError> {
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

async fn read_kind(view: &View, kind: &'static Kind) -> Result<Vec<RegisteredSpec>, RegistryError> {
    let anchors = view.entities().find(Entity::filter().entity_type(kind.entity_type)).await?;
    let mut specs = Vec::new();
    for anchor in anchors {
        let field = DynamicData::filter().entity_id(anchor.id).field_name(kind.field);
        let Some(row) = view.dynamic_data().first(field).await? else { continue };
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        specs.push(RegisteredSpec {
            kind: kind.entity_type,
            smart_code: row.smart_code,
            intent: text(&anchor.metadata["intent"]),
            file: text(&row.ai_insights["file_path"]),
            sum: text(&row.ai_insights["checksum"]),
            registered_at: row.meta.updated_at,
            spec: row.field_value_json.unwrap_or_default(),
        });
    }
    specs.sort_by(|a, b| a.smart_code.cmp(&b.smart_code));
    Ok(specs)
}
