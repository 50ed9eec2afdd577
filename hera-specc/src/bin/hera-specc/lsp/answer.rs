//! Requests to answers: each method in a few lines, all knowledge in `hera_specc::ide`.

mod abilities;
mod actions;
mod complete;
mod edits;
mod symbols;

use gen_lsp_types as lsp;
use hera_specc::ide::{At, Ide};
use hera_specc::source::{FileId, Span};
use lsp_server::ErrorCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::documents::Documents;
use super::position::Lines;
use super::settings::Settings;
use super::uri;
use super::worker::Project;

pub(super) use abilities::{abilities, is_known};

/// What an answer is made from.
pub(super) struct View<'a> {
    /// The newest reading.
    pub(super) projects: &'a [Project],
    /// The open documents as they were read.
    pub(super) documents: &'a Documents,
    /// What the editor can do.
    pub(super) settings: &'a Settings,
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) code: ErrorCode,
    pub(super) message: String,
}

type Answer = Result<Value, Refused>;

/// The answer to a request.
pub(super) fn answer(method: &str, params: Value, view: &View<'_>) -> Answer {
    match method {
        "textDocument/hover" => hover(view, read(params)?),
        "textDocument/definition" => definition(view, read(params)?),
        "textDocument/references" => references(view, read(params)?),
        "textDocument/documentHighlight" => highlight(view, read(params)?),
        "textDocument/prepareRename" => edits::prepare_rename(view, read(params)?),
        "textDocument/rename" => edits::rename(view, read(params)?),
        "textDocument/completion" => complete::complete(view, read(params)?),
        "textDocument/codeAction" => actions::actions(view, read(params)?),
        "textDocument/documentSymbol" => symbols::outline(view, read(params)?),
        other => Err(Refused {
            code: ErrorCode::MethodNotFound,
            message: format!("there is no `{other}` here"),
        }),
    }
}

fn read<P: DeserializeOwned>(params: Value) -> Result<P, Refused> {
    serde_json::from_value(params)
        .map_err(|error| Refused { code: ErrorCode::InvalidParams, message: error.to_string() })
}

fn written(value: impl Serialize) -> Answer {
    serde_json::to_value(value)
        .map_err(|error| Refused { code: ErrorCode::InternalError, message: error.to_string() })
}

/// A document that was read.
struct Document<'a> {
    ide: &'a Ide,
    file: FileId,
    lines: Lines<'a>,
}

impl<'a> View<'a> {
    /// The document at an address: that of a root first.
    fn document(&self, uri: &lsp::Uri) -> Option<Document<'a>> {
        let path = uri::path(&uri.0);
        let mut judged = self.projects.iter().filter_map(|project| {
            let file = project.ide.file(&path)?;
            project.ide.judged().any(|known| known == file).then_some((&*project.ide, file))
        });
        let (ide, file) = judged.next()?;
        let lines = Lines::new(ide.sources().text(file), self.settings.encoding);
        Some(Document { ide, file, lines })
    }

    fn at(&self, params: &lsp::TextDocumentPositionParams) -> Option<(Document<'a>, At)> {
        let document = self.document(&params.text_document.uri)?;
        let offset = document.lines.offset(params.position);
        let at = At { file: document.file, offset: u32::try_from(offset).unwrap_or(u32::MAX) };
        Some((document, at))
    }

    /// The place of a span.
    pub(super) fn location(&self, ide: &Ide, span: Span) -> lsp::Location {
        lsp::Location { uri: self.uri(ide, span.file), range: self.range(ide, span) }
    }

    pub(super) fn uri(&self, ide: &Ide, file: FileId) -> lsp::Uri {
        lsp::Uri(self.documents.uri(ide.sources().path(file)))
    }

    fn range(&self, ide: &Ide, span: Span) -> lsp::Range {
        Lines::new(ide.sources().text(span.file), self.settings.encoding).range(span.range())
    }
}

fn hover(view: &View<'_>, params: lsp::HoverParams) -> Answer {
    let found = view.at(&params.text_document_position_params);
    let hover = found.and_then(|(document, at)| {
        let hover = document.ide.hover(at)?;
        let kind = match view.settings.markdown {
            true => lsp::MarkupKind::Markdown,
            false => lsp::MarkupKind::PlainText,
        };
        Some(lsp::Hover {
            contents: lsp::MarkupContent { kind, value: hover.markdown }.into(),
            range: Some(document.lines.range(hover.span.range())),
        })
    });
    written(hover)
}

fn definition(view: &View<'_>, params: lsp::DefinitionParams) -> Answer {
    let found = view.at(&params.text_document_position_params);
    let found = found.and_then(|(document, at)| Some((document.ide.definition(at)?, document)));
    let Some(((origin, targets), document)) = found else { return Ok(Value::Null) };
    let ide = document.ide;
    if !view.settings.links {
        let places = targets.iter().map(|span| view.location(ide, *span));
        return written(places.collect::<Vec<_>>());
    }
    let links = targets.iter().map(|span| lsp::LocationLink {
        origin_selection_range: Some(document.lines.range(origin.range())),
        target_uri: view.uri(ide, span.file),
        target_range: view.range(ide, *span),
        target_selection_range: view.range(ide, *span),
    });
    written(links.collect::<Vec<_>>())
}

fn references(view: &View<'_>, params: lsp::ReferenceParams) -> Answer {
    let Some((document, at)) = view.at(&params.text_document_position_params) else {
        return Ok(Value::Null);
    };
    let places = document.ide.references(at).into_iter();
    let places = places
        .filter(|place| params.context.include_declaration || !place.declares)
        .map(|place| view.location(document.ide, place.span));
    written(places.collect::<Vec<_>>())
}

fn highlight(view: &View<'_>, params: lsp::DocumentHighlightParams) -> Answer {
    let Some((document, at)) = view.at(&params.text_document_position_params) else {
        return Ok(Value::Null);
    };
    let here = document.ide.references(at).into_iter();
    let marks =
        here.filter(|place| place.span.file == document.file).map(|place| lsp::DocumentHighlight {
            range: document.lines.range(place.span.range()),
            kind: Some(match place.declares {
                true => lsp::DocumentHighlightKind::Write,
                false => lsp::DocumentHighlightKind::Read,
            }),
        });
    written(marks.collect::<Vec<_>>())
}
