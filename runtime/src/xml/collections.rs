//! Lists, maps and unions.

use super::reader::Reader;
use crate::ReadError;
use crate::collections::Entries;
use crate::own_type::{BoxError, EXPECTED, REFUSED};

impl Reader<'_> {
    /// Reads a list whose elements are called `name`.
    pub fn list<T>(
        &mut self,
        name: &str,
        mut element: impl FnMut(&mut Self) -> Result<T, ReadError>,
    ) -> Result<Vec<T>, ReadError> {
        let mut values = Vec::new();
        while let Some(found) = self.next_element()? {
            if found == name {
                values.push(element(self)?);
            } else {
                self.skip()?;
            }
        }
        Ok(values)
    }

    /// Reads a map whose entries are called `entry`. `names` are those of the elements with key and value.
    pub fn map<K, V, M>(
        &mut self,
        names: [&str; 2],
        mut value: impl FnMut(&mut Self) -> Result<V, ReadError>,
    ) -> Result<M, ReadError>
    where
        K: for<'s> From<&'s str>,
        M: Entries<K, V>,
    {
        let mut entries = M::default();
        while let Some(found) = self.next_element()? {
            if found == "entry" {
                self.entry(&mut entries, names, &mut value)?;
            } else {
                self.skip()?;
            }
        }
        Ok(entries)
    }

    /// Reads an entry of a map into `entries`. Key and value may come in any order, and must both come.
    pub fn entry<K, V, M>(
        &mut self,
        entries: &mut M,
        [key_name, value_name]: [&str; 2],
        mut value: impl FnMut(&mut Self) -> Result<V, ReadError>,
    ) -> Result<(), ReadError>
    where
        K: for<'s> From<&'s str>,
        M: Entries<K, V>,
    {
        let (mut found_key, mut found_value) = (None, None);
        while let Some(found) = self.next_element()? {
            if found == key_name {
                found_key = Some(K::from(&*self.text()?));
            } else if found == value_name {
                found_value = Some(value(self)?);
            } else {
                self.skip()?;
            }
        }
        match (found_key, found_value) {
            (Some(key), Some(value)) => entries.put(key, value),
            (None, _) => return Err(self.error("the key of an entry", "none")),
            (_, None) => return Err(self.error("the value of an entry", "none")),
        }
        Ok(())
    }

    /// Reads a value by `read`, and converts it to the type that a user named in its place.
    pub fn own<W, T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<W, ReadError>,
    ) -> Result<T, ReadError>
    where
        T: TryFrom<W, Error: Into<BoxError>>,
    {
        let value = read(self)?;
        let refused = |error: T::Error| self.error(EXPECTED, REFUSED).caused_by(error.into());
        T::try_from(value).map_err(refused)
    }

    /// Keeps `found`, the variant that was just read. A second variant is an error.
    pub fn one_variant<T>(&self, kept: &mut Option<T>, found: T) -> Result<(), ReadError> {
        match kept.replace(found) {
            None => Ok(()),
            Some(_) => Err(self.error("one variant of a union", "a second one")),
        }
    }

    /// The variant of a union whose element has ended. It is an error if there was none.
    pub fn end_union<T>(&self, kept: Option<T>) -> Result<T, ReadError> {
        kept.ok_or_else(|| self.error("one variant of a union", "none"))
    }
}
