//! What is emitted is laid out as the formatter lays it out, however long the names and texts of a spec are.

use crate::{SpecFile, compile};

/// A procedure in which names and texts have this length.
fn procedure(effects: &str, length: usize, invariant: &str) -> SpecFile {
    let segment = "N".repeat(length.clamp(2, 30));
    let (name, words) = ("n".repeat(length), "word ".repeat(length / 4));
    let code = effects.to_ascii_uppercase();
    let idempotency = if effects == "external" { "idempotency: key\n" } else { "" };
    let text = format!(
        "\
smart_code: HERA.TEST.MOD.{segment}.{code}.v1
intent: It does {words}
effects: {effects}
{idempotency}preconditions:
  - {name}_at > 0
invariants:
  - {invariant}
inputs:
  required:
    - {{ name: {name}_at, type: decimal, description: From {words} }}
  optional:
    - {{ name: {name}_kind, type: \"enum[{segment}, B, C_{segment}]\" }}
    - {{ name: {name}_lines, type: \"array[{{a_{name}, b: integer}}]\" }}
outputs:
  response:
    {name}_out: uuid
    amount: decimal
happy_path: [to do {words}]
errors:
  - code: E_{segment}
    when: it is {words}
    action: try {words}
  - code: OTHER
    when: it is {words}
"
    );
    SpecFile::new(format!("{effects}.yml"), text)
}

/// A procedure that takes and gives as little as there can be.
fn small(length: usize) -> SpecFile {
    let name = "n".repeat(length);
    let text = format!(
        "\
smart_code: HERA.TEST.MOD.SMALL.v1
intent: It does little
inputs:
  required:
    - {{ name: {name}, type: integer }}
outputs:
  response:
    {name}: integer
happy_path: [to do it]
errors: []
"
    );
    SpecFile::new("small.yml", text)
}

/// An orchestration of such procedures, with names of this length.
fn orchestration(length: usize) -> SpecFile {
    let segment = "N".repeat(length.clamp(2, 30));
    let (name, id) = ("n".repeat(length), "I".repeat(length));
    let text = format!(
        "\
smart_code: HERA.TEST.MOD.ORCH.{segment}.v1
intent: It runs them
triggers:
  - on: API.POST./api/v1/tests/:{name}_at
    emit: TEST.{segment}.ASKED
    payload:
      required:
        - {{ name: {name}_at, type: decimal }}
      optional:
        - {{ name: {name}_kind, type: \"enum[{segment}, B, C_{segment}]\", default: B }}
graph:
  nodes:
    - id: {id}_CHECK
      run: HERA.TEST.MOD.{segment}.NONE.v1
    - id: {id}_SAVE
      run: HERA.TEST.MOD.{segment}.TRANSACTIONAL.v1
      when: \"$.payload.{name}_kind == 'B' && $.payload.{name}_at > 3\"
    - id: A
      run: HERA.TEST.MOD.SMALL.v1
      with: {{ {name}: 1 }}
    - id: {id}_SEND
      run: HERA.TEST.MOD.{segment}.EXTERNAL.v1
      with: {{ {name}_at: \"$.nodes.{id}_CHECK.amount\" }}
edges:
  - TEST.{segment}.ASKED -> {id}_CHECK -> A -> {id}_SEND -> {id}_SAVE
"
    );
    SpecFile::new("flow.orchestration.yml", text)
}

#[test]
fn the_formatter_would_change_nothing() {
    for length in 1..90 {
        let name = "n".repeat(length);
        let files = [
            procedure("none", length, "amount > 0"),
            procedure("transactional", length, &format!("amount > {name}_at")),
            procedure("external", length, "the amount is right"),
            small(length),
            orchestration(length),
        ];
        let outcome = compile(&files, None);
        let emission =
            outcome.emission.as_ref().unwrap_or_else(|| panic!("{}", outcome.human(false)));
        for file in &emission.files {
            let tree = syn::parse_file(&file.text).expect("emitted code is Rust");
            // A syntax tree keeps neither comments nor empty lines.
            let kept = |line: &&str| !line.is_empty() && !line.starts_with("// ");
            let formatted = prettyplease::unparse(&tree);
            let ours = file.text.lines().filter(kept);
            for (ours, formatted) in ours.zip(formatted.lines()) {
                assert_eq!(ours, formatted, "{} at {length}", file.path);
            }
        }
        assert_eq!(emission.files.len(), files.len());
    }
}
