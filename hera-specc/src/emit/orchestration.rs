//! The module of an orchestration: its flows, and the way to the procedures that they run.

use proc_macro2::TokenStream;
use quote::quote;

use super::data::Tables;
use super::flow::{self, FlowCx};
use super::procedure::{effects, method_name};
use super::{Set, clauses, names};
use crate::ir::Orchestration;
use hera_core::plan::{Effects, Mode};

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
    let dispatch = dispatch(set, orchestration);
    let entry = entry(set, orchestration);
    quote! {
        #uses
        #procedures
        #entry
        #dispatch
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
    let count = orchestration.flows.len();
    let references = orchestration.flows.iter().map(|flow| {
        let module = names::ident(&flow::module_name(flow));
        quote!(&#module::FLOW)
    });
    quote! {
        static FLOWS: [&::hera_runtime::flow::FlowDef; #count] = [#(#references),*];

        static PROCEDURES: &[&::hera_runtime::flow::Spec] = &[#(#specs),*];

        /// The orchestration over these procedures, for the engine.
        pub fn orchestration(procedures: impl Procedures) -> ::hera_runtime::flow::Orchestration {
            ::hera_runtime::flow::Orchestration {
                spec: &SPEC,
                procedures: PROCEDURES,
                flows: &FLOWS,
                dispatch: ::std::sync::Arc::new(Via(procedures)),
            }
        }
    }
}

/// The way to the procedures: one arm per procedure and way of calling it.
fn dispatch(set: &Set<'_>, orchestration: &Orchestration) -> TokenStream {
    let arms = set.aliases.keys().map(|at| {
        let procedure = &set.specs.procedures[*at];
        let code = procedure.code.value.canonical();
        let module = set.alias(*at);
        let name = names::ident(&names::trait_name(&procedure.code.value));
        let method = names::ident(method_name(effects(procedure)));
        let call = match effects(procedure) {
            Effects::None => quote!(::hera_runtime::flow::Call::Validate(cx)),
            Effects::Transactional => quote!(::hera_runtime::flow::Call::Persist(cx)),
            Effects::External => quote!(::hera_runtime::flow::Call::External(cx)),
        };
        let before = clauses::before(procedure, &module);
        let (keep, broken) = clauses::after(procedure, &module);
        let run = quote! {
            (#code, #call) => {
                let input = ::hera_runtime::flow::input(input)?;
                #before
                #keep
                let answer = #module::#name::#method(&self.0, cx, input).await;
                ::hera_runtime::flow::reply(procedure, answer, #broken)
            }
        };
        let validate =
            (validates(orchestration, *at) && effects(procedure) != Effects::None).then(|| {
                quote! {
                    (#code, ::hera_runtime::flow::Call::Validate(cx)) => {
                        let input = ::hera_runtime::flow::input(input)?;
                        #before
                        ::hera_runtime::flow::verdict(
                            #module::#name::validate(&self.0, cx, input).await,
                        )
                    }
                }
            });
        quote!(#validate #run)
    });
    quote! {
        struct Via<P>(P);

        impl<P: Procedures> ::hera_runtime::flow::Dispatch for Via<P> {
            fn invoke<'a>(
                &'a self,
                procedure: &'a str,
                call: ::hera_runtime::flow::Call<'a>,
                input: &'a ::hera_runtime::Value,
            ) -> ::hera_runtime::flow::BoxFuture<
                'a,
                Result<::hera_runtime::flow::Answer, ::hera_runtime::core::Failure>,
            > {
                Box::pin(async move {
                    match (procedure, call) {
                        #(#arms)*
                        (procedure, _) => Err(::hera_runtime::flow::no_procedure(procedure)),
                    }
                })
            }
        }
    }
}

/// Whether a node of this orchestration runs the procedure as `validate_only`.
fn validates(orchestration: &Orchestration, procedure: usize) -> bool {
    orchestration.flows.iter().flat_map(|flow| &flow.nodes).any(|node| {
        node.procedure == Some(procedure)
            && orchestration.nodes[node.node].mode() == Mode::ValidateOnly
    })
}
