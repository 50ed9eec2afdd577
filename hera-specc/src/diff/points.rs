//! The points at which a run of a flow can stand, and what each says of the journal.

use hera_core::plan::Effects;

use super::view::View;

/// What has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The run was admitted.
    Start,
    /// The intent of an external node is durable; there is no answer yet.
    Called,
    /// An external node in doubt was asked again, without an answer.
    Asked,
    /// The answer of an external node is durable.
    Answered,
    /// An attempt of a boundary failed, and another one is to come.
    Retried,
    /// A boundary failed for good: the run has turned around.
    Failed,
    /// A boundary has committed, with all its nodes done or skipped.
    Committed,
    /// A node's compensation has begun, or is done.
    Undone,
    /// The run waits for a person.
    Parked,
    /// Two facts that stand together worse than each alone.
    Together,
}

impl Kind {
    /// The word in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Start => "start",
            Kind::Called => "called",
            Kind::Asked => "asked",
            Kind::Answered => "answered",
            Kind::Retried => "retried",
            Kind::Failed => "failed",
            Kind::Committed => "committed",
            Kind::Undone => "undone",
            Kind::Parked => "parked",
            Kind::Together => "together",
        }
    }

    /// The point in words, as said of a subject.
    pub(super) fn told(self, subject: &str) -> String {
        match self {
            Kind::Start => "nothing done yet".to_owned(),
            Kind::Called => format!("{subject} called without an answer"),
            Kind::Asked => format!("{subject} in doubt and asked again"),
            Kind::Answered => format!("{subject} answered"),
            Kind::Retried => format!("{subject} failed and to be tried again"),
            Kind::Failed => format!("{subject} failed for good"),
            Kind::Committed => format!("{subject} committed"),
            Kind::Undone => format!("{subject} being undone"),
            Kind::Parked => "parked".to_owned(),
            Kind::Together => format!("{subject} together"),
        }
    }
}

/// To what it has happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The run.
    Run,
    /// A node, by its id.
    Node(String),
    /// A boundary, by its name.
    Boundary(String),
    /// Two of these.
    Both(String),
}

impl Subject {
    /// Its name, where it has one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Subject::Run => None,
            Subject::Node(name) | Subject::Boundary(name) | Subject::Both(name) => Some(name),
        }
    }

    /// Whether it is the one of this name; the run is it for the empty name.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name().unwrap_or_default() == name
    }
}

/// A point of the old flow: a fact, and which boundary has to be ready for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    Start,
    Called(usize),
    Asked(usize),
    Answered(usize),
    Retried(usize),
    Failed(usize),
    Committed(usize),
    Undone(usize),
    Parked,
}

impl Spot {
    pub(super) fn kind(self) -> Kind {
        match self {
            Spot::Start => Kind::Start,
            Spot::Called(_) => Kind::Called,
            Spot::Asked(_) => Kind::Asked,
            Spot::Answered(_) => Kind::Answered,
            Spot::Retried(_) => Kind::Retried,
            Spot::Failed(_) => Kind::Failed,
            Spot::Committed(_) => Kind::Committed,
            Spot::Undone(_) => Kind::Undone,
            Spot::Parked => Kind::Parked,
        }
    }

    pub(super) fn subject(self, view: &View<'_>) -> Subject {
        match self {
            Spot::Start | Spot::Parked => Subject::Run,
            Spot::Called(node) | Spot::Asked(node) | Spot::Answered(node) | Spot::Undone(node) => {
                Subject::Node(view.id(node).to_owned())
            }
            Spot::Retried(at) | Spot::Failed(at) | Spot::Committed(at) => {
                Subject::Boundary(view.boundary(at).name.to_string())
            }
        }
    }

    /// The boundary that has to be ready, so that all before it have committed.
    pub(super) fn boundary(self, view: &View<'_>) -> Option<usize> {
        match self {
            Spot::Start | Spot::Parked => None,
            Spot::Called(node) | Spot::Asked(node) | Spot::Answered(node) | Spot::Undone(node) => {
                Some(view.node(node).boundary.0 as usize)
            }
            Spot::Retried(at) | Spot::Failed(at) | Spot::Committed(at) => Some(at),
        }
    }
}

/// All points of a flow, in its order. A run with every boundary committed is over and stands
/// nowhere.
pub(super) fn spots(view: &View<'_>) -> Vec<Spot> {
    let mut all = vec![Spot::Start];
    let again = view.plan.retry.max_attempts > 1;
    let count = view.plan.boundaries.len();
    for at in 0..count {
        let nodes = view.flow.boundaries[at].nodes.iter().copied();
        for node in nodes.filter(|node| view.is_external(*node)) {
            all.extend([Spot::Called(node), Spot::Answered(node)]);
            if again {
                all.push(Spot::Asked(node));
            }
        }
        if again {
            all.push(Spot::Retried(at));
        }
        all.push(Spot::Failed(at));
        let last = (0..count).all(|other| other == at || view.precedes(other, at));
        if !last {
            all.push(Spot::Committed(at));
        }
    }
    let nodes = 0..view.plan.nodes.len();
    if view.plan.compensation.auto {
        let undone =
            |node: &usize| view.node(*node).compensation.is_some() && undoable(view, *node);
        all.extend(nodes.clone().filter(undone).map(Spot::Undone));
    }
    if nodes.into_iter().any(|node| undoable(view, node)) {
        all.push(Spot::Parked);
    }
    all
}

/// Whether a node can be one of those that have to be undone: something can still fail when it is
/// done, or it is external, so that its own boundary can.
pub(super) fn undoable(view: &View<'_>, node: usize) -> bool {
    let own = view.node(node).boundary.0 as usize;
    let fails = |other: usize| other != own && !view.precedes(other, own);
    match view.node(node).effects {
        Effects::None => false,
        Effects::External => true,
        Effects::Transactional => (0..view.plan.boundaries.len()).any(fails),
    }
}
