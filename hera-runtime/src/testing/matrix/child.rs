//! A process of its own, which is killed with SIGKILL at its point: the test's own program, started once more
//! for this one test, told by a file what to do.
//!
//! What it passed, called and used up of what goes wrong, it notes before it goes on: that survives it.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::calls::{Book, Called, End};
use super::fault::{Site, Strike, Strikes};
use super::place::Places;
use super::play::{Subjects, ask};
use super::points::{Passed, Point};
use super::process::{Process, Scene};
use super::subject::Asked;
use crate::ports::Scope;
use crate::testing::clock::VirtualClock;
use crate::testing::crash::die;

/// The environment variable with the folder of a child.
const CHILD: &str = "HERA_MATRIX_CHILD";
#[cfg(unix)]
const SIGKILL: i32 = 9;
const ORDER: &str = "order";
const NOTES: &str = "notes";

/// What a child has to do.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Order {
    pub(super) place: String,
    pub(super) organization_id: String,
    pub(super) actor_id: String,
    pub(super) orchestration: String,
    pub(super) event: String,
    pub(super) payload: Value,
    pub(super) strikes: Vec<Strike>,
    pub(super) point: Point,
    pub(super) now: String,
    /// What its subject needs to stand before the same outside.
    pub(super) shared: Value,
}

/// What a child notes.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Note {
    /// Who it is.
    Owner(String),
    Passed(Passed),
    Called(Called),
    /// How the call of this number ended.
    Ended(usize, End),
    /// Something went wrong that goes wrong only so often.
    Drawn(Site),
    /// It is at its point, at this time.
    Stands(String),
    /// It did not come to its point, and is over.
    Over(String),
}

/// Where this process notes, if it is a child.
static OPEN: OnceLock<Mutex<File>> = OnceLock::new();

/// Notes something durably enough for a process that is killed, if this process is a child.
pub(super) fn note(what: impl FnOnce() -> Note) {
    let Some(file) = OPEN.get() else { return };
    let Ok(line) = serde_json::to_string(&what()) else { return };
    // What is not noted is missed by the parent, which says so.
    let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
    let _ = file.write_all(format!("{line}\n").as_bytes());
}

/// A folder for a case and its child. It goes with the case.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn create() -> Result<Folder, String> {
        let folder = std::env::temp_dir().join(format!("hera-kill-{}", Uuid::new_v4().simple()));
        fs::create_dir(&folder).map_err(|error| format!("a folder for the case: {error}"))?;
        Ok(Folder(folder))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What stays behind is a few lines.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What is left of a child.
pub(super) struct Remains {
    pub(super) owner: Uuid,
    pub(super) trace: Vec<Passed>,
    pub(super) struck: bool,
    /// The time when it died.
    pub(super) died: Option<Timestamp>,
}

/// Starts this test once more as a child, waits for its death, and takes in what it noted.
pub(super) fn kill(
    test: &str,
    folder: &Path,
    order: &Order,
    book: &Book,
    strikes: &Strikes,
) -> Result<Remains, String> {
    let failed = |what: &str, error: String| format!("a process of its own: {what}: {error}");
    let text =
        serde_json::to_string(order).map_err(|error| failed("its order", error.to_string()))?;
    fs::write(folder.join(ORDER), text).map_err(|error| failed("its order", error.to_string()))?;
    let program =
        std::env::current_exe().map_err(|error| failed("no program", error.to_string()))?;
    let mut child = Command::new(program);
    child.args([test, "--exact", "--nocapture"]).env(CHILD, folder);
    child.stdin(Stdio::null()).stdout(Stdio::null());
    let ended = child.output().map_err(|error| failed("it does not start", error.to_string()))?;
    let notes = fs::read_to_string(folder.join(NOTES)).unwrap_or_default();
    let remains = Remains::read(&notes, book, strikes)?;
    if let (Some(remains), true) = (remains, is_killed(ended.status)) {
        return Ok(remains);
    }
    let said = String::from_utf8_lossy(&ended.stderr);
    let said = said.trim();
    Err(failed(
        &format!("`{test}` was not killed at its point ({})", ended.status),
        said.to_owned(),
    ))
}

