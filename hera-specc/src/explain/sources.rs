//! Where the inputs of a node come from, by the tier of the binding.

use serde::Serialize;
use serde_json::Value as Json;

use super::constant;
use crate::ir::expr::Ref;
use crate::ir::flow::{Binding, From, Origin};
use crate::ir::{Flow, Orchestration};
use crate::source::SourceMap;

/// An input and its source.
#[derive(Clone, Debug, Serialize)]
pub struct Input {
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: String,
    /// Whether the procedure cannot do without it.
    pub required: bool,
    /// The tier of its source.
    pub tier: Tier,
    /// Its source in a few words.
    pub source: String,
    /// What stands in where the source is absent.
    pub default: Option<Json>,
}

/// The tiers of sources, the earlier going before the later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// The node's own `with`.
    With,
    /// The trigger's `bind`.
    Bind,
    /// The run's context.
    Context,
    /// What an earlier node returned; for a compensation also the node itself.
    Output,
    /// An input of the node that is undone.
    Input,
    /// A parameter of the path.
    Path,
    /// A header.
    Header,
    /// The payload.
    Payload,
    /// Nothing: its default, or absent.
    Nothing,
}

pub(super) struct Cx<'a> {
    pub(super) orchestration: &'a Orchestration,
    pub(super) flow: &'a Flow,
    pub(super) sources: &'a SourceMap,
}

impl Cx<'_> {
    /// The inputs of the node at a position.
    pub(super) fn inputs(&self, at: usize) -> Vec<Input> {
        self.flow.nodes[at].inputs.iter().map(|binding| self.input(at, binding)).collect()
    }

    /// The inputs of its inverse.
    pub(super) fn inverse_inputs(&self, at: usize, inputs: &[Binding]) -> Vec<Input> {
        inputs.iter().map(|binding| self.input(at, binding)).collect()
    }

    fn input(&self, at: usize, binding: &Binding) -> Input {
        let (tier, source) = self.source(at, binding);
        Input {
            name: binding.input.clone(),
            ty: binding.ty.to_string(),
            required: binding.required,
            tier,
            source,
            default: binding.default.as_ref().map(|literal| constant(literal, &binding.ty)),
        }
    }

    fn source(&self, at: usize, binding: &Binding) -> (Tier, String) {
        match &binding.from {
            From::With(typed) => {
                let text = self.sources.slice(typed.span);
                let binds = self
                    .flow
                    .triggers
                    .iter()
                    .flat_map(|trigger| &self.orchestration.triggers[*trigger].bind);
                let bound = binds.into_iter().any(|(_, expr)| expr.span == typed.span);
                match bound {
                    true => (Tier::Bind, format!("the trigger's bind: {text}")),
                    false => (Tier::With, format!("with: {text}")),
                }
            }
            From::Value(Ref::Context(name), _) => {
                let same = *name == binding.input;
                (Tier::Context, if same { "context".into() } else { format!("context `{name}`") })
            }
            From::Value(Ref::Output(node, name), _) => {
                (Tier::Output, format!("output `{name}` of {}", self.id(*node)))
            }
            From::Value(Ref::Payload(name), _) => self.field(name, &binding.input),
            From::Value(Ref::Input(_) | Ref::Returned(_), _) => {
                unreachable!("a binding reads values of the run, never those of a clause")
            }
            From::NodeInput(position) => {
                let name = &self.flow.nodes[at].inputs[*position].input;
                (Tier::Input, format!("input `{name}` of {}", self.id(at)))
            }
            From::Nothing => {
                let told =
                    if binding.default.is_some() { "its default" } else { "nothing: absent" };
                (Tier::Nothing, told.to_owned())
            }
        }
    }

    fn field(&self, name: &str, input: &str) -> (Tier, String) {
        let known = self.flow.payload.iter().find(|field| field.name == name);
        let (tier, word) = match known.map(|field| field.origin) {
            Some(Origin::Path) => (Tier::Path, "path"),
            Some(Origin::Header) => (Tier::Header, "header"),
            _ => (Tier::Payload, "payload"),
        };
        (tier, if name == input { word.to_owned() } else { format!("{word} `{name}`") })
    }

    fn id(&self, at: usize) -> &str {
        &self.orchestration.nodes[self.flow.nodes[at].node].id.value
    }
}
