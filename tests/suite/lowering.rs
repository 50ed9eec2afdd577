//! The corpus of real specs, lowered: kinds, inputs and error codes are those that people read there,
//! and what is said about the files is what there is to say.

use std::collections::BTreeMap;
use std::path::Path;

use hera_specc::diag::{Diagnostics, Severity};
use hera_specc::ir::expr::Literal;
use hera_specc::ir::{Input, Kind, Procedure, Source, Specs, Type};
use hera_specc::source::SourceMap;
use hera_specc::{lower, parse};
use serde_json::Value;

use crate::support;

/// All YAML files of the corpus, lowered together, and what was said.
struct Lowered {
    sources: SourceMap,
    specs: Specs,
    diags: Diagnostics,
}

fn lowered(corpus: &Path, expected: &Value) -> Lowered {
    let mut sources = SourceMap::new();
    let mut inputs = Vec::new();
    let mut unheard = Diagnostics::new();
    for entry in expected["files"].as_array().expect("files is a list") {
        let path = entry["path"].as_str().expect("a file has a path");
        if !path.ends_with(".yml") && !path.ends_with(".yaml") {
            continue;
        }
        let text = std::fs::read_to_string(corpus.join(path)).expect("corpus files are UTF-8");
        let file = sources.add(path, text);
        let document = parse::parse(&sources, file, &mut unheard);
        inputs.push(lower::Input { file, judged: true, document });
    }
    let mut diags = Diagnostics::new();
    let specs = lower::lower(&sources, &inputs, &mut diags);
    diags.sort();
    Lowered { sources, specs, diags }
}

fn expected(corpus: &Path) -> Value {
    let text = std::fs::read_to_string(corpus.join("expected.json")).expect("it was there");
    serde_json::from_str(&text).expect("expected.json is JSON")
}

/// A type as written, in the words of the language.
fn meaning(written: &str, values: &Value) -> String {
    if let Some(values) = values.as_array() {
        let values: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
        return format!("enum[{}]", values.join(", "));
    }
    match written {
        "number" | "decimal" => "decimal",
        "jsonb" | "object" => "object",
        "text" | "slug" | "string" | "enum" | "uuid|slug" => "string",
        "array" => "array[object]",
        "array[{staff_id, pct:number}]" => "array[{staff_id: object, pct: decimal}]",
        "datetime" | "timestamp" => "timestamp",
        profile if profile.contains("$PROFILE") => "string",
        other => other,
    }
    .to_owned()
}

/// A `schema` refines what the table of the corpus calls `object` or `array`.
fn same_type(found: &Type, wanted: &str) -> bool {
    match found {
        Type::Record(_) => wanted == "object" || wanted == found.to_string(),
        Type::Array(item) if matches!(**item, Type::Record(_)) => {
            wanted == "array[object]" || wanted == found.to_string()
        }
        _ => wanted == found.to_string(),
    }
}

fn default_text(input: &Input) -> String {
    match input.default.as_ref().map(|default| &default.value) {
        None => "null".to_owned(),
        Some(Literal::Null) => "null".to_owned(),
        Some(Literal::Boolean(flag)) => flag.to_string(),
        Some(Literal::Number(number)) => number.to_string(),
        Some(Literal::String(text)) => format!("{text:?}"),
        Some(Literal::Json(json)) => json.clone(),
    }
}

