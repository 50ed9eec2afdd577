//! `orchestration!`: HERA specs compiled where they are used.
//!
//! A door to the compiler and nothing more: arguments in, one call to `hera-specc`, tokens out.

use proc_macro::{Span, TokenStream};

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
/// in the package's folder. Every file that was read is tracked: a change of it compiles anew. (A new
/// file in the folder does not; a build script notices that, too. So the first argument is never a
/// folder: HS1110.)
///
/// A spec with an error becomes a `compile_error!` with the whole report, at the place of the
/// invocation.
#[proc_macro]
pub fn orchestration(input: TokenStream) -> TokenStream {
    let here = Span::call_site().local_file();
    hera_specc::host::invocation::expand(input.into(), here.as_deref()).into()
}
