//! HS1207: values that look like secrets, in any place of any document.
//!
//! Only what can hardly be anything else: the forms in which services hand out keys, and values with
//! letters and digits under a key that asks for a secret.

use super::Cx;
use super::type_names::named;
use super::value::is_uuid;
use crate::ast::{Node, Scalar, Value};
use crate::diag::{Diagnostic, catalogue};
use crate::source::Span;

/// How tokens of well-known services start, with the shortest length of one.
const FORMS: [(&str, usize); 14] = [
    ("sk_live_", 20),
    ("sk_test_", 20),
    ("rk_live_", 20),
    ("AKIA", 20),
    ("ASIA", 20),
    ("AIza", 35),
    ("ghp_", 36),
    ("gho_", 36),
    ("ghs_", 36),
    ("github_pat_", 40),
    ("glpat-", 20),
    ("xoxb-", 24),
    ("xoxp-", 24),
    ("npm_", 36),
];
/// Keys whose value is a secret.
const KEYS: [&str; 11] = [
    "password",
    "passwd",
    "passphrase",
    "client_secret",
    "secret",
    "secret_key",
    "api_key",
    "apikey",
    "private_key",
    "access_key",
    "auth_token",
];

/// Judges all values of a document.
pub(super) fn judge(cx: &mut Cx<'_>, root: &Node) {
    walk(cx, root, None);
}

fn walk(cx: &mut Cx<'_>, node: &Node, key: Option<&str>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| walk(cx, item, key)),
        Value::Map(entries) => {
            for entry in entries {
                walk(cx, &entry.value, Some(&entry.key.value));
            }
        }
        Value::Scalar(scalar) => {
            let named = key.is_some_and(is_secret_key) && is_password(scalar);
            if named || is_token(&scalar.text) {
                let span = cx.first_line(node.span);
                cx.report(found(span, key));
            }
        }
    }
}

fn is_secret_key(key: &str) -> bool {
    KEYS.iter().any(|known| key.eq_ignore_ascii_case(known))
}

/// A value with letters and digits and no spaces, that is no type, no id and no reference.
fn is_password(scalar: &Scalar) -> bool {
    let text = scalar.text.trim();
    let has = |of: fn(&u8) -> bool| text.as_bytes().iter().any(of);
    let mixed = has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic);
    let reference = text.starts_with(['$', '{', '<', '*']) || text.starts_with("HERA.");
    let plain = text.bytes().all(|byte| byte.is_ascii_graphic()) && text.len() >= 6;
    let typed = named(text).is_some() || text.contains('[') || text.contains('|');
    mixed && plain && !reference && !typed && !is_uuid(text)
}

fn is_token(text: &str) -> bool {
    let text = text.trim();
    // A search for one byte is much cheaper than one for a word.
    let holds = |byte: u8| text.as_bytes().contains(&byte);
    if holds(b'-') && text.contains("-----BEGIN ") && text.contains("PRIVATE KEY-----") {
        return true;
    }
    let word = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    let whole = || text.bytes().all(word) && text.bytes().any(|byte| byte.is_ascii_digit());
    if FORMS.iter().any(|(start, len)| text.starts_with(start) && text.len() >= *len) && whole() {
        return true;
    }
    is_jwt(text) || (holds(b':') && has_password(text))
}

/// Three parts of base64 of which the first two are JSON objects.
fn is_jwt(text: &str) -> bool {
    if !text.starts_with("eyJ") {
        return false;
    }
    let parts: Vec<&str> = text.split('.').collect();
    parts.len() == 3 && parts[..2].iter().all(|part| part.starts_with("eyJ") && part.len() >= 10)
}

/// `postgres://user:password@host`.
fn has_password(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let plain = !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let authority = rest.split('/').next().unwrap_or_default();
    let password = authority.rsplit_once('@').and_then(|(user, _)| user.split_once(':'));
    plain
        && password
            .is_some_and(|(_, word)| !word.is_empty() && !word.starts_with(['$', '{', '<', '*']))
}

fn found(span: Span, key: Option<&str>) -> Diagnostic {
    let message = match key {
        Some(key) => format!("the value of `{key}` looks like a secret"),
        None => "this value looks like a secret".to_owned(),
    };
    let name = key.filter(|key| super::scalars::is_name(key)).unwrap_or("name");
    Diagnostic::new(&catalogue::HS1207, span, message)
        .label("everybody who reads the spec has it")
        .note("it stays in the history of the file: have it replaced where it is used")
        .help(format!("use `$SECRET.{name}`, and keep the value outside"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ast::Style;

    #[test]
    fn what_is_a_secret() {
        for text in [
            concat!("sk_", "live_4eC39HqLyjWDarjtT1zdp7dc"),
            concat!("AKIA", "IOSFODNN7EXAMPLE"),
            concat!("eyJhbGciOiJIUzI1NiJ9", ".eyJzdWIiOiIxMjM0In0", ".SflKxwRJSMeKKF2QT4"),
            "postgres://till:hunter2@db/till",
        ] {
            assert!(is_token(text), "{text}");
        }
        for text in
            ["sk_live_", "postgres://db/till", "postgres://till:$PASSWORD@db", "a.b.c", "pi_123"]
        {
            assert!(!is_token(text), "{text}");
        }
    }

    #[test]
    fn what_a_key_makes_a_secret() {
        let judged =
            |text: &str| is_password(&Scalar { text: text.to_owned(), style: Style::Plain });
        assert!(judged("hunter2") && judged("s3cr3t-w0rd"));
        for text in [
            "string",
            "$SECRET.till",
            "enum[a1, b2]",
            "uuid|slug",
            "at least 8 characters",
            "550e8400-e29b-41d4-a716-446655440000",
        ] {
            assert!(!judged(text), "{text}");
        }
    }
}
