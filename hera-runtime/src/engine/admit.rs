//! Admission: everything that is checked before anything is durable.

use std::fmt::Write as _;
use std::sync::{Arc, PoisonError};

use hmac_sha256::Hash;
use serde_json::Value;
use uuid::Uuid;

use super::Shared;
use super::accept::Tell;
use super::outcome::{ExecuteError, RunOutcome};
use super::queue::key_of;
use super::request::{Permissions, Request};
use crate::context::{Context, StoreError};
use crate::driver::{json_bytes, unkept};
use crate::flow::{FlowDef, FlowState, Orchestration};
use crate::ports::{RunHeader, RunId};

/// The longest idempotency key and correlation id, in bytes.
const KEY_BYTES_MAX: usize = 255;

/// How many organisations are remembered.
const ORGANIZATIONS_MAX: usize = 10_000;

/// A request that may run.
pub(super) struct Admitted<'a> {
    pub(super) orchestration: &'a Orchestration,
    pub(super) flow: &'static FlowDef,
    pub(super) state: Box<dyn FlowState>,
    pub(super) header: Arc<RunHeader>,
    /// Whether its idempotency key is the caller's: a run may have it already.
    pub(super) key_is_given: bool,
}

impl Shared {
    pub(super) async fn admit(&self, request: Request) -> Result<Admitted<'_>, ExecuteError> {
        let code = canonical(&request.orchestration);
        let orchestration = self.orchestrations.get(code.as_str());
        let orchestration = orchestration.ok_or_else(|| ExecuteError::UnknownOrchestration {
            code: request.orchestration.clone(),
            known: self.codes().into_iter().map(str::to_owned).collect(),
        })?;
        let mut payload = request.payload;
        if let Some(what) = unkept(&payload) {
            return Err(ExecuteError::PayloadUnfit { what });
        }
        let (bytes, bytes_max) = (json_bytes(&payload), self.gate.limits().payload_bytes_max);
        if bytes > bytes_max {
            return Err(ExecuteError::PayloadTooLong { bytes, bytes_max });
        }
        let flow = choose(orchestration, request.event.as_deref(), &mut payload)?;
        permit(flow, &request.permissions)?;
        let run = RunId(self.world.ids.fresh());
        let key_is_given = request.idempotency_key.is_some();
        let key = request.idempotency_key.unwrap_or_else(|| self.world.ids.fresh().to_string());
        let correlation_id = request.correlation_id.unwrap_or_else(|| run.to_string());
        for (what, text) in [("idempotency key", &key), ("correlation id", &correlation_id)] {
            if text.is_empty() || text.len() > KEY_BYTES_MAX || text.contains(char::is_control) {
                return Err(ExecuteError::BadKey { what, bytes_max: KEY_BYTES_MAX });
            }
        }
        self.require_organization(request.organization_id).await?;
        let context = Context {
            organization_id: request.organization_id,
            actor_id: request.actor_id,
            correlation_id,
            idempotency_key: key,
            started_at: self.world.clock.now(),
        };
        let state = flow.admit_run(&context, &payload).map_err(ExecuteError::Refused)?;
        let key = key_of(flow, &context, &payload).map_err(ExecuteError::Refused)?;
        let header = RunHeader {
            id: run,
            orchestration: orchestration.spec.smart_code.to_owned(),
            event: flow.event.to_owned(),
            code: run_code(&context, orchestration.spec.smart_code),
            fingerprint: fingerprint(flow.event, &payload),
            plan_sum: flow.plan.sum.to_string(),
            concurrency_key: key,
            context,
            payload,
        };
        let header = Arc::new(header);
        Ok(Admitted { orchestration, flow, state, header, key_is_given })
    }

    /// Does a request, or says why it came to nothing. Who waits for that alone hears when its run is durable.
    pub(super) async fn serve(
        self: &Arc<Self>,
        request: Request,
        tell: Tell,
    ) -> Result<RunOutcome, ExecuteError> {
        let organization = request.organization_id;
        match self.execute(request, tell).await {
            Err(error) => Err(self.explain(organization, error).await),
            outcome => outcome,
        }
    }

    /// Why a request came to nothing, where the tables refused its run: the organisation may be gone since it
    /// was asked for.
    async fn explain(&self, id: Uuid, error: ExecuteError) -> ExecuteError {
        let refused = matches!(error, ExecuteError::Store(StoreError::Conflict { .. }));
        if !refused || !matches!(self.world.store.organization(id).await, Ok(None)) {
            return error;
        }
        self.organizations.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
        ExecuteError::UnknownOrganization { id }
    }

    /// Asks the store once for each organisation: the rows of one that is gone since then refuse a run.
    async fn require_organization(&self, id: Uuid) -> Result<(), ExecuteError> {
        let known = || self.organizations.lock().unwrap_or_else(PoisonError::into_inner);
        if known().contains(&id) {
            return Ok(());
        }
        if self.world.store.organization(id).await?.is_none() {
            return Err(ExecuteError::UnknownOrganization { id });
        }
        let mut known = known();
        if known.len() >= ORGANIZATIONS_MAX {
            known.clear();
        }
        known.insert(id);
        Ok(())
    }
}

