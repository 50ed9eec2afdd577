//! The door for `orchestration!`: arguments in, tokens out. `hera-macros` calls it and nothing else.

mod arguments;
mod files;

use std::path::Path;

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::settings::{Level, Settings};
use arguments::Arguments;

/// Compiles what the arguments name. `here` is the invoking file, beside which paths are looked up
/// first. Whatever is wrong becomes a `compile_error!` at the first argument.
#[must_use]
pub fn expand(input: TokenStream, here: Option<&Path>) -> TokenStream {
    let arguments: Arguments = match syn::parse2(input) {
        Ok(arguments) => arguments,
        Err(error) => return error.to_compile_error(),
    };
    let span = arguments.spec.span();
    let set = match files::read(&arguments, here) {
        Ok(set) => set,
        Err(message) => return refuse(span, &message),
    };
    let tracked = set.tracked.iter().map(|path| {
        quote!(
            const _: &[u8] = include_bytes!(#path);
        )
    });
    let mut settings = Settings { file: set.settings, ..Settings::default() };
    // A folder of procedures serves other invocations too, which this one does not see.
    settings.flags.set("HS1107", Level::Allow).expect("it is a rule");
    let code = match crate::tokens(&set.files, &settings) {
        Ok(code) => code,
        Err(outcome) => refuse(span, &outcome.refusal()),
    };
    quote!(#(#tracked)* #code)
}

fn refuse(span: Span, message: &str) -> TokenStream {
    quote_spanned!(span=> compile_error!(#message);)
}
