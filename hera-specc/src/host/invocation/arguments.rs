//! The arguments of `orchestration!`.

use syn::parse::{Parse, ParseStream};
use syn::{Ident, LitStr, Token};

/// `"path.yml", procedures = "folder"`.
pub(super) struct Arguments {
    /// A path, or YAML when it has several lines.
    pub(super) spec: LitStr,
    /// The folder of the procedures.
    pub(super) procedures: Option<LitStr>,
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Arguments> {
        let spec = input.parse()?;
        let mut procedures = None;
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let key: Ident = input.parse()?;
            if key != "procedures" || procedures.is_some() {
                return Err(syn::Error::new(
                    key.span(),
                    "expected `procedures = \"folder\"`, once",
                ));
            }
            input.parse::<Token![=]>()?;
            procedures = Some(input.parse()?);
        }
        Ok(Arguments { spec, procedures })
    }
}
