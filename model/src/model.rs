//! The model: an arena of shapes, and the way there from files.

use std::ops::Index;
use std::path::Path;

use crate::diagnostics::Diagnostics;
use crate::issues::Issues;
use crate::node::Node;
use crate::shape::{Kind, Shape};
use crate::source::Source;
use crate::{smithy_json, validate};

/// The handle of a shape in its [`Model`]. The order of handles is the order of shape ids.
///
/// Means nothing in a model other than the one it came from.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ShapeRef(pub(crate) u32);

impl ShapeRef {
    /// Stands for a target that does not exist while the rest of a model is being checked, so that
    /// one wrong target gives one diagnostic. Never part of a [`Model`] that a caller gets.
    pub(crate) const MISSING: ShapeRef = ShapeRef(u32::MAX);

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A validated model: every reference resolves, every reference is of the right kind, every known
/// trait is well-formed.
#[derive(Debug)]
pub struct Model {
    /// Sorted by id.
    shapes: Vec<Shape>,
    /// For each shape the index of its file in `files`, for diagnostics.
    origins: Vec<u32>,
    files: Vec<String>,
    metadata: Vec<(String, Node)>,
}

impl Model {
    /// Reads one or several Smithy JSON AST files (versions 1.0 and 2.0; `.json`, or gzip) as one model.
    ///
    /// # Errors
    /// Everything that is wrong with the files, in one go.
    pub fn load(paths: &[impl AsRef<Path>]) -> Result<Model, Diagnostics> {
        let sources = Source::read_all(paths)?;
        Self::from_sources(&sources)
    }

    /// Like [`Model::load`] for a file that is in memory; `name` stands for it in diagnostics.
    ///
    /// # Errors
    /// Everything that is wrong with the file, in one go.
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Result<Model, Diagnostics> {
        let source = Source::from_bytes(name, bytes)?;
        Self::from_sources(&[source])
    }

    pub(crate) fn new(
        shapes: Vec<Shape>,
        origins: Vec<u32>,
        files: Vec<String>,
        metadata: Vec<(String, Node)>,
    ) -> Self {
        Self {
            shapes,
            origins,
            files,
            metadata,
        }
    }

    /// Like [`Model::shape`] where the handle may be [`ShapeRef::MISSING`].
    pub(crate) fn get(&self, shape: ShapeRef) -> Option<&Shape> {
        self.shapes.get(shape.index())
    }

    pub(crate) fn origin(&self, shape: ShapeRef) -> u32 {
        self.origins
            .get(shape.index())
            .copied()
            .unwrap_or(crate::issues::NO_FILE)
    }

    /// The name of the file that defines a shape; empty for the prelude.
    pub(crate) fn file_of(&self, shape: ShapeRef) -> &str {
        let file = usize::try_from(self.origin(shape))
            .ok()
            .and_then(|file| self.files.get(file));
        file.map_or("", String::as_str)
    }

    fn from_sources(sources: &[Source]) -> Result<Model, Diagnostics> {
        let mut issues = Issues::new(sources);
        let model = smithy_json::read(sources, &mut issues);
        if let Some(model) = &model {
            validate::run(model, &mut issues);
        }
        match (model, issues.finish()) {
            (Some(model), Ok(())) => Ok(model),
            (_, Err(diagnostics)) => Err(diagnostics),
            (None, Ok(())) => Err(Diagnostics::default()),
        }
    }

    /// The shape of a handle of this model.
    pub fn shape(&self, shape: ShapeRef) -> &Shape {
        &self.shapes[shape.index()]
    }

    /// The handle of the shape with this absolute id.
    pub fn find(&self, id: &str) -> Option<ShapeRef> {
        let found = self
            .shapes
            .binary_search_by(|shape| shape.id.as_str().cmp(id))
            .ok()?;
        u32::try_from(found).ok().map(ShapeRef)
    }

    /// Every shape in the order of ids, those of the prelude (`smithy.api#String`...) included.
    pub fn shapes(&self) -> impl Iterator<Item = (ShapeRef, &Shape)> {
        (0..).map(ShapeRef).zip(&self.shapes)
    }

    /// The services in the order of ids.
    pub fn services(&self) -> Vec<ShapeRef> {
        self.shapes()
            .filter(|(_, shape)| matches!(shape.kind, Kind::Service(_)))
            .map(|(handle, _)| handle)
            .collect()
    }

    /// The metadata of all files, merged.
    pub fn metadata(&self) -> &[(String, Node)] {
        &self.metadata
    }
}

impl Index<ShapeRef> for Model {
    type Output = Shape;

    fn index(&self, shape: ShapeRef) -> &Shape {
        self.shape(shape)
    }
}
