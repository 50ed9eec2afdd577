//! Who is alive, as the database knows it, and what an owner knows of its own lease.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::context::StoreError;

/// A moment so long after another.
pub(super) fn after(at: Timestamp, wait: Duration) -> Timestamp {
    let wait = SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX);
    at.checked_add(wait).unwrap_or(Timestamp::MAX)
}

/// Who opened the database.
#[derive(Clone, Debug, Default)]
pub(super) struct Owners(BTreeMap<Uuid, Owner>);

#[derive(Clone, Debug)]
enum Owner {
    /// Alive, and never took a lease.
    Open,
    /// Alive until then; for good where nothing is said.
    Until(Option<Timestamp>),
    /// It says nothing any more; its lease runs on.
    Crashed(Option<Timestamp>),
}

impl Owners {
    pub(super) fn open(&mut self, owner: Uuid) {
        self.0.insert(owner, Owner::Open);
    }

    /// Says whether it had its lease until now.
    pub(super) fn renew(
        &mut self,
        owner: Uuid,
        until: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.check(owner)?;
        let held = self.lives(owner, now);
        self.0.insert(owner, Owner::Until(until));
        Ok(held)
    }

    pub(super) fn crash(&mut self, owner: Uuid) {
        let until = match self.0.get(&owner) {
            Some(Owner::Until(until)) => *until,
            _ => None,
        };
        self.0.insert(owner, Owner::Crashed(until));
    }

    pub(super) fn end(&mut self, owner: Uuid) {
        if let Some(owner @ Owner::Until(_)) = self.0.get_mut(&owner) {
            *owner = Owner::Until(Some(Timestamp::MIN));
        }
    }

    /// It went by itself, and others need not wait.
    pub(super) fn close(&mut self, owner: Uuid) {
        self.0.remove(&owner);
    }

    pub(super) fn lives(&self, owner: Uuid, now: Timestamp) -> bool {
        match self.0.get(&owner) {
            Some(Owner::Until(until)) => until.is_none_or(|until| now < until),
            // Without a lease the dead are dead at once.
            Some(Owner::Crashed(until)) => until.is_some_and(|until| now < until),
            Some(Owner::Open) | None => false,
        }
    }

    /// Refuses the dead.
    pub(super) fn check(&self, owner: Uuid) -> Result<(), StoreError> {
        match self.0.get(&owner) {
            Some(Owner::Open | Owner::Until(_)) => Ok(()),
            Some(Owner::Crashed(_)) | None => Err(StoreError::Closed),
        }
    }
}

/// What an owner knows of its lease without asking.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// Whether it was ever taken, and until when it holds at least; for good where nothing is said.
    until: Option<Option<Timestamp>>,
    /// How often it had run out when it was renewed, as the owner knew it or as the database did.
    term: u64,
}

impl Held {
    pub(super) fn is_taken(&self) -> bool {
        self.until.is_some()
    }

    /// `held`: whether the database had it until now.
    pub(super) fn renewed(&mut self, until: Option<Timestamp>, now: Timestamp, held: bool) {
        self.term += u64::from(self.is_over(now) || (self.is_taken() && !held));
        self.until = Some(until);
    }

    pub(super) fn term(&self, now: Timestamp) -> Option<u64> {
        (!self.is_over(now)).then_some(self.term)
    }

    fn is_over(&self, now: Timestamp) -> bool {
        self.until.flatten().is_some_and(|until| until <= now)
    }
}
