//! The module of an orchestration: its flows, and the way to the procedures that they run.

use std::collections::BTreeSet;

use super::data::Data;
use super::flow::{self, FlowCx};
use super::text::Code;
use super::{Set, names};
use crate::ir::Orchestration;

/// The code of an orchestration's module.
pub(super) fn code(set: &Set<'_>, orchestration: &Orchestration) -> Code {
    let plan = |flow| crate::plan::plan(set.specs, orchestration, flow);
    let plans: Vec<_> = orchestration.flows.iter().map(plan).collect();
    let flows = orchestration.flows.iter().zip(&plans);
    let flows = flows.map(|(flow, plan)| FlowCx::new(set, orchestration, flow, plan));
    let flows: Vec<_> = flows.collect();
    let own = ["Procedures", "specs"].into_iter().chain(set.aliases.values().map(String::as_str));
    let defined = own.chain(flows.iter().flat_map(FlowCx::defined)).map(str::to_owned);
    let modules = orchestration.flows.iter().map(flow::module_name);
    let defined: BTreeSet<String> = defined.chain(modules).collect();
    let mut code = Code::defining(defined);
    uses(set, orchestration, &mut code);
    procedures(set, &mut code);
    entry(set, orchestration, &mut code);
    for cx in &flows {
        flow::module(cx, &mut code);
    }
    code
}

/// Names the modules of the procedures, from the root of the generated code down.
fn uses(set: &Set<'_>, orchestration: &Orchestration, code: &mut Code) {
    if set.aliases.is_empty() {
        return; // nothing starts it
    }
    let depth = names::modules(&orchestration.code.value).len();
    let up = vec!["super"; depth].join("::");
    code.write("use $up as specs;\n", &[("up", &up)]);
    for at in set.aliases.keys() {
        let path = names::modules(&set.specs.procedures[*at].code.value);
        let path: Vec<_> = path.iter().map(|module| names::ident(module).to_string()).collect();
        let values = [("path", &*path.join("::")), ("alias", &*set.alias(*at).to_string())];
        code.write("use specs::$path as $alias;\n", &values);
    }
}

/// Writes the bound that a service has to meet.
fn procedures(set: &Set<'_>, code: &mut Code) {
    let bounds = set.aliases.keys().map(|at| {
        let name = names::ident(&names::trait_name(&set.specs.procedures[*at].code.value));
        format!("{}::{name} + ", set.alias(*at))
    });
    let mut bounds: String = bounds.collect();
    if bounds.is_empty() {
        bounds += "Send + Sync + "; // which those of procedures ask for
    }
    code.write(PROCEDURES, &[("bounds", &bounds)]);
}

const PROCEDURES: &str = "\
/// All procedures of this orchestration: implemented by whatever implements each of them.
pub trait Procedures: $bounds'static {}
impl<P: $bounds'static> Procedures for P {}
";

/// Writes the function that a service calls.
fn entry(set: &Set<'_>, orchestration: &Orchestration, code: &mut Code) {
    let flows = orchestration.flows.iter().map(|flow| {
        let module = names::ident(&flow::module_name(flow));
        Data::word(format_args!("&{module}::FLOW"))
    });
    let count = orchestration.flows.len().to_string();
    code.constant(FLOWS, &[("count", &count)], &Data::Array(flows.collect()));
    let each = |what: &str, end: &str| -> Vec<String> {
        set.aliases.keys().map(|at| format!("{what}{}::{end}", set.alias(*at))).collect()
    };
    let specs = each("&", "SPEC").into_iter().map(Data::Word);
    code.constant(SPECS, &[], &Data::List(specs.collect()));
    code.write(ENTRY, &[("ways", &each("", "invoke").join(", "))]);
}

const FLOWS: &str = "static FLOWS: [&::hera_runtime::flow::FlowDef; $count] = ";

const SPECS: &str = "static PROCEDURES: &[&::hera_runtime::flow::Spec] = ";

const ENTRY: &str = "\
/// The orchestration over these procedures, for the engine.
pub fn orchestration<P: Procedures>(procedures: P) -> ::hera_runtime::flow::Orchestration {
    let ways: &[::hera_runtime::flow::Way<P>] = &[$ways];
    over(::hera_runtime::flow::dispatch(procedures, PROCEDURES, ways))
}
/// The same over any way to the procedures: for tests of the flows alone.
pub fn over(dispatch: ::std::sync::Arc<dyn ::hera_runtime::flow::Dispatch>) \
    -> ::hera_runtime::flow::Orchestration {
    ::hera_runtime::flow::Orchestration {
        spec: &SPEC,
        procedures: PROCEDURES,
        flows: &FLOWS,
        dispatch,
    }
}
";
