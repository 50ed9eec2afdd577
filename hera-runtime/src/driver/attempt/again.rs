//! Beginning a boundary's transaction again because another one won.

use hera_core::{Failure, FailureKind, Work};

use super::Trial;
use crate::context::StoreError;
use crate::driver::DriveError;

impl Trial<'_> {
    /// Whether the transaction lost against another one that ran beside it.
    pub(super) fn lost(&self) -> bool {
        self.lost || self.session.as_ref().is_some_and(|session| session.lost())
    }

    /// Takes back what the transaction did, to do it once more in a new one. That is no attempt of its
    /// own: nobody failed, two wanted the same row, or the database took it so. What the world outside
    /// answered stays. Gives the failure to tell where it lost too often, or the run has turned meanwhile.
    pub(super) async fn start_again(
        &mut self,
        lost: u32,
        failure: Failure,
    ) -> Result<Option<Failure>, DriveError> {
        if let Some(session) = self.session.take() {
            session.rollback();
        }
        let drive = self.drive;
        if !drive.again_after(lost).await {
            return Ok(Some(failure));
        }
        let mut book = drive.book.lock().await;
        if let Some(error) = drive.halted() {
            return Err(error);
        }
        if !book.machine.may_start(Work::Boundary(self.attempt.boundary)) {
            return Ok(Some(Failure {
                code: StoreError::Busy.code().to_owned(),
                message: StoreError::Busy.to_string(),
                kind: FailureKind::Infrastructure,
            }));
        }
        let mut next = book.clone();
        for (entry, about) in self.answers() {
            next.tell(entry, about, drive.now())?;
        }
        *book = next;
        self.machine = book.machine.clone();
        drop(book);
        self.told.clear();
        (self.snapshot, self.wrote, self.lost) = (None, false, false);
        Ok(None)
    }
}
