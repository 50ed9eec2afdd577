//! Whether what a node did, or was asked to do, is what the new flow would have it do.

use super::bindings::{bindings, expression, payload_reads};
use super::facts::{Objections, Pair, cause};
use super::types::{Written, reads};
use crate::ir::flow::Required;
use hera_core::plan::{Effects, Mode};

impl Pair<'_, '_> {
    /// Objections to a node of the old flow that has run, was skipped, or is being called.
    pub(super) fn decided(&self, node: usize) -> Objections {
        let id = self.old.id(node);
        let Some(now) = self.new.find(id) else {
            let what = match self.old.has_effect(node) {
                true => "what it did would be unknown",
                false => "the journal tells of it",
            };
            return vec![cause(
                "node-gone",
                format!("`{id}` is no node of the flow any more: {what}"),
                [
                    self.old.at_node(node, "it may have run"),
                    self.new.at_event(format!("this event does not lead to `{id}`")),
                ],
            )];
        };
        let mut found = self.procedure(node, now);
        if found.is_empty() {
            found.extend(self.inputs(node, now));
        }
        found.extend(self.condition(node, now));
        found.extend(self.defaults(node));
        found.extend(self.asked(node, now));
        if self.old.is_external(node) {
            found.extend(self.registered(node, now));
        }
        found
    }