/// Whether it was killed, and did not end by itself.
fn is_killed(status: ExitStatus) -> bool {
    #[cfg(unix)]
    let killed = std::os::unix::process::ExitStatusExt::signal(&status) == Some(SIGKILL);
    #[cfg(not(unix))]
    let killed = !status.success();
    killed
}

impl Remains {
    fn read(notes: &str, book: &Book, strikes: &Strikes) -> Result<Option<Remains>, String> {
        let (mut owner, mut trace, mut end) = (None, Vec::new(), None);
        let mut numbers = Vec::new();
        for line in notes.lines() {
            let note = serde_json::from_str(line);
            match note.map_err(|error| format!("a note of a killed process: {error}: {line}"))? {
                Note::Owner(id) => owner = id.parse::<Uuid>().ok(),
                Note::Passed(passed) => trace.push(passed),
                Note::Called(called) => {
                    let by = owner.unwrap_or_default();
                    numbers.push(book.begin(Called { by, ..called }));
                }
                Note::Ended(number, how) => {
                    let number = numbers.get(number).ok_or("a call ended that never began")?;
                    book.end(*number, how);
                }
                Note::Drawn(site) => _ = strikes.draw(&site),
                Note::Stands(at) => end = Some((true, at)),
                Note::Over(at) => end = Some((false, at)),
            }
        }
        Ok(owner.zip(end).map(|(owner, (struck, at))| {
            let died = at.parse().ok();
            Remains { owner, trace, struck, died }
        }))
    }
}

/// If this process is a child, it does what it has to, and does not come back.
pub(super) fn obey(subjects: &Subjects<'_>, places: &dyn Places) {
    let Some(folder) = std::env::var_os(CHILD) else { return };
    let failed = match play(&folder, subjects, places) {
        Ok(()) => die(),
        Err(error) => error,
    };
    // The parent reads it.
    let _ = writeln!(std::io::stderr(), "{failed}");
    std::process::exit(1);
}

/// Plays up to its point, or to the end.
fn play(folder: &OsStr, subjects: &Subjects<'_>, places: &dyn Places) -> Result<(), String> {
    let folder = Path::new(folder);
    let text = fs::read_to_string(folder.join(ORDER)).map_err(|error| error.to_string())?;
    let order: Order = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let file = OpenOptions::new().create(true).append(true).open(folder.join(NOTES));
    let file = file.map_err(|error| error.to_string())?;
    OPEN.get_or_init(|| Mutex::new(file));
    let id = |text: &str| text.parse::<Uuid>().map_err(|error| error.to_string());
    let scope =
        Scope { organization_id: id(&order.organization_id)?, actor_id: id(&order.actor_id)? };
    let Order { orchestration, event, payload, .. } = order;
    let asked = Asked { scope, orchestration, event, payload };
    let subject = subjects();
    subject.join(&asked, &order.shared);
    let clock = VirtualClock::new();
    clock.forward(order.now.parse::<Timestamp>().map_err(|error| error.to_string())?);
    let runtime = clock.runtime().map_err(|error| error.to_string())?;
    let place = runtime.block_on(places.at(&order.place));
    let scene = Scene {
        place: place.map_err(|error| error.to_string())?,
        orchestrations: subject.orchestrations(),
        clock: clock.clone(),
        strikes: Arc::new(Strikes::new(order.strikes)),
        book: Arc::default(),
    };
    let process = Process::start(&scene)?;
    note(|| Note::Owner(process.owner.to_string()));
    process.points.stop_at(order.point);
    let mut asking = process.spawn(ask(process.engine.clone(), asked.request()));
    let ended = process.run_to_point(&mut asking)?;
    let now = crate::ports::Clock::now(&clock).to_string();
    note(|| if ended.is_some() { Note::Over(now) } else { Note::Stands(now) });
    // From here on nothing of it may be undone: no destructor runs.
    die()
}
