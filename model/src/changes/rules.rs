//! The one table of the kinds of change: what each is called, what it turns into when the sides are
//! swapped, and what it means for the wire and for the generated Rust API. [`Rule`] shows it.
//!
//! Where a verdict depends on the place (sent or received, the Rust type changes or not), each place
//! has a row of its own, so that a row has one verdict. A change of a shape that is both sent and
//! received is two changes, one for each direction ([`Rule::in_request`]). Several rules
//! are about members that are added, but only one about members that are removed: the inverse of
//! `member-removed` is `member-added`, whichever rule added the member.

use super::{Compatibility, Level, Verdict};

/// What a change is about, from the view of someone who calls the operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// What there is to send and to receive: members, types, values, which of them must be there
    Structure,
    /// Anything else that a program can notice
    Behaviour,
    /// Words only
    Documentation,
}

macro_rules! rules {
    ($(
        $rule:ident <> $inverse:ident, $name:literal, $text:literal, $aspect:ident,
        $wire:ident $wire_reason:literal, $rust:ident $rust_reason:literal;
    )*) => {
        /// The kinds of change: the rows of the table.
        ///
        /// | Rule | Change | Wire | Why | Rust | Why |
        /// |---|---|---|---|---|---|
        $(#[doc = concat!(
            "| `", $name, "` | ", $text, " | ", stringify!($wire), " | ", $wire_reason, " | ",
            stringify!($rust), " | ", $rust_reason, " |"
        )])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $(#[doc = $text] $rule,)*
        }

        impl Rule {
            /// Every rule, in the order of the table.
            pub const ALL: &'static [Rule] = &[$(Rule::$rule),*];

            /// A name that stays, for machines: `member-added`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Rule::$rule => $name,)*
                }
            }

            /// What happened, for people: `member added`.
            pub fn describe(self) -> &'static str {
                match self {
                    $(Rule::$rule => $text,)*
                }
            }

            /// The rule of the same difference with old and new swapped.
            pub fn inverse(self) -> Rule {
                match self {
                    $(Rule::$rule => Rule::$inverse,)*
                }
            }

            /// What the change is about.
            pub fn aspect(self) -> Aspect {
                match self {
                    $(Rule::$rule => Aspect::$aspect,)*
                }
            }

            /// What the change means.
            pub fn verdict(self) -> Verdict {
                match self {
                    $(Rule::$rule => Verdict {
                        wire: Compatibility::$wire,
                        rust: Level::$rust,
                        wire_reason: $wire_reason,
                        rust_reason: $rust_reason,
                    },)*
                }
            }
        }
    };
}

