//! Tables for the parser: what is read, and what is said where.

use super::{parse, parse_quiet, parse_value};
use crate::ast::{Node, Scalar, Style, Value};
use crate::diag::Diagnostics;
use crate::ir::expr::{Expr, ExprKind, Literal};
use crate::source::{SourceMap, Span, Spanned};
use proptest::prelude::*;

/// A file that holds one scalar, written as `source` and meaning `text`.
fn scalar(source: &str, text: &str, style: Style) -> (SourceMap, Node) {
    let mut sources = SourceMap::new();
    let file = sources.add("a.yml", format!("when: {source}\n"));
    let span = Span::new(file, 6, 6 + source.len());
    let value = Value::Scalar(Scalar { text: text.to_owned(), style });
    (sources, Node { value, span })
}

/// The expression with all its parentheses, or the findings with their texts.
fn read(text: &str) -> String {
    let (sources, node) = scalar(text, text, Style::Plain);
    let mut diags = Diagnostics::new();
    let parsed = parse(&sources, &node, &mut diags);
    let found: Vec<_> = diags
        .as_slice()
        .iter()
        .map(|d| format!("{} {} @ {}", d.rule.code, d.message, sources.slice(d.primary.span)))
        .collect();
    match parsed {
        Some(expr) if found.is_empty() => show(&expr),
        Some(expr) => format!("{} // {}", show(&expr), found.join("; ")),
        None => found.join("; "),
    }
}

fn show(expr: &Expr) -> String {
    let list = |items: &[Expr]| items.iter().map(show).collect::<Vec<_>>().join(", ");
    match &expr.kind {
        ExprKind::Literal(Literal::Null) => "null".to_owned(),
        ExprKind::Literal(Literal::Boolean(value)) => value.to_string(),
        ExprKind::Literal(Literal::Number(value)) => value.to_string(),
        ExprKind::Literal(Literal::String(value) | Literal::Json(value)) => format!("{value:?}"),
        ExprKind::Path(path) => {
            let segments: Vec<_> = path.segments.iter().map(|s| s.value.as_str()).collect();
            let root = path.root.as_ref().map(|root| format!("{:?}:", root.value));
            format!("{}{}", root.unwrap_or_default(), segments.join("."))
        }
        ExprKind::Unary(op, operand) => format!("({op:?} {})", show(operand)),
        ExprKind::Binary(op, left, right) => format!("({} {op:?} {})", show(left), show(right)),
        ExprKind::Call(name, arguments) => format!("{name}({})", list(arguments)),
        ExprKind::List(items) => format!("[{}]", list(items)),
    }
}

