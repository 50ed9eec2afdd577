//! Generated clauses against the interpreter: random preconditions and invariants with bare names, in
//! whole procedures of which a whole flow makes use.
//!
//! `clauses/generated.rs` is what the compiler emits for the specs of [`specs`]; one test renews it in
//! memory and compares (`HERA_BLESS=1` writes it). The others hold it against the interpreter, row by
//! row: the judgement of a call before and after it, and that of a request on admission.

#[rustfmt::skip]
#[allow(dead_code, unreachable_pub, reason = "made by the compiler, for one test")]
mod generated;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use hera_runtime::wire::Wire;
use hera_runtime::{Context, Timestamp, Uuid, Value as Json};
use hera_specc::ir::expr::{Ref, Typed};
use hera_specc::ir::{Procedure, Type};
use hera_specc::settings::Settings;
use hera_specc::simulate::{self, Value};
use hera_specc::{Analysis, SpecFile, analyse, tokens};

use super::random::Random;
use super::{Row, data, typed};

const PROCEDURES: usize = 12;
const CLAUSES: usize = 3;
const FILE: &str = "tests/suite/expressions/clauses/generated.rs";
const FLOW: &str = "flow.yml";

/// A name that an invariant reads as an output; all others are inputs.
fn returned(name: &str) -> bool {
    let plain = name.strip_suffix("_o").unwrap_or(name);
    ["qty", "kind", "tags", "lines", "count"].contains(&plain)
}

/// Clauses as texts, and as typed over the data.
type Clauses = Vec<(String, Typed)>;

fn names(clauses: &[(String, Typed)]) -> BTreeSet<&str> {
    let refs = clauses.iter().flat_map(|(_, typed)| typed.refs());
    refs.map(|read| match read {
        Ref::Payload(name) => name.as_str(),
        other => panic!("{other:?}"),
    })
    .collect()
}

/// Random clauses that have a type; records need a schema of their own, so none reads one.
fn clauses(random: &mut Random) -> Clauses {
    let mut found = Vec::new();
    while found.len() < CLAUSES {
        let text = random.condition(1);
        let record = |read: &&Ref| matches!(read, Ref::Payload(n) if n == "line" || n == "line_o");
        let typed = typed(&text, None).filter(|typed| !typed.refs().iter().any(record));
        found.extend(typed.map(|typed| (text, typed)));
    }
    found
}

/// A procedure with these clauses, and with the inputs and outputs that they name.
fn procedure(at: usize, before: &[(String, Typed)], after: &[(String, Typed)]) -> String {
    let (reads, all) = (names(before), names(after));
    let outputs: BTreeSet<&str> = all.iter().copied().filter(|name| returned(name)).collect();
    let inputs: BTreeSet<&str> =
        all.difference(&outputs).copied().chain(reads.iter().copied()).collect();
    let ty = |name: &str| {
        let known = data::types().into_iter().find(|(known, _)| *known == name);
        known.expect("the names are those of the data").1
    };
    let mut text = format!("smart_code: HERA.TEST.CLAUSES.P{at}.v1\nintent: A procedure.\n");
    text += "effects: transactional\npermissions: [test]\n";
    text += "happy_path: [{step: work}]\nerrors: [{code: NO, when: never}]\n";
    for (section, clauses) in [("preconditions", before), ("invariants", after)] {
        let _ = writeln!(text, "{section}:");
        for (clause, _) in clauses {
            let _ = writeln!(text, "  - {}", Json::from(clause.as_str()));
        }
    }
    text += "inputs:\n";
    for (section, optional) in [("required", false), ("optional", true)] {
        let _ = writeln!(text, "  {section}:");
        if !optional {
            text += "    - { name: organization_id, type: uuid, where: context }\n";
        }
        for name in inputs.iter().filter(|name| name.ends_with("_o") == optional) {
            let _ = writeln!(text, "    - {{ name: {name}, type: \"{}\" }}", ty(name));
        }
    }
    text += "outputs:\n  response:\n    done: boolean\n";
    for name in outputs {
        let required = !name.ends_with("_o");
        let ty = ty(name);
        let _ = writeln!(text, "    {name}: {{ type: \"{ty}\", required: {required} }}");
    }
    text
}

