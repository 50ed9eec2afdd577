//! The module of a procedure: its types, its errors and its trait.

use hera_core::plan::Effects;
use quote::quote;

use super::clauses::{After, Before};
use super::data::Data;
use super::text::Code;
use super::types::{Nominal, StructField, structure};
use super::{clauses, docs, names};
use crate::ir::{Input, Procedure, Type};

/// A procedure with what the whole set of specs says about it.
pub(super) struct Facts<'a> {
    pub(super) procedure: &'a Procedure,
    /// Whether a node runs it as `validate_only`.
    pub(super) validated: bool,
}

/// The effects of a procedure: transactional where it says nothing.
pub(super) fn effects(procedure: &Procedure) -> Effects {
    procedure.effects.as_ref().map_or(Effects::Transactional, |effects| effects.value)
}

/// The generated enums and structs of a procedure's module.
pub(super) fn nominal(procedure: &Procedure) -> Nominal {
    let reserved = ["Input", "Output", "Error"].into_iter().chain(names::PRELUDE.iter().copied());
    let reserved = reserved.map(str::to_owned);
    let mut nominal = Nominal::new(reserved.chain([names::trait_name(&procedure.code.value)]));
    for input in &procedure.inputs {
        nominal.add(&input.name.value, input_type(input));
    }
    for field in &procedure.response {
        nominal.add(&field.name.value, &field.ty.value);
    }
    nominal
}

/// The type of an input; plain JSON where nobody says.
pub(super) fn input_type(input: &Input) -> &Type {
    input.ty.as_ref().map_or(&Type::Json, |ty| &ty.value)
}

/// The code of a procedure's module.
pub(super) fn code(facts: &Facts<'_>) -> Code {
    let procedure = facts.procedure;
    let nominal = nominal(procedure);
    let path = |ty: &Type| {
        nominal.find(ty).map(|name| {
            let ident = names::ident(name);
            quote!(#ident)
        })
    };
    let own = ["Input", "Output", "Error"].into_iter().chain(nominal.names()).map(str::to_owned);
    let mut code = Code::defining(own.chain([names::trait_name(&procedure.code.value)]).collect());
    the_trait(&mut code, facts);
    invoke(&mut code, facts);
    structure(&mut code, "Input", &inputs(procedure), &path);
    structure(&mut code, "Output", &outputs(procedure), &path);
    errors(&mut code, procedure);
    clauses::define(&mut code, procedure, &path);
    nominal.define(&mut code);
    code
}

fn inputs(procedure: &Procedure) -> Vec<StructField<'_>> {
    let fields = procedure.inputs.iter().map(|input| StructField {
        name: &input.name.value,
        ty: input_type(input),
        required: input.required || input.default.is_some(),
        doc: Some(
            input
                .description
                .as_deref()
                .map_or_else(|| format!("`{}`: {}.", input.name, input_type(input)), docs::line),
        ),
    });
    fields.collect()
}

fn outputs(procedure: &Procedure) -> Vec<StructField<'_>> {
    let fields = procedure.response.iter().map(|field| StructField {
        name: &field.name.value,
        ty: &field.ty.value,
        required: field.required,
        doc: Some(
            field
                .description
                .as_deref()
                .map_or_else(|| format!("`{}`: {}.", field.name, field.ty.value), docs::line),
        ),
    });
    fields.collect()
}

/// Writes the trait that a service implements.
fn the_trait(code: &mut Code, facts: &Facts<'_>) {
    let procedure = facts.procedure;
    let method = match effects(procedure) {
        Effects::None => READ,
        Effects::Transactional => PERSIST,
        Effects::External => CALL,
    };
    let validate = if facts.validated { VALIDATE } else { "" };
    let doc = docs::comments(&docs::procedure(procedure), "");
    let values = [
        ("doc", doc.trim_end()),
        ("name", &names::ident(&names::trait_name(&procedure.code.value)).to_string()),
    ];
    code.write(&[TRAIT, validate, method, "\n}\n"].concat(), &values);
}

