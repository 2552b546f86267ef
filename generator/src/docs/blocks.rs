//! The block structure of the Markdown output: the prefix of each line, and blank lines.

use tinsmith_model::is_invisible;

/// The maximum depth. Deeper blocks are written at this depth, so that the prefix of a line stays short.
const MAX_DEPTH: usize = 24;

/// A container of blocks.
#[derive(Debug)]
enum Container {
    List {
        ordered: bool,
        items: u32,
    },
    /// The marker is written with the item's first line; until then `marker_width` is `None`.
    Item {
        marker_width: Option<usize>,
    },
    /// A quote, with its label until that is written.
    Quote {
        label: Option<&'static str>,
    },
}

/// Writes blocks one after another, inside of the containers that are open.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    out: String,
    stack: Vec<Container>,
    /// How many of the open containers also contain the last line.
    common: usize,
    /// Whether the next block has no blank line before it.
    tight: bool,
    after_paragraph: bool,
}

impl Blocks {
    /// The text so far.
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Writes a paragraph, which is one line.
    pub(super) fn paragraph(&mut self, text: &str) {
        self.enter_item();
        match self.stack.last_mut() {
            Some(Container::Quote { label }) if label.is_some() => {
                let label = label.take().unwrap_or_default();
                self.block([format!("**{label}:** {text}").as_str()]);
            }
            _ => self.block([text]),
        }
        self.after_paragraph = true;
    }

    /// Writes a heading.
    pub(super) fn heading(&mut self, level: usize, text: &str) {
        self.enter_block();
        self.block([format!("{} {text}", "#".repeat(level.clamp(1, 6))).as_str()]);
    }

    /// Writes a code block that rustdoc does not compile. Lines that are blank at either end are dropped.
    pub(super) fn code(&mut self, code: &str) {
        let code: String = code
            .replace('\t', "    ")
            .chars()
            .filter(|c| *c == '\n' || !is_invisible(*c))
            .collect();
        let lines: Vec<&str> = code.lines().map(str::trim_end).collect();
        let Some(first) = lines.iter().position(|line| !line.is_empty()) else {
            return;
        };
        let last = lines
            .iter()
            .rposition(|line| !line.is_empty())
            .unwrap_or(first);
        let fence = "`".repeat(longest_run(&code).max(2) + 1);
        let open = format!("{fence}text");
        self.enter_block();
        self.block(
            [open.as_str()]
                .into_iter()
                .chain(lines[first..=last].iter().copied())
                .chain([fence.as_str()]),
        );
    }

