//! A model as a graph in which every shape and every member is a vertex: mixins and the definitions of traits too,
//! which a [`Model`](crate::Model) leaves out. Selectors and rules read it.

mod edges;
mod kind;

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

use crate::assemble::{Inherited, Merged};
use crate::id::ShapeId;
use crate::issues::Issues;
use crate::model::NO_FILE;
use crate::node::Node;
use crate::raw::{Body, RawMember, RawShape, Version};
use crate::traits::Traits;
use crate::{idl, prelude};

use edges::Edges;
pub(crate) use edges::Relationship;
pub(crate) use kind::VertexKind;

/// The handle of a vertex. The order is that of shape ids; the members of a shape follow it.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Vertex(u32);

impl Vertex {
    fn index(self) -> usize {
        self.0 as usize
    }
}

/// What is known of a vertex.
pub(crate) struct Entry<'m> {
    /// The id of the shape; that of the container if this is a member.
    pub(crate) shape: &'m ShapeId,
    /// The name of the member, if this is one.
    pub(crate) member: Option<&'m str>,
    pub(crate) kind: VertexKind,
    /// The container of a member, and the shape itself of others.
    pub(crate) container: Vertex,
    /// The number of the file; [`NO_FILE`] for the prelude.
    pub(crate) file: u32,
    pub(crate) version: Version,
    pub(crate) traits: &'m Traits,
    pub(crate) body: &'m Body,
    target: Option<Vertex>,
    /// How many of the next vertices are its members.
    members: u32,
}

/// The graph of a model whose mixins are flat.
pub(crate) struct Graph<'m> {
    entries: Vec<Entry<'m>>,
    by_id: HashMap<&'m str, Vertex>,
    pub(crate) metadata: &'m [(String, Node)],
    pub(crate) inherited: &'m Inherited,
    edges: OnceCell<Edges>,
    /// The vertices that have a trait, by its id.
    applied: HashMap<&'m str, Vec<Vertex>>,
}

impl<'m> Graph<'m> {
    /// The graph of merged files whose mixins were flattened.
    pub(crate) fn of(merged: &'m Merged, inherited: &'m Inherited) -> Self {
        let definitions = definitions();
        let mut graph = Self {
            entries: Vec::new(),
            by_id: HashMap::new(),
            metadata: &merged.metadata,
            inherited,
            edges: OnceCell::new(),
            applied: HashMap::new(),
        };
        let own = merged.shapes.iter();
        // Files may define shapes of the prelude again.
        let own = own.filter(|(id, _)| !definitions.contains_key::<ShapeId>(id));
        let mut shapes: Vec<(&ShapeId, &RawShape)> = own.chain(definitions).collect();
        shapes.sort_by_key(|(id, _)| *id);
        for (id, shape) in shapes {
            graph.add(id, shape);
        }
        graph.connect();
        graph
    }

    fn add(&mut self, id: &'m ShapeId, shape: &'m RawShape) {
        let Ok(at) = u32::try_from(self.entries.len()) else {
            return;
        };
        let container = Vertex(at);
        let members: &[RawMember] = match &shape.body {
            Body::Aggregate(_, members) => members,
            _ => &[],
        };
        self.by_id.insert(id.as_str(), container);
        let new = |member, kind, traits, members| Entry {
            shape: id,
            member,
            kind,
            container,
            file: shape.file,
            version: shape.version,
            traits,
            body: &shape.body,
            target: None,
            members,
        };
        let count = u32::try_from(members.len()).unwrap_or(0);
        self.entries
            .push(new(None, VertexKind::of(&shape.body), &shape.traits, count));
        for member in members {
            let name = Some(member.name.as_str());
            self.entries
                .push(new(name, VertexKind::Member, &member.traits, 0));
        }
    }

    /// Finds the targets of members, and who has which trait.
    fn connect(&mut self) {
        for at in 0..self.entries.len() {
            let Some(entry) = self.entries.get(at) else {
                continue;
            };
            let vertex = Vertex(u32::try_from(at).unwrap_or(u32::MAX));
            for (id, _) in entry.traits.iter() {
                self.applied.entry(id).or_default().push(vertex);
            }
            let place = at.wrapping_sub(entry.container.index()).wrapping_sub(1);
            let target = match entry.body {
                Body::Aggregate(_, members) if entry.member.is_some() => {
                    members.get(place).and_then(|member| member.target.as_ref())
                }
                _ => None,
            };
            let target = target.and_then(|id| self.find(id.as_str()));
            if let Some(entry) = self.entries.get_mut(at) {
                entry.target = target;
            }
        }
    }

