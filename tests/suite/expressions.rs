//! Generated conditions and values against the interpreter: random typed expressions, what the
//! compiler emits for them, and what the interpreter says for each row of data.
//!
//! `expressions/generated.rs` holds all of it and is compiled here. One test renews it in memory and
//! compares (`HERA_BLESS=1` writes it), the other runs it.

mod clauses;
mod data;
#[rustfmt::skip]
mod generated;
mod random;

use std::fmt::Write as _;

use hera_specc::ast::{Node, Scalar, Style, Value as Yaml};
use hera_specc::diag::{Diagnostic, Diagnostics, catalogue};
use hera_specc::emit::expr as emit;
use hera_specc::ir::Type;
use hera_specc::ir::expr::{Path, Ref, Typed, can_fail, together};
use hera_specc::lower::expr::{Env, Resolution, check, check_condition, parse};
use hera_specc::simulate::{self, Value};
use hera_specc::source::{SourceMap, Span};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use data::Data;
use random::Random;

const CONDITIONS: usize = 200;
const VALUES: usize = 60;
const FILE: &str = "tests/suite/expressions/generated.rs";

/// A condition: its text, its code, and its results by row.
type Condition = (&'static str, fn(&Data) -> bool, &'static [bool]);
/// A value: its text, its code, and its JSON by row.
type Emitted =
    (&'static str, fn(&Data) -> Option<hera_runtime::Value>, &'static [Option<&'static str>]);

#[test]
fn the_generated_file_is_fresh() {
    let path = crate::support::workspace().join(FILE);
    let wanted = render();
    if std::env::var_os("HERA_BLESS").is_some() {
        std::fs::write(&path, &wanted).expect("the file can be written");
    }
    let found = std::fs::read_to_string(&path).expect("the file is there");
    assert!(found == wanted, "{FILE} is stale: run the tests with HERA_BLESS=1");
}

#[test]
fn generated_code_and_interpreter_agree() {
    let rows: Vec<Data> = data::rows().iter().map(Data::read).collect();
    for (text, condition, wanted) in generated::CONDITIONS {
        let found: Vec<bool> = rows.iter().map(condition).collect();
        assert_eq!(found, *wanted, "{text}");
    }
    for (text, value, wanted) in generated::VALUES {
        let found: Vec<_> =
            rows.iter().map(|row| value(row).map(|json| json.to_string())).collect();
        let found: Vec<_> = found.iter().map(Option::as_deref).collect();
        assert_eq!(found, *wanted, "{text}");
    }
}

/// Conditions that are said to exclude each other never hold together, and one that is said to hold
/// always never fails, whatever the data.
#[test]
fn exclusions_are_proofs() {
    let mut random = Random::new(0xC0DE);
    let rows: Vec<Row> = (0..40).map(|_| Row(random.row())).collect();
    let mut conditions = Vec::new();
    while conditions.len() < 250 {
        let text = if conditions.len() % 2 == 0 { random.simple() } else { random.condition(2) };
        conditions.extend(typed(&text, None).map(|typed| (text, typed)));
    }
    let holds: Vec<Vec<bool>> = conditions
        .iter()
        .map(|(_, typed)| rows.iter().map(|row| simulate::holds(typed, row)).collect())
        .collect();
    let mut excluded = 0;
    for (i, (a_text, a)) in conditions.iter().enumerate() {
        assert!(can_fail(a) || holds[i].iter().all(|holds| *holds), "{a_text}");
        for (j, (b_text, b)) in conditions.iter().enumerate().skip(i) {
            if !together(Some(a), Some(b)) {
                excluded += 1;
                let both = holds[i].iter().zip(&holds[j]).any(|(a, b)| *a && *b);
                assert!(!both, "{a_text} / {b_text}");
            }
        }
    }
    assert!(excluded > 100, "only {excluded} pairs exclude each other");
}

/// The names of [`Data`], and its rows for the interpreter.
struct Names;

impl Env for Names {
    fn resolve(&self, path: &Path) -> Resolution {
        let head = &path.segments[0];
        match data::types().into_iter().find(|(name, _)| *name == head.value) {
            Some((name, ty)) => {
                Resolution::value(Ref::Payload(name.to_owned()), ty, name.ends_with("_o"))
            }
            None => {
                let message = format!("no field `{head}`");
                let found = Diagnostic::new(&catalogue::HS0701, head.span, message);
                Resolution::Unknown(Box::new(found))
            }
        }
    }
}

struct Row(serde_json::Value);

impl simulate::Data for Row {
    fn get(&self, value: &Ref) -> Option<Value> {
        let Ref::Payload(name) = value else { return None };
        let (_, ty) = data::types().into_iter().find(|(known, _)| known == name)?;
        Value::from_json(self.0.get(name)?, &ty).expect("the row is of the type")
    }
}

/// The Rust type of a type of [`Data`].
fn rust(ty: &Type) -> TokenStream {
    match ty {
        Type::Uuid => quote!(::hera_runtime::Uuid),
        Type::String => quote!(String),
        Type::Integer => quote!(i64),
        Type::Decimal => quote!(::hera_runtime::Decimal),
        Type::Boolean => quote!(bool),
        Type::Date => quote!(::hera_runtime::Date),
        Type::Timestamp => quote!(::hera_runtime::Timestamp),
        Type::Json => quote!(::hera_runtime::Value),
        Type::Enum(_) => quote!(super::data::Kind),
        Type::Record(_) => quote!(super::data::Line),
        Type::Array(item) => {
            let item = rust(item);
            quote!(Vec<#item>)
        }
    }
}

/// The file: random expressions until there are enough that type-check.
fn render() -> String {
    let mut random = Random::new(0x5EED);
    let rows: Vec<Row> = data::rows().into_iter().map(Row).collect();
    let mut conditions = Vec::new();
    while conditions.len() < CONDITIONS {
        let text = random.condition(2);
        conditions.extend(typed(&text, None).map(|typed| condition(&text, &typed, &rows)));
    }
    let mut values = Vec::new();
    while values.len() < VALUES {
        let (text, ty) = random.value();
        values.extend(typed(&text, Some(&ty)).map(|typed| value(&text, &typed, &rows)));
    }
    let file = quote! {
        use super::{Condition, Emitted};
        pub(super) const CONDITIONS: &[Condition] = &[#(#conditions),*];
        pub(super) const VALUES: &[Emitted] = &[#(#values),*];
    };
    let file = syn::parse2(file).expect("the tokens are a file");
    let mut text = String::new();
    let _ =
        writeln!(text, "//! Random expressions as the compiler emits them, with the interpreter's");
    let _ =
        writeln!(text, "//! results. Written by a test of the suite: HERA_BLESS=1 renews it.\n");
    text + &prettyplease::unparse(&file)
}

/// The expression, where it has a type and reads the data.
fn typed(text: &str, expected: Option<&Type>) -> Option<Typed> {
    let mut sources = SourceMap::new();
    let file = sources.add("random.yml", text);
    let scalar = Scalar { text: text.to_owned(), style: Style::Plain };
    let span = Span::new(file, 0, text.len());
    let mut diags = Diagnostics::new();
    let node = Node { value: Yaml::Scalar(scalar), span };
    let parsed = parse(&sources, &node, &mut diags)?;
    let typed = match expected {
        Some(ty) => check(&parsed, &Names, Some(ty), &mut diags)?,
        None => check_condition(&parsed, &Names, &mut diags)?,
    };
    (!diags.has_errors() && !typed.refs().is_empty()).then_some(typed)
}

fn refs(value: &Ref, fields: &[String]) -> TokenStream {
    let Ref::Payload(name) = value else { panic!("the names are payload fields") };
    let name = format_ident!("{name}");
    fields.iter().fold(quote!(data.#name.as_ref()), |tokens, field| {
        let field = format_ident!("{field}");
        quote!(#tokens.and_then(|value| value.#field.as_ref()))
    })
}

fn condition(text: &str, typed: &Typed, rows: &[Row]) -> TokenStream {
    let code = emit::condition(typed, &refs);
    let results = rows.iter().map(|row| simulate::holds(typed, row));
    quote!((#text, |data| #code, &[#(#results),*]))
}

fn value(text: &str, typed: &Typed, rows: &[Row]) -> TokenStream {
    let code = emit::value(typed, &refs, &rust);
    let results = rows.iter().map(|row| match simulate::interpret(typed, row) {
        Some(value) => {
            let json = value.to_json().to_string();
            quote!(Some(#json))
        }
        None => quote!(None),
    });
    quote!((#text, |data| ::hera_runtime::expr::encoded(#code), &[#(#results),*]))
}
