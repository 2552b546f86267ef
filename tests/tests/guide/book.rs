//! The pages of the guide, as Markdown is read: headings, links and blocks of code.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use tinsmith_tests::{entries, repository};

/// The name of the page that lists all others.
pub(crate) const SUMMARY: &str = "SUMMARY.md";

/// A text in Markdown.
pub(crate) struct Page {
    pub(crate) path: PathBuf,
    /// The ids of its headings.
    pub(crate) anchors: Vec<String>,
    pub(crate) links: Vec<String>,
    pub(crate) blocks: Vec<Block>,
}

/// A block of code.
#[derive(Debug)]
pub(crate) struct Block {
    /// The number of its first line.
    pub(crate) line: usize,
    /// The words behind the opening fence: the language and its attributes. Empty for an indented block.
    pub(crate) info: String,
    /// The file that it is, if the paragraph before it is only the file's name in code and a colon.
    pub(crate) file: Option<String>,
    pub(crate) text: String,
}

impl Page {
    /// Reads a text.
    ///
    /// # Panics
    /// If there is no such file.
    pub(crate) fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap_or_else(|it| panic!("{}: {it}", path.display()));
        let mut page = Self {
            path: path.to_owned(),
            anchors: Vec::new(),
            links: Vec::new(),
            blocks: Vec::new(),
        };
        let mut heading: Option<String> = None;
        let mut block: Option<Block> = None;
        let mut paragraph = Vec::new();
        let events = Parser::new_ext(&text, Options::ENABLE_TABLES).into_offset_iter();
        for (event, range) in events {
            match event {
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::End(TagEnd::Heading(_)) => {
                    let id = id(&heading.take().unwrap_or_default());
                    page.anchors.push(free(&page.anchors, id));
                }
                Event::Start(Tag::Paragraph) => paragraph.clear(),
                Event::Start(Tag::Link { dest_url, .. }) => page.links.push(dest_url.into_string()),
                Event::Start(Tag::CodeBlock(kind)) => {
                    block = Some(Block {
                        line: text[..range.start].matches('\n').count() + 1,
                        info: match kind {
                            CodeBlockKind::Fenced(info) => info.into_string(),
                            CodeBlockKind::Indented => String::new(),
                        },
                        file: named(&paragraph),
                        text: String::new(),
                    });
                    paragraph.clear();
                }
                Event::End(TagEnd::CodeBlock) => page.blocks.extend(block.take()),
                Event::Text(part) | Event::Code(part) => {
                    paragraph.push(part.to_string());
                    let texts = [heading.as_mut(), block.as_mut().map(|it| &mut it.text)];
                    for text in texts.into_iter().flatten() {
                        text.push_str(&part);
                    }
                }
                _ => {}
            }
        }
        page
    }

    /// Its file's name.
    pub(crate) fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// The place of a block, for messages.
    pub(crate) fn place(&self, block: &Block) -> String {
        format!("{}:{}", self.path.display(), block.line)
    }
}

impl Block {
    /// Its language.
    pub(crate) fn language(&self) -> &str {
        self.info.split(',').next().unwrap_or_default()
    }

    /// Whether its language has this attribute.
    pub(crate) fn is(&self, attribute: &str) -> bool {
        self.info.split(',').skip(1).any(|it| it == attribute)
    }
}

/// The folder of the pages.
pub(crate) fn folder() -> PathBuf {
    repository().join("guide/src")
}

/// All pages, by their names, with the one that lists them.
pub(crate) fn pages() -> BTreeMap<String, Page> {
    let pages = entries(&folder()).into_iter().map(|path| Page::read(&path));
    pages.map(|page| (page.name(), page)).collect()
}

/// The file that a paragraph names, if it is nothing but the name in code and a colon.
fn named(paragraph: &[String]) -> Option<String> {
    match paragraph {
        [name, colon] if colon == ":" => Some(name.clone()),
        _ => None,
    }
}

/// The id that a heading gets from mdBook.
fn id(heading: &str) -> String {
    let letters = heading.chars().filter_map(|letter| match letter {
        ' ' => Some('-'),
        '-' | '_' => Some(letter),
        _ => letter
            .is_alphanumeric()
            .then(|| letter.to_ascii_lowercase()),
    });
    letters.collect()
}

/// The id, or the first one with a number that no heading before has.
fn free(taken: &[String], id: String) -> String {
    let numbered = (1..).map(|number| format!("{id}-{number}"));
    let mut ids = std::iter::once(id.clone()).chain(numbered);
    ids.find(|id| !taken.contains(id)).unwrap_or(id)
}
