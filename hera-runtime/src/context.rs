//! What a run carries with it, and what a procedure may touch.

use jiff::Timestamp;
use uuid::Uuid;

/// The context of a run: filled in by whoever admits it, never by the payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// The organisation that everything belongs to.
    pub organization_id: Uuid,
    /// Who acts.
    pub actor_id: Uuid,
    /// What ties logs of several systems together.
    pub correlation_id: String,
    /// The caller's idempotency key.
    pub idempotency_key: String,
    /// When the run was admitted.
    pub started_at: Timestamp,
}
