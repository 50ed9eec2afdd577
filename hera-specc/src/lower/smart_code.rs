//! Smart codes: the template's grammar, with every fault of a code at its place (rule group 01).
//!
//! A code whose faults a machine can mend (case, leading zeros) is mended and goes on, so that
//! references to it still resolve; its faults are errors all the same.

use std::collections::BTreeSet;

use super::Cx;
use super::expr::text::Text;
use super::shape::shorten;
use crate::ast::{Node, Scalar, Style};
use crate::diag::{Diagnostic, Diagnostics, Severity, catalogue};
use crate::ir::{self, SmartCode};
use crate::source::{FileId, SourceMap, Span, Spanned};

const CODE_BYTES_MAX: usize = 100;
const SEGMENTS_MIN: usize = 3;
const SEGMENTS_MAX: usize = 9;
const SEGMENT_BYTES_MIN: usize = 2;
const SEGMENT_BYTES_MAX: usize = 30;
const TEMPLATE: &str = "HERA.<INDUSTRY>.<MODULE>.<NAME>.v<n>";

/// The code that heads a file: also judged by the stricter pattern of the database, and against the
/// file's name.
pub(super) fn head(cx: &mut Cx<'_>, node: &Node) -> Option<Spanned<SmartCode>> {
    let code = reference(cx, node, "smart_code")?;
    if let Some(why) = production_fault(&code.value) {
        let message = format!(
            "`{}` does not fit the pattern that the Sacred Six enforce",
            code.value.written()
        );
        cx.report(Diagnostic::new(&catalogue::HS0111, code.span, message).label(why).help(
            "after the industry (3 to 15 letters and digits) stand 3 to 8 segments: add a segment",
        ));
    }
    judge_file_name(cx, &code);
    Some(code)
}

/// A code in a reference.
pub(super) fn reference(cx: &mut Cx<'_>, node: &Node, key: &str) -> Option<Spanned<SmartCode>> {
    let Some(scalar) = node.scalar().filter(|_| !node.is_null()) else {
        let span = cx.first_line(node.span);
        let message = format!("expected a smart code for `{key}`, found {}", node.kind());
        cx.report(Diagnostic::new(&catalogue::HS0101, span, message).help(format!("`{TEMPLATE}`")));
        return None;
    };
    judge(cx, scalar, node.span).map(|code| Spanned::new(code, node.span))
}

/// HS0111 for what nodes run: once for each code that the database would refuse.
pub(super) fn judge_runs(cx: &mut Cx<'_>, nodes: &[ir::Node]) {
    let mut said = BTreeSet::new();
    for run in nodes.iter().map(|node| &node.run) {
        let Some(why) = production_fault(&run.value) else { continue };
        if said.insert(run.value.canonical()) {
            let message = format!(
                "this runs `{}`, which does not fit the pattern that the Sacred Six enforce",
                run.value.written()
            );
            cx.report(
                Diagnostic::new(&catalogue::HS0111, run.span, message)
                    .severity(Severity::Note)
                    .label(why)
                    .help("rename the procedure, then name it so here"),
            );
        }
    }
}

/// The code in the head of a file that is not valid YAML, found by a scan of its lines.
pub(super) fn scan(sources: &SourceMap, file: FileId) -> Option<Spanned<SmartCode>> {
    let text = sources.text(file);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(rest) = line.strip_prefix("smart_code:") {
            let value = rest.split(" #").next().unwrap_or(rest);
            let value = value.trim().trim_matches(['"', '\'']);
            let at = start + line.find(value)?;
            let span = Span::new(file, at, at + value.len());
            let scalar = Scalar { text: value.to_owned(), style: Style::Plain };
            let mut unheard = Diagnostics::new();
            let mut cx = Cx::new(sources, &mut unheard);
            let code = judge(&mut cx, &scalar, span)?;
            return Some(Spanned::new(code, span));
        }
        start += line.len();
    }
    None
}

