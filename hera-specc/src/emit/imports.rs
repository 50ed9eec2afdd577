//! Short names: `::hera_runtime::Uuid` in quoted code becomes `Uuid` with one `use` at the top of the file,
//! unless the file defines that name itself.

use std::collections::BTreeSet;

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::quote;

use super::names;

/// The items with short names, after the imports that these need.
pub(super) fn shorten(items: TokenStream) -> TokenStream {
    let mut defined = BTreeSet::new();
    definitions(items.clone(), &mut defined);
    let mut imports = BTreeSet::new();
    let items = rewrite(items, &defined, &mut imports);
    let (deep, flat): (Vec<_>, Vec<_>) = imports.iter().partition(|path| path.len() > 1);
    let core = group(&deep, quote!(::hera_runtime::core));
    let runtime = group(&flat, quote!(::hera_runtime));
    quote!(#core #runtime #items)
}

/// One `use` for the last names of these paths.
fn group(paths: &[&Vec<String>], from: TokenStream) -> TokenStream {
    let names = paths.iter().filter_map(|path| path.last()).map(|name| names::ident(name));
    let names: Vec<_> = names.collect();
    match names.as_slice() {
        [] => TokenStream::new(),
        [only] => quote!(use #from::#only;),
        several => quote!(use #from::{#(#several),*};),
    }
}

/// All names that the items define or import themselves.
fn definitions(items: TokenStream, found: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = items.into_iter().collect();
    for pair in tokens.windows(2) {
        if let [TokenTree::Ident(keyword), TokenTree::Ident(name)] = pair {
            let keyword = keyword.to_string();
            if matches!(keyword.as_str(), "struct" | "enum" | "trait" | "type" | "mod" | "as") {
                found.insert(name.to_string());
            }
        }
    }
    for token in tokens {
        if let TokenTree::Group(group) = token {
            definitions(group.stream(), found);
        }
    }
}

fn rewrite(
    items: TokenStream,
    defined: &BTreeSet<String>,
    imports: &mut BTreeSet<Vec<String>>,
) -> TokenStream {
    let tokens: Vec<TokenTree> = items.into_iter().collect();
    let mut out: Vec<TokenTree> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let found = if continues(&out) { None } else { runtime_path(&tokens[at..]) };
        if let Some((path, taken)) = found {
            let name = path[path.len() - 1].clone();
            if !defined.contains(&name) {
                imports.insert(path);
                out.push(tokens[at + taken - 1].clone());
                at += taken;
                continue;
            }
        }
        out.push(match &tokens[at] {
            TokenTree::Group(group) => {
                let inner = rewrite(group.stream(), defined, imports);
                TokenTree::Group(Group::new(group.delimiter(), inner))
            }
            token => token.clone(),
        });
        at += 1;
    }
    out.into_iter().collect()
}

/// Whether `::` here would go on with a path: a module of the specs may be called `hera_runtime` too.
fn continues(before: &[TokenTree]) -> bool {
    match before.last() {
        Some(TokenTree::Ident(ident)) => syn::parse_str::<Ident>(&ident.to_string()).is_ok(),
        _ => false,
    }
}

/// `:: hera_runtime :: a` (or `… :: core :: a`): what to import, and how many tokens it takes.
fn runtime_path(tokens: &[TokenTree]) -> Option<(Vec<String>, usize)> {
    let colons = |at: usize| {
        let is = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
        is(at) && is(at + 1)
    };
    let word = |at: usize| match tokens.get(at) {
        Some(TokenTree::Ident(ident)) => Some(ident.to_string()),
        _ => None,
    };
    if !colons(0) || word(2)? != "hera_runtime" || !colons(3) {
        return None;
    }
    let first = word(5)?;
    if first == "core" && colons(6) {
        return Some((vec![first, word(8)?], 9));
    }
    Some((vec![first], 6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_the_file_defines_stays_long() {
        let items = quote! {
            pub struct Value;
            fn f(a: ::hera_runtime::Uuid, b: ::hera_runtime::Value) -> ::hera_runtime::core::Fault { g() }
        };
        let expected = quote! {
            use ::hera_runtime::core::Fault;
            use ::hera_runtime::Uuid;
            pub struct Value;
            fn f(a: Uuid, b: ::hera_runtime::Value) -> Fault { g() }
        };
        assert_eq!(shorten(items).to_string(), expected.to_string());
    }

    #[test]
    fn a_module_may_be_called_as_the_runtime() {
        let items = quote! { use specs::hera_runtime::pos::v1 as pos; };
        assert_eq!(shorten(items.clone()).to_string(), items.to_string());
    }
}
