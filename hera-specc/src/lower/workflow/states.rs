//! The states of a workflow definition, and the names of them elsewhere in it.

use std::collections::BTreeMap;

use crate::ast::{Entry, Node};
use crate::diag::{Diagnostic, catalogue, nearest};
use crate::lower::{Cx, shape};
use crate::source::Spanned;

/// More states than this are no workflow that a person follows; they are refused.
const STATES_MAX: usize = 1_024;

/// The states, each once.
pub(super) struct States {
    list: Vec<Spanned<String>>,
    by_name: BTreeMap<String, usize>,
    /// Whether the list could be read: else names of states are not judged.
    known: bool,
}

impl States {
    /// The states under `states`.
    pub(super) fn lower(cx: &mut Cx<'_>, definition: &Entry) -> States {
        let mut states = States { list: Vec::new(), by_name: BTreeMap::new(), known: false };
        let help = "write `states: [DRAFT, SUBMITTED, APPROVED]`";
        let node = definition.value.entry("states");
        let listed = match node {
            Some(entry) => match shape::list(cx, &entry.value, "states", help) {
                Some(listed) => listed,
                None => return states,
            },
            None => &[],
        };
        if listed.is_empty() || listed.len() > STATES_MAX {
            let span = node.map_or(definition.key.span, |entry| entry.key.span);
            let message = match listed.len() {
                0 => "this workflow has no states".to_owned(),
                n => format!("this workflow has {n} states; the most are {STATES_MAX}"),
            };
            cx.report(Diagnostic::new(&catalogue::HS1902, span, message).help(help));
            return states;
        }
        states.known = true;
        for node in listed {
            // A list under `states` may hold maps with a name and what the state means.
            let named = node.get("name").or_else(|| node.get("code")).unwrap_or(node);
            match shape::text(cx, named, "states") {
                Some(name) => states.push(cx, name),
                None => states.known &= node.is_null(),
            }
        }
        states
    }

    fn push(&mut self, cx: &mut Cx<'_>, name: Spanned<String>) {
        if let Some(first) = self.by_name.get(&name.value) {
            let message = format!("state `{}` is listed twice", name.value);
            cx.report(
                Diagnostic::new(&catalogue::HS1903, name.span, message)
                    .secondary(self.list[*first].span, "first listed here")
                    .help("remove one"),
            );
            return;
        }
        self.by_name.insert(name.value.clone(), self.list.len());
        self.list.push(name);
    }

    /// The state that `node` names; HS1904 where there is none.
    pub(super) fn find(&self, cx: &mut Cx<'_>, node: &Node, key: &str) -> Option<Spanned<usize>> {
        let name = shape::text(cx, node, key)?;
        if let Some(at) = self.by_name.get(&name.value) {
            return Some(Spanned::new(*at, name.span));
        }
        if !self.known {
            return None;
        }
        let message = format!("unknown state `{}`", shape::shorten(&name.value));
        let found = Diagnostic::new(&catalogue::HS1904, name.span, message);
        cx.report(match nearest(&name.value, self.by_name.keys().map(String::as_str)) {
            Some(meant) => found
                .secondary(self.list[self.by_name[meant]].span, "a similar state stands here")
                .help(format!("did you mean `{meant}`?"))
                .suggest(name.span, meant),
            None => found.help("add it to `states`, or correct the name"),
        });
        None
    }

    /// The first state.
    pub(super) fn first(&self) -> Option<Spanned<usize>> {
        self.list.first().map(|state| Spanned::new(0, state.span))
    }

    pub(super) fn into_list(self) -> Vec<Spanned<String>> {
        self.list
    }
}
