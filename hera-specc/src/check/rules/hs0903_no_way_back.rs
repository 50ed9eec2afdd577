//! HS0903: a node has done something that nothing undoes, and a later one can fail for good.

use hera_core::entry::implicit;
use hera_core::plan::{Effects, Mode};

use crate::check::cx::Cx;
use crate::check::ways_back::{Failing, Stranded, report};
use crate::check::words;
use crate::diag::{Diagnostic, Diagnostics, Severity, catalogue};
use crate::ir::{ErrorDecl, Node, Orchestration};
use crate::source::Span;

/// The most failing nodes that get a label of their own, or are named in the advice.
const LABELS_MAX: usize = 4;
/// The most error codes of one node that are named.
const CODES_MAX: usize = 3;

/// Said where the conditions are too many-sided to be held against each other.
const NOT_PROVEN: &str = "not proven: the conditions have more alternatives than are looked at, and \
                          are taken to hold in one run";

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        // A mode that was refused stands for `persist` here, which nobody wrote.
        if cx.reported(orchestration.file, &["HS0401", "HS0405"]) {
            continue;
        }
        let report = report(cx, orchestration);
        let see = See { cx, orchestration };
        for stranded in &report.stranded {
            let found = see.stranded(stranded);
            diags.push(match report.cut {
                true => found.note("there are more pairs than are listed"),
                false => found,
            });
        }
        for (node, events) in &report.in_doubt {
            diags.extend(see.in_doubt(*node, events));
        }
        if let Some(require) = orchestration.compensation.require_full {
            let refusing =
                orchestration.nodes.iter().filter_map(|node| see.refusing(node, require));
            refusing.for_each(|found| diags.push(found));
        }
    }
}

struct See<'a, 'c> {
    cx: &'c Cx<'a>,
    orchestration: &'a Orchestration,
}

