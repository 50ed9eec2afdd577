//! `--fail NODE=CODE[:TIMES]`: what goes wrong in a dry run, and whether it can.

use std::fmt;
use std::str::FromStr;

use hera_core::Plan;
use hera_core::entry::{implicit, infrastructure};
use hera_core::plan::Node;
use hera_core::sim::Script;

use crate::diag::nearest;

/// A failure that somebody asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failing {
    /// The node.
    pub node: String,
    /// With what it fails.
    pub code: String,
    /// How many calls fail; absent: all.
    pub times: Option<u32>,
}

impl FromStr for Failing {
    type Err = String;

    fn from_str(text: &str) -> Result<Failing, String> {
        let form = || format!("`{text}` is not of the form NODE=CODE or NODE=CODE:TIMES");
        let (node, failure) = text.split_once('=').ok_or_else(form)?;
        let (code, times) = match failure.split_once(':') {
            Some((code, times)) => {
                let times = times.parse().ok().filter(|times| *times > 0);
                (code, Some(times.ok_or_else(|| format!("{}: TIMES is a number from 1", form()))?))
            }
            None => (failure, None),
        };
        if node.is_empty() || code.is_empty() {
            return Err(form());
        }
        Ok(Failing { node: node.to_owned(), code: code.to_owned(), times })
    }
}

/// Something was asked for that there is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misuse {
    /// What there is not, with a guess at what was meant.
    pub message: String,
    /// What there is.
    pub known: Vec<String>,
}

impl Misuse {
    /// `what` is unknown; these are known.
    pub fn unknown<'a>(what: &str, name: &str, known: impl IntoIterator<Item = &'a str>) -> Misuse {
        let mut known: Vec<String> = known.into_iter().map(str::to_owned).collect();
        let mut seen = std::collections::BTreeSet::new();
        known.retain(|name| seen.insert(name.clone()));
        let near = nearest(name, known.iter().map(String::as_str));
        let guess = near.map_or_else(String::new, |near| format!(": did you mean `{near}`?"));
        Misuse { message: format!("there is no {what}{guess}"), known }
    }
}

impl fmt::Display for Misuse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.known.iter().try_for_each(|known| write!(f, "\n  {known}"))
    }
}

impl std::error::Error for Misuse {}

/// The codes with which a node can fail: declared, those of its clauses, and the machinery's.
pub fn codes(node: &Node) -> impl Iterator<Item = &str> {
    let declared = node.errors.iter().map(|error| error.code.as_ref());
    declared.chain(infrastructure::ALL.iter().copied())
}

/// Refuses a failure of a node that is in none of the plans, or with a code that it cannot have.
///
/// # Errors
/// With the nearest name and all that there are.
pub fn validate(failing: &Failing, plans: &[&Plan]) -> Result<(), Misuse> {
    let nodes = || plans.iter().flat_map(|plan| plan.nodes.iter());
    let Some(node) = nodes().find(|node| node.id == failing.node) else {
        let what = match plans {
            [plan] => format!("node `{}` in the flow of `{}`", failing.node, plan.event),
            _ => format!("node `{}` in these flows", failing.node),
        };
        return Err(Misuse::unknown(&what, &failing.node, nodes().map(|node| node.id.as_ref())));
    };
    if codes(node).any(|code| code == failing.code) {
        return Ok(());
    }
    let what = format!("error `{}` of `{}` (`{}`)", failing.code, node.id, node.procedure);
    Err(Misuse::unknown(&what, &failing.code, codes(node)))
}

/// The script of these failures, as far as their nodes are in the plan. What is `unfit`, nodes and compensations by
/// position, fails before it can be called.
pub(super) fn script(failures: &[Failing], unfit: Vec<(usize, bool)>, plan: &Plan) -> Script {
    let unfit = unfit.into_iter().fold(Script::new(), |script, (at, of_inverse)| {
        let Some(node) = plan.node_ixs().nth(at) else { return script };
        match of_inverse {
            true => script.fail_compensation(node, implicit::PRECONDITION_FAILED, None),
            false => script.fail(node, implicit::PRECONDITION_FAILED, None),
        }
    });
    failures.iter().fold(unfit, |script, failing| match plan.find(&failing.node) {
        Some(node) => script.fail(node, failing.code.clone(), failing.times),
        None => script,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_as_they_are_written() {
        let parse = |text: &str| text.parse::<Failing>();
        let failing = |node: &str, code: &str, times| {
            Ok(Failing { node: node.to_owned(), code: code.to_owned(), times })
        };
        assert_eq!(parse("A=NO"), failing("A", "NO", None));
        assert_eq!(parse("A=NO:2"), failing("A", "NO", Some(2)));
        for wrong in ["A", "=NO", "A=", "A=:2", "A=NO:", "A=NO:0", "A=NO:x", "A=NO:-1"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
