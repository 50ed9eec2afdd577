//! The four-step flow, so many runs at a time: the floors, we and the peers, by turns.

use anyhow::Context;

use super::contenders::{ALL, Contender, On};
use super::ours;
use super::places::{Server, fresh};
use crate::project::Place;
use crate::table::{Needs, Report, Row};

/// Boundaries of the flow: each step is one.
const BOUNDARIES: f64 = 4.0;

/// One run at a time.
pub(in crate::rows) fn at_1(place: &Place) -> anyhow::Result<Report> {
    at_once(place, (0, 1))
}

/// Sixteen at a time.
pub(in crate::rows) fn at_16(place: &Place) -> anyhow::Result<Report> {
    at_once(place, (1, 16))
}

/// Sixty-four at a time.
pub(in crate::rows) fn at_64(place: &Place) -> anyhow::Result<Report> {
    at_once(place, (2, 64))
}

/// The best that was seen of each, or why there is nothing.
type Seen = Result<Needs, String>;

/// `at` is the place of the number among the goals.
fn at_once(place: &Place, (at, at_once): (usize, usize)) -> anyhow::Result<Report> {
    let server = Server::start().map_err(|error| eprintln!("  no PostgreSQL: {error}")).ok();
    let mut seen: Vec<Option<Seen>> = ALL
        .iter()
        .map(|contender| contender.build(place).err().map(|error| Err(why(&error))))
        .collect();
    let (mut sqlite, mut postgres) = (0.0_f64, 0.0_f64);
    for _ in 0..place.rounds(2, 3) {
        // SQLite has one writer, however many ask.
        sqlite = sqlite.max(floor(place, &fresh(place)?, 1)?);
        if let Some(server) = &server {
            postgres = postgres.max(floor(place, &server.ours()?, at_once)?);
        }
        for (contender, seen) in ALL.iter().zip(&mut seen) {
            if matches!(seen, Some(Err(_))) {
                continue;
            }
            match contender.measure(place, server.as_ref(), at_once) {
                Ok(needs) => better(seen, needs),
                Err(error) if contender.is_ours() && contender.on == On::Sqlite => {
                    return Err(error);
                }
                Err(error) => *seen = Some(Err(why(&error))),
            }
        }
    }
    let seen: Vec<Seen> =
        seen.into_iter().collect::<Option<_>>().context("each was measured, or said why not")?;
    let mut rows = Vec::new();
    for (contender, seen_here) in ALL.iter().zip(&seen) {
        let floor = if contender.on == On::Sqlite { sqlite } else { postgres };
        match seen_here {
            Err(why) => rows.push(Row::not_measured(&title(contender, at_once), why)),
            Ok(needs) if contender.is_ours() => {
                rows.extend(against_floor(contender, needs, (at, floor)));
            }
            Ok(needs) => rows.extend(against(contender, needs, &seen, at)),
        }
    }
    Ok(Report { rows, needs: seen.into_iter().flatten().collect() })
}

fn floor(place: &Place, there: &str, at_once: usize) -> anyhow::Result<f64> {
    let seconds = if place.quick { "1" } else { "3" };
    ours(place, &["floor", there, &at_once.to_string(), seconds])?.number("per_s")
}

fn better(seen: &mut Option<Seen>, needs: Needs) {
    match seen {
        Some(Ok(best)) if best.runs_per_s >= needs.runs_per_s => {}
        _ => *seen = Some(Ok(needs)),
    }
}

/// The reason, on one line.
fn why(error: &anyhow::Error) -> String {
    let text = format!("{error:#}");
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    match lines[..] {
        [only] => only.to_owned(),
        [.., last] => last.to_owned(),
        [] => "it failed".to_owned(),
    }
}

fn title(contender: &Contender, at_once: usize) -> String {
    let store = contender.store();
    match contender.is_ours() {
        true => format!("four steps, {store}, {at_once} at a time"),
        false => format!("the same against {} ({store})", contender.name),
    }
}

/// Ours, against what the store can do at most.
fn against_floor(contender: &Contender, needs: &Needs, (at, floor): (usize, f64)) -> Vec<Row> {
    let same = |what: &str| format!("the same, {what}");
    let what = title(contender, needs.at_once);
    let boundaries = needs.runs_per_s * BOUNDARIES;
    let (goal, who) = match contender.on {
        On::Sqlite => ([Some(0.75), None, Some(12.0)][at], "raw commits, one writer"),
        On::Postgres => (None, "raw commits"),
    };
    let floor = (floor, who);
    let mut rows = vec![match goal {
        Some(goal) => Row::at_least(&what, boundaries, floor, goal, "boundaries/s"),
        None => Row::beside(&what, boundaries, floor, "boundaries/s"),
    }];
    let p50 = (needs.p50_ms, "p50");
    rows.push(Row::ratio(&same("p99 of a run"), needs.p99_ms, p50, 4.0, "ms"));
    if let Some(syncs) = needs.syncs {
        let what = same("syncs per boundary");
        // A server syncs for itself as well, now and then.
        let syncs = (syncs / BOUNDARIES * 100.0).round() / 100.0;
        rows.push(match (contender.on, at) {
            (On::Sqlite, 2) => Row::absolute(&what, syncs, 0.15, ""),
            (_, 0) => Row::absolute(&what, syncs, 1.0, ""),
            _ => Row::told(&what, syncs, ""),
        });
    }
    rows
}

/// Ours on the same kind of store against a peer.
fn against(contender: &Contender, needs: &Needs, seen: &[Seen], at: usize) -> Option<Row> {
    let is_ours = |other: &Contender| other.is_ours() && other.on == contender.on;
    let (_, ours) = ALL.iter().zip(seen).find(|(other, _)| is_ours(other))?;
    let ours = ours.as_ref().ok()?;
    let goal = contender.goals?[at];
    let what = title(contender, needs.at_once);
    let peer = (needs.runs_per_s, contender.name);
    Some(Row::at_least(&what, ours.runs_per_s, peer, goal, "runs/s"))
}
