//! What a caller asks for.

use std::collections::BTreeSet;

use serde_json::Value;
use uuid::Uuid;

/// A request to run a flow.
#[derive(Clone, Debug)]
pub struct Request {
    pub(super) orchestration: String,
    pub(super) event: Option<String>,
    pub(super) payload: Value,
    pub(super) organization_id: Uuid,
    pub(super) actor_id: Uuid,
    pub(super) correlation_id: Option<String>,
    pub(super) idempotency_key: Option<String>,
    pub(super) permissions: Permissions,
}

/// What the actor may do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Permissions {
    /// Everything: an operator at the machine.
    #[default]
    All,
    /// These, and no others.
    Only(BTreeSet<String>),
}

impl Request {
    /// Runs the orchestration with this code, with this payload, for this organisation and actor.
    pub fn new(
        orchestration: impl Into<String>,
        payload: Value,
        organization_id: Uuid,
        actor_id: Uuid,
    ) -> Request {
        Request {
            orchestration: orchestration.into(),
            event: None,
            payload,
            organization_id,
            actor_id,
            correlation_id: None,
            idempotency_key: None,
            permissions: Permissions::All,
        }
    }

    /// The event that starts the flow. Without one it is the only event, or the one that the payload's
    /// `action` names.
    #[must_use]
    pub fn event(mut self, event: impl Into<String>) -> Request {
        self.event = Some(event.into());
        self
    }

    /// The same key is done once, and answered the same. Without one each request is a run.
    #[must_use]
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Request {
        self.idempotency_key = Some(key.into());
        self
    }

    /// What ties logs of several systems together; the run's own id where none is given.
    #[must_use]
    pub fn correlation_id(mut self, id: impl Into<String>) -> Request {
        self.correlation_id = Some(id.into());
        self
    }

    /// What the actor may do.
    #[must_use]
    pub fn permissions(mut self, permissions: Permissions) -> Request {
        self.permissions = permissions;
        self
    }
}
