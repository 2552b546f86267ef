//! The arguments of a transform.

use crate::id::{EXPECTED_ID, ShapeId};
use crate::issues::{At, Issue, Issues};
use crate::node::Node;

/// The `args` of a transform, and where it is.
pub(super) struct Arguments<'a, 'i, 's> {
    pub(super) file: u32,
    pub(super) values: Option<&'a Node>,
    pub(super) at: &'a At<'a>,
    pub(super) issues: &'i mut Issues<'s>,
}

impl<'a> Arguments<'a, '_, '_> {
    pub(super) fn report(&mut self, message: impl Into<String>) -> &mut Issue {
        self.issues.report(self.file, self.at, message)
    }

    fn get(&self, key: &str) -> Option<&'a Node> {
        self.values.and_then(|values| values.get(key))
    }

    fn wrong<T>(&mut self, key: &str, expected: &str) -> Option<T> {
        self.report(format!("expected {expected} as `{key}` in `args`"));
        None
    }

    /// An array of strings.
    pub(super) fn texts(&mut self, key: &str) -> Option<Vec<String>> {
        let items = self.get(key).and_then(Node::as_array);
        let texts = items.and_then(|items| {
            let texts = items.iter().map(|item| item.as_str().map(str::to_owned));
            texts.collect::<Option<Vec<String>>>()
        });
        texts.or_else(|| self.wrong(key, "an array of strings"))
    }

    /// An array of strings, which is empty if it is not there.
    pub(super) fn optional_texts(&mut self, key: &str) -> Option<Vec<String>> {
        match self.get(key) {
            None => Some(Vec::new()),
            Some(_) => self.texts(key),
        }
    }

    /// A string that may be missing.
    pub(super) fn optional_text(&mut self, key: &str) -> Option<Option<&'a str>> {
        match self.get(key) {
            None => Some(None),
            Some(Node::String(text)) => Some(Some(text)),
            Some(_) => self.wrong(key, "a string"),
        }
    }

    pub(super) fn text(&mut self, key: &str) -> Option<&'a str> {
        match self.get(key).and_then(Node::as_str) {
            Some(text) => Some(text),
            None => self.wrong(key, "a string"),
        }
    }

    /// A boolean, which is false if it is not there.
    pub(super) fn flag(&mut self, key: &str) -> Option<bool> {
        match self.get(key) {
            None => Some(false),
            Some(Node::Bool(flag)) => Some(*flag),
            Some(_) => self.wrong(key, "a boolean"),
        }
    }

    /// An object from ids of shapes to strings.
    pub(super) fn by_shape(&mut self, key: &str) -> Option<Vec<(ShapeId, &'a str)>> {
        let Some(entries) = self.get(key).and_then(Node::as_object) else {
            return self.wrong(key, "an object from ids of shapes to strings");
        };
        let mut by_shape = Vec::with_capacity(entries.len());
        for (id, value) in entries {
            let id = self.id(id)?;
            match value.as_str() {
                Some(text) => by_shape.push((id, text)),
                None => return self.wrong(key, "an object from ids of shapes to strings"),
            }
        }
        Some(by_shape)
    }

    /// The id that a text is.
    pub(super) fn id(&mut self, text: &str) -> Option<ShapeId> {
        let id = ShapeId::parse(text);
        if id.is_none() {
            self.report(format!("`{text}` is not {EXPECTED_ID}"));
        }
        id
    }
}