const TRAIT: &str = "\
$doc
pub trait $name: Send + Sync {";

const VALIDATE: &str = "
    /// Says whether the procedure could succeed now, with no way to write.
    ///
    /// The verdict may be stale when something commits: check again there.
    fn validate(
        &self,
        cx: &::hera_runtime::View,
        input: Input,
    ) -> impl Future<Output = Result<(), ::hera_runtime::Fail<Error>>> + Send;";

const READ: &str = "
    /// Reads, and answers; there is no way to write.
    fn read(
        &self,
        cx: &::hera_runtime::View,
        input: Input,
    ) -> impl Future<Output = Result<Output, ::hera_runtime::Fail<Error>>> + Send;";

const PERSIST: &str = "
    /// Writes in the boundary's transaction, through the Sacred Six and nothing else: an attempt
    /// that fails leaves nothing behind, and may be made again.
    fn persist(
        &self,
        cx: &mut ::hera_runtime::Transaction,
        input: Input,
    ) -> impl Future<Output = Result<Output, ::hera_runtime::Fail<Error>>> + Send;";

const CALL: &str = "
    /// Acts on another system, with no transaction open. It may be called again with the same
    /// key and input, and then has to have its effect once.
    fn call(
        &self,
        cx: &::hera_runtime::External,
        input: Input,
    ) -> impl Future<Output = Result<Output, ::hera_runtime::Fail<Error>>> + Send;";

/// Writes the way from the engine to the trait.
fn invoke(code: &mut Code, facts: &Facts<'_>) {
    let procedure = facts.procedure;
    let (call, method) = match effects(procedure) {
        Effects::None => ("Validate", "read"),
        Effects::Transactional => ("Persist", "persist"),
        Effects::External => ("External", "call"),
    };
    let answer = match clauses::after(procedure) {
        After::Nothing => ANSWER,
        After::Output => JUDGED,
        After::InputAndOutput => JUDGED_WITH_INPUT,
    };
    let given = match clauses::before(procedure) {
        Before::Nothing => GIVEN,
        Before::Input => GIVEN_AND_MET,
    };
    let validate: &[&str] =
        if facts.validated { &[VALIDATES, given, VERDICT, REFUSED] } else { &[] };
    let calls = [CALLS, given, answer, REFUSED];
    let name = names::ident(&names::trait_name(&procedure.code.value)).to_string();
    let values = [("name", &*name), ("call", call), ("method", method)];
    code.write(&[&[INVOKE], validate, &calls, &[INVOKE_END]].concat().concat(), &values);
}

const INVOKE: &str = "\
/// Calls the procedure for the engine, between its preconditions and its invariants.
pub fn invoke<'a>(
    procedures: &'a impl $name,
    call: ::hera_runtime::flow::Call<'a>,
    input: &'a ::hera_runtime::Value,
) -> ::hera_runtime::flow::Answering<'a> {
    match call {";

const VALIDATES: &str = "
        ::hera_runtime::flow::Call::Validate(cx) => {";

const CALLS: &str = "
        ::hera_runtime::flow::Call::$call(cx) => {";

const GIVEN: &str = "
            match ::hera_runtime::flow::given(&SPEC, input, ::hera_runtime::flow::no_clause) {";

const GIVEN_AND_MET: &str = "
            match ::hera_runtime::flow::given(&SPEC, input, unmet) {";

const VERDICT: &str = "
                Ok(input) => ::hera_runtime::flow::verdict(procedures.validate(cx, input)),";

const ANSWER: &str = "
                Ok(input) => ::hera_runtime::flow::answer(procedures.$method(cx, input)),";

const JUDGED: &str = "
                Ok(input) => \
    ::hera_runtime::flow::judged(&SPEC, procedures.$method(cx, input), broken),";

const JUDGED_WITH_INPUT: &str = "
                Ok(input) => {
                    let given = Input::clone(&input);
                    ::hera_runtime::flow::judged(
                        &SPEC,
                        procedures.$method(cx, input),
                        move |output| broken(&given, output),
                    )
                }";

const REFUSED: &str = "
                Err(refused) => refused,
            }
        }";

const INVOKE_END: &str = "
        _ => ::hera_runtime::flow::no_such_call(&SPEC),
    }
}
";

/// Writes the declared errors.
fn errors(code: &mut Code, procedure: &Procedure) {
    let declared = procedure.errors.as_deref().unwrap_or_default();
    let unknown = "The spec declares no errors: this stands for all of them.".to_owned();
    let cases = match declared {
        [] => vec![(crate::plan::UNKNOWN_ERROR, unknown)],
        _ => declared.iter().map(|error| (&*error.code.value, docs::error(error))).collect(),
    };
    let (mut variants, mut rows) = (String::new(), Vec::new());
    for (error, text) in &cases {
        let ident = names::ident(&names::variant(error));
        variants += &docs::comments(&format!("`{error}`: {text}"), "    ");
        variants += &format!("    {ident},\n");
        rows.push(Data::Tuple(vec![Data::text(error), Data::text(text)]));
    }
    code.write(ERROR, &[("variants", &variants)]);
    code.open("impl ::hera_runtime::DeclaredError for Error {\n", &[]);
    code.constant(CASES, &[], &Data::List(rows));
    code.write(PLACE, &[]);
    code.close();
}

const ERROR: &str = "\
/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
$variants}
";

const CASES: &str = "const CASES: &'static [(&'static str, &'static str)] = ";

const PLACE: &str = "\
fn place(&self) -> usize {
    *self as usize
}
";
