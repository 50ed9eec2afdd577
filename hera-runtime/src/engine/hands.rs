//! Places for runs that an engine goes on with by itself: such as were left behind, and later attempts.
//!
//! A run that waits for its concurrency key, or for long until its next attempt, gives its place up meanwhile:
//! however many wait, those that could go on do. Those that wait are bounded as well; who is one too many is put down, and tried again later.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::limits::Gate;
use super::outcome::ExecuteError;

/// Runs that wait without a place at once.
const IN_LINE_MAX: usize = 10_000;

/// What lets a run go on.
pub(super) enum Held {
    /// A place among the runs of requests; nothing while it is given up.
    Place(Option<OwnedSemaphorePermit>),
    /// A place among those that the engine goes on with by itself.
    Hand(Hand),
    /// A person's word.
    Word,
}

impl Held {
    /// Gives the place up while nothing is done.
    ///
    /// # Errors
    /// When too many wait like that already.
    pub(super) fn put_down(&mut self) -> Result<(), ExecuteError> {
        match self {
            Held::Place(place) => *place = None,
            Held::Hand(hand) => hand.line_up()?,
            Held::Word => {}
        }
        Ok(())
    }

    /// Has a place again.
    ///
    /// # Errors
    /// When the engine lets nobody go on any more.
    pub(super) async fn take_up(&mut self, gate: &Gate) -> Result<(), ExecuteError> {
        match self {
            Held::Place(place @ None) => *place = Some(gate.place().await?),
            Held::Hand(hand) => hand.go_on().await,
            Held::Place(Some(_)) | Held::Word => {}
        }
        Ok(())
    }
}

/// The places.
#[derive(Clone)]
pub(super) struct Hands {
    places: Arc<Semaphore>,
    line: Arc<Semaphore>,
}

/// What keeps one run going, until it is dropped.
pub(super) struct Hand {
    hands: Hands,
    place: Option<OwnedSemaphorePermit>,
    in_line: Option<OwnedSemaphorePermit>,
}

impl Hands {
    /// For so many runs at once.
    pub(super) fn new(at_once_max: usize) -> Hands {
        let places = Arc::new(Semaphore::new(at_once_max));
        Hands { places, line: Arc::new(Semaphore::new(IN_LINE_MAX)) }
    }

    /// A place, if one is free.
    pub(super) fn free(&self) -> Option<Hand> {
        let place = Arc::clone(&self.places).try_acquire_owned().ok()?;
        Some(Hand { hands: self.clone(), place: Some(place), in_line: None })
    }

    /// The next place that is free.
    pub(super) async fn next(&self) -> Hand {
        let place = Arc::clone(&self.places).acquire_owned().await.ok();
        Hand { hands: self.clone(), place, in_line: None }
    }
}

impl Hand {
    /// Gives the place up for one in line.
    ///
    /// # Errors
    /// When the line is too long: nothing is held then.
    pub(super) fn line_up(&mut self) -> Result<(), ExecuteError> {
        self.place = None;
        if self.in_line.is_none() {
            let in_line = Arc::clone(&self.hands.line).try_acquire_owned();
            let requests = IN_LINE_MAX;
            self.in_line = Some(in_line.map_err(|_| ExecuteError::Overloaded { requests })?);
        }
        Ok(())
    }

    /// Has a place again, if it was given up.
    pub(super) async fn go_on(&mut self) {
        if self.place.is_none() {
            self.place = Arc::clone(&self.hands.places).acquire_owned().await.ok();
        }
        self.in_line = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_waits_in_line_holds_no_place() {
        let hands = Hands::new(1);
        let mut first = hands.free().expect("it is free");
        assert!(hands.free().is_none(), "there is one");
        first.line_up().expect("the line is empty");
        let second = hands.next().await;
        drop(second);
        first.go_on().await;
        assert!(hands.free().is_none(), "it is taken again");
        drop(first);
        assert!(hands.free().is_some());
    }

    #[test]
    fn the_line_is_bounded() {
        let hands = Hands::new(1);
        let line: Vec<Hand> = (0..IN_LINE_MAX)
            .map(|_| {
                let mut hand = hands.free().expect("nobody holds it");
                hand.line_up().expect("there is room");
                hand
            })
            .collect();
        let mut more = hands.free().expect("nobody holds it");
        assert_eq!(more.line_up(), Err(ExecuteError::Overloaded { requests: IN_LINE_MAX }));
        assert!(hands.free().is_some(), "who is one too many holds nothing");
        drop(line);
        assert_eq!(more.line_up(), Ok(()));
    }
}
