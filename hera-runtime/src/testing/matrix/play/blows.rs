//! What befalls the first process of a case.

use std::path::Path;
use std::sync::atomic::Ordering;

use hera_core::Status;
use tokio::task::{JoinError, JoinHandle};

use super::{Answer, Children, First, Play, ask, said};
use crate::engine::ExecuteError;
use crate::ports::{Clock as _, Store};
use crate::testing::matrix::case::Blow;
use crate::testing::matrix::child::{self, Order, Remains};
use crate::testing::matrix::points::{Passed, Point};
use crate::testing::matrix::process::Process;

type Asking = JoinHandle<Answer>;

impl Play<'_> {
    /// Asks the first process, lets befall it what the case says, and gives what it passed.
    pub(super) fn first(&self) -> Result<First, String> {
        if let (Some((children, folder)), Some((_, point))) = (&self.child, &self.case.blow) {
            return self.kill_really(children, folder.path(), point);
        }
        let first = Process::start(&self.scene)?;
        if let Some((_, point)) = &self.case.blow {
            first.points.stop_at(point.clone());
        }
        let mut asking = first.spawn(ask(first.engine.clone(), self.asked.request()));
        let ended = first.run_to_point(&mut asking)?;
        let blow = self.case.blow.as_ref().map(|(blow, _)| *blow).filter(|_| ended.is_none());
        let trace = match blow {
            // A transaction began beside the point, and nobody else can write meanwhile.
            Some(blow) if blow.needs_the_writer() && blocks(&first) => self.kill(first),
            Some(Blow::Kill) => self.kill(first),
            Some(Blow::Twice) => self.twice(first, asking),
            Some(Blow::Freeze) => self.freeze(first, asking),
            Some(Blow::Usurp) => self.usurp(first, asking),
            None => {
                // The same process looks after what it could not finish.
                self.finish(&first)?;
                Ok(self.gone(first)?.0)
            }
        };
        Ok(First { trace: trace?, struck: ended.is_none() || self.case.blow.is_none() })
    }

    /// The process is gone; another one may take its runs.
    fn gone(&self, first: Process) -> Result<(Vec<Passed>, ()), String> {
        let (trace, owner) = (first.points.trace(), first.owner);
        drop(first);
        Ok((trace, self.end_lease(owner)?))
    }

    pub(super) fn end_lease(&self, owner: uuid::Uuid) -> Result<(), String> {
        let ended = self.scene.place.end_lease(&self.other.store, owner);
        self.other.run(ended)?.map_err(said)
    }

    fn kill(&self, first: Process) -> Result<Vec<Passed>, String> {
        Ok(self.gone(first)?.0)
    }

    /// The same in a process of its own, with SIGKILL.
    fn kill_really(
        &self,
        children: &Children,
        folder: &Path,
        point: &Point,
    ) -> Result<First, String> {
        let (scene, asked) = (&self.scene, &self.asked);
        let place = scene.place.address();
        let order = Order {
            place: place.ok_or("these places are not to be found by a process of its own")?,
            organization_id: asked.scope.organization_id.to_string(),
            actor_id: asked.scope.actor_id.to_string(),
            orchestration: asked.orchestration.clone(),
            event: asked.event.clone(),
            payload: asked.payload.clone(),
            strikes: self.case.strikes.clone(),
            point: point.clone(),
            now: scene.clock.now().to_string(),
            shared: self.subject.share(asked, folder),
        };
        let killed = child::kill(&children.test, folder, &order, &scene.book, &scene.strikes)?;
        children.killed.fetch_add(1, Ordering::SeqCst);
        let Remains { owner, trace, struck, died } = killed;
        scene.clock.forward(died.unwrap_or_else(|| scene.clock.now()));
        self.end_lease(owner)?;
        Ok(First { trace, struck })
    }

    /// The same request again, at once: to the same process, and to another one where that can write.
    fn twice(&self, first: Process, asking: Asking) -> Result<Vec<Passed>, String> {
        let again = first.spawn(ask(first.engine.clone(), self.asked.request()));
        let elsewhere = match blocks(&first) {
            true => None,
            false => Some(self.other.run(ask(self.other.engine.clone(), self.asked.request()))?),
        };
        first.points.open();
        let answers = first.run(async { (asking.await, again.await) })?;
        let (one, other) = (joined(answers.0)?, joined(answers.1)?);
        let ends = self.finish(&first)?;
        for answer in [Some(one), Some(other), elsewhere].into_iter().flatten() {
            match answer {
                Ok(outcome) if outcome.run_id != ends.run_id => {
                    return Err("the same request was answered with two runs".to_owned());
                }
                Ok(outcome) if is_over(outcome.status) && outcome.status != ends.status => {
                    return Err(format!(
                        "the same request was answered with {} and with {}",
                        outcome.status.as_str(),
                        ends.status.as_str()
                    ));
                }
                // Whoever hears of a failing store asks again.
                Ok(_) | Err(ExecuteError::Store(_) | ExecuteError::Owned { .. }) => {}
                Err(error) => return Err(format!("the same request was refused: {error}")),
            }
        }
        Ok(self.gone(first)?.0)
    }

    /// It stands still until another process has finished its run; then it wakes.
    fn freeze(&self, first: Process, asking: Asking) -> Result<Vec<Passed>, String> {
        self.end_lease(first.owner)?;
        first.store.end_lease();
        if first.points.has_written() {
            let ended = self.scene.place.end_transactions(first.owner);
            self.other.run(ended)?.map_err(said)?;
        }
        let ends = self.finish(&self.other)?;
        self.wake(&first, asking, Some(ends.status))?;
        Ok(self.gone(first)?.0)
    }

    /// Another process takes the run over, stands still at once, and goes on when the first one has
    /// found out.
    fn usurp(&self, first: Process, asking: Asking) -> Result<Vec<Passed>, String> {
        let run = self.find(&self.other)?;
        let Some(run) = run else { return self.race(first, asking) };
        self.end_lease(first.owner)?;
        first.store.end_lease();
        if is_over(run.status) {
            self.wake(&first, asking, Some(run.status))?;
            return Ok(self.gone(first)?.0);
        }
        self.other.points.stop_at_next("after:take_over");
        let engine = self.other.engine.clone();
        let taking = self.other.spawn(async move { engine.resume(run.header.id).await });
        self.other.run(self.other.points.stopped())?;
        self.wake(&first, asking, None)?;
        let gone = self.gone(first)?.0;
        self.other.points.open();
        match joined(self.other.run(taking)?)? {
            Ok(_) | Err(ExecuteError::Store(_)) => Ok(gone),
            Err(error) => Err(format!("who took the run over cannot go on with it: {error}")),
        }
    }

    /// Nothing is durable yet that could be taken over: another process is asked the same, and comes as
    /// far, before the first one goes on.
    fn race(&self, first: Process, asking: Asking) -> Result<Vec<Passed>, String> {
        if let Some((_, point)) = &self.case.blow {
            self.other.points.stop_at(point.clone());
        }
        let mut racing = self.other.spawn(ask(self.other.engine.clone(), self.asked.request()));
        let ended = self.other.run_to_point(&mut racing)?;
        first.points.open();
        let one = joined(first.run(asking)?)?;
        self.other.points.open();
        let other = match ended {
            Some(ended) => joined(ended)?,
            None => joined(self.other.run(racing)?)?,
        };
        match (one, other) {
            (Ok(one), Ok(other)) if one.run_id != other.run_id => {
                Err("the same request was answered with two runs".to_owned())
            }
            _ => Ok(self.gone(first)?.0),
        }
    }

    /// Wakes a process whose lease is over: it calls nobody, and nothing that it writes counts.
    fn wake(&self, first: &Process, asking: Asking, over: Option<Status>) -> Result<(), String> {
        let before = self.find(&self.other)?;
        let (calls, lines) = (self.calls().len(), self.lines()?);
        first.points.open();
        let answer = joined(first.run(asking)?)?;
        if let Some(call) = self.calls().get(calls) {
            return Err(format!("it woke after its lease was over, and called for {}", call.node));
        }
        // Without a run there was nothing that it could have lost.
        if before.is_some() && self.lines()? != lines {
            return Err("it woke after its lease was over, and its write counted".to_owned());
        }
        match answer {
            Ok(outcome) if over.is_some_and(|status| status != outcome.status) => Err(format!(
                "it woke after its lease was over, and answered {}",
                outcome.status.as_str()
            )),
            Ok(_) | Err(ExecuteError::Owned { .. } | ExecuteError::Store(_)) => Ok(()),
            Err(error) => Err(format!("it woke after its lease was over: {error}")),
        }
    }

    /// How many lines the run's journal has.
    fn lines(&self) -> Result<usize, String> {
        let Some(run) = self.find(&self.other)? else { return Ok(0) };
        let loaded = self.other.run(self.other.store.load(run.header.id))?.map_err(said)?;
        Ok(loaded.map_or(0, |(_, lines)| lines.len()))
    }
}

fn joined(answer: Result<Answer, JoinError>) -> Result<Answer, String> {
    answer.map_err(|_| "the engine broke off".to_owned())
}

/// Whether a process keeps all others from writing.
fn blocks(process: &Process) -> bool {
    process.points.in_transaction() && !process.store.writes_beside_transactions()
}

fn is_over(status: Status) -> bool {
    status.is_final() || status == Status::Parked
}
