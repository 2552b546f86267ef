//! What `tinsmith add` notes in a model that it writes: where the model is from and what was chosen, so that
//! `tinsmith update` finds the same in another source.
//!
//! The note is in the metadata of the model, under the key `tinsmith` (Smithy 2.0, "metadata"), which no client reads.

use clap::ValueEnum;

use crate::model::{Model, Node, Operations};

/// The key in the metadata.
pub(in crate::cli) const KEY: &str = "tinsmith";

/// How much of the documentation a model keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Docs {
    /// All of it
    #[default]
    Full,
    /// The first sentence of each text
    Short,
    /// Nothing
    None,
}

impl Docs {
    fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Short => "short",
            Self::None => "none",
        }
    }

    fn named(name: &str) -> Option<Self> {
        let all = [Self::Full, Self::Short, Self::None];
        all.into_iter().find(|docs| docs.name() == name)
    }
}

/// A source of models, as far as it can be found again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Origin {
    /// A folder or a file, by its path from the package's folder, with slashes.
    Path(String),
    /// An archive, a revision of a git repository or the standard input, by what names it. It is read once.
    Once(String),
}

impl Origin {
    pub(in crate::cli) fn name(&self) -> &str {
        let (Self::Path(name) | Self::Once(name)) = self;
        name
    }
}

/// The note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Record {
    pub(in crate::cli) origin: Origin,
    /// The shape id of the service.
    pub(in crate::cli) service: String,
    /// The names of the chosen operations, sorted; none if all were chosen.
    pub(in crate::cli) operations: Option<Vec<String>>,
    pub(in crate::cli) docs: Docs,
}

impl Record {
    /// The note in a model; none if `tinsmith add` did not write the model.
    pub(in crate::cli) fn of(model: &Model) -> Option<Self> {
        let (_, note) = model.metadata().iter().find(|(key, _)| key == KEY)?;
        let text = |key: &str| Some(note.get(key)?.as_str()?.to_owned());
        let origin = match (text("path"), text("from")) {
            (Some(path), _) => Origin::Path(path),
            (None, Some(name)) => Origin::Once(name),
            (None, None) => return None,
        };
        let operations = match note.get("operations") {
            Some(names) => {
                let names = names.as_array()?.iter();
                Some(
                    names
                        .map(|it| it.as_str().map(str::to_owned))
                        .collect::<Option<_>>()?,
                )
            }
            None => None,
        };
        Some(Self {
            origin,
            service: text("service")?,
            operations,
            docs: Docs::named(&text("docs")?)?,
        })
    }

    /// The value in the metadata.
    pub(in crate::cli) fn node(&self) -> Node {
        let text = |text: &str| Node::String(text.to_owned());
        let (key, name) = match &self.origin {
            Origin::Path(path) => ("path", path),
            Origin::Once(name) => ("from", name),
        };
        let mut fields = vec![
            (key.to_owned(), text(name)),
            ("service".to_owned(), text(&self.service)),
        ];
        if let Some(names) = &self.operations {
            let names = names.iter().map(|name| text(name)).collect();
            fields.push(("operations".to_owned(), Node::Array(names)));
        }
        fields.push(("docs".to_owned(), text(self.docs.name())));
        Node::Object(fields)
    }

    /// The chosen operations.
    pub(in crate::cli) fn chosen(&self) -> Operations {
        match &self.operations {
            Some(names) => Operations::Named(names.clone()),
            None => Operations::All,
        }
    }
}
