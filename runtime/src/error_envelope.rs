//! The members that name an error in its body, which are the same in JSON and CBOR.

/// The members that name an error, and its message.
#[derive(Debug, Default)]
pub(crate) struct ErrorEnvelope {
    /// The member `code`, which only some protocols have.
    pub(crate) code: Option<String>,
    /// The member `__type`.
    pub(crate) error_type: Option<String>,
    /// The message, under any of the names that services give it.
    pub(crate) message: Option<String>,
}

/// Gives the `Reader` in scope the method `error_envelope`. The reader has the methods `begin_body`,
/// `next_key`, `peek_string`, `string`, `skip` and `end`.
macro_rules! error_envelope {
    () => {
        impl Reader<'_> {
            /// Reads a whole body as that of an error. Members of other names are skipped.
            pub(crate) fn error_envelope(&mut self) -> Result<ErrorEnvelope, ReadError> {
                let mut envelope = ErrorEnvelope::default();
                self.begin_body()?;
                while let Some(key) = self.next_key()? {
                    let field = match &*key {
                        "code" => &mut envelope.code,
                        "__type" => &mut envelope.error_type,
                        "message" | "Message" | "errorMessage" => &mut envelope.message,
                        _ => {
                            self.skip()?;
                            continue;
                        }
                    };
                    // Some services send a number as the code. It names no shape.
                    if self.peek_string() {
                        *field = self.string()?;
                    } else {
                        self.skip()?;
                    }
                }
                self.end()?;
                Ok(envelope)
            }
        }
    };
}

pub(crate) use error_envelope;
