//! Parts of writing functions that are the same in all formats.

use proc_macro2::{TokenStream, TokenTree};
use quote::{format_ident, quote};
use tinsmith_model::{Kind, Member, ShapeRef};

use crate::emit::defaults::is_sent;
use crate::names::Path;
use crate::plan::{Field, Plan, Variant};

/// A function that writes `input` of the type `ty`: `body` writes it to the parameter `place`, whose type `writer` is
/// a writer of the runtime.
pub(in crate::emit::protocol) fn function(
    name: &str,
    ty: &Path,
    (place, writer): (&TokenStream, &TokenStream),
    body: &TokenStream,
) -> TokenStream {
    let name = format_ident!("{name}");
    quote! {
        pub(crate) fn #name(
            input: &#ty,
            #place: #writer<'_>,
        ) -> ::std::result::Result<
            (),
            ::tinsmith_runtime::aws_smithy_types::error::operation::BuildError,
        > {
            #body
            ::std::result::Result::Ok(())
        }
    }
}

/// The statements `write`, with the field of `input` as `value`, under the condition that the field is sent.
pub(in crate::emit::protocol) fn where_set(field: &Field<'_>, write: &TokenStream) -> TokenStream {
    let ident = &field.ident;
    if let Some(unsent) = field.unsent {
        let is_sent = is_sent(unsent, &quote!(input.#ident));
        return quote! {
            if #is_sent {
                let value = &input.#ident;
                #write
            }
        };
    }
    match field.optional {
        true => quote! {
            if let ::std::option::Option::Some(value) = &input.#ident {
                #write
            }
        },
        false if has_names(write) => quote! {
            {
                let value = &input.#ident;
                #write
            }
        },
        false => quote! {
            let value = &input.#ident;
            #write
        },
    }
}

/// Whether the statements begin with a `let`, and need a block of their own.
fn has_names(statements: &TokenStream) -> bool {
    let first = statements.clone().into_iter().next();
    matches!(first, Some(TokenTree::Ident(word)) if word == "let")
}

/// The statement that writes `value`, a reference to a scalar, to `writer`; `None` if the member is not a scalar.
/// `format` is the format of timestamps, for writers that have several.
pub(in crate::emit::protocol) fn scalar(
    plan: &Plan<'_>,
    member: &Member,
    value: &TokenStream,
    writer: &TokenStream,
    format: Option<&Path>,
) -> Option<TokenStream> {
    Some(match &plan.shape(member.target).kind {
        Kind::String => quote!(#writer.string(#value);),
        Kind::Enum(_) => quote!(#writer.string(#value.as_str());),
        Kind::Boolean => quote!(#writer.boolean(*#value);),
        Kind::Float => quote!(#writer.float(*#value);),
        Kind::Double => quote!(#writer.double(*#value);),
        Kind::Byte | Kind::Short | Kind::Integer | Kind::IntEnum(_) | Kind::Long => {
            quote!(#writer.integer(*#value);)
        }
        Kind::Blob => quote!(#writer.blob(#value);),
        Kind::Timestamp => {
            let format = format.map(|format| quote!(, #format));
            quote!(#writer.timestamp(#value #format)?;)
        }
        _ => return None,
    })
}

/// The statement that writes `input`, a union, with an arm of a `match` for each variant. An unknown variant is an
/// error.
pub(in crate::emit::protocol) fn variant(
    plan: &Plan<'_>,
    shape: ShapeRef,
    arm: impl Fn(&Variant<'_>) -> TokenStream,
) -> TokenStream {
    let (path, name) = (plan.type_path(shape), plan.type_name(shape));
    let variants = plan.variants(shape);
    let arms = variants.iter().map(arm);
    quote! {
        match input {
            #(#arms)*
            #path::Unknown => {
                return ::std::result::Result::Err(
                    ::tinsmith_runtime::aws_smithy_types::error::operation::SerializationError
                        ::unknown_variant(#name).into(),
                );
            }
        }
    }
}

/// The statement that `write` makes for `value`, a reference to a value of the member. If a user named another type for
/// its target, the value is converted first.
pub(in crate::emit::protocol) fn modeled(
    plan: &Plan<'_>,
    member: &Member,
    value: &TokenStream,
    write: impl FnOnce(&TokenStream) -> TokenStream,
) -> TokenStream {
    if plan.own_type(member.target).is_none() {
        return write(value);
    }
    let modeled = plan.modeled_type(member.target);
    let write = write(&quote!(value));
    quote!({
        let value = &::tinsmith_runtime::codegen::own_type::write::<#modeled, _>(#value)?;
        #write
    })
}
