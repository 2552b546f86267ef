//! Fields of structures that are not members of the model. All are text, but for the metadata of an error.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use tinsmith_model::Location;

use crate::plan::customizations::s3;
use crate::plan::{Plan, Role, Structure};

/// A field that is not a member of the model.
pub(crate) struct ExtraField {
    pub(crate) ident: Ident,
    ty: TokenStream,
    /// The value if it is not set.
    pub(super) unset: TokenStream,
    /// The documentation of a public field.
    public: Option<String>,
    /// The expression for the value of an output's field, from `response`.
    pub(crate) read: Option<TokenStream>,
}

impl ExtraField {
    /// A field for text.
    fn text(ident: &str) -> Self {
        Self {
            ident: format_ident!("{ident}"),
            ty: quote!(::std::option::Option<::std::string::String>),
            unset: quote!(::std::option::Option::None),
            public: None,
            read: None,
        }
    }

    fn header(ident: &str, name: &str) -> Self {
        Self {
            read: Some(quote!(response.header(#name).map(str::to_owned))),
            ..Self::text(ident)
        }
    }

    /// Whether callers see the field.
    pub(crate) fn is_public(&self) -> bool {
        self.public.is_some()
    }

    pub(super) fn definition(&self) -> TokenStream {
        let (ident, ty) = (&self.ident, &self.ty);
        match &self.public {
            Some(docs) => quote!(#[doc = #docs] pub #ident: #ty,),
            None => quote!(pub(crate) #ident: #ty,),
        }
    }

    /// The getter of a public field of an output; `emit/error.rs` has those of errors.
    pub(super) fn getter(&self) -> TokenStream {
        let (ident, Some(docs), Some(_)) = (&self.ident, &self.public, &self.read) else {
            return quote!();
        };
        quote! {
            #[doc = #docs]
            pub fn #ident(&self) -> ::std::option::Option<&str> {
                self.#ident.as_deref()
            }
        }
    }

    /// The setters of a public field.
    pub(super) fn setters(&self) -> TokenStream {
        let (ident, Some(docs)) = (&self.ident, &self.public) else {
            return quote!();
        };
        let (set, get) = (format_ident!("set_{ident}"), format_ident!("get_{ident}"));
        let set_docs = format!(" Sets or clears [`{ident}`](#method.{ident}).");
        let get_docs = format!(" The value of [`{ident}`](#method.{ident}), if set.");
        quote! {
            #[doc = #docs]
            pub fn #ident(
                mut self,
                input: impl ::std::convert::Into<::std::string::String>,
            ) -> Self {
                self.stage.fields.#ident = ::std::option::Option::Some(input.into());
                self
            }
            #[doc = #set_docs]
            pub fn #set(
                mut self,
                input: ::std::option::Option<::std::string::String>,
            ) -> Self {
                self.stage.fields.#ident = input;
                self
            }
            #[doc = #get_docs]
            pub fn #get(&self) -> &::std::option::Option<::std::string::String> {
                &self.stage.fields.#ident
            }
        }
    }
}

/// The extra fields of a structure. An output has the ids of its request, and the text of a header that may be
/// unreadable. An error has its metadata, and its message if the model has none.
pub(crate) fn extra_fields(plan: &Plan<'_>, structure: &Structure<'_>) -> Vec<ExtraField> {
    match structure.role {
        Role::Output => output(plan, structure),
        Role::Error => error(structure),
        Role::Input | Role::Type => Vec::new(),
    }
}

fn output(plan: &Plan<'_>, structure: &Structure<'_>) -> Vec<ExtraField> {
    let raw = s3::raw_header(plan, structure).and_then(|(ident, field)| {
        let Location::Header(name) = field.member.traits.location() else {
            return None;
        };
        let mut raw = ExtraField::header(ident, &name.to_ascii_lowercase());
        raw.public = Some(format!(" The header `{name}` as it was sent, date or not."));
        Some(raw)
    });
    let extended = s3::extended_request_id(plan)
        .map(|(name, _)| ExtraField::header("_extended_request_id", name));
    let id = plan.uses_aws.then(|| ExtraField {
        read: Some(quote!(response.request_id().map(str::to_owned))),
        ..ExtraField::text("_request_id")
    });
    raw.into_iter().chain(extended).chain(id).collect()
}

fn error(structure: &Structure<'_>) -> Vec<ExtraField> {
    let message = (structure.message().is_none()).then(|| ExtraField {
        public: Some(" The error message of the service.".to_owned()),
        ..ExtraField::text("message")
    });
    let meta = ExtraField {
        ty: quote!(::tinsmith_runtime::aws_smithy_types::error::ErrorMetadata),
        unset: quote!(::std::default::Default::default()),
        ..ExtraField::text("meta")
    };
    message.into_iter().chain([meta]).collect()
}
