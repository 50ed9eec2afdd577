//! The language as a JSON Schema (draft 2020-12), for editors.
//!
//! Every spec that the compiler accepts passes. The keys and their sentences are those of the editor's
//! help ([`crate::ide`]), which a test holds equal to what `lower` reads, so that the schema cannot
//! know other keys than the compiler. What the schema refuses, the compiler refuses: it is a help
//! while writing and judges shapes and words only.

mod forms;
#[cfg(test)]
mod tests;
mod values;

use serde_json::{Map, Value as Json, json};

use crate::ide::keys::{MapKind, keys};
use crate::lower::keys::without_effect;

/// The kinds of documents that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A procedure.
    Procedure,
    /// A graph orchestration.
    Orchestration,
    /// An orchestration of routes.
    Route,
    /// A workflow definition.
    Workflow,
    /// A playbook seed.
    Seed,
}

impl Part {
    const ALL: [Part; 5] =
        [Part::Procedure, Part::Orchestration, Part::Route, Part::Workflow, Part::Seed];

    fn name(self) -> &'static str {
        match self {
            Part::Procedure => "procedure",
            Part::Orchestration => "orchestration",
            Part::Route => "route",
            Part::Workflow => "workflow",
            Part::Seed => "seed",
        }
    }

    /// What tells a document of this kind from the others, as far as a schema can: the compiler's rule.
    fn told_by(self) -> Json {
        let coded = |keys: &[&str]| {
            let any: Vec<Json> = keys.iter().map(|key| json!({"required": [key]})).collect();
            json!({"required": ["smart_code"], "anyOf": any})
        };
        let graph = json!({"required": ["graph"], "properties": {
            "graph": {"type": "object", "required": ["nodes"]},
        }});
        let not = |others: &[Part]| {
            let others: Vec<Json> = others.iter().map(|part| part.told_by()).collect();
            json!({"not": {"anyOf": others}})
        };
        let before = Part::ALL;
        match self {
            Part::Orchestration => graph,
            Part::Route => json!({"allOf": [{"required": ["routes"]}, not(&before[1..2])]}),
            Part::Seed => json!({"allOf": [{"required": ["contracts"]}, not(&before[1..3])]}),
            Part::Workflow => json!({"allOf": [
                {"required": ["definition"], "properties": {
                    "definition": {"type": "object", "required": ["states"]},
                }},
                not(&[Part::Orchestration, Part::Route, Part::Seed]),
            ]}),
            Part::Procedure => json!({"allOf": [
                coded(&["inputs", "outputs", "happy_path", "preconditions"]),
                not(&before[1..]),
            ]}),
        }
    }
}

/// The schema of one kind of documents, or of all, told from each other by their shape.
///
/// With `strict` it also refuses keys that the compiler only warns about: unknown ones.
#[must_use]
pub fn schema(part: Option<Part>, strict: bool) -> Json {
    let mut definitions = forms::definitions();
    for kind in values::KINDS {
        definitions.insert(values::name(*kind).to_owned(), mapping(*kind, strict));
    }
    let mut root = Map::new();
    root.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    let title = part.map_or("a HERA spec".to_owned(), |part| format!("a HERA {}", part.name()));
    root.insert("title".to_owned(), json!(title));
    match part {
        Some(part) => root.insert("$ref".to_owned(), reference(part.name())),
        None => {
            let one = |part: Part| json!({"if": part.told_by(), "then": {"$ref": reference(part.name())}});
            root.insert("allOf".to_owned(), Part::ALL.map(one).to_vec().into())
        }
    };
    root.insert("$defs".to_owned(), Json::Object(definitions));
    Json::Object(root)
}

fn reference(name: &str) -> Json {
    json!(format!("#/$defs/{name}"))
}

/// A kind of mapping, with all its keys.
fn mapping(kind: MapKind, strict: bool) -> Json {
    let mut properties = Map::new();
    for (key, _, doc) in keys(kind) {
        let mut value = values::value(kind, key);
        value["description"] = json!(doc);
        properties.insert((*key).to_owned(), value);
    }
    for key in without_effect(values::noun(kind)) {
        let doc = "Understood, and without effect yet.";
        properties.entry(key.to_owned()).or_insert_with(|| json!({"description": doc}));
    }
    let mut mapping = json!({
        "type": "object",
        "description": values::described(kind),
        "properties": properties,
    });
    let required = values::required(kind);
    if !required.is_empty() {
        mapping["required"] = json!(required);
    }
    if strict && values::is_closed(kind) {
        mapping["patternProperties"] = json!({"^x-": {}});
        mapping["additionalProperties"] = json!(false);
    }
    mapping
}
