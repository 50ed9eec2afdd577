//! What processes that share a store tell each other, so that nobody has to wait for the next look.

use uuid::Uuid;

use super::RunId;

/// What happened, for those in other processes who wait for it. It tells them when to look, never what they
/// will see: that is in the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News<'a> {
    /// Somebody had a word on this run, which another process drives.
    Act(RunId),
    /// The run that had this concurrency key is over.
    KeyFree {
        /// Whose key it is.
        organization_id: Uuid,
        /// The key.
        key: &'a str,
    },
    /// An owner gave up its runs.
    OwnerGone,
}
