//! References to procedures, from nodes and from their compensations, and what is said about those
//! that lead nowhere. The rules that use this differ in their code alone.

use std::fmt;

use super::cx::Cx;
use super::index::{Definition, Resolved, What};
use super::words;
use crate::diag::{Diagnostic, Diagnostics, Rule, Severity, catalogue};
use crate::ir::{Mention, Node, Orchestration, SmartCode, Workflow};
use crate::source::Spanned;

/// A reference to a procedure.
pub(super) struct Reference<'a> {
    /// Who makes it, with what names it in the YAML.
    pub(super) user: User<'a>,
    /// The code that it names.
    pub(super) code: &'a Spanned<SmartCode>,
    /// Whether it names what undoes the node.
    pub(super) compensation: bool,
}

/// Who refers to a procedure.
pub(super) enum User<'a> {
    /// A node of an orchestration.
    Node(&'a Node),
    /// A transition of a workflow: its key (`guards`, `effects`) and its two states.
    Transition(&'static str, &'a str, &'a str),
    /// A timer of a workflow: the state that sets it.
    Timer(&'a str),
}

impl fmt::Display for User<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            User::Node(node) => write!(f, "`{}`", node.id),
            User::Transition(_, from, to) => write!(f, "`{from}` -> `{to}`"),
            User::Timer(state) => write!(f, "the timer of `{state}`"),
        }
    }
}

impl Reference<'_> {
    /// What cannot happen without the procedure.
    pub(super) fn consequence(&self) -> String {
        match &self.user {
            user if self.compensation => format!("{user} cannot be undone"),
            User::Transition("guards", ..) => format!("{} cannot be guarded", self.user),
            User::Transition(..) => format!("{} cannot have this effect", self.user),
            User::Node(_) | User::Timer(_) => format!("{} cannot run", self.user),
        }
    }

    /// The key in the YAML.
    pub(super) fn key(&self) -> &'static str {
        match self.user {
            _ if self.compensation => "compensation",
            User::Node(_) => "run",
            User::Transition(key, ..) => key,
            User::Timer(_) => "on_fire",
        }
    }
}

/// All references of the judged specs.
pub(super) fn all<'c, 'a>(cx: &'c Cx<'a>) -> impl Iterator<Item = Reference<'a>> + use<'c, 'a> {
    let nodes = cx.orchestrations().flat_map(|(spec, _)| references(spec));
    nodes.chain(cx.workflows().flat_map(steps))
}

/// Those of them that do not lead to exactly one procedure. They are few, and most rules about references
/// are about them alone.
pub(super) fn open<'c, 'a>(cx: &'c Cx<'a>) -> &'c [Reference<'a>] {
    cx.open.get_or_init(|| {
        let settled = |found: &Reference<'_>| {
            matches!(cx.index.resolve(&found.code.value), Resolved::Procedure)
        };
        all(cx).filter(|reference| !settled(reference)).collect()
    })
}

/// All references of an orchestration.
pub(super) fn references(orchestration: &Orchestration) -> impl Iterator<Item = Reference<'_>> {
    orchestration.nodes.iter().flat_map(|node| {
        let user = User::Node(node);
        let run = Reference { user, code: &node.run, compensation: false };
        let inverse = node.compensation.as_ref().map(|inverse| Reference {
            user: User::Node(node),
            code: &inverse.run,
            compensation: true,
        });
        std::iter::once(run).chain(inverse)
    })
}

/// All references of a workflow definition.
pub(super) fn steps(workflow: &Workflow) -> impl Iterator<Item = Reference<'_>> {
    let of = |user, code| Reference { user, code, compensation: false };
    let transitions = workflow.transitions.iter().flat_map(move |step| {
        let (from, to) = (workflow.state(step.from.value), workflow.state(step.to.value));
        let guards = step.guards.iter().map(move |code| (code, "guards"));
        let effects = step.effects.iter().map(move |code| (code, "effects"));
        guards.chain(effects).map(move |(code, key)| of(User::Transition(key, from, to), code))
    });
    let timers = workflow.timers.iter().filter_map(move |timer| {
        Some(of(User::Timer(workflow.state(timer.on_enter.value)), timer.on_fire.as_ref()?))
    });
    transitions.chain(timers)
}

