//! The root: the modules that follow the smart codes, nested, and the list of all specs.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::imports::Code;
use super::{Emission, MARK, Module, RustFile, docs, names};
use crate::check::Checked;
use crate::source::FileId;

/// Writes the static that embeds a spec.
pub(super) fn spec(code: &mut Code, checked: &Checked<'_>, file: FileId, path: &str) {
    let facts = checked.facts(file);
    let fields = [
        ("kind", facts.kind.as_str()),
        ("name", &facts.name),
        ("smart_code", &facts.code),
        ("intent", &facts.intent),
        ("file", path),
        ("sum", &facts.sum),
        ("canonical", &facts.canonical),
    ];
    let field = |(name, text): (&str, &str)| format!("    {name}: {},\n", Literal::string(text));
    code.write(SPEC, &[("fields", &fields.map(field).concat())]);
}

const SPEC: &str = "\
/// The spec itself, as the registry stores it.
pub static SPEC: ::hera_runtime::flow::Spec = ::hera_runtime::flow::Spec {
$fields};
";

/// The modules of one level.
struct Tree<'a, T> {
    module: Option<&'a Module<T>>,
    children: BTreeMap<String, Tree<'a, T>>,
}

impl<'a, T> Tree<'a, T> {
    fn empty() -> Tree<'a, T> {
        Tree { module: None, children: BTreeMap::new() }
    }

    fn of(modules: &'a [Module<T>]) -> Tree<'a, T> {
        let mut tree = Tree::empty();
        for module in modules {
            let mut at = &mut tree;
            for name in &module.place {
                at = at.children.entry(name.clone()).or_insert_with(Tree::empty);
            }
            at.module = Some(module);
        }
        tree
    }
}

/// All files, and the root that includes them.
pub(super) fn emission(modules: Vec<Module<String>>) -> Emission {
    let names = files(&modules);
    let specs = specs(&modules);
    let included = nest(&Tree::of(&modules), None, &|module| {
        let path = &names[module.path.as_str()];
        quote!(include!(#path);)
    });
    let root = pretty(Code::plain(quote!(#included #specs)));
    let root = header("all specs") + &root;
    let paths: Vec<String> =
        modules.iter().map(|module| names[module.path.as_str()].clone()).collect();
    let texts = modules.into_iter().map(|module| header(&module.path) + &module.content);
    let files = paths.into_iter().zip(texts).map(|(path, text)| RustFile { path, text });
    Emission { root, files: files.collect() }
}

/// The root with everything in it: the same tokens, in one piece.
pub(super) fn whole(modules: &[Module<TokenStream>]) -> TokenStream {
    let specs = specs(modules);
    let inlined = nest(&Tree::of(modules), None, &|module| module.content.clone());
    quote!(#inlined #specs)
}

/// The file of each spec: `salon/pos/cart.orchestration.yml` becomes `salon/pos/cart.orchestration.rs`.
///
/// The root's name is taken, and so are those of earlier specs, whatever a file system thinks of case.
fn files<T>(modules: &[Module<T>]) -> BTreeMap<&str, String> {
    let mut taken = BTreeSet::from([super::ROOT.to_owned()]);
    let mut files = BTreeMap::new();
    for module in modules {
        let plain: String = module.path.chars().map(plain).collect();
        let stem = plain.strip_suffix(".yml").or_else(|| plain.strip_suffix(".yaml"));
        let first = format!("{}.rs", stem.unwrap_or(&plain));
        let name = std::iter::once(first)
            .chain((2..).map(|n| format!("{plain}.{n}.rs")))
            .find(|name| !taken.contains(&name.to_lowercase()))
            .expect("an endless sequence has a name that is not taken");
        taken.insert(name.to_lowercase());
        files.insert(module.path.as_str(), name);
    }
    files
}

/// A character of a path that every file system and every comment takes.
fn plain(letter: char) -> char {
    let hidden = letter != '\'' && letter.escape_debug().len() > 1;
    if hidden || ":*?<>|".contains(letter) { '_' } else { letter }
}

fn header(path: &str) -> String {
    let path: String = path.chars().map(plain).collect();
    format!(
        "{MARK}{path} by hera-specc; do not edit.\n\
         // Change the spec and build again, or run `hera-specc compile`: both write it anew.\n\n"
    )
}

/// Formatted text of items.
pub(super) fn pretty(mut code: Code) -> String {
    spaced(&code.formatted(), &code)
}

/// The tables, and an empty line between items, which a syntax tree does not keep.
fn spaced(text: &str, code: &Code) -> String {
    const STARTS: &[&str] = &["///", "#[", "pub ", "impl", "fn ", "static ", "struct ", "include!"];
    let mut out = String::with_capacity(text.len() + text.len() / 20);
    let mut previous = "";
    for line in text.lines() {
        let starts = STARTS.iter().any(|start| line.trim_start().starts_with(start));
        let words = previous.trim_start().starts_with("//");
        let ended = !words && (previous.ends_with('}') || previous.ends_with(';'));
        let both_uses = previous.starts_with("use ") && line.starts_with("use ");
        if starts && ended && !both_uses {
            out.push('\n');
        }
        code.write_line(line, &mut out);
        out.push('\n');
        previous = line;
    }
    out
}

fn nest<T>(
    tree: &Tree<'_, T>,
    outer: Option<&str>,
    content: &dyn Fn(&Module<T>) -> TokenStream,
) -> TokenStream {
    let levels = tree.children.iter().map(|(name, child)| {
        let ident = names::ident(name);
        let doc = match child.module {
            Some(module) => format!("`{}`: {}", module.code, module.doc),
            None => format!("`{}`.", name.to_ascii_uppercase()),
        };
        let doc = docs::attributes(&doc);
        let items = child.module.map(content);
        let inner = nest(child, Some(name.as_str()), content);
        // `HERA.SALON.CART.CART.…` is a name as any other.
        let same = (outer == Some(name)).then(|| quote!(#[allow(clippy::module_inception)]));
        quote!(#doc #same pub mod #ident { #items #inner })
    });
    levels.collect()
}

fn specs<T>(modules: &[Module<T>]) -> TokenStream {
    let paths = modules.iter().map(|module| {
        let path = module.place.iter().map(|name| names::ident(name));
        quote!(&#(#path)::*::SPEC)
    });
    quote! {
        /// All specs, by smart code.
        pub static SPECS: &[&::hera_runtime::flow::Spec] = &[#(#paths),*];
    }
}
