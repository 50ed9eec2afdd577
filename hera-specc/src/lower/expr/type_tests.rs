//! Tables for the type checker, the inferred reads and the exclusion of conditions.

use super::{Env, Resolution, check, check_condition, infer_reads, parse};
use crate::ast::{Node, Scalar, Style, Value};
use crate::diag::{Diagnostic, Diagnostics, Severity, catalogue};
use crate::ir::Type;
use crate::ir::expr::{Path, Ref, Root, Typed, TypedKind, together};
use crate::source::{SourceMap, Span};
use proptest::prelude::*;

/// Names for the tests: those that end in `_o` may be absent.
pub(crate) struct Names;

impl Names {
    /// All values, with their types.
    pub(crate) fn all() -> Vec<(&'static str, Type)> {
        let kinds = || ["SERVICE", "RETAIL"].map(str::to_owned).to_vec();
        let line = || {
            Type::Record(vec![
                ("amount".to_owned(), Type::Decimal),
                ("kind".to_owned(), Type::Enum(kinds().into())),
                ("taxed".to_owned(), Type::Boolean),
            ])
        };
        vec![
            ("flag", Type::Boolean),
            ("qty", Type::Decimal),
            ("count", Type::Integer),
            ("text", Type::String),
            ("kind", Type::Enum(kinds().into())),
            ("id", Type::Uuid),
            ("day", Type::Date),
            ("at", Type::Timestamp),
            ("tags", Type::Array(Box::new(Type::String))),
            ("numbers", Type::Array(Box::new(Type::Integer))),
            ("lines", Type::Array(Box::new(line()))),
            ("line", line()),
            ("data", Type::Json),
        ]
    }
}

impl Env for Names {
    fn resolve(&self, path: &Path) -> Resolution {
        let head = path.segments[0].value.as_str();
        let (name, optional) = match head.strip_suffix("_o") {
            Some(name) => (name, true),
            None => (head, false),
        };
        let Some((_, ty)) = Names::all().into_iter().find(|(known, _)| *known == name) else {
            let span = path.segments[0].span;
            let message = format!("no field `{head}`");
            let found = Diagnostic::new(&catalogue::HS0701, span, message);
            return Resolution::Unknown(Box::new(found.severity(Severity::Error)));
        };
        let value = Ref::Payload(head.to_owned());
        let unguarded = path
            .root
            .as_ref()
            .filter(|root| root.value == Root::Nodes)
            .map(|root| Box::new(Diagnostic::new(&catalogue::HS0709, root.span, "unguarded")));
        Resolution::Value { value, ty, optional, taken: 1, unguarded }
    }
}

/// A text as a scalar of a file of its own.
pub(crate) fn scalar(text: &str) -> (SourceMap, Node) {
    let mut sources = SourceMap::new();
    let file = sources.add("a.yml", format!("when: {text}\n"));
    let span = Span::new(file, 6, 6 + text.len());
    let value = Value::Scalar(Scalar { text: text.to_owned(), style: Style::Plain });
    (sources, Node { value, span })
}

/// A text as a typed condition, with what was found.
pub(crate) fn condition(text: &str) -> (Option<Typed>, SourceMap, Diagnostics) {
    let (sources, node) = scalar(text);
    let mut diags = Diagnostics::new();
    let parsed = parse(&sources, &node, &mut diags).expect("the text parses");
    (check_condition(&parsed, &Names, &mut diags), sources, diags)
}

fn found(sources: &SourceMap, diags: &Diagnostics) -> String {
    let show = |d: &Diagnostic| {
        format!("{} {} @ {}", d.rule.code, d.message, sources.slice(d.primary.span))
    };
    diags.as_slice().iter().map(show).collect::<Vec<_>>().join("; ")
}

/// The text after all changes that were offered.
fn fixed(text: &str, sources: &SourceMap, diags: &Diagnostics) -> String {
    let mut edits: Vec<_> = diags.as_slice().iter().flat_map(|d| &d.suggestions).collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    let file = sources.files().next().expect("one file");
    let mut whole = sources.text(file).to_owned();
    assert!(whole.contains(text));
    for edit in edits {
        whole.replace_range(edit.span.range(), &edit.replacement);
    }
    whole["when: ".len()..].trim_end().to_owned()
}

