//! What an input says besides its name: type, schema, source, default.

use super::Cx;
use super::types::{self, Written};
use super::{shape, value, variants};
use crate::ast::{Entry, Node, Scalar, Style, Value};
use crate::diag::{Diagnostic, Severity, catalogue};
use crate::ir::expr::Literal;
use crate::ir::{Source, Type};
use crate::source::{Span, Spanned};

/// The entries of a record; none for a bare name.
pub(super) struct Attributes<'n> {
    /// As in the file, `name` and `type` among them.
    pub(super) entries: &'n [Entry],
}

impl Attributes<'_> {
    fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key.value == key && !entry.value.is_null())
    }

    /// A text, if there is one.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        let text = self.get(key)?.value.text()?;
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// Where it says `true` for this key; what is no boolean is reported.
    pub(super) fn flag(&self, cx: &mut Cx<'_>, key: &str) -> Option<Span> {
        let entry = self.get(key)?;
        shape::boolean(cx, &entry.value, key)?.then_some(entry.key.span)
    }

    /// The type, completed by `schema` and `values`.
    pub(super) fn written(&self, cx: &mut Cx<'_>, ty: Option<&Node>) -> Option<Written> {
        let ty = ty.filter(|node| !node.is_null());
        let values = self.get("values").or_else(|| self.get("variants"));
        let listed = values.and_then(|entry| entry.value.list());
        if let (Some(ty), Some(listed)) = (ty.filter(|ty| ty.text() == Some("enum")), listed) {
            let variants = listed
                .iter()
                .filter_map(|node| Some(Spanned::new(node.text()?.to_owned(), node.span)));
            let judged = variants::judge(cx, variants.collect(), ty.span);
            return Some(Written { ty: judged, span: ty.span, default: None, bare_array: None });
        }
        let schema = self.get("schema").map(|entry| &entry.value);
        let Some(schema) = schema.filter(|schema| schema.map().is_some()) else {
            return ty.map(|ty| types::of_node(cx, ty));
        };
        let span = ty.map_or(schema.span, |ty| ty.span);
        let mut written = match ty {
            Some(ty) => types::of_node_open(cx, ty),
            None => Written { ty: Some(Type::Json), span, default: None, bare_array: None },
        };
        // A broken schema makes the type broken.
        let record = types::record(cx, schema.map().unwrap_or_default());
        written.ty = match (written.ty, record) {
            (Some(Type::Json), record) => record,
            (Some(Type::Array(_)), record) if written.bare_array.is_some() => {
                record.map(|record| Type::Array(Box::new(record)))
            }
            (ty, Some(_)) => ty,
            (_, None) => None,
        };
        written.bare_array = None;
        Some(written)
    }

    /// Where it says it comes from.
    pub(super) fn source(&self, cx: &mut Cx<'_>) -> Option<Spanned<Source>> {
        let node = &self.get("where")?.value;
        let text = shape::text(cx, node, "where")?;
        let source = match text.value.as_str() {
            "payload" => Source::Payload,
            "context" => Source::Context,
            "headers" | "header" => Source::Headers,
            "path" => Source::Path,
            other => {
                let message = format!(
                    "`where: {}` is not a source: bound as if it said nothing",
                    shape::shorten(other)
                );
                cx.report(
                    Diagnostic::new(&catalogue::HS0315, text.span, message)
                        .help("one of `payload`, `context`, `headers`, `path`"),
                );
                return None;
            }
        };
        Some(Spanned::new(source, text.span))
    }

    /// Its default, of its type.
    pub(super) fn default(
        &self,
        cx: &mut Cx<'_>,
        name: &Spanned<String>,
        ty: Option<&Spanned<Type>>,
    ) -> Option<Spanned<Literal>> {
        let node = &self.get("default")?.value;
        let ty = &ty?.value;
        let faults = value::mismatches(node, ty);
        if faults.is_empty() {
            return Some(Spanned::new(value::literal(node, ty)?, node.span));
        }
        if is_moment(node, ty) {
            let message = format!(
                "the default of `{}` is not a value: `{}` changes with the time of the run",
                name.value,
                node.text().unwrap_or_default()
            );
            cx.report(
                Diagnostic::new(&catalogue::HS0304, node.span, message)
                    .severity(Severity::Warning)
                    .label("dropped: where the input is absent, the procedure sees nothing")
                    .help("bind it: `with: { … : $.context.started_at }`, or let the procedure decide"),
            );
            return None;
        }
        for fault in faults {
            let span = cx.first_line(fault.span);
            let shown = shape::shorten(cx.sources.slice(span));
            let message = format!("default `{shown}` is not {}", article(ty));
            let found = Diagnostic::new(&catalogue::HS0304, span, message);
            cx.report(match fault.why {
                value::Why::Variant(variants) => {
                    found.help(format!("one of {}", ticked(&variants)))
                }
                _ => found.help(default_help(node, ty)),
            });
        }
        None
    }
}

