//! Documents as data: what is lowered from them, and what is said about them.

mod concurrency;
mod graphs;
mod hostile;
mod kinds;

use super::{Input, lower};
use crate::diag::Diagnostics;
use crate::ir::{self, Procedure, Source, Specs};
use crate::parse;
use crate::source::SourceMap;

/// Lowers one text; findings as `line:column CODE message`.
fn lowered(path: &str, text: &str) -> (Specs, Vec<String>) {
    let mut sources = SourceMap::new();
    let file = sources.add(path, text);
    let mut diags = Diagnostics::new();
    let document = parse::parse(&sources, file, &mut Diagnostics::new());
    let specs = lower(&sources, &[Input { file, judged: true, document }], &mut diags);
    diags.sort();
    let said = |d: &crate::diag::Diagnostic| {
        let at = sources.position(file, d.primary.span.start);
        format!("{}:{} {} {}", at.line, at.column, d.rule.code, d.message)
    };
    (specs, diags.as_slice().iter().map(said).collect())
}

/// A procedure whose sections are all there but the given ones.
fn procedure(sections: &str) -> (Procedure, Vec<String>) {
    let has = |key: &str| sections.lines().any(|line| line.starts_with(key));
    let mut text = sections.trim_start().to_owned();
    for (key, line) in [
        ("smart_code:", "smart_code: HERA.SALON.POS.CART.ADD_LINE.v1"),
        ("intent:", "intent: Add a line."),
        ("input", "inputs: {}"),
        ("output", "outputs: {}"),
        ("happy_path:", "happy_path: []"),
        ("errors:", "errors: []"),
    ] {
        if !has(key) {
            text.push_str(line);
            text.push('\n');
        }
    }
    let (mut specs, said) = lowered("a.yml", &text);
    (specs.procedures.remove(0), said)
}

/// `name: type required source = default` of each input.
fn inputs(procedure: &Procedure) -> Vec<String> {
    let one = |input: &ir::Input| {
        let ty = input.ty.as_ref().map_or("?".to_owned(), |ty| ty.value.to_string());
        let mark = if input.required { "!" } else { "" };
        let source = input.source.map_or(String::new(), |s| format!(" {:?}", s.value));
        let default = input.default.as_ref().map_or(String::new(), |d| format!(" = {:?}", d.value));
        format!("{}{mark}: {ty}{source}{default}", input.name.value)
    };
    procedure.inputs.iter().map(one).collect()
}

#[track_caller]
fn check_inputs(sections: &str, expected: &[&str], said: &[&str]) {
    let (procedure, found) = procedure(sections);
    assert_eq!(inputs(&procedure), expected);
    assert_eq!(found, said);
}

#[test]
fn inputs_as_pairs_and_records() {
    check_inputs(
        "
inputs:
  required:
    - cart_id: uuid
    - name: line_type
      type: enum[SERVICE, RETAIL]
      where: payload
    - { name: organization_id, type: uuid, where: context }
  optional:
    - name: auto
      type: boolean
      default: true
    - limit: { type: integer, default: 3 }
    - lines: array[{id:uuid, qty:number}]
",
        &[
            "cart_id!: uuid",
            "line_type!: enum[SERVICE, RETAIL] Payload",
            "organization_id!: uuid Context",
            "auto: boolean = Boolean(true)",
            "limit: integer = Number(3)",
            "lines: array[{id: uuid, qty: decimal}]",
        ],
        &[],
    );
}

#[test]
fn an_input_called_name_is_no_record() {
    let said = "3:7 HS0318 this is an input called `name`";
    check_inputs("inputs:\n  required:\n    - name: string\n", &["name!: string"], &[said]);
}

#[test]
fn bare_names_have_no_type() {
    check_inputs(
        "inputs: [cart_id]\n",
        &["cart_id!: ?"],
        &["1:10 HS0314 input `cart_id` has no type"],
    );
    check_inputs(
        "inputs:\n  optional: [notes]\n",
        &["notes: ?"],
        &["2:14 HS0314 input `notes` has no type"],
    );
}

#[test]
fn the_step_dialect() {
    check_inputs(
        "input:\n  a: { type: uuid, required: true }\n  b:\n    type: object\n    required: false\n",
        &["a!: uuid", "b: object"],
        &[],
    );
}

#[test]
fn a_schema_may_have_a_field_called_type() {
    check_inputs(
        "
inputs:
  required:
    - name: adjustment
      type: object
      schema:
        type: enum[amount,percentage]
        value: number
    - name: lines
      type: array
      schema: { id: uuid }
  context:
    - actor_id: uuid
",
        &[
            "adjustment!: {type: enum[amount, percentage], value: decimal}",
            "lines!: array[{id: uuid}]",
            "actor_id!: uuid Context",
        ],
        &[],
    );
}

