//! What stands inside the boundary that fails: the external nodes that were called in it.

use crate::machine::inside;
use crate::plan::{NodeIx, Plan};

use super::is_external;

/// An external node of the boundary in which another node fails.
pub(super) struct Standing {
    pub(super) node: NodeIx,
    /// It is done whenever its condition holds; else only in some runs.
    pub(super) sure: bool,
    /// It can be in doubt.
    pub(super) doubt: bool,
}

/// The external nodes that can have been called when one node of their boundary fails.
pub(super) struct Inside {
    standing: Vec<Standing>,
}

impl Inside {
    pub(super) fn new(plan: &Plan, fails: NodeIx) -> Inside {
        let boundary = plan.node(fails).boundary;
        let external = plan.boundary(boundary).nodes.iter().copied();
        let others: Vec<NodeIx> =
            external.filter(|node| *node != fails && is_external(plan, *node)).collect();
        if others.is_empty() {
            return Inside { standing: Vec::new() };
        }
        let inside = inside(plan, boundary);
        let is_inside = |node: NodeIx| inside.binary_search(&node).is_ok();
        let standing = others.into_iter().filter_map(|node| {
            // What comes later in the order of steps is called only once an external node has
            // answered, and then that one fails no more.
            let earlier = match (is_inside(node), is_inside(fails)) {
                (false, true) => true,
                (true, false) => false,
                _ => node < fails,
            };
            // A node of the transaction can fail after them, if an earlier attempt was lost.
            let lost = !earlier && !is_external(plan, fails);
            (earlier || lost).then_some(Standing { node, sure: earlier, doubt: lost })
        });
        Inside { standing: standing.collect() }
    }

    pub(super) fn standing(&self) -> impl Iterator<Item = &Standing> {
        self.standing.iter()
    }
}
