//! The words of a picture: one set for all formats.

use super::model::{Box, Kind, Note};

/// How many names a line lists before it counts.
const NAMES_MAX: usize = 2;

impl Kind {
    /// What a node of this kind does, in a word.
    pub(super) fn word(self) -> &'static str {
        match self {
            Kind::Start => "event",
            Kind::Check => "checks",
            Kind::Read => "reads",
            Kind::Write => "writes",
            Kind::Call => "external",
            Kind::Undo => "undo",
        }
    }

    /// Whether it is no node: the event, or an inverse.
    pub(super) fn is_outside(self) -> bool {
        matches!(self, Kind::Start | Kind::Undo)
    }

    /// The same for the legend.
    pub(super) fn meaning(self) -> &'static str {
        match self {
            Kind::Start => "event and what triggers it",
            Kind::Check => "checks only (validate_only)",
            Kind::Read => "changes nothing",
            Kind::Write => "writes in a transaction",
            Kind::Call => "external, called outside every transaction",
            Kind::Undo => "compensation",
        }
    }
}

impl Note {
    /// The note in a line, cut where it would be long; `title` is that of its shape.
    pub(super) fn line(&self, title: &str) -> String {
        let itself = |fails: &[String]| fails.iter().all(|fails| fails == title);
        match self {
            Note::Pivot { fails, outage: true } if itself(fails) => {
                "pivot while in doubt".to_owned()
            }
            Note::Pivot { fails, .. } if itself(fails) => {
                "pivot: may stand when it fails".to_owned()
            }
            Note::Pivot { fails, outage: false } => {
                format!("pivot: stays when {} fails", names(fails, "or"))
            }
            Note::Pivot { fails, outage: true } => {
                format!("pivot while an outage of {} lasts", names(fails, "or"))
            }
            Note::Parks { errors, outage } => {
                let outage = outage.then(|| "an outage".to_owned());
                let all: Vec<String> = errors.iter().cloned().chain(outage).collect();
                format!("parks on {}", names(&all, "or"))
            }
            Note::NotInDoubt => "not while in doubt: reads the output".to_owned(),
            Note::NoFile => "no file: a guess".to_owned(),
        }
    }

    /// The note with all that it knows.
    pub(super) fn whole(&self) -> String {
        match self {
            Note::Pivot { fails, outage } => {
                let outage = if *outage { ", by an outage that lasts" } else { "" };
                format!("pivot: cannot be taken back when {} fails{outage}", fails.join(" or "))
            }
            Note::Parks { errors, outage } => {
                let outage = outage.then(|| "an outage that lasts".to_owned());
                let all: Vec<String> = errors.iter().cloned().chain(outage).collect();
                format!("a run can park here, for a person: on {}", all.join(", "))
            }
            Note::NotInDoubt => {
                "reads the node's output, so it waits while nobody knows whether the node ran"
                    .to_owned()
            }
            Note::NoFile => "its procedure has no file: what it does is a guess".to_owned(),
        }
    }
}

impl Box {
    /// The heading of the box.
    pub(super) fn heading(&self) -> String {
        let isolation = self.isolation.as_ref().map_or(String::new(), |it| format!(" ({it})"));
        match (self.declared, self.commits) {
            (true, true) => format!("{}{isolation}", self.name),
            (true, false) => format!("{} (commits nothing)", self.name),
            (false, _) => "commits alone".to_owned(),
        }
    }
}

/// `A`, `A or B`, `A, B or 3 more`.
fn names(all: &[String], word: &str) -> String {
    match all {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        all if all.len() <= NAMES_MAX => all.join(&format!(" {word} ")),
        all => {
            let more = all.len() - NAMES_MAX;
            format!("{} {word} {more} more", all[..NAMES_MAX].join(", "))
        }
    }
}
