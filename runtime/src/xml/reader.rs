//! The pull reader: elements, attributes and skipped content.

use std::borrow::Cow;

use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::ReadError;

/// How deep elements may be nested. A deeper document is an error, so that none can overflow the stack.
pub const MAX_DEPTH: usize = 256;

/// The longest name of an element that an error shows, in characters.
const MAX_NAME: usize = 64;

/// Reads an XML document from its start to its end, as the caller asks for it.
///
/// An element that was entered must be read to its end: as a scalar, by [`skip`](Self::skip), or by
/// [`next_element`](Self::next_element) until that returns `None`. After a [`ReadError`] the reader must not be used
/// any more. Document types are refused, so that there are no entities but the predefined ones.
#[derive(Debug)]
pub struct Reader<'a> {
    events: quick_xml::Reader<&'a [u8]>,
    /// The tag of the element that was entered last.
    tag: BytesStart<'a>,
    depth: usize,
}

impl<'a> Reader<'a> {
    /// A reader of `bytes`, which must be UTF-8, that has entered the root.
    ///
    /// # Errors
    /// There is no element.
    pub fn new(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            ReadError::new("UTF-8", "bytes that are not UTF-8", error.valid_up_to()).foreign()
        })?;
        let mut events = quick_xml::Reader::from_str(text);
        // Parse an empty element as a start tag and an end tag.
        events.config_mut().expand_empty_elements = true;
        let mut reader = Self {
            events,
            tag: BytesStart::new(""),
            depth: 0,
        };
        reader.enter_root().map_err(ReadError::foreign)?;
        Ok(reader)
    }

    fn enter_root(&mut self) -> Result<(), ReadError> {
        loop {
            match self.event()? {
                Event::Start(tag) => return self.enter(tag),
                event => self.ignore_outside(&event, "the root of an XML document")?,
            }
        }
    }

    /// The local name of the element that was entered last.
    pub fn name(&self) -> &str {
        self.tag.local_name().into_inner()
    }

    /// Enters the next element within the current one, and returns its local name. `None`: there are no more, and the
    /// current element has been left. Text between elements is ignored.
    pub fn next_element(&mut self) -> Result<Option<&str>, ReadError> {
        loop {
            match self.event()? {
                Event::Start(tag) => {
                    self.enter(tag)?;
                    return Ok(Some(self.name()));
                }
                Event::End(_) => {
                    self.depth -= 1;
                    return Ok(None);
                }
                event => self.ignore(&event)?,
            }
        }
    }

    /// Checks the local name of the root, right after it was entered. Without `names`, any name is accepted.
    ///
    /// # Errors
    /// It has another one.
    pub fn expect_root(&self, names: &[&str]) -> Result<(), ReadError> {
        if names.is_empty() || names.contains(&self.name()) {
            Ok(())
        } else {
            Err(self.another_root(names))
        }
    }

    #[cold]
    fn another_root(&self, names: &[&str]) -> ReadError {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let found: String = self.name().chars().take(MAX_NAME).collect();
        let at = offset(self.events.buffer_position());
        ReadError::new(
            format!("the root {}", names.join(" or ")),
            format!("`{}`", found.escape_debug()),
            at,
        )
        .foreign()
    }

    /// Enters the element of the first name, in it that of the second, and so on. Other elements are skipped.
    ///
    /// # Errors
    /// One of them is absent.
    pub fn descend(&mut self, names: &[&str]) -> Result<(), ReadError> {
        for name in names {
            loop {
                match self.next_element()? {
                    Some(found) if found == *name => break,
                    Some(_) => self.skip()?,
                    None => return Err(self.absent(name)),
                }
            }
        }
        Ok(())
    }

    #[cold]
    fn absent(&self, name: &str) -> ReadError {
        let at = offset(self.events.buffer_position());
        ReadError::new(format!("the element `{name}`"), "none", at)
    }

    /// The value of an attribute of the element that was entered last, before any of its content is read. `name` has
    /// the attribute's prefix.
    pub fn attribute(&self, name: &str) -> Result<Option<String>, ReadError> {
        let mut attributes = self.tag.attributes();
        // A check for duplicate names would compare each attribute with all others.
        for attribute in attributes.with_checks(false) {
            let attribute = attribute.map_err(|_| self.malformed("an attribute"))?;
            if attribute.key.into_inner() == name {
                let value = unescape(&attribute.value);
                let value = value.map_err(|_| self.malformed("the value of an attribute"))?;
                return Ok(Some(value.into_owned()));
            }
        }
        Ok(None)
    }

    /// Reads the text of the element that was entered last, and leaves it.
    pub(super) fn text(&mut self) -> Result<Cow<'a, str>, ReadError> {
        let mut text = Cow::Borrowed("");
        loop {
            let part = match self.event()? {
                Event::End(_) => {
                    self.depth -= 1;
                    return Ok(text);
                }
                Event::Text(part) => with_unix_lines(part.into_inner()),
                Event::CData(part) => with_unix_lines(part.into_inner()),
                Event::GeneralRef(reference) => Cow::Owned(self.resolve(&reference)?),
                Event::Start(_) => return Err(self.error("text", "an element")),
                event => {
                    self.ignore(&event)?;
                    continue;
                }
            };
            if text.is_empty() {
                text = part;
            } else {
                text.to_mut().push_str(&part);
            }
        }
    }

    /// Leaves the current element, and skips the rest of its content.
    pub fn skip(&mut self) -> Result<(), ReadError> {
        let floor = self.depth;
        while self.depth >= floor {
            match self.event()? {
                // Skipping does not recurse, so the depth is not limited here.
                Event::Start(_) => self.depth += 1,
                Event::End(_) => self.depth -= 1,
                event => self.ignore(&event)?,
            }
        }
        Ok(())
    }

    /// Leaves all open elements, skipping the rest of their content, and checks that the document ends after its root.
    ///
    /// # Errors
    /// The document ends early, is malformed, or has more than white space and comments after its root.
    pub fn finish(&mut self) -> Result<(), ReadError> {
        while self.depth > 0 {
            self.skip()?;
        }
        self.end()
    }

    /// Checks that only white space and comments follow.
    fn end(&mut self) -> Result<(), ReadError> {
        loop {
            match self.event()? {
                Event::Eof => return Ok(()),
                event => self.ignore_outside(&event, "the end of the document")?,
            }
        }
    }

    fn event(&mut self) -> Result<Event<'a>, ReadError> {
        self.events.read_event().map_err(|error| {
            let found = match error {
                quick_xml::Error::IllFormed(error) => error.to_string(),
                quick_xml::Error::Syntax(error) => error.to_string(),
                _ => "something else".to_owned(),
            };
            ReadError::new("XML", found, offset(self.events.error_position()))
        })
    }

    fn enter(&mut self, tag: BytesStart<'a>) -> Result<(), ReadError> {
        if self.depth == MAX_DEPTH {
            return Err(self.error("at most 256 elements within one another", "another one"));
        }
        self.depth += 1;
        self.tag = tag;
        Ok(())
    }

    /// Checks an event within an element that is ignored, such as a comment.
    fn ignore(&self, event: &Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Eof => Err(self.error("the end of an element", "the end of the document")),
            Event::Decl(_) | Event::DocType(_) => Err(self.malformed("a declaration")),
            _ => Ok(()),
        }
    }

    /// Checks an event before or after the root.
    fn ignore_outside(&self, event: &Event<'_>, expected: &'static str) -> Result<(), ReadError> {
        match event {
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => Ok(()),
            Event::Text(text) if text.trim().is_empty() => Ok(()),
            Event::Eof => Err(self.error(expected, "the end of the document")),
            Event::DocType(_) => Err(self.error(expected, "a document type")),
            Event::Start(_) => Err(self.error(expected, "an element")),
            _ => Err(self.error(expected, "text")),
        }
    }

    fn resolve(&self, reference: &BytesRef<'_>) -> Result<String, ReadError> {
        let letter = reference.resolve_char_ref();
        match letter.map_err(|_| self.malformed("a reference"))? {
            Some(letter) => Ok(letter.to_string()),
            None => match resolve_predefined_entity(reference) {
                Some(text) => Ok(text.to_owned()),
                None => Err(self.error("an entity of XML", "another")),
            },
        }
    }

    #[cold]
    pub(super) fn error(&self, expected: &'static str, found: &'static str) -> ReadError {
        ReadError::new(expected, found, offset(self.events.buffer_position()))
    }

    #[cold]
    fn malformed(&self, what: &'static str) -> ReadError {
        let at = offset(self.events.buffer_position());
        ReadError::new("XML", format!("{what} that is malformed"), at)
    }
}

/// An offset in the document, which is in memory.
fn offset(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

/// Replaces each end of a line by a line feed (XML 1.0, section 2.11).
fn with_unix_lines(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains('\r') {
        return text;
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}
