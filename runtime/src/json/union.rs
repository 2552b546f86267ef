//! Unions: objects of which exactly one member is set.
//!
//! Smithy specification: [union](https://smithy.io/2.0/spec/aggregate-types.html#union).

use super::error;
use super::reader::Reader;
use crate::ReadError;

impl Reader<'_> {
    /// Consumes the value of a variant that holds nothing, or that the model doesn't know; `None` is
    /// `null`, for a variant that isn't set.
    pub fn unit(&mut self) -> Result<Option<()>, ReadError> {
        if self.null()? {
            return Ok(None);
        }
        self.skip().map(Some)
    }

    /// Keeps `found`, what the last member of a union was read as. A second one is an error.
    pub fn one_variant<T>(&self, kept: &mut Option<T>, found: Option<T>) -> Result<(), ReadError> {
        if kept.is_some() && found.is_some() {
            return Err(self.variants("a second one"));
        }
        if found.is_some() {
            *kept = found;
        }
        Ok(())
    }

    /// What a union has been read as, now that its object has ended. None at all is an error.
    pub fn end_union<T>(&self, kept: Option<T>) -> Result<Option<T>, ReadError> {
        match kept {
            Some(_) => Ok(kept),
            None => Err(self.variants("none")),
        }
    }

    #[cold]
    fn variants(&self, found: &'static str) -> ReadError {
        error::expected_not("one variant of a union", found, self.text, self.pos)
    }
}
