//! The verdict at the end: the store against what was seen to be committed, rows and the world outside
//! against the journals, answers against the ends.

use std::collections::BTreeMap;

use hera_core::plan::Effects;
use hera_core::ways_back::ways_back;
use hera_core::{Direction, FailureKind, NodeIx, NodeState, Status};
use serde_json::Map;

use super::ledger::Shadow;
use super::outside::Effect;
use super::procedures::{COUNTER, UNDONE, WORK};
use super::world::World;
use super::{ACTOR, SALON};
use crate::context::{Entity, Row as _};
use crate::engine::{Engine, RunOutcome};
use crate::ports::{Query, RunId, Scope, Store};

/// More rows than any simulation writes.
const ROWS_MAX: u32 = 1_000_000;

/// The rows of one node: how many stand, and how many are undone.
type Rows = BTreeMap<String, (u32, u32)>;

/// Judges a world that has come to rest.
///
/// # Errors
/// The first thing that must not be.
pub(super) async fn judge(
    world: &World,
    observer: &dyn Store,
    engine: &Engine,
) -> Result<(), String> {
    let failed = |error| format!("the store does not answer at the end: {error}");
    let rows = rows(world, observer).await?;
    let effects = world.outside.effects();
    let runs: Vec<RunId> = world.ledger.runs().keys().copied().collect();
    for run in &runs {
        let stored = observer.load(*run).await.map_err(failed)?;
        let shadows = world.ledger.runs();
        let Some(shadow) = shadows.get(run) else { continue };
        let wrong = |why: String| format!("run {run} ({}): {why}", shadow.status.as_str());
        if let Some(differs) = shadow.differs(stored.as_ref()) {
            return Err(wrong(differs));
        }
        if !shadow.status.is_final() {
            return Err(wrong("it does not end".to_owned()));
        }
        check_run(*run, shadow, &rows, &effects).map_err(wrong)?;
    }
    for effect in effects.values() {
        let known = effect.errand.run.parse().is_ok_and(|run| runs.contains(&run));
        if !known {
            return Err(format!("{} did something outside, and is no run", effect.errand.run));
        }
    }
    let answers =
        std::mem::take(&mut *world.answers.lock().unwrap_or_else(|lock| lock.into_inner()));
    check_answers(&answers, engine).await
}

async fn rows(world: &World, observer: &dyn Store) -> Result<Rows, String> {
    let failed = |error| format!("the store does not answer at the end: {error}");
    let scope = Scope { organization_id: SALON, actor_id: ACTOR };
    let view = observer.view(scope).await.map_err(failed)?;
    let query = Query { cells: BTreeMap::new(), limit: ROWS_MAX };
    let found = view.find(Entity::TABLE, query).await.map_err(failed)?;
    let (mut rows, mut counted, mut standing) = (Rows::new(), 0, 0);
    for row in found {
        let row = Entity::from_record(row).map_err(failed)?;
        match row.entity_type.as_str() {
            COUNTER => counted = row.entity_name.parse().unwrap_or(i64::MIN),
            WORK => {
                let of_node = rows.entry(row.entity_code.unwrap_or_default()).or_default();
                if row.status == UNDONE {
                    of_node.1 += 1;
                } else {
                    of_node.0 += 1;
                    standing += 1;
                }
            }
            other => return Err(format!("a row of a type that nobody writes: {other}")),
        }
    }
    if counted != standing {
        return Err(format!("{standing} rows stand, and {counted} were counted"));
    }
    let runs = world.ledger.runs();
    let of_run = |code: &str| {
        let run = code.split_once('/').and_then(|(run, _)| run.parse::<RunId>().ok());
        run.is_some_and(|run| runs.contains_key(&run))
    };
    match rows.keys().find(|code| !of_run(code)) {
        Some(code) => Err(format!("{code} is a row of no run")),
        None => Ok(rows),
    }
}

fn check_run(
    run: RunId,
    shadow: &Shadow,
    rows: &Rows,
    effects: &BTreeMap<String, Effect>,
) -> Result<(), String> {
    let plan = shadow.machine.plan();
    for ix in plan.node_ixs() {
        let node = plan.node(ix);
        let state = shadow.state(ix);
        let undone_outside =
            node.compensation.as_ref().is_some_and(|inverse| inverse.effects == Effects::External);
        let seen = rows.get(&format!("{run}/{}", node.id)).copied().unwrap_or_default();
        let expected = match (node.effects, state) {
            (Effects::Transactional, NodeState::Done) => (1, 0),
            (Effects::Transactional, NodeState::Compensated) if undone_outside => (1, 0),
            (Effects::Transactional, NodeState::Compensated) => (0, 1),
            _ => (0, 0),
        };
        if seen != expected {
            return Err(format!(
                "{} is {state:?}, and of its rows {} stand and {} are undone",
                node.id, seen.0, seen.1
            ));
        }
        check_outside(run, shadow, ix, effects)?;
    }
    check_proof(shadow)
}

