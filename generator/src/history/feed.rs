//! The Atom feeds (RFC 4287): one of all services, and one of each.
//!
//! Addresses are relative to the feed, unless the address of the site is known. The ids of entries are made of
//! their release's commit and their service, and those of feeds of the repository's first commit, so they stay the same
//! wherever the site is.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use tinsmith_model::visible_lines;

use super::record::Record;
use super::timeline::{Entry, Timeline};
use crate::digest::sha256;
use crate::report::{words, xml};

/// The most entries of a feed.
const MOST: usize = 200;

/// What the feeds of a site share.
pub(crate) struct Feeds<'f> {
    pub(crate) timeline: &'f Timeline,
    /// The address at which the site is published, if it is known. It ends with a slash.
    pub(crate) url: Option<&'f str>,
    /// The id of the repository's first commit.
    pub(crate) origin: &'f str,
}

impl Feeds<'_> {
    /// All feeds.
    ///
    /// # Errors
    /// None: they are written to memory.
    pub(crate) fn all(&self) -> io::Result<Vec<(String, String)>> {
        let all = self.timeline.pages().take(MOST).collect::<Vec<_>>();
        let mut files = vec![self.feed("feed.atom", "API changes", "index.html", &all)?];
        for (name, service) in &self.timeline.services {
            let pages = self.timeline.pages_of(service).take(MOST);
            let title = format!("{} - API changes", service.title);
            let (feed, page) = (
                format!("services/{name}.atom"),
                format!("services/{name}.html"),
            );
            files.push(self.feed(&feed, &title, &page, &pages.collect::<Vec<_>>())?);
        }
        Ok(files)
    }

    fn feed(
        &self,
        address: &str,
        title: &str,
        page: &str,
        pages: &[(&Entry, &Record)],
    ) -> io::Result<(String, String)> {
        let mut feed = Feed {
            writer: Writer::new_with_indent(Vec::new(), b' ', 1),
            root: match self.url {
                Some(url) => url.to_owned(),
                None => "../".repeat(address.matches('/').count()),
            },
        };
        feed.event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        feed.open(
            "feed",
            &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", "en")],
        )?;
        feed.text("id", &id(self.origin, address))?;
        feed.text("title", title)?;
        // A feed must have a time, also without entries.
        let newest = pages.first().map(|(entry, _)| entry);
        let newest = newest
            .or(self.timeline.entries.first().as_ref())
            .map(|it| it.release.time.as_str());
        feed.text("updated", newest.unwrap_or("1970-01-01T00:00:00Z"))?;
        feed.open("author", &[])?;
        feed.text("name", "tinsmith history")?;
        feed.close("author")?;
        if self.url.is_some() {
            feed.link("self", "application/atom+xml", address)?;
        }
        feed.link("alternate", "text/html", page)?;
        for (entry, page) in pages {
            self.entry(&mut feed, entry, page)?;
        }
        feed.close("feed")?;
        let text = String::from_utf8(feed.writer.into_inner()).map_err(io::Error::other)?;
        Ok((address.to_owned(), format!("{}\n", visible_lines(&text))))
    }

    fn entry(&self, feed: &mut Feed, entry: &Entry, page: &Record) -> io::Result<()> {
        feed.open("entry", &[])?;
        feed.text("id", &id(&entry.release.commit, &page.page))?;
        let title = format!(
            "{} - {} - {}",
            entry.release.date(),
            page.title,
            page.counts()
        );
        feed.text("title", &title)?;
        feed.text("updated", &entry.release.time)?;
        feed.link("alternate", "text/html", &page.address())?;
        feed.empty("category", &[("term", &page.page), ("label", &page.title)])?;
        let mut summary: Vec<String> = entry.notes_of(page).map(|note| note.text.clone()).collect();
        let methods = page.methods.iter().map(|method| method.name.as_str());
        let methods: Vec<&str> = methods.collect();
        if !methods.is_empty() {
            summary.push(format!("Methods: {}.", methods.join(", ")));
        }
        summary.push(format!("Verdict: {}.", words(page.rust, page.wire)));
        feed.text("summary", &summary.join(" "))?;
        feed.close("entry")
    }
}

/// `urn:uuid:...`, made of a digest (RFC 9562, version 8).
fn id(origin: &str, name: &str) -> String {
    let digest = sha256(format!("{origin}\n{name}"));
    let part = |from: usize, to: usize| digest.get(from..to).unwrap_or_default();
    let parts = [
        part(0, 8).to_owned(),
        part(8, 12).to_owned(),
        format!("8{}", part(12, 15)),
        format!("8{}", part(15, 18)),
        part(18, 30).to_owned(),
    ];
    format!("urn:uuid:{}", parts.join("-"))
}

/// An element with attributes.
fn element<'e>(name: &'e str, attributes: &[(&str, &str)]) -> BytesStart<'e> {
    let mut element = BytesStart::new(name);
    for (name, value) in attributes {
        element.push_attribute((*name, &*xml::allowed(value)));
    }
    element
}

/// A feed that is being written.
struct Feed {
    writer: Writer<Vec<u8>>,
    /// The site's root, as seen from the feed.
    root: String,
}

impl Feed {
    fn event(&mut self, event: Event<'_>) -> io::Result<()> {
        self.writer.write_event(event)
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.event(Event::Start(element(name, attributes)))
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.event(Event::Empty(element(name, attributes)))
    }

    fn close(&mut self, name: &str) -> io::Result<()> {
        self.event(Event::End(BytesEnd::new(name)))
    }

    fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.open(name, &[])?;
        self.event(Event::Text(BytesText::new(&xml::allowed(text))))?;
        self.close(name)
    }

    fn link(&mut self, relation: &str, kind: &str, address: &str) -> io::Result<()> {
        let address = format!("{}{address}", self.root);
        self.empty(
            "link",
            &[("rel", relation), ("type", kind), ("href", &address)],
        )
    }
}