impl<'a> See<'a, '_> {
    fn node(&self, at: usize) -> &'a Node {
        &self.orchestration.nodes[at]
    }

    fn id(&self, at: usize) -> &'a str {
        &self.node(at).id.value
    }

    /// The effect of the node stands; what for, and what to do.
    fn stranded(&self, stranded: &Stranded<'_>) -> Diagnostic {
        let pivot = self.node(stranded.pivot);
        let require = self.orchestration.compensation.require_full;
        let severity = match (stranded.outage, require) {
            (true, _) => Severity::Note,
            (false, Some(_)) => Severity::Error,
            (false, None) => Severity::Warning,
        };
        let mut found = Diagnostic::new(&catalogue::HS0903, pivot.id.span, self.message(stranded))
            .severity(severity)
            .label("no compensation");
        for failing in stranded.fails.iter().take(LABELS_MAX) {
            if failing.node != stranded.pivot {
                let label =
                    format!("fails with {}", words::or_more(&failing.errors, CODES_MAX, "error"));
                let label = if stranded.outage { "fails for technical reasons" } else { &label };
                found = found.secondary(self.node(failing.node).id.span, label);
            }
        }
        if let Some(error) = self.declaration(&stranded.fails[0]).filter(|_| !stranded.outage) {
            found = found.secondary(error.code.span, "the error is declared here");
        }
        let holds = |boundary: &&crate::ir::Boundary| {
            boundary.nodes.iter().any(|node| node.value == stranded.pivot)
        };
        if let Some(boundary) = self.orchestration.boundaries.iter().find(holds) {
            found =
                found.secondary(boundary.name.span, format!("`{}` commits with this", pivot.id));
        }
        if let Some(require) = require.filter(|_| !stranded.outage) {
            found = found.secondary(require, "every step has to have a way back");
        }
        if let Some(path) = self.path(stranded) {
            found = found.note(path);
        }
        if stranded.fails.iter().any(|failing| failing.undecided) {
            found = found.note(NOT_PROVEN);
        }
        if let Some(silent) = stranded.fails.iter().find(|failing| self.is_silent(failing)) {
            found = found.note(format!(
                "the procedure of `{}` declares no errors, so it is taken to have one, which is final",
                self.id(silent.node)
            ));
        }
        found = found.note(format!("in the flow of {}", words::and(&stranded.events)));
        if stranded.outage {
            return found.note("such a run parks until a later attempt succeeds");
        }
        let accept = match require {
            Some(_) => "leave out `require: full`",
            None => "accept parking by allowing HS0903",
        };
        found.note("such a run parks: a person has to decide").help(format!(
            "add a compensation to `{}`, run it after {}, or {accept}",
            pivot.id,
            self.others(stranded)
        ))
    }

    fn message(&self, stranded: &Stranded<'_>) -> String {
        let pivot = self.id(stranded.pivot);
        let external =
            self.cx.procedure(&self.node(stranded.pivot).run.value).is_some_and(|procedure| {
                procedure.effects.is_some_and(|e| e.value == Effects::External)
            });
        let fails: Vec<&Failing> =
            stranded.fails.iter().filter(|failing| failing.node != stranded.pivot).collect();
        let head = if stranded.outage { "only later attempts lead on" } else { "no way back" };
        match fails.as_slice() {
            [] => format!(
                "{head}: `{pivot}` may have had its effect when its answer is lost, and has no compensation"
            ),
            several => {
                let done = if external { "has had its effect" } else { "has committed" };
                let ids: Vec<&str> = several.iter().map(|failing| self.id(failing.node)).collect();
                let names = words::or_more(&ids, LABELS_MAX, "node");
                let with = match several {
                    [only] if !stranded.outage => {
                        format!(" with {}", words::or_more(&only.errors, 1, "error"))
                    }
                    _ => String::new(),
                };
                format!("{head}: `{pivot}` {done} without a compensation when {names} fails{with}")
            }
        }
    }

    /// The shortest way to the first node that fails.
    fn path(&self, stranded: &Stranded<'_>) -> Option<String> {
        let others = stranded.fails.iter().filter(|failing| failing.node != stranded.pivot);
        let nearest = others.min_by_key(|failing| failing.path.len())?;
        let ids: Vec<String> =
            nearest.path.iter().map(|at| format!("`{}`", self.id(*at))).collect();
        Some(match nearest.parallel {
            true => {
                format!("the two run in parallel, so that either may be first: {}", ids.join(", "))
            }
            false => format!("shortest path: {}", ids.join(" -> ")),
        })
    }

    fn others(&self, stranded: &Stranded<'_>) -> String {
        let others: Vec<&str> = stranded
            .fails
            .iter()
            .filter(|failing| failing.node != stranded.pivot)
            .map(|failing| self.id(failing.node))
            .collect();
        match others.len() {
            0 => "all others".to_owned(),
            1..=LABELS_MAX => words::and(others),
            _ => "all that can fail".to_owned(),
        }
    }

    /// Whether it fails with the one error of a procedure that declares none.
    fn is_silent(&self, failing: &Failing) -> bool {
        failing.errors.iter().any(|code| code == implicit::UNKNOWN_ERROR)
            && self.cx.procedure(&self.node(failing.node).run.value).is_some()
    }

    /// Where the first error of a failing node is declared.
    fn declaration(&self, failing: &Failing) -> Option<&'a ErrorDecl> {
        let code = failing.errors.first().filter(|code| *code != implicit::UNKNOWN_ERROR)?;
        let procedure = self.cx.procedure(&self.node(failing.node).run.value)?;
        procedure.errors.iter().flatten().find(|error| error.code.value == *code)
    }

    /// A compensation that says no for good, where every step has to have a way back.
    fn refusing(&self, node: &Node, require: Span) -> Option<Diagnostic> {
        let inverse = node.compensation.as_ref().filter(|_| node.mode() == Mode::Persist)?;
        let procedure = self.cx.procedure(&inverse.run.value)?;
        let report = |message: String, label: &str| {
            Diagnostic::new(&catalogue::HS0903, self.cx.code_span(&inverse.run), message)
                .severity(Severity::Error)
                .label(label)
                .secondary(require, "every step has to have a way back")
        };
        if let Some(effects) = procedure.effects.filter(|said| said.value == Effects::None) {
            let message = format!("no way back: the compensation of `{}` changes nothing", node.id);
            return Some(
                report(message, "undoes nothing")
                    .secondary(effects.span, "it has no effects")
                    .help(format!("name what takes back the work of `{}`", node.id)),
            );
        }
        let at = self.orchestration.node(&node.id.value)?;
        let refusals = self.orchestration.refusals(at, procedure);
        let (_, first) = refusals.first()?;
        let codes: Vec<&str> = refusals.iter().map(|(code, _)| *code).collect();
        let message = format!(
            "no way back: the compensation of `{}` can refuse with {}",
            node.id,
            words::or_more(&codes, CODES_MAX, "error")
        );
        let found = report(message, "the run would park on its way back")
            .secondary(*first, "it is said here, and final");
        Some(found.help(
            "let it do nothing where there is nothing to undo, mark the error `retryable: true`, or \
             leave out `require: full`",
        ))
    }

    /// A compensation that needs what a lost answer would have said.
    fn in_doubt(&self, at: usize, events: &[&str]) -> Diagnostics {
        let node = self.node(at);
        let mut diags = Diagnostics::new();
        let Some(inverse) = &node.compensation else { return diags };
        diags.push(
            Diagnostic::new(
                &catalogue::HS0903,
                self.cx.code_span(&inverse.run),
                format!(
                    "the compensation of `{}` reads its output, so it cannot undo it when its answer is lost",
                    node.id
                ),
            )
            .severity(Severity::Note)
            .label("a run can park here")
            .secondary(node.id.span, "called again first, with the same key")
            .note(format!("in the flow of {}", words::and(events)))
            .help("let it find what was done by the node's inputs or its key alone"),
        );
        diags
    }
}