/// Judges the text; `None` where not even a mended code remains.
fn judge(cx: &mut Cx<'_>, scalar: &Scalar, span: Span) -> Option<SmartCode> {
    let written = scalar.text.trim();
    if is_sound(written) {
        return SmartCode::new(written);
    }
    let offset = scalar.text.len() - scalar.text.trim_start().len();
    let text = Text::of_scalar(cx.sources, scalar, span);
    let shown = shorten(written);
    if let Some((at, len)) = placeholder(written) {
        let place = text.span(offset + at, offset + at + len);
        let name = &written[at..at + len];
        cx.report(
            Diagnostic::new(
                &catalogue::HS0105,
                place,
                format!("template placeholder `{name}` left in smart code"),
            )
            .help("replace it by a name in upper case"),
        );
        return None;
    }
    let parts: Vec<&str> = written.split('.').collect();
    let fault = shape_fault(&parts);
    if let Some(fault) = fault {
        let message = format!("`{shown}` is not a smart code: {fault}");
        cx.report(Diagnostic::new(&catalogue::HS0101, span, message).help(format!("`{TEMPLATE}`")));
        return None;
    }
    if written.len() > CODE_BYTES_MAX {
        let message = format!(
            "smart code is {} characters long, the most are {CODE_BYTES_MAX}",
            written.len()
        );
        cx.report(
            Diagnostic::new(&catalogue::HS0110, span, message).help("shorten the last segment"),
        );
        return None;
    }
    let (last, segments) = parts.split_last()?;
    let mut sound = true;
    let mut at = offset;
    let mut mended = Vec::with_capacity(parts.len());
    for segment in segments {
        let place = text.span(at, at + segment.len());
        sound &= judge_segment(cx, segment, place);
        mended.push(segment.to_ascii_uppercase());
        at += segment.len() + 1;
    }
    let version = judge_version(cx, last, text.span(at, at + last.len()));
    mended.push(version?);
    if sound { SmartCode::new(&mended.join(".")) } else { None }
}

/// Whether there is nothing to say of a code, as of nearly all.
fn is_sound(written: &str) -> bool {
    let Some((head, version)) = written.rsplit_once('.') else { return false };
    let Some(digits) = version.strip_prefix(['v', 'V']) else { return false };
    let number = !digits.starts_with(['0', '+']) && digits.parse::<u16>().is_ok();
    let word = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    let segment = |segment: &str| {
        (SEGMENT_BYTES_MIN..=SEGMENT_BYTES_MAX).contains(&segment.len())
            && !segment.starts_with(|first: char| first.is_ascii_digit())
            && segment.bytes().all(word)
    };
    let Some(segments) = head.strip_prefix("HERA.") else { return false };
    let count = segments.split('.').count();
    number
        && written.len() <= CODE_BYTES_MAX
        && (SEGMENTS_MIN..=SEGMENTS_MAX).contains(&count)
        && segments.split('.').all(segment)
}

/// `{INDUSTRY}`, `${CODE}`, `<NAME>` or `$PROFILE.x`: offset and length.
fn placeholder(written: &str) -> Option<(usize, usize)> {
    for (open, close) in [("${", '}'), ("{", '}'), ("<", '>')] {
        if let Some(at) = written.find(open) {
            let len = written[at..].find(close).map_or(written.len() - at, |end| end + 1);
            return Some((at, len));
        }
    }
    let at = written.find('$')?;
    Some((at, written.len() - at))
}

/// Why the text is no code at all, so that no part of it can be judged.
fn shape_fault(parts: &[&str]) -> Option<String> {
    let (last, head) = parts.split_last()?;
    if !head.first().is_some_and(|first| first.eq_ignore_ascii_case("HERA")) {
        return Some("it has to start with `HERA.`".to_owned());
    }
    let number = last.strip_prefix(['v', 'V']);
    if !number.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit())) {
        return Some("it has to end with a version such as `.v1`".to_owned());
    }
    if head.iter().any(|segment| segment.is_empty()) {
        return Some("two dots stand together".to_owned());
    }
    let segments = head.len() - 1;
    if segments < SEGMENTS_MIN {
        return Some("at least three segments stand between `HERA` and the version".to_owned());
    }
    (segments > SEGMENTS_MAX)
        .then(|| "at most nine segments stand between `HERA` and the version".to_owned())
}

