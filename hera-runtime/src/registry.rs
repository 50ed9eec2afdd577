//! The registry: specs as rows of the platform's organisation.
//!
//! Each spec has an anchor entity and one field with its parsed form and its checksum; each
//! registration that changes something leaves an audit row. A registration is one transaction: all of
//! it, or nothing. Doing it again writes nothing.
//!
//! A version stands for a meaning: a spec that means something else under the version that is
//! registered is refused, one that only says it in other words is updated. Nothing is ever removed:
//! runs of old versions still have to be understood.

mod meaning;
mod write;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use hera_core::Fault;
use hmac_sha256::Hash;
use jiff::Timestamp;
use serde_json::Value;
use thiserror::Error;
use uuid::Uuid;

use crate::context::{DynamicData, Entity, StoreError, View};
use crate::engine::{Engine, PLATFORM, canonical};
use crate::flow::Spec;
use crate::ports::{Organization, Scope};

/// What a registration did, by smart code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registration {
    /// Specs that were not there.
    pub created: Vec<String>,
    /// Specs that say the same in other words, or stand in another file.
    pub updated: Vec<String>,
    /// Specs that were there as they are.
    pub unchanged: Vec<String>,
}

/// A registered spec.
#[derive(Clone, Debug, PartialEq)]
pub struct RegisteredSpec {
    /// `procedure`, `orchestration` or `workflow_definition`.
    pub kind: &'static str,
    /// What tells it apart: its smart code, of a workflow definition its own code.
    pub name: String,
    /// Canonical smart code.
    pub smart_code: String,
    /// The intent, in one line.
    pub intent: String,
    /// The file, relative to the specs root.
    pub file: String,
    /// SHA-256 over the canonical form.
    pub sum: String,
    /// When it was registered first.
    pub registered_at: Timestamp,
    /// When it was changed last.
    pub last_updated: Timestamp,
    /// The parsed spec.
    pub spec: Value,
}

/// A spec that means something else than what is registered under its version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedSpec {
    /// Its smart code.
    pub smart_code: String,
    /// Its file.
    pub file: String,
    /// Its checksum.
    pub sum: String,
    /// The checksum that is registered.
    pub registered: String,
    /// The code that it could have instead.
    pub next: String,
}

/// Why the registry was not written.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum RegistryError {
    /// Specs were changed without a new version.
    #[error("changed under a version that is registered: {}", codes(.0))]
    SameVersion(Vec<ChangedSpec>),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The generated code holds a spec that is no JSON.
    #[error("engine fault: {0}")]
    Fault(#[from] Fault),
}

fn codes(changed: &[ChangedSpec]) -> String {
    changed.iter().map(|spec| spec.smart_code.as_str()).collect::<Vec<_>>().join(", ")
}

/// The kinds of anchors.
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
const WORKFLOW: Kind = Kind {
    entity_type: "workflow_definition",
    field: "workflow_spec",
    anchor_code: "HERA.SYS.WORKFLOW.DEFINITION.ANCHOR.v1",
};

/// The platform's organisation, as it is created.
fn platform() -> Organization {
    let (name, code) = ("HERA platform".to_owned(), "HERA-PLATFORM".to_owned());
    Organization { id: PLATFORM, name, code }
}

impl Engine {
    /// The specs of what the engine runs, by code.
    #[must_use]
    pub fn specs(&self) -> BTreeMap<&'static str, &'static Spec> {
        let all = self.orchestrations().flat_map(|orchestration| {
            orchestration.procedures.iter().copied().chain([orchestration.spec])
        });
        all.map(|spec| (spec.smart_code, spec)).collect()
    }

    /// Registers the specs of what the engine runs; see [`Engine::register_specs`].
    ///
    /// # Errors
    /// As [`Engine::register_specs`].
    pub async fn register(&self, actor_id: Uuid) -> Result<Registration, RegistryError> {
        self.register_specs(self.specs().into_values(), actor_id).await
    }

