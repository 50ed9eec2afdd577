//! The keys of the schema are those of the compiler.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::{Part, schema, values};
use crate::ide::keys::keys;
use crate::lower::keys::{known, without_effect};

fn properties(schema: &Json, name: &str) -> BTreeSet<String> {
    let properties = schema["$defs"][name]["properties"].as_object();
    properties.unwrap_or_else(|| panic!("{name} has properties")).keys().cloned().collect()
}

#[test]
fn the_keys_are_those_that_lower_reads() {
    let schema = schema(None, false);
    for (noun, read) in known() {
        let kind = values::KINDS.iter().find(|kind| values::noun(**kind) == noun);
        let kind = *kind.unwrap_or_else(|| panic!("no schema for a {noun}"));
        let mut expected: BTreeSet<String> = read.iter().map(|key| (*key).to_owned()).collect();
        expected.extend(without_effect(noun).into_iter().map(str::to_owned));
        // The editor's help knows what is read elsewhere, too.
        expected.extend(keys(kind).iter().map(|(key, ..)| (*key).to_owned()));
        assert_eq!(properties(&schema, values::name(kind)), expected, "the keys of a {noun}");
    }
}

#[test]
fn each_key_is_described() {
    let schema = schema(None, true);
    for kind in values::KINDS {
        let name = values::name(*kind);
        assert!(schema["$defs"][name]["description"].as_str().is_some_and(|it| !it.is_empty()));
        for key in properties(&schema, name) {
            let doc = &schema["$defs"][name]["properties"][&key]["description"];
            assert!(doc.as_str().is_some_and(|doc| doc.len() > 5), "{name}.{key}");
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    fn walk<'a>(json: &'a Json, found: &mut Vec<&'a str>) {
        match json {
            Json::Object(entries) => {
                found.extend(entries.get("$ref").and_then(Json::as_str));
                entries.values().for_each(|value| walk(value, found));
            }
            Json::Array(items) => items.iter().for_each(|item| walk(item, found)),
            _ => {}
        }
    }
    let parts = Part::ALL.map(Some).into_iter().chain([None]);
    for schema in parts.map(|part| schema(part, true)) {
        let mut references = Vec::new();
        walk(&schema, &mut references);
        assert!(references.len() > 20);
        for reference in references {
            let name = reference.strip_prefix("#/$defs/").expect("all stand there");
            assert!(schema["$defs"].get(name).is_some(), "{reference}");
        }
    }
}
