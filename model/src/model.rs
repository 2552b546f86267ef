//! The model: an arena of shapes.

use std::collections::BTreeMap;
use std::ops::Index;

use crate::node::Node;
use crate::shape::{Kind, Shape, ShapeRef};

/// The origin of a shape that no file defines.
pub(crate) const NO_FILE: u32 = u32::MAX;

/// A validated model: every reference resolves, every reference is of the right kind, every known
/// trait is well-formed.
#[derive(Debug)]
pub struct Model {
    /// Sorted by id.
    shapes: Vec<Shape>,
    /// For each shape the index of its file in `files`, for diagnostics.
    origins: Vec<u32>,
    files: Vec<String>,
    /// The places of shapes in files that are not JSON.
    places: BTreeMap<ShapeRef, Place>,
    metadata: Vec<(String, Node)>,
}

/// A line and a column, both from 1; columns count characters.
type Position = (usize, usize);

/// Where a shape is, and each of its members that its own file has.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) shape: Position,
    pub(crate) members: Vec<Option<Position>>,
}

impl Model {
    pub(crate) fn new(
        shapes: Vec<Shape>,
        origins: Vec<u32>,
        files: Vec<String>,
        places: BTreeMap<ShapeRef, Place>,
        metadata: Vec<(String, Node)>,
    ) -> Self {
        Self {
            shapes,
            origins,
            files,
            places,
            metadata,
        }
    }

    /// Like [`Model::shape`] where the handle may be [`ShapeRef::MISSING`].
    pub(crate) fn get(&self, shape: ShapeRef) -> Option<&Shape> {
        self.shapes.get(shape.index())
    }

    pub(crate) fn origin(&self, shape: ShapeRef) -> u32 {
        self.origins.get(shape.index()).copied().unwrap_or(NO_FILE)
    }

    /// The name of the file that defines a shape; empty for the prelude.
    pub fn file_of(&self, shape: ShapeRef) -> &str {
        let file = usize::try_from(self.origin(shape))
            .ok()
            .and_then(|file| self.files.get(file));
        file.map_or("", String::as_str)
    }

    /// The line and the column of a shape, or of one of its members, in a file of the Smithy IDL; both from 1, and columns
    /// count characters. A member that a mixin defines is where its shape is. `None` for shapes of other formats, whose
    /// places are paths.
    pub fn position_of(&self, shape: ShapeRef, member: Option<&str>) -> Option<(usize, usize)> {
        let place = self.places.get(&shape)?;
        let members = self.shape(shape).members().iter().zip(&place.members);
        let member = member.and_then(|name| {
            let mut named = members.filter(|(it, _)| it.name == name);
            *named.next()?.1
        });
        Some(member.unwrap_or(place.shape))
    }

    /// The files that were read, by name: those that were asked for, then those found beside them. A build
    /// step watches all of them.
    pub fn files(&self) -> &[String] {
        &self.files
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
