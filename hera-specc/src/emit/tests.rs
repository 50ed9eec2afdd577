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

#[test]
fn the_formatter_would_change_nothing() {
    for length in 1..90 {
        let name = "n".repeat(length);
        let files = [
            procedure("none", length, "amount > 0"),
            procedure("transactional", length, &format!("amount > {name}_at")),
            procedure("external", length, "the amount is right"),
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
