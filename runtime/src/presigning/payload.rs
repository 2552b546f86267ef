//! What a presigned request's signature covers.

/// The part of the body that the signature of a presigned request covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    /// Nothing: the request can be sent with any body.
    Unsigned,
    /// The empty body: the request must be sent without a body.
    Empty,
    /// The body that the input serializes to: the request must be sent with it.
    Signed,
}
