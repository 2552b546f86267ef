//! Lists, maps and unions: the methods that the readers of JSON and CBOR have in common.
//!
//! Smithy specification: [aggregate types](https://smithy.io/2.0/spec/aggregate-types.html).

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

/// A map that readers fill: a client may have a `BTreeMap` for some shapes.
pub trait Entries<K, T>: Default {
    /// Adds an entry. Of entries with the same key, the last one stays.
    fn put(&mut self, key: K, value: T);
}

impl<K: Eq + Hash, T> Entries<K, T> for HashMap<K, T> {
    fn put(&mut self, key: K, value: T) {
        self.insert(key, value);
    }
}

impl<K: Ord, T> Entries<K, T> for BTreeMap<K, T> {
    fn put(&mut self, key: K, value: T) {
        self.insert(key, value);
    }
}

/// Gives the `Reader` in scope methods for lists, maps and unions. The reader has the methods `begin_array`,
/// `next_element`, `begin_object`, `next_key`, `null` and `skip`, and these: `position`, the offset of the next
/// byte; `refused`, the error for a value that was found at an offset; and `length`, the number of elements that
/// the array declares.
///
/// It is a macro and not a trait, so that generated code needs no import to call the methods.
macro_rules! collections {
    () => {
        impl Reader<'_> {
            /// Reads a list, each element by `read`. A `null` element is an error: the list is not sparse.
            pub fn list<T>(
                &mut self,
                mut read: impl FnMut(&mut Self) -> Result<Option<T>, ReadError>,
            ) -> Result<Option<Vec<T>>, ReadError> {
                self.list_without_nulls(|reader| {
                    let start = reader.position();
                    let expected = "an element of a list that is not sparse";
                    match read(reader)? {
                        None => Err(reader.refused(expected, "null", start)),
                        item => Ok(item),
                    }
                })
            }

            /// Reads a list, each element by `read`. Elements that are `null` are left out.
            pub fn list_without_nulls<T>(
                &mut self,
                mut read: impl FnMut(&mut Self) -> Result<Option<T>, ReadError>,
            ) -> Result<Option<Vec<T>>, ReadError> {
                if !self.begin_array()? {
                    return Ok(None);
                }
                let mut items = Vec::with_capacity(room::<T>(self.length()));
                while self.next_element()? {
                    if let Some(item) = read(self)? {
                        items.push(item);
                    }
                }
                Ok(Some(items))
            }

            /// Reads a `@sparse` list, each element by `read`; `null` elements are kept as `None`.
            pub fn sparse_list<T>(
                &mut self,
                mut read: impl FnMut(&mut Self) -> Result<Option<T>, ReadError>,
            ) -> Result<Option<Vec<Option<T>>>, ReadError> {
                self.list(|reader| read(reader).map(Some))
            }

            /// Reads a map, each value by `read`. A value that is `null` is an error: the map is not sparse.
            /// Of entries with the same key, the last one stays.
            pub fn map<K, T, M>(
                &mut self,
                mut read: impl FnMut(&mut Self) -> Result<Option<T>, ReadError>,
            ) -> Result<Option<M>, ReadError>
            where
                K: for<'s> From<&'s str>,
                M: Entries<K, T>,
            {
                self.map_without_nulls(|reader| {
                    let start = reader.position();
                    let expected = "a value of a map that is not sparse";
                    match read(reader)? {
                        None => Err(reader.refused(expected, "null", start)),
                        value => Ok(value),
                    }
                })
            }

            /// Reads a map, each value by `read`. Entries whose value is `null` are left out. Of entries
            /// with the same key, the last one stays.
            pub fn map_without_nulls<K, T, M>(
                &mut self,
                mut read: impl FnMut(&mut Self) -> Result<Option<T>, ReadError>,
            ) -> Result<Option<M>, ReadError>
            where
                K: for<'s> From<&'s str>,
                M: Entries<K, T>,
            {
                if !self.begin_object()? {
                    return Ok(None);
                }
                let mut entries = M::default();
                while let Some(key) = self.next_key()? {
                    if let Some(value) = read(self)? {
                        entries.put(K::from(&*key), value);
                    }
                }
                Ok(Some(entries))
            }

            /// Reads a `@sparse` map, each value by `read`; `null` values are kept as `None`.
            pub fn sparse_map<K, T, M>(
                &mut self,
                mut read: impl FnMut(&mut Self) -> Result<Option<T>, ReadError>,
            ) -> Result<Option<M>, ReadError>
            where
                K: for<'s> From<&'s str>,
                M: Entries<K, Option<T>>,
            {
                self.map(|reader| read(reader).map(Some))
            }

            /// Reads a value by `read`, and converts it to the type that a user named in its place.
            pub fn own<W, T>(
                &mut self,
                read: impl FnOnce(&mut Self) -> Result<Option<W>, ReadError>,
            ) -> Result<Option<T>, ReadError>
            where
                T: TryFrom<W, Error: Into<BoxError>>,
            {
                let start = self.position();
                let Some(value) = read(self)? else {
                    return Ok(None);
                };
                T::try_from(value).map(Some).map_err(|error| {
                    self.refused(EXPECTED, REFUSED, start)
                        .caused_by(error.into())
                })
            }

            /// Skips the value of a variant that holds nothing or is not in the model. `None`: the value was
            /// `null`, so the variant is not set.
            pub fn unit(&mut self) -> Result<Option<()>, ReadError> {
                if self.null()? {
                    return Ok(None);
                }
                self.skip().map(Some)
            }

            /// Keeps `found`, the variant that was just read. A second variant is an error.
            pub fn one_variant<T>(
                &self,
                kept: &mut Option<T>,
                found: Option<T>,
            ) -> Result<(), ReadError> {
                if kept.is_some() && found.is_some() {
                    return Err(self.variants("a second one"));
                }
                if found.is_some() {
                    *kept = found;
                }
                Ok(())
            }

            /// The variant of a union whose object has ended. It is an error if there was none.
            pub fn end_union<T>(&self, kept: Option<T>) -> Result<Option<T>, ReadError> {
                match kept {
                    Some(_) => Ok(kept),
                    None => Err(self.variants("none")),
                }
            }

            #[cold]
            fn variants(&self, found: &'static str) -> ReadError {
                self.refused("one variant of a union", found, self.position())
            }
        }
    };
}

pub(crate) use collections;

/// The capacity to reserve for a list that declares `length` elements. A declared length alone must not make the
/// client allocate much memory.
pub(crate) fn room<T>(length: u64) -> usize {
    const BYTES: usize = 4096;
    let most = BYTES / size_of::<T>().max(1);
    usize::try_from(length).map_or(most, |length| length.min(most))
}
