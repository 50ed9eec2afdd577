//! What is said about inputs that do not bind as they stand.

use super::{Binder, Severity, Who, ty};
use crate::diag::{Diagnostic, Diagnostics, Label, catalogue, nearest};
use crate::ir::flow::{Origin, context_field, context_fields, field};
use crate::ir::{Input, Type};
use crate::source::{Span, Spanned};

impl Binder<'_, '_> {
    /// HS0412: `with` names something that is no input.
    pub(super) fn report_unknown_with(&mut self, who: Who<'_>, name: &Spanned<String>) {
        let inputs = who.procedure.inputs.iter().map(|input| input.name.value.as_str());
        let mut found = Diagnostic::new(
            &catalogue::HS0412,
            name.span,
            format!("`with` names `{name}`, which is not an input of `{}`", who.procedure.code),
        )
        .label("not an input")
        .secondary(who.procedure.inputs_span.unwrap_or(who.procedure.code.span), "its inputs");
        found = match nearest(&name.value, inputs.clone()) {
            Some(near) => found.help(format!("did you mean `{near}`?")).suggest(name.span, near),
            None => {
                found.help(format!("its inputs are: {}", inputs.collect::<Vec<_>>().join(", ")))
            }
        };
        self.diags.push(found);
    }

    /// HS0415: two upstream outputs of one name.
    pub(super) fn report_ambiguous(
        &mut self,
        who: Who<'_>,
        input: &Input,
        found: &[(usize, Type)],
    ) {
        let node = self.frame.node(who.at);
        let ids: Vec<_> =
            found.iter().map(|(at, _)| format!("`{}`", self.frame.node(*at).id)).collect();
        let mut report = Diagnostic::new(
            &catalogue::HS0415,
            node.id.span,
            format!("input `{}` of `{}` could come from {}", input.name, node.id, ids.join(" or ")),
        )
        .label("two nodes before it return this field")
        .help(format!(
            "say which: `with: {{ {}: $.nodes.{}.{} }}`",
            input.name,
            self.frame.node(found[found.len() - 1].0).id,
            input.name
        ));
        for (at, _) in found {
            report = report.secondary(self.frame.node(*at).id.span, "returns it");
        }
        self.diags.push(report);
    }

    /// HS0410: nobody provides a required input.
    pub(super) fn report_unbound(&mut self, who: Who<'_>, input: &Input) {
        let node = self.frame.node(who.at);
        let name = &input.name;
        let needs = format!("needs input `{name}: {}`, which", super::ty(input));
        let mut found = if who.undoes.is_some() {
            let message = format!(
                "compensation of `{}` {needs} is neither an input nor an output of it, nor in the payload",
                node.id
            );
            Diagnostic::new(&catalogue::HS0904, who.code.span, message)
                .severity(Severity::Error)
                .help(format!(
                    "add it to the outputs of `{}`, or bind it: `compensation: {{ run: …, with: {{ {name}: … }} }}`",
                    node.run
                ))
        } else {
            let message =
                format!("`{}` {needs} neither the trigger nor an earlier node provides", node.id);
            let source = self.giver(who.at, &name.value).unwrap_or_else(|| "…".to_owned());
            Diagnostic::new(&catalogue::HS0410, node.id.span, message).help(format!(
                "add it to the trigger's `payload`, or bind it: `with: {{ {name}: {source} }}`"
            ))
        }
        .label("cannot be called")
        .secondary(name.span, "required here");
        if let Some(closed) = self.payload.closed() {
            found = found.secondary(closed, "the payload is declared here");
        }
        self.diags.push(found);
    }

    /// The last node before `at` whose output has a field of this name, as a path.
    fn giver(&self, at: usize, name: &str) -> Option<String> {
        let frame = self.frame;
        let gives = |node: &usize| {
            let procedure = frame.procedure(*node);
            frame.before(*node, at) && procedure.is_some_and(|p| field(&p.response, name).is_some())
        };
        let node = (0..at).rev().find(gives)?;
        Some(format!("$.nodes.{}.output.{name}", frame.node(node).id))
    }

    /// HS0416: what remains joins the payload, and the caller may not expect it; HS0904 for the inputs
    /// of a compensation.
    pub(super) fn report_unasked(&mut self, who: Who<'_>, names: &[&str]) {
        let node = self.frame.node(who.at);
        let list = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let event = &self.frame.orchestration.triggers[self.frame.triggers[0]].emit;
        let found = if who.undoes.is_some() {
            Diagnostic::new(
                &catalogue::HS0904,
                who.code.span,
                format!(
                    "compensation needs {list}, which is neither an input nor an output of `{}`",
                    node.id
                ),
            )
            .label("taken from the payload")
            .note(format!("whoever sends `{event}` has to send {list}"))
            .help(format!(
                "add it to the outputs of `{}`, or bind it: `compensation: {{ run: …, with: {{ {}: … }} }}`",
                node.run, names[0]
            ))
        } else {
            Diagnostic::new(
                &catalogue::HS0416,
                node.span.at_start().to(node.id.span),
                format!("{list} of `{}` is taken from the payload of `{event}`", node.id),
            )
            .label(self.near_miss(who, names[0]))
            .note("whoever sends the event has to send it")
            .help(format!("to take it from a node: `with: {{ {}: $.nodes.ID.field }}`", names[0]))
        };
        self.diags.push(found);
    }