rules! {
    ServiceAdded <> ServiceRemoved, "service-added", "service added", Structure,
        Compatible "an old client does not know it", Minor "there is one more client";
    ServiceRemoved <> ServiceAdded, "service-removed", "service removed", Structure,
        Incompatible "an old client may call it", Major "its client is gone";
    ServiceVersionChanged <> ServiceVersionChanged, "service-version-changed", "service version changed", Behaviour,
        Compatible "the protocol does not send the version", Patch "only metadata hold the version";
    QueryVersionChanged <> QueryVersionChanged, "query-version-changed", "service version changed, which the query protocols send", Behaviour,
        Incompatible "requests name the version that they were made for", Patch "the version is sent, not typed";
    TitleChanged <> TitleChanged, "title-changed", "service title changed", Documentation,
        Compatible "titles are not sent", Patch "the title stands in the documentation";
    SdkIdChanged <> SdkIdChanged, "sdk-id-changed", "sdkId changed", Behaviour,
        Compatible "the sdkId is at most part of the user agent", Major "crate and service are called after it";
    ProtocolAdded <> ProtocolRemoved, "protocol-added", "protocol added", Behaviour,
        Compatible "the old protocols are still spoken", Patch "types do not depend on the protocol";
    ProtocolRemoved <> ProtocolAdded, "protocol-removed", "protocol removed", Behaviour,
        Incompatible "an old client may speak it", Patch "types do not depend on the protocol";
    ProtocolChanged <> ProtocolChanged, "protocol-changed", "settings of a protocol changed", Behaviour,
        Compatible "the protocol is the same", Patch "types do not depend on the protocol";
    ServiceAuthAdded <> ServiceAuthRemoved, "service-auth-added", "way to authenticate added to the service", Behaviour,
        Compatible "it is one more way", Minor "the configuration takes what it needs";
    ServiceAuthRemoved <> ServiceAuthAdded, "service-auth-removed", "way to authenticate removed from the service", Behaviour,
        Incompatible "an old client may authenticate that way", Major "the configuration no longer takes what it needed";
    ServiceAuthChanged <> ServiceAuthChanged, "service-auth-changed", "settings or order of ways to authenticate changed", Behaviour,
        Incompatible "an old client authenticates in the old way", Patch "the same schemes are configured";
    SigningNameChanged <> SigningNameChanged, "signing-name-changed", "signing name changed", Behaviour,
        Incompatible "signatures hold the name", Patch "the name is not part of the API";
    EndpointRulesAdded <> EndpointRulesRemoved, "endpoint-rules-added", "endpoint rules added", Behaviour,
        Compatible "they say where requests go, not what is in them", Patch "requests may go elsewhere";
    EndpointRulesRemoved <> EndpointRulesAdded, "endpoint-rules-removed", "endpoint rules removed", Behaviour,
        Compatible "they say where requests go, not what is in them", Patch "requests may go elsewhere";
    EndpointRulesChanged <> EndpointRulesChanged, "endpoint-rules-changed", "endpoint rules changed", Behaviour,
        Compatible "they say where requests go, not what is in them", Patch "requests may go elsewhere";
    EndpointDiscoveryAdded <> EndpointDiscoveryRemoved, "endpoint-discovery-added", "operations came to require discovered endpoints", Behaviour,
        Incompatible "an old client calls the regional endpoint", Minor "the client has a method more that turns discovery on";
    EndpointDiscoveryRemoved <> EndpointDiscoveryAdded, "endpoint-discovery-removed", "operations no longer require discovered endpoints", Behaviour,
        Compatible "every endpoint takes the calls", Major "the client's method that turned discovery on is gone";
    ClientContextParamAdded <> ClientContextParamRemoved, "client-context-param-added", "client context parameter added", Behaviour,
        Compatible "it is not sent", Minor "the configuration gets a setter";
    ClientContextParamRemoved <> ClientContextParamAdded, "client-context-param-removed", "client context parameter removed", Behaviour,
        Compatible "it is not sent", Major "the configuration loses a setter";
    ClientContextParamTypeChanged <> ClientContextParamTypeChanged, "client-context-param-type-changed", "type of a client context parameter changed", Behaviour,
        Compatible "it is not sent", Major "the setter takes another type";
    ClientContextParamDescribed <> ClientContextParamDescribed, "client-context-param-described", "description of a client context parameter changed", Documentation,
        Compatible "it is not sent", Patch "the setter's documentation differs";
    ResourceAdded <> ResourceRemoved, "resource-added", "resource added", Behaviour,
        Compatible "resources only group operations", None "resources have no types";
    ResourceRemoved <> ResourceAdded, "resource-removed", "resource removed", Behaviour,
        Compatible "resources only group operations", None "resources have no types";

    OperationAdded <> OperationRemoved, "operation-added", "operation added", Structure,
        Compatible "an old client does not call it", Minor "the client gets a method, crates get types";
    OperationRemoved <> OperationAdded, "operation-removed", "operation removed", Structure,
        Incompatible "an old client may call it", Major "the client loses a method";
    InputAdded <> InputRemoved, "input-added", "input added", Structure,
        Compatible "a request without it stays a request; its members are changes of their own", Patch "the input's type existed";
    InputRemoved <> InputAdded, "input-removed", "input removed", Structure,
        Compatible "its members are changes of their own", Patch "the input's type stays";
    OutputAdded <> OutputRemoved, "output-added", "output added", Structure,
        Compatible "an old client does not look at it", Patch "the output's type existed; its members are changes of their own";
    OutputRemoved <> OutputAdded, "output-removed", "output removed", Structure,
        Compatible "its members are changes of their own", Patch "the output's type stays";
    ErrorAdded <> ErrorRemoved, "error-added", "error added", Behaviour,
        Compatible "an old client takes it for an unhandled error", Minor "the error enum is non-exhaustive and gets a variant";
    ErrorRemoved <> ErrorAdded, "error-removed", "error removed", Behaviour,
        Compatible "an old client no longer receives it", Major "the error enum loses a variant";
    HttpAdded <> HttpRemoved, "http-added", "HTTP binding of the operation added", Behaviour,
        Incompatible "requests take another form", Patch "the binding is not part of the API";
    HttpRemoved <> HttpAdded, "http-removed", "HTTP binding of the operation removed", Behaviour,
        Incompatible "requests take another form", Patch "the binding is not part of the API";
    HttpMethodChanged <> HttpMethodChanged, "http-method-changed", "HTTP method changed", Behaviour,
        Incompatible "old requests use the old method", Patch "the method is not part of the API";
    HttpUriChanged <> HttpUriChanged, "http-uri-changed", "HTTP URI changed", Behaviour,
        Incompatible "old requests go to the old URI", Patch "the URI is not part of the API";
    HttpStatusChanged <> HttpStatusChanged, "http-status-changed", "HTTP status code of success changed", Behaviour,
        Compatible "a client takes every code of success", Patch "the code is not part of the API";
    FirstHostPrefixAdded <> LastHostPrefixRemoved, "first-host-prefix-added", "host prefix added, the first", Behaviour,
        Incompatible "old requests go to another host", Minor "the configuration takes whether hosts have prefixes";
    LastHostPrefixRemoved <> FirstHostPrefixAdded, "last-host-prefix-removed", "host prefix removed, the last", Behaviour,
        Incompatible "old requests go to another host", Major "the configuration no longer takes whether hosts have prefixes";
    HostPrefixAdded <> HostPrefixRemoved, "host-prefix-added", "host prefix or label added", Behaviour,
        Incompatible "old requests go to another host", Patch "the host is not part of the API";
    HostPrefixRemoved <> HostPrefixAdded, "host-prefix-removed", "host prefix or label removed", Behaviour,
        Incompatible "old requests go to another host", Patch "the host is not part of the API";
    HostPrefixChanged <> HostPrefixChanged, "host-prefix-changed", "host prefix changed", Behaviour,
        Incompatible "old requests go to another host", Patch "the host is not part of the API";
    OperationAuthAdded <> OperationAuthRemoved, "operation-auth-added", "authentication of the operation added", Behaviour,
        Incompatible "an old client authenticates as the service says", Patch "requests authenticate differently";
    OperationAuthRemoved <> OperationAuthAdded, "operation-auth-removed", "authentication of the operation removed", Behaviour,
        Incompatible "an old client authenticates as the operation said", Patch "requests authenticate differently";
    OperationAuthChanged <> OperationAuthChanged, "operation-auth-changed", "authentication of the operation changed", Behaviour,
        Incompatible "an old client authenticates in the old way", Patch "requests authenticate differently";
    PaginationAdded <> PaginationRemoved, "pagination-added", "pagination added", Behaviour,
        Compatible "tokens are members like any other", Minor "the operation gets a paginator";
    PaginationRemoved <> PaginationAdded, "pagination-removed", "pagination removed", Behaviour,
        Compatible "tokens are members like any other", Major "the operation loses its paginator";
    PaginationTokensChanged <> PaginationTokensChanged, "pagination-tokens-changed", "pagination goes by other tokens", Behaviour,
        Incompatible "an old paginator reads and sends the old tokens", Patch "the paginator's types are the same";
    PaginationItemsAdded <> PaginationItemsRemoved, "pagination-items-added", "pagination names its items", Behaviour,
        Compatible "only the client picks items", Minor "the paginator gets `items`";
    PaginationItemsRemoved <> PaginationItemsAdded, "pagination-items-removed", "pagination no longer names its items", Behaviour,
        Compatible "only the client picks items", Major "the paginator loses `items`";
    PaginationItemsChanged <> PaginationItemsChanged, "pagination-items-changed", "pagination names items of another type", Behaviour,
        Compatible "only the client picks items", Major "`items` gives another type";
    PaginationItemsChangedAlike <> PaginationItemsChangedAlike, "pagination-items-changed-alike", "pagination names other items of the same type", Behaviour,
        Compatible "only the client picks items", Patch "`items` gives other values";
    PageSizeAdded <> PageSizeRemoved, "page-size-added", "pagination names its page size", Behaviour,
        Compatible "the size is a member like any other", Minor "the paginator gets `page_size`";
    PageSizeRemoved <> PageSizeAdded, "page-size-removed", "pagination no longer names its page size", Behaviour,
        Compatible "the size is a member like any other", Major "the paginator loses `page_size`";
    PageSizeChanged <> PageSizeChanged, "page-size-changed", "pagination names another page size", Behaviour,
        Compatible "the size is a member like any other", Patch "`page_size` sets another member";
    WaiterAdded <> WaiterRemoved, "waiter-added", "waiter added", Behaviour,
        Compatible "only the client waits", Minor "there is one more waiter";
    WaiterRemoved <> WaiterAdded, "waiter-removed", "waiter removed", Behaviour,
        Compatible "only the client waits", Major "a waiter is gone";
    WaiterChanged <> WaiterChanged, "waiter-changed", "waiter changed", Behaviour,
        Compatible "only the client waits", Patch "it waits for something else";
    ContextParamAdded <> ContextParamRemoved, "context-param-added", "endpoint context parameter added", Behaviour,
        Compatible "it says where requests go, not what is in them", Patch "requests may go elsewhere";
    ContextParamRemoved <> ContextParamAdded, "context-param-removed", "endpoint context parameter removed", Behaviour,
        Compatible "it says where requests go, not what is in them", Patch "requests may go elsewhere";
    ContextParamChanged <> ContextParamChanged, "context-param-changed", "endpoint context parameter changed", Behaviour,
        Compatible "it says where requests go, not what is in them", Patch "requests may go elsewhere";

    ShapeKindChanged <> ShapeKindChanged, "shape-kind-changed", "kind of the shape changed", Structure,
        Incompatible "values take another form", Major "it becomes another type";
    ShapeKindChangedAlike <> ShapeKindChangedAlike, "shape-kind-changed-alike", "kind of the shape changed, its Rust type did not", Structure,
        Compatible "values keep their form", Patch "both are `i32`";
    SparseAdded <> SparseRemoved, "sparse-added", "sparse added to what is received", Structure,
        Incompatible "there may be nulls", Major "elements become `Option`s";
    SparseRemoved <> SparseAdded, "sparse-removed", "sparse removed from what is received", Structure,
        Compatible "there are no more nulls", Major "elements are no longer `Option`s";
    SparseAddedInRequest <> SparseRemovedInRequest, "sparse-added-in-request", "sparse added to what is sent", Structure,
        Compatible "an old client sends no nulls", Major "elements become `Option`s";
    SparseRemovedInRequest <> SparseAddedInRequest, "sparse-removed-in-request", "sparse removed from what is sent", Structure,
        Incompatible "nulls may be refused", Major "elements are no longer `Option`s";
    StreamingAdded <> StreamingRemoved, "streaming-added", "streaming added", Structure,
        Incompatible "the body takes another form", Major "it becomes a stream";
    StreamingRemoved <> StreamingAdded, "streaming-removed", "streaming removed", Structure,
        Incompatible "the body takes another form", Major "it is no longer a stream";
    StringBecameEnum <> EnumBecameString, "string-became-enum", "string became an enum", Structure,
        Compatible "both are text", Major "it becomes another type";
    EnumBecameString <> StringBecameEnum, "enum-became-string", "enum became a string", Structure,
        Compatible "both are text", Major "it becomes another type";
    EnumValueAdded <> EnumValueRemoved, "enum-value-added", "enum value added", Structure,
        Compatible "an old client takes it for an unknown value", Minor "the enum is non-exhaustive and gets a variant";
    EnumValueRemoved <> EnumValueAdded, "enum-value-removed", "enum value removed from what is received", Structure,
        Compatible "an old client no longer receives it", Major "the enum loses a variant";
    EnumValueRemovedInRequest <> EnumValueAdded, "enum-value-removed-in-request", "enum value removed from what is sent", Structure,
        Incompatible "an old client may send it", Major "the enum loses a variant";
    EnumValueRenamed <> EnumValueRenamed, "enum-value-renamed", "enum value renamed", Structure,
        Compatible "the value on the wire is the same", Major "the variant has another name";
    IntEnumValueAdded <> IntEnumValueRemoved, "int-enum-value-added", "intEnum value added", Structure,
        Compatible "an old client reads any number", Patch "the type is `i32`";
    IntEnumValueRemoved <> IntEnumValueAdded, "int-enum-value-removed", "intEnum value removed from what is received", Structure,
        Compatible "an old client no longer receives it", Patch "the type is `i32`";
    IntEnumValueRemovedInRequest <> IntEnumValueAdded, "int-enum-value-removed-in-request", "intEnum value removed from what is sent", Structure,
        Incompatible "an old client may send it", Patch "the type is `i32`";
    IntEnumValueRenamed <> IntEnumValueRenamed, "int-enum-value-renamed", "intEnum value renamed", Structure,
        Compatible "the value on the wire is the same", Patch "the type is `i32`";
    ErrorTraitAdded <> ErrorTraitRemoved, "error-trait-added", "structure became an error", Structure,
        Incompatible "errors are told apart by name, structures are not", Major "the type moves to the errors";
    ErrorTraitRemoved <> ErrorTraitAdded, "error-trait-removed", "error became a plain structure", Structure,
        Incompatible "errors are told apart by name, structures are not", Major "the type moves away from the errors";
    ErrorFaultChanged <> ErrorFaultChanged, "error-fault-changed", "fault of the error changed", Behaviour,
        Compatible "errors are told apart by name", Patch "retries may differ";
    ErrorStatusAdded <> ErrorStatusRemoved, "error-status-added", "HTTP status code of the error added", Behaviour,
        Compatible "errors are told apart by name", Patch "the code is not part of the API";
    ErrorStatusRemoved <> ErrorStatusAdded, "error-status-removed", "HTTP status code of the error removed", Behaviour,
        Compatible "errors are told apart by name", Patch "the code is not part of the API";
    ErrorStatusChanged <> ErrorStatusChanged, "error-status-changed", "HTTP status code of the error changed", Behaviour,
        Compatible "errors are told apart by name", Patch "the code is not part of the API";
    RetryableAdded <> RetryableRemoved, "retryable-added", "error became retryable", Behaviour,
        Compatible "only the client retries", Minor "the error gets `retryable_error_kind`";
    RetryableRemoved <> RetryableAdded, "retryable-removed", "error is no longer retryable", Behaviour,
        Compatible "only the client retries", Major "the error loses `retryable_error_kind`";
    RetryableChanged <> RetryableChanged, "retryable-changed", "how the error is retried changed", Behaviour,
        Compatible "only the client retries", Patch "the error is retried differently";

    MemberAdded <> MemberRemoved, "member-added", "member added", Structure,
        Compatible "an old client neither sends it nor looks at it", Minor "there is one more field and setter";
    MemberRemoved <> MemberAdded, "member-removed", "member removed", Structure,
        Incompatible "an old client may send it or count on it", Major "a field and its setters are gone";
    RequiredInputMemberAdded <> MemberRemoved, "required-input-member-added", "required member added to an input", Structure,
        Incompatible "an old client does not send it", Minor "members of inputs are `Option`s";
    RequiredMemberAdded <> MemberRemoved, "required-member-added", "required member added", Structure,
        Compatible "an old client does not look at it", Minor "there is one more field; `build` returned the same type";
    RequiredMemberAddedInRequest <> MemberRemoved, "required-member-added-in-request", "required member added to what is sent", Structure,
        Incompatible "an old client does not send it", Minor "there is one more field; `build` returned the same type";
    FirstRequiredMemberAdded <> MemberRemoved, "first-required-member-added", "first required member added", Structure,
        Compatible "an old client does not look at it", Major "`build` now returns a `Result`";
    FirstRequiredMemberAddedInRequest <> MemberRemoved, "first-required-member-added-in-request", "first required member added to what is sent", Structure,
        Incompatible "an old client does not send it", Major "`build` now returns a `Result`";
    UnionMemberAdded <> UnionMemberRemoved, "union-member-added", "union member added", Structure,
        Compatible "an old client takes it for an unknown one", Minor "the enum is non-exhaustive and gets a variant";
    UnionMemberRemoved <> UnionMemberAdded, "union-member-removed", "union member removed from what is received", Structure,
        Compatible "an old client no longer receives it", Major "the enum loses a variant";
    UnionMemberRemovedInRequest <> UnionMemberAdded, "union-member-removed-in-request", "union member removed from what is sent", Structure,
        Incompatible "an old client may send it", Major "the enum loses a variant";
    MemberTargetChanged <> MemberTargetChanged, "member-target-changed", "type of the member changed", Structure,
        Incompatible "values take another form", Major "the field has another type";
    MemberTargetRenamed <> MemberTargetRenamed, "member-target-renamed", "type of the member renamed", Structure,
        Compatible "values keep their form", Major "the field's type has another name";
    MemberTargetChangedAlike <> MemberTargetChangedAlike, "member-target-changed-alike", "type of the member changed, its Rust type did not", Structure,
        Compatible "values keep their form", Patch "both are `i32`";
    NumberWidened <> NumberNarrowed, "number-widened", "received number of another type, which holds more", Structure,
        Incompatible "an old client can't read what is too large", Major "the number has another type";
    NumberWidenedInRequest <> NumberNarrowedInRequest, "number-widened-in-request", "sent number of another type, which holds more", Structure,
        Compatible "the same numbers have the same bytes", Major "the number has another type";
    NumberNarrowed <> NumberWidened, "number-narrowed", "received number of another type, which holds less", Structure,
        Compatible "the same numbers have the same bytes", Major "the number has another type";
    NumberNarrowedInRequest <> NumberWidenedInRequest, "number-narrowed-in-request", "sent number of another type, which holds less", Structure,
        Incompatible "an old client may send what is too large", Major "the number has another type";
    MemberBoxed <> MemberUnboxed, "member-boxed", "member became part of a recursion", Structure,
        Compatible "only memory is laid out differently", Major "the field becomes a `Box`";
    MemberUnboxed <> MemberBoxed, "member-unboxed", "member is no longer part of a recursion", Structure,
        Compatible "only memory is laid out differently", Major "the field is no longer a `Box`";
    MemberRequired <> MemberNotRequired, "member-required", "received member became required, its Rust type is the same", Structure,
        Compatible "an old client expects less", Patch "the field's type does not depend on it";
    MemberNotRequired <> MemberRequired, "member-not-required", "received member is no longer required, its Rust type is the same", Structure,
        Compatible "an old client reads a missing value as none or as an empty one", Patch "the field's type does not depend on it";
    MemberRequiredInRequest <> MemberNotRequiredInRequest, "member-required-in-request", "sent member became required, its Rust type is the same", Structure,
        Incompatible "an old client may leave it out", Patch "the field's type does not depend on it";
    MemberNotRequiredInRequest <> MemberRequiredInRequest, "member-not-required-in-request", "sent member is no longer required, its Rust type is the same", Structure,
        Compatible "an old client sends it nonetheless", Patch "the field's type does not depend on it";
    MemberPlain <> MemberOptional, "member-plain", "received member became required", Structure,
        Compatible "an old client expects less", Major "`Option<T>` becomes `T`";
    MemberOptional <> MemberPlain, "member-optional", "received member is no longer required", Structure,
        Compatible "an old client reads a missing value as an empty one", Major "`T` becomes `Option<T>`";
    MemberPlainInRequest <> MemberOptionalInRequest, "member-plain-in-request", "sent member became required", Structure,
        Incompatible "an old client may leave it out", Major "`Option<T>` becomes `T`";
    MemberOptionalInRequest <> MemberPlainInRequest, "member-optional-in-request", "sent member is no longer required", Structure,
        Compatible "an old client sends it nonetheless", Major "`T` becomes `Option<T>`";
    ClientOptionalAdded <> ClientOptionalRemoved, "client-optional-added", "clientOptional added", Behaviour,
        Compatible "it speaks to generators", None "the member's type is the same";
    ClientOptionalRemoved <> ClientOptionalAdded, "client-optional-removed", "clientOptional removed", Behaviour,
        Compatible "it speaks to generators", None "the member's type is the same";
    DefaultAdded <> DefaultRemoved, "default-added", "default added", Behaviour,
        Compatible "a missing value means the default", Patch "the field's type is the same";
    DefaultRemoved <> DefaultAdded, "default-removed", "default removed", Behaviour,
        Compatible "a missing value stays a missing value", Patch "the field's type is the same";
    DefaultChanged <> DefaultChanged, "default-changed", "default changed", Behaviour,
        Compatible "a missing value means another default", Patch "unset members have another value";
    DefaultAddedPlain <> DefaultRemovedOptional, "default-added-plain", "default added, so that the member is always there", Structure,
        Compatible "a missing value means the default", Major "`Option<T>` becomes `T`";
    DefaultRemovedOptional <> DefaultAddedPlain, "default-removed-optional", "default removed, so that the member is no longer always there", Structure,
        Compatible "an old client reads a missing value as the old default", Major "`T` becomes `Option<T>`";
    DefaultAddedRequired <> DefaultRemovedRequired, "default-added-required", "default of a required member added", Structure,
        Compatible "the member is sent as before", Major "`build` may no longer return a `Result`";
    DefaultRemovedRequired <> DefaultAddedRequired, "default-removed-required", "default of a required member removed", Structure,
        Compatible "the member is sent as before", Major "`build` fails without the member";
    HttpBindingAdded <> HttpBindingRemoved, "http-binding-added", "member left the body", Behaviour,
        Incompatible "an old client looks for it in the body", Patch "the place is not part of the API";
    HttpBindingRemoved <> HttpBindingAdded, "http-binding-removed", "member went to the body", Behaviour,
        Incompatible "an old client looks for it elsewhere", Patch "the place is not part of the API";
    HttpBindingChanged <> HttpBindingChanged, "http-binding-changed", "HTTP binding of the member changed", Behaviour,
        Incompatible "an old client looks for it in the old place", Patch "the place is not part of the API";
    WireNameAdded <> WireNameRemoved, "wire-name-added", "name or form on the wire added", Behaviour,
        Incompatible "an old client goes by the old one", Patch "names on the wire are not part of the API";
    WireNameRemoved <> WireNameAdded, "wire-name-removed", "name or form on the wire removed", Behaviour,
        Incompatible "an old client goes by the old one", Patch "names on the wire are not part of the API";
    WireNameChanged <> WireNameChanged, "wire-name-changed", "name or form on the wire changed", Behaviour,
        Incompatible "an old client goes by the old one", Patch "names on the wire are not part of the API";
    TimestampFormatAdded <> TimestampFormatRemoved, "timestamp-format-added", "timestamp format added", Behaviour,
        Incompatible "an old client goes by the protocol's format", Patch "the type is `DateTime`";
    TimestampFormatRemoved <> TimestampFormatAdded, "timestamp-format-removed", "timestamp format removed", Behaviour,
        Incompatible "an old client goes by the old format", Patch "the type is `DateTime`";
    TimestampFormatChanged <> TimestampFormatChanged, "timestamp-format-changed", "timestamp format changed", Behaviour,
        Incompatible "an old client goes by the old format", Patch "the type is `DateTime`";
    MediaTypeAdded <> MediaTypeRemoved, "media-type-added", "media type added", Behaviour,
        Incompatible "the content may be something else", Patch "the type is the same";
    MediaTypeRemoved <> MediaTypeAdded, "media-type-removed", "media type removed", Behaviour,
        Incompatible "the content may be something else", Patch "the type is the same";
    MediaTypeChanged <> MediaTypeChanged, "media-type-changed", "media type changed", Behaviour,
        Incompatible "the content is something else", Patch "the type is the same";
    FirstIdempotencyTokenAdded <> LastIdempotencyTokenRemoved, "first-idempotency-token-added", "member became an idempotency token, the first", Behaviour,
        Compatible "it is sent as before", Minor "the configuration takes a source of tokens";
    LastIdempotencyTokenRemoved <> FirstIdempotencyTokenAdded, "last-idempotency-token-removed", "member is no longer an idempotency token, and no other is", Behaviour,
        Compatible "it is sent as before", Major "the configuration no longer takes a source of tokens";
    IdempotencyTokenAdded <> IdempotencyTokenRemoved, "idempotency-token-added", "member became an idempotency token", Behaviour,
        Compatible "it is sent as before", Patch "it is filled in if unset";
    IdempotencyTokenRemoved <> IdempotencyTokenAdded, "idempotency-token-removed", "member is no longer an idempotency token", Behaviour,
        Compatible "it is sent as before", Patch "it is no longer filled in";
    SensitiveAdded <> SensitiveRemoved, "sensitive-added", "sensitive added", Behaviour,
        Compatible "it is sent as before", Patch "`Debug` hides it";
    SensitiveRemoved <> SensitiveAdded, "sensitive-removed", "sensitive removed", Behaviour,
        Compatible "it is sent as before", Patch "`Debug` shows it";
    ConstraintTightened <> ConstraintLoosened, "constraint-tightened", "constraint tightened on what is received", Behaviour,
        Compatible "an old client does not check it", None "constraints are not part of the API";
    ConstraintLoosened <> ConstraintTightened, "constraint-loosened", "constraint loosened on what is received", Behaviour,
        Compatible "an old client does not check it", None "constraints are not part of the API";
    ConstraintChanged <> ConstraintChanged, "constraint-changed", "constraint changed on what is received", Behaviour,
        Compatible "an old client does not check it", None "constraints are not part of the API";
    ConstraintTightenedInRequest <> ConstraintLoosenedInRequest, "constraint-tightened-in-request", "constraint tightened on what is sent", Behaviour,
        Incompatible "what an old client sends may be refused", None "constraints are not part of the API";
    ConstraintLoosenedInRequest <> ConstraintTightenedInRequest, "constraint-loosened-in-request", "constraint loosened on what is sent", Behaviour,
        Compatible "more is accepted than before", None "constraints are not part of the API";
    ConstraintChangedInRequest <> ConstraintChangedInRequest, "constraint-changed-in-request", "constraint changed on what is sent", Behaviour,
        Incompatible "what an old client sends may be refused", None "constraints are not part of the API";

    DeprecatedAdded <> DeprecatedRemoved, "deprecated-added", "deprecated", Documentation,
        Compatible "it still works", Patch "uses compile with a warning";
    DeprecatedRemoved <> DeprecatedAdded, "deprecated-removed", "no longer deprecated", Documentation,
        Compatible "it still works", Patch "uses compile without a warning";
    DeprecatedChanged <> DeprecatedChanged, "deprecated-changed", "deprecated for another reason", Documentation,
        Compatible "it still works", Patch "the warning differs";
    DocumentationAdded <> DocumentationRemoved, "documentation-added", "documentation added", Documentation,
        Compatible "it is not sent", Patch "the documentation differs";
    DocumentationRemoved <> DocumentationAdded, "documentation-removed", "documentation removed", Documentation,
        Compatible "it is not sent", Patch "the documentation differs";
    DocumentationChanged <> DocumentationChanged, "documentation-changed", "documentation changed", Documentation,
        Compatible "it is not sent", Patch "the documentation differs";
    TraitAdded <> TraitRemoved, "trait-added", "trait added", Behaviour,
        Compatible "no serialization depends on it", Patch "at most behaviour depends on it";
    TraitRemoved <> TraitAdded, "trait-removed", "trait removed", Behaviour,
        Compatible "no serialization depends on it", Patch "at most behaviour depends on it";
    TraitChanged <> TraitChanged, "trait-changed", "trait changed", Behaviour,
        Compatible "no serialization depends on it", Patch "at most behaviour depends on it";
}

