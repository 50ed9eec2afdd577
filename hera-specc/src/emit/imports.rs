//! Short names: `::hera_runtime::Uuid` in a template, an expression or a table becomes `Uuid` with one `use`
//! at the top of the file, unless the file defines that name itself.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::names;

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
    /// Of a file that imports nothing.
    pub(super) fn long() -> Names {
        Names { long: true, ..Names::default() }
    }

    /// Of a file that defines these names.
    pub(super) fn defining(defined: BTreeSet<String>) -> Names {
        Names { defined, ..Names::default() }
    }

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

    /// The lines that import what was shortened.
    pub(super) fn uses(&self) -> TokenStream {
        let (deep, flat): (Vec<_>, Vec<_>) = self.imports.iter().partition(|path| path.len() > 1);
        let core = group(&deep, quote!(::hera_runtime::core));
        let runtime = group(&flat, quote!(::hera_runtime));
        quote!(#core #runtime)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_the_file_defines_stays_long() {
        let mut names = Names::defining(BTreeSet::from(["Value".to_owned()]));
        assert_eq!(names.short("::hera_runtime::Value"), "::hera_runtime::Value");
        assert_eq!(names.short("::hera_runtime::Uuid::nil"), "Uuid::nil");
        assert_eq!(names.short("::hera_runtime::core::Fault"), "Fault");
        let uses = quote! {
            use ::hera_runtime::core::Fault;
            use ::hera_runtime::Uuid;
        };
        assert_eq!(names.uses().to_string(), uses.to_string());
    }
}
