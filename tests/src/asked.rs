//! What a small model asks for in its metadata. The build script reads it as well, which has this file as a module of its
//! own.

use tinsmith_model::{Model, Node};

/// What is only generated if it is asked for.
pub(crate) struct Asked {
    /// `presign`: the operations whose calls may be presigned.
    pub(crate) presign: Vec<String>,
    /// `validate_inputs`: whether inputs are checked.
    pub(crate) validate_inputs: bool,
    /// `unchecked_patterns`: the shapes and members whose patterns are left out of these checks.
    pub(crate) unchecked_patterns: Vec<String>,
}

impl Asked {
    /// Reads the metadata of a model.
    pub(crate) fn of(model: &Model) -> Self {
        let named = |name: &str| {
            let mut metadata = model.metadata().iter();
            metadata
                .find(|(key, _)| key == name)
                .map(|(_, value)| value)
        };
        let listed = |name: &str| {
            let listed = named(name).and_then(Node::as_array).unwrap_or_default();
            let names = listed.iter().filter_map(Node::as_str);
            names.map(str::to_owned).collect()
        };
        Self {
            presign: listed("presign"),
            validate_inputs: named("validate_inputs").and_then(Node::as_bool) == Some(true),
            unchecked_patterns: listed("unchecked_patterns"),
        }
    }
}
