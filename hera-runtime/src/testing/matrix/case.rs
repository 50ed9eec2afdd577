//! A case: a story, what goes wrong in it by itself, and what befalls its process at a point.

use std::fmt;

use super::fault::Strike;
use super::points::Point;

/// What befalls a process at a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blow {
    /// It is gone, and another one goes on.
    Kill,
    /// The same request comes once more, to it and to another one.
    Twice,
    /// It stands still until another one has finished the run, and then wakes.
    Freeze,
    /// Another one takes the run over while it goes on.
    Usurp,
}

impl Blow {
    pub(super) const ALL: [Blow; 4] = [Blow::Kill, Blow::Twice, Blow::Freeze, Blow::Usurp];

    /// Whether another process has to write meanwhile.
    pub(super) fn needs_the_writer(self) -> bool {
        matches!(self, Blow::Freeze | Blow::Usurp)
    }

    fn word(self) -> &'static str {
        match self {
            Blow::Kill => "killed",
            Blow::Twice => "asked-twice",
            Blow::Freeze => "frozen",
            Blow::Usurp => "lease-lost",
        }
    }
}

/// A case of the matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Case {
    pub(super) story: String,
    pub(super) strikes: Vec<Strike>,
    pub(super) blow: Option<(Blow, Point)>,
}

impl Case {
    /// The story when nothing goes wrong.
    pub(super) fn alone(story: &str) -> Case {
        Case { story: story.to_owned(), strikes: Vec::new(), blow: None }
    }

    pub(super) fn and(&self, strike: Strike) -> Case {
        let mut case = self.clone();
        case.strikes.push(strike);
        case
    }

    pub(super) fn at(&self, blow: Blow, point: Point) -> Case {
        Case { blow: Some((blow, point)), ..self.clone() }
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.story)?;
        for strike in &self.strikes {
            write!(f, " | {strike}")?;
        }
        match &self.blow {
            Some((blow, point)) => write!(f, " | {} at {point}", blow.word()),
            None => Ok(()),
        }
    }
}
