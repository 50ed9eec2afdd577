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
    HS0706 Error "wrong-operator";
    HS0707 Note "mixed-operator-forms";
    HS0708 Error "unknown-root";
    HS0709 Error "malformed-expression";
    HS0710 Error "unterminated-string";
    HS0717 Error "unknown-function";
    HS0718 Error "nondeterministic-function";
    HS0719 Error "prose-as-condition";
    HS0720 Warning "number-hazard";
}

/// The rule with this code, in any case.
#[must_use]
pub fn find(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code.eq_ignore_ascii_case(code))
}
