//! Fields of structures that are not members of the model.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::plan::{Role, Structure};

/// A field that is not a member of the model.
pub(super) struct ExtraField {
    pub(super) ident: Ident,
    ty: TokenStream,
    /// The value if it is not set.
    pub(super) unset: TokenStream,
    /// The documentation of a public field.
    public: Option<&'static str>,
}

impl ExtraField {
    pub(super) fn definition(&self) -> TokenStream {
        let (ident, ty) = (&self.ident, &self.ty);
        match self.public {
            Some(docs) => quote!(#[doc = #docs] pub #ident: #ty,),
            None => quote!(pub(crate) #ident: #ty,),
        }
    }
}

/// The request id of an output, and the metadata of an error; also an error's message if the model has none.
pub(super) fn extra_fields(structure: &Structure<'_>) -> Vec<ExtraField> {
    let text = quote!(::std::option::Option<::std::string::String>);
    let none = quote!(::std::option::Option::None);
    match structure.role {
        Role::Output => vec![ExtraField {
            ident: format_ident!("_request_id"),
            ty: text,
            unset: none,
            public: None,
        }],
        Role::Error => {
            let message = (structure.message().is_none()).then(|| ExtraField {
                ident: format_ident!("message"),
                ty: text,
                unset: none,
                public: Some(" The error message of the service."),
            });
            let meta = ExtraField {
                ident: format_ident!("meta"),
                ty: quote!(::tinsmith_runtime::aws_smithy_types::error::ErrorMetadata),
                unset: quote!(::std::default::Default::default()),
                public: None,
            };
            message.into_iter().chain([meta]).collect()
        }
        Role::Input | Role::Type => Vec::new(),
    }
}
