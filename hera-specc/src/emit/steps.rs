//! The state of a flow, and the table of its nodes: for each a row of small functions that say whether it
//! runs, what it is given, what it leaves and what undoes it.
//!
//! One function that holds all nodes in a `match` would read as well, but what rustc needs for a function
//! grows faster than the function.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use super::data::{Data, Tables};
use super::flow::FlowCx;
use super::{bind, clauses, docs, expr, names};

/// The state, its functions, and the table.
pub(super) fn state(cx: &FlowCx<'_>, tables: &mut Tables) -> TokenStream {
    let kept: Vec<usize> = cx.kept().collect();
    let mut functions = TokenStream::new();
    let rows = (0..cx.flow.nodes.len()).map(|at| {
        let mut row = Row { cx, at, functions: &mut functions };
        let when = row.when();
        let clauses = row.clauses();
        let input = row.input();
        let keep = kept.binary_search(&at).is_ok().then(|| row.keep());
        let fields = vec![
            ("when", Data::option(when)),
            ("clauses", Data::List(clauses)),
            ("input", input),
            ("keep", Data::option(keep)),
            ("undo", Data::option(row.undo())),
        ];
        Data::Struct("::hera_runtime::flow::Step", fields)
    });
    let rows: Vec<_> = rows.map(|row| tables.put(row)).collect();
    let names: Vec<_> = (0..rows.len()).map(|at| names::row("STEP", cx.id(at))).collect();
    let count = rows.len();
    quote! {
        /// The typed data of a run.
        #[derive(Clone, Debug)]
        pub struct State {
            /// Who runs it, and for whom.
            pub context: ::hera_runtime::Context,
            /// What the event brought.
            pub payload: Payload,
            /// What the nodes have returned.
            pub outputs: Outputs,
        }

        impl ::hera_runtime::flow::Typed for State {
            fn plan() -> &'static ::hera_runtime::core::Plan {
                &PLAN
            }

            fn steps() -> &'static [::hera_runtime::flow::Step<State>] {
                &STEPS
            }
        }

        impl State { #functions }

        #(const #names: ::hera_runtime::flow::Step<State> = #rows;)*

        static STEPS: [::hera_runtime::flow::Step<State>; #count] = [#(#names),*];
    }
}

/// The functions of one node.
struct Row<'a> {
    cx: &'a FlowCx<'a>,
    at: usize,
    functions: &'a mut TokenStream,
}

impl Row<'_> {
    fn when(&mut self) -> Option<Data> {
        let when = self.cx.flow.nodes[self.at].when.as_ref()?;
        let cx = self.cx;
        let condition = expr::condition(when, &|read, path| bind::read(cx, read, path));
        let (name, path) = self.name("when", "");
        let doc = self.doc("Whether", "runs.");
        self.functions.extend(quote! {
            #doc
            fn #name(&self) -> bool {
                #condition
            }
        });
        Some(path)
    }

    fn clauses(&mut self) -> Vec<Data> {
        let clauses = clauses::admitted(self.cx, self.at).into_iter();
        let clauses = clauses.map(|(number, text, holds)| {
            let (name, path) = self.name("admits", &format!("_{number}"));
            let doc = docs::attributes(&format!("`{}`", docs::code(&text)));
            let faults = parameter(&holds);
            self.functions.extend(quote! {
                #doc
                fn #name(&self, #faults: &::hera_runtime::bind::Faults) -> bool {
                    #holds
                }
            });
            let fields = vec![("text", Data::text(&text)), ("holds", path)];
            Data::Struct("::hera_runtime::flow::Clause", fields)
        });
        clauses.collect()
    }

    fn input(&mut self) -> Data {
        let inputs = bind::inputs(self.cx, self.at);
        self.bound("input", "is given.", &inputs)
    }

    fn undo(&mut self) -> Option<Data> {
        let inputs = bind::compensation(self.cx, self.at)?;
        Some(self.bound("undo", "is undone with.", &inputs))
    }

    fn bound(&mut self, kind: &str, what: &str, inputs: &TokenStream) -> Data {
        let (name, path) = self.name(kind, "");
        let doc = self.doc("What", what);
        let faults = parameter(inputs);
        self.functions.extend(quote! {
            #doc
            fn #name(
                &self,
                #faults: &::hera_runtime::bind::Faults,
            ) -> ::hera_runtime::Value {
                #inputs
            }
        });
        path
    }

    fn keep(&mut self) -> Data {
        let (name, path) = self.name("keep", "");
        let (doc, field) = (self.doc("What", "has returned."), self.cx.output(self.at));
        self.functions.extend(quote! {
            #doc
            fn #name(
                &mut self,
                output: &::hera_runtime::Value,
                faults: &::hera_runtime::bind::Faults,
            ) {
                faults.keep(&mut self.outputs.#field, output);
            }
        });
        path
    }

    /// A function of the node and its path. Each kind has a word of its own in front, so no two nodes share
    /// one.
    fn name(&self, kind: &str, rest: &str) -> (Ident, Data) {
        let name = format!("{kind}_{}{rest}", names::snake(self.cx.id(self.at)));
        (names::ident(&name), Data::word(format_args!("State::{name}")))
    }

    fn doc(&self, before: &str, after: &str) -> TokenStream {
        docs::attributes(&format!("{before} `{}` {after}", self.cx.id(self.at)))
    }
}

/// How the faults are called in a function with this body.
fn parameter(body: &TokenStream) -> Ident {
    names::ident(if uses_faults(body) { "faults" } else { "_faults" })
}

fn uses_faults(body: &TokenStream) -> bool {
    body.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "faults",
        TokenTree::Group(group) => uses_faults(&group.stream()),
        _ => false,
    })
}
