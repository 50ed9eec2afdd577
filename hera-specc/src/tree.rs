//! The tree of a document as JSON text: without comments, places and the order of keys.
//!
//! It is written and never read here, so a compiler inside a build script needs no JSON library. A test
//! holds each text equal to what `serde_json` makes of it, for the runtime sums up what it reads back.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rust_decimal::Decimal;

use crate::ast::{Node, Style, Value};

/// Decimal digits that every reader of JSON keeps.
const DIGITS_MAX: usize = 15;

/// The tree as JSON by the YAML 1.2 core schema, keys in order. A number that JSON would change stays
/// text.
#[must_use]
pub fn json(node: &Node) -> String {
    let mut out = String::new();
    write(node, &mut out);
    out
}

/// A text as a JSON string.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    write_quoted(text, &mut out);
    out
}

fn write(node: &Node, out: &mut String) {
    match &node.value {
        Value::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                write(item, out);
            }
            out.push(']');
        }
        Value::Map(entries) => {
            let pairs = entries.iter().map(|entry| (entry.key.value.as_str(), &entry.value));
            out.push('{');
            for (at, (key, value)) in pairs.collect::<BTreeMap<_, _>>().into_iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                write_quoted(key, out);
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
        Value::Scalar(_) if node.is_null() => out.push_str("null"),
        Value::Scalar(scalar) => match (node.boolean(), scalar.style) {
            (Some(flag), _) => out.push_str(if flag { "true" } else { "false" }),
            (None, Style::Plain) => match number(&scalar.text) {
                Some(number) => out.push_str(&number),
                None => write_quoted(&scalar.text, out),
            },
            (None, _) => write_quoted(&scalar.text, out),
        },
    }
}

/// A number as JSON writes it.
fn number(text: &str) -> Option<String> {
    if let Ok(integer) = text.parse::<i64>() {
        let written = integer.to_string();
        return (written == text).then_some(written);
    }
    let exact: Decimal = text.parse().ok()?;
    let written = format!("{:?}", text.parse::<f64>().ok()?);
    let kept: Decimal = written.parse().ok()?;
    // One with an exponent is written in several ways, and one with more digits not read back exactly.
    let digits = written.bytes().filter(u8::is_ascii_digit).count();
    (kept == exact && digits <= DIGITS_MAX && !written.contains('e')).then_some(written)
}

pub(crate) fn write_quoted(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\0'..'\u{20}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(character)); // a string takes all
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value as Json;

    use super::*;
    use crate::{SpecFile, analyse};

    #[test]
    fn numbers_that_json_would_change_stay_text() {
        for same in ["12", "0.1", "-7", "12.5", "1.0", "0.001"] {
            assert_eq!(number(same).as_deref(), Some(same));
        }
        for text in ["007", "+1", "0.12345678901234567890", "0.00001", "1.0e-5", "NaN", ".inf"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn the_order_of_keys_does_not_count() {
        let text = "b: [1, x, '2', null, true, 1.50]\na: {d: 0x1F, c: \"\\u0001\\n\"}\n";
        let analysis = analyse(&[SpecFile::new("x.yml", text)]);
        let document = analysis.documents.values().next().expect("it can be read");
        assert_eq!(
            json(&document.root),
            r#"{"a":{"c":"\u0001\n","d":"0x1F"},"b":[1,"x","2",null,true,1.5]}"#
        );
    }

    proptest! {
        #[test]
        fn texts_are_quoted_as_serde_json_does(text in "[\\x00-\\x7f\\u{80}-\\u{10ffff}]*") {
            prop_assert_eq!(quoted(&text), Json::from(text.as_str()).to_string());
        }

        #[test]
        fn numbers_are_kept_by_serde_json(text in "-?[0-9]{1,22}(\\.[0-9]{1,12})?") {
            if let Some(number) = number(&text) {
                let read: Json = serde_json::from_str(&number).expect("it is JSON");
                prop_assert_eq!(read.to_string(), number);
            }
        }
    }
}
