//! Short names: `::hera_runtime::Uuid` in quoted code and in tables becomes `Uuid` with one `use` at the top
//! of the file, unless the file defines that name itself.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::quote;

use super::data::{Data, Tables, Writer};
use super::text::Text;
use super::{names, text};

/// Where the paths of the runtime start.
pub(super) const ROOT: &str = "::hera_runtime::";

/// How what the runtime exports is called in one file.
#[derive(Default)]
pub(super) struct Names {
    /// What the file defines itself.
    defined: BTreeSet<String>,
    /// What it imports: a name, or `core` and a name.
    imports: BTreeSet<Vec<String>>,
    /// Whether all paths stay as they are.
    long: bool,
}

impl Names {
    /// A path as it is written in the file; what that needs is imported.
    pub(super) fn short<'p>(&mut self, path: &'p str) -> &'p str {
        match self.exported(path) {
            Some((import, inner)) => {
                self.imports.insert(import);
                inner
            }
            None => path,
        }
    }

    /// What to import for a path, and the path then; `None` where it stays long.
    fn exported<'p>(&self, path: &'p str) -> Option<(Vec<String>, &'p str)> {
        let inner = path.strip_prefix(ROOT).filter(|_| !self.long)?;
        let (core, inner) = match inner.strip_prefix("core::") {
            Some(inner) => (Some("core"), inner),
            None => (None, inner),
        };
        let name = inner.split("::").next().filter(|name| !self.defined.contains(*name))?;
        Some((core.into_iter().chain([name]).map(str::to_owned).collect(), inner))
    }

    fn uses(&self) -> TokenStream {
        let (deep, flat): (Vec<_>, Vec<_>) = self.imports.iter().partition(|path| path.len() > 1);
        let core = group(&deep, quote!(::hera_runtime::core));
        let runtime = group(&flat, quote!(::hera_runtime));
        quote!(#core #runtime)
    }
}

/// The code of a module, with short names.
#[derive(Default)]
pub(super) struct Code {
    names: Names,
    tables: Tables,
    pieces: Vec<Piece>,
}

/// A part of the code, in the order of the file.
enum Piece {
    /// Quoted items; words stand for the tables.
    Quoted(TokenStream),
    /// Items as they stand in the file.
    Written(Text),
}

impl Code {
    /// Nothing yet, in a file that defines these names.
    pub(super) fn defining(defined: BTreeSet<String>) -> Code {
        Code { names: Names { defined, ..Names::default() }, ..Code::default() }
    }

    /// Nothing yet, and no name is shortened.
    pub(super) fn long() -> Code {
        Code { names: Names { long: true, ..Names::default() }, ..Code::default() }
    }

    /// Quoted items, with what they define and the tables in them.
    pub(super) fn new(items: TokenStream, tables: Tables) -> Code {
        let items = Token::list(items);
        let mut defined = BTreeSet::new();
        definitions(&items, &mut defined);
        let mut code = Code { tables, ..Code::defining(defined) };
        for table in code.tables.iter() {
            table.each_path(&mut |path| _ = code.names.short(path));
        }
        let items = rewrite(items, &mut code.names);
        code.pieces.push(Piece::Quoted(items));
        code
    }

    /// Quoted items that stay as they are.
    pub(super) fn plain(items: TokenStream) -> Code {
        Code { pieces: vec![Piece::Quoted(items)], ..Code::default() }
    }

    /// Adds quoted items, which define no name.
    pub(super) fn quote(&mut self, items: TokenStream) {
        let items = rewrite(Token::list(items), &mut self.names);
        self.pieces.push(Piece::Quoted(items));
    }

    /// Adds whole items as text: see [`Text::add`].
    pub(super) fn write(&mut self, template: &str, values: &[(&str, &str)]) {
        if !matches!(self.pieces.last(), Some(Piece::Written(_))) {
            self.pieces.push(Piece::Written(Text::default()));
        }
        if let Some(Piece::Written(text)) = self.pieces.last_mut() {
            text.add(&mut self.names, template, values);
        }
    }

    /// A type as it is written in the file.
    pub(super) fn ty(&mut self, ty: &TokenStream) -> String {
        text::short(&mut self.names, &ty.to_string().replace(' ', ""))
    }