fn default_help(node: &Node, ty: &Type) -> String {
    let quoted = node.scalar().is_some_and(|s| s.style == Style::Quoted);
    match ty {
        Type::String => "put it into quotes".to_owned(),
        _ if quoted => "remove the quotes or change the type".to_owned(),
        _ => "change the default or the type".to_owned(),
    }
}

/// HS0306, and the default that was packed into the type; what is said besides stands in `entries`.
pub(super) fn packed_default(
    cx: &mut Cx<'_>,
    packed: &Spanned<String>,
    ty: Option<&Spanned<Type>>,
    entries: &[Entry],
) -> Option<Spanned<Literal>> {
    let ty = ty?;
    let written = unquoted(cx.sources.slice(ty.span)).to_owned();
    let bare = written.split('=').next().unwrap_or_default().trim();
    let text = &packed.value;
    let better = format!("{{ type: {bare}, default: {text} }}");
    let message = format!("`{}` packs a default into the type", shape::shorten(&written));
    let found =
        Diagnostic::new(&catalogue::HS0306, ty.span, message).help(format!("write `{better}`"));
    // Between braces a type with brackets would have to be quoted.
    let plain = !written.contains(['"', '\'', '[', '{', ',']);
    let has_default = entries.iter().any(|entry| entry.key.value == "default");
    let better = match entries.iter().find(|entry| entry.key.value == "type") {
        None => Some(better),
        Some(entry) => {
            entries_between(cx, entry).map(|between| format!("{bare}{between}default: {text}"))
        }
    };
    cx.report(match better.filter(|_| plain && !has_default) {
        Some(better) => found.suggest(ty.span, better),
        None => found,
    });
    let (text, style) = match text.strip_prefix(['"', '\'']) {
        Some(inner) => (inner.trim_end_matches(['"', '\'']), Style::Quoted),
        None => (text.as_str(), Style::Plain),
    };
    let scalar = Scalar { text: text.to_owned(), style };
    let node = Node { value: Value::Scalar(scalar), span: packed.span };
    if value::mismatches(&node, &ty.value).is_empty() {
        return Some(Spanned::new(value::literal(&node, &ty.value)?, packed.span));
    }
    let message = format!("default `{text}` is not {}", article(&ty.value));
    cx.report(
        Diagnostic::new(&catalogue::HS0304, packed.span, message)
            .help("change the default or the type"),
    );
    None
}

/// A scalar's text without the quotes around it.
fn unquoted(written: &str) -> &str {
    let inner = |quote| written.strip_prefix(quote)?.strip_suffix(quote);
    inner('\'').or_else(|| inner('"')).unwrap_or(written)
}

/// What stands between an entry and a new one behind it: a comma between braces, else a line break and the same
/// indentation. A comment hides which.
fn entries_between(cx: &Cx<'_>, entry: &Entry) -> Option<String> {
    let file = entry.key.span.file;
    let end = entry.value.span.range().end;
    let next = cx.sources.text(file)[end..].trim_start().chars().next();
    match next {
        Some('#') => None,
        Some(',' | '}') => Some(", ".to_owned()),
        _ => {
            let column = cx.sources.position(file, entry.key.span.start).column;
            Some(format!("{}{}", cx.sources.line_break(file), " ".repeat(column - 1)))
        }
    }
}

/// Whether a default names a moment: `current_date` for a date.
fn is_moment(node: &Node, ty: &Type) -> bool {
    let words = ["current_date", "current_timestamp", "now", "now()", "today", "today()"];
    matches!(ty, Type::Date | Type::Timestamp)
        && node.text().is_some_and(|text| words.contains(&text.to_ascii_lowercase().as_str()))
}

/// `a \`uuid\``, `an \`integer\``.
pub(super) fn article(ty: &Type) -> String {
    let name = ty.to_string();
    let an = name.starts_with(['a', 'e', 'i', 'o']);
    format!("{} `{}`", if an { "an" } else { "a" }, shape::shorten(&name))
}

/// `\`A\`, \`B\``.
pub(super) fn ticked(words: &[String]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
