//! Macros by which generated code asks whether this crate has a feature. Code that stands in another crate can't
//! ask by `cfg`, which there means the features of that crate.

/// Makes a macro for each feature, which takes the items to expand to if it is on, and those if it is off.
macro_rules! conditions {
    ($dollar:tt $($name:ident $feature:literal)*) => { $(
        #[cfg(feature = $feature)]
        #[doc(hidden)]
        #[macro_export]
        macro_rules! $name {
            ({ $dollar($dollar on:tt)* } { $dollar($dollar off:tt)* }) => { $dollar($dollar on)* };
        }
        #[cfg(not(feature = $feature))]
        #[doc(hidden)]
        #[macro_export]
        macro_rules! $name {
            ({ $dollar($dollar on:tt)* } { $dollar($dollar off:tt)* }) => { $dollar($dollar off)* };
        }
    )* };
}

conditions! { $
    if_aws "aws"
    if_bytes "bytes"
    if_cbor "cbor"
    if_checksums "checksums"
    if_compression "compression"
    if_event_stream "event-stream"
    if_query "query"
    if_serde_deserialize "serde-deserialize"
    if_serde_serialize "serde-serialize"
    if_validate_inputs "validate-inputs"
    if_xml "xml"
}
