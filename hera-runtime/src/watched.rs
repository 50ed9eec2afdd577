//! A value that others wait for.
//!
//! Whoever waits is woken in the order in which they came. tokio's own `watch` picks a random one, so a run
//! with a given seed would not be the same twice.

use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// A value that is shared, and can be waited for. Clones share it.
pub(crate) struct Watched<T>(Arc<Shared<T>>);

struct Shared<T> {
    value: Mutex<T>,
    changed: Notify,
}

impl<T> Clone for Watched<T> {
    fn clone(&self) -> Watched<T> {
        Watched(Arc::clone(&self.0))
    }
}

impl<T: Copy> Watched<T> {
    pub(crate) fn new(value: T) -> Watched<T> {
        Watched(Arc::new(Shared { value: Mutex::new(value), changed: Notify::new() }))
    }

    pub(crate) fn get(&self) -> T {
        *self.value()
    }

    /// Changes the value and wakes all that wait.
    pub(crate) fn set(&self, value: T) {
        *self.value() = value;
        self.0.changed.notify_waiters();
    }

    /// Changes the value if `change` gives another, and wakes all that wait then.
    pub(crate) fn update(&self, change: impl FnOnce(T) -> Option<T>) {
        let mut value = self.value();
        let Some(changed) = change(*value) else { return };
        *value = changed;
        drop(value);
        self.0.changed.notify_waiters();
    }

    /// Returns once the value is such.
    pub(crate) async fn wait_for(&self, is_such: impl Fn(T) -> bool) {
        loop {
            let mut changed = pin!(self.0.changed.notified());
            // From here on no change is missed.
            changed.as_mut().enable();
            if is_such(self.get()) {
                return;
            }
            changed.await;
        }
    }

    fn value(&self) -> MutexGuard<'_, T> {
        self.0.value.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn all_are_woken_in_the_order_in_which_they_came() {
        let (value, order) = (Watched::new(0), Arc::new(Mutex::new(Vec::new())));
        let waiting: Vec<_> = (0..20)
            .map(|number| {
                let (value, order) = (value.clone(), Arc::clone(&order));
                tokio::spawn(async move {
                    value.wait_for(|value| value == 1).await;
                    order.lock().unwrap().push(number);
                })
            })
            .collect();
        tokio::task::yield_now().await;
        value.set(2);
        tokio::task::yield_now().await;
        value.set(1);
        for waiting in waiting {
            waiting.await.unwrap();
        }
        assert_eq!(*order.lock().unwrap(), (0..20).collect::<Vec<_>>());
        value.wait_for(|value| value == 1).await;
    }
}
