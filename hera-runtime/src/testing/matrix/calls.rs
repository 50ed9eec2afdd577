//! The way to the procedures as a case watches it: what is called, when, and how it goes wrong.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use hera_core::Failure;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::child::{self, Note};
use super::fault::{Fault, Site, Strike, Strikes};
use super::points::Points;
use crate::flow::{Answer, BoxFuture, Call, Dispatch};
use crate::testing::clock::VirtualClock;

/// A call to the outside, as the kit saw it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Called {
    /// Which process called.
    #[serde(skip)]
    pub(super) by: Uuid,
    pub(super) node: String,
    pub(super) key: String,
    /// The key of what it undoes.
    pub(super) undoes: Option<String>,
    pub(super) input: Value,
    pub(super) end: End,
}

/// What came of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum End {
    /// It was cut off: nobody knows.
    Open,
    /// It was done.
    Done,
    /// It said no: nothing was done.
    Refused,
    /// It failed, and may have been done.
    Unknown,
}

/// All calls of a case to the outside, in order.
#[derive(Default)]
pub(super) struct Book(Mutex<Vec<Called>>);

impl Book {
    pub(super) fn read(&self) -> Vec<Called> {
        self.lock().clone()
    }

    pub(super) fn begin(&self, called: Called) -> usize {
        child::note(|| Note::Called(called.clone()));
        let mut book = self.lock();
        book.push(called);
        book.len() - 1
    }

    pub(super) fn end(&self, at: usize, end: End) {
        child::note(|| Note::Ended(at, end));
        if let Some(called) = self.lock().get_mut(at) {
            called.end = end;
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Called>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The procedures of one process.
pub(super) struct Watching {
    pub(super) inner: Arc<dyn Dispatch>,
    pub(super) by: Uuid,
    pub(super) points: Arc<Points>,
    pub(super) strikes: Arc<Strikes>,
    pub(super) book: Arc<Book>,
    pub(super) clock: VirtualClock,
}

/// The procedure that runs in this task, for the point inside of it.
struct Inside {
    points: Arc<Points>,
    point: String,
    reached: AtomicBool,
}

tokio::task_local! {
    static INSIDE: Inside;
}

/// The procedure that runs in this task has just done something, and not all.
pub(super) async fn inside() {
    let here = INSIDE.try_with(|inside| {
        let first = !inside.reached.swap(true, Ordering::SeqCst);
        first.then(|| (Arc::clone(&inside.points), inside.point.clone()))
    });
    if let Ok(Some((points, point))) = here {
        points.pass(&format!("inside:{point}")).await;
    }
}

/// Who is called.
struct Who {
    node: String,
    undoes: Option<String>,
    /// The key of a call to the outside.
    key: Option<String>,
}

impl Who {
    fn of(call: &Call<'_>) -> Who {
        let (node, undoes, key) = match call {
            Call::Validate(view) => (view.node(), view.undoes(), None),
            Call::Persist(transaction) => (transaction.node(), transaction.undoes(), None),
            Call::External(external) => (external.node(), external.undoes(), Some(external.key())),
        };
        let (node, undoes) = (node.to_owned(), undoes.map(str::to_owned));
        Who { node, undoes, key: key.map(str::to_owned) }
    }

    fn site(&self) -> Site {
        match self.undoes {
            None => Site::Node(self.node.clone()),
            Some(_) => Site::Inverse(self.node.clone()),
        }
    }

    fn point(&self) -> String {
        let kind = if self.undoes.is_some() { "inverse" } else { "node" };
        format!("{kind}:{}", self.node)
    }
}

impl Dispatch for Watching {
    fn invoke<'a>(
        &'a self,
        procedure: &'a str,
        call: Call<'a>,
        input: &'a Value,
    ) -> BoxFuture<'a, Result<Answer, Failure>> {
        Box::pin(async move {
            let who = Who::of(&call);
            let point = who.point();
            // Around a call to the outside the engine has points of its own.
            let internal = who.key.is_none();
            if internal {
                self.points.pass(&format!("before:{point}")).await;
            }
            let struck = self.strikes.draw(&who.site());
            let noted = self.note(&who, input);
            if let Some(strike) = &struck
                && let Some(failed) = before(strike).await
            {
                self.tell(noted, End::Refused);
                return failed;
            }
            let answer = self.work(procedure, call, input, &point, noted).await;
            if internal {
                self.points.pass(&format!("after:{point}")).await;
            }
            match struck {
                Some(strike) => after(strike, answer),
                None => answer,
            }
        })
    }
}

impl Watching {
    /// Lets the procedure work, and passes the point inside of it: after its first access to rows, or when
    /// all of it is done and nobody knows yet.
    async fn work(
        &self,
        procedure: &str,
        call: Call<'_>,
        input: &Value,
        point: &str,
        noted: Option<usize>,
    ) -> Result<Answer, Failure> {
        let (points, point) = (Arc::clone(&self.points), point.to_owned());
        let here = Inside { points, point, reached: AtomicBool::new(false) };
        let work = async {
            let answer = {
                let _under_way = self.clock.under_way();
                self.inner.invoke(procedure, call, input).await
            };
            self.tell(
                noted,
                match &answer {
                    Ok(_) => End::Done,
                    Err(failure) if failure.kind.is_infrastructure() => End::Unknown,
                    Err(_) => End::Refused,
                },
            );
            inside().await;
            answer
        };
        INSIDE.scope(here, work).await
    }

    fn note(&self, who: &Who, input: &Value) -> Option<usize> {
        let key = who.key.clone()?;
        Some(self.book.begin(Called {
            by: self.by,
            node: who.node.clone(),
            key,
            undoes: who.undoes.clone(),
            input: input.clone(),
            end: End::Open,
        }))
    }

    fn tell(&self, noted: Option<usize>, end: End) {
        if let Some(at) = noted {
            self.book.end(at, end);
        }
    }
}

/// What goes wrong before the procedure does anything.
async fn before(strike: &Strike) -> Option<Result<Answer, Failure>> {
    match strike.fault {
        Fault::Declared(_) | Fault::Early => Some(Err(strike.failure())),
        // Without the hook that would print it.
        Fault::Panic => std::panic::resume_unwind(Box::new("a panic on demand")),
        Fault::Hang => {
            std::future::pending::<()>().await;
            None
        }
        _ => None,
    }
}

/// What goes wrong when it has done its work.
fn after(strike: Strike, answer: Result<Answer, Failure>) -> Result<Answer, Failure> {
    let answer = answer?;
    match strike.fault {
        Fault::Broken => Ok(Answer { broken: Some(strike.failure()), ..answer }),
        Fault::DeclaredLate(_) | Fault::Late | Fault::Lost => Err(strike.failure()),
        _ => Ok(answer),
    }
}