    /// Writes a table, whose first row is its head. The cells are Markdown without a bare `|`.
    pub(super) fn table(&mut self, rows: &[Vec<String>]) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns == 0 {
            return;
        }
        let row = |cells: &[String]| {
            let cell = |at: usize| cells.get(at).map_or("", String::as_str);
            (0..columns).fold(String::from("|"), |line, at| {
                format!("{line} {} |", cell(at))
            })
        };
        let mut lines: Vec<String> = rows.iter().map(|cells| row(cells)).collect();
        lines.insert(1, format!("|{}", " --- |".repeat(columns)));
        self.enter_block();
        self.block(lines.iter().map(String::as_str));
    }

    /// Opens a list.
    pub(super) fn begin_list(&mut self, ordered: bool) {
        self.enter_block();
        if self.stack.len() >= MAX_DEPTH {
            return;
        }
        // The list of an item follows the item's text without a blank line.
        if self.after_paragraph
            && matches!(
                self.stack.last(),
                Some(Container::Item {
                    marker_width: Some(_)
                })
            )
        {
            self.tight = true;
        }
        self.stack.push(Container::List { ordered, items: 0 });
    }

    /// Opens an item of the innermost list, after closing the one before it. Opens a list if there is none.
    pub(super) fn begin_item(&mut self) {
        if matches!(self.stack.last(), Some(Container::Item { .. })) {
            self.pop();
        }
        if !matches!(self.stack.last(), Some(Container::List { .. })) {
            self.begin_list(false);
        }
        if matches!(self.stack.last(), Some(Container::List { .. })) {
            self.stack.push(Container::Item { marker_width: None });
        }
    }

    /// Opens a quote that starts with a word in bold.
    pub(super) fn begin_quote(&mut self, label: Option<&'static str>) {
        self.enter_block();
        if self.stack.len() < MAX_DEPTH {
            self.stack.push(Container::Quote { label });
        }
    }

    /// Closes the innermost item with its blocks; does nothing if the innermost list has no open item.
    pub(super) fn end_item(&mut self) {
        let boundary = self
            .stack
            .iter()
            .rposition(|c| matches!(c, Container::Item { .. } | Container::List { .. }));
        if let Some(at) = boundary
            && matches!(self.stack.get(at), Some(Container::Item { .. }))
        {
            self.truncate(at);
        }
    }

    /// Closes the innermost list with its blocks.
    pub(super) fn end_list(&mut self) {
        if let Some(at) = self
            .stack
            .iter()
            .rposition(|c| matches!(c, Container::List { .. }))
        {
            self.truncate(at);
        }
    }

    /// Closes the innermost quote with its blocks.
    pub(super) fn end_quote(&mut self) {
        if let Some(at) = self
            .stack
            .iter()
            .rposition(|c| matches!(c, Container::Quote { .. }))
        {
            self.truncate(at);
        }
    }

    /// Closes everything.
    pub(super) fn end_all(&mut self) {
        self.truncate(0);
    }

    fn truncate(&mut self, depth: usize) {
        while self.stack.len() > depth {
            self.pop();
        }
    }

    fn pop(&mut self) {
        match self.stack.pop() {
            Some(Container::Item {
                marker_width: Some(_),
            }) => self.tight = true,
            Some(Container::Item { .. }) | None => {}
            Some(Container::List { .. } | Container::Quote { .. }) => {
                self.tight = false;
                self.after_paragraph = false;
            }
        }
        self.common = self.common.min(self.stack.len());
    }

    /// Puts the next block into an item if it stands between the items of a list.
    ///
    /// It belongs to the item before it. If the list has no item yet, it opens one.
    fn enter_item(&mut self) {
        if let Some(Container::List { ordered, items }) = self.stack.last() {
            let marker_width = (*items > 0).then(|| marker(*ordered, *items).len());
            let continues = marker_width.is_some();
            self.stack.push(Container::Item { marker_width });
            if continues {
                self.tight = false;
                self.common = self.common.max(self.stack.len());
            }
        }
    }

    /// The same as [`Self::enter_item`], for blocks that are not paragraphs: the label of a quote becomes a paragraph.
    fn enter_block(&mut self) {
        self.enter_item();
        if let Some(Container::Quote { label }) = self.stack.last_mut()
            && let Some(label) = label.take()
        {
            self.block([format!("**{label}:**").as_str()]);
            self.after_paragraph = true;
        }
    }

    fn block<'a>(&mut self, lines: impl IntoIterator<Item = &'a str>) {
        if !self.out.is_empty() && !self.tight {
            self.blank_line();
        }
        for line in lines {
            self.line(line);
        }
        self.common = self.stack.len();
        self.tight = false;
        self.after_paragraph = false;
    }

    fn blank_line(&mut self) {
        self.out.push('\n');
        for container in &self.stack[..self.common] {
            match container {
                Container::List { .. } => {}
                Container::Item { marker_width } => {
                    self.out.extend(spaces(marker_width.unwrap_or(0)))
                }
                Container::Quote { .. } => self.out.push_str("> "),
            }
        }
        self.trim_line();
    }

    fn line(&mut self, text: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        let mut list = None;
        for container in &mut self.stack {
            match container {
                Container::List { ordered, items } => list = Some((*ordered, items)),
                Container::Item {
                    marker_width: Some(width),
                } => self.out.extend(spaces(*width)),
                Container::Item { marker_width } => {
                    let marker = list.as_mut().map_or_else(
                        || marker(false, 1),
                        |(ordered, items)| {
                            **items += 1;
                            marker(*ordered, **items)
                        },
                    );
                    *marker_width = Some(marker.len());
                    self.out.push_str(&marker);
                }
                Container::Quote { .. } => self.out.push_str("> "),
            }
        }
        self.out.push_str(text);
        self.trim_line();
    }

    fn trim_line(&mut self) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
    }
}

fn marker(ordered: bool, number: u32) -> String {
    if ordered {
        format!("{number}. ")
    } else {
        String::from("- ")
    }
}

fn spaces(count: usize) -> impl Iterator<Item = char> {
    std::iter::repeat_n(' ', count)
}

/// The length of the longest run of backticks.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}
