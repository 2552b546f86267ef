//! The parts of a generated client that a snapshot holds.
//!
//! A part is named by the path of a file, in which `*` stands for any letters but `/`, and holds the whole file; or by a
//! path and, behind a colon, words of an item's declaration: `src/operation/*: Operation for` is each implementation of
//! a trait `Operation`, `src/config.rs: fn retry_config` one method with the `impl` around it.

use tinsmith::File;

/// A part of a client.
struct Part<'a> {
    path: &'a str,
    /// Words of the declaration of an item; none for the whole file.
    words: Option<&'a str>,
}

/// The parts of a client's files, one below the other.
pub fn locked(files: &[File], parts: &[&str]) -> String {
    let parts: Vec<Part<'_>> = parts.iter().map(|part| Part::of(part)).collect();
    let mut text = String::new();
    for file in files {
        let of_file: Vec<&Part<'_>> = parts.iter().filter(|part| part.may_be_in(file)).collect();
        let words: Vec<&str> = of_file.iter().filter_map(|part| part.words).collect();
        let lines: Vec<&str> = file.text.lines().collect();
        let lines = if words.len() < of_file.len() {
            lines
        } else {
            items(&lines, &words, 0)
        };
        if !lines.is_empty() {
            text += &format!("==> {} <==\n{}\n\n", file.path.display(), lines.join("\n"));
        }
    }
    text
}

/// Whether a client's files have a part.
pub fn have(files: &[File], part: &str) -> bool {
    !locked(files, &[part]).is_empty()
}

impl<'a> Part<'a> {
    fn of(part: &'a str) -> Self {
        match part.split_once(": ") {
            Some((path, words)) => Self {
                path,
                words: Some(words),
            },
            None => Self {
                path: part,
                words: None,
            },
        }
    }

    /// Whether the file is one of those that the part names.
    fn may_be_in(&self, file: &File) -> bool {
        matches(self.path, &file.path.to_string_lossy().replace('\\', "/"))
    }
}

/// Whether a path is one that the pattern stands for.
fn matches(pattern: &str, path: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == path;
    };
    let Some(path) = path.strip_prefix(start) else {
        return false;
    };
    let name = path.find('/').unwrap_or(path.len());
    (0..=name).any(|end| {
        path.get(end..)
            .is_some_and(|remaining| matches(rest, remaining))
    })
}

/// The items among lines that are indented by `indent` whose declarations have one of the words. Of other `impl`s and
/// modules that have such an item inside, that item with what is around it.
fn items<'t>(lines: &[&'t str], words: &[&str], indent: usize) -> Vec<&'t str> {
    let mut found = Vec::new();
    let mut rest = lines;
    while let Some(end) = rest.iter().position(|line| ends_item(line, indent)) {
        let (item, after) = rest.split_at(end + 1);
        rest = after;
        let Some(start) = item.iter().position(|line| declares(line, indent)) else {
            continue;
        };
        let open = item[start..].iter().position(|line| line.ends_with('{'));
        let open = open.map(|open| start + open);
        let head: Vec<&str> = item[start..=open.unwrap_or(end)]
            .iter()
            .map(|line| line.trim())
            .collect();
        let head = head.join(" ");
        if words.iter().any(|it| has_words(&head, it)) {
            found.extend(item);
        } else if let Some(open) = open.filter(|&open| open < end)
            && (has_words(&head, "impl") || has_words(&head, "mod"))
        {
            let inside = items(&item[open + 1..end], words, indent + 4);
            if !inside.is_empty() {
                found.extend(&item[..=open]);
                found.extend(inside);
                found.push(item[end]);
            }
        }
    }
    found
}

/// Whether a line is the last one of an item.
fn ends_item(line: &str, indent: usize) -> bool {
    declares(line, indent) && line.ends_with(['}', ';'])
}

/// Whether a line of the indentation is more than a comment, or the beginning or end of an attribute.
fn declares(line: &str, indent: usize) -> bool {
    let Some((space, text)) = line.split_at_checked(indent) else {
        return false;
    };
    let is_aside = text.starts_with("//") || text.starts_with('#') || text == ")]";
    space.trim().is_empty() && !text.starts_with(' ') && !text.is_empty() && !is_aside
}

/// Whether the text has the words, and not as parts of longer ones.
fn has_words(text: &str, words: &str) -> bool {
    let is_name = |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() || it == '_');
    text.match_indices(words).any(|(start, _)| {
        let before = text[..start].chars().next_back();
        let after = text[start + words.len()..].chars().next();
        !is_name(before) && !is_name(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "// A comment;
/// Documented;
#[derive(
    Clone,
)]
pub struct Thing {
    pub name: String,
}
impl Thing {
    /// A method.
    pub fn name(&self) -> &str {
        &self.name
    }
    pub fn other(&self) {}
}
impl<
    T,
> Operation for Thing {
    fn call(self) {}
}
pub mod other;
pub static NUMBERS: &[u8] = &[
    1,
];
";

    fn files() -> [File; 2] {
        let file = |path: &str, text: &str| File {
            path: path.into(),
            text: text.to_owned(),
        };
        [
            file("src/types/_thing.rs", TEXT),
            file("src/types/error/_other.rs", "pub struct Other;\n"),
        ]
    }

    #[test]
    fn a_path_is_a_whole_file() {
        let whole = format!("==> src/types/_thing.rs <==\n{TEXT}\n");
        assert_eq!(locked(&files(), &["src/types/*"]), whole);
        let both = ["src/types/_*ing.rs", "src/types/*: mod"];
        assert_eq!(locked(&files(), &both), whole);
    }

    #[test]
    fn words_are_items() {
        let expected = "==> src/types/_thing.rs <==
// A comment;
/// Documented;
#[derive(
    Clone,
)]
pub struct Thing {
    pub name: String,
}

==> src/types/error/_other.rs <==
pub struct Other;

";
        let structs = ["src/types/*: struct", "src/types/error/*: struct"];
        assert_eq!(locked(&files(), &structs), expected);
    }

    #[test]
    fn words_are_items_in_others() {
        let expected = "==> src/types/_thing.rs <==
impl Thing {
    pub fn other(&self) {}
}
impl<
    T,
> Operation for Thing {
    fn call(self) {}
}
pub mod other;
pub static NUMBERS: &[u8] = &[
    1,
];

";
        let parts = [
            "src/types/*: Operation for",
            "src/types/*: fn other",
            "src/types/*: mod",
            "src/types/*: NUMBERS",
        ];
        assert_eq!(locked(&files(), &parts), expected);
    }

    #[test]
    fn a_part_is_in_files_or_not() {
        assert!(have(&files(), "src/types/*: fn call"));
        for part in ["src/type", "src/types/*: stru", "src/*/_thing.rs: enum"] {
            assert!(!have(&files(), part), "{part}");
        }
    }
}