impl Rule {
    /// The rule for the same change in requests; this rule itself if the direction makes no difference.
    pub(super) fn in_request(self) -> Rule {
        match self {
            Rule::SparseAdded => Rule::SparseAddedInRequest,
            Rule::SparseRemoved => Rule::SparseRemovedInRequest,
            Rule::EnumValueRemoved => Rule::EnumValueRemovedInRequest,
            Rule::IntEnumValueRemoved => Rule::IntEnumValueRemovedInRequest,
            Rule::UnionMemberRemoved => Rule::UnionMemberRemovedInRequest,
            Rule::RequiredMemberAdded => Rule::RequiredMemberAddedInRequest,
            Rule::FirstRequiredMemberAdded => Rule::FirstRequiredMemberAddedInRequest,
            Rule::NumberWidened => Rule::NumberWidenedInRequest,
            Rule::NumberNarrowed => Rule::NumberNarrowedInRequest,
            Rule::MemberRequired => Rule::MemberRequiredInRequest,
            Rule::MemberNotRequired => Rule::MemberNotRequiredInRequest,
            Rule::MemberPlain => Rule::MemberPlainInRequest,
            Rule::MemberOptional => Rule::MemberOptionalInRequest,
            Rule::ConstraintTightened => Rule::ConstraintTightenedInRequest,
            Rule::ConstraintLoosened => Rule::ConstraintLoosenedInRequest,
            Rule::ConstraintChanged => Rule::ConstraintChangedInRequest,
            rule => rule,
        }
    }
}
