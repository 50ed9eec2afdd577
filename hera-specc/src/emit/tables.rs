//! The plan as static data.

use hera_core::plan::{
    Backoff, Compensation, DeclaredError, Effects, Isolation, Jitter, Mode, Plan,
};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// `NODES`, `BOUNDARIES` and `PLAN`.
pub(super) fn plan(plan: &Plan) -> TokenStream {
    let nodes = plan.nodes.iter().map(node);
    let boundaries = plan.boundaries.iter().map(boundary);
    let (node_count, boundary_count) = (plan.nodes.len(), plan.boundaries.len());
    let (orchestration, event, sum) = (&plan.orchestration, &plan.event, &plan.sum);
    let retry = retry(plan);
    let compensation = policy(plan);
    quote! {
        static NODES: [::hera_runtime::core::plan::Node; #node_count] = [#(#nodes),*];

        static BOUNDARIES: [::hera_runtime::core::plan::Boundary; #boundary_count] =
            [#(#boundaries),*];

        /// What the machine needs to know.
        pub static PLAN: ::hera_runtime::core::Plan = ::hera_runtime::core::Plan {
            orchestration: ::hera_runtime::core::plan::Text::Borrowed(#orchestration),
            event: ::hera_runtime::core::plan::Text::Borrowed(#event),
            sum: ::hera_runtime::core::plan::Text::Borrowed(#sum),
            nodes: ::hera_runtime::core::plan::List::Borrowed(&NODES),
            boundaries: ::hera_runtime::core::plan::List::Borrowed(&BOUNDARIES),
            retry: #retry,
            compensation: #compensation,
        };
    }
}

fn text(text: &str) -> TokenStream {
    quote!(::hera_runtime::core::plan::Text::Borrowed(#text))
}

fn list(items: impl Iterator<Item = TokenStream>) -> TokenStream {
    let items: Vec<_> = items.collect();
    quote!(::hera_runtime::core::plan::List::Borrowed(&[#(#items),*]))
}

fn option(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}

fn errors(errors: &[DeclaredError]) -> TokenStream {
    list(errors.iter().map(|error| {
        let (code, retryable) = (text(&error.code), error.retryable);
        quote!(::hera_runtime::core::plan::DeclaredError { code: #code, retryable: #retryable })
    }))
}

fn effects(effects: Effects) -> TokenStream {
    let variant = match effects {
        Effects::None => format_ident!("None"),
        Effects::Transactional => format_ident!("Transactional"),
        Effects::External => format_ident!("External"),
    };
    quote!(::hera_runtime::core::plan::Effects::#variant)
}

fn node(node: &hera_core::plan::Node) -> TokenStream {
    let (id, procedure) = (text(&node.id), text(&node.procedure));
    let mode = match node.mode {
        Mode::ValidateOnly => format_ident!("ValidateOnly"),
        Mode::Persist => format_ident!("Persist"),
    };
    let effects = effects(node.effects);
    let after = list(node.after.iter().map(|ix| {
        let ix = ix.0;
        quote!(::hera_runtime::core::NodeIx(#ix))
    }));
    let (boundary, conditional) = (node.boundary.0, node.conditional);
    let compensation = option(node.compensation.as_ref().map(compensation));
    let errors = errors(&node.errors);
    let timeout = option(node.timeout_ms.map(|ms| quote!(#ms)));
    quote!(::hera_runtime::core::plan::Node {
        id: #id,
        procedure: #procedure,
        mode: ::hera_runtime::core::plan::Mode::#mode,
        effects: #effects,
        after: #after,
        boundary: ::hera_runtime::core::BoundaryIx(#boundary),
        conditional: #conditional,
        compensation: #compensation,
        errors: #errors,
        timeout_ms: #timeout,
    })
}

fn compensation(compensation: &Compensation) -> TokenStream {
    let procedure = text(&compensation.procedure);
    let effects = effects(compensation.effects);
    let needs_output = compensation.needs_output;
    let errors = errors(&compensation.errors);
    quote!(::hera_runtime::core::plan::Compensation {
        procedure: #procedure,
        effects: #effects,
        needs_output: #needs_output,
        errors: #errors,
    })
}

fn boundary(boundary: &hera_core::plan::Boundary) -> TokenStream {
    let name = text(&boundary.name);
    let nodes = list(boundary.nodes.iter().map(|ix| {
        let ix = ix.0;
        quote!(::hera_runtime::core::NodeIx(#ix))
    }));
    let after = list(boundary.after.iter().map(|ix| {
        let ix = ix.0;
        quote!(::hera_runtime::core::BoundaryIx(#ix))
    }));
    let declared = boundary.declared;
    let isolation = match boundary.isolation {
        Isolation::Serializable => format_ident!("Serializable"),
        Isolation::RepeatableRead => format_ident!("RepeatableRead"),
        Isolation::ReadCommitted => format_ident!("ReadCommitted"),
    };
    let timeout = option(boundary.timeout_ms.map(|ms| quote!(#ms)));
    quote!(::hera_runtime::core::plan::Boundary {
        name: #name,
        nodes: #nodes,
        after: #after,
        declared: #declared,
        isolation: ::hera_runtime::core::plan::Isolation::#isolation,
        timeout_ms: #timeout,
    })
}

fn retry(plan: &Plan) -> TokenStream {
    let retry = &plan.retry;
    let backoff = match retry.backoff {
        Backoff::Fixed => format_ident!("Fixed"),
        Backoff::Linear => format_ident!("Linear"),
        Backoff::Exponential => format_ident!("Exponential"),
    };
    let jitter = match retry.jitter {
        Jitter::None => format_ident!("None"),
        Jitter::Equal => format_ident!("Equal"),
        Jitter::Full => format_ident!("Full"),
    };
    let (attempts, base, max) = (retry.max_attempts, retry.base_delay_ms, retry.max_delay_ms);
    quote!(::hera_runtime::core::plan::Retry {
        max_attempts: #attempts,
        backoff: ::hera_runtime::core::plan::Backoff::#backoff,
        base_delay_ms: #base,
        max_delay_ms: #max,
        jitter: ::hera_runtime::core::plan::Jitter::#jitter,
    })
}

fn policy(plan: &Plan) -> TokenStream {
    let policy = &plan.compensation;
    let (auto, preserve) = (policy.auto, policy.preserve_failed_state);
    let timeout = option(policy.timeout_ms.map(|ms| quote!(#ms)));
    quote!(::hera_runtime::core::plan::CompensationPolicy {
        auto: #auto,
        timeout_ms: #timeout,
        preserve_failed_state: #preserve,
    })
}
