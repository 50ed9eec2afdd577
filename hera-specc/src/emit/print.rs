//! Quoted expressions and types as text: on one line, with the spaces that the formatter would leave.

use std::iter::Peekable;

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree, token_stream};

use super::imports::Names;
use super::names as words;

/// The text of an expression or a type, with short names for what the runtime exports.
pub(super) fn print(tokens: TokenStream, names: &mut Names) -> String {
    let mut printer = Printer { names, out: String::new(), last: Last::Open, in_bars: false };
    printer.stream(tokens);
    printer.out
}

/// What the text ends with.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    /// Something after which there is no space: a bracket, a dot, a prefix.
    Open,
    /// A name, a literal or a closing bracket.
    Operand,
    /// Something after which there is a space: a comma, an operator, a keyword.
    Gap,
}

struct Printer<'a> {
    names: &'a mut Names,
    out: String,
    last: Last,
    /// Whether this is between the bars of a closure.
    in_bars: bool,
}

type Tokens = Peekable<token_stream::IntoIter>;

impl Printer<'_> {
    fn stream(&mut self, tokens: TokenStream) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(ident) => self.word(&ident.to_string()),
                TokenTree::Literal(literal) => self.word(&literal.to_string()),
                TokenTree::Group(group) => self.group(&group),
                TokenTree::Punct(mark) => {
                    let next = tokens.peek().and_then(punct);
                    let twice = mark.spacing() == Spacing::Joint && next == Some(mark.as_char());
                    self.mark(mark.as_char(), twice, &mut tokens);
                }
            }
        }
    }

    fn word(&mut self, word: &str) {
        if self.last != Last::Open {
            self.out.push(' ');
        }
        self.out.push_str(word);
        let is_value = ["self", "Self", "super", "crate", "true", "false", "_"].contains(&word);
        self.last = if words::is_keyword(word) && !is_value { Last::Gap } else { Last::Operand };
    }

    fn group(&mut self, group: &Group) {
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace if group.stream().is_empty() => ("{", "}"),
            Delimiter::Brace => ("{ ", " }"),
            Delimiter::None => return self.stream(group.stream()),
        };
        let block = self.last == Last::Operand && group.delimiter() == Delimiter::Brace;
        if self.last == Last::Gap || block {
            self.out.push(' ');
        }
        self.out.push_str(open);
        self.last = Last::Open;
        self.stream(group.stream());
        self.out.push_str(close);
        self.last = Last::Operand;
    }

    fn mark(&mut self, mark: char, twice: bool, tokens: &mut Tokens) {
        match mark {
            ':' if twice => self.path(tokens),
            '.' | '<' => self.bound(mark, Last::Open),
            '>' => self.bound(mark, Last::Operand),
            ',' | ';' | ':' => self.bound(mark, Last::Gap),
            '|' if self.in_bars => {
                self.in_bars = false;
                self.bound(mark, Last::Gap);
            }
            '&' | '|' if twice && self.last == Last::Operand => {
                tokens.next();
                self.out.extend([' ', mark, mark]);
                self.last = Last::Gap;
            }
            '!' if self.last == Last::Operand => self.bound(mark, Last::Open),
            _ => {
                self.in_bars = mark == '|';
                if self.last == Last::Gap {
                    self.out.push(' ');
                }
                self.bound(mark, Last::Open);
            }
        }
    }

    /// A mark with no space before it.
    fn bound(&mut self, mark: char, last: Last) {
        self.out.push(mark);
        self.last = last;
    }

    /// `::`, the first mark of which is taken, and a path of the runtime whole. A module of the specs may be
    /// called `hera_runtime`, too.
    fn path(&mut self, tokens: &mut Tokens) {
        tokens.next();
        let starts = self.last != Last::Operand
            && matches!(tokens.peek(), Some(TokenTree::Ident(ident)) if ident == "hera_runtime");
        if !starts {
            if self.last == Last::Gap {
                self.out.push(' ');
            }
            self.out.push_str("::");
            self.last = Last::Open;
            return;
        }
        let mut path = String::new();
        let mut goes_on = true;
        while goes_on && let Some(TokenTree::Ident(ident)) = tokens.peek() {
            path += "::";
            path += &ident.to_string();
            tokens.next();
            goes_on = tokens.peek().and_then(punct) == Some(':');
            if goes_on {
                tokens.next();
                tokens.next();
            }
        }
        let short = self.names.short(&path).to_owned();
        self.word(&short);
        if goes_on {
            self.out.push_str("::");
            self.last = Last::Open;
        }
    }
}

fn punct(token: &TokenTree) -> Option<char> {
    match token {
        TokenTree::Punct(punct) => Some(punct.as_char()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    /// The expression as the printer and as the formatter write it.
    fn both(tokens: TokenStream) -> (String, String) {
        let names = &mut Names::default();
        let ours = print(tokens.clone(), names);
        let file = syn::parse2(quote!(fn f() { #tokens })).expect("an expression");
        let text = prettyplease::unparse(&file);
        let theirs = text.lines().nth(1).expect("the body").trim().to_owned();
        (ours, theirs)
    }

    #[test]
    fn spaces_stand_where_the_formatter_leaves_them() {
        let expressions = [
            quote!(a::b(state.x.as_ref().map(|word| word.as_str()), Some("R"))),
            quote!(!f(&a, -1i64) && (g(&[1, 2]) || h::<_, Vec<T>>(None::<&T>))),
            quote!(Some(vec!["a".to_owned(), E::B])),
            quote!(x.and_then(|a| a.b.as_ref()).map(|it| it.iter().map(|w| w.s()))),
            quote!(p.iter().filter_map(move |item| item.r#type.as_ref())),
            quote!(bind::holds(&state, Node::A as u32) || b),
            quote!(salon::hera_runtime::f(self.x)),
        ];
        for expression in expressions {
            let (ours, theirs) = both(expression);
            assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn what_the_runtime_exports_is_short() {
        let mut names = Names::default();
        let tokens = quote!(f(::hera_runtime::expr::recoded::<_, ::hera_runtime::Uuid>(x)));
        assert_eq!(print(tokens, &mut names), "f(expr::recoded::<_, Uuid>(x))");
        let tokens = quote!(Some(&::hera_runtime::Decimal::new(0, 0)));
        assert_eq!(print(tokens, &mut names), "Some(&Decimal::new(0, 0))");
    }
}
