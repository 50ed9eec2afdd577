//! Plays a case to its end, and judges it.

mod blows;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use hera_core::Status;

use super::calls::{Book, Called};
use super::case::{Blow, Case};
use super::child::Folder;
use super::fault::Strikes;
use super::judge::{Evidence, judge};
use super::place::Places;
use super::points::Passed;
use super::process::{Process, Scene};
use super::subject::{Asked, Subject};
use super::tables;
use crate::context::StoreError;
use crate::engine::{Engine, ExecuteError, Request, RunOutcome};
use crate::flow::FlowDef;
use crate::ports::{JournalLine, RunId, RunQuery, RunRecord, Store};
use crate::testing::clock::VirtualClock;

/// How often a case is played whose point is passed by.
const STRIKES_MAX: u32 = 10;
/// How often a caller tries again what the machinery refuses.
const TRIES_MAX: u32 = 20;

/// A case that was played.
pub(super) struct Played {
    pub(super) flow: &'static FlowDef,
    pub(super) record: RunRecord,
    pub(super) lines: Vec<JournalLine>,
    /// What its first process passed.
    pub(super) trace: Vec<Passed>,
    /// Whether its point was reached, if it has one.
    pub(super) struck: bool,
    /// All points that any of its processes passed.
    pub(super) passed: BTreeSet<String>,
    /// The rows that it left, in a form that can be compared.
    pub(super) rows: Vec<String>,
    /// Whether the store has one writer.
    pub(super) one_writer: bool,
}

/// Makes a subject.
pub(super) type Subjects<'a> = dyn Fn() -> Box<dyn Subject + 'a> + Sync + 'a;

/// What a case is played with.
pub(super) struct Stage<'a> {
    pub(super) subjects: &'a Subjects<'a>,
    pub(super) places: &'a dyn Places,
    /// Where who is killed is a process of its own.
    pub(super) children: Option<Children>,
}

/// Processes of their own.
pub(super) struct Children {
    /// The test that is started once more for each of them.
    pub(super) test: String,
    /// How many were killed.
    pub(super) killed: AtomicUsize,
}

/// What became of the first process of a case.
struct First {
    /// What it passed.
    trace: Vec<Passed>,
    /// Whether it came to the case's point, if there is one.
    struck: bool,
}

/// A case under way: the process that is asked first, and the other one.
struct Play<'a> {
    subject: Box<dyn Subject + 'a>,
    case: &'a Case,
    scene: Scene,
    other: Process,
    asked: Asked,
    /// Runs that the story's preparation left.
    earlier: BTreeSet<RunId>,
    /// For a case whose process is really killed, with what it shares with it.
    child: Option<(&'a Children, Folder)>,
}

impl Stage<'_> {
    /// Plays a case and judges it by itself. Where branches run beside each other a point may be passed by:
    /// then it is played again, a few times.
    ///
    /// # Errors
    /// What was wrong, for people.
    pub(super) fn play(&self, case: &Case) -> Result<Played, String> {
        let mut played = self.once(case)?;
        for _ in 1..STRIKES_MAX {
            if played.struck {
                break;
            }
            played = self.once(case)?;
        }
        Ok(played)
    }

    fn once(&self, case: &Case) -> Result<Played, String> {
        let play = self.begin(case)?;
        let First { trace, struck } = play.first()?;
        play.finish(&play.other)?;
        play.other.points.end();
        let verdict = play.verdict(trace, struck);
        // Where cases share their tables, the next ones would count it among the living.
        play.end_lease(play.other.owner)?;
        verdict
    }

    fn begin<'a>(&'a self, case: &'a Case) -> Result<Play<'a>, String> {
        let subject = (self.subjects)();
        let clock = VirtualClock::new();
        let runtime = clock.runtime().map_err(|error| format!("a runtime: {error}"))?;
        let place = runtime.block_on(self.places.place());
        let scene = Scene {
            place: place.map_err(|error| format!("a place for the case: {error}"))?,
            orchestrations: subject.orchestrations(),
            clock,
            strikes: Arc::new(Strikes::default()),
            book: Arc::new(Book::default()),
        };
        let quiet = Process::start(&scene)?;
        let asked = quiet.run(subject.prepare(&quiet.engine, &case.story))?;
        let asked = asked.map_err(|error| format!("the story cannot be prepared: {error}"))?;
        let earlier = quiet.run(runs(&quiet.engine, &asked))?.map_err(said)?;
        drop(quiet);
        // From here on things go wrong, and calls count.
        let strikes = Arc::new(Strikes::new(case.strikes.clone()));
        let scene = Scene { strikes, book: Arc::default(), ..scene };
        let other = Process::start(&scene)?;
        let earlier = earlier.into_iter().map(|run| run.header.id).collect();
        let killed = case.blow.as_ref().is_some_and(|(blow, _)| *blow == Blow::Kill);
        let child = match self.children.as_ref().filter(|_| killed) {
            Some(children) => Some((children, Folder::create()?)),
            None => None,
        };
        Ok(Play { subject, case, scene, other, asked, earlier, child })
    }
}