#[test]
fn conditions_without_fault() {
    let table = [
        "kind == 'RETAIL'",
        "kind == RETAIL || kind in [SERVICE, 'RETAIL', kind]",
        "qty > 0 && count >= 1.5 && count == qty",
        "flag",
        "flag_o || !flag",
        "id == '550E8400-E29B-41D4-A716-446655440000'",
        "day < '2025-01-31' && at >= '2025-01-31T00:00:00Z'",
        "text_o == null || text_o != 'x'",
        "exists(text_o) && text_o != 'x' && !(text_o == 'y')",
        "if exists(text_o) then text_o != 'x'",
        "exists($.nodes.qty) && $.nodes.qty > 1",
        "sum(lines.amount) <= qty && len(tags) > 0 && len(text) < 9",
        "has(tags, 'a') && 'b' in tags && has(lines.kind, RETAIL)",
        "all(lines.taxed) && any([flag, qty > 1])",
        "line.kind == 'SERVICE' && line.amount * -2 + count > sum([1, 2.5])",
        "text == kind",
        "count in numbers && 1 in numbers",
        "data != null || data_o != null",
    ];
    for text in table {
        let (typed, sources, diags) = condition(text);
        // `data` is always there, so the last is always true: everything else is silent.
        let expected = if text.starts_with("data") { "HS0715" } else { "" };
        assert!(found(&sources, &diags).starts_with(expected), "{text}");
        assert_eq!(
            diags.as_slice().len(),
            usize::from(!expected.is_empty()),
            "{text}: {}",
            found(&sources, &diags)
        );
        assert_eq!(typed.map(|typed| typed.ty), Some(Type::Boolean), "{text}");
    }
}

#[test]
fn faults_and_their_changes() {
    // The text, what is found, and the text after the changes (empty: the same).
    let table = [
        (
            "nope && text == 1",
            "HS0701 no field `nope` @ nope; HS0702 cannot compare `string` with `integer` @ 1",
            "",
        ),
        ("line.amout > 0", "HS0701 no field `amout` in this record @ amout", "line.amount > 0"),
        ("data.x == 1", "HS0701 no field `x`: the value before it is `object` @ x", ""),
        ("qty > '0.5'", "HS0702 cannot compare `decimal` with `string` @ '0.5'", "qty > 0.5"),
        (
            "'true' == flag",
            "HS0702 cannot compare `string` with `boolean` @ 'true'",
            "true == flag",
        ),
        ("day == 'soon'", "HS0702 cannot compare `date` with `'soon'` @ 'soon'", ""),
        (
            "kind == 'RETIAL'",
            "HS0703 `'RETIAL'` is not a variant of `enum[SERVICE, RETAIL]` @ 'RETIAL'",
            "kind == 'RETAIL'",
        ),
        (
            "kind in [RETAL]",
            "HS0703 `'RETAL'` is not a variant of `enum[SERVICE, RETAIL]` @ RETAL",
            "kind in [RETAIL]",
        ),
        ("flag < true", "HS0704 `<` is not defined for `boolean` @ flag < true", ""),
        ("text + 'x' == 1", "HS0704 `+` is not defined for `string` @ text", ""),
        ("tags == tags", "HS0704 `==` is not defined for `array[string]` @ tags == tags", ""),
        ("text", "HS0705 condition must be `boolean`, found `string` @ text", ""),
        ("flag && qty", "HS0705 operand of `&&` must be `boolean`, found `decimal` @ qty", ""),
        (
            "text_o != 'a'",
            "HS0711 `text_o` may be absent under `!=`: then the condition is decided by its absence @ text_o",
            "exists(text_o) && text_o != 'a'",
        ),
        (
            "flag || !flag_o",
            "HS0711 `flag_o` may be absent under `!`: then the condition is decided by its absence @ flag_o",
            "flag || (exists(flag_o) && !flag_o)",
        ),
        (
            "count not in [1] && !(qty_o > 1)",
            "HS0711 `qty_o` may be absent under `!`: then the condition is decided by its absence @ qty_o",
            "count not in [1] && (exists(qty_o) && !(qty_o > 1))",
        ),
        ("$.nodes.qty > 1", "HS0709 unguarded @ nodes", ""),
        (
            "flag == true && qty > 1",
            "HS0714 `== true` on a required boolean is redundant @ flag == true",
            "flag && qty > 1",
        ),
        (
            "false != flag",
            "HS0714 `!= false` on a required boolean is redundant @ false != flag",
            "flag",
        ),
        ("flag || !flag", "HS0715 condition is always true @ flag || !flag", ""),
        (
            "kind == SERVICE && kind == RETAIL",
            "HS0716 condition is always false: its parts exclude each other @ kind == SERVICE && kind == RETAIL",
            "",
        ),
        ("qty / 3 == 1", "HS0720 `==` on the result of a division @ qty / 3 == 1", ""),
        ("qty / 0 > 1", "HS0720 a division by zero has no result @ qty / 0", ""),
        ("qty / (2 - 2) > 1", "HS0720 a division by zero has no result @ qty / (2 - 2)", ""),
        (
            "9223372036854775807 + 1 + count > 0",
            "HS0720 this is more than an integer holds @ 9223372036854775807 + 1",
            "",
        ),
        (
            "sum([-9223372036854775807, -2]) < count",
            "HS0720 this is more than an integer holds @ sum([-9223372036854775807, -2])",
            "",
        ),
        (
            "7000000000000000000000000000.5 * 20 > qty",
            "HS0720 this is more than a decimal holds @ 7000000000000000000000000000.5 * 20",
            "",
        ),
        ("text in qty", "HS0704 `in` needs a list, found `decimal` @ qty", ""),
    ];
    for (text, wanted, mended) in table {
        let (_, sources, diags) = condition(text);
        assert_eq!(found(&sources, &diags), wanted, "{text}");
        let mended = if mended.is_empty() { text } else { mended };
        assert_eq!(fixed(text, &sources, &diags), mended, "{text}");
    }
}

