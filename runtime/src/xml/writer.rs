//! The writer of XML.

use aws_smithy_types::DateTime;
use aws_smithy_types::error::operation::BuildError;

use crate::http::{TimestampFormat, text};

/// The initial capacity of a writer, in bytes. Most request bodies are smaller.
const CAPACITY: usize = 1024;

/// Writes one element, without an XML declaration and without white space.
///
/// Names come from the model, whose validation accepts only names of XML.
#[derive(Debug)]
pub struct Writer {
    out: String,
}

impl Default for Writer {
    fn default() -> Self {
        Self::new()
    }
}

impl Writer {
    /// A writer with room for a body of common size.
    pub fn new() -> Self {
        Self {
            out: String::with_capacity(CAPACITY),
        }
    }

    /// Begins the element. It must be called once.
    pub fn element<'a>(&'a mut self, name: &'a str) -> TagWriter<'a> {
        TagWriter::new(&mut self.out, name)
    }

    /// The bytes that were written.
    pub fn finish(self) -> Vec<u8> {
        self.out.into_bytes()
    }
}

/// Writes the start tag of an element, with its attributes, and then its content.
#[derive(Debug)]
#[must_use = "an element must be ended"]
pub struct TagWriter<'a> {
    out: &'a mut String,
    name: &'a str,
}

impl<'a> TagWriter<'a> {
    fn new(out: &'a mut String, name: &'a str) -> Self {
        out.push('<');
        out.push_str(name);
        Self { out, name }
    }

    /// Adds an attribute.
    pub fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(self.out, value);
        self.out.push('"');
    }

    /// Declares a namespace. `name` is `xmlns`, or `xmlns:` and a prefix.
    pub fn namespace(mut self, name: &str, uri: &str) -> Self {
        self.attribute(name, uri);
        self
    }

    /// Begins the content.
    pub fn content(self) -> ElementWriter<'a> {
        self.out.push('>');
        ElementWriter {
            out: self.out,
            name: self.name,
        }
    }

    /// Ends the element without content.
    pub fn empty(self) {
        self.content().end();
    }

    /// Writes text as the content, and ends the element.
    pub fn string(self, value: &str) {
        self.content().text(value, escape);
    }

    /// Writes `true` or `false`.
    pub fn boolean(self, value: bool) {
        self.plain(text::boolean(value));
    }

    /// Writes an integer in decimal.
    pub fn integer(self, value: impl Into<i64>) {
        self.plain(itoa::Buffer::new().format(value.into()));
    }

    /// Writes a number with the fewest digits that identify it among those of 32 bits, or `NaN`, `Infinity`,
    /// `-Infinity`.
    pub fn float(self, value: f32) {
        self.plain(&text::float(value));
    }

    /// Writes a number with the fewest digits that identify it among those of 64 bits, or `NaN`, `Infinity`,
    /// `-Infinity`.
    pub fn double(self, value: f64) {
        self.plain(&text::double(value));
    }

    /// Writes bytes in base64.
    pub fn blob(self, value: &impl AsRef<[u8]>) {
        let content = self.content();
        base64_simd::STANDARD.encode_append(value, content.out);
        content.end();
    }

    /// Writes a timestamp.
    ///
    /// # Errors
    /// The format can't express the year.
    pub fn timestamp(self, value: &DateTime, format: TimestampFormat) -> Result<(), BuildError> {
        self.plain(&text::timestamp(value, format)?);
        Ok(())
    }

    /// Writes text that has nothing to escape.
    fn plain(self, value: &str) {
        self.content().text(value, |out, value| out.push_str(value));
    }
}

/// Writes the elements within an element, which [`end`](Self::end) completes.
#[derive(Debug)]
#[must_use = "an element must be ended"]
pub struct ElementWriter<'a> {
    out: &'a mut String,
    name: &'a str,
}