    /// Why no earlier node gives an input.
    fn near_miss(&self, who: Who<'_>, name: &str) -> String {
        let frame = self.frame;
        let returns = |node: usize| {
            let found = field(&frame.procedure(node)?.response, name)?;
            frame.before(node, who.at).then_some((node, found))
        };
        let wanted = who.procedure.inputs.iter().find(|input| input.name.value == name);
        match (0..who.at).rev().find_map(returns).zip(wanted) {
            None => "no earlier node returns it".to_owned(),
            Some(((node, found), wanted)) => {
                let id = &frame.node(node).id;
                match found.ty.value.fits(ty(wanted)) {
                    true => format!("`{id}` does not always return `{name}`"),
                    false => {
                        let (is, wants) = (&found.ty, ty(wanted));
                        format!("`{id}` returns `{name}` as `{is}`, not as `{wants}`")
                    }
                }
            }
        }
    }

    /// HS0721: an input that says `where: context`, and is none of what is known of a caller. It never comes from
    /// the payload instead.
    pub(super) fn report_no_context(&mut self, input: &Input) {
        let name = &input.name;
        let found = match context_field(&name.value) {
            Some(known) => Diagnostic::new(
                &catalogue::HS0721,
                name.span,
                format!("`{name}` of `$.context` is a `{known}`, not a `{}`", ty(input)),
            )
            .label("of another type")
            .help(format!("write `type: {known}`")),
            None => {
                let names = context_fields().map(|(name, _)| name);
                Diagnostic::new(
                    &catalogue::HS0721,
                    name.span,
                    format!("no `{name}` in `$.context`"),
                )
                .label("nothing is known of it")
                .help(format!("there is: {}; or leave out `where: context`", names.join(", ")))
            }
        };
        self.diags.push(found);
    }

    /// HS0411: a list or a record from where there is one word.
    pub(super) fn report_no_word(&mut self, input: &Input, origin: Origin) {
        let place = if origin == Origin::Path { "a parameter of a path" } else { "a header" };
        let (name, ty) = (&input.name, ty(input));
        self.diags.push(
            Diagnostic::new(
                &catalogue::HS0411,
                input.ty.as_ref().map_or(name.span, |ty| ty.span),
                format!("`{name}` is `{ty}`, and {place} is one word"),
            )
            .label("cannot be read from there")
            .help("take it from the body, or give it the type of one value"),
        );
    }

    /// HS0721: an input that says `where: path`, and no path has it: no request could bring it.
    pub(super) fn report_no_param(&mut self, who: Who<'_>, input: &Input) {
        let (name, node) = (&input.name, self.frame.node(who.at));
        let params: Vec<&str> = self.frame.param_names().collect();
        let there = match params.as_slice() {
            [] => "it has no parameter".to_owned(),
            params => format!("it has: {}", params.join(", ")),
        };
        let said = input.source.as_ref().map_or(name.span, |source| source.span);
        self.diags.push(
            Diagnostic::new(
                &catalogue::HS0721,
                node.id.span,
                format!("no `{name}` in the path, from which `{}` takes it", node.id),
            )
            .label(there)
            .secondary(said, "`where: path` is said here")
            .help(format!("add `:{name}` to the path, or bind it: `with: {{ {name}: … }}`")),
        );
    }

    /// HS0414: the trigger says that a field may be left out, and a node that always runs cannot do without it.
    pub(super) fn report_needed(&mut self, at: usize, name: &str, said: Span) {
        let id = &self.frame.node(at).id;
        let message =
            format!("`{name}` is optional in the payload, and `{id}` cannot do without it");
        self.diags.push(
            Diagnostic::new(&catalogue::HS0414, said, message)
                .severity(Severity::Warning)
                .label("a request without it is refused all the same")
                .secondary(id.span, "needs it in every run")
                .help("move it to `required`, or make the input optional or give it a default"),
        );
    }

    /// HS0701: a payload field that nobody declares.
    pub(super) fn report_undeclared(
        &mut self,
        at: usize,
        name: &Spanned<String>,
        declared: &[String],
        is_when: bool,
    ) {
        let event = &self.frame.orchestration.triggers[self.frame.triggers[0]].emit;
        let near = nearest(&name.value, declared.iter().map(String::as_str));
        let mut found = Diagnostic::new(
            &catalogue::HS0701,
            name.span,
            format!("no field `{name}` on the payload of `{event}`"),
        )
        .label("unknown field");
        if let (Some(near), Some(span)) = (near, near.and_then(|near| self.payload.span(near))) {
            found = found
                .severity(Severity::Error)
                .secondary(span, "a field with a name like it")
                .help(format!("did you mean `{near}`?"))
                .suggest(name.span, near);
        } else if let Some(closed) = self.payload.closed() {
            found = found
                .severity(Severity::Error)
                .secondary(closed, "the payload is declared here")
                .help("add the field to the trigger's `payload`");
        } else {
            let first = self.frame.procedure(0).and_then(|procedure| procedure.inputs_span);
            if let Some(span) = first {
                found = found.secondary(span, "known fields stand here");
            }
            found = found.help("declare it as an optional input of the first procedure");
        }
        if is_when {
            found = found.note(format!(
                "without it the condition is false, and `{}` does not run",
                self.frame.node(at).id
            ));
        }
        self.diags.push(found);
    }
}

/// HS0411: whose value is of another type, where the whole expression is.
pub(super) fn name_input(
    diags: &mut Diagnostics,
    span: Span,
    input: &Input,
    node: &Spanned<String>,
) {
    diags.retain_mut(|found| {
        if found.rule.code == catalogue::HS0411.code && found.primary.span == span {
            found.message = format!("input `{}` of `{node}`: {}", input.name, found.message);
            found.labels.push(Label { span: input.name.span, message: "declared here".to_owned() });
            found.help.get_or_insert_with(|| {
                "bind another value, or change the type of one of the two".to_owned()
            });
        }
        true
    });
}
