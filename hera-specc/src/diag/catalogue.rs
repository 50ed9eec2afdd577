//! The catalogue: one row per rule. Codes and groups stand in `docs/rules.md`; a code is never reused.
//!
//! A row needs its page `rules/HSnnnn.md`: without it nothing builds. Behind `Error` may stand what
//! settings can do: `Lowerable` where the code is right all the same, `Mixed` where some findings of the
//! rule are milder.

use super::{Grip, Rule, Severity};

macro_rules! grip {
    () => {
        Grip::Firm
    };
    ($grip:ident) => {
        Grip::$grip
    };
}

macro_rules! catalogue {
    ($($code:ident $severity:ident $($grip:ident)? $name:literal;)*) => {
        $(
            #[doc = concat!(stringify!($code), ": ", $name, ".")]
            pub static $code: Rule = Rule {
                code: stringify!($code),
                name: $name,
                severity: Severity::$severity,
                grip: grip!($($grip)?),
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
    HS0101 Error "malformed-smart-code";
    HS0102 Error "lower-case-segment";
    HS0103 Warning "mixed-version-case";
    HS0104 Error "malformed-version";
    HS0105 Error "template-placeholder";
    HS0106 Warning "orchestration-without-orch";
    HS0107 Warning "file-name-differs";
    HS0108 Error Lowerable "unknown-industry";
    HS0109 Error "malformed-segment";
    HS0110 Error "long-smart-code";
    HS0111 Warning "short-for-the-database";
    HS0201 Warning "missing-field";
    HS0202 Warning "unknown-field";
    HS0203 Error "wrong-shape";
    HS0204 Warning "empty-intent";
    HS0205 Warning "contradicting-scope";
    HS0206 Error "empty-step";
    HS0207 Error "duplicate-error";
    HS0208 Warning "error-code-case";
    HS0209 Note "prose-action";
    HS0210 Note "unchecked-clause";
    HS0211 Error "untyped-output";
    HS0212 Note "not-a-spec";
    HS0213 Error "unknown-choice";
    HS0214 Error "reserved-error-code";
    HS0215 Note "colon-in-prose";
    HS0216 Note "error-without-when";
    HS0301 Error "unknown-type";
    HS0302 Error "duplicate-input";
    HS0303 Error "required-and-optional";
    HS0304 Error Mixed "default-of-another-type";
    HS0305 Error "default-on-required";
    HS0306 Warning "default-in-type";
    HS0307 Warning "type-alias";
    HS0308 Warning "enum-without-variants";
    HS0309 Error "duplicate-variant";
    HS0310 Error "clashing-variants";
    HS0311 Note "union-type";
    HS0312 Warning "array-without-items";
    HS0314 Warning "untyped-input";
    HS0315 Warning "unknown-source";
    HS0316 Error "recursive-type";
    HS0317 Error "malformed-name";
    HS0318 Note "input-called-name";
    HS0401 Error "incomplete-node";
    HS0402 Error "duplicate-node";
    HS0403 Warning "node-id-case";
    HS0404 Error "unknown-node-field";
    HS0405 Error "unknown-mode";
    HS0406 Error "unsupported-mode";
    HS0407 Note "outside-boundaries";
    HS0408 Error "empty-graph";
    HS0409 Warning "large-graph";
    HS0410 Error "unbound-input";
    HS0411 Error "binding-type";
    HS0412 Error "unknown-with";
    HS0413 Note "key-without-effect";
    HS0414 Error "payload-type-clash";
    HS0415 Error "ambiguous-binding";
    HS0416 Note "input-from-payload";
    HS0501 Error "unknown-node-in-edge";
    HS0502 Error "graph-cycle";
    HS0503 Error "self-edge";
    HS0504 Error "dangling-arrow";
    HS0505 Note "mixed-arrows";
    HS0506 Note "node-chain";
    HS0507 Error "unknown-event";
    HS0508 Warning "duplicate-chain";
    HS0509 Error "event-in-chain";
    HS0511 Note "skippable-join";
    HS0512 Warning "uncovered-branches";
    HS0513 Warning "parallel-writes";
    HS0514 Note "overlapping-branches";
    HS0515 Warning "effect-stated-twice";
    HS0601 Error "malformed-trigger";
    HS0602 Error "unknown-method";
    HS0603 Error "duplicate-path-parameter";
    HS0604 Error "duplicate-route";
    HS0605 Error "overlapping-routes";
    HS0606 Error "malformed-event";
    HS0607 Warning "event-emitted-twice";
    HS0608 Warning "dead-trigger";
    HS0609 Warning "unbound-path-parameter";
    HS0610 Note "query-string";
    HS0611 Error Mixed "invalid-schedule";
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
    HS0719 Error Mixed "prose-as-condition";
    HS0720 Warning "number-hazard";
    HS0721 Error "unknown-name";
    HS0801 Error "unknown-node-in-boundary";
    HS0802 Error "node-in-two-boundaries";
    HS0803 Error "boundary-cycle";
    HS0804 Error "empty-boundary";
    HS0805 Note "boundary-spans-flows";
    HS0806 Error Mixed "external-in-transaction";
    HS0807 Error "duplicate-boundary";
    HS0808 Warning "parallel-in-boundary";
    HS0809 Error "retry-policies-differ";
    HS0901 Error "unknown-compensation";
    HS0902 Warning "effects-not-said";
    HS0903 Warning "no-way-back";
    HS0904 Warning "compensation-input-from-payload";
    HS0905 Error "compensates-itself";
    HS0906 Warning "useless-compensation";
    HS0907 Error "idle-compensations";
    HS0908 Note "compensation-not-idempotent";
    HS0909 Warning "short-compensation-timeout";
    HS1001 Error "attempts-out-of-range";
    HS1002 Warning "undeclared-retryable";
    HS1003 Error "unknown-backoff";
    HS1004 Error "delays-swapped";
    HS1005 Warning "retried-not-idempotent";
    HS1006 Error "malformed-duration";
    HS1007 Warning "attempts-exceed-timeout";
    HS1008 Note "no-jitter";
    HS1009 Error "retryable-abort";
    HS1010 Warning "parked-without-key";
    HS1101 Error Mixed "unknown-procedure";
    HS1102 Error Mixed "duplicate-code";
    HS1103 Error "unknown-version";
    HS1104 Warning "newer-version";
    HS1105 Error "orchestration-cycle";
    HS1106 Error "not-a-procedure";
    HS1107 Warning "unused-procedure";
    HS1108 Error Mixed "changed-after-release";
    HS1109 Error Lowerable "unknown-profile-key";
    HS1110 Error "untracked-folder";
    HS1111 Warning "unknown-event-code";
    HS1201 Warning "without-organization";
    HS1202 Warning "organization-from-payload";
    HS1203 Warning "without-permission";
    HS1204 Error Lowerable "unknown-role";
    HS1205 Warning "open-trigger-writes";
    HS1206 Warning "checks-switched-off";
    HS1207 Error Lowerable "secret";
    HS1208 Warning "personal-data-logged";
    HS1301 Warning "without-example";
    HS1302 Warning "example-incomplete";
    HS1303 Warning "example-of-another-type";
    HS1304 Error Lowerable "example-unknown-key";
    HS1305 Error Lowerable "example-unknown-variant";
    HS1306 Warning "condition-without-example";
    HS1401 Warning "unreachable-node";
    HS1402 Warning "excluded-by-predecessor";
    HS1403 Warning "unread-input";
    HS1404 Warning "dead-boundary";
    HS1405 Warning "unknown-audit-event";
    HS1406 Warning "idle-allow";
    HS1407 Error Lowerable "allow-without-reason";
    HS1408 Error "allow-of-unknown-rule";
    HS1501 Note "renamed-in-rust";
    HS1502 Error "rust-name-clash";
    HS1503 Error "module-clash";
    HS1504 Warning "long-id";
    HS1505 Warning "ids-differ-by-one";
    HS1506 Error "impossible-name";
    HS1601 Error "unknown-setting";
    HS1602 Error "severity-of-unknown-rule";
    HS1603 Error "wrong-setting";
    HS1604 Error "severity-of-firm-error";
    HS1605 Error "malformed-settings";
    HS1701 Error "malformed-route";
    HS1702 Error "route-without-event";
    HS1703 Warning "idle-hook";
    HS1704 Warning "idle-middleware";
    HS1705 Error "unknown-handler";
    HS1706 Note "nested-retry-policy";
    HS1801 Error "malformed-manifest";
    HS1802 Error "missing-contract";
    HS1803 Error "duplicate-contract";
    HS1804 Warning "unknown-contract";
    HS1805 Error "malformed-entry";
    HS1806 Error "duplicate-slug";
    HS1807 Error "not-a-contract";
    HS1808 Error "contract-cycle";
    HS1809 Warning "loading-order";
    HS1810 Warning "unknown-slug";
    HS1901 Error "malformed-workflow-code";
    HS1902 Error "no-states";
    HS1903 Error "duplicate-state";
    HS1904 Error "unknown-state";
    HS1905 Warning "unreachable-state";
    HS1906 Warning "sink-not-terminal";
    HS1907 Warning "terminal-with-exits";
    HS1908 Warning "duplicate-transition";
    HS1909 Warning "transition-without-role";
    HS1910 Error Mixed "timer-out-of-range";
    HS1911 Warning "timer-target-implicit";
    HS1912 Error "duplicate-timer";
    HS1913 Error "duplicate-workflow";
}

/// The rule with this code, in any case.
#[must_use]
pub fn find(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code.eq_ignore_ascii_case(code))
}
