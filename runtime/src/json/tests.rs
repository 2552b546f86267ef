//! Readers and writers, by tables of cases.

mod big_number;
mod documents;
mod errors;
mod numbers;
mod reading;
mod strings;
mod timestamps;
mod writing;

use super::Reader;
use crate::ReadError;

/// Reads `text` by `read`, to its end.
fn read<'a, T>(
    text: &'a str,
    read: impl FnOnce(&mut Reader<'a>) -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    let mut reader = Reader::new(text.as_bytes())?;
    let value = read(&mut reader)?;
    reader.end()?;
    Ok(value)
}

/// The error of reading `text` by `read`.
#[track_caller]
fn fail<'a, T: std::fmt::Debug>(
    text: &'a str,
    with: impl FnOnce(&mut Reader<'a>) -> Result<T, ReadError>,
) -> ReadError {
    match read(text, with) {
        Ok(value) => panic!("{text:?} was read as {value:?}"),
        Err(error) => error,
    }
}
