//! The outline of a document: its parts that have a name.

use super::Ide;
use crate::ast::Node;
use crate::lower::names;
use crate::source::{FileId, Span};

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A section of the document.
    Section,
    /// A trigger, by its event.
    Event,
    /// A node.
    Node,
    /// An edge line.
    Edge,
    /// A boundary.
    Boundary,
    /// An input or an output.
    Field,
    /// An error.
    Error,
}

/// An entry of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub what: What,
    /// Its name.
    pub name: String,
    /// A few words beside it.
    pub detail: Option<String>,
    /// All of it.
    pub span: Span,
    /// Its name.
    pub name_span: Span,
    /// Its parts.
    pub children: Vec<Entry>,
}

impl Ide {
    /// The sections of a document with their parts, in the order of the file.
    #[must_use]
    pub fn outline(&self, file: FileId) -> Vec<Entry> {
        let root = self.documents.get(&file).map(|document| &document.root);
        let sections = root.and_then(Node::map).unwrap_or_default();
        sections
            .iter()
            .map(|section| {
                let key = section.key.value.as_str();
                let text = section.value.text().filter(|text| !text.contains('\n'));
                let detail = text.map(|text| text.trim().to_owned());
                Entry {
                    what: What::Section,
                    name: key.to_owned(),
                    detail,
                    span: around(section.key.span, section.value.span),
                    name_span: section.key.span,
                    children: self.parts(file, key, &section.value),
                }
            })
            .collect()
    }

    fn parts(&self, file: FileId, section: &str, value: &Node) -> Vec<Entry> {
        match section {
            "triggers" => self.items(value, What::Event, "emit", "on"),
            "graph" => value
                .get("nodes")
                .map_or_else(Vec::new, |nodes| self.items(nodes, What::Node, "id", "run")),
            "edges" => {
                let items = value.list().unwrap_or_default().iter();
                items.filter_map(|item| self.edge_line(item)).collect()
            }
            "transaction_boundaries" => self.items(value, What::Boundary, "name", "isolation"),
            "errors" => self.items(value, What::Error, "code", "when"),
            "inputs" | "outputs" => self.fields(file, section),
            _ => Vec::new(),
        }
    }

    fn items(&self, list: &Node, what: What, name: &str, detail: &str) -> Vec<Entry> {
        let items = list.list().unwrap_or_default().iter();
        items
            .filter_map(|item| {
                let named = names::name(&self.sources, item.get(name)?)?;
                let detail = item.get(detail).and_then(|node| names::name(&self.sources, node));
                Some(Entry {
                    what,
                    name: named.value,
                    detail: detail.map(|text| text.value),
                    span: around(named.span, item.span),
                    name_span: named.span,
                    children: Vec::new(),
                })
            })
            .collect()
    }

    fn edge_line(&self, item: &Node) -> Option<Entry> {
        let names = names::chain(&self.sources, item);
        let first = names.first()?;
        let name: Vec<&str> = names.iter().map(|name| name.value.as_str()).collect();
        Some(Entry {
            what: What::Edge,
            name: name.join(" → "),
            detail: None,
            span: around(first.span, item.span),
            name_span: first.span,
            children: Vec::new(),
        })
    }

    fn fields(&self, file: FileId, section: &str) -> Vec<Entry> {
        let all = self.specs.procedures.iter();
        let Some(procedure) = all.into_iter().find(|found| found.file == file) else {
            return Vec::new();
        };
        let entry = |name: &crate::source::Spanned<String>, ty: Option<String>| Entry {
            what: What::Field,
            name: name.value.clone(),
            detail: ty,
            span: name.span,
            name_span: name.span,
            children: Vec::new(),
        };
        match section {
            "inputs" => procedure
                .inputs
                .iter()
                .map(|input| entry(&input.name, input.ty.as_ref().map(|ty| ty.value.to_string())))
                .collect(),
            _ => procedure
                .response
                .iter()
                .map(|field| entry(&field.name, Some(field.ty.value.to_string())))
                .collect(),
        }
    }
}

/// A span that holds both: an editor refuses a name outside of its entry.
fn around(name: Span, whole: Span) -> Span {
    if name.file == whole.file { name.to(whole) } else { name }
}
