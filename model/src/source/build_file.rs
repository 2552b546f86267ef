//! `smithy-build.json` as a file: its name and projection in a path, its comments, and the files that it names.

use std::path::{Path, PathBuf};

use crate::node::Node;

/// The name of the file.
pub(crate) const NAME: &str = "smithy-build.json";

/// The path of the file and the projection that is named after it, if a path names such a file:
/// `folder/smithy-build.json#projection`.
pub(crate) fn split(path: &Path) -> Option<(PathBuf, Option<String>)> {
    let name = path.file_name()?.to_str()?;
    let (file, projection) = match name.split_once('#') {
        Some((file, projection)) => (file, Some(projection.to_owned())),
        None => (name, None),
    };
    (file == NAME).then(|| (path.with_file_name(file), projection))
}

/// The text without comments, every character in its place.
pub(crate) fn without_comments(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let (mut in_string, mut escaped, mut in_comment) = (false, false, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        in_comment &= c != '\n';
        in_comment |= !in_string && c == '/' && chars.peek() == Some(&'/');
        if c == '"' && !escaped && !in_comment {
            in_string = !in_string;
        }
        escaped = in_string && c == '\\' && !escaped;
        if in_comment {
            result.extend(std::iter::repeat_n(' ', c.len_utf8()));
        } else {
            result.push(c);
        }
    }
    result
}

/// The files and folders of a projection, relative to the configuration, with their places in it. What is
/// malformed is left out: [`check`](crate::build::check) reports it.
pub(crate) fn paths(document: &Node, projection: Option<&str>) -> Vec<String> {
    let configured = projection.and_then(|name| document.get("projections")?.get(name));
    let lists = [
        document.get("sources"),
        document.get("imports"),
        configured.and_then(|projection| projection.get("imports")),
    ];
    let items = lists.into_iter().flatten().filter_map(Node::as_array);
    let paths = items.flatten().filter_map(Node::as_str);
    paths.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_leave_everything_in_its_place() {
        let text = "{ // é \"\n \"a//b\\\"//\": 1 } // end";
        let expected = "{        \n \"a//b\\\"//\": 1 }       ";
        assert_eq!(without_comments(text), expected);
    }

    #[test]
    fn names_of_projections() {
        let split = |path: &str| split(Path::new(path));
        let build = PathBuf::from("a/smithy-build.json");
        assert_eq!(split("a/smithy-build.json"), Some((build.clone(), None)));
        let named = Some((build, Some("b".to_owned())));
        assert_eq!(split("a/smithy-build.json#b"), named);
        assert_eq!(split("a/build.json#b"), None);
    }
}