/// The specs: the procedures, and a flow in which each of them checks.
fn specs() -> Vec<SpecFile> {
    let drawn = drawn().into_iter().enumerate();
    let mut files: Vec<SpecFile> = drawn
        .map(|(at, (before, after))| {
            SpecFile::new(format!("p{at}.yml"), procedure(at, &before, &after))
        })
        .collect();
    let mut flow =
        "smart_code: HERA.TEST.CLAUSES.ORCH.FLOW.v1\nintent: A flow.\ntriggers:\n".to_owned();
    flow += "  - on: EVENT.test.clauses\n    emit: TEST.CLAUSES.ASKED\ngraph:\n  nodes:\n";
    for at in 0..PROCEDURES {
        let run = format!("HERA.TEST.CLAUSES.P{at}.v1");
        let _ = writeln!(flow, "    - {{ id: N{at}, run: {run}, mode: validate_only }}");
    }
    let nodes: Vec<String> = (0..PROCEDURES).map(|at| format!("N{at}")).collect();
    let _ = writeln!(flow, "edges:\n  - TEST.CLAUSES.ASKED -> {}", nodes.join(" -> "));
    files.push(SpecFile::new(FLOW, flow));
    files
}

/// The preconditions and invariants of each procedure.
fn drawn() -> Vec<(Clauses, Clauses)> {
    let mut random = Random::new(0xC1A5);
    (0..PROCEDURES).map(|_| (clauses(&mut random), clauses(&mut random))).collect()
}

fn analysed() -> Analysis {
    let analysis = analyse(&specs());
    assert!(!analysis.diags.has_errors(), "{:#?}", analysis.diags.as_slice());
    analysis
}

/// The file: what is emitted, and beside it a judge for each procedure.
fn render() -> String {
    let whole = tokens(&specs(), &Settings::default())
        .unwrap_or_else(|found| panic!("{}", found.human(false)));
    let judges = drawn().into_iter().enumerate().map(|(at, (_, after))| {
        let module = quote::format_ident!("p{at}");
        let broken = match names(&after).into_iter().all(returned) {
            true => quote::quote!(|_, output| procedure::broken(output)),
            false => quote::quote!(procedure::broken),
        };
        quote::quote!(|input, output| {
            use self::test::clauses::#module::v1 as procedure;
            super::judge::<procedure::Input, _>(input, output, procedure::unmet, #broken)
        })
    });
    let file = quote::quote! {
        #whole
        pub(super) const JUDGES: &[super::Judge] = &[#(#judges),*];
        pub(super) const ADMIT: Option<super::Admit> = Some(|context, payload| {
            (self::test::clauses::orch::flow::v1::test_clauses_asked::FLOW.admit)(context, payload)
        });
    };
    let mut text =
        "//! Random clauses as the compiler emits them. Written by a test of the\n".to_owned();
    text += "//! suite: HERA_BLESS=1 renews it.\n\n";
    text + &prettyplease::unparse(&syn::parse2(file).expect("the tokens are a file"))
}

/// What a procedure says of a call: the first precondition and the first invariant that do not hold.
type Judge = fn(&Json, &Json) -> (Option<&'static str>, Option<&'static str>);

/// The admission of the flow.
type Admit = fn(&Context, &Json) -> hera_runtime::flow::Admission;

fn judge<I: Wire, O: Wire>(
    input: &Json,
    output: &Json,
    unmet: impl Fn(&I) -> Option<&'static str>,
    broken: impl Fn(&I, &O) -> Option<&'static str>,
) -> (Option<&'static str>, Option<&'static str>) {
    let input = I::decode(input).expect("an input is of its type");
    let output = O::decode(output).expect("an output is of its type");
    (unmet(&input), broken(&input, &output))
}

/// A call of one procedure, for the interpreter.
struct Call<'a> {
    procedure: &'a Procedure,
    row: &'a Json,
}

impl simulate::Data for Call<'_> {
    fn get(&self, value: &Ref) -> Option<Value> {
        let (name, ty): (&str, &Type) = match value {
            Ref::Input(name) => {
                let input = self.procedure.inputs.iter().find(|input| input.name.value == *name)?;
                (name, &input.ty.as_ref()?.value)
            }
            Ref::Returned(name) => {
                let mut fields = self.procedure.response.iter();
                (name, &fields.find(|field| field.name.value == *name)?.ty.value)
            }
            _ => return None,
        };
        Value::from_json(self.row.get(name)?, ty).expect("the row is of the type")
    }
}

