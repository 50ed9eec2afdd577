//! Bells: who waits for news is woken by its bell, and looks for itself.
//!
//! There are few of them, so other news may ring the same one: that costs a look. The number of a bell is all
//! that leaves this process, so nobody learns from it what happened, nor to whom. It is the same in every
//! version of the program: processes of several versions share a store.

use hmac_sha256::Hash;
use tokio::sync::Notify;
use tokio::sync::futures::Notified;

use crate::ports::News;

/// The bell of owners that are gone; one byte numbers all others.
const OWNERS: u16 = 256;

/// The bells of one process.
pub(crate) struct Bells(Box<[Notify]>);

impl Default for Bells {
    fn default() -> Bells {
        Bells((0..=OWNERS).map(|_| Notify::new()).collect())
    }
}

impl Bells {
    /// The bell that these news ring.
    pub(crate) fn of(news: News<'_>) -> u16 {
        let subject = match news {
            News::Act(run) => format!("act {run}"),
            News::KeyFree { organization_id, key } => format!("key {organization_id} {key}"),
            News::OwnerGone => return OWNERS,
        };
        u16::from(Hash::hash(subject.as_bytes())[0])
    }

    /// Returns once the news' bell has rung after this call.
    pub(crate) fn rung(&self, news: News<'_>) -> Notified<'_> {
        self.0[usize::from(Bells::of(news))].notified()
    }

    /// Wakes all who wait for this bell.
    pub(crate) fn ring(&self, bell: u16) {
        if let Some(bell) = self.0.get(usize::from(bell)) {
            bell.notify_waiters();
        }
    }

    /// Wakes all: news may have been missed.
    #[cfg(any(feature = "postgres", test))]
    pub(crate) fn ring_all(&self) {
        self.0.iter().for_each(Notify::notify_waiters);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::ports::RunId;

    #[test]
    fn a_bell_has_the_same_number_in_every_version_of_the_program() {
        let key = |key| News::KeyFree { organization_id: Uuid::from_u128(7), key };
        let news = [News::Act(RunId(Uuid::from_u128(1))), key("a"), key("b"), News::OwnerGone];
        assert_eq!(news.map(Bells::of), [210, 52, 0, 256]);
    }

    async fn has_rung(bell: &mut (impl Future<Output = ()> + Unpin)) -> bool {
        tokio::time::timeout(std::time::Duration::ZERO, bell).await.is_ok()
    }

    #[tokio::test]
    async fn who_waits_is_woken_by_its_bell_and_by_no_earlier_ringing() {
        let bells = Bells::default();
        let news = News::Act(RunId(Uuid::nil()));
        bells.ring(Bells::of(news));
        let mut rung = Box::pin(bells.rung(news));
        assert!(!has_rung(&mut rung).await);
        bells.ring(Bells::of(News::OwnerGone));
        assert!(!has_rung(&mut rung).await);
        bells.ring(Bells::of(news));
        assert!(has_rung(&mut rung).await);
        let (mut one, mut other) =
            (Box::pin(bells.rung(news)), Box::pin(bells.rung(News::OwnerGone)));
        bells.ring_all();
        assert!(has_rung(&mut one).await && has_rung(&mut other).await);
    }
}