#[test]
fn expressions_are_read() {
    let table = [
        ("$.payload.line_type == 'RETAIL'", "(Payload:line_type Equal \"RETAIL\")"),
        ("a || b && !c == d", "(a Or (b And ((Not c) Equal d)))"),
        ("a or b and not c == d", "(a Or (b And (Not (c Equal d))))"),
        ("a && b && c && d", "((a And b) And (c And d))"),
        ("if a then b or c", "(a Implies (b Or c))"),
        ("if a then if b then c", "(a Implies (b Implies c))"),
        ("(a || b) && c", "((a Or b) And c)"),
        ("a + b * -2 - 0.50 > 1", "(((a Add (b Multiply -2)) Subtract 0.50) Greater 1)"),
        ("-a / 2", "((Negate a) Divide 2)"),
        ("x not in [A, 'B', ]", "(Not (x In [A, \"B\"]))"),
        ("x in [1, 2]", "(x In [1, 2])"),
        ("has($.payload.tags, \"it's\")", "has(Payload:tags, \"it's\")"),
        ("sum(lines.amount) <= total", "(sum(lines.amount) LessOrEqual total)"),
        ("exists($.nodes.RESERVE.in)", "exists(Nodes:RESERVE.in)"),
        ("$.headers.x-request-id != null", "(Headers:x-request-id NotEqual null)"),
        ("a-b", "(a Subtract b)"),
        (r"a == 'it\'s \n \\'", r#"(a Equal "it's \\n \\")"#),
        ("true", "true"),
        ("-9223372036854775808 < a", "(-9223372036854775808 Less a)"),
    ];
    for (text, wanted) in table {
        assert_eq!(read(text), wanted, "{text}");
    }
}

#[test]
fn faults_are_named_at_their_place() {
    let table = [
        ("$.payload.a = 'A'", "HS0706 `=` is not an operator @ ="),
        (
            "a === 1 & b <> 2",
            "HS0706 `===` is not an operator @ ===; HS0706 `&` is not an operator @ &; \
          HS0706 `<>` is not an operator @ <>",
        ),
        (
            "a && b and c",
            "((a And b) And c) // HS0707 `&&` and `and` are mixed in one condition @ and",
        ),
        ("$.payloads.a", "HS0708 unknown root `$.payloads` @ payloads"),
        ("$payload.a", "HS0709 expected `.` and a root after `$` @ $payload"),
        ("$.payload", "HS0709 `$.payload` needs a field @ $.payload"),
        ("a == 1 &&", "HS0709 unexpected end of condition: expected an operand after `&&` @ &&"),
        ("a == == 1", "HS0709 expected an operand, found `==` @ =="),
        ("(a || b", "HS0709 unexpected end of condition: expected `)` after `b` @ b"),
        ("a < b < c", "HS0709 comparisons cannot be chained @ <"),
        ("$.payload.lines[0]", "HS0709 the items of a list cannot be picked @ ["),
        ("$.payload.a AND b", "HS0709 expected an operator, found `AND` @ AND"),
        ("len(a, b)", "HS0709 `len` takes 1 argument, found 2 @ len(a, b)"),
        ("day == 2025-01-31", "HS0709 number `01` starts with a zero @ 01"),
        ("a == ‘A’", "HS0709 expected an operand, found `‘` @ ‘"),
        ("a == 'A", "HS0710 unterminated string @ 'A"),
        ("contians(a, 'b')", "HS0717 unknown function `contians` @ contians"),
        ("$.payload.tags.includes('b')", "HS0717 unknown function `includes` @ includes"),
        (
            "now() > a",
            "HS0718 `now()` is not allowed: conditions must be deterministic for replay @ now",
        ),
        (
            "user lacks permission",
            "HS0719 `user lacks permission` is prose, not a condition @ user lacks permission",
        ),
        (
            "id doesn't exist",
            "HS0719 `id doesn't exist` is prose, not a condition @ id doesn't exist",
        ),
        (
            "a > 9223372036854775808",
            "HS0720 integer `9223372036854775808` is out of the range of 64 bits @ 9223372036854775808",
        ),
    ];
    for (text, wanted) in table {
        assert_eq!(read(text), wanted, "{text}");
    }
}

#[test]
fn quotes_folds_and_blocks_keep_their_places() {
    let table = [
        ("'$.payload.a = ''ä'''", "$.payload.a = 'ä'", Style::Quoted),
        (r#""$.payload.a = \"ä\"""#, r#"$.payload.a = "ä""#, Style::Quoted),
        ("$.payload.b\n        = 1", "$.payload.b = 1", Style::Plain),
        ("|\n    b\n    = 1", "b\n= 1\n", Style::Block),
        (">-\n    b >\n\n    1 = 2", "b >\n1 = 2", Style::Block),
    ];
    for (source, text, style) in table {
        let (sources, node) = scalar(source, text, style);
        let mut diags = Diagnostics::new();
        parse(&sources, &node, &mut diags);
        let first = &diags.as_slice()[0];
        let shown = sources.slice(first.primary.span);
        assert_eq!(shown, if first.rule.code == "HS0706" { "=" } else { "b >" }, "{source}");
    }
}

#[test]
fn what_cannot_be_matched_has_the_whole_span_and_no_fix() {
    let (sources, node) = scalar(r#""a \x3D 1""#, "a = 1", Style::Quoted);
    let mut diags = Diagnostics::new();
    assert_eq!(parse(&sources, &node, &mut diags), None);
    let found = &diags.as_slice()[0];
    assert_eq!(found.primary.span, node.span);
    assert!(found.suggestions.is_empty());
}

#[test]
fn a_value_may_be_a_list_and_yaml_constants() {
    let (sources, mut node) = scalar("True", "True", Style::Plain);
    let mut diags = Diagnostics::new();
    assert_eq!(show(&parse_value(&sources, &node, &mut diags).expect("a constant")), "true");
    node = Node { value: Value::List(vec![node.clone(), node.clone()]), span: node.span };
    assert_eq!(show(&parse_value(&sources, &node, &mut diags).expect("a list")), "[true, true]");
    assert!(diags.as_slice().is_empty());
    assert_eq!(parse(&sources, &node, &mut diags), None);
    assert_eq!(diags.as_slice()[0].message, "expected a condition, found a list");
}

#[test]
fn depth_and_length_are_bounded() {
    let nested = format!("{}a{}", "(".repeat(70), ")".repeat(70));
    assert!(read(&nested).starts_with("HS0709 condition is nested deeper than 64 levels"));
    let sum = vec!["a"; 80].join(" + ");
    assert!(read(&sum).starts_with("HS0709 condition is nested deeper than 64 levels"));
    let chain = vec!["a"; 800].join("&&");
    assert!(read(&chain).starts_with("((((("));
    assert!(read(&"a ".repeat(3000)).starts_with("HS0709 condition is longer than 4096 bytes"));
}

proptest! {
    #[test]
    fn no_text_panics(text in r#"([$.a-z0-9'"=<>!&|()\[\], +*/\\-]|and|in|not |\PC){0,60}"#) {
        let (sources, node) = scalar(&text, &text, Style::Plain);
        let mut diags = Diagnostics::new();
        let parsed = parse(&sources, &node, &mut diags);
        prop_assert!(parsed.is_some() || diags.has_errors());
        prop_assert!(parsed.is_none() || !diags.has_errors());
        let quiet = parse_quiet(&sources, &Spanned::new(text, node.span));
        prop_assert_eq!(quiet.is_some(), parsed.is_some());
    }
}
