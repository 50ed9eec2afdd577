//! The world outside: another system that does what it is asked once for each key, as a good one does,
//! and remembers who asked what and when.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;

/// What a key was used for first: it stays that for good.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Errand {
    pub(super) run: String,
    pub(super) node: String,
    pub(super) input: Value,
    /// For an undoing: the key that it undoes.
    pub(super) undoes: Option<String>,
}

/// What the other system knows of one key.
#[derive(Clone, Debug)]
pub(super) struct Effect {
    pub(super) errand: Errand,
    pub(super) done: bool,
    /// The key under which it was undone.
    pub(super) undone_by: Option<String>,
    /// Requests that were sent before this one were told no, or are, should they arrive later.
    refused_before: u64,
}

/// What it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reply {
    Done,
    Refused,
}

/// A request on its way.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    number: u64,
    key: String,
    /// Whether its sender may believe in a lease that is over, without a way to know better.
    misled: bool,
    /// Whether the key was asked for before.
    pub(super) again: bool,
}

/// All that happened outside. Each function says what must not be.
#[derive(Debug, Default)]
pub(super) struct Outside(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    effects: BTreeMap<String, Effect>,
    sent: u64,
}

impl Outside {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A request leaves its caller.
    pub(super) fn send(&self, key: &str, errand: Errand, misled: bool) -> Result<Sent, String> {
        let mut state = self.state();
        state.sent += 1;
        let number = state.sent;
        let sent = |again| Sent { number, key: key.to_owned(), misled, again };
        match state.effects.get(key) {
            Some(Effect { errand: first, .. }) if *first != errand => {
                Err(format!("the key {key} of {first:?} is used for {errand:?}"))
            }
            Some(Effect { undone_by: Some(_), .. }) if !misled => {
                Err(format!("{} {} is called after it was undone", errand.run, errand.node))
            }
            Some(_) => Ok(sent(true)),
            None => {
                let effect = Effect { errand, done: false, undone_by: None, refused_before: 0 };
                state.effects.insert(key.to_owned(), effect);
                Ok(sent(false))
            }
        }
    }

    /// A request arrives. `refuses`: the system would say no, did it not know better.
    pub(super) fn arrive(&self, sent: &Sent, refuses: bool) -> Result<Reply, String> {
        let mut state = self.state();
        let next = state.sent + 1;
        let Some(effect) = state.effects.get_mut(&sent.key) else {
            return Err(format!("the key {} arrives and was never sent", sent.key));
        };
        if effect.done {
            return Ok(Reply::Done);
        }
        // Whoever was told no can count on it: what was sent before has no effect later.
        if refuses {
            effect.refused_before = next;
        }
        if sent.number < effect.refused_before {
            return Ok(Reply::Refused);
        }
        if effect.undone_by.is_some() {
            let Errand { run, node, .. } = &effect.errand;
            return match sent.misled {
                true => Ok(Reply::Refused),
                false => {
                    Err(format!("{run} {node}: a call arrives, and is done after its undoing"))
                }
            };
        }
        effect.done = true;
        let Some(undoes) = effect.errand.undoes.clone() else { return Ok(Reply::Done) };
        state.undo(&undoes, &sent.key)
    }

    /// A refusal reaches its caller: what was sent until now has no effect any more.
    pub(super) fn refusal_told(&self, key: &str) {
        let mut state = self.state();
        let next = state.sent + 1;
        if let Some(effect) = state.effects.get_mut(key) {
            effect.refused_before = next;
        }
    }

    /// All that it knows, by key.
    pub(super) fn effects(&self) -> BTreeMap<String, Effect> {
        self.state().effects.clone()
    }
}

impl State {
    fn undo(&mut self, undoes: &str, key: &str) -> Result<Reply, String> {
        // What is undone outside may have been done in the database: then nobody was called for it.
        let unheard = |errand: &Errand| Errand { undoes: None, ..errand.clone() };
        let errand = self.effects.get(key).map(|effect| unheard(&effect.errand));
        let Some(errand) = errand else { return Err(format!("the key {key} was never sent")) };
        let effect = self.effects.entry(undoes.to_owned()).or_insert_with(|| Effect {
            errand: errand.clone(),
            done: false,
            undone_by: None,
            refused_before: 0,
        });
        match &effect.undone_by {
            Some(other) if other != key => {
                let Errand { run, node, .. } = &effect.errand;
                Err(format!("{run} {node} is undone twice, by {other} and by {key}"))
            }
            _ => {
                effect.undone_by = Some(key.to_owned());
                Ok(Reply::Done)
            }
        }
    }
}
