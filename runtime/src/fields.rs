//! Fields of structures that are being read. A reader's arms return what these functions return, so that one `?` stands
//! for all arms: the compiler checks a call faster than a `?`, and a client has thousands of arms.

use crate::read_error::ReadError;

/// Sets the field to the value that was read, which may be null.
#[inline]
pub fn set<T>(field: &mut Option<T>, read: Result<Option<T>, ReadError>) -> Result<(), ReadError> {
    *field = read?;
    Ok(())
}

/// The same as [`set`], for a field in a box.
#[inline]
pub fn set_boxed<T>(
    field: &mut Option<Box<T>>,
    read: Result<Option<T>, ReadError>,
) -> Result<(), ReadError> {
    *field = read?.map(Box::new);
    Ok(())
}

/// Sets the field to the value that was read, in a format without null.
#[inline]
pub fn fill<T>(field: &mut Option<T>, read: Result<T, ReadError>) -> Result<(), ReadError> {
    *field = Some(read?);
    Ok(())
}

/// Adds the element that was read to the list in the field.
#[inline]
pub fn push<T>(field: &mut Option<Vec<T>>, read: Result<T, ReadError>) -> Result<(), ReadError> {
    field.get_or_insert_default().push(read?);
    Ok(())
}
