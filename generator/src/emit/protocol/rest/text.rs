//! Scalars as text, in labels, the query and headers.

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Kind, Member, TimestampFormat};

use crate::plan::Plan;

/// The expression for the text (`&str`) of `value`, a reference to a scalar.
pub(in crate::emit::protocol) fn text(
    plan: &Plan<'_>,
    member: &Member,
    value: &TokenStream,
    timestamps: TimestampFormat,
) -> TokenStream {
    match &plan.shape(member.target).kind {
        Kind::Enum(_) => quote!(#value.as_str()),
        Kind::Boolean => quote!(::tinsmith_runtime::codegen::http::text::boolean(*#value)),
        Kind::Byte | Kind::Short | Kind::Integer | Kind::IntEnum(_) | Kind::Long => {
            quote!(::tinsmith_runtime::codegen::http::text::integer(*#value).as_str())
        }
        Kind::Float => quote!(::tinsmith_runtime::codegen::http::text::float(*#value).as_ref()),
        Kind::Double => quote!(::tinsmith_runtime::codegen::http::text::double(*#value).as_ref()),
        Kind::BigInteger | Kind::BigDecimal => {
            quote!(::std::convert::AsRef::<str>::as_ref(#value))
        }
        Kind::Timestamp => {
            let format = plan.timestamp_format(member, timestamps);
            quote!(::tinsmith_runtime::codegen::http::text::timestamp(#value, #format)?.as_str())
        }
        _ => value.clone(),
    }
}
