//! Which orchestration takes over the runs of which.

use super::Options;
use super::side::Read;
use crate::ir::Orchestration;

/// An old orchestration and the one that is to take over its runs.
pub(super) struct Match<'a> {
    pub(super) old: &'a Orchestration,
    pub(super) new: Option<&'a Orchestration>,
}

/// The same code; where it is gone, or successors are asked for, the newest version of it.
pub(super) fn pairs<'a>(old: &'a Read, new: &'a Read, options: &Options) -> Vec<Match<'a>> {
    let meant = |spec: &&Orchestration| match &options.only {
        Some((code, _)) => spec.code.value.canonical() == code,
        None => true,
    };
    let matched = |old: &'a Orchestration| {
        let same = new.orchestration(old.code.value.canonical());
        let successor = || {
            let base = old.code.value.base();
            let later = new.orchestrations().filter(|spec| {
                spec.code.value.base() == base && spec.code.value.number() > old.code.value.number()
            });
            later.max_by_key(|spec| spec.code.value.number())
        };
        let found = match &options.only {
            Some((_, code)) => new.orchestration(code),
            None if options.successors => successor().or(same),
            None => same.or_else(successor),
        };
        Match { old, new: found }
    };
    old.orchestrations().filter(meant).map(matched).collect()
}
