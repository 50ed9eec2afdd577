//! The same types for each peer: for each procedure what goes in and what comes out.

use std::fmt::Write as _;
use std::path::Path;

/// `count` types in turn: an input of four fields, an output of two.
pub fn schema(count: usize) -> serde_json::Value {
    let mut definitions = serde_json::Map::new();
    for at in 0..count {
        let (name, schema) = match at % 2 {
            0 => (
                format!("Input{at:05}"),
                serde_json::json!({
                    "type": "object",
                    "properties": {
                        "organization_id": { "type": "string" },
                        "cart_id": { "type": "string" },
                        "quantity": { "type": "string" },
                        "line_type": { "type": "string", "enum": ["SERVICE", "RETAIL"] },
                    },
                    "required": ["organization_id", "cart_id", "quantity"],
                }),
            ),
            _ => (
                format!("Output{at:05}"),
                serde_json::json!({
                    "type": "object",
                    "properties": {
                        "result": { "type": "string" },
                        "amount": { "type": "string" },
                    },
                    "required": ["result", "amount"],
                }),
            ),
        };
        definitions.insert(name, schema);
    }
    serde_json::json!({ "$schema": "http://json-schema.org/draft-07/schema#", "definitions": definitions })
}

pub fn typify(schema: &serde_json::Value) -> anyhow::Result<String> {
    let root: schemars::schema::RootSchema = serde_json::from_value(schema.clone())?;
    let settings = typify::TypeSpaceSettings::default();
    let mut types = typify::TypeSpace::new(&settings);
    types.add_root_schema(root)?;
    Ok(prettyplease::unparse(&syn::parse2(types.to_stream())?))
}

pub fn proto(count: usize) -> String {
    let mut proto = String::from("syntax = \"proto3\";\npackage bench;\n");
    for at in 0..count {
        _ = match at % 2 {
            0 => writeln!(
                proto,
                "message Input{at:05} {{\n  enum Kind {{\n    SERVICE = 0;\n    RETAIL = 1;\n  }}\n  string \
                 organization_id = 1;\n  string cart_id = 2;\n  string quantity = 3;\n  optional Kind line_type = \
                 4;\n}}"
            ),
            _ => writeln!(
                proto,
                "message Output{at:05} {{\n  string result = 1;\n  string amount = 2;\n}}"
            ),
        };
    }
    proto
}

/// prost-build with protox in the place of `protoc`, and calls that use the codec.
pub fn prost(folder: &Path) -> anyhow::Result<String> {
    let files = protox::compile(["bench.proto"], [folder])?;
    let mut config = prost_build::Config::new();
    config.out_dir(folder).compile_fds(files)?;
    Ok(std::fs::read_to_string(folder.join("bench.rs"))?)
}

/// What one writes by hand.
pub fn serde(count: usize) -> String {
    let mut code = String::from("use serde::{Deserialize, Serialize};\n");
    for at in 0..count {
        code += "#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]\n";
        _ = match at % 2 {
            0 => writeln!(
                code,
                "pub struct Input{at:05} {{ pub organization_id: String, pub cart_id: String, pub quantity: String, \
                 pub line_type: Option<Kind{at:05}> }}\n#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, \
                 Deserialize)]\npub enum Kind{at:05} {{ SERVICE, RETAIL }}"
            ),
            _ => writeln!(
                code,
                "pub struct Output{at:05} {{ pub result: String, pub amount: String }}"
            ),
        };
    }
    code
}
