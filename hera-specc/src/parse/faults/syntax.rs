//! HS0019: what no pattern explains, in plain words.

use granit_parser::ErrorKind;

use super::{block, fault, shape_at};
use crate::diag::Diagnostic;
use crate::diag::catalogue::HS0019;
use crate::parse::lines::line_at;
use crate::parse::mend::{Fault, Fill, Scene};

/// The fault at the place where the parser stopped.
pub(in crate::parse) fn syntax(scene: &Scene<'_>) -> Fault {
    let text = scene.text;
    let line = line_at(text, scene.error.at);
    let mut at = scene.error.at;
    if let Some(escape) = bad_escape(scene) {
        at = escape;
    } else if at >= line.end && line.start + text[line.clone()].trim_end().len() > line.start {
        // The end of a line shows nothing.
        at = line.start + text[line.clone()].trim_end().len() - 1;
        at = text.floor_char_boundary(at);
    }
    let end = text[at..].chars().next().filter(|c| *c != '\n').map_or(at, |c| at + c.len_utf8());
    let (message, help) = match &scene.error.kind {
        ErrorKind::InvalidTrailingDoubleQuotedScalar
        | ErrorKind::InvalidTrailingSingleQuotedScalar
            if !scene.probe.open.is_empty() =>
        {
            words(&ErrorKind::ExpectedFlowSequenceSeparator)
        }
        kind => words(kind),
    };
    let diagnostic = Diagnostic::new(&HS0019, scene.span(at..end), message)
        .label("YAML cannot go on here")
        .help(help);
    let shape = shape_at(text, at.min(text.len()));
    fault(diagnostic, block(text, &shape), Fill::Comment)
}

fn words(kind: &ErrorKind) -> (&'static str, &'static str) {
    use ErrorKind as E;
    match kind {
        E::UnexpectedEofFlowSequence
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping
        | E::UnexpectedEofBlockSequence
        | E::UnexpectedEofBlockMapping
        | E::UnexpectedEof => {
            ("the file ends in the middle of a value", "write the rest, or remove what was begun")
        }
        E::ExpectedFlowMappingSeparator | E::ExpectedFlowSequenceSeparator => (
            "a comma or a closing bracket is missing",
            "put `,` between the entries, and quote text that holds `: `, `,` or brackets",
        ),
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate
        | E::InvalidUnicodeEscape => (
            "a backslash in double quotes starts an escape that YAML does not know",
            "write `\\\\` for a backslash, or put the text in single quotes",
        ),
        E::CommentNotSeparated | E::CommentInterceptedScalar => (
            "a comment stands in the middle of a value",
            "put a space before `#`, and the comment on a line of its own",
        ),
        E::DuplicateVersionDirective
        | E::UnsupportedYamlMajorVersion
        | E::DuplicateTagDirective
        | E::ExpectedDocumentStart
        | E::MissingDocumentEndBeforeDirective
        | E::InvalidDirectiveTerminator
        | E::MissingYamlVersionSeparator
        | E::MissingDirectiveName
        | E::InvalidDirectiveName
        | E::YamlVersionTooLong
        | E::MissingYamlVersion
        | E::InvalidTagDirectiveTerminator
        | E::ExpectedTagDirectiveBang => {
            ("a line that starts with `%` is a directive, and this one is not valid", "remove it")
        }
        E::ZeroBlockScalarIndent | E::InvalidBlockScalarHeader | E::InvalidBlockScalarIndent => (
            "a text block is not indented as it begins",
            "indent all its lines at least like its first",
        ),
        E::BlockSequenceEntryNotAllowed | E::BlockEntryInFlowCollection => {
            ("an item with `- ` cannot stand here", "put it on a line of its own below its key")
        }
        E::InvalidSimpleKey => (
            "a key is longer than 1,024 characters or runs over several lines",
            "quote the text if it is a value; shorten it if it is a key",
        ),
        _ => (
            "the text is not valid YAML here",
            "compare the line with those above: each is `key: value` or `- item`, and text with `: `, `#` or brackets is quoted",
        ),
    }
}

/// The backslash that starts an unknown escape in the quoted text at the error.
fn bad_escape(scene: &Scene<'_>) -> Option<usize> {
    let rest = scene.text.get(scene.error.at..)?.strip_prefix('"')?;
    let mut chars = rest.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return None,
            '\\' => {
                let (_, next) = chars.next()?;
                if !"0abt\tnvfre \"/\\N_LPxuU\r\n".contains(next) {
                    return Some(scene.error.at + 1 + at);
                }
            }
            _ => {}
        }
    }
    None
}
