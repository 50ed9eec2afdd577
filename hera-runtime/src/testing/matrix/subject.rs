//! What a matrix is about: a service's flows, and what it knows of its own effects.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use serde_json::Value;

use crate::engine::{Engine, Request};
use crate::flow::{BoxFuture, Orchestration};
use crate::ports::Scope;

/// Why a subject cannot do what the kit asks of it.
pub type Trouble = Box<dyn Error + Send + Sync>;

/// A service whose flows are put through the matrix.
pub trait Subject: Send + Sync {
    /// Its orchestrations, with the procedures that are tried.
    fn orchestrations(&self) -> Vec<Orchestration>;

    /// The names of its stories: each is one request that completes when nothing goes wrong. Every node
    /// of a flow should run in one of them.
    fn stories(&self) -> Vec<String>;

    /// Writes what the story needs (the organisation, a catalogue, a cart) into an empty database, and
    /// gives the request. It is asked once for each case.
    ///
    /// # Errors
    /// What keeps it from doing so; the matrix ends with it.
    fn prepare<'a>(
        &'a self,
        engine: &'a Engine,
        story: &'a str,
    ) -> BoxFuture<'a, Result<Asked, Trouble>>;

    /// What other systems did for this request, as they tell it themselves, in order: a test double of a
    /// payment gateway knows it. Without an answer the kit judges by the keys that the engine gave out.
    ///
    /// # Errors
    /// When they do not tell.
    fn outside<'a>(
        &'a self,
        asked: &'a Asked,
    ) -> BoxFuture<'a, Result<Option<Vec<Heard>>, Trouble>> {
        let _ = asked;
        Box::pin(std::future::ready(Ok(None)))
    }

    /// How often the rows of each node were written and taken back, where that can be told. Without an
    /// answer the kit compares all rows with those of a run that was left alone.
    ///
    /// # Errors
    /// When it cannot be read.
    fn effects<'a>(
        &'a self,
        engine: &'a Engine,
        asked: &'a Asked,
    ) -> BoxFuture<'a, Result<Option<Effects>, Trouble>> {
        let _ = (engine, asked);
        Box::pin(std::future::ready(Ok(None)))
    }

    /// What a process of its own needs to stand before the same outside, such as the address of a test double:
    /// for [`run_with_real_kills`](super::run_with_real_kills). `folder` goes with the case.
    fn share(&self, asked: &Asked, folder: &Path) -> Value {
        let _ = (asked, folder);
        Value::Null
    }

    /// In a process of its own: from now on the outside is that of the subject that shared this.
    fn join(&self, asked: &Asked, shared: &Value) {
        let _ = (asked, shared);
    }
}

/// One subject for several cases.
impl<S: Subject + ?Sized> Subject for &S {
    fn orchestrations(&self) -> Vec<Orchestration> {
        (**self).orchestrations()
    }

    fn stories(&self) -> Vec<String> {
        (**self).stories()
    }

    fn prepare<'a>(
        &'a self,
        engine: &'a Engine,
        story: &'a str,
    ) -> BoxFuture<'a, Result<Asked, Trouble>> {
        (**self).prepare(engine, story)
    }

    fn outside<'a>(
        &'a self,
        asked: &'a Asked,
    ) -> BoxFuture<'a, Result<Option<Vec<Heard>>, Trouble>> {
        (**self).outside(asked)
    }

    fn effects<'a>(
        &'a self,
        engine: &'a Engine,
        asked: &'a Asked,
    ) -> BoxFuture<'a, Result<Option<Effects>, Trouble>> {
        (**self).effects(engine, asked)
    }

    fn share(&self, asked: &Asked, folder: &Path) -> Value {
        (**self).share(asked, folder)
    }

    fn join(&self, asked: &Asked, shared: &Value) {
        (**self).join(asked, shared);
    }
}

/// How often the rows of a node were written, and how often they were taken back, by node.
pub type Effects = BTreeMap<String, (u32, u32)>;

/// The request of a story.
#[derive(Clone, Debug)]
pub struct Asked {
    /// For whom, and who asks.
    pub scope: Scope,
    /// The smart code of the orchestration.
    pub orchestration: String,
    /// The event.
    pub event: String,
    /// The payload.
    pub payload: Value,
}

impl Asked {
    /// The same request under the same key, as often as it is asked.
    pub(super) fn request(&self) -> Request {
        let Scope { organization_id, actor_id } = self.scope;
        Request::new(&*self.orchestration, self.payload.clone(), organization_id, actor_id)
            .event(&*self.event)
            .idempotency_key(KEY)
    }
}

/// The key of the request that a case is about.
pub(super) const KEY: &str = "crash-matrix";

/// Something that another system did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The idempotency key of the call that made the effect.
    pub key: String,
    /// Whether it made the effect, or took it back.
    pub what: Effect,
}

/// What became of an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It is there.
    Done,
    /// It is gone.
    Undone,
}
