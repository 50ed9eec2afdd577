//! Nodes for handlers and hooks, with ids that are short and unique.

use std::collections::BTreeMap;

use super::hooks::Hook;
use super::route::Route;
use crate::ir::{Node, SmartCode};
use crate::lower::nodes::Nodes;
use crate::source::Spanned;

/// One node for each procedure that a route or a hook names, handlers first.
pub(super) fn nodes(routes: &[Route], hooks: &[Hook]) -> Nodes {
    let mut codes: Vec<&Spanned<SmartCode>> = Vec::new();
    let handlers = routes.iter().filter_map(|route| route.handler.as_ref());
    for code in handlers.chain(hooks.iter().flat_map(|hook| &hook.success)) {
        if !codes.iter().any(|known| known.value == code.value) {
            codes.push(code);
        }
    }
    let ids = ids(&codes);
    let nodes = codes.iter().zip(ids).map(|(code, id)| {
        let serves = |route: &&Route| {
            route.handler.as_ref().is_some_and(|handler| handler.value == code.value)
        };
        let route = routes.iter().find(serves);
        Node {
            span: route.map_or(code.span, |route| route.span),
            id: Spanned::new(id, code.span),
            run: (*code).clone(),
            mode: None,
            when: None,
            with: Vec::new(),
            timeout_ms: None,
            compensation: None,
            retry: None,
            else_skip: false,
        }
    });
    Nodes::of_handlers(nodes.collect())
}

/// The last segment of each code; more of them where two would be alike.
fn ids(codes: &[&Spanned<SmartCode>]) -> Vec<String> {
    let name = |code: &SmartCode, depth: usize| {
        let segments: Vec<&str> = code.segments().collect();
        segments[segments.len().saturating_sub(depth)..].join("_")
    };
    let most = codes.iter().map(|code| code.value.segments().count()).max().unwrap_or(1);
    let mut ids: BTreeMap<usize, String> = BTreeMap::new();
    for depth in 1..=most {
        let open: Vec<usize> = (0..codes.len()).filter(|at| !ids.contains_key(at)).collect();
        for at in &open {
            let id = name(&codes[*at].value, depth);
            let alike = |other: &&usize| *other != at && name(&codes[**other].value, depth) == id;
            if !open.iter().any(|other| alike(&other)) && !ids.values().any(|taken| *taken == id) {
                ids.insert(*at, id);
            }
        }
    }
    // Two versions of one procedure.
    let version = |at: usize| {
        let code = &codes[at].value;
        format!("{}_{}", name(code, most), code.version().to_ascii_uppercase())
    };
    (0..codes.len()).map(|at| ids.remove(&at).unwrap_or_else(|| version(at))).collect()
}