    pub(crate) fn entry(&self, vertex: Vertex) -> &Entry<'m> {
        &self.entries[vertex.index()]
    }

    /// All vertices, in order.
    pub(crate) fn vertices(&self) -> impl Iterator<Item = Vertex> + use<> {
        (0..u32::try_from(self.entries.len()).unwrap_or(u32::MAX)).map(Vertex)
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The shape with this absolute id, or the member with this id (`example#Shape$member`).
    pub(crate) fn find(&self, id: &str) -> Option<Vertex> {
        match id.split_once('$') {
            None => self.by_id.get(id).copied(),
            Some((shape, member)) => self.member(self.by_id.get(shape).copied()?, member),
        }
    }

    /// The shape with this id: an absolute one, or one that is relative to the prelude.
    pub(crate) fn find_trait(&self, id: &str) -> Option<Vertex> {
        if id.contains('#') {
            self.find(id)
        } else {
            self.find(&format!("{}#{id}", prelude::NAMESPACE))
        }
    }

    /// Whether the model has a shape of this namespace.
    pub(crate) fn has_namespace(&self, namespace: &str) -> bool {
        let start = format!("{namespace}#");
        let place = self
            .entries
            .partition_point(|entry| entry.shape.as_str() < start.as_str());
        let found = self.entries.get(place);
        found.is_some_and(|entry| entry.shape.namespace() == namespace)
    }

    /// The members of a shape, in the order of the model.
    pub(crate) fn members(&self, shape: Vertex) -> impl Iterator<Item = Vertex> + Clone + use<> {
        let count = self.entry(shape).members;
        (shape.0 + 1..shape.0 + 1 + count).map(Vertex)
    }

    /// The member of a shape that has this name.
    pub(crate) fn member(&self, shape: Vertex, name: &str) -> Option<Vertex> {
        self.members(shape)
            .find(|member| self.entry(*member).member == Some(name))
    }

    /// The shape that a member targets, if it exists.
    pub(crate) fn target(&self, member: Vertex) -> Option<Vertex> {
        self.entry(member).target
    }

    /// The target of a member, and other shapes themselves.
    pub(crate) fn shape_or_target(&self, vertex: Vertex) -> Option<Vertex> {
        match self.entry(vertex).member {
            Some(_) => self.target(vertex),
            None => Some(vertex),
        }
    }

    /// The whole id.
    pub(crate) fn id(&self, vertex: Vertex) -> String {
        let entry = self.entry(vertex);
        match entry.member {
            Some(member) => format!("{}${member}", entry.shape),
            None => entry.shape.to_string(),
        }
    }

    /// The name of a member, or that of a shape.
    pub(crate) fn name(&self, vertex: Vertex) -> &'m str {
        let entry = self.entry(vertex);
        entry.member.unwrap_or_else(|| entry.shape.name())
    }

    pub(crate) fn kind(&self, vertex: Vertex) -> VertexKind {
        self.entry(vertex).kind
    }

    pub(crate) fn traits(&self, vertex: Vertex) -> &'m Traits {
        self.entry(vertex).traits
    }

    /// A trait of a shape, or of a member.
    pub(crate) fn get_trait(&self, vertex: Vertex, id: &str) -> Option<&'m Node> {
        self.traits(vertex).get(id)
    }

    /// The vertices that have a trait, in order.
    pub(crate) fn with_trait(&self, id: &str) -> &[Vertex] {
        self.applied.get(id).map_or(&[], Vec::as_slice)
    }

    /// Whether the vertex belongs to the prelude.
    pub(crate) fn is_prelude(&self, vertex: Vertex) -> bool {
        self.entry(vertex).file == NO_FILE
    }

    /// Vertices of this kind, in order.
    pub(crate) fn of_kind(&self, kind: VertexKind) -> impl Iterator<Item = Vertex> {
        self.vertices()
            .filter(move |vertex| self.kind(*vertex) == kind)
    }

    /// The relationships that start at a vertex.
    pub(crate) fn edges_from(&self, vertex: Vertex) -> &[(Relationship, Vertex)] {
        self.edges().from(vertex)
    }

    /// The relationships that end at a vertex, with the vertices where they start.
    pub(crate) fn edges_to(&self, vertex: Vertex) -> &[(Relationship, Vertex)] {
        self.edges().to(vertex)
    }

    /// The vertices that directed relationships lead to from these, which are among them.
    pub(crate) fn reached(&self, starts: impl IntoIterator<Item = Vertex>) -> HashSet<Vertex> {
        let mut seen = HashSet::new();
        let mut stack: Vec<Vertex> = starts.into_iter().collect();
        while let Some(at) = stack.pop() {
            if seen.insert(at) {
                let edges = self.edges_from(at).iter();
                let directed = edges.filter(|(kind, _)| kind.is_directed());
                stack.extend(directed.map(|(_, other)| *other));
            }
        }
        seen
    }

    fn edges(&self) -> &Edges {
        self.edges.get_or_init(|| Edges::of(self))
    }
}

/// The traits that the prelude defines, and the shapes of their values (Smithy 2.0, "Prelude").
fn definitions() -> &'static BTreeMap<ShapeId, RawShape> {
    static DEFINITIONS: OnceLock<BTreeMap<ShapeId, RawShape>> = OnceLock::new();
    DEFINITIONS.get_or_init(|| {
        let mut issues = Issues::new(&[]);
        let tree = idl::parse(NO_FILE, include_str!("prelude/traits.smithy"), &mut issues);
        let files = idl::lower(vec![(NO_FILE, tree)], &[], &mut issues);
        let shapes = files.into_iter().flat_map(|(_, file)| file.shapes);
        shapes.collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prelude_is_valid_and_has_the_traits_that_the_reader_knows() {
        let mut issues = Issues::new(&[]);
        let tree = idl::parse(NO_FILE, include_str!("prelude/traits.smithy"), &mut issues);
        idl::lower(vec![(NO_FILE, tree)], &[], &mut issues);
        assert_eq!(issues.finish().err(), None);
        let unknown: Vec<_> = prelude::trait_names()
            .filter(|name| {
                let id = ShapeId::parse(&format!("{}#{name}", prelude::NAMESPACE));
                let shape = id.and_then(|id| definitions().get(&id));
                !shape.is_some_and(|shape| shape.traits.has("smithy.api#trait"))
            })
            .collect();
        assert_eq!(unknown, Vec::<&str>::new());
    }
}