/// The form in which codes are compared: the version's marker in lower case, all else as it is.
pub(crate) fn canonical(code: &str) -> String {
    match code.rsplit_once(".V") {
        Some((name, version)) if version.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{name}.v{version}")
        }
        _ => code.to_owned(),
    }
}

/// The flow that is meant. An `action` that only chooses it is taken out of the payload.
pub(crate) fn choose(
    orchestration: &Orchestration,
    event: Option<&str>,
    payload: &mut Value,
) -> Result<&'static FlowDef, ExecuteError> {
    let flows = orchestration.flows;
    let events = || flows.iter().map(|flow| flow.event.to_owned()).collect();
    if let Some(event) = event {
        let named = flows.iter().copied().find(|flow| flow.event == event);
        return named.ok_or_else(|| ExecuteError::UnknownEvent {
            event: event.to_owned(),
            events: events(),
        });
    }
    let action = payload.get("action").and_then(Value::as_str).map(str::to_owned);
    let mut meant = flows.iter().copied().filter(|flow| {
        flows.len() == 1 || action.as_deref().is_some_and(|action| names(flow.event, action))
    });
    let (Some(flow), None) = (meant.next(), meant.next()) else {
        return Err(ExecuteError::WhichEvent { events: events() });
    };
    if action.is_some() && !flow.fields.iter().any(|field| field.name == "action") {
        payload.as_object_mut().map(|fields| fields.remove("action"));
    }
    Ok(flow)
}

/// Whether one of the words of an event is this action: `add` in `POS.CART.LINE_ADD.REQUESTED`.
fn names(event: &str, action: &str) -> bool {
    event.split(['.', '_']).any(|word| word.eq_ignore_ascii_case(action))
}

fn permit(flow: &FlowDef, permissions: &Permissions) -> Result<(), ExecuteError> {
    let Permissions::Only(granted) = permissions else { return Ok(()) };
    let missing = flow.permissions.iter().filter(|needed| !granted.contains(**needed));
    let missing: Vec<String> = missing.map(|needed| (*needed).to_owned()).collect();
    if missing.is_empty() { Ok(()) } else { Err(ExecuteError::Forbidden { missing }) }
}

/// What is unique about a run: organisation, orchestration without version, idempotency key.
fn run_code(context: &Context, smart_code: &str) -> String {
    let name = smart_code.rsplit_once('.').map_or(smart_code, |(name, _)| name);
    let organization: &Uuid = &context.organization_id;
    let parts = [&organization.to_string(), name, &context.idempotency_key];
    format!("RUN-{}", hash(&parts))
}

/// What a repeated request has to be equal in.
fn fingerprint(event: &str, payload: &Value) -> String {
    let mut canonical = String::new();
    write_canonical(payload, &mut canonical);
    hash(&[event, &canonical])
}

/// SHA-256 over parts that cannot run into each other.
fn hash(parts: &[&str]) -> String {
    let mut hash = Hash::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let mut hex = String::with_capacity(64);
    for byte in hash.finalize() {
        let _ = write!(hex, "{byte:02x}"); // a string takes all that is written
    }
    hex
}

/// JSON with the keys in order, whatever order the map keeps.
fn write_canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort();
            out.push('{');
            for key in keys {
                let _ = write!(out, "{}:", Value::from(key.as_str()));
                write_canonical(&map[key.as_str()], out);
                out.push(',');
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for item in items {
                write_canonical(item, out);
                out.push(',');
            }
            out.push(']');
        }
        plain => {
            let _ = write!(out, "{plain}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_fingerprint_knows_content_and_not_order() {
        let one = json!({"a": 1, "b": [true, {"x": "y", "w": null}]});
        let other: Value =
            serde_json::from_str(r#"{"b": [true, {"w": null, "x": "y"}], "a": 1}"#).unwrap();
        assert_eq!(fingerprint("E", &one), fingerprint("E", &other));
        assert_ne!(fingerprint("E", &one), fingerprint("F", &one));
        assert_ne!(fingerprint("E", &one), fingerprint("E", &json!({"a": 1})));
    }

    #[test]
    fn parts_cannot_run_into_each_other() {
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
    }

    #[test]
    fn both_version_markers_name_one_code() {
        assert_eq!(canonical("HERA.SALON.POS.CART.V1"), "HERA.SALON.POS.CART.v1");
        assert_eq!(canonical("HERA.SALON.POS.CART.v12"), "HERA.SALON.POS.CART.v12");
        assert_eq!(canonical("HERA.SALON.VAT.X"), "HERA.SALON.VAT.X");
    }

    #[test]
    fn an_action_is_a_word_of_the_event() {
        assert!(names("POS.CART.LINE_ADD.REQUESTED", "add"));
        assert!(!names("POS.CART.LINE_ADD.REQUESTED", "ad"));
    }
}
