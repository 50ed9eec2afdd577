//! What a simulation does to the engine, and what it waits to see: named, so that each can be counted and
//! left out.

use std::fmt;

macro_rules! events {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// Something that happens in a simulation.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Event { $($(#[$doc])* $variant,)* }

        impl Event {
            /// All of them.
            pub const ALL: &'static [Event] = &[$(Event::$variant),*];

            /// Its name.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Event::$variant => $name,)* }
            }
        }
    };
}

events! {
    /// A worker's process dies.
    Kill = "kill",
    /// A worker is shut down, and another one takes its place.
    Shutdown = "shutdown",
    /// A worker stands still for a while.
    Freeze = "freeze",
    /// A worker stands still for longer than its lease.
    FreezePastLease = "freeze-past-lease",
    /// A worker's clock is set forward.
    ClockForward = "clock-forward",
    /// A worker's clock is set back.
    ClockBack = "clock-back",
    /// A lease ends while its worker believes in it.
    LeaseEnds = "lease-ends",
    /// A lease is not renewed in time for once.
    RenewalFails = "renewal-fails",
    /// The store does not work for one operation.
    StoreFails = "store-fails",
    /// The store is busy.
    StoreBusy = "store-busy",
    /// A COMMIT fails, and nothing of it is there.
    CommitFails = "commit-fails",
    /// A COMMIT takes seconds.
    CommitSlow = "commit-slow",
    /// A COMMIT took place, and its answer is lost.
    CommitAnswerLost = "commit-answer-lost",
    /// A COMMIT is under way when its answer is given up, and takes place later, or never.
    CommitLate = "commit-late",
    /// News are lost on the way.
    NewsLost = "news-lost",
    /// A transaction loses against nobody that can be seen, as a serializable one may.
    TransactionLoses = "transaction-loses",
    /// A call never reaches the other system.
    CallLost = "call-lost",
    /// A call has its effect, and its answer is lost.
    CallAnswerLost = "call-answer-lost",
    /// A call reaches the other system late, after the caller may be dead.
    CallLate = "call-late",
    /// The other system, or a procedure, says no.
    Refused = "refused",
    /// A procedure fails as machinery does.
    Outage = "outage",
    /// A procedure panics.
    Panic = "panic",
    /// A procedure never answers.
    Hang = "hang",
    /// A call is done, and its answer breaks an invariant.
    Violation = "violation",
    /// A compensation fails.
    UndoFails = "undo-fails",
    /// The same request at two workers at once.
    Twin = "twin",
    /// Another request under a key that is taken.
    KeyReused = "key-reused",
    /// A caller goes away before its answer.
    CallerLeaves = "caller-leaves",
    /// A person says cancel.
    Cancel = "cancel",
    /// A person says retry.
    Retry = "retry",
    /// A person says retry, with a corrected payload.
    RetryCorrected = "retry-corrected",
    /// A person says compensate.
    Compensate = "compensate",
    /// A person says resume.
    Resume = "resume",
    /// Somebody prunes runs that are over.
    Prune = "prune",
    /// Seen: a run was taken over from another worker.
    TakenOver = "taken-over",
    /// Seen: a write was fenced.
    Fenced = "fenced",
    /// Seen: a transaction lost against another.
    Lost = "lost",
    /// Seen: the other system was called again with the same key.
    CalledAgain = "called-again",
    /// Seen: an act took effect.
    ActTaken = "act-taken",
    /// Seen: a run waited for another one with its concurrency key.
    Queued = "queued",
    /// Seen: a run was cancelled since its deadline was over.
    PastDeadline = "past-deadline",
    /// Seen: a run was parked.
    Parked = "parked",
    /// Seen: a run was undone.
    Undone = "undone",
    /// Seen: a run was pruned.
    Pruned = "pruned",
}

impl Event {
    /// Whether a simulation brings it about, and can leave it out; else it is only seen.
    #[must_use]
    pub fn is_trouble(self) -> bool {
        !matches!(
            self,
            Event::CallerLeaves
                | Event::TakenOver
                | Event::Fenced
                | Event::Lost
                | Event::CalledAgain
                | Event::ActTaken
                | Event::Queued
                | Event::PastDeadline
                | Event::Parked
                | Event::Undone
                | Event::Pruned
        )
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
