//! Documentation strings as blocks.
//!
//! [`docs::to_markdown`] writes a small and regular subset of Markdown, in which a paragraph is one
//! line; that is what is read here, and nothing else.

use super::page::{Block, Run, Style};
use crate::docs;

/// A documentation string as blocks; empty if there is no text.
pub(super) fn blocks(documentation: Option<&str>) -> Vec<Block> {
    let markdown = documentation.map(docs::to_markdown).unwrap_or_default();
    let lines: Vec<&str> = markdown.lines().collect();
    parse(&lines)
}

fn parse(lines: &[&str]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut rest = lines;
    while let [line, after @ ..] = rest {
        if line.is_empty() {
            rest = after;
        } else if line.starts_with("```") {
            rest = code(line, after, &mut blocks);
        } else if marker(line).is_some() {
            rest = list(rest, &mut blocks);
        } else if line.starts_with('>') {
            let count = rest.iter().take_while(|line| line.starts_with('>')).count();
            let inner: Vec<&str> = rest[..count].iter().map(|line| unquoted(line)).collect();
            blocks.push(Block::Quote(parse(&inner)));
            rest = &rest[count..];
        } else if line.starts_with("| ") {
            let count = rest.iter().take_while(|line| line.starts_with('|')).count();
            blocks.push(table(&rest[..count]));
            rest = &rest[count..];
        } else {
            let heading = line.trim_start_matches('#');
            blocks.push(match heading.strip_prefix(' ') {
                Some(text) if heading.len() < line.len() => Block::Heading(runs(text)),
                _ => Block::Paragraph(runs(line)),
            });
            rest = after;
        }
    }
    blocks
}

fn unquoted(line: &str) -> &str {
    let inner = &line[1..];
    inner.strip_prefix(' ').unwrap_or(inner)
}

/// Reads code after its opening line; returns the lines after it.
fn code<'a, 'b>(open: &str, rest: &'a [&'b str], blocks: &mut Vec<Block>) -> &'a [&'b str] {
    let ticks = open.len() - open.trim_start_matches('`').len();
    let fence = &open[..ticks];
    let end = rest.iter().position(|line| *line == fence);
    let end = end.unwrap_or(rest.len());
    blocks.push(Block::Code(rest[..end].join("\n")));
    rest.get(end + 1..).unwrap_or_default()
}

/// The length of the list marker at the start of the line, and whether it is a number.
fn marker(line: &str) -> Option<(usize, bool)> {
    if line.starts_with("- ") {
        return Some((2, false));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_marker = digits > 0 && line[digits..].starts_with(". ");
    is_marker.then_some((digits + 2, true))
}

/// Reads a list; returns the lines after it.
fn list<'a, 'b>(lines: &'a [&'b str], blocks: &mut Vec<Block>) -> &'a [&'b str] {
    let mut items = Vec::new();
    let mut rest = lines;
    let ordered = lines.first().and_then(|line| marker(line));
    let ordered = ordered.is_some_and(|(_, ordered)| ordered);
    loop {
        let start = rest.iter().position(|line| !line.is_empty());
        let start = start.unwrap_or(rest.len());
        let Some((width, _)) = rest
            .get(start)
            .and_then(|line| marker(line))
            .filter(|marker| marker.1 == ordered)
        else {
            break;
        };
        let inside = |line: &&&str| {
            line.is_empty() || line.bytes().take_while(|b| *b == b' ').count() >= width
        };
        let first = &rest[start][width..];
        let count = rest[start + 1..].iter().take_while(inside).count();
        let following = &rest[start + 1..start + 1 + count];
        let following = following
            .iter()
            .map(|line| line.get(width..).unwrap_or_default());
        let item: Vec<&str> = [first].into_iter().chain(following).collect();
        items.push(parse(&item));
        rest = &rest[start + 1 + count..];
    }
    blocks.push(Block::List { ordered, items });
    rest
}

fn table(lines: &[&str]) -> Block {
    let rows = lines
        .iter()
        .enumerate()
        .filter(|(row, _)| *row != 1)
        .map(|(_, line)| cells(line));
    Block::Table(rows.collect())
}

fn cells(line: &str) -> Vec<Vec<Run>> {
    let mut cells = Vec::new();
    let inner = line.strip_prefix('|').unwrap_or(line);
    let mut start = 0;
    for (at, _) in inner.match_indices('|') {
        if !inner[..at].ends_with('\\') {
            cells.push(runs(&inner[start..at].trim().replace("\\|", "|")));
            start = at + 1;
        }
    }
    cells
}

/// The reader of a paragraph's text.
#[derive(Default)]
struct Reader {
    runs: Vec<Run>,
    strong: bool,
    emphasis: bool,
    /// The index of the first run of the open link.
    link: Option<usize>,
}

fn runs(line: &str) -> Vec<Run> {
    let mut reader = Reader::default();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let length = reader
            .markup(&line[..line.len() - rest.len()], rest)
            .unwrap_or_else(|| {
                reader.text(c);
                c.len_utf8()
            });
        rest = &rest[length..];
    }
    reader.runs
}

