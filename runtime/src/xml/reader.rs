//! The pull reader: elements, and what is skipped.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::Hash;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::error::ReadError;
use super::text::Text;

/// How many elements may be open at once. A document nested deeper is an error, so that none can
/// overflow the stack.
pub const MAX_DEPTH: usize = 256;

/// Reads an XML document from its start to its end, as the caller asks for it.
///
/// The caller enters an element and reads what is in it: its elements one by one, or its text, up to
/// and with its end. Anything else than what is asked for is a [`ReadError`], after which the reader is
/// of no further use.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a str,
    xml: quick_xml::Reader<&'a [u8]>,
    /// The element that was entered last.
    start: Option<BytesStart<'a>>,
    depth: usize,
}

impl<'a> Reader<'a> {
    /// Reads `bytes`, which must be UTF-8.
    pub fn new(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let text = std::str::from_utf8(bytes)
            .map_err(|error| ReadError::new("UTF-8", "other bytes", error.valid_up_to()))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut xml = quick_xml::Reader::from_str(text);
        xml.config_mut().expand_empty_elements = true;
        Ok(Self {
            text,
            xml,
            start: None,
            depth: 0,
        })
    }

    /// Enters the document's element, which must go by one of these names. False: the document is empty.
    pub fn root(&mut self, names: &[&str]) -> Result<bool, ReadError> {
        if self.text.is_empty() {
            return Ok(false);
        }
        let name = self.any_root()?;
        match names.contains(&name) {
            true => Ok(true),
            false => {
                let found = format!("an element of another name than {}", names.join(" or "));
                Err(ReadError::new("the element of the response", found, 0))
            }
        }
    }