#[test]
fn values_are_fitted_or_refused() {
    let decimal = Type::Decimal;
    let table = [
        ("1", decimal.clone(), "decimal"),
        ("count", decimal.clone(), "decimal"),
        ("kind", Type::String, "string"),
        ("'RETAIL'", Names::all()[4].1.clone(), "enum[SERVICE, RETAIL]"),
        ("[1, 2.5, count]", Type::Array(Box::new(decimal.clone())), "array[decimal]"),
        ("null", Type::Date, "date"),
        ("text", Type::Json, "object"),
        ("text", decimal, "HS0411 expected `decimal`, found `string` @ text"),
        ("qty", Type::Integer, "HS0411 expected `integer`, found `decimal` @ qty"),
    ];
    for (text, expected, wanted) in table {
        let (sources, node) = scalar(text);
        let mut diags = Diagnostics::new();
        let parsed = parse(&sources, &node, &mut diags).expect("the text parses");
        let typed = check(&parsed, &Names, Some(&expected), &mut diags);
        let shown = typed.map_or_else(|| found(&sources, &diags), |typed| typed.ty.to_string());
        assert_eq!(shown, wanted, "{text}");
    }
}

#[test]
fn absence_is_known() {
    let table = [("qty + 1", false), ("qty_o + 1", true), ("qty / 2", false), ("1 / qty", true)];
    for (text, optional) in table {
        let (sources, node) = scalar(text);
        let mut diags = Diagnostics::new();
        let parsed = parse(&sources, &node, &mut diags).expect("the text parses");
        let typed = check(&parsed, &Names, None, &mut diags).expect("it has a type");
        assert_eq!(typed.optional, optional, "{text}");
    }
}

#[test]
fn null_is_a_test_of_presence() {
    let (typed, ..) = condition("text_o != null");
    assert!(matches!(typed.map(|typed| typed.kind), Some(TypedKind::Call(..))));
}