    /// Writes specs into the registry, in one transaction with an audit row; where all of them are
    /// there already, nothing is written. The platform's organisation is created where it is
    /// missing.
    ///
    /// # Errors
    /// When specs were changed without a new version, or the store fails: nothing is written then.
    pub async fn register_specs(
        &self,
        specs: impl IntoIterator<Item = &'static Spec>,
        actor_id: Uuid,
    ) -> Result<Registration, RegistryError> {
        self.create_organization(&platform(), actor_id).await?;
        let mut transaction = self.begin(Scope { organization_id: PLATFORM, actor_id }).await?;
        let (mut done, mut refused) = (Registration::default(), Vec::new());
        let specs: BTreeMap<_, _> = specs.into_iter().map(|spec| (spec.name, spec)).collect();
        for (code, spec) in specs {
            match write::register(&mut transaction, spec).await? {
                write::Change::Created => done.created.push(code.to_owned()),
                write::Change::Updated => done.updated.push(code.to_owned()),
                write::Change::None => done.unchanged.push(code.to_owned()),
                write::Change::Refused(changed) => refused.push(*changed),
            }
        }
        if !refused.is_empty() {
            return Err(RegistryError::SameVersion(refused));
        }
        if !done.created.is_empty() || !done.updated.is_empty() {
            write::audit(&mut transaction, &done).await?;
            self.commit(transaction).await?;
        }
        Ok(done)
    }

    /// The registered specs, orchestrations first, by code. Empty where nothing was registered.
    ///
    /// # Errors
    /// When the store fails, or a row is not what a registration writes.
    pub async fn registered(&self) -> Result<Vec<RegisteredSpec>, RegistryError> {
        let view = self.registry().await?;
        let mut specs = Vec::new();
        for kind in [&ORCHESTRATION, &PROCEDURE, &WORKFLOW] {
            let rows =
                view.dynamic_data().find(DynamicData::filter().field_name(kind.field)).await?;
            let start = specs.len();
            specs.extend(rows.into_iter().map(|row| read(kind, row)));
            specs[start..].sort_by(|a, b| a.name.cmp(&b.name));
        }
        Ok(specs)
    }

    /// The registered spec with this code, in either spelling of its version; of a workflow its own code.
    ///
    /// # Errors
    /// As [`Engine::registered`].
    pub async fn registered_spec(
        &self,
        code: &str,
    ) -> Result<Option<RegisteredSpec>, RegistryError> {
        let (view, code) = (self.registry().await?, canonical(code));
        for kind in [&ORCHESTRATION, &PROCEDURE, &WORKFLOW] {
            let anchor = Entity::filter().entity_type(kind.entity_type).entity_code(code.as_str());
            let Some(anchor) = view.entities().first(anchor).await? else { continue };
            let field = DynamicData::filter().entity_id(anchor.id).field_name(kind.field);
            if let Some(row) = view.dynamic_data().first(field).await? {
                return Ok(Some(read(kind, row)));
            }
        }
        Ok(None)
    }

    async fn registry(&self) -> Result<View, StoreError> {
        self.view(Scope { organization_id: PLATFORM, actor_id: PLATFORM }).await
    }
}

impl RegisteredSpec {
    /// Whether the stored spec is the one over which the stored checksum was taken.
    #[must_use]
    pub fn is_intact(&self) -> bool {
        let mut hex = String::with_capacity(64);
        for byte in Hash::hash(self.spec.to_string().as_bytes()) {
            let _ = write!(hex, "{byte:02x}"); // a string takes all that is written
        }
        hex == self.sum
    }
}

fn read(kind: &'static Kind, row: DynamicData) -> RegisteredSpec {
    let fact = |name: &str| row.ai_insights[name].as_str();
    let spec = row.field_value_json.clone().unwrap_or_default();
    let intent = spec["intent"].as_str().unwrap_or_default();
    let time = |name: &str| fact(name).and_then(|text| text.parse().ok());
    RegisteredSpec {
        kind: kind.entity_type,
        intent: intent.split_whitespace().collect::<Vec<_>>().join(" "),
        file: fact("file_path").unwrap_or_default().to_owned(),
        sum: fact("checksum").unwrap_or_default().to_owned(),
        registered_at: time("registered_at").unwrap_or(row.meta.created_at),
        last_updated: time("last_updated").unwrap_or(row.meta.updated_at),
        name: fact("name").unwrap_or(&row.smart_code).to_owned(),
        smart_code: row.smart_code.clone(),
        spec,
    }
}