#[test]
fn types_that_need_a_word() {
    check_inputs(
        "
inputs:
  optional:
    - a: boolean=false
    - b: jsonb[]
    - c: uuid|slug
    - d: enum
    - e: enum[$PROFILE.types]
    - f: array
    - g: uiid
    - h: array[uuid
    - i: array[{staff_id, pct:number}]
    - j: enum[A, B, A]
",
        &[
            "a: boolean = Boolean(false)",
            "b: array[object]",
            "c: string",
            "d: string",
            "e: string",
            "f: array[object]",
            "g: ?",
            "h: ?",
            "i: array[{staff_id: object, pct: decimal}]",
            "j: enum[A, B]",
        ],
        &[
            "3:10 HS0306 `boolean=false` packs a default into the type",
            "4:10 HS0307 `jsonb` is an alias",
            "4:10 HS0307 `jsonb[]` is an alias",
            "5:10 HS0311 union `uuid|slug` is a string to the compiler",
            "6:10 HS0308 `enum` has no variants: read as a string",
            "7:15 HS0308 the variants of `enum` come from `$PROFILE.types`: read as a string",
            "8:10 HS0312 `array` has no element type: its items are plain JSON",
            "9:10 HS0301 unknown type `uiid`",
            "10:10 HS0301 expected `]` in the type `array[uuid`",
            "11:17 HS0314 field `staff_id` has no type: read as plain JSON",
            "12:21 HS0309 variant `A` is listed twice",
        ],
    );
}

#[test]
fn defaults_are_values_of_their_type() {
    check_inputs(
        "
inputs:
  optional:
    - { name: a, type: number, default: STANDARD }
    - { name: b, type: date, default: current_date }
    - { name: c, type: object, default: { x: [1, null, 1.50] } }
    - { name: d, type: string, default: null }
    - { name: e, type: decimal, default: \"12.50\" }
    - { name: f, type: 'enum[X, Y]', default: Z }
  required:
    - { name: g, type: integer, default: 1 }
",
        &[
            "a: decimal",
            "b: date",
            "c: object = Json(\"{\\\"x\\\":[1,null,1.50]}\")",
            "d: string",
            "e: decimal = Number(12.50)",
            "f: enum[X, Y]",
            "g!: integer = Number(1)",
        ],
        &[
            "3:41 HS0304 default `STANDARD` is not a `decimal`",
            "4:39 HS0304 the default of `b` is not a value: `current_date` changes with the time of the run",
            "8:47 HS0304 default `Z` is not an `enum[X, Y]`",
            "10:42 HS0305 the required input `g` cannot have a default",
        ],
    );
}

#[test]
fn names_are_unique_and_usable() {
    check_inputs(
        "inputs:\n  required: [{ a: uuid }, { a: uuid }, { b-c: uuid }]\n  optional: [{ a: uuid }]\n",
        &["a!: uuid"],
        &[
            "2:29 HS0302 input `a` is declared twice",
            "2:42 HS0317 `b-c` cannot be the name of an input",
            "3:16 HS0303 `a` is both required and optional",
        ],
    );
}

#[test]
fn sources_that_are_none() {
    let (procedure, said) = procedure(
        "inputs:\n  required:\n    - { name: a, type: uuid, where: catalog/config }\n    - { name: b, type: uuid, where: headers }\n",
    );
    assert_eq!(procedure.inputs[0].source, None);
    assert_eq!(procedure.inputs[1].source.map(|s| s.value), Some(Source::Headers));
    assert_eq!(
        said,
        ["3:37 HS0315 `where: catalog/config` is not a source: bound as if it said nothing"]
    );
}

#[test]
fn responses_nest() {
    let (procedure, said) = procedure(
        "outputs:\n  response:\n    id: uuid\n    entity:\n      type: string\n      name: string\n    total: { type: decimal, required: false, description: all }\n    none:\n",
    );
    let fields: Vec<String> = procedure
        .response
        .iter()
        .map(|field| format!("{}: {} {}", field.name.value, field.ty.value, field.required))
        .collect();
    assert_eq!(
        fields,
        ["id: uuid true", "entity: {type: string, name: string} true", "total: decimal false"]
    );
    assert_eq!(said, ["8:5 HS0211 output `none` has no type"]);
}

#[test]
fn errors_and_steps() {
    let (procedure, said) = procedure(
        "errors:\n  - { code: A_B, when: x, retryable: true, http_status: 409 }\n  - code: cartNotFound\n  - code: A_B\n  - code: ...\nhappy_path:\n  - step: one\n  - if x == 'y':\n    - step: two\n  - step:\n",
    );
    let errors = procedure.errors.unwrap_or_default();
    let codes: Vec<&str> = errors.iter().map(|error| error.code.value.as_str()).collect();
    assert_eq!(codes, ["A_B", "CART_NOT_FOUND"]);
    assert!(errors[0].retryable);
    assert_eq!(errors[0].http_status.map(|status| status.value), Some(409));
    let steps: Vec<&str> = procedure.steps.iter().map(|step| step.value.as_str()).collect();
    assert_eq!(steps, ["one", "if x == 'y'", "  two"]);
    assert_eq!(
        said,
        [
            "3:11 HS0208 error code `cartNotFound` is not SCREAMING_SNAKE_CASE",
            "3:11 HS0216 error `CART_NOT_FOUND` says neither when it happens nor what is done",
            "4:11 HS0207 error code `A_B` is declared twice",
            "5:11 HS0208 error code `...` is not SCREAMING_SNAKE_CASE",
            "10:5 HS0206 step 4 of `happy_path` has no text",
        ]
    );
}

#[test]
fn permissions_from_all_places() {
    let of = |sections: &str| {
        let (procedure, said) = procedure(sections);
        let more: Vec<_> = said.iter().filter(|said| !said.contains(" HS0215 ")).collect();
        assert!(more.is_empty(), "{said:?}");
        let names = |list: Vec<crate::source::Spanned<String>>| -> Vec<String> {
            list.into_iter().map(|name| name.value).collect()
        };
        (procedure.permissions.map(names), procedure.preconditions.len())
    };
    let both = "permissions: [a]\npreconditions:\n  - has_permissions: [a, b]\n  - x > 0\n";
    assert_eq!(of(both), (Some(vec!["a".to_owned(), "b".to_owned()]), 1));
    assert_eq!(of("preconditions:\n  - permissions: []\n"), (None, 0));
    assert_eq!(of("permissions: public\n"), (Some(Vec::new()), 0));
    let colon = "preconditions:\n  - uniqueness: (code) not duplicated\n";
    assert_eq!(of(colon), (None, 1));
}

#[test]
fn smart_codes() {
    let said = |code: &str| {
        let (_, said) = lowered(
            "a.yml",
            &format!(
                "smart_code: {code}\ninputs: {{}}\nintent: x\noutputs: {{}}\nhappy_path: []\nerrors: []\n"
            ),
        );
        said
    };
    assert_eq!(said("HERA.SALON.POS.CART.ADD.V1"), [""; 0]);
    assert_eq!(
        said("HERA.Salon.POS.CART.ADD-IT.v01"),
        [
            "1:18 HS0102 segment `Salon` must be upper case",
            "1:33 HS0109 segment `ADD-IT` contains `-`",
            "1:40 HS0104 version must start at 1, without leading zeros (found `v01`)",
        ]
    );
    assert_eq!(
        said("HERA.SALON.v1"),
        [
            "1:13 HS0101 `HERA.SALON.v1` is not a smart code: at least three segments stand between `HERA` and the version"
        ]
    );
    assert_eq!(
        said("\"HERA.{INDUSTRY}.POS.CART.ADD.v1\""),
        ["1:19 HS0105 template placeholder `{INDUSTRY}` left in smart code"]
    );
    assert_eq!(
        said("HERA.SALON.CART.ADD.v1"),
        [
            "1:13 HS0111 `HERA.SALON.CART.ADD.v1` does not fit the pattern that the Sacred Six enforce"
        ]
    );
}

#[test]
fn broken_files_keep_the_code_of_their_head() {
    let (specs, _) = lowered("a.yml", "smart_code: HERA.SALON.POS.CART.ADD.V1\na: b: c\n");
    let code = specs.broken[0].code.as_ref().map(|code| code.value.canonical());
    assert_eq!(code, Some("HERA.SALON.POS.CART.ADD.v1"));
}

#[test]
fn examples_are_calls() {
    let (_, said) = procedure(
        "
inputs:
  required:
    - cart_id: uuid
    - line_type: enum[SERVICE, RETAIL]
    - lines: array[{id:uuid}]
example_payload:
  line_type: RETIAL
  lines:
    - id: ln-1
      extra: 1
  organization_id: x
  qty: 1
",
    );
    assert_eq!(
        said,
        [
            "6:1 HS1302 the example misses the required input `cart_id`",
            "7:14 HS1305 `RETIAL` is not a variant of `line_type`",
            "9:11 HS1303 `ln-1` is not a `uuid`",
            "10:7 HS1304 the example has the unknown key `lines[0].extra`",
            "12:3 HS1304 the example has the unknown key `qty`",
        ]
    );
}
