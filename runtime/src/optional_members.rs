//! Members that may be unset, as one call each: the compiler checks it faster than an `if let` around a call, and a client
//! has thousands of members.

/// Implements the writing of optional scalars for a writer of objects, which has the method `key`.
macro_rules! optional_members {
    ($writer:ident) => {
        impl $writer<'_> {
            /// Writes the member as [`ValueWriter::string`] does, if it is set.
            #[inline]
            pub fn string<T: AsRef<str>>(&mut self, name: &str, value: &Option<T>) {
                if let Some(value) = value {
                    self.key(name).string(value.as_ref());
                }
            }

            /// Writes the member as [`ValueWriter::boolean`] does, if it is set.
            #[inline]
            pub fn boolean(&mut self, name: &str, value: Option<bool>) {
                if let Some(value) = value {
                    self.key(name).boolean(value);
                }
            }

            /// Writes the member as [`ValueWriter::integer`] does, if it is set.
            #[inline]
            pub fn integer<T: Into<i64>>(&mut self, name: &str, value: Option<T>) {
                if let Some(value) = value {
                    self.key(name).integer(value);
                }
            }

            /// Writes the member as [`ValueWriter::float`] does, if it is set.
            #[inline]
            pub fn float(&mut self, name: &str, value: Option<f32>) {
                if let Some(value) = value {
                    self.key(name).float(value);
                }
            }

            /// Writes the member as [`ValueWriter::double`] does, if it is set.
            #[inline]
            pub fn double(&mut self, name: &str, value: Option<f64>) {
                if let Some(value) = value {
                    self.key(name).double(value);
                }
            }
        }
    };
}

pub(crate) use optional_members;
