//! What goes wrong by itself in a case: a procedure, a call, or a write of the store.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use hera_core::entry::{implicit, infrastructure};
use hera_core::{Failure, FailureKind};
use serde::{Deserialize, Serialize};

use super::child::{self, Note};

/// Where something goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Site {
    /// In the procedure of this node.
    Node(String),
    /// In the compensation of this node.
    Inverse(String),
    /// In the write of this point, such as `commit:add_line_txn`.
    Write(String),
}

/// What goes wrong there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Fault {
    /// It says no with this declared code, and does nothing.
    Declared(String),
    /// It does its work, and then says no with this declared code: the rollback takes it back.
    DeclaredLate(String),
    /// It does its work, and its answer breaks an invariant.
    Broken,
    /// The machinery fails before it does anything.
    Early,
    /// The machinery fails when it has done its work.
    Late,
    /// It panics.
    Panic,
    /// It does its work, and its answer is lost.
    Lost,
    /// It never answers.
    Hang,
    /// The store does not write, and says that it is not there.
    Unwritten,
    /// The store writes, and its answer is lost.
    Unanswered,
}

/// Something that goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Strike {
    pub(super) site: Site,
    pub(super) fault: Fault,
    /// How often; always where absent.
    pub(super) times: Option<u32>,
}

impl fmt::Display for Strike {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.site {
            Site::Node(name) | Site::Write(name) => f.write_str(name)?,
            Site::Inverse(name) => write!(f, "undo:{name}")?,
        }
        f.write_str("=")?;
        match &self.fault {
            Fault::Declared(code) => f.write_str(code)?,
            Fault::DeclaredLate(code) => write!(f, "{code},late")?,
            Fault::Broken => f.write_str(implicit::INVARIANT_VIOLATED)?,
            Fault::Early => f.write_str("fails")?,
            Fault::Late => f.write_str("fails,late")?,
            Fault::Panic => f.write_str("panics")?,
            Fault::Lost => f.write_str("no-answer")?,
            Fault::Hang => f.write_str("hangs")?,
            Fault::Unwritten => f.write_str("not-written")?,
            Fault::Unanswered => f.write_str("written,no-answer")?,
        }
        match self.times {
            Some(times) => write!(f, "*{times}"),
            None => Ok(()),
        }
    }
}

impl Strike {
    /// Whether it goes on for as long as anybody tries again.
    pub(super) fn lasts(&self, attempts: u32) -> bool {
        self.times.is_none_or(|times| times >= attempts)
    }

    /// The code with which a node ends that it strikes.
    pub(super) fn code(&self) -> &str {
        match &self.fault {
            Fault::Declared(code) | Fault::DeclaredLate(code) => code,
            Fault::Broken => implicit::INVARIANT_VIOLATED,
            Fault::Panic => infrastructure::PANIC,
            Fault::Early | Fault::Late => infrastructure::TEMPORARY_LOCK_FAILURE,
            Fault::Lost | Fault::Hang => infrastructure::NETWORK_TIMEOUT,
            Fault::Unwritten | Fault::Unanswered => infrastructure::STORE_FAILURE,
        }
    }

    /// The failure that a procedure tells.
    pub(super) fn failure(&self) -> Failure {
        let code = self.code().to_owned();
        let kind = FailureKind::of_code(&code);
        Failure { code, message: "failed on demand".to_owned(), kind }
    }
}

/// All that goes wrong in a case, for all of its processes.
#[derive(Debug, Default)]
pub(super) struct Strikes {
    left: Mutex<Vec<Strike>>,
    /// What happens to the next write.
    armed: Mutex<Option<Fault>>,
}

impl Strikes {
    pub(super) fn new(strikes: Vec<Strike>) -> Strikes {
        Strikes { left: Mutex::new(strikes), armed: Mutex::default() }
    }

    /// What goes wrong there this time.
    pub(super) fn draw(&self, site: &Site) -> Option<Strike> {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let strike = left.iter_mut().find(|strike| strike.site == *site)?;
        match &mut strike.times {
            Some(0) => return None,
            Some(times) => *times -= 1,
            None => {}
        }
        child::note(|| Note::Drawn(site.clone()));
        Some(strike.clone())
    }

    /// The write of this point comes next.
    pub(super) fn arm(&self, point: &str) {
        let struck = self.draw(&Site::Write(point.to_owned()));
        if let Some(strike) = struck {
            *self.armed() = Some(strike.fault);
        }
    }

    /// What goes wrong with the write that comes now.
    pub(super) fn fire(&self) -> Option<Fault> {
        self.armed().take()
    }

    fn armed(&self) -> std::sync::MutexGuard<'_, Option<Fault>> {
        self.armed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
