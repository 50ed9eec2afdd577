//! Rust names for the names of specs. Every name that a spec may have gets one that rustc takes.

use proc_macro2::{Ident, Span};

use crate::ir::SmartCode;

/// Keywords that cannot be written raw.
const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate", "_", "r#"];

/// Names that generated code uses as everybody knows them: no generated type or trait may take one.
pub(super) const PRELUDE: &[&str] = &[
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Err",
    "Fn",
    "From",
    "Future",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "Vec",
];

/// The keywords of edition 2024, used and reserved, sorted.
const KEYWORDS: &[&str] = &[
    "Self", "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// A field, variable or module: `lineId` and `LINE_ID` become `line_id`.
#[must_use]
pub fn snake(name: &str) -> String {
    let mut out = String::new();
    let mut previous_lower = false;
    for letter in name.chars() {
        if letter.is_ascii_alphanumeric() {
            if letter.is_ascii_uppercase() && previous_lower {
                out.push('_');
            }
            previous_lower = letter.is_ascii_lowercase();
            out.push(letter.to_ascii_lowercase());
        } else {
            if !out.is_empty() && !out.ends_with('_') {
                out.push('_');
            }
            previous_lower = false;
        }
    }
    let out = out.trim_end_matches('_').to_owned();
    if out.is_empty() || out.starts_with(|first: char| first.is_ascii_digit()) {
        format!("n{}{out}", if out.is_empty() { "ame" } else { "_" })
    } else {
        out
    }
}

/// A type or trait: `ADD_LINE` and `add_line` become `AddLine`.
#[must_use]
pub fn camel(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut starts = true;
    for letter in snake(name).chars() {
        match letter {
            '_' => starts = true,
            _ if std::mem::take(&mut starts) => out.push(letter.to_ascii_uppercase()),
            _ => out.push(letter),
        }
    }
    out
}

/// A variant of a generated enum.
#[must_use]
pub fn variant(name: &str) -> String {
    camel(name)
}

/// A constant or static: `ADD_LINE`.
#[must_use]
pub fn screaming(name: &str) -> String {
    snake(name).to_ascii_uppercase()
}

/// The constant of a node: `STEP_ADD_LINE`.
pub(super) fn row(kind: &str, node: &str) -> Ident {
    ident(&format!("{kind}_{}", screaming(node)))
}

/// The identifier for a name in its Rust form: raw where it is a keyword, with an underscore where it
/// cannot even be raw.
#[must_use]
pub fn ident(name: &str) -> Ident {
    if NEVER_RAW.contains(&name) {
        return Ident::new(&format!("{}_", name.trim_start_matches("r#")), Span::call_site());
    }
    match is_keyword(name) {
        true => Ident::new_raw(name, Span::call_site()),
        false => Ident::new(name, Span::call_site()),
    }
}

/// Whether Rust keeps the word for itself.
pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS.binary_search(&word).is_ok()
}

/// The field identifier for a name of the spec.
#[must_use]
pub fn field(name: &str) -> Ident {
    ident(&snake(name))
}

/// The modules of a smart code: `salon`, `pos`, `cart`, `add_line`, `v1`.
#[must_use]
pub fn modules(code: &SmartCode) -> Vec<String> {
    code.segments().map(snake).chain([snake(code.version())]).collect()
}

/// The trait of a procedure: its code's last segment; `SEND` becomes `SendProcedure`, since `Send` is
/// taken.
#[must_use]
pub fn trait_name(code: &SmartCode) -> String {
    let name = camel(code.segments().last().unwrap_or("Procedure"));
    let taken = PRELUDE.contains(&name.as_str()) || ["Input", "Output", "Error"].contains(&&*name);
    if taken { format!("{name}Procedure") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_those_of_syn_and_of_the_edition() {
        assert!(KEYWORDS.is_sorted());
        let plain = |word: &&str| syn::parse_str::<Ident>(word).is_ok();
        assert_eq!(KEYWORDS.iter().copied().filter(plain).collect::<Vec<_>>(), ["gen"]);
    }

    #[test]
    fn names_follow_the_spec() {
        assert_eq!(snake("lineId"), "line_id");
        assert_eq!(snake("POS.CART.LINE_ADD"), "pos_cart_line_add");
        assert_eq!(camel("ADD_LINE"), "AddLine");
        assert_eq!(variant("2ND"), "N2nd");
        assert_eq!(screaming("addLine"), "ADD_LINE");
        assert_eq!(ident("type").to_string(), "r#type");
        assert_eq!(ident("gen").to_string(), "r#gen");
        assert_eq!(ident("self").to_string(), "self_");
        let code = SmartCode::new("HERA.SALON.POS.CART.ADD_LINE.V1").expect("a code");
        assert_eq!(modules(&code), ["salon", "pos", "cart", "add_line", "v1"]);
        assert_eq!(trait_name(&code), "AddLine");
    }
}
