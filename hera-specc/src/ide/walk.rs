//! The walk that finds all names: in orchestrations by the tree, so that parts count which `lower`
//! refuses; in procedures by what `lower` makes of their dialects.

use std::collections::BTreeMap;

use super::index::{Index, Symbol};
use crate::ast::{Document, Node, Value};
use crate::ir::expr::{Path, Root};
use crate::ir::{On, Orchestration, Procedure, SmartCode, Specs};
use crate::lower::{expr, names};
use crate::source::{FileId, SourceMap, Span, Spanned};

/// The names of all documents.
pub(super) fn index(
    sources: &SourceMap,
    specs: &Specs,
    documents: &BTreeMap<FileId, Document>,
) -> Index {
    let mut found = Vec::new();
    for (file, document) in documents {
        let mut walk = Walk { sources, file: *file, runs: BTreeMap::new(), found: &mut found };
        walk.document(&document.root);
    }
    for procedure in &specs.procedures {
        let document = documents.get(&procedure.file);
        procedure_names(sources, procedure, document.map(|document| &document.root), &mut found);
    }
    for orchestration in &specs.orchestrations {
        declared_payload(orchestration, &mut found);
    }
    Index::new(found)
}

type Found = Vec<(Spanned<Symbol>, bool)>;

struct Walk<'a> {
    sources: &'a SourceMap,
    file: FileId,
    /// The procedure that each node runs.
    runs: BTreeMap<String, String>,
    found: &'a mut Found,
}

impl Walk<'_> {
    fn document(&mut self, root: &Node) {
        if let Some(head) = root.get("smart_code") {
            self.code(head, true);
        }
        let graph = root.get("graph");
        let nodes = items(graph.and_then(|graph| graph.get("nodes")));
        for node in nodes {
            self.remember(node);
        }
        nodes.iter().for_each(|node| self.node(node));
        items(root.get("triggers")).iter().for_each(|trigger| self.trigger(trigger));
        let edges = [root.get("edges"), graph.and_then(|graph| graph.get("edges"))];
        for edge in edges.into_iter().flatten() {
            self.edges(edge);
        }
        items(root.get("transaction_boundaries")).iter().for_each(|one| self.boundary(one));
        let retried = root.get("retry_policy").and_then(|retry| retry.get("retryable_errors"));
        for error in items(retried) {
            self.add(error, false, Symbol::Error);
        }
        root.get("concurrency_key").into_iter().for_each(|value| self.paths(value));
        if let Some(code) = root.get("definition").and_then(|definition| definition.get("code")) {
            self.code(code, true);
        }
        for section in ["definition", "routes", "contracts"] {
            root.get(section).into_iter().for_each(|section| self.codes(section));
        }
    }

    /// All codes in documents that name procedures in many places.
    fn codes(&mut self, node: &Node) {
        match &node.value {
            Value::Scalar(_) => {
                if node.text().is_some_and(|text| text.starts_with("HERA.")) {
                    self.code(node, false);
                }
            }
            Value::List(items) => items.iter().for_each(|item| self.codes(item)),
            Value::Map(entries) => entries.iter().for_each(|entry| self.codes(&entry.value)),
        }
    }

    fn remember(&mut self, node: &Node) {
        let id = node.get("id").and_then(|id| names::name(self.sources, id));
        let run = node.get("run").and_then(Node::text).and_then(SmartCode::new);
        if let (Some(id), Some(run)) = (id, run) {
            self.runs.entry(id.value).or_insert_with(|| run.canonical().to_owned());
        }
    }

    fn node(&mut self, node: &Node) {
        let file = self.file;
        if let Some(id) = node.get("id") {
            self.add(id, true, |name| Symbol::Node(file, name));
        }
        self.call(node);
        if let Some(when) = node.get("when") {
            self.paths(when);
        }
        match node.get("compensation") {
            Some(inverse) if inverse.map().is_some() => self.call(inverse),
            Some(inverse) => self.code(inverse, false),
            None => {}
        }
    }

    /// `run` and `with`.
    fn call(&mut self, call: &Node) {
        let run = call.get("run");
        run.into_iter().for_each(|run| self.code(run, false));
        let code = run.and_then(Node::text).and_then(SmartCode::new);
        let Some(with) = call.get("with") else { return };
        for entry in with.map().unwrap_or_default() {
            if let Some(code) = &code {
                let input = Symbol::Input(code.canonical().to_owned(), entry.key.value.clone());
                self.found.push((Spanned::new(input, entry.key.span), false));
            }
        }
        self.paths(with);
    }

    fn trigger(&mut self, trigger: &Node) {
        if let Some(emit) = trigger.get("emit") {
            self.add(emit, true, Symbol::Event);
        }
        if let Some(on) = trigger.get("on").and_then(|on| names::name(self.sources, on))
            && let Some(subject) = on.value.strip_prefix("EVENT.")
        {
            let span = on.span.part("EVENT.".len(), subject.len());
            self.found.push((Spanned::new(Symbol::Event(subject.to_owned()), span), false));
        }
        if let Some(bind) = trigger.get("bind") {
            self.paths(bind);
        }
    }

    fn edges(&mut self, edges: &Node) {
        let file = self.file;
        for item in edges.list().unwrap_or(std::slice::from_ref(edges)) {
            for name in names::chain(self.sources, item) {
                let symbol = |name: String| match name.contains('.') {
                    true => Symbol::Event(name),
                    false => Symbol::Node(file, name),
                };
                self.found.push((name.map(symbol), false));
            }
        }
    }

    fn boundary(&mut self, boundary: &Node) {
        let file = self.file;
        if let Some(name) = boundary.get("name") {
            self.add(name, true, |name| Symbol::Boundary(file, name));
        }
        let Some(members) = boundary.get("applies_to") else { return };
        for member in members.list().unwrap_or(std::slice::from_ref(members)) {
            self.add(member, false, |name| Symbol::Node(file, name));
        }
    }

    fn paths(&mut self, expression: &Node) {
        for path in names::paths(self.sources, expression) {
            self.path(path);
        }
    }

    fn path(&mut self, path: Path) {
        let Some(root) = path.root else { return };
        let file = self.file;
        let mut segments = path.segments.into_iter();
        let Some(first) = segments.next() else { return };
        match root.value {
            Root::Payload | Root::Path | Root::Headers => {
                self.found.push((first.map(|name| Symbol::Payload(file, name)), false));
            }
            Root::Context => self.found.push((first.map(Symbol::Context), false)),
            Root::Nodes => {
                let run = self.runs.get(&first.value).cloned();
                self.found.push((first.map(|name| Symbol::Node(file, name)), false));
                if let (Some(run), Some(field)) = (run, segments.next()) {
                    self.found.push((field.map(|name| Symbol::Output(run, name)), false));
                }
            }
        }
    }

    fn code(&mut self, node: &Node, declares: bool) {
        let Some(name) = names::name(self.sources, node) else { return };
        let Some(code) = SmartCode::new(&name.value) else { return };
        let symbol = Symbol::Code(code.canonical().to_owned());
        self.found.push((Spanned::new(symbol, name.span), declares));
    }

    fn add(&mut self, node: &Node, declares: bool, symbol: impl Fn(String) -> Symbol) {
        let name = names::name(self.sources, node);
        self.found.extend(name.map(|name| (name.map(symbol), declares)));
    }
}