impl Play<'_> {
    /// The one run of the case, if it is durable.
    fn find(&self, process: &Process) -> Result<Option<RunRecord>, String> {
        let mut runs = process.run(runs(&process.engine, &self.asked))?.map_err(said)?;
        runs.retain(|run| !self.earlier.contains(&run.header.id));
        if runs.len() > 1 {
            return Err(format!("one key, and {} runs", runs.len()));
        }
        Ok(runs.pop())
    }

    /// Goes on until the run is over or waits for a person, as a caller would who asks until there is an
    /// answer, and whoever looks after runs that nobody drives.
    fn finish(&self, process: &Process) -> Result<RunOutcome, String> {
        for _ in 0..TRIES_MAX {
            let run = self.find(process)?;
            let goes_on =
                |run: &RunRecord| matches!(run.status, Status::Running | Status::Compensating);
            if let Some(run) = run.filter(goes_on) {
                let id = run.header.id;
                let abandoned = process.run(process.store.abandoned(None))?.map_err(said)?;
                if !abandoned.contains(&id) {
                    return Err("nobody drives the run, and nobody will find it".to_owned());
                }
                match process.run(process.engine.resume(id))? {
                    Ok(_) | Err(ExecuteError::Store(_)) => continue,
                    Err(error) => return Err(format!("the run cannot be gone on with: {error}")),
                }
            }
            match process.run(process.engine.execute(self.asked.request()))? {
                Ok(outcome) if outcome.repeated => return Ok(outcome),
                Ok(_) | Err(ExecuteError::Store(_)) => {}
                Err(error) => return Err(format!("the request is not answered: {error}")),
            }
        }
        Err(format!("it does not end, though it was asked {TRIES_MAX} times"))
    }

    /// What is to be said about it now that it is over.
    fn verdict(&self, trace: Vec<Passed>, struck: bool) -> Result<Played, String> {
        let record = self.find(&self.other)?.ok_or("the run is lost")?;
        let loaded = self.other.run(self.other.store.load(record.header.id))?.map_err(said)?;
        let (record, lines) = loaded.ok_or("the run is lost")?;
        let flow = self.flow()?;
        let heard = self.other.run(self.subject.outside(&self.asked))?;
        let heard = heard.map_err(|error| format!("the outside does not tell: {error}"))?;
        let effects = self.other.run(self.subject.effects(&self.other.engine, &self.asked))?;
        let effects = effects.map_err(|error| format!("the effects cannot be read: {error}"))?;
        let calls = self.scene.book.read();
        judge(&Evidence {
            flow,
            strikes: &self.case.strikes,
            record: &record,
            lines: &lines,
            calls: &calls,
            heard: heard.as_deref(),
            effects: effects.as_ref(),
        })?;
        let rows = match effects {
            Some(_) => Vec::new(),
            None => {
                let read = tables::read(&self.other.engine, self.asked.scope);
                self.other.run(read)?.map_err(said)?
            }
        };
        let mut passed: BTreeSet<String> =
            trace.iter().map(|passed| passed.point.name.clone()).collect();
        passed.extend(self.other.points.trace().into_iter().map(|passed| passed.point.name));
        let one_writer = !self.other.store.writes_beside_transactions();
        Ok(Played { flow, record, lines, trace, struck, passed, rows, one_writer })
    }

    fn flow(&self) -> Result<&'static FlowDef, String> {
        let orchestration = self.other.engine.orchestration(&self.asked.orchestration);
        let orchestration = orchestration.ok_or("the story's orchestration is unknown")?;
        let mut flows = orchestration.flows.iter().copied();
        let flow = flows.find(|flow| flow.event == self.asked.event);
        flow.ok_or_else(|| "the story's event is unknown".to_owned())
    }

    fn calls(&self) -> Vec<Called> {
        self.scene.book.read()
    }
}

/// Asks an engine.
pub(super) async fn ask(engine: Engine, request: Request) -> Answer {
    engine.execute(request).await
}

/// What an engine answers.
type Answer = Result<RunOutcome, ExecuteError>;

async fn runs(engine: &Engine, asked: &Asked) -> Result<Vec<RunRecord>, StoreError> {
    let organization_id = Some(asked.scope.organization_id);
    Ok(engine.runs(RunQuery { organization_id, ..RunQuery::default() }).await?.runs)
}

fn said(error: StoreError) -> String {
    format!("the store failed: {error}")
}
