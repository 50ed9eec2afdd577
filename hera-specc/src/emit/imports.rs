//! Short names: `::hera_runtime::Uuid` in quoted code and in tables becomes `Uuid` with one `use` at the top
//! of the file, unless the file defines that name itself.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::quote;

use super::data::{Data, Tables, Writer};
use super::names;

/// The code of a module, with short names.
#[derive(Default)]
pub(super) struct Code {
    /// The imports, and the items; words stand for the tables.
    pub(super) items: TokenStream,
    tables: Tables,
    /// What the items define themselves.
    defined: BTreeSet<String>,
}

impl Code {
    /// The items with short names, after the imports that they and the tables need.
    pub(super) fn new(items: TokenStream, tables: Tables) -> Code {
        let items = Token::list(items);
        let mut defined = BTreeSet::new();
        definitions(&items, &mut defined);
        let mut imports = BTreeSet::new();
        tables.iter().for_each(|table| {
            table.each_path(&mut |path| imports.extend(imported(path, &defined)));
        });
        let items = rewrite(items, &defined, &mut imports);
        let (deep, flat): (Vec<_>, Vec<_>) = imports.iter().partition(|path| path.len() > 1);
        let core = group(&deep, quote!(::hera_runtime::core));
        let runtime = group(&flat, quote!(::hera_runtime));
        let mut all = quote!(#core #runtime);
        all.extend(items);
        Code { items: all, tables, defined }
    }

    /// Items that stay as they are.
    pub(super) fn plain(items: TokenStream, tables: Tables) -> Code {
        Code { items, tables, ..Code::default() }
    }

    /// Writes a formatted line of the items, with the table that belongs into it.
    pub(super) fn write_line(&self, line: &str, out: &mut String) {
        match self.tables.in_line(line) {
            Some((before, table, after)) => {
                out.push_str(before);
                self.write(table, after, out);
                out.push_str(after);
            }
            None => out.push_str(line),
        }
    }

    fn write(&self, table: &Data, after: &str, out: &mut String) {
        let name = |path: &'static str| short(path, &self.defined);
        Writer::new(out, &name).whole(table, after);
    }

    /// Items and tables as tokens.
    pub(super) fn tokens(&self) -> TokenStream {
        self.filled(self.items.clone())
    }

    fn filled(&self, items: TokenStream) -> TokenStream {
        let token = |token| match token {
            TokenTree::Group(group) => {
                let inner = self.filled(group.stream());
                TokenTree::Group(Group::new(group.delimiter(), inner)).into()
            }
            TokenTree::Ident(ident) => match self.tables.find(&ident.to_string()) {
                Some(table) => {
                    let mut text = String::new();
                    self.write(table, "", &mut text);
                    text.parse().expect("a table is Rust")
                }
                None => TokenStream::from(TokenTree::from(ident)),
            },
            leaf => leaf.into(),
        };
        items.into_iter().map(token).collect()
    }
}

/// The words of a path of the runtime behind `::hera_runtime` and `::core`, the last of which is imported.
fn exported(path: &'static str) -> Option<(&'static str, bool)> {
    let inner = path.strip_prefix("::hera_runtime::")?;
    Some(inner.strip_prefix("core::").map_or((inner, false), |inner| (inner, true)))
}

/// What to import for a path in a table.
fn imported(path: &'static str, defined: &BTreeSet<String>) -> Option<Vec<String>> {
    let (inner, deep) = exported(path)?;
    let name = inner.split("::").next().filter(|name| !defined.contains(*name))?;
    let core = deep.then_some("core");
    Some(core.into_iter().chain([name]).map(str::to_owned).collect())
}

/// How a path in a table is written.
fn short(path: &'static str, defined: &BTreeSet<String>) -> &'static str {
    match exported(path) {
        Some((inner, _)) if imported(path, defined).is_some() => inner,
        _ => path,
    }
}

/// A token of a tree that is taken apart once and moved: cloned streams are copied when they are read.
enum Token {
    Leaf(TokenTree),
    Group(Delimiter, Vec<Token>),
}

impl Token {
    fn list(items: TokenStream) -> Vec<Token> {
        let token = |token| match token {
            TokenTree::Group(group) => {
                let (delimiter, inner) = (group.delimiter(), group.stream());
                drop(group);
                Token::Group(delimiter, Token::list(inner))
            }
            leaf => Token::Leaf(leaf),
        };
        items.into_iter().map(token).collect()
    }

    fn ident(&self) -> Option<&Ident> {
        match self {
            Token::Leaf(TokenTree::Ident(ident)) => Some(ident),
            _ => None,
        }
    }

    fn is_colon(&self) -> bool {
        matches!(self, Token::Leaf(TokenTree::Punct(punct)) if punct.as_char() == ':')
    }
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
fn definitions(items: &[Token], found: &mut BTreeSet<String>) {
    for pair in items.windows(2) {
        if let (Some(keyword), Some(name)) = (pair[0].ident(), pair[1].ident())
            && ["struct", "enum", "trait", "type", "mod", "as"].iter().any(|word| keyword == word)
        {
            found.insert(name.to_string());
        }
    }
    for item in items {
        if let Token::Group(_, inner) = item {
            definitions(inner, found);
        }
    }
}

fn rewrite(
    items: Vec<Token>,
    defined: &BTreeSet<String>,
    imports: &mut BTreeSet<Vec<String>>,
) -> TokenStream {
    let mut dropped = vec![false; items.len()];
    let mut at = 0;
    while at < items.len() {
        let continues = at > 0 && continues(&items[at - 1]);
        let path = if continues { None } else { runtime_path(&items[at..]) };
        match path.filter(|(path, _)| path.last().is_some_and(|name| !defined.contains(name))) {
            Some((path, taken)) => {
                imports.insert(path);
                dropped[at..at + taken - 1].fill(true);
                at += taken;
            }
            None => at += 1,
        }
    }
    let kept = items.into_iter().zip(dropped).filter(|(_, dropped)| !dropped);
    let token = |(token, _)| match token {
        Token::Leaf(leaf) => leaf,
        Token::Group(delimiter, inner) => {
            TokenTree::Group(Group::new(delimiter, rewrite(inner, defined, imports)))
        }
    };
    kept.map(token).collect()
}

/// Whether `::` behind this would go on with a path: a module of the specs may be called `hera_runtime`
/// too.
fn continues(before: &Token) -> bool {
    before.ident().is_some_and(|ident| !names::is_keyword(&ident.to_string()))
}

/// `:: hera_runtime :: a` (or `… :: core :: a`): what to import, and how many tokens it takes.
fn runtime_path(tokens: &[Token]) -> Option<(Vec<String>, usize)> {
    let is_colon = |at: usize| tokens.get(at).is_some_and(Token::is_colon);
    let colons = |at: usize| is_colon(at) && is_colon(at + 1);
    let word = |at: usize| tokens.get(at).and_then(Token::ident);
    if !colons(0) || word(2)? != "hera_runtime" || !colons(3) {
        return None;
    }
    let first = word(5)?;
    if first == "core" && colons(6) {
        return Some((vec![first.to_string(), word(8)?.to_string()], 9));
    }
    Some((vec![first.to_string()], 6))
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
        assert_eq!(Code::new(items, Tables::default()).items.to_string(), expected.to_string());
    }

    #[test]
    fn a_module_may_be_called_as_the_runtime() {
        let items = quote! { use specs::hera_runtime::pos::v1 as pos; };
        let code = Code::new(items.clone(), Tables::default());
        assert_eq!(code.items.to_string(), items.to_string());
    }
}