/// What happened outside in the name of a node is what its journal says.
fn check_outside(
    run: RunId,
    shadow: &Shadow,
    ix: NodeIx,
    effects: &BTreeMap<String, Effect>,
) -> Result<(), String> {
    let node = shadow.machine.plan().node(ix);
    let state = shadow.state(ix);
    let run = run.to_string();
    let of_node = |effect: &&Effect| effect.errand.run == run && effect.errand.node == node.id;
    let calls = effects.values().filter(of_node).filter(|effect| effect.errand.undoes.is_none());
    let (mut standing, mut undone) = (0, 0);
    for call in calls {
        standing += u32::from(call.done && call.undone_by.is_none());
        undone += u32::from(call.undone_by.is_some());
    }
    let fits = match (node.effects, state) {
        (Effects::External, NodeState::Done) => (standing, undone) == (1, 0),
        (Effects::External, NodeState::Compensated) => (standing, undone) == (0, 1),
        // What is undone outside and was done in the database was called for its undoing alone.
        (Effects::Transactional, NodeState::Compensated) => standing == 0 && undone <= 1,
        // An intent whose call was never made, since the run failed elsewhere before, is no effect.
        (Effects::None | Effects::Transactional, _)
        | (Effects::External, NodeState::Pending | NodeState::Skipped | NodeState::Intended)
        | (Effects::External, NodeState::Refused { .. }) => (standing, undone) == (0, 0),
        // Sent back on a person's word: what has no compensation, and may be done, stays as it is.
        (Effects::External, NodeState::Unknown) => undone == 0 && node.compensation.is_none(),
        (Effects::External, _) => false,
    };
    match fits {
        true => Ok(()),
        false => Err(format!(
            "{} is {state:?}, and outside {standing} of its calls stand and {undone} are undone",
            node.id
        )),
    }
}

/// A run on which nobody acted ends as the proof of its ways back allows.
fn check_proof(shadow: &Shadow) -> Result<(), String> {
    let plan = shadow.machine.plan();
    if shadow.has_acts() {
        return check_parkings(shadow);
    }
    let Some(cause) = shadow.machine.cause() else {
        return match shadow.status {
            Status::Completed => Ok(()),
            _ => Err("it did not complete, and nothing failed".to_owned()),
        };
    };
    let code = match cause.failure.kind {
        FailureKind::Infrastructure => hera_core::entry::infrastructure::UNKNOWN,
        FailureKind::Declared => cause.failure.code.as_str(),
    };
    let proof = ways_back(plan, &|_, _| true);
    let row = proof.rows.iter().find(|row| row.node == cause.node && row.error == code);
    let Some(row) = row else {
        return Err(format!("{} failed with {code}, which it cannot", plan.node(cause.node).id));
    };
    let proved = match shadow.status {
        Status::Failed => row.ends.failed,
        Status::Compensated => row.ends.compensated,
        _ => false,
    };
    match proved {
        true => Ok(()),
        false => Err(format!("the proof excludes this end: {row:?}")),
    }
}

/// Where a run was parked forward before anybody acted on it, the proof says that it can be.
fn check_parkings(shadow: &Shadow) -> Result<(), String> {
    use hera_core::Entry;
    let plan = shadow.machine.plan();
    let proof = ways_back(plan, &|_, _| true);
    let before = shadow.lines.iter().take_while(|line| !line.entry.is_act());
    let parked =
        |entry: &Entry<_>| matches!(entry, Entry::Parked { direction: Direction::Forward, .. });
    let is_parked = before.map(|line| &line.entry).any(parked);
    let can_park = !plan.compensation.auto || proof.rows.iter().any(|row| row.ends.parked);
    match is_parked && !can_park {
        true => Err("it was parked forward, which the proof excludes".to_owned()),
        false => Ok(()),
    }
}

/// Whoever was told an end was told the one that is stored.
async fn check_answers(answers: &[RunOutcome], engine: &Engine) -> Result<(), String> {
    for answer in answers.iter().filter(|answer| answer.status.is_final()) {
        let detail = engine.run(answer.run_id).await;
        let detail = detail.map_err(|error| format!("the store does not answer: {error}"))?;
        let stored = detail.map(|detail| detail.outcome());
        let mut told = RunOutcome { repeated: false, ..answer.clone() };
        // What it was told before it was pruned is not known any more.
        if let Some(at) = stored.as_ref().and_then(|stored| stored.pruned_at) {
            told = RunOutcome { outputs: Map::new(), pruned_at: Some(at), ..told };
        }
        if stored.as_ref() != Some(&told) {
            return Err(format!("the answer {told:?} was given, and what is stored is {stored:?}"));
        }
    }
    Ok(())
}
