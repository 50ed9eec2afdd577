//! `schema`.

use serde_json::json;

use crate::run;

#[test]
fn one_kind_or_all_are_printed() {
    let all = run(&["schema"]).ends(0).json();
    assert_eq!(all["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(all["allOf"].as_array().map(Vec::len), Some(5));
    let kinds = ["procedure", "orchestration", "route", "workflow", "seed"];
    for kind in kinds {
        let one = run(&["schema", kind]).ends(0).json();
        assert_eq!(one["$ref"], format!("#/$defs/{kind}"));
    }
    run(&["schema", "poem"]).ends(2).says("procedure, orchestration, route, workflow, seed");
}

#[test]
fn strict_closes_what_the_compiler_judges() {
    let loose = run(&["schema", "orchestration"]).ends(0).json();
    let strict = run(&["schema", "orchestration", "--strict"]).ends(0).json();
    assert_eq!(loose["$defs"]["node"].get("additionalProperties"), None);
    assert_eq!(strict["$defs"]["node"]["additionalProperties"], json!(false));
    let help = run(&["schema", "--help"]).ends(0).stdout;
    assert!(help.contains("yaml-language-server: $schema=") && help.contains("yaml.schemas"));
}
