//! Items for generated code only. Don't use them in other code: they may change with any version of the generator.
//!
//! The modules are named like those of this crate, and export the items that generated code uses. The official crates are
//! exported elsewhere, since other code uses them too.

pub use crate::fields::{fill, push, set, set_boxed};
pub use crate::read_error::ReadError;
#[cfg(feature = "bytes")]
pub use bytes::Bytes;

/// Services.
pub mod service {
    pub use crate::service::{ApiKeyLocation, AuthScheme, Errors, Service, Signing};
}

/// Operations, and their calls.
pub mod operation {
    pub use crate::operation::{
        Client, Operation, OperationPlugin, SendResult, add_interceptor, invoke, set_if_empty,
    };
}

/// Settings of clients.
pub mod config {
    /// Auth schemes of calls.
    pub mod auth {
        pub use crate::config::auth::{BuildError, ModeledAuthSchemes, Params, ParamsBuilder};
    }

    pub use crate::config::builder::Builder;
    pub use crate::config::idempotency::IdempotencyTokenProvider;
    #[cfg(feature = "aws")]
    pub use crate::config::plugins::client_plugins_with_sessions;
    pub use crate::config::plugins::{InvalidConfig, client_plugins, operation_plugins};
    pub use crate::config::resolved::Config;
    #[cfg(feature = "aws")]
    pub use crate::config::sessions::{CreatedSession, Creator, Sessions, Switch};
    #[cfg(feature = "aws")]
    pub use crate::config::shared::service_setting;
}

/// Endpoint rule sets and their parameters.
pub mod endpoint {
    pub use crate::endpoint::{
        Action, AuthScheme, Condition, EndpointRule, Expr, Field, Function, InvalidParams, List,
        MAX_DEPTH, ParamValue, Parameter, Property, ResolveEndpointError, Rule, RuleSet, Step,
        builtin, check_region, shared_resolver,
    };
}

/// Endpoints that the service itself tells.
pub mod endpoint_discovery {
    pub use crate::endpoint_discovery::{Discovered, ReloadEndpoint, discover};
}

/// What structures and their builders share.
pub mod structure {
    pub use crate::structure::{REDACTED, Structure, fmt_struct};
}

/// What errors share.
pub mod error {
    pub use crate::error::{
        ModeledError, OperationError, Unhandled, UnknownVariantValue, Variant, fmt_modeled_error,
        service_error,
    };
}

/// Operations that are called page by page.
pub mod paginator {
    pub use crate::paginator::{PageItems, PageSize, Paginated, Paginator, PaginatorItems};
}

/// Waiters, which call an operation until a resource reaches a desired state.
pub mod waiter {
    pub use crate::waiter::{Failed, Final, Waiter, wait};
}

/// Functions that evaluate JMESPath expressions on the types of a client.
pub mod jmespath {
    pub use crate::jmespath::{all, collected, contains, has_items, length, long, nth, slice};
}

/// Presigned requests: signed, but not sent.
#[cfg(feature = "aws")]
pub mod presigning {
    pub use crate::presigning::{
        Payload, PresignResult, Presignable, PresignedRequest, PresigningConfig,
        PresigningConfigBuilder, PresigningConfigError, presign,
    };
}

/// Authentication tokens for databases.
#[cfg(feature = "aws")]
pub mod auth_token {
    pub use crate::auth_token::{AuthToken, Request};
}

/// Checks of inputs before they are sent.
#[cfg(feature = "validate-inputs")]
pub mod input_checks {
    pub use crate::input_checks::{Pattern, Place, check};
}

/// Interceptors that an operation adds to its calls.
pub mod interceptor {
    #[cfg(feature = "compression")]
    pub use crate::interceptor::GzipInterceptor;
    pub use crate::interceptor::input_endpoint::InputEndpointInterceptor;
    #[cfg(feature = "aws")]
    pub use crate::interceptor::tree_hash::TreeHashInterceptor;
    pub use crate::interceptor::{ContentMd5Interceptor, LongPollingInterceptor};
}

/// Checksums of requests and responses.
#[cfg(feature = "checksums")]
pub mod checksum {
    #[cfg(feature = "aws")]
    pub use crate::checksum::ChunkSize;
    pub use crate::checksum::{RequestChecksumInterceptor, ResponseChecksumInterceptor};
}

/// How requests of each protocol begin, and how its errors are read.
pub mod protocol {
    #[cfg(feature = "xml")]
    pub use crate::protocol::RestXml;
    pub use crate::protocol::{
        AwsJson, Protocol, QueryCompatible, RestJson1, RpcV2Json, ServiceError, aws_json,
        rpcv2_json,
    };
    #[cfg(feature = "query")]
    pub use crate::protocol::{AwsQuery, Ec2Query};
    #[cfg(feature = "cbor")]
    pub use crate::protocol::{RpcV2Cbor, rpcv2_cbor};
}

/// Requests and responses, and how members are bound to them.
pub mod http {
    pub use crate::http::{
        HeaderError, Request, Response, host_label, non_empty, required, take_stream, text,
        unprefixed,
    };
}

/// Messages of event streams.
#[cfg(feature = "event-stream")]
pub mod event_stream {
    pub use crate::event_stream::{
        CONTENT_TYPE, Event, EventReceiver, EventStreamSender, EventWriter, Header,
        HeaderTypeError, HeaderValue, Message, ReadEvent, StrBytes, WriteEvent, receive,
        require_initial,
    };
}

/// The reader and the writer of JSON.
pub mod json {
    pub use crate::json::{
        ArrayWriter, MAX_DEPTH, ObjectWriter, Reader, TimestampFormat, ValueWriter, Writer,
    };
}

/// The reader and the writer of CBOR.
#[cfg(feature = "cbor")]
pub mod cbor {
    pub use crate::cbor::{
        ArrayWriter, EMPTY_MAP, MAX_DEPTH, ObjectWriter, Reader, ValueWriter, Writer,
    };
}

/// The reader and the writer of XML.
#[cfg(feature = "xml")]
pub mod xml {
    pub use crate::xml::{ElementWriter, MAX_DEPTH, Reader, TagWriter, Writer};
}

/// The writer of forms.
#[cfg(feature = "query")]
pub mod query {
    pub use crate::query::{ValueWriter, Writer, sorted};
}

/// What implementations of `Serialize` call.
#[cfg(feature = "serde-serialize")]
pub mod serialize {
    pub use crate::serde::write::{As, Members, SerializeAs, SerializeFields};
    pub use crate::serde::{
        Boxed, Bytes, Float, Json, List, Map, Nullable, Plain, Text, Timestamp,
    };
    pub use serde_core::{Serialize, Serializer};
}

/// What implementations of `Deserialize` call.
#[cfg(feature = "serde-deserialize")]
pub mod deserialize {
    pub use crate::serde::read::{
        DeserializeAs, DeserializeFields, DeserializeUnion, Member, content, fields, text, union,
    };
    pub use crate::serde::{
        Boxed, Bytes, Float, Json, List, Map, Nullable, Plain, Text, Timestamp,
    };
    pub use serde_core::de::{Error, VariantAccess};
    pub use serde_core::{Deserialize, Deserializer};
}

/// Types in the place of those that the model gives.
pub mod own_type {
    pub use crate::own_type::write;
}