/// Reports the faults of one segment; whether it can go on, mended or not.
fn judge_segment(cx: &mut Cx<'_>, segment: &str, span: Span) -> bool {
    let upper = segment.to_ascii_uppercase();
    let word = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    if segment.bytes().next().is_some_and(|first| first.is_ascii_digit()) {
        cx.report(
            Diagnostic::new(
                &catalogue::HS0109,
                span,
                format!("segment `{segment}` starts with a digit"),
            )
            .help(format!("put a letter first: `N{upper}`")),
        );
        return false;
    }
    if !segment.bytes().all(word) {
        let fixed: String =
            upper.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        let bad = segment.chars().find(|c| !c.is_ascii_alphanumeric() && *c != '_').unwrap_or(' ');
        cx.report(
            Diagnostic::new(
                &catalogue::HS0109,
                span,
                format!("segment `{}` contains `{bad}`", shorten(segment)),
            )
            .help(format!("use `_`: `{}`", shorten(&fixed))),
        );
        return false;
    }
    if !(SEGMENT_BYTES_MIN..=SEGMENT_BYTES_MAX).contains(&segment.len()) {
        let message = format!("segment `{segment}` is {} characters long", segment.len());
        cx.report(
            Diagnostic::new(&catalogue::HS0101, span, message).help(format!(
                "a segment has {SEGMENT_BYTES_MIN} to {SEGMENT_BYTES_MAX} characters"
            )),
        );
        return false;
    }
    if upper != segment {
        cx.report(
            Diagnostic::new(
                &catalogue::HS0102,
                span,
                format!("segment `{segment}` must be upper case"),
            )
            .help(format!("write `{upper}`"))
            .suggest(span, upper),
        );
    }
    true
}

/// The version, mended; reports one that does not start at 1 or has leading zeros.
fn judge_version(cx: &mut Cx<'_>, version: &str, span: Span) -> Option<String> {
    let (marker, digits) = version.split_at(1);
    let significant = digits.trim_start_matches('0');
    if significant.parse::<u16>().is_err() && !significant.is_empty() {
        let message = format!("version `{}` is higher than 65535", shorten(version));
        cx.report(
            Diagnostic::new(&catalogue::HS0104, span, message).help("count versions from `v1`"),
        );
        return None;
    }
    let mended = format!("{marker}{}", if significant.is_empty() { "1" } else { significant });
    if mended != version {
        let message = format!("version must start at 1, without leading zeros (found `{version}`)");
        cx.report(
            Diagnostic::new(&catalogue::HS0104, span, message)
                .help(format!("write `{mended}`"))
                .suggest(span, mended.clone()),
        );
    }
    Some(mended)
}

/// Why the database of the original would refuse the code, if it would.
pub(super) fn production_fault(code: &SmartCode) -> Option<&'static str> {
    let segments: Vec<&str> = code.segments().collect();
    let (industry, rest) = segments.split_first()?;
    if !(3..=15).contains(&industry.len()) {
        return Some("the industry has 3 to 15 characters there");
    }
    if industry.contains('_') {
        return Some("the industry has no `_` there");
    }
    match rest.len() {
        0..3 => Some("too few segments: a database trigger or CHECK refuses or rewrites it"),
        3..=8 => None,
        _ => Some("too many segments"),
    }
}

/// HS0106: an orchestration says so in its code.
pub(super) fn judge_orchestration(cx: &mut Cx<'_>, code: &Spanned<SmartCode>) {
    if code.value.segments().any(|segment| segment == "ORCH") {
        return;
    }
    let mut parts: Vec<&str> = code.value.segments().collect();
    let at = parts.len().saturating_sub(1);
    parts.insert(at, "ORCH");
    cx.report(
        Diagnostic::new(
            &catalogue::HS0106,
            code.span,
            "the smart code of a graph orchestration should contain the segment `ORCH`",
        )
        .help(format!("`HERA.{}.{}`", parts.join("."), code.value.version())),
    );
}

/// HS0107: a file that is named like a code is named like its own.
fn judge_file_name(cx: &mut Cx<'_>, code: &Spanned<SmartCode>) {
    let path = cx.sources.path(code.span.file);
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = name.strip_suffix(".yml").or_else(|| name.strip_suffix(".yaml")).unwrap_or(name);
    let coded = stem.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("HERA."));
    if !coded || stem == code.value.written() {
        return;
    }
    let ending = &name[stem.len()..];
    if stem.eq_ignore_ascii_case(code.value.canonical()) {
        let message =
            format!("file name `{stem}` spells smart code `{}` otherwise", code.value.written());
        cx.report(
            Diagnostic::new(&catalogue::HS0107, code.span, message)
                .severity(Severity::Note)
                .note("both name the same version"),
        );
        return;
    }
    let found = Diagnostic::new(
        &catalogue::HS0107,
        code.span,
        format!("file name `{stem}` does not match smart code `{}`", code.value.written()),
    )
    .help(format!("rename the file to `{}{ending}`", code.value.canonical()));
    cx.report(found);
}
