//! The relation between the signature of a presigned request and its body.

/// The part of the body that the signature of a presigned request covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    /// Nothing: the request may be sent with any body.
    Unsigned,
    /// The empty body: the request must be sent without a body.
    Empty,
    /// The serialized body of the input: the request must be sent with exactly this body.
    Signed,
}