    /// The text of the items, formatted, with words for the tables.
    pub(super) fn formatted(&mut self) -> String {
        let mut text = formatted(self.names.uses());
        for piece in std::mem::take(&mut self.pieces) {
            match piece {
                Piece::Quoted(items) => text.push_str(&formatted(items)),
                Piece::Written(items) => text.push_str(items.as_str()),
            }
        }
        text
    }

    /// Writes a formatted line of the items, with the table that belongs into it.
    pub(super) fn write_line(&self, line: &str, out: &mut String) {
        match self.tables.in_line(line) {
            Some((before, table, after)) => {
                out.push_str(before);
                self.table(table, after, out);
                out.push_str(after);
            }
            None => out.push_str(line),
        }
    }

    fn table(&self, table: &Data, after: &str, out: &mut String) {
        let name = |path: &'static str| match self.names.exported(path) {
            Some((_, inner)) => inner,
            None => path,
        };
        Writer::new(out, &name).whole(table, after);
    }

    /// Items and tables as tokens.
    pub(super) fn tokens(&self) -> TokenStream {
        let mut all = self.names.uses();
        for piece in &self.pieces {
            match piece {
                Piece::Quoted(items) => all.extend(self.filled(items.clone())),
                Piece::Written(items) => {
                    let items: TokenStream = items.as_str().parse().expect("templates are Rust");
                    all.extend(items);
                }
            }
        }
        all
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
                    self.table(table, "", &mut text);
                    text.parse().expect("a table is Rust")
                }
                None => TokenStream::from(TokenTree::from(ident)),
            },
            leaf => leaf.into(),
        };
        items.into_iter().map(token).collect()
    }
}

fn formatted(items: TokenStream) -> String {
    let file = syn::parse2(items).expect("quoted items are Rust");
    prettyplease::unparse(&file)
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

    fn is_punct(&self, mark: char) -> bool {
        matches!(self, Token::Leaf(TokenTree::Punct(punct)) if punct.as_char() == mark)
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

fn rewrite(items: Vec<Token>, names: &mut Names) -> TokenStream {
    let mut dropped = vec![false; items.len()];
    let mut at = 0;
    while at < items.len() {
        let (before, rest) = items.split_at(at);
        let path = if continues(before) { None } else { runtime_path(rest) };
        let is_free = |name: &String| !names.defined.contains(name);
        match path.filter(|(path, _)| path.last().is_some_and(is_free)) {
            Some((path, taken)) => {
                names.imports.insert(path);
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
            TokenTree::Group(Group::new(delimiter, rewrite(inner, names)))
        }
    };
    kept.map(token).collect()
}

/// Whether `::` behind this would go on with a path: a module of the specs may be called `hera_runtime`
/// too. Behind the name of a lifetime a path begins.
fn continues(before: &[Token]) -> bool {
    let name = |token: &Token| token.ident().is_some_and(|it| !names::is_keyword(&it.to_string()));
    match before {
        [.., mark, last] => name(last) && !mark.is_punct('\''),
        [last] => name(last),
        [] => false,
    }
}

/// `:: hera_runtime :: a` (or `… :: core :: a`): what to import, and how many tokens it takes.
fn runtime_path(tokens: &[Token]) -> Option<(Vec<String>, usize)> {
    let is_colon = |at: usize| tokens.get(at).is_some_and(|it| it.is_punct(':'));
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
            fn f(a: &'a ::hera_runtime::Uuid, b: ::hera_runtime::Value) -> ::hera_runtime::core::Fault { g() }
        };
        let expected = quote! {
            use ::hera_runtime::core::Fault;
            use ::hera_runtime::Uuid;
            pub struct Value;
            fn f(a: &'a Uuid, b: ::hera_runtime::Value) -> Fault { g() }
        };
        assert_eq!(Code::new(items, Tables::default()).tokens().to_string(), expected.to_string());
    }

    #[test]
    fn a_module_may_be_called_as_the_runtime() {
        let items = quote! { use specs::hera_runtime::pos::v1 as pos; };
        let code = Code::new(items.clone(), Tables::default());
        assert_eq!(code.tokens().to_string(), items.to_string());
    }
}
