//! The catalogue: one row per rule. Codes and groups stand in `docs/rules.md`; a code is never reused.
//!
//! A row needs its page `rules/HSnnnn.md`: without it nothing builds.

use super::{Rule, Severity};

macro_rules! catalogue {
    ($($code:ident $severity:ident $name:literal;)*) => {
        $(
            #[doc = concat!(stringify!($code), ": ", $name, ".")]
            pub static $code: Rule = Rule {
                code: stringify!($code),
                name: $name,
                severity: Severity::$severity,
                page: include_str!(concat!(
                    env!("CARGO_MANIFEST_DIR"), "/rules/", stringify!($code), ".md"
                )),
            };
        )*

        /// All rules, by code.
        pub static RULES: &[&Rule] = &[$(&$code,)*];
    };
}

catalogue! {
    HS0001 Error "colon-in-plain-text";
    HS0002 Error "children-under-value";
    HS0003 Error "text-after-value";
    HS0004 Error "accidental-text-block";
    HS0005 Error "plain-text-for-entry";
    HS0006 Error "duplicate-key";
    HS0007 Error "tab-in-indentation";
    HS0008 Error "several-documents";
    HS0009 Warning "anchors-and-aliases";
    HS0010 Warning "merge-key";
    HS0011 Error "yaml-tag";
    HS0012 Error "key-not-a-string";
    HS0013 Error "nesting-too-deep";
    HS0014 Error "file-too-large";
    HS0015 Warning "yaml-11-boolean";
    HS0016 Error "forbidden-character";
    HS0017 Error "markdown";
    HS0018 Error "empty-file";
    HS0019 Error "syntax-error";
    HS0020 Error "unclosed-quote";
    HS0021 Error "unmatched-bracket";
    HS0022 Error "stray-indentation";
    HS0023 Error "reserved-first-character";
    HS0410 Error "unbound-input";
    HS0411 Error "binding-type";
    HS0412 Error "unknown-with";
    HS0414 Error "payload-type-clash";
    HS0415 Error "ambiguous-binding";
    HS0416 Note "input-from-payload";
    HS0502 Error "graph-cycle";
    HS0701 Warning "undeclared-field";
    HS0702 Error "unlike-types";
    HS0703 Error "unknown-variant";
    HS0704 Error "undefined-operator";
    HS0705 Error "not-a-condition";
    HS0706 Error "wrong-operator";
    HS0707 Note "mixed-operator-forms";
    HS0708 Error "unknown-root";
    HS0709 Error "malformed-expression";
    HS0710 Error "unterminated-string";
    HS0711 Warning "absence-decides";
    HS0712 Error "output-read-too-early";
    HS0713 Error "output-may-be-absent";
    HS0714 Note "redundant-comparison";
    HS0715 Warning "condition-always-true";
    HS0716 Warning "condition-always-false";
    HS0717 Error "unknown-function";
    HS0718 Error "nondeterministic-function";
    HS0719 Error "prose-as-condition";
    HS0720 Warning "number-hazard";
    HS0721 Error "unknown-name";
    HS0803 Error "boundary-cycle";
    HS0904 Warning "compensation-input-from-payload";
}

/// The rule with this code, in any case.
#[must_use]
pub fn find(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code.eq_ignore_ascii_case(code))
}