/// The part of a row that has these names.
fn part<'n>(row: &Json, names: impl Iterator<Item = &'n str>) -> Json {
    let id = Uuid::from_u128(1).to_string();
    let mut part = serde_json::Map::new();
    for name in names {
        let value = match name {
            "organization_id" => Json::from(id.as_str()),
            "done" => Json::from(true),
            name => row[name].clone(),
        };
        if !value.is_null() {
            part.insert(name.to_owned(), value);
        }
    }
    Json::Object(part)
}

fn rows() -> Vec<Json> {
    let mut random = Random::new(0xDA7A);
    data::rows().into_iter().chain((0..40).map(|_| random.row())).collect()
}

#[test]
fn the_generated_clauses_are_fresh() {
    let path = crate::support::workspace().join(FILE);
    let wanted = render();
    if std::env::var_os("HERA_BLESS").is_some() {
        std::fs::write(&path, &wanted).expect("the file can be written");
    }
    let found = std::fs::read_to_string(&path).expect("the file is there");
    assert!(found == wanted, "{FILE} is stale: run the tests with HERA_BLESS=1");
}

#[test]
fn a_call_is_judged_as_the_interpreter_says() {
    let analysis = analysed();
    let (mut held, mut failed) = (0, 0);
    for (at, judge) in generated::JUDGES.iter().enumerate() {
        let code = format!("HERA.TEST.CLAUSES.P{at}.v1");
        let mut procedures = analysis.specs.procedures.iter();
        let procedure = procedures.find(|spec| spec.code.value.canonical() == code);
        let procedure = procedure.expect("it is one of the specs");
        assert_eq!(procedure.enforced_preconditions().count(), CLAUSES, "none became prose");
        assert_eq!(procedure.enforced_invariants().count(), CLAUSES, "none became prose");
        for row in rows() {
            let input = part(&row, procedure.inputs.iter().map(|input| input.name.value.as_str()));
            let output = part(&row, procedure.response.iter().map(|f| f.name.value.as_str()));
            let call = Call { procedure, row: &row };
            let before = procedure.enforced_preconditions();
            let after = procedure.enforced_invariants();
            let broken =
                |clause: &hera_specc::ir::Enforced<'_>| !simulate::holds(clause.condition, &call);
            let wanted = (
                before.into_iter().find(broken).map(|clause| clause.text),
                after.into_iter().find(broken).map(|clause| clause.text),
            );
            assert_eq!(judge(&input, &output), wanted, "{code}: {row}");
            for said in [wanted.0, wanted.1] {
                *(if said.is_some() { &mut failed } else { &mut held }) += 1;
            }
        }
    }
    assert!(held > 50 && failed > 50, "{held} held, {failed} failed");
}

#[test]
fn a_request_is_judged_as_the_interpreter_says() {
    let analysis = analysed();
    let flow = &analysis.specs.orchestrations[0].flows[0];
    let context = Context {
        organization_id: Uuid::from_u128(1),
        actor_id: Uuid::from_u128(2),
        correlation_id: "c".to_owned(),
        idempotency_key: "k".to_owned(),
        started_at: Timestamp::constant(1_767_225_600, 0),
    };
    let admit = generated::ADMIT.expect("the file is fresh");
    let judged: usize = flow.nodes.iter().map(|node| node.admitted.len()).sum();
    assert_eq!(judged, PROCEDURES * CLAUSES, "admission knows all that they read");
    for row in rows() {
        let payload = part(&row, flow.payload.iter().map(|field| field.name.as_str()));
        let wanted: Vec<(String, String)> =
            simulate::unmet(&analysis.specs, flow, &Row(payload.clone()), &[])
                .into_iter()
                .map(|unmet| (format!("N{}", unmet.node), unmet.text.into_owned()))
                .collect();
        let found = match admit(&context, &payload) {
            Ok(_) => Vec::new(),
            Err(refusal) => {
                assert!(refusal.problems.is_empty(), "{refusal}");
                refusal.unmet
            }
        };
        let found: Vec<_> =
            found.iter().map(|unmet| (unmet.node.to_owned(), unmet.clause.to_owned())).collect();
        assert_eq!(found, wanted, "{payload}");
    }
}
