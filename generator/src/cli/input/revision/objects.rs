//! What git knows of the files of a revision: their names and, with links followed, their contents.

use std::io;

use crate::git::Git;

/// An object of git.
pub(super) struct Object {
    pub(super) id: String,
    /// `blob` or `tree`
    pub(super) kind: String,
    /// Its size in bytes.
    pub(super) size: u64,
}

/// The words by which git says that a link can't be followed. The length of a text follows, and then the text.
const NOT_FOLLOWED: [&str; 4] = ["symlink", "dangling", "loop", "notdir"];

/// Whether a file of this mode is a symbolic link.
pub(super) fn is_link(mode: &str) -> bool {
    mode == "120000"
}

/// The modes and names of the files of a tree, and of its folders or of all files below it.
pub(super) fn names_in(
    git: &Git,
    tree: &str,
    is_recursive: bool,
) -> io::Result<Vec<(String, String)>> {
    let mut arguments = vec!["ls-tree", "-z", "--full-tree"];
    if is_recursive {
        arguments.push("-r");
    }
    arguments.push(tree);
    let output = git.run(&arguments)?;
    let entries = output.split(|byte| *byte == 0).filter_map(|entry| {
        let entry = String::from_utf8_lossy(entry);
        let (meta, name) = entry.split_once('\t')?;
        let mut meta = meta.split(' ');
        let (mode, kind) = (meta.next()?, meta.next()?);
        // A submodule has no content here.
        (kind != "commit").then(|| (mode.to_owned(), name.to_owned()))
    });
    Ok(entries.collect())
}

/// The objects of these names, `REVISION:PATH`, with links followed inside of the revision. None if there is none, or git
/// does not have it.
pub(super) fn followed(git: &Git, names: &[String]) -> io::Result<Vec<Option<Object>>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    if let Some(name) = names.iter().find(|name| name.contains('\n')) {
        let message = format!("the name {name:?} has a line break, so git cannot be asked for it");
        return Err(io::Error::other(message));
    }
    let input: String = names.iter().map(|name| format!("{name}\n")).collect();
    let arguments = ["cat-file", "--batch-check", "--follow-symlinks"];
    let output = git.run_with_input(&arguments, input.as_bytes())?;
    let mut rest = output.as_slice();
    Ok(names.iter().map(|_| next(&mut rest)).collect())
}

/// The next answer: `ID KIND SIZE`, or anything else for what can't be read.
fn next(rest: &mut &[u8]) -> Option<Object> {
    let line = take_line(rest);
    let line = String::from_utf8_lossy(line);
    let words: Vec<&str> = line.split(' ').collect();
    match words[..] {
        [reason, length] if NOT_FOLLOWED.contains(&reason) => {
            let length: usize = length.parse().ok()?;
            *rest = rest.get(length + 1..).unwrap_or_default();
            None
        }
        [id, kind @ ("blob" | "tree"), size] => Some(Object {
            id: id.to_owned(),
            kind: kind.to_owned(),
            size: size.parse().ok()?,
        }),
        _ => None,
    }
}

fn take_line<'b>(rest: &mut &'b [u8]) -> &'b [u8] {
    let end = rest.iter().position(|byte| *byte == b'\n');
    let line = &rest[..end.unwrap_or(rest.len())];
    *rest = rest
        .get(end.map_or(rest.len(), |end| end + 1)..)
        .unwrap_or_default();
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_git_are_read_one_after_the_other() {
        let mut rest =
            &b"0a blob 12\ndangling 5\na b\nc\nsymlink 10\n/etc/hosts\nHEAD:a missing\n1b tree 3\n"
                [..];
        let mut ids = Vec::new();
        while !rest.is_empty() {
            ids.push(next(&mut rest).map(|object| (object.id, object.size)));
        }
        let expected = [
            Some(("0a".to_owned(), 12)),
            None,
            None,
            None,
            Some(("1b".to_owned(), 3)),
        ];
        assert_eq!(ids, expected);
    }
}
