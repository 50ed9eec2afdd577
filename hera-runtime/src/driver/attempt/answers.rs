//! What external nodes have answered, until a write tells it.

use hera_core::Entry;
use hera_core::plan::Effects;
use serde_json::{Map, Value};

use super::Trial;
use crate::driver::JOURNAL_ALONE;

impl Trial<'_> {
    /// What external nodes answered and no write has told yet.
    pub(super) fn answers(&self) -> Vec<(Entry<Value>, Map<String, Value>)> {
        self.told.iter().filter(|(entry, _)| self.is_answer(entry)).cloned().collect()
    }

    pub(super) fn forget_answers(&mut self) {
        let told = std::mem::take(&mut self.told);
        self.told = told.into_iter().filter(|(entry, _)| !self.is_answer(entry)).collect();
    }

    fn is_answer(&self, entry: &Entry<Value>) -> bool {
        let Entry::Succeeded { node, .. } = entry else { return false };
        let plan = self.drive.plan;
        plan.find(node).is_some_and(|node| plan.node(node).effects == Effects::External)
    }

    /// Writes what was answered before the attempt is given up. Where somebody else has written meanwhile, that is
    /// refused, and whoever goes on has it from this drive, or asks again.
    pub(super) async fn keep_answers(&mut self) {
        let answers = self.answers();
        if answers.is_empty() {
            return;
        }
        // What it wrote is given up with it, and others may need its connection.
        if let Some(session) = self.session.take() {
            session.rollback();
        }
        self.snapshot = None;
        let drive = self.drive;
        let Ok(session) = self.begin_as(JOURNAL_ALONE).await else { return };
        let point = format!("answers:{}", self.name);
        let write = drive.write(&session, &point, None, |book| {
            let mut answers = answers.into_iter();
            answers.try_for_each(|(entry, about)| book.tell(entry, about, drive.now()))
        });
        let _ = write.await; // it is asked again
    }
}
