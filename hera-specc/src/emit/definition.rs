//! The static description of a flow, and the ways in: admission and the draft of a dry run.

use proc_macro2::TokenStream;
use quote::quote;

use super::data::{Data, Tables};
use super::flow::FlowCx;
use super::{clauses, names, outcomes};
use crate::ir::flow::{Origin, Required};

/// The static description of the flow, and the ways in.
pub(super) fn definition(cx: &FlowCx<'_>, tables: &mut Tables) -> TokenStream {
    let event = &cx.flow.event.value;
    let misses = cx.flow.payload.iter().filter_map(|field| {
        let (ident, key) = (names::field(&field.name), field.name.as_str());
        match &field.required {
            Required::Always => Some(quote! {
                if state.payload.#ident.is_none() { fields.miss(#key); }
            }),
            Required::Never => None,
            Required::When(nodes) => {
                let asks = nodes.iter().map(|at| {
                    let variant = cx.variant(*at);
                    quote!(::hera_runtime::bind::holds(&state, Node::#variant as u32))
                });
                Some(quote! {
                    if state.payload.#ident.is_none() && (#(#asks)||*) { fields.miss(#key); }
                })
            }
        }
    });
    let infos = cx.flow.payload.iter().map(|field| {
        let (name, ty) = (field.name.as_str(), field.ty.to_string());
        let required = field.required == Required::Always;
        let origin = match field.origin {
            Origin::Payload => "payload",
            Origin::Path => "path",
            Origin::Header => "header",
        };
        quote!(::hera_runtime::flow::FieldInfo {
            name: #name, ty: #ty, origin: #origin, required: #required,
        })
    });
    let triggers = cx.flow.triggers.iter().map(|at| {
        let (method, path) = match &cx.orchestration.triggers[*at].on.value {
            crate::ir::On::Api { method, path, .. } => (method.as_str(), path.as_str()),
            crate::ir::On::Event { subject } => ("EVENT", subject.as_str()),
        };
        quote!(::hera_runtime::flow::Trigger { method: #method, path: #path })
    });
    let permissions = cx.set.permissions(cx.flow);
    let conditions = cx.flow.nodes.iter().enumerate().filter_map(|(at, node)| {
        let text = cx.set.text(node.when.as_ref()?.span);
        Some(Data::Tuple(vec![Data::text(cx.id(at)), Data::text(text)]))
    });
    let conditions = tables.put(Data::List(conditions.collect()));
    let (errors, of_nodes) = outcomes::tables(cx, tables);
    let met = clauses::admits(cx)
        .then(|| quote!(::hera_runtime::flow::Refusal::unless_met(&state, &missing)?;));
    quote! {
        fn read(
            context: &::hera_runtime::Context,
            payload: &::hera_runtime::Value,
        ) -> Result<(State, Vec<String>), ::hera_runtime::flow::Refusal> {
            let mut fields = ::hera_runtime::flow::Refusal::fields(payload)?;
            let state = State {
                context: context.clone(),
                payload: Payload::read(&mut fields),
                outputs: Outputs::default(),
            };
            #(#misses)*
            let missing = fields.finish(Payload::FIELDS)?;
            Ok((state, missing))
        }

        fn admit(
            context: &::hera_runtime::Context,
            payload: &::hera_runtime::Value,
        ) -> ::hera_runtime::flow::Admission {
            let (state, missing) = read(context, payload)?;
            ::hera_runtime::flow::Refusal::unless_complete(&missing)?;
            #met
            Ok(Box::new(state))
        }

        fn draft(
            context: &::hera_runtime::Context,
            payload: &::hera_runtime::Value,
        ) -> ::hera_runtime::flow::Draft {
            let (state, missing) = read(context, payload)?;
            #met
            Ok((Box::new(state), missing))
        }

        #errors

        /// The flow as the engine takes it.
        pub static FLOW: ::hera_runtime::flow::FlowDef = ::hera_runtime::flow::FlowDef {
            event: #event,
            triggers: &[#(#triggers),*],
            plan: &PLAN,
            fields: &[#(#infos),*],
            permissions: &[#(#permissions),*],
            conditions: #conditions,
            errors: #of_nodes,
            admit,
            draft,
        };
    }
}