impl ElementWriter<'_> {
    /// Begins an element within this one.
    pub fn element<'b>(&'b mut self, name: &'b str) -> TagWriter<'b> {
        TagWriter::new(self.out, name)
    }

    /// Ends the element.
    pub fn end(self) {
        self.out.push_str("</");
        self.out.push_str(self.name);
        self.out.push('>');
    }

    fn text(self, value: &str, push: impl FnOnce(&mut String, &str)) {
        push(self.out, value);
        self.end();
    }
}

/// Appends text, escaped for content and for attributes between double quotes, so that parsers of XML 1.0 and 1.1
/// return it unchanged. They normalize line ends, and white space in attributes, unless these are escaped.
fn escape(out: &mut String, value: &str) {
    let mut rest = value;
    while let Some(at) = rest.find(is_special) {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = special.chars();
        match chars.next() {
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('"') => out.push_str("&quot;"),
            Some('\'') => out.push_str("&apos;"),
            Some(other) => out.push_str(&format!("&#x{:X};", u32::from(other))),
            None => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

fn is_special(letter: char) -> bool {
    matches!(letter, '&' | '<' | '>' | '"' | '\'' | '\u{2028}') || letter.is_control()
}

#[cfg(test)]
mod tests {
    use aws_smithy_types::{Blob, DateTime};

    use super::{TagWriter, Writer};
    use crate::http::TimestampFormat;

    fn written(write: impl FnOnce(TagWriter<'_>)) -> String {
        let mut writer = Writer::new();
        write(writer.element("A"));
        String::from_utf8(writer.finish()).expect("UTF-8")
    }

    #[test]
    fn elements_have_attributes_and_children_in_the_order_of_calls() {
        let text = written(|mut tag| {
            tag.attribute("b", "1");
            let mut element = tag.namespace("xmlns:c", "urn:c").content();
            element.element("c:d").empty();
            let mut inner = element.element("E").content();
            inner.element("F").string("f");
            inner.end();
            element.end();
        });
        assert_eq!(
            text,
            r#"<A b="1" xmlns:c="urn:c"><c:d></c:d><E><F>f</F></E></A>"#
        );
    }

    #[test]
    fn what_readers_would_change_is_escaped() {
        let all = "a<b>&\"'\r\n\t\u{1}\u{85}\u{2028}é🦀";
        let escaped = "a&lt;b&gt;&amp;&quot;&apos;&#xD;&#xA;&#x9;&#x1;&#x85;&#x2028;é🦀";
        let text = written(|tag| tag.string(all));
        assert_eq!(text, format!("<A>{escaped}</A>"));
        let text = written(|mut tag| {
            tag.attribute("a", all);
            tag.empty();
        });
        assert_eq!(text, format!("<A a=\"{escaped}\"></A>"));
    }

    #[test]
    fn scalars_are_text() {
        assert_eq!(written(|tag| tag.boolean(true)), "<A>true</A>");
        assert_eq!(
            written(|tag| tag.integer(i64::MIN)),
            format!("<A>{}</A>", i64::MIN)
        );
        assert_eq!(written(|tag| tag.float(5.5)), "<A>5.5</A>");
        assert_eq!(
            written(|tag| tag.float(f32::NEG_INFINITY)),
            "<A>-Infinity</A>"
        );
        assert_eq!(written(|tag| tag.double(f64::NAN)), "<A>NaN</A>");
        assert_eq!(written(|tag| tag.blob(&Blob::new("xml"))), "<A>eG1s</A>");
        let time = DateTime::from_secs(1_398_796_238);
        let text = |format| written(|tag| tag.timestamp(&time, format).expect("a year"));
        assert_eq!(
            text(TimestampFormat::DateTime),
            "<A>2014-04-29T18:30:38Z</A>"
        );
        assert_eq!(text(TimestampFormat::EpochSeconds), "<A>1398796238</A>");
    }

    #[test]
    fn a_year_beyond_the_format_is_an_error() {
        let far = DateTime::from_secs(i64::MAX);
        let mut writer = Writer::new();
        let tag = writer.element("A");
        assert!(tag.timestamp(&far, TimestampFormat::DateTime).is_err());
    }
}