fn mismatches(procedure: &Procedure, expected: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let wanted = expected["inputs"].as_array().cloned().unwrap_or_default();
    if wanted.len() != procedure.inputs.len() {
        found.push(format!("{} inputs, expected {}", procedure.inputs.len(), wanted.len()));
    }
    for (input, wanted) in procedure.inputs.iter().zip(&wanted) {
        let name = input.name.value.as_str();
        if wanted["name"] != name {
            found.push(format!("input {name}, expected {}", wanted["name"]));
        }
        let same = match (&input.ty, wanted["type"].as_str()) {
            (Some(ty), Some(written)) => same_type(&ty.value, &meaning(written, &wanted["values"])),
            (None, None) => true,
            _ => false,
        };
        if !same {
            let ty = input.ty.as_ref().map(|ty| ty.value.to_string());
            found.push(format!("{name}: {ty:?}, expected {}", wanted["type"]));
        }
        // A flat list says nothing: such inputs are required.
        if input.required != wanted["required"].as_bool().unwrap_or(true) {
            found.push(format!("{name}: required {}", input.required));
        }
        let source = match wanted["where"].as_str() {
            Some("payload") => Some(Source::Payload),
            Some("context") => Some(Source::Context),
            Some("headers") => Some(Source::Headers),
            Some("path") => Some(Source::Path),
            _ => None,
        };
        if input.source.map(|source| source.value) != source {
            found.push(format!("{name}: source {:?}, expected {source:?}", input.source));
        }
        // `current_date` is no constant: dropped, with a warning.
        let default = match &wanted["default"] {
            Value::String(text) if text == "current_date" => "null".to_owned(),
            other => other.to_string(),
        };
        if default_text(input) != default {
            found.push(format!("{name}: default {}, expected {default}", default_text(input)));
        }
    }
    let codes: Vec<&str> =
        procedure.errors.iter().flatten().map(|error| error.code.value.as_str()).collect();
    let wanted = expected["error_codes"].as_array().cloned().unwrap_or_default();
    let wanted: Vec<&str> = wanted.iter().filter_map(Value::as_str).collect();
    if codes != wanted {
        found.push(format!("errors {codes:?}, expected {wanted:?}"));
    }
    found
}

#[test]
fn procedures_of_the_corpus_mean_what_people_read() {
    let Some(corpus) = support::corpus() else { return };
    let expected = expected(&corpus);
    let lowered = lowered(&corpus, &expected);
    let procedures: BTreeMap<&str, &Procedure> = lowered
        .specs
        .procedures
        .iter()
        .map(|procedure| (lowered.sources.path(procedure.file), procedure))
        .collect();
    let mut problems = Vec::new();
    let mut compared = 0;
    for entry in expected["files"].as_array().expect("files is a list") {
        let path = entry["path"].as_str().expect("a file has a path");
        if entry["kind"] != "procedure" || entry["valid_yaml"] != true {
            continue;
        }
        compared += 1;
        match procedures.get(path) {
            Some(procedure) => {
                problems
                    .extend(mismatches(procedure, entry).iter().map(|m| format!("{path}: {m}")));
            }
            None => problems.push(format!("{path}: no procedure")),
        }
    }
    println!("procedures compared: {compared}, mismatches: {}", problems.len());
    for problem in &problems {
        println!("  {problem}");
    }
    assert!(problems.is_empty(), "see the list above");
}

