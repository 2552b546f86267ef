//! Writes HTML. This is the one place where text is escaped.

/// An HTML document that is being written. Only literals of the program are not escaped.
#[derive(Default)]
pub(crate) struct Html {
    out: String,
}

impl Html {
    /// Writes markup.
    pub(crate) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.out.push_str(markup);
        self
    }

    /// Writes text, escaped for an element. Code has many quotes, which need no escapes there.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                _ => self.out.push(c),
            }
        }
        self
    }

    /// Writes the value of an attribute, which is in double quotes.
    fn value(&mut self, text: &str) -> &mut Self {
        for (at, part) in text.split('"').enumerate() {
            if at > 0 {
                self.out.push_str("&quot;");
            }
            self.text(part);
        }
        self
    }

    /// Opens an element.
    pub(crate) fn open(
        &mut self,
        tag: &'static str,
        attributes: &[(&'static str, &str)],
    ) -> &mut Self {
        self.raw("<").raw(tag);
        for (name, value) in attributes {
            self.raw(" ").raw(name).raw("=\"").value(value).raw("\"");
        }
        self.raw(">")
    }

    /// Closes an element.
    pub(crate) fn close(&mut self, tag: &'static str) -> &mut Self {
        self.raw("</").raw(tag).raw(">")
    }

    /// An element that contains only text.
    pub(crate) fn element(
        &mut self,
        tag: &'static str,
        attributes: &[(&'static str, &str)],
        text: &str,
    ) -> &mut Self {
        self.open(tag, attributes).text(text).close(tag)
    }

    /// A link to an anchor of the page.
    pub(crate) fn anchor(&mut self, id: &str, text: &str) -> &mut Self {
        self.element("a", &[("href", &format!("#{id}"))], text)
    }

    /// Appends another document.
    pub(crate) fn append(&mut self, html: Html) -> &mut Self {
        self.out.push_str(&html.out);
        self
    }

    /// Returns the HTML.
    pub(crate) fn finish(self) -> String {
        self.out
    }
}
