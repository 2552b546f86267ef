//! What rustdoc says of structures beyond the words of the model: which members are required, and links.

use proc_macro2::TokenStream;
use quote::quote;

use crate::docs::doc_attributes;
use crate::emit::attributes::{deprecated, or_undocumented};
use crate::emit::source::DERIVES;
use crate::names::Name;
use crate::plan::Field;

/// The documentation of a member.
pub(crate) struct MemberDocs {
    /// For everything that is named after it.
    pub(crate) all: TokenStream,
    /// For its field and its setter, which say that it is required.
    pub(crate) required: TokenStream,
}

impl MemberDocs {
    pub(crate) fn of(field: &Field<'_>) -> Self {
        let traits = &field.member.traits;
        let docs = doc_attributes(traits.documentation());
        let deprecation = deprecated(traits);
        let required = is_required(field).then(|| {
            let gap = (!docs.is_empty()).then(|| quote!(#[doc = ""]));
            quote!(#docs #gap #[doc = " This member is required."] #deprecation)
        });
        let docs = or_undocumented(docs);
        let all = quote!(#docs #deprecation);
        let required = required.unwrap_or_else(|| all.clone());
        Self { all, required }
    }
}

/// The caller has to set the member. A token that the client makes up is not his business.
pub(crate) fn is_required(field: &Field<'_>) -> bool {
    let traits = &field.member.traits;
    traits.is_required() && !traits.is_idempotency_token()
}

/// A link to another method of the same builder. A path would lead to the page of the type behind all builders,
/// and there to the first method of that name.
pub(crate) fn link_to_method(ident: &Name) -> String {
    let name = ident.unescaped();
    format!("[`{name}`](#method.{name})")
}

/// A link to a structure of the same module. A derive may have the same name.
pub(crate) fn link_to_struct(ident: &Name) -> String {
    let ident = ident.to_string();
    match DERIVES.contains(&ident.as_str()) {
        true => format!("[`struct@{ident}`]"),
        false => format!("[`{ident}`]"),
    }
}
