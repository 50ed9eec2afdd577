//! The state of a flow, and the table of its nodes: for each a row of small functions that say whether it
//! runs, what it is given, what it leaves and what undoes it.
//!
//! One function that holds all nodes in a `match` would read as well, but what rustc needs for a function
//! grows faster than the function.

use proc_macro2::{Ident, TokenStream};

use super::bind::Inputs;
use super::data::Data;
use super::flow::FlowCx;
use super::text::{Code, literal};
use super::{bind, clauses, docs, expr, names};

/// Writes the state, its functions, and the table.
pub(super) fn state(cx: &FlowCx<'_>, code: &mut Code) {
    code.write(STATE, &[]);
    let kept: Vec<usize> = cx.kept().collect();
    let mut steps = Vec::new();
    for at in 0..cx.flow.nodes.len() {
        let row = Row { cx, at };
        let fields = vec![
            ("when", Data::option(row.when(code))),
            ("clauses", Data::List(row.clauses(code))),
            ("input", row.bound(code, "input", "is given.", &bind::inputs(cx, at))),
            ("keep", Data::option(kept.binary_search(&at).is_ok().then(|| row.keep(code)))),
            ("undo", Data::option(row.undo(code))),
        ];
        let name = names::row("STEP", cx.id(at)).to_string();
        code.constant(
            STEP,
            &[("name", &name)],
            &Data::Struct("::hera_runtime::flow::Step", fields),
        );
        steps.push(Data::Word(name));
    }
    code.constant(STEPS, &[("count", &steps.len().to_string())], &Data::Array(steps));
}

const STATE: &str = "\
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
";

const STEP: &str = "const $name: ::hera_runtime::flow::Step<State> = ";

const STEPS: &str = "static STEPS: [::hera_runtime::flow::Step<State>; $count] = ";

/// The functions of one node. Each kind has a word of its own in front, so no two nodes share one.
struct Row<'a> {
    cx: &'a FlowCx<'a>,
    at: usize,
}

impl Row<'_> {
    /// Writes a function and gives its name.
    fn function(
        &self,
        code: &mut Code,
        template: &str,
        name: String,
        rest: &[(&str, &str)],
    ) -> Data {
        let ident = names::ident(&name).to_string();
        let values: Vec<_> = [("name", &*ident), ("id", self.cx.id(self.at))].into();
        code.write(template, &[&values, rest].concat());
        Data::Word(ident)
    }

    fn name(&self, kind: &str) -> String {
        format!("{kind}_{}", names::snake(self.cx.id(self.at)))
    }

    fn when(&self, code: &mut Code) -> Option<Data> {
        let when = self.cx.flow.nodes[self.at].when.as_ref()?;
        let condition = expr::condition(when, &|read, path| bind::read(self.cx, read, path));
        let condition = code.print(condition);
        Some(self.function(code, WHEN, self.name("when"), &[("condition", &condition)]))
    }

    fn clauses(&self, code: &mut Code) -> Vec<Data> {
        let clauses = clauses::admitted(self.cx, self.at).into_iter();
        let clauses = clauses.map(|(number, text, holds)| (number.to_string(), text, holds));
        let clauses =
            clauses.chain(clauses::computed(self.cx, self.at)).map(|(name, text, holds)| {
                let holds = code.print(holds);
                let values = [
                    ("text", &*docs::code(&text)),
                    ("faults", parameter(&holds)),
                    ("holds", &holds),
                ];
                let name = format!("{}_{name}", self.name("admits"));
                let path = self.function(code, ADMITS, name, &values);
                let fields = vec![("text", Data::text(&text)), ("holds", path)];
                Data::Struct("::hera_runtime::flow::Clause", fields)
            });
        clauses.collect()
    }

    fn undo(&self, code: &mut Code) -> Option<Data> {
        let inputs = bind::compensation(self.cx, self.at)?;
        Some(self.bound(code, "undo", "is undone with.", &inputs))
    }

    fn bound(&self, code: &mut Code, kind: &str, what: &str, inputs: &Inputs) -> Data {
        let field = |(name, value): &(Ident, TokenStream)| {
            (name.to_string(), code.print(TokenStream::clone(value)))
        };
        let fields: Vec<_> = inputs.fields.iter().map(field).collect();
        let state = if fields.is_empty() { "_state" } else { "state" };
        let given = literal(&format!("&{}::Input", inputs.module), &fields, 8);
        let given = match given.contains('\n') {
            true => format!("\n        {given},\n    "),
            false => given,
        };
        let values =
            [("what", what), ("state", state), ("faults", parameter(&given)), ("given", &given)];
        self.function(code, GIVES, self.name(kind), &values)
    }

    fn keep(&self, code: &mut Code) -> Data {
        let field = self.cx.output(self.at).to_string();
        self.function(code, KEEP, self.name("keep"), &[("field", &field)])
    }
}

const WHEN: &str = "\
/// Whether `$id` runs.
fn $name(state: &State) -> bool {
    $condition
}
";

const ADMITS: &str = "\
/// `$text`
fn $name(state: &State, $faults: &::hera_runtime::bind::Faults) -> bool {
    $holds
}
";

const GIVES: &str = "\
/// What `$id` $what
fn $name($state: &State, $faults: &::hera_runtime::bind::Faults) -> ::hera_runtime::Value {
    ::hera_runtime::bind::encoded($given)
}
";

const KEEP: &str = "\
/// What `$id` has returned.
fn $name(state: &mut State, output: &::hera_runtime::Value, faults: &::hera_runtime::bind::Faults) {
    faults.keep(&mut state.outputs.$field, output);
}
";

/// How the faults are called in a function with this body.
fn parameter(body: &str) -> &'static str {
    if body.contains("faults.") { "faults" } else { "_faults" }
}
