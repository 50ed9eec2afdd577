//! Inside conditions and bindings: paths, fields, and the values of an enum behind a comparison.

use super::{List, Proposed};
use crate::ide::Ide;
use crate::ir::flow::context_fields;
use crate::ir::{Field, Orchestration, Type};
use crate::lower::names;
use crate::source::{Span, Spanned};

const ROOTS: [(&str, &str); 5] = [
    ("$.payload", "the fields of the event"),
    ("$.context", "who asked, for which organisation, when"),
    ("$.nodes", "what earlier nodes returned"),
    ("$.path", "parameters of the route"),
    ("$.headers", "headers of the request"),
];
const FUNCTIONS: [(&str, &str); 6] = [
    ("exists", "whether a value is there"),
    ("len", "the length of a list or string"),
    ("sum", "the sum of a list of numbers"),
    ("has", "whether a list holds a value"),
    ("all", "whether all of a list are true"),
    ("any", "whether one of a list is true"),
];

impl Ide {
    /// What can stand at the end of half an expression.
    pub(super) fn expression(&self, text: &str, list: &mut List) {
        let before = text[list.typed.clone()].to_owned();
        if let Some((start, quoted)) = open_string(&before) {
            let path = self.compared(list, &before[..start]);
            let variants = path.and_then(|path| self.type_of_path(list, &path));
            let Some(Type::Enum(variants)) = variants else { return };
            list.retype(list.typed.end - quoted.len()..list.typed.end, quoted);
            for variant in variants.iter() {
                list.add(Proposed::Word, variant, None, None);
            }
            return;
        }
        let in_path = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '$');
        let path = before.rfind(|c: char| !in_path(c)).map_or(before.as_str(), |at| {
            let len = before[at..].chars().next().map_or(0, char::len_utf8);
            &before[at + len..]
        });
        let (owner, word) = path.rsplit_once('.').unwrap_or(("", path));
        let end = list.typed.end;
        if owner.is_empty() {
            list.retype(end - path.len()..end, path);
            roots(list);
            return;
        }
        list.retype(end - word.len()..end, word);
        self.members(list, owner);
    }

    fn members(&self, list: &mut List, owner: &str) {
        let mut segments = owner.split('.');
        if segments.next() != Some("$") {
            return;
        }
        let Some(root) = segments.next() else { return roots_after_dollar(list) };
        let rest: Vec<&str> = segments.collect();
        match (root, rest.as_slice()) {
            ("payload" | "path" | "headers", []) => self.payload_fields(list),
            ("context", []) => {
                for (name, ty) in context_fields() {
                    list.add(Proposed::Field, name, Some(ty.to_string()), None);
                }
            }
            ("nodes", []) => self.nodes(list),
            ("nodes", [id]) => {
                for field in self.outputs(list, id) {
                    let told = Some(field.ty.value.to_string());
                    list.add(Proposed::Field, &field.name.value, told, field.description.clone());
                }
            }
            _ => {
                if let Some(Type::Record(fields)) = self.type_of_path(list, owner) {
                    for (name, ty) in fields {
                        list.add(Proposed::Field, &name, Some(ty.to_string()), None);
                    }
                }
            }
        }
    }

    /// The fields of the payloads of all events of the file, and those that triggers declare.
    fn payload_fields(&self, list: &mut List) {
        let Some(orchestration) = self.orchestration(list.file) else { return };
        for field in orchestration.flows.iter().flat_map(|flow| &flow.payload) {
            // Half a name that is read nowhere else is no field.
            if field.name.to_ascii_lowercase() == list.word && self.is_typed_here(list, field.span)
            {
                continue;
            }
            let told = Some(field.ty.to_string());
            list.add(Proposed::Field, &field.name, told, field.description.clone());
        }
    }

    /// The path that is compared with what follows: the last one.
    fn compared(&self, list: &List, before: &str) -> Option<String> {
        let (start, end) = (list.typed.start, list.typed.start + before.len());
        let text = Spanned::new(before.to_owned(), Span::new(list.file, start, end));
        let last = names::paths_in(&self.sources, &text).pop()?;
        last.root.is_some().then(|| last.to_string())
    }

    fn is_typed_here(&self, list: &List, span: Span) -> bool {
        span.file == list.file && span.range().contains(&list.typed.start)
    }

    /// The output fields of the node with this id.
    fn outputs(&self, list: &List, id: &str) -> &[Field] {
        let run = self.orchestration(list.file).and_then(|orchestration| {
            Some(&orchestration.nodes[orchestration.node(id)?].run.value)
        });
        run.and_then(|run| self.procedure(run)).map_or(&[], |found| found.response.as_slice())
    }

    /// The type of a path, from the first flow that knows it.
    fn type_of_path(&self, list: &List, path: &str) -> Option<Type> {
        let mut segments = path.split('.').skip(1);
        let (root, first) = (segments.next()?, segments.next()?);
        let ty = match root {
            "payload" | "path" | "headers" => payload_type(self.orchestration(list.file)?, first)?,
            "nodes" => {
                let field = segments.next()?;
                let outputs = self.outputs(list, first);
                outputs.iter().find(|known| known.name.value == field)?.ty.value.clone()
            }
            _ => return None,
        };
        segments.try_fold(ty, |ty, segment| match ty {
            Type::Record(fields) => {
                fields.into_iter().find(|(name, _)| name == segment).map(|(_, ty)| ty)
            }
            _ => None,
        })
    }
}

/// The type of a payload field: an enum where one flow knows one.
fn payload_type(orchestration: &Orchestration, name: &str) -> Option<Type> {
    let fields = orchestration.flows.iter().flat_map(|flow| &flow.payload);
    let mut types = fields.filter(|field| field.name == name).map(|field| &field.ty);
    let first = types.next()?;
    let others = types.find(|ty| matches!(ty, Type::Enum(_)));
    Some(others.filter(|_| !matches!(first, Type::Enum(_))).unwrap_or(first).clone())
}

fn roots(list: &mut List) {
    for (root, told) in ROOTS {
        list.add(Proposed::Word, root, Some(told.to_owned()), None);
    }
    for (name, told) in FUNCTIONS {
        list.add_text(Proposed::Function, name, format!("{name}("), (Some(told.to_owned()), None));
    }
}

fn roots_after_dollar(list: &mut List) {
    for (root, told) in ROOTS {
        list.add(Proposed::Word, root.trim_start_matches("$."), Some(told.to_owned()), None);
    }
}

/// The string that is open at the end of a text: where its quote stands, and what is in it.
fn open_string(before: &str) -> Option<(usize, &str)> {
    let mut open = None;
    for (at, c) in before.char_indices() {
        match open {
            Some((_, quote)) if c == quote => open = None,
            None if matches!(c, '\'' | '"') => open = Some((at, c)),
            _ => {}
        }
    }
    open.map(|(at, _)| (at, &before[at + 1..]))
}