fn items(node: Option<&Node>) -> &[Node] {
    node.and_then(Node::list).unwrap_or_default()
}

/// Inputs, outputs, errors, and the conditions that name them.
fn procedure_names(
    sources: &SourceMap,
    procedure: &Procedure,
    root: Option<&Node>,
    found: &mut Found,
) {
    let code = procedure.code.value.canonical();
    let input = |name: &str| Symbol::Input(code.to_owned(), name.to_owned());
    let output = |name: &str| Symbol::Output(code.to_owned(), name.to_owned());
    let mut declare = |symbol: Symbol, span: Span| {
        found.push((Spanned::new(symbol, inside_quotes(sources, span)), true));
    };
    for field in &procedure.inputs {
        declare(input(&field.name.value), field.name.span);
    }
    for field in &procedure.response {
        declare(output(&field.name.value), field.name.span);
    }
    for error in procedure.errors.iter().flatten() {
        declare(Symbol::Error(error.code.value.clone()), error.code.span);
    }
    let clauses = ["preconditions", "invariants"].into_iter().filter_map(|key| root?.get(key));
    for item in clauses.flat_map(|list| items(Some(list))) {
        let text = item.text().map(|text| Spanned::new(text.to_owned(), item.span));
        if text.is_none_or(|text| expr::parse_quiet(sources, &text).is_none()) {
            continue;
        }
        let bare = names::paths(sources, item).into_iter().filter(|path| path.root.is_none());
        for name in bare.filter_map(|path| path.segments.into_iter().next()) {
            let is_input = procedure.inputs.iter().any(|field| field.name.value == name.value);
            let is_output = procedure.response.iter().any(|field| field.name.value == name.value);
            if is_input || is_output {
                let symbol = |name: String| if is_input { input(&name) } else { output(&name) };
                found.push((name.map(symbol), false));
            }
        }
    }
}

/// The place without the quotes that stand around it.
fn inside_quotes(sources: &SourceMap, span: Span) -> Span {
    let text = sources.slice(span);
    let quoted = text.len() >= 2 && text.starts_with(['"', '\'']) && text.ends_with(['"', '\'']);
    if quoted { span.part(1, text.len() - 2) } else { span }
}

/// The fields that triggers declare, and the parameters of their paths.
fn declared_payload(orchestration: &Orchestration, found: &mut Found) {
    let file = orchestration.file;
    for trigger in &orchestration.triggers {
        for field in trigger.payload.iter().flatten() {
            let symbol = Symbol::Payload(file, field.name.value.clone());
            found.push((Spanned::new(symbol, field.name.span), true));
        }
        if let On::Api { params, .. } = &trigger.on.value {
            for param in params {
                let symbol = Symbol::Payload(file, param.field.clone());
                found.push((Spanned::new(symbol, param.name.span), true));
            }
        }
    }
}
