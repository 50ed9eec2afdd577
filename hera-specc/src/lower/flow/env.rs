//! The names that an expression of a flow can read, and what is said about those it cannot.

use super::Frame;
use super::payload::Payload;
use crate::diag::{Diagnostic, catalogue, nearest};
use crate::ir::Type;
use crate::ir::expr::{Path, Ref, Root};
use crate::ir::flow::{context_field, context_fields, field};
use crate::lower::expr::{Env, Resolution};
use crate::source::{Span, Spanned};
use hera_core::plan::Mode;

/// The most names that a message lists.
const NAMES_MAX: usize = 32;

/// What the expressions of one node see.
pub(super) struct NodeEnv<'a> {
    pub(super) frame: &'a Frame<'a>,
    pub(super) payload: &'a Payload,
    /// The node, as position in the flow.
    pub(super) at: usize,
    /// Whether the node's own output can be read: in its compensation.
    pub(super) own_output: bool,
    /// Whether an output that may be absent has to be guarded: in a condition. A binding is judged by
    /// its input instead.
    pub(super) guards: bool,
}

impl Env for NodeEnv<'_> {
    fn resolve(&self, path: &Path) -> Resolution {
        let Some(root) = &path.root else {
            return unknown(
                path.segments.first().map_or(Span::clone(&self.here()), |segment| segment.span),
                format!("`{}` is no value of a run", join(path)),
                format!("write `$.payload.{}`, or quote it: `'{}'`", join(path), join(path)),
            );
        };
        let Some(first) = path.segments.first() else {
            return unknown(
                root.span,
                "a field is missing after the root".to_owned(),
                "name a field: `$.payload.line_type`".to_owned(),
            );
        };
        match root.value {
            Root::Context => match context_field(&first.value) {
                Some(ty) => Resolution::value(Ref::Context(first.value.clone()), ty, false),
                None => {
                    let names = context_fields().map(|(name, _)| name);
                    missing(first.span, &first.value, "`$.context`", names.into_iter())
                }
            },
            Root::Payload | Root::Path | Root::Headers => self.payload_field(path, root.value),
            Root::Nodes => self.output(path),
        }
    }

    fn is_long(&self, path: &Path) -> bool {
        let [node, output, _, ..] = path.segments.as_slice() else { return false };
        let of_nodes = path.root.as_ref().is_some_and(|root| root.value == Root::Nodes);
        let procedure = || self.frame.procedure(self.frame.position(&node.value)?);
        of_nodes
            && output.value == "output"
            && procedure().is_some_and(|own| field(&own.response, "output").is_none())
    }
}

impl NodeEnv<'_> {
    fn here(&self) -> Span {
        self.frame.node(self.at).id.span
    }

    fn payload_field(&self, path: &Path, root: Root) -> Resolution {
        let first = &path.segments[0];
        let name = self.frame.field_name(root, &first.value);
        let is_there = match root {
            Root::Path => self.frame.is_param(name),
            Root::Headers => self.payload.is_header(name),
            _ => true,
        };
        match self.payload.ty(name).filter(|_| is_there) {
            Some(ty) => {
                let optional = self.payload.optional(name);
                Resolution::value(Ref::Payload(name.to_owned()), ty, optional)
            }
            None if root == Root::Payload => Resolution::Poisoned,
            None if root == Root::Path => {
                missing(first.span, &first.value, "the path", self.frame.param_names())
            }
            None => {
                let headers = self.payload.names().filter(|name| self.payload.is_header(name));
                missing(first.span, &first.value, "the headers", headers)
            }
        }
    }

    fn output(&self, path: &Path) -> Resolution {
        let id = &path.segments[0];
        let frame = self.frame;
        let Some(node) = frame.position(&id.value) else {
            let what = if frame.orchestration.node(&id.value).is_some() {
                "this flow"
            } else {
                "the graph"
            };
            return missing(id.span, &id.value, what, frame.ids());
        };
        if frame.node(node).mode() == Mode::ValidateOnly {
            return unknown(
                id.span,
                format!("`{}` is `validate_only` and has no output", id.value),
                "read the output of a node that persists".to_owned(),
            );
        }
        let own = self.own_output && node == self.at;
        if !own && !frame.before(node, self.at) {
            return Resolution::Unknown(Box::new(too_early(frame, self.at, node, id)));
        }
        let Some(procedure) = frame.procedure(node) else { return Resolution::Poisoned };
        // `$.nodes.A.output.field` and `$.nodes.A.field` mean the same.
        let (at, taken) = if self.is_long(path) { (2, 3) } else { (1, 2) };
        let names = || procedure.response.iter().map(|field| field.name.value.as_str());
        let Some(segment) = path.segments.get(at) else {
            return unknown(
                id.span,
                format!("an output field of `{}` is missing", id.value),
                format!("its output has: {}", names().collect::<Vec<_>>().join(", ")),
            );
        };
        let Some(found) = field(&procedure.response, &segment.value) else {
            let what = format!("the output of `{}`", id.value);
            return missing(segment.span, &segment.value, &what, names());
        };
        let may_be = !own && frame.node(node).when.is_some();
        // In its reader's condition it may be absent, though that does not hold then.
        let (skipped, open) = match self.guards {
            true => (may_be, may_be && !frame.adds_to(self.at, node)),
            false => (may_be && !frame.runs_only_with(self.at, node), false),
        };
        Resolution::Value {
            value: Ref::Output(node, segment.value.clone()),
            ty: found.ty.value.clone(),
            optional: skipped || !found.required,
            taken,
            unguarded: open.then(|| Box::new(skippable(frame, node, path, id.span))),
        }
    }
}