#[test]
fn reads_get_the_type_of_their_use() {
    let table = [
        ("$.payload.a == true && b == 'A' && c > 0", "$.payload.a: boolean, b: string, c: decimal"),
        ("a && !b || exists(c)", "a: boolean, b: boolean, c: ?"),
        ("a in ['x'] && 1 in b && has(c, 'x')", "a: string, b: array[decimal], c: array[string]"),
        ("a == b && a == 'x'", "a: string, b: ?"),
        ("sum(a.b) + c > len(d)", "a.b: array[decimal], c: decimal, d: ?"),
    ];
    for (text, wanted) in table {
        let (sources, node) = scalar(text);
        let parsed = parse(&sources, &node, &mut Diagnostics::new()).expect("the text parses");
        let show = |(path, ty): (&Path, Option<Type>)| {
            format!("{path}: {}", ty.map_or_else(|| "?".to_owned(), |ty| ty.to_string()))
        };
        let shown: Vec<_> = infer_reads(&parsed).into_iter().map(show).collect();
        assert_eq!(shown.join(", "), wanted, "{text}");
    }
}

#[test]
fn conditions_exclude_each_other_only_when_that_is_certain() {
    let table = [
        ("text == 'A'", "text == 'B'", false),
        ("text == 'A'", "text == 'A'", true),
        ("text == 'A'", "text != 'A'", false),
        ("flag", "!flag", false),
        ("flag_o", "!flag_o", false),
        ("flag_o == false", "!flag_o", true),
        ("flag", "flag == false", false),
        ("qty > 1", "qty <= 1", false),
        ("qty > 1", "qty < 2", true),
        ("count > 1", "count < 2", false),
        ("count + 1 > 1", "count + 1.0 < 1", true),
        ("count + 1 > 1", "count + 1 < 1", false),
        ("!(count + 1 > 1)", "!(count + 1 <= 1)", true),
        ("kind != SERVICE", "kind != RETAIL", false),
        ("kind in [SERVICE]", "kind == RETAIL", false),
        ("kind_o not in [SERVICE, RETAIL]", "!exists(kind_o)", true),
        ("kind_o not in [SERVICE, RETAIL]", "exists(kind_o)", false),
        ("qty_o > 1", "qty_o == null", false),
        ("!(qty_o > 1)", "qty_o == null", true),
        ("flag && text == 'A'", "text == 'B' || !flag", false),
        ("flag || text == 'A'", "text == 'B'", true),
        ("if flag then text == 'A'", "flag && text == 'B'", false),
        ("day < '2025-01-01'", "day > '2025-06-01'", false),
        ("text == kind", "!(text == kind)", false),
        ("qty > 1", "text == 'A'", true),
        ("text in tags", "text == 'A'", true),
        ("len(tags) == 0", "len(tags) > 2", false),
    ];
    for (a, b, wanted) in table {
        let (left, right) = (condition(a).0, condition(b).0);
        assert_eq!(together(left.as_ref(), right.as_ref()), wanted, "{a} / {b}");
        assert_eq!(together(right.as_ref(), left.as_ref()), wanted, "{b} / {a}");
        assert!(together(left.as_ref(), None) && together(None, None));
    }
}

proptest! {
    #[test]
    fn whatever_parses_has_a_type_or_an_error(
        parts in proptest::collection::vec(proptest::sample::select(WORDS), 1..12)
    ) {
        let text = parts.join(" ");
        let (sources, node) = scalar(&text);
        let mut diags = Diagnostics::new();
        if let Some(parsed) = parse(&sources, &node, &mut diags) {
            let typed = check_condition(&parsed, &Names, &mut diags);
            prop_assert_eq!(typed.is_some(), !diags.has_errors(), "{}", text);
            let reads = infer_reads(&parsed);
            prop_assert!(typed.is_none_or(|typed| typed.refs().is_empty() || !reads.is_empty()));
        }
    }
}

const WORDS: &[&str] = &[
    "flag",
    "flag_o",
    "qty",
    "count",
    "text_o",
    "kind",
    "RETAIL",
    "'RETAIL'",
    "1",
    "2.5",
    "-",
    "(",
    ")",
    "[",
    "]",
    ",",
    "==",
    "!=",
    "<",
    "in",
    "not",
    "!",
    "&&",
    "||",
    "+",
    "/",
    "null",
    "true",
    "len(",
    "sum(",
    "exists(",
    "lines.amount",
    "tags",
    "if",
    "then",
    "line.kind",
    "nope",
];