impl Reader {
    /// Reads markup; returns its length, or `None` if it is text.
    fn markup(&mut self, before: &str, rest: &str) -> Option<usize> {
        match rest.as_bytes()[0] {
            b'\\' => {
                let escaped = rest[1..].chars().next()?;
                self.text(escaped);
                Some(1 + escaped.len_utf8())
            }
            b'`' => self.code(rest),
            b'<' => self.tag(rest),
            b'*' => {
                let length = if rest.starts_with("**") { 2 } else { 1 };
                if before.ends_with(' ') && rest[length..].starts_with(' ') {
                    return None;
                }
                match length {
                    2 => self.strong = !self.strong,
                    _ => self.emphasis = !self.emphasis,
                }
                Some(length)
            }
            b'[' => {
                self.link = Some(self.runs.len());
                Some(1)
            }
            b']' => {
                let start = self.link.take()?;
                let address = rest.strip_prefix("](")?;
                let address = &address[..address.find(')')?];
                for run in self.runs.iter_mut().skip(start) {
                    run.link = Some(address.replace("&amp;", "&"));
                }
                Some(address.len() + "]()".len())
            }
            _ => None,
        }
    }

    fn code(&mut self, rest: &str) -> Option<usize> {
        let ticks = rest.len() - rest.trim_start_matches('`').len();
        let inside = &rest[ticks..];
        let mut from = 0;
        let end = loop {
            let at = from + inside[from..].find('`')?;
            let run = inside[at..].bytes().take_while(|b| *b == b'`').count();
            if run == ticks {
                break at;
            }
            from = at + run;
        };
        let content = &inside[..end];
        let padded = content
            .strip_prefix(' ')
            .and_then(|content| content.strip_suffix(' '));
        self.push(padded.unwrap_or(content), Style::Code);
        Some(end + 2 * ticks)
    }

    fn tag(&mut self, rest: &str) -> Option<usize> {
        let name = &rest[1..rest.find('>')?];
        match name {
            "em" | "/em" => self.emphasis = name == "em",
            "strong" | "/strong" => self.strong = name == "strong",
            "sub" | "/sub" | "sup" | "/sup" => {}
            _ if name.starts_with("http") => {
                let at = self.runs.len();
                self.link.get_or_insert(at);
                self.push(name, Style::Plain);
                if let Some(run) = self.runs.last_mut() {
                    run.link = Some(name.to_owned());
                }
                self.link = None;
            }
            _ => return None,
        }
        Some(name.len() + 2)
    }

    fn text(&mut self, c: char) {
        let style = match (self.strong, self.emphasis) {
            (true, _) => Style::Strong,
            (false, true) => Style::Emphasis,
            (false, false) => Style::Plain,
        };
        self.push(c.encode_utf8(&mut [0; 4]), style);
    }

    /// Adds text to the last run if it has the same style and link, or else as a new run.
    fn push(&mut self, text: &str, style: Style) {
        let first_of_link = self.link == Some(self.runs.len());
        match self.runs.last_mut() {
            Some(last) if last.style == style && last.link.is_none() && !first_of_link => {
                last.text.push_str(text);
            }
            _ => self.runs.push(Run {
                text: text.to_owned(),
                style,
                link: None,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Run {
        Run {
            text: text.to_owned(),
            style: Style::Plain,
            link: None,
        }
    }

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(vec![plain(text)])
    }

    #[test]
    fn running_text_has_its_links_and_styles() {
        let source = "<p>see <a href=\"https://a.example/?x=1&amp;y=2\">the [guide]</a>, \
                      <code>a*b</code> <b>now</b> * 2_x *.txt https://b.example/c.</p>";
        let Block::Paragraph(runs) = &blocks(Some(source))[0] else {
            panic!("a paragraph");
        };
        let styled = |text: &str, style| Run {
            style,
            ..plain(text)
        };
        let linked = |text: &str, link: &str| Run {
            link: Some(link.to_owned()),
            ..plain(text)
        };
        assert_eq!(
            runs,
            &[
                plain("see "),
                linked("the [guide]", "https://a.example/?x=1&y=2"),
                plain(", "),
                styled("a*b", Style::Code),
                plain(" "),
                styled("now", Style::Strong),
                plain(" * 2_x *.txt "),
                linked("https://b.example/c", "https://b.example/c"),
                plain("."),
            ]
        );
    }

    #[test]
    fn blocks_nest() {
        let source = "<p>x:</p><ol><li><p>a</p><ul><li>b</li></ul></li><li>c<pre>d\n\n- e</pre></li>\
                      </ol><note><p>f</p></note>";
        let found = blocks(Some(source));
        let inner = Block::List {
            ordered: false,
            items: vec![vec![paragraph("b")]],
        };
        let expected = Block::List {
            ordered: true,
            items: vec![
                vec![paragraph("a"), inner],
                vec![paragraph("c"), Block::Code("d\n\n- e".to_owned())],
            ],
        };
        assert_eq!(found[0], paragraph("x:"));
        assert_eq!(found[1], expected);
        assert!(matches!(&found[2], Block::Quote(inner) if inner.len() == 1));
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn no_control_characters_get_through() {
        let found = blocks(Some("<p>a\u{1b}[31mb\u{7}</p>"));
        assert_eq!(found, [paragraph("a[31mb")]);
    }
}
