//! Where a file of another format has what a shape came from. Problems are found in the Smithy form of a model, and told in
//! the file's own.

use std::collections::HashMap;

use super::at::{OwnedStep, owned_steps, path_text};

/// What another format calls a trait: pairs of the trait's id and a key.
pub(crate) type Keys = &'static [(&'static str, &'static str)];

/// What is known of one shape.
#[derive(Default)]
struct Origin {
    path: Vec<OwnedStep>,
    /// Keys of the format by the trait that is made of them.
    keys: Keys,
    /// Traits that came from elsewhere, even other files.
    traits: Vec<(&'static str, u32, Vec<OwnedStep>)>,
}

/// The origins of shapes, by file and shape id.
#[derive(Default)]
pub(super) struct Origins(HashMap<(u32, String), Origin>);

/// Ids of shapes by file and path.
pub(super) struct Ids<'o>(HashMap<(u32, String), &'o str>);

impl Origins {
    /// Notes where a file has a shape.
    pub(super) fn place(&mut self, file: u32, shape: &str, path: &[&str], keys: Keys) {
        let origin = self.origin(file, shape);
        origin.path = owned_steps(path.iter().copied());
        origin.keys = keys;
    }

    /// Notes where a trait of a shape comes from.
    pub(super) fn place_trait(
        &mut self,
        file: u32,
        shape: &str,
        id: &'static str,
        from: u32,
        path: &[String],
    ) {
        let path = owned_steps(path.iter().map(String::as_str));
        self.origin(file, shape).traits.push((id, from, path));
    }

    fn origin(&mut self, file: u32, shape: &str) -> &mut Origin {
        self.0.entry((file, shape.to_owned())).or_default()
    }

    /// The ids of all shapes; the shortest where several shapes came from one place.
    pub(super) fn ids(&self) -> Ids<'_> {
        let mut ids: HashMap<(u32, String), &str> = HashMap::new();
        for ((file, id), origin) in &self.0 {
            let known = ids.entry((*file, path_text(&origin.path))).or_insert(id);
            if id.as_str() < *known {
                *known = id;
            }
        }
        Ids(ids)
    }

    /// Turns the path in a Smithy document into that in the file which the shape came from.
    pub(super) fn translate(&self, file: &mut u32, path: &mut Vec<OwnedStep>) {
        let [OwnedStep::Key(shapes), OwnedStep::Key(id), inner @ ..] = path.as_slice() else {
            return;
        };
        let Some(origin) = self.0.get(&(*file, id.clone())) else {
            return;
        };
        if shapes != "shapes" {
            return;
        }
        let traits = inner.iter().position(|step| step.key() == Some("traits"));
        let id = traits.and_then(|at| inner.get(at + 1)?.key());
        let moved = id.and_then(|id| origin.traits.iter().find(|(known, ..)| *known == id));
        if let Some((_, from, steps)) = moved {
            *file = *from;
            *path = steps.clone();
            return;
        }
        let kept = inner.get(..traits.unwrap_or(inner.len())).unwrap_or(inner);
        let mut steps = origin.path.clone();
        steps.extend(kept.iter().cloned());
        let key = id.and_then(|id| origin.keys.iter().find(|(known, _)| *known == id));
        if let Some((_, key)) = key {
            steps.push(OwnedStep::Key((*key).to_owned()));
        } else if let Some(OwnedStep::Key(last)) = steps.last_mut()
            && last == "target"
        {
            *last = "shape".to_owned();
        }
        *path = steps;
    }
}

impl Ids<'_> {
    /// The steps of a path as they would be in a Smithy document.
    pub(super) fn in_smithy(&self, file: u32, path: &[OwnedStep]) -> Vec<OwnedStep> {
        let mut steps = path.to_vec();
        let start = path_text(steps.get(..2).unwrap_or(&steps));
        if let Some(id) = self.0.get(&(file, start)) {
            steps.splice(..2.min(steps.len()), owned_steps(["shapes", id]));
        }
        steps
    }
}
