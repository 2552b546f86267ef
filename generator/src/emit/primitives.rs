//! `primitives`, `error` and `meta`: mostly re-exports of official types.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::Layout;
use crate::plan::client::ClientTraits;

/// `primitives.rs`. As in the official clients, the types of blobs and timestamps are exported even if the model has none.
pub(crate) fn emit(client: &ClientTraits) -> TokenStream {
    let streams = client.streams.then(|| {
        // Reading a stream from a file needs Tokio. A module has no feature that says whether the runtime has Tokio.
        let files = matches!(client.layout, Layout::Crate).then(|| {
            quote! {
                #[cfg(feature = "rt-tokio")]
                pub use ::tinsmith_runtime::aws_smithy_types::byte_stream::{FsBuilder, Length};
            }
        });
        quote! {
            pub use ::tinsmith_runtime::aws_smithy_types::body::SdkBody;
            pub use ::tinsmith_runtime::aws_smithy_types::byte_stream::error::Error as ByteStreamError;
            pub use ::tinsmith_runtime::aws_smithy_types::byte_stream::{AggregatedBytes, ByteStream};
            #files
        }
    });
    let events = if client.events {
        quote! {
            /// Event streams.
            pub mod event_stream {
                pub use ::tinsmith_runtime::codegen::event_stream::{
                    EventReceiver, EventStreamSender, Header, HeaderValue, Message, StrBytes,
                };
            }
        }
    } else {
        quote! {
            /// Event streams. This client has none.
            pub mod event_stream {}
        }
    };
    quote! {
        pub use ::tinsmith_runtime::aws_smithy_types::Blob;
        pub use ::tinsmith_runtime::aws_smithy_types::DateTime;
        pub use ::tinsmith_runtime::aws_smithy_types::date_time::Format as DateTimeFormat;
        #streams

        #events
    }
}

/// `error.rs`.
pub(crate) fn emit_error() -> TokenStream {
    let types = quote!(::tinsmith_runtime::aws_smithy_types::error);
    let api = quote!(::tinsmith_runtime::aws_smithy_runtime_api);
    quote! {
        pub use #types::display::DisplayErrorContext;
        pub use #types::metadata::{ErrorMetadata, ProvideErrorMetadata};
        pub use #types::operation::BuildError;
        pub use #api::box_error::BoxError;
        pub use #api::client::result::ConnectorError;

        /// The error of a call: the service's error `E`, or a failure to send the request or to read the
        /// response.
        pub type SdkError<E, R = #api::client::orchestrator::HttpResponse> = #api::client::result::SdkError<E, R>;

        /// The error for a string that is not a value of an enum.
        #[derive(::std::fmt::Debug)]
        pub struct UnknownVariantError {
            value: ::std::string::String,
        }

        impl UnknownVariantError {
            #[allow(dead_code)]
            pub(crate) fn new(value: impl ::std::convert::Into<::std::string::String>) -> Self {
                Self { value: value.into() }
            }
        }

        impl ::std::fmt::Display for UnknownVariantError {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::write!(f, "unknown enum variant: '{}'", self.value)
            }
        }

        impl ::std::error::Error for UnknownVariantError {}
    }
}

/// `meta.rs`.
pub(crate) fn emit_meta() -> TokenStream {
    quote! {
        /// The version of the crate that holds the client.
        pub static PKG_VERSION: &str = ::std::env!("CARGO_PKG_VERSION");
    }
}
