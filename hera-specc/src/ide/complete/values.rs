//! Values by the key before them.

use std::collections::BTreeSet;

use super::{List, Proposed};
use crate::ide::context::{self, Cursor, Place, Step};
use crate::ide::hover::INFRASTRUCTURE;
use crate::ide::{Ide, Symbol};
use crate::ir::{Input, SmartCode};
use crate::lower::names;

type Words = &'static [(&'static str, &'static str)];

const BOOLEANS: Words = &[("true", ""), ("false", "")];
const MODES: Words =
    &[("validate_only", "checks, writes nothing"), ("persist", "does it; the default")];
const EFFECTS: Words = &[
    ("none", "changes nothing"),
    ("transactional", "writes through the boundary's transaction"),
    ("external", "changes something outside the database"),
];
const ISOLATIONS: Words = &[
    ("SERIALIZABLE", "as if alone; the default"),
    ("REPEATABLE_READ", "sees one state of the database"),
    ("READ_COMMITTED", "sees what others commit meanwhile"),
];
const BACKOFFS: Words = &[
    ("exponential", "each delay is twice the one before"),
    ("linear", "each delay grows by the base"),
    ("fixed", "each delay is the base"),
];
const SOURCES: Words = &[
    ("payload", "the procedure's own call"),
    ("context", "the run's context"),
    ("headers", "the request's headers"),
    ("path", "the request's path"),
];
const REQUIRE: Words = &[("full", "no run may park")];
const METHODS: Words = &[
    ("API.GET./", "a route"),
    ("API.POST./", "a route"),
    ("API.PUT./", "a route"),
    ("API.PATCH./", "a route"),
    ("API.DELETE./", "a route"),
    ("EVENT.", "a message on the event bus"),
];

impl Ide {
    pub(super) fn values(&self, cursor: &Cursor, text: &str, list: &mut List) {
        let path = cursor.dotted();
        match path.as_str() {
            "graph.nodes[].run"
            | "graph.nodes[].compensation"
            | "graph.nodes[].compensation.run" => self.codes(list),
            "edges" | "edges[]" | "graph.edges" | "graph.edges[]" => self.edge(text, list),
            "edges[][]" | "graph.edges[][]" => self.nodes(list),
            "transaction_boundaries[].applies_to" | "transaction_boundaries[].applies_to[]" => {
                self.free_nodes(list);
            }
            "retry_policy.retryable_errors" | "retry_policy.retryable_errors[]" => {
                self.errors(list);
            }
            "triggers[].emit" => self.waiting_events(list),
            "graph.nodes[].when" | "concurrency_key" => self.expression(text, list),
            _ if is_binding(&path) => self.expression(text, list),
            _ => match words(&path) {
                Some(words) => add_words(list, words),
                None if is_type(&path) => types(list),
                None => {}
            },
        }
    }

    fn codes(&self, list: &mut List) {
        for procedure in &self.specs.procedures {
            let intent = procedure.intent.as_ref().map(|intent| intent.value.trim().to_owned());
            let effects = procedure.effects.as_ref();
            let detail = effects.map(|effects| self.sources.slice(effects.span).to_owned());
            list.add(Proposed::Code, procedure.code.value.written(), detail, intent);
        }
        // Files that are broken or half written still have a name.
        for symbol in self.index().symbols() {
            let declared = || self.index().declarations(symbol).next().is_some();
            if let (Symbol::Code(code), true) = (symbol, declared()) {
                let known = SmartCode::new(code);
                let other = known.is_some_and(|known| self.is_no_procedure(&known));
                if !other {
                    list.add(Proposed::Code, code, None, None);
                }
            }
        }
    }

    fn is_no_procedure(&self, code: &SmartCode) -> bool {
        let known = |procedure: &&crate::ir::Procedure| procedure.code.value == *code;
        self.specs.procedures.iter().any(|procedure| known(&procedure))
            || self.specs.orchestrations.iter().any(|spec| spec.code.value == *code)
            || self
                .specs
                .others
                .iter()
                .any(|other| other.code.as_ref().is_some_and(|found| found.value == *code))
    }

    /// A name in an edge: what stands between the arrows around the cursor.
    fn edge(&self, text: &str, list: &mut List) {
        let before = &text[list.typed.clone()];
        let arrows = ["->", "→"].into_iter();
        let arrow = arrows.filter_map(|arrow| Some(before.rfind(arrow)? + arrow.len())).max();
        let name = before[arrow.unwrap_or(0)..].trim_start();
        let from = list.typed.end - name.len();
        let name = name.to_owned();
        list.retype(from..list.typed.end, &name);
        if arrow.is_none() {
            let events = self.names(list, |symbol| matches!(symbol, Symbol::Event(_)));
            events.iter().for_each(|event| list.add(Proposed::Event, event, None, None));
        }
        self.nodes(list);
    }

    pub(super) fn nodes(&self, list: &mut List) {
        for id in self.node_ids(list) {
            let detail = self.runs(list, &id);
            list.add(Proposed::Node, &id, detail, None);
        }
    }

    /// Nodes that are in no boundary come first.
    fn free_nodes(&self, list: &mut List) {
        let orchestration = self.orchestration(list.file);
        let bounded: BTreeSet<String> = orchestration
            .into_iter()
            .flat_map(|spec| {
                let nodes = spec.boundaries.iter().flat_map(|boundary| &boundary.nodes);
                nodes.map(|node| spec.nodes[node.value].id.value.clone())
            })
            .collect();
        let (taken, free): (Vec<_>, Vec<_>) =
            self.node_ids(list).into_iter().partition(|id| bounded.contains(id));
        for id in free {
            let detail = self.runs(list, &id);
            list.add(Proposed::Node, &id, detail, None);
        }
        for id in taken {
            list.add(Proposed::Node, &id, Some("in a boundary".to_owned()), None);
        }
    }

