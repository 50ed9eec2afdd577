//! The module of an orchestration: its flows, and the way to the procedures that they run.

use proc_macro2::TokenStream;
use quote::quote;

use super::data::Tables;
use super::flow::{self, FlowCx};
use super::{Set, names};
use crate::ir::Orchestration;

/// The items of an orchestration's module.
pub(super) fn items(
    set: &Set<'_>,
    orchestration: &Orchestration,
    tables: &mut Tables,
) -> TokenStream {
    let plans: Vec<_> = orchestration
        .flows
        .iter()
        .map(|flow| crate::plan::plan(set.specs, orchestration, flow))
        .collect();
    let modules = orchestration.flows.iter().zip(&plans).map(|(flow, plan)| {
        let cx = FlowCx::new(set, orchestration, flow, plan);
        flow::module(&cx, tables)
    });
    let modules: Vec<TokenStream> = modules.collect();
    let uses = uses(set, orchestration);
    let procedures = procedures(set);
    let entry = entry(set, orchestration);
    quote! {
        #uses
        #procedures
        #entry
        #(#modules)*
    }
}

/// Names the modules of the procedures, from the root of the generated code down.
fn uses(set: &Set<'_>, orchestration: &Orchestration) -> TokenStream {
    let depth = names::modules(&orchestration.code.value).len();
    let lines = set.aliases.keys().map(|at| {
        let path = names::modules(&set.specs.procedures[*at].code.value);
        let path = path.iter().map(|module| names::ident(module));
        let alias = set.alias(*at);
        quote!(use specs::#(#path)::* as #alias;)
    });
    let up = std::iter::repeat_n(quote!(super), depth);
    quote!(use #(#up)::* as specs; #(#lines)*)
}

/// The bound that a service has to meet.
fn procedures(set: &Set<'_>) -> TokenStream {
    let traits: Vec<_> = set
        .aliases
        .keys()
        .map(|at| {
            let module = set.alias(*at);
            let name = names::ident(&names::trait_name(&set.specs.procedures[*at].code.value));
            quote!(#module::#name)
        })
        .collect();
    quote! {
        /// All procedures of this orchestration: implemented by whatever implements each of them.
        pub trait Procedures: #(#traits +)* 'static {}

        impl<P: #(#traits +)* 'static> Procedures for P {}
    }
}

/// The function that a service calls.
fn entry(set: &Set<'_>, orchestration: &Orchestration) -> TokenStream {
    let specs = set.aliases.keys().map(|at| {
        let module = set.alias(*at);
        quote!(&#module::SPEC)
    });
    let ways = set.aliases.keys().map(|at| {
        let module = set.alias(*at);
        quote!(#module::invoke)
    });
    let count = orchestration.flows.len();
    let references = orchestration.flows.iter().map(|flow| {
        let module = names::ident(&flow::module_name(flow));
        quote!(&#module::FLOW)
    });
    quote! {
        static FLOWS: [&::hera_runtime::flow::FlowDef; #count] = [#(#references),*];

        static PROCEDURES: &[&::hera_runtime::flow::Spec] = &[#(#specs),*];

        /// The orchestration over these procedures, for the engine.
        pub fn orchestration<P: Procedures>(
            procedures: P,
        ) -> ::hera_runtime::flow::Orchestration {
            let ways: &[::hera_runtime::flow::Way<P>] = &[#(#ways),*];
            over(::hera_runtime::flow::dispatch(procedures, PROCEDURES, ways))
        }

        /// The same over any way to the procedures: for tests of the flows alone.
        pub fn over(
            dispatch: ::std::sync::Arc<dyn ::hera_runtime::flow::Dispatch>,
        ) -> ::hera_runtime::flow::Orchestration {
            ::hera_runtime::flow::Orchestration {
                spec: &SPEC,
                procedures: PROCEDURES,
                flows: &FLOWS,
                dispatch,
            }
        }
    }
}
