//! The models.

use std::env;
use std::path::{Path, PathBuf};

/// The models that the official clients are made of are not part of the repository: they are in the folder
/// that `TINSMITH_SHARED` names, or in one called `shared` beside the repository.
pub(crate) fn models() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut above = package.ancestors();
    let repository = above.find(|it| it.join("ARCHITECTURE.md").exists());
    let beside = repository.map(|it| it.with_file_name("shared"));
    let shared = env::var_os("TINSMITH_SHARED").map(PathBuf::from);
    shared
        .or(beside)
        .unwrap_or_default()
        .join("models/aws-2026")
}

/// The model, with `Expires` a timestamp. Newer models of S3 say that it is a string, which the official
/// generator takes back.
pub(crate) fn amended(model: &str) -> String {
    let (name, is) = ("\"com.amazonaws.s3#Expires\"", "\"type\": \"string\"");
    let Some((before, after)) = model.split_once(&format!("{name}: {{")) else {
        return model.to_owned();
    };
    let after = after.replacen(is, "\"type\": \"timestamp\"", 1);
    format!("{before}{name}: {{{after}")
}
