//! Documentation of members beyond the model's: whether they are required, and links.

use proc_macro2::TokenStream;
use quote::quote;

use crate::docs::doc_attributes;
use crate::emit::attributes::{deprecated_field, or_undocumented};
use crate::emit::source::DERIVES;
use crate::names::Name;
use crate::plan::{Field, Plan};

/// The documentation of a member.
pub(crate) struct MemberDocs {
    /// The documentation for getters and other items of the member.
    pub(crate) all: TokenStream,
    /// The documentation for its field and its setter, which say that it is required.
    pub(crate) required: TokenStream,
}

impl MemberDocs {
    pub(crate) fn of(plan: &Plan<'_>, field: &Field<'_>) -> Self {
        let traits = &field.member.traits;
        let docs = doc_attributes(plan.docs(traits));
        let deprecation = deprecated_field(field);
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

/// Whether the caller must set the member. A required idempotency token is filled in by the client.
pub(crate) fn is_required(field: &Field<'_>) -> bool {
    let traits = &field.member.traits;
    traits.is_required() && !traits.is_idempotency_token()
}

/// A link to another method of the same builder. An intra-doc path would lead to the page of the one builder type,
/// to the first method of that name.
pub(crate) fn link_to_method(ident: &Name) -> String {
    let name = ident.unescaped();
    format!("[`{name}`](#method.{name})")
}

/// A link to a structure of the same module, which may have the name of a derive macro.
pub(crate) fn link_to_struct(ident: &Name) -> String {
    let ident = ident.to_string();
    if DERIVES.contains(&ident.as_str()) {
        format!("[`struct@{ident}`]")
    } else {
        format!("[`{ident}`]")
    }
}