/// Reports a code that no file defines, or only one that cannot be read.
pub(super) fn judge(
    cx: &Cx<'_>,
    rule: &'static Rule,
    reference: &Reference<'_>,
    diags: &mut Diagnostics,
) {
    let code = reference.code;
    match cx.index.resolve(&code.value) {
        Resolved::Unknown => diags.push(unknown(cx, rule, code, &reference.consequence())),
        Resolved::Broken(definition) => {
            diags.push(unreadable(cx, rule, code, &reference.consequence(), definition));
        }
        Resolved::Procedure
        | Resolved::Several(_)
        | Resolved::OtherKind(_)
        | Resolved::OtherVersion(_) => {}
    }
}

/// Reports a code that a file which is no spec names, and no file defines: nothing is compiled from it, so
/// it is a warning.
pub(super) fn judge_mention(cx: &Cx<'_>, mention: &Mention, diags: &mut Diagnostics) {
    if let Resolved::Unknown | Resolved::OtherVersion(_) = cx.index.resolve(&mention.code.value) {
        let consequence = format!("`{}` leads nowhere", mention.key);
        let found = unknown(cx, &catalogue::HS1101, &mention.code, &consequence);
        diags.push(found.severity(Severity::Warning));
    }
}

/// The report for a code that no file defines; `consequence` is what cannot happen then.
fn unknown(
    cx: &Cx<'_>,
    rule: &'static Rule,
    code: &Spanned<SmartCode>,
    consequence: &str,
) -> Diagnostic {
    let written = code.value.written();
    let message = if rule.code == catalogue::HS0901.code {
        format!("compensation `{written}` resolves to no procedure")
    } else {
        format!("no procedure has the smart code `{written}`")
    };
    let found =
        Diagnostic::new(rule, cx.code_span(code), message).label(consequence).note(searched(cx));
    if let Some(meant) = cx.index.meant(&code.value) {
        return found
            .help(format!("did you mean `{}`?", meant.written()))
            .suggest(cx.code_span(code), meant.written());
    }
    let similar = cx.index.similar(&code.value);
    if similar.is_empty() {
        return found.help("write the procedure, or name the folder that has it by `--uses`");
    }
    found.help(format!("similar: {}", words::or(similar.iter().map(|code| code.written()))))
}

/// The report for a code that only a file defines which cannot be read.
fn unreadable(
    cx: &Cx<'_>,
    rule: &'static Rule,
    code: &Spanned<SmartCode>,
    consequence: &str,
    definition: &Definition,
) -> Diagnostic {
    Diagnostic::new(
        rule,
        cx.code_span(code),
        format!("`{}` is defined only in a file that cannot be read", code.value.written()),
    )
    .label(consequence)
    .secondary(cx.code_span(&definition.code), "defined here")
    .help(format!("first mend {}", cx.sources.path(definition.file)))
}

/// What a definition is, for a label.
pub(super) fn role(definition: &Definition) -> &'static str {
    match definition.what {
        What::Procedure(_) => "a procedure",
        What::Other(kind) => match kind {
            crate::ir::Kind::GraphOrchestration => "an orchestration",
            crate::ir::Kind::RouteOrchestration => "a route orchestration",
            crate::ir::Kind::PlaybookSeed => "a playbook seed",
            crate::ir::Kind::WorkflowDefinition => "a workflow definition",
            crate::ir::Kind::Procedure => "a procedure",
            crate::ir::Kind::Other => "a file that is no spec",
        },
        What::Broken => "in a file that cannot be read",
    }
}

/// How far the search went.
fn searched(cx: &Cx<'_>) -> String {
    let files = words::count(cx.sources.files().count(), "file");
    let nameless = cx.specs.broken.iter().filter(|broken| broken.code.is_none()).count();
    match nameless {
        0 => format!("searched {files}"),
        1 => {
            format!("searched {files}; nobody knows what 1 of them defines, for it cannot be read")
        }
        n => format!("searched {files}; nobody knows what {n} of them define: they cannot be read"),
    }
}