    fn node_ids(&self, list: &List) -> Vec<String> {
        self.names(list, |symbol| matches!(symbol, Symbol::Node(..)))
    }

    /// The names of a kind that the file declares.
    fn names(&self, list: &List, kind: impl Fn(&Symbol) -> bool) -> Vec<String> {
        let index = self.index();
        let of_kind = index.symbols().filter(|symbol| kind(symbol));
        let here =
            of_kind.filter(|symbol| index.declarations(symbol).any(|span| span.file == list.file));
        here.map(|symbol| symbol.name().to_owned()).collect()
    }

    fn runs(&self, list: &List, id: &str) -> Option<String> {
        let orchestration = self.orchestration(list.file)?;
        let node = &orchestration.nodes[orchestration.node(id)?];
        Some(node.run.value.written().to_owned())
    }

    fn errors(&self, list: &mut List) {
        for (code, meaning) in INFRASTRUCTURE {
            list.add(Proposed::Error, code, None, Some(meaning.to_owned()));
        }
        let orchestration = self.orchestration(list.file);
        let nodes = orchestration.into_iter().flat_map(|spec| &spec.nodes);
        let procedures = nodes.filter_map(|node| self.procedure(&node.run.value));
        for error in procedures.flat_map(|procedure| procedure.errors.iter().flatten()) {
            list.add(Proposed::Error, &error.code.value, None, error.when.clone());
        }
    }

    /// Events that edges name and no trigger emits yet.
    fn waiting_events(&self, list: &mut List) {
        let index = self.index();
        for symbol in index.symbols() {
            let here = |places: &[super::super::Occurrence]| {
                places.iter().any(|place| place.span.file == list.file && !place.declares)
            };
            let waits = index.declarations(symbol).next().is_none();
            if let (Symbol::Event(event), true) = (symbol, waits && here(index.places(symbol))) {
                list.add(Proposed::Event, event, Some("starts a chain".to_owned()), None);
            }
        }
    }

    /// The inputs of the procedure of a node, as keys of its `with`.
    pub(super) fn input_names(&self, cursor: &Cursor, text: &str, list: &mut List) {
        if !matches!(
            cursor.dotted().as_str(),
            "graph.nodes[].with" | "graph.nodes[].compensation.with"
        ) {
            return;
        }
        let Some(Step::Key(with)) = cursor.path.last() else { return };
        let Some((line, column)) = &with.at else { return };
        let around = context::siblings(text, line, *column);
        let runs = around.iter().find(|(key, _)| key == "run");
        let code = runs.and_then(|(_, code)| SmartCode::new(code));
        let procedure = code.and_then(|code| self.procedure(&code));
        let colon = if cursor.place == Place::Key { "" } else { ": " };
        for input in procedure.into_iter().flat_map(|procedure| &procedure.inputs) {
            if cursor.siblings.iter().any(|(key, _)| *key == input.name.value) {
                continue;
            }
            let name = &input.name.value;
            let told = (Some(type_of(input)), input.description.clone());
            list.add_text(Proposed::Field, name, format!("{name}{colon}"), told);
        }
    }
}

fn type_of(input: &Input) -> String {
    input.ty.as_ref().map_or_else(String::new, |ty| ty.value.to_string())
}

/// A value under `with` or `bind`.
fn is_binding(path: &str) -> bool {
    ["graph.nodes[].with.", "graph.nodes[].compensation.with.", "triggers[].bind."]
        .iter()
        .any(|prefix| path.starts_with(prefix))
}

/// A type of an input, an output or a field of a payload, in any dialect.
fn is_type(path: &str) -> bool {
    let fields = ["inputs", "outputs.response", "triggers[].payload"];
    fields.iter().any(|prefix| path.starts_with(prefix))
        && !path.ends_with("description")
        && !path.ends_with("default")
        && !path.ends_with("name")
}

fn words(path: &str) -> Option<Words> {
    Some(match path {
        "effects" => EFFECTS,
        "graph.nodes[].mode" => MODES,
        "transaction_boundaries[].isolation" => ISOLATIONS,
        "retry_policy.backoff" => BACKOFFS,
        "compensation_policy.require" => REQUIRE,
        "triggers[].on" => METHODS,
        "transaction_boundaries[].external_in_transaction"
        | "compensation_policy.auto_compensate"
        | "compensation_policy.preserve_failed_state"
        | "errors[].retryable"
        | "observability.audit_json" => BOOLEANS,
        _ if path.starts_with("inputs") && path.ends_with(".where") => SOURCES,
        _ if path.starts_with("inputs") && path.ends_with("].required") => BOOLEANS,
        _ if path.starts_with("outputs") && path.ends_with("].required") => BOOLEANS,
        _ => return None,
    })
}

fn add_words(list: &mut List, words: Words) {
    for (word, told) in words {
        let told = (!told.is_empty()).then(|| (*told).to_owned());
        list.add(Proposed::Word, word, told, None);
    }
}

fn types(list: &mut List) {
    for name in names::types() {
        list.add(Proposed::Type, name, None, None);
    }
    list.add_text(Proposed::Type, "enum[..]", "enum[]".to_owned(), (None, None));
    list.add_text(Proposed::Type, "array[..]", "array[]".to_owned(), (None, None));
}