/// HS0712: the output of a node that does not run before its reader.
fn too_early(frame: &Frame<'_>, reader: usize, node: usize, id: &Spanned<String>) -> Diagnostic {
    let name = &frame.node(reader).id;
    let message = format!("output of `{id}` is read by `{name}`, which does not run after it");
    let found = Diagnostic::new(&catalogue::HS0712, id.span, message).label("not known yet");
    // An edge to the reader would close a cycle where the node is, or follows, the reader.
    if node == reader || frame.before(reader, node) {
        found.help(format!("read a node that runs before `{name}`, or turn the edges around"))
    } else {
        found.help(format!("add the edge `{id} -> {name}`"))
    }
}

/// HS0713: a value that may be absent since its node may be skipped.
fn skippable(frame: &Frame<'_>, node: usize, path: &Path, span: Span) -> Diagnostic {
    let spec = frame.node(node);
    let mut found = Diagnostic::new(
        &catalogue::HS0713,
        span,
        format!("`{}` may be skipped, so its output may be absent", spec.id),
    )
    .label("may be absent")
    .help(format!("guard it: `exists({path}) && …`, or read it into an optional input"));
    if let Some(when) = &spec.when {
        found = found.secondary(when.span, "skipped when this is false");
    }
    found
}

fn join(path: &Path) -> String {
    path.segments.iter().map(|segment| segment.value.as_str()).collect::<Vec<_>>().join(".")
}

fn unknown(span: Span, message: String, help: String) -> Resolution {
    Resolution::Unknown(Box::new(
        Diagnostic::new(&catalogue::HS0721, span, message).label("unknown").help(help),
    ))
}

/// HS0721: a name that is not there, with the nearest that is.
fn missing<'n>(
    span: Span,
    name: &str,
    place: &str,
    known: impl Iterator<Item = &'n str> + Clone,
) -> Resolution {
    let mut found = Diagnostic::new(&catalogue::HS0721, span, format!("no `{name}` in {place}"))
        .label("unknown");
    found = match nearest(name, known.clone()) {
        Some(near) => found.help(format!("did you mean `{near}`?")).suggest(span, near),
        None => {
            let names: Vec<_> = known.clone().take(NAMES_MAX).collect();
            let more = if known.count() > NAMES_MAX { ", …" } else { "" };
            if names.is_empty() {
                found.help("there is nothing to read there")
            } else {
                found.help(format!("there is: {}{more}", names.join(", ")))
            }
        }
    };
    Resolution::Unknown(Box::new(found))
}

/// The type that a field gets which only a condition reads.
pub(super) fn read_type(inferred: Option<Type>) -> Type {
    inferred.unwrap_or(Type::Json)
}
