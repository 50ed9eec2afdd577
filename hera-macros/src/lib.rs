//! `orchestration!`: HERA specs compiled where they are used.
//!
//! A door to [`hera_specc::compile`] and nothing more: arguments in, tokens out. A spec with an error
//! becomes a `compile_error!` with the whole report, at the place of the invocation.

mod arguments;
mod files;

use proc_macro::TokenStream;
use proc_macro2::Span;
use quote::{quote, quote_spanned};

use arguments::Arguments;

/// Compiles an orchestration with its procedures into the modules that follow their smart codes.
///
/// ```ignore
/// // ignored: it expands to code that needs hera-runtime, which this crate does not depend on
/// hera_macros::orchestration!("specs/cart.yml", procedures = "specs/procedures");
/// ```
///
/// The first argument is the path of an orchestration, or YAML itself when it has several lines.
/// `procedures` names the folder of its procedures; without it, a folder `procedures` beside the
/// orchestration is taken if there is one. Paths are looked up beside the invoking file first, then
/// in the package's folder. Every file that was read is tracked: a change of it compiles anew.
#[proc_macro]
pub fn orchestration(input: TokenStream) -> TokenStream {
    let here = proc_macro::Span::call_site().local_file();
    let arguments = syn::parse_macro_input!(input as Arguments);
    expand(&arguments, here.as_deref()).into()
}

fn expand(arguments: &Arguments, here: Option<&std::path::Path>) -> proc_macro2::TokenStream {
    let set = match files::read(arguments, here) {
        Ok(set) => set,
        Err(message) => return refuse(arguments.spec.span(), &message),
    };
    let tracked = set.tracked.iter().map(|path| {
        quote!(
            const _: &[u8] = include_bytes!(#path);
        )
    });
    let outcome = hera_specc::compile(&set.files, None);
    let code = match &outcome.emission {
        Some(emission) => emission.whole.clone(),
        None => {
            let report = format!("the spec is refused\n\n{}", outcome.human(false));
            refuse(arguments.spec.span(), &report)
        }
    };
    quote!(#(#tracked)* #code)
}

fn refuse(span: Span, message: &str) -> proc_macro2::TokenStream {
    quote_spanned!(span=> compile_error!(#message);)
}
