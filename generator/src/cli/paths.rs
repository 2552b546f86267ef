//! Paths relative to a folder.

use std::path::{Component, Path, PathBuf};

/// The path from one folder to another folder or file, with slashes.
pub(super) fn relative(from: &Path, to: &Path) -> String {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (from, to) = (absolute(from), absolute(to));
    let (from, to) = (normal(&from), normal(&to));
    let pairs = from.iter().zip(&to);
    let same = pairs.take_while(|(from, to)| from == to).count();
    let up = from[same..].iter().map(|_| Component::ParentDir);
    let path: PathBuf = up.chain(to[same..].iter().copied()).collect();
    path.to_string_lossy().replace('\\', "/")
}

/// The path without `.` and `..`.
fn normal(path: &Path) -> Vec<Component<'_>> {
    let mut normal = Vec::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}
