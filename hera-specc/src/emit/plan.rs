//! The plan as static data.

use hera_core::plan::{
    Backoff, Boundary, Compensation, CompensationPolicy, DeclaredError, Effects, Isolation, Jitter,
    Mode, Node, Plan, Retry, RunPolicy, Text,
};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::data::{Data, Tables};
use super::names;

/// `NODES`, `BOUNDARIES` and `PLAN`. Each row is a constant of its own: what rustc needs for a table in one
/// piece grows faster than the table.
pub(super) fn statics(plan: &Plan, tables: &mut Tables) -> TokenStream {
    let nodes: Vec<_> = plan.nodes.iter().map(|node| tables.put(self::node(node))).collect();
    let node_names: Vec<_> = plan.nodes.iter().map(|node| names::row("NODE", &node.id)).collect();
    let boundaries = plan.boundaries.iter();
    let boundaries: Vec<_> =
        boundaries.map(|boundary| tables.put(self::boundary(boundary))).collect();
    let boundary_names = (0..boundaries.len()).map(|at| format_ident!("BOUNDARY_{at}"));
    let boundary_names: Vec<_> = boundary_names.collect();
    let (node_count, boundary_count) = (plan.nodes.len(), plan.boundaries.len());
    let (orchestration, event, sum) = (&plan.orchestration, &plan.event, &plan.sum);
    let retry = retry(&plan.retry);
    let compensation = policy(&plan.compensation);
    let run = run(&plan.run);
    quote! {
        #(const #node_names: ::hera_runtime::core::plan::Node = #nodes;)*

        static NODES: [::hera_runtime::core::plan::Node; #node_count] = [#(#node_names),*];

        #(const #boundary_names: ::hera_runtime::core::plan::Boundary = #boundaries;)*

        static BOUNDARIES: [::hera_runtime::core::plan::Boundary; #boundary_count] =
            [#(#boundary_names),*];

        /// What the machine needs to know.
        pub static PLAN: ::hera_runtime::core::Plan = ::hera_runtime::core::Plan {
            orchestration: ::hera_runtime::core::plan::Text::Borrowed(#orchestration),
            event: ::hera_runtime::core::plan::Text::Borrowed(#event),
            sum: ::hera_runtime::core::plan::Text::Borrowed(#sum),
            nodes: ::hera_runtime::core::plan::List::Borrowed(&NODES),
            boundaries: ::hera_runtime::core::plan::List::Borrowed(&BOUNDARIES),
            retry: #retry,
            compensation: #compensation,
            run: #run,
        };
    }
}

fn text(text: &str) -> Data {
    Data::call("::hera_runtime::core::plan::Text::Borrowed", Data::text(text))
}

fn list(items: impl Iterator<Item = Data>) -> Data {
    Data::call("::hera_runtime::core::plan::List::Borrowed", Data::List(items.collect()))
}

fn index(path: &'static str, at: u32) -> Data {
    Data::call(path, Data::word(format_args!("{at}u32")))
}

fn milliseconds(time: Option<u64>) -> Data {
    Data::option(time.map(|ms| Data::word(format_args!("{ms}u64"))))
}

fn errors(errors: &[DeclaredError]) -> Data {
    list(errors.iter().map(|error| {
        let fields = vec![("code", text(&error.code)), ("retryable", Data::word(error.retryable))];
        Data::Struct("::hera_runtime::core::plan::DeclaredError", fields)
    }))
}

fn effects(effects: Effects) -> Data {
    Data::Path(match effects {
        Effects::None => "::hera_runtime::core::plan::Effects::None",
        Effects::Transactional => "::hera_runtime::core::plan::Effects::Transactional",
        Effects::External => "::hera_runtime::core::plan::Effects::External",
    })
}

fn node(node: &Node) -> Data {
    let mode = match node.mode {
        Mode::ValidateOnly => "::hera_runtime::core::plan::Mode::ValidateOnly",
        Mode::Persist => "::hera_runtime::core::plan::Mode::Persist",
    };
    let after = node.after.iter().map(|ix| index("::hera_runtime::core::NodeIx", ix.0));
    let fields = vec![
        ("id", text(&node.id)),
        ("procedure", text(&node.procedure)),
        ("mode", Data::Path(mode)),
        ("effects", effects(node.effects)),
        ("after", list(after)),
        ("boundary", index("::hera_runtime::core::BoundaryIx", node.boundary.0)),
        ("conditional", Data::word(node.conditional)),
        ("compensation", Data::option(node.compensation.as_ref().map(compensation))),
        ("errors", errors(&node.errors)),
        ("timeout_ms", milliseconds(node.timeout_ms)),
    ];
    Data::Struct("::hera_runtime::core::plan::Node", fields)
}

fn compensation(compensation: &Compensation) -> Data {
    let fields = vec![
        ("procedure", text(&compensation.procedure)),
        ("effects", effects(compensation.effects)),
        ("needs_output", Data::word(compensation.needs_output)),
        ("errors", errors(&compensation.errors)),
    ];
    Data::Struct("::hera_runtime::core::plan::Compensation", fields)
}

fn boundary(boundary: &Boundary) -> Data {
    let isolation = match boundary.isolation {
        Isolation::Serializable => "::hera_runtime::core::plan::Isolation::Serializable",
        Isolation::RepeatableRead => "::hera_runtime::core::plan::Isolation::RepeatableRead",
        Isolation::ReadCommitted => "::hera_runtime::core::plan::Isolation::ReadCommitted",
    };
    let nodes = boundary.nodes.iter().map(|ix| index("::hera_runtime::core::NodeIx", ix.0));
    let after = boundary.after.iter().map(|ix| index("::hera_runtime::core::BoundaryIx", ix.0));
    let fields = vec![
        ("name", text(&boundary.name)),
        ("nodes", list(nodes)),
        ("after", list(after)),
        ("declared", Data::word(boundary.declared)),
        ("isolation", Data::Path(isolation)),
        ("timeout_ms", milliseconds(boundary.timeout_ms)),
    ];
    Data::Struct("::hera_runtime::core::plan::Boundary", fields)
}

fn retry(retry: &Retry) -> TokenStream {
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

fn run(policy: &RunPolicy) -> TokenStream {
    if *policy == RunPolicy::FREE {
        return quote!(::hera_runtime::core::plan::RunPolicy::FREE);
    }
    let deadline = match policy.deadline_ms {
        Some(ms) => quote!(Some(#ms)),
        None => quote!(None),
    };
    let text = |text: &Option<Text>| match text {
        Some(text) => quote!(Some(::hera_runtime::core::plan::Text::Borrowed(#text))),
        None => quote!(None),
    };
    let (key, default) = (text(&policy.concurrency_key), text(&policy.key_default));
    quote!(::hera_runtime::core::plan::RunPolicy {
        deadline_ms: #deadline,
        concurrency_key: #key,
        key_default: #default,
    })
}

fn policy(policy: &CompensationPolicy) -> TokenStream {
    let (auto, preserve) = (policy.auto, policy.preserve_failed_state);
    let timeout = match policy.timeout_ms {
        Some(ms) => quote!(Some(#ms)),
        None => quote!(None),
    };
    quote!(::hera_runtime::core::plan::CompensationPolicy {
        auto: #auto,
        timeout_ms: #timeout,
        preserve_failed_state: #preserve,
    })
}