    /// Another procedure, mode or class of effects.
    fn procedure(&self, then: usize, now: usize) -> Objections {
        let (old, new) = (self.old.node(then), self.new.node(now));
        let id = &old.id;
        let runs = |view: &super::view::View<'_>, node: usize, label: &str| {
            view.read.place(view.spec(node).run.span, label.to_owned())
        };
        if old.procedure != new.procedure {
            return vec![cause(
                "procedure-changed",
                format!("`{id}` ran `{}`, and would run `{}`", old.procedure, new.procedure),
                [runs(self.new, now, "now"), runs(self.old, then, "then")],
            )];
        }
        if old.mode != new.mode {
            let word = |mode| if mode == Mode::Persist { "persists" } else { "validates only" };
            return vec![cause(
                "mode-changed",
                format!("`{id}` {} now", word(new.mode)),
                [self.new.at_node(now, "now"), self.old.at_node(then, "then")],
            )];
        }
        if old.effects != new.effects {
            let [before, after] = [old.effects, new.effects].map(effects);
            return vec![cause(
                "effects-changed",
                format!("`{id}` had {before} effects, and has {after} effects now"),
                [self.new.at_node(now, "now"), self.old.at_node(then, "then")],
            )];
        }
        Vec::new()
    }

    pub(super) fn inputs(&self, then: usize, now: usize) -> Objections {
        let before = bindings(self.old, then, &self.old.bound(then).inputs);
        let after = bindings(self.new, now, &self.new.bound(now).inputs);
        let same = |name: &&String| {
            before.get(*name).map(|(text, _)| text) == after.get(*name).map(|(text, _)| text)
        };
        let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
        names.sort();
        names.dedup();
        let changed: Vec<&String> = names.into_iter().filter(|name| !same(name)).collect();
        let Some(first) = changed.first() else { return Vec::new() };
        let id = self.old.id(then);
        let list = changed.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let (new_span, old_span) = [(&after, self.new.spec(now)), (&before, self.old.spec(then))]
            .map(|(all, spec)| all.get(*first).and_then(|(_, span)| *span).unwrap_or(spec.id.span))
            .into();
        vec![cause(
            "inputs-changed",
            format!("`{id}` was called with another {list}"),
            [self.new.read.place(new_span, "now"), self.old.read.place(old_span, "then")],
        )]
    }

    pub(super) fn condition(&self, then: usize, now: usize) -> Objections {
        let (before, after) =
            (self.old.bound(then).when.as_ref(), self.new.bound(now).when.as_ref());
        let key = |view, when: Option<&_>| when.map(|when| expression(view, when));
        if key(self.old, before) == key(self.new, after) {
            return Vec::new();
        }
        let new = after.map_or(self.new.spec(now).id.span, |when| when.span);
        let old = before.map_or(self.old.spec(then).id.span, |when| when.span);
        let said = |when: bool| if when { "under this condition" } else { "always" };
        vec![cause(
            "condition-changed",
            format!("`{}` was decided under another condition", self.old.id(then)),
            [
                self.new.read.place(new, format!("now {}", said(after.is_some()))),
                self.old.read.place(old, format!("then {}", said(before.is_some()))),
            ],
        )]
    }

    /// Fields of the payload that a node read with another default than they have now.
    pub(super) fn defaults(&self, node: usize) -> Objections {
        self.other_defaults(node)
            .map(|name| {
                let places = [(self.new, "now"), (self.old, "then")];
                let places = places.into_iter().filter_map(|(view, label)| {
                    Some(view.read.place(view.field(name)?.span, label))
                });
                let message =
                    format!("the default of `{name}`, which may have counted, is another");
                cause("default-changed", message, places)
            })
            .collect()
    }

    fn other_defaults(&self, node: usize) -> impl Iterator<Item = &str> {
        let bound = self.old.bound(node);
        let read = payload_reads(&bound.inputs, bound.when.as_ref());
        read.into_iter().filter(|name| match (self.old.field(name), self.new.field(name)) {
            // Without the field the payload itself is refused.
            (Some(then), Some(now)) => {
                then.required != Required::Always && then.default != now.default
            }
            _ => false,
        })
    }

    /// Whether the fields that a node reads have the values that they had.
    pub(super) fn same_values(&self, node: usize) -> bool {
        self.other_defaults(node).next().is_none()
    }

    /// The intent of an external node names the inverse that undoes it.
    fn registered(&self, then: usize, now: usize) -> Objections {
        let code = |node: &hera_core::plan::Node| {
            node.compensation.as_ref().map(|inverse| inverse.procedure.clone())
        };
        let (before, after) = (code(self.old.node(then)), code(self.new.node(now)));
        if before == after {
            return Vec::new();
        }
        let words = |code: Option<hera_core::plan::Text>| match code {
            Some(code) => format!("`{code}`"),
            None => "nothing".to_owned(),
        };
        vec![cause(
            "compensation-changed",
            format!(
                "the intent of `{}` names {} to undo it, and the flow {}",
                self.old.id(then),
                words(before),
                words(after)
            ),
            [self.new.at_node(now, "now"), self.old.at_node(then, "then")],
        )]
    }

    /// Objections to what a node returned.
    pub(super) fn output(&self, node: usize) -> Objections {
        let Some(now) = self.new.find(self.old.id(node)) else { return Vec::new() };
        if self.old.node(node).mode == Mode::ValidateOnly {
            return Vec::new();
        }
        let (Some(before), Some(after)) = (self.old.procedure(node), self.new.procedure(now))
        else {
            return Vec::new();
        };
        let id = self.old.id(node);
        let mut found = Objections::new();
        for field in &after.response {
            let name = &field.name.value;
            let then = crate::ir::flow::field(&before.response, name);
            let here = |label: String| self.new.read.place(field.name.span, label);
            match then {
                Some(then) if !reads(&then.ty.value, &field.ty.value, Written::Output) => {
                    let (was, is) = (&then.ty.value, &field.ty.value);
                    let message = format!("`{id}` returned `{name}` as `{was}`, read as `{is}`");
                    let old = self.old.read.place(then.name.span, format!("then `{was}`"));
                    found.push(cause("output-type", message, [here(format!("now `{is}`")), old]));
                }
                Some(then) if field.required && !then.required => {
                    let message = format!("`{id}` may have returned no `{name}`");
                    let old = self.old.read.place(then.name.span, "it could be left out");
                    let new = here("always there now".to_owned());
                    found.push(cause("output-missing", message, [new, old]));
                }
                None if field.required => {
                    let message = format!("`{id}` has not returned `{name}`, which it returns now");
                    found.push(cause("output-missing", message, [here("new".to_owned())]));
                }
                _ => {}
            }
        }
        found.extend(self.promised(node, before, after));
        found
    }
}

fn effects(effects: Effects) -> &'static str {
    match effects {
        Effects::None => "no",
        Effects::Transactional => "transactional",
        Effects::External => "external",
    }
}