#[test]
fn kinds_and_codes_of_the_corpus() {
    let Some(corpus) = support::corpus() else { return };
    let expected = expected(&corpus);
    let Lowered { sources, specs, .. } = lowered(&corpus, &expected);
    let mut found: BTreeMap<&str, (&str, Option<String>)> = BTreeMap::new();
    for procedure in &specs.procedures {
        let code = procedure.code.value.canonical().to_owned();
        found.insert(sources.path(procedure.file), (Kind::Procedure.as_str(), Some(code)));
    }
    for orchestration in &specs.orchestrations {
        let code = orchestration.code.value.canonical().to_owned();
        found.insert(sources.path(orchestration.file), (orchestration.kind.as_str(), Some(code)));
    }
    for workflow in &specs.workflows {
        let code = workflow.code.value.canonical().to_owned();
        let kind = Kind::WorkflowDefinition.as_str();
        found.insert(sources.path(workflow.file), (kind, Some(code)));
    }
    for seed in &specs.seeds {
        let code = seed.code.value.canonical().to_owned();
        found.insert(sources.path(seed.file), (Kind::PlaybookSeed.as_str(), Some(code)));
    }
    for other in &specs.others {
        let code = other.code.as_ref().map(|code| code.value.canonical().to_owned());
        found.insert(sources.path(other.file), (other.kind.as_str(), code));
    }
    for broken in &specs.broken {
        let code = broken.code.as_ref().map(|code| code.value.canonical().to_owned());
        found.insert(sources.path(broken.file), ("broken", code));
    }
    let mut problems = Vec::new();
    for entry in expected["files"].as_array().expect("files is a list") {
        let path = entry["path"].as_str().expect("a file has a path");
        let Some((kind, code)) = found.get(path) else { continue };
        let wanted = entry["kind"].as_str().unwrap_or_default();
        let template = entry["semantic_problems"]
            .as_array()
            .is_some_and(|list| list.iter().any(|p| p["code"] == "TEMPLATE_PLACEHOLDER"));
        let broken = entry["valid_yaml"] == false || template;
        if *kind != if broken { "broken" } else { wanted } {
            problems.push(format!("{path}: {kind}, expected {wanted}"));
        }
        let wanted = entry["smart_code_canonical"].as_str().filter(|_| !template);
        if wanted.is_some() && code.as_deref() != wanted {
            problems.push(format!("{path}: {code:?}, expected {wanted:?}"));
        }
    }
    for problem in &problems {
        println!("  {problem}");
    }
    assert!(problems.is_empty(), "see the list above");
}

/// The semantic problems of the corpus that one file shows by itself, with our codes for them.
const WANTED: [(&str, &str); 8] = [
    ("SMART_CODE_TOO_FEW_SEGMENTS", "HS0111"),
    ("MISSING_SECTION", "HS0201"),
    ("ENUM_WITHOUT_VALUES", "HS0308"),
    ("EXAMPLE_MISSING_REQUIRED", "HS1302"),
    ("EXAMPLE_TYPE_MISMATCH", "HS1303"),
    ("FILE_NAME_DIFFERS", "HS0107"),
    ("PROFILE_TYPE", "HS0308"),
    ("TEMPLATE_PLACEHOLDER", "HS0105"),
];

#[test]
fn what_is_there_to_say_is_said_and_no_error_is_invented() {
    let Some(corpus) = support::corpus() else { return };
    let expected = expected(&corpus);
    let Lowered { sources, diags, .. } = lowered(&corpus, &expected);
    let mut said = Vec::new();
    let mut errors = Vec::new();
    for diagnostic in diags.as_slice() {
        let span = diagnostic.primary.span;
        let line = sources.position(span.file, span.start).line;
        said.push((sources.path(span.file), line, diagnostic.rule.code));
        let shown = format!(
            "{}:{line}: {}[{}] {}",
            sources.path(span.file),
            diagnostic.severity.as_str(),
            diagnostic.rule.code,
            diagnostic.message
        );
        println!("{shown}");
        if diagnostic.severity == Severity::Error {
            errors.push(shown);
        }
    }
    let mut missed = Vec::new();
    for entry in expected["files"].as_array().expect("files is a list") {
        let path = entry["path"].as_str().expect("a file has a path");
        let handlers = entry["kind"] == "route_orchestration";
        for problem in entry["semantic_problems"].as_array().into_iter().flatten() {
            let code = problem["code"].as_str().unwrap_or_default();
            let Some((_, ours)) = WANTED.iter().find(|(name, _)| *name == code) else { continue };
            let line = problem["line"].as_u64().and_then(|n| usize::try_from(n).ok());
            let line = line.expect("a problem has a line");
            // A file that is not valid YAML has no tree; handlers of routes are not lowered yet.
            if entry["valid_yaml"] != true || (handlers && line > 1) {
                continue;
            }
            if !said.contains(&(path, line, *ours)) {
                missed.push(format!("{path}:{line} {code} ({ours})"));
            }
        }
    }
    println!("missed: {missed:#?}");
    assert!(missed.is_empty(), "see the list above");
    let template = |error: &&String| !error.contains("TEMPLATE.yml");
    let errors: Vec<&String> = errors.iter().filter(template).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}