    /// Enters the document's element, whatever its name.
    pub fn any_root(&mut self) -> Result<&'a str, ReadError> {
        loop {
            let at = self.offset();
            match self.event()? {
                Event::Start(start) => return self.enter(start, at),
                Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
                Event::Text(text) if text.trim_ascii().is_empty() => {}
                other => return Err(unexpected("an element", &other, at)),
            }
        }
    }

    /// Enters the next element within the one that was entered, and gives its name without a prefix.
    /// `None`: the outer one has ended.
    pub fn next_element(&mut self) -> Result<Option<&'a str>, ReadError> {
        loop {
            let at = self.offset();
            match self.event()? {
                Event::Start(start) => return self.enter(start, at).map(Some),
                Event::End(_) => {
                    self.depth -= 1;
                    return Ok(None);
                }
                Event::Text(_)
                | Event::CData(_)
                | Event::Comment(_)
                | Event::PI(_)
                | Event::GeneralRef(_) => {}
                other => return Err(unexpected("an element", &other, at)),
            }
        }
    }

    /// Enters the elements of these names, each within the one before; others are skipped. False: there
    /// are none.
    pub fn descend(&mut self, names: &[&str]) -> Result<bool, ReadError> {
        for name in names {
            loop {
                match self.next_element()? {
                    Some(found) if found == *name => break,
                    Some(_) => self.skip()?,
                    None => return Ok(false),
                }
            }
        }
        Ok(true)
    }

    /// An attribute of the element that was entered last, by its name with its prefix.
    pub fn attribute(&self, name: &str) -> Result<Option<Text<'a>>, ReadError> {
        let Some(start) = &self.start else {
            return Ok(None);
        };
        let malformed = || ReadError::new("attributes", "malformed XML", self.offset());
        let Some(found) = start.try_get_attribute(name).map_err(|_| malformed())? else {
            return Ok(None);
        };
        let value = quick_xml::escape::unescape(&found.value).map_err(|_| malformed())?;
        let value = Cow::Owned(value.into_owned());
        Ok(Some(Text::new(value, self.offset())))
    }

    /// The text of the element that was entered, which must hold nothing else.
    pub fn text(&mut self) -> Result<Text<'a>, ReadError> {
        let offset = self.offset();
        let mut text = Cow::Borrowed("");
        loop {
            let at = self.offset();
            let piece = match self.event()? {
                Event::End(_) => {
                    self.depth -= 1;
                    return Ok(Text::new(text, offset));
                }
                Event::Text(piece) => piece.xml10_content(),
                Event::CData(piece) => piece.xml10_content(),
                Event::GeneralRef(reference) => {
                    text.to_mut().push_str(&resolve(&reference, at)?);
                    continue;
                }
                Event::Comment(_) | Event::PI(_) => continue,
                other => return Err(unexpected("text", &other, at)),
            };
            match text.is_empty() {
                true => text = piece,
                false => text.to_mut().push_str(&piece),
            }
        }
    }

    /// Skips the element that was entered, whatever is in it. It must be well-formed.
    pub fn skip(&mut self) -> Result<(), ReadError> {
        let outer = self.depth - 1;
        while self.depth > outer {
            self.next_element()?;
        }
        Ok(())
    }

    /// Checks that nothing follows the document's element, which has ended.
    pub fn end(&mut self) -> Result<(), ReadError> {
        loop {
            let at = self.offset();
            match self.event()? {
                Event::Eof => return Ok(()),
                Event::Comment(_) | Event::PI(_) => {}
                Event::Text(text) if text.trim_ascii().is_empty() => {}
                other => return Err(unexpected("the end of the document", &other, at)),
            }
        }
    }

    /// Reads the elements called `name` within the one that was entered, each by `read`.
    pub fn list<T>(
        &mut self,
        name: &str,
        mut read: impl FnMut(&mut Self) -> Result<T, ReadError>,
    ) -> Result<Vec<T>, ReadError> {
        let mut items = Vec::new();
        while let Some(found) = self.next_element()? {
            match found == name {
                true => items.push(read(self)?),
                false => self.skip()?,
            }
        }
        Ok(items)
    }

    /// Reads the elements called `entry` within the one that was entered, each with elements for its key
    /// and its value, the latter by `read`. Of entries with the same key, the last one stays.
    pub fn map<K, T>(
        &mut self,
        entry: &str,
        names: [&str; 2],
        mut read: impl FnMut(&mut Self) -> Result<T, ReadError>,
    ) -> Result<HashMap<K, T>, ReadError>
    where
        K: Eq + Hash + for<'s> From<&'s str>,
    {
        let mut entries = HashMap::new();
        while let Some(found) = self.next_element()? {
            match found == entry {
                true => self.entry(&mut entries, names, &mut read)?,
                false => self.skip()?,
            }
        }
        Ok(entries)
    }

    /// Reads the entry of a map that was entered into `entries`. One without a key or a value is an error.
    pub fn entry<K, T>(
        &mut self,
        entries: &mut HashMap<K, T>,
        [key_name, value_name]: [&str; 2],
        mut read: impl FnMut(&mut Self) -> Result<T, ReadError>,
    ) -> Result<(), ReadError>
    where
        K: Eq + Hash + for<'s> From<&'s str>,
    {
        let (mut key, mut value) = (None, None);
        while let Some(found) = self.next_element()? {
            if found == key_name {
                key = Some(self.text()?.string_as());
            } else if found == value_name {
                value = Some(read(self)?);
            } else {
                self.skip()?;
            }
        }
        match (key, value) {
            (Some(key), Some(value)) => {
                entries.insert(key, value);
                Ok(())
            }
            _ => {
                let expected = "a key and a value of a map";
                Err(ReadError::new(expected, "less", self.offset()))
            }
        }
    }

    /// Keeps `found`, what the last element of a union was read as. A second one is an error.
    pub fn one_variant<T>(&self, kept: &mut Option<T>, found: T) -> Result<(), ReadError> {
        match kept.replace(found) {
            None => Ok(()),
            Some(_) => Err(self.variants("a second one")),
        }
    }

    /// What a union has been read as, now that its element has ended. None at all is an error.
    pub fn end_union<T>(&self, kept: Option<T>) -> Result<T, ReadError> {
        kept.ok_or_else(|| self.variants("none"))
    }

    fn enter(&mut self, start: BytesStart<'a>, at: usize) -> Result<&'a str, ReadError> {
        if self.depth == MAX_DEPTH {
            let expected = "at most 256 elements within one another";
            return Err(ReadError::new(expected, "another one", at));
        }
        self.depth += 1;
        // The name stands in the document behind `<`; taken from there it lives as long.
        let length = start.name().as_ref().len();
        let name = &self.text[at + 1..at + 1 + length];
        self.start = Some(start);
        Ok(name.split_once(':').map_or(name, |(_, local)| local))
    }

    fn event(&mut self) -> Result<Event<'a>, ReadError> {
        self.xml.read_event().map_err(|error| {
            let at = usize::try_from(self.xml.error_position()).unwrap_or(0);
            ReadError::new("well-formed XML", malformed(&error), at)
        })
    }

    fn offset(&self) -> usize {
        usize::try_from(self.xml.buffer_position()).unwrap_or(0)
    }

    #[cold]
    fn variants(&self, found: &'static str) -> ReadError {
        ReadError::new("one variant of a union", found, self.offset())
    }
}

/// The character that a reference stands for: by its number, or one of the five that XML names.
fn resolve(reference: &BytesRef<'_>, at: usize) -> Result<Cow<'static, str>, ReadError> {
    let unknown = || ReadError::new("a character", "a reference to nothing known", at);
    if let Some(letter) = reference.resolve_char_ref().map_err(|_| unknown())? {
        return Ok(Cow::Owned(letter.to_string()));
    }
    resolve_predefined_entity(reference)
        .map(Cow::Borrowed)
        .ok_or_else(unknown)
}

#[cold]
fn unexpected(expected: &'static str, found: &Event<'_>, at: usize) -> ReadError {
    let found = match found {
        Event::Start(_) | Event::Empty(_) => "an element",
        Event::End(_) => "the end of an element",
        Event::Eof => "the end of the document",
        Event::DocType(_) => "a document type",
        Event::Decl(_) => "a declaration",
        _ => "text",
    };
    ReadError::new(expected, found, at)
}

/// What is wrong, without the names and texts of the document.
#[cold]
fn malformed(error: &quick_xml::Error) -> &'static str {
    match error {
        quick_xml::Error::Syntax(_) => "a tag, comment or section without an end",
        quick_xml::Error::IllFormed(_) => "a tag that does not belong there, or a lone `&`",
        _ => "malformed XML",
    }
}
