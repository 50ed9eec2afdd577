//! Any text is a typed condition, a typed value, or refused with a reason.

#![no_main]

use hera_fuzz::{Names, findings_are_sound};
use hera_specc::ast::{Node, Scalar, Style, Value};
use hera_specc::diag::Diagnostics;
use hera_specc::lower::expr;
use hera_specc::source::{SourceMap, Span};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut sources = SourceMap::new();
    let file = sources.add("a.yml", text);
    let value = Value::Scalar(Scalar { text: text.to_owned(), style: Style::Plain });
    let node = Node { value, span: Span::new(file, 0, text.len()) };
    for condition in [true, false] {
        let mut diags = Diagnostics::new();
        let typed = match condition {
            true => expr::parse(&sources, &node, &mut diags)
                .and_then(|expr| expr::check_condition(&expr, &Names, &mut diags)),
            false => expr::parse_value(&sources, &node, &mut diags)
                .and_then(|expr| expr::check(&expr, &Names, None, &mut diags)),
        };
        let poisoned = text.contains("gone");
        assert!(typed.is_some() || diags.has_errors() || poisoned, "refused without a reason");
        findings_are_sound(&sources, &diags);
    }
});
