//! What an editor shows about the thing under the cursor, in Markdown.

mod field;
mod flow;
mod procedure;

use super::{At, Ide, Symbol, context, keys};
use crate::diag::{Rule, catalogue};
use crate::ir::SmartCode;
use crate::source::Span;

pub(super) use procedure::INFRASTRUCTURE;

/// A text about a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is about.
    pub span: Span,
    /// The text, in Markdown.
    pub markdown: String,
}

impl Ide {
    /// What there is to say about a place.
    #[must_use]
    pub fn hover(&self, at: At) -> Option<Hover> {
        self.about_rule(at).or_else(|| self.about_name(at)).or_else(|| self.about_key(at))
    }

    fn about_name(&self, at: At) -> Option<Hover> {
        let found = self.symbol(at)?;
        let markdown = match &found.value {
            Symbol::Code(code) => self.about_code(code),
            Symbol::Node(file, id) => self.about_node(*file, id),
            Symbol::Event(event) => self.about_event(at.file, event),
            Symbol::Boundary(file, name) => self.about_boundary(*file, name),
            Symbol::Error(code) => self.about_error(code),
            Symbol::Input(code, name) => self.about_input(code, name),
            Symbol::Output(code, name) => self.about_output(code, name),
            Symbol::Payload(file, name) => self.about_payload(*file, name),
            Symbol::Context(name) => field::about_context(name),
        };
        Some(Hover { span: found.span, markdown: markdown? })
    }

    fn about_code(&self, code: &str) -> Option<String> {
        let code = SmartCode::new(code)?;
        if let Some(procedure) = self.procedure(&code) {
            return Some(procedure::page(procedure));
        }
        let orchestration = self.specs.orchestrations.iter().find(|spec| spec.code.value == code);
        orchestration.map(flow::orchestration_page)
    }

    /// The page of a rule whose code stands in a comment.
    fn about_rule(&self, at: At) -> Option<Hover> {
        let (span, rule) = self.rule_in_comment(at)?;
        let head = format!("**{}** `{}`, {}", rule.code, rule.name, rule.severity.as_str());
        Some(Hover { span, markdown: format!("{head}\n\n{}", rule.page.trim()) })
    }

    fn rule_in_comment(&self, at: At) -> Option<(Span, &'static Rule)> {
        let document = self.documents.get(&at.file)?;
        let inside = |span: Span| span.start <= at.offset && at.offset <= span.end;
        let comment = document.comments.iter().find(|comment| inside(comment.span))?;
        let text = self.sources.slice(comment.span);
        let codes = text.match_indices("HS").filter_map(|(from, _)| {
            let rule = catalogue::find(text.get(from..from + 6)?)?;
            Some((comment.span.part(from, 6), rule))
        });
        codes.into_iter().find(|(span, _)| inside(*span))
    }

    fn about_key(&self, at: At) -> Option<Hover> {
        let cursor = context::cursor(self.sources.text(at.file), at.offset as usize)?;
        let key = cursor.key_under?;
        let kind = self.map_kind(at.file, &cursor.path)?;
        let name = &self.sources.text(at.file)[key.clone()];
        let doc = keys::doc(kind, name)?;
        Some(Hover {
            span: Span::new(at.file, key.start, key.end),
            markdown: format!("`{name}`: {doc}"),
        })
    }
}

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}
