//! HS0403 with its cure: a node id in capitals, here and wherever it is named.

use std::collections::BTreeMap;

use super::{Cx, scalars};
use crate::diag::{Severity, Suggestion, catalogue};
use crate::ir::expr::{Expr, ExprKind, Root};
use crate::ir::{Boundary, Chain, Node};
use crate::source::Span;

/// Completes the findings about ids: all places that name the node change together. Where something of
/// the file is broken, a place may be missing here, so nothing is suggested.
pub(super) fn suggest(cx: &mut Cx<'_>, nodes: &[Node], chains: &[Chain], boundaries: &[Boundary]) {
    let wrong: BTreeMap<Span, usize> = nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| !scalars::is_screaming(&node.id.value))
        .map(|(at, node)| (node.id.span, at))
        .collect();
    let Some((first, _)) = wrong.first_key_value() else { return };
    let file = first.file;
    let broken = |found: &crate::diag::Diagnostic| {
        let lost = found.severity == Severity::Error || found.rule.code == catalogue::HS0508.code;
        lost && found.primary.span.file == file
    };
    if cx.diags.as_slice().iter().any(broken) {
        return;
    }
    let places = places(nodes, chains, boundaries);
    // Two that would get one name stay two.
    let taken = |name: &str, own: usize| {
        let others = nodes.iter().enumerate().filter(|(at, _)| *at != own);
        others.into_iter().any(|(_, node)| scalars::screaming(&node.id.value) == name)
    };
    cx.diags.retain_mut(|found| {
        let at = wrong.get(&found.primary.span);
        let at = at.filter(|_| found.rule.code == catalogue::HS0403.code);
        if let Some(at) = at {
            let better = scalars::screaming(&nodes[*at].id.value);
            let usable = scalars::is_name(&better) && scalars::is_screaming(&better);
            if usable && !taken(&better, *at) {
                let all = places.get(at).into_iter().flatten().chain([&nodes[*at].id.span]);
                found.suggestions = all
                    .map(|span| Suggestion { span: *span, replacement: better.clone() })
                    .collect();
                found.suggestions.sort_by_key(|change| change.span);
            }
        }
        true
    });
}

/// Where each node is named: in edges, boundaries and expressions.
fn places(nodes: &[Node], chains: &[Chain], boundaries: &[Boundary]) -> BTreeMap<usize, Vec<Span>> {
    let mut places: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
    let listed = chains.iter().flat_map(|chain| &chain.nodes);
    for name in listed.chain(boundaries.iter().flat_map(|boundary| &boundary.nodes)) {
        places.entry(name.value).or_default().push(name.span);
    }
    let ids: BTreeMap<&str, usize> =
        nodes.iter().enumerate().map(|(at, node)| (node.id.value.as_str(), at)).collect();
    for node in nodes {
        let inverse = node.compensation.iter().flat_map(|inverse| &inverse.with);
        let bound = node.with.iter().chain(inverse).map(|(_, expr)| expr);
        for expr in node.when.iter().chain(bound) {
            named(expr, &mut |id, span| {
                if let Some(at) = ids.get(id) {
                    places.entry(*at).or_default().push(span);
                }
            });
        }
    }
    places
}

/// Visits the nodes that an expression names.
fn named(expr: &Expr, visit: &mut dyn FnMut(&str, Span)) {
    match &expr.kind {
        ExprKind::Path(path) => {
            let root = path.root.as_ref().map(|root| root.value);
            if let (Some(Root::Nodes), Some(id)) = (root, path.segments.first()) {
                visit(&id.value, id.span);
            }
        }
        ExprKind::Literal(_) => {}
        ExprKind::Unary(_, operand) => named(operand, visit),
        ExprKind::Binary(_, left, right) => {
            named(left, visit);
            named(right, visit);
        }
        ExprKind::Call(_, parts) | ExprKind::List(parts) => {
            parts.iter().for_each(|part| named(part, visit));
        }
    }
}
