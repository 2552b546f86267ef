//! The relationships between vertices (Smithy 2.0, "Neighbors").

use super::{Graph, Vertex, VertexKind};
use crate::id::ShapeId;
use crate::prelude;
use crate::raw::{Body, RawOperation, RawResource, RawService};

/// What one vertex is to another.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Relationship {
    /// From a shape to its member
    Member,
    /// From a member to the shape of its values
    Target,
    Input,
    Output,
    Error,
    Operation,
    CollectionOperation,
    Put,
    Create,
    Read,
    Update,
    Delete,
    List,
    Resource,
    Identifier,
    Property,
    Mixin,
    /// From an operation or resource to the service or resource that has it
    Bound,
}

impl Relationship {
    /// The names in selectors. [`Relationship::Target`] has none.
    const NAMES: [(&'static str, Self); 17] = [
        ("member", Self::Member),
        ("input", Self::Input),
        ("output", Self::Output),
        ("error", Self::Error),
        ("operation", Self::Operation),
        ("collectionOperation", Self::CollectionOperation),
        ("put", Self::Put),
        ("create", Self::Create),
        ("read", Self::Read),
        ("update", Self::Update),
        ("delete", Self::Delete),
        ("list", Self::List),
        ("resource", Self::Resource),
        ("identifier", Self::Identifier),
        ("property", Self::Property),
        ("mixin", Self::Mixin),
        ("bound", Self::Bound),
    ];

    pub(crate) fn named(name: &str) -> Option<Self> {
        let mut names = Self::NAMES.iter();
        names
            .find(|(known, _)| *known == name)
            .map(|(_, found)| *found)
    }

    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        Self::NAMES.iter().map(|(name, _)| *name)
    }

    /// Whether `>`, `<` and `~>` follow it. Others must be named.
    pub(crate) fn is_directed(self) -> bool {
        self != Self::Bound
    }

    /// Whether it leads from a service or resource to a part of it.
    pub(crate) fn is_part(self) -> bool {
        matches!(
            self,
            Self::Operation
                | Self::CollectionOperation
                | Self::Put
                | Self::Create
                | Self::Read
                | Self::Update
                | Self::Delete
                | Self::List
                | Self::Resource
        )
    }

    fn of_lifecycle(property: &str) -> Self {
        Self::named(property).unwrap_or(Self::Operation)
    }
}

/// All relationships, by either end.
pub(super) struct Edges {
    from: Lists,
    to: Lists,
}

/// A list for each vertex, one after the other.
struct Lists {
    /// Where the list of each vertex starts; one more than there are vertices.
    starts: Vec<usize>,
    entries: Vec<(Relationship, Vertex)>,
}

impl Lists {
    fn of(vertices: usize, edges: &[(Vertex, Relationship, Vertex)]) -> Self {
        let mut starts = Vec::with_capacity(vertices + 1);
        let mut at = 0;
        for vertex in 0..=vertices {
            while edges.get(at).is_some_and(|edge| edge.0.index() < vertex) {
                at += 1;
            }
            starts.push(at);
        }
        let edges = edges.iter();
        Self {
            starts,
            entries: edges.map(|(_, kind, other)| (*kind, *other)).collect(),
        }
    }

    fn get(&self, vertex: Vertex) -> &[(Relationship, Vertex)] {
        match self
            .starts
            .get(vertex.index()..)
            .and_then(|starts| starts.get(..2))
        {
            Some([start, end]) => self.entries.get(*start..*end).unwrap_or_default(),
            _ => &[],
        }
    }
}

impl Edges {
    pub(super) fn of(graph: &Graph<'_>) -> Self {
        let mut edges = Found {
            graph,
            edges: Vec::new(),
        };
        for vertex in graph.vertices() {
            edges.add_all(vertex);
        }
        let mut edges = edges.edges;
        edges.sort_by_key(|(from, ..)| *from);
        let from = Lists::of(graph.len(), &edges);
        for edge in &mut edges {
            *edge = (edge.2, edge.1, edge.0);
        }
        edges.sort_by_key(|(to, ..)| *to);
        let to = Lists::of(graph.len(), &edges);
        Self { from, to }
    }

    pub(super) fn from(&self, vertex: Vertex) -> &[(Relationship, Vertex)] {
        self.from.get(vertex)
    }

    pub(super) fn to(&self, vertex: Vertex) -> &[(Relationship, Vertex)] {
        self.to.get(vertex)
    }
}

struct Found<'g, 'm> {
    graph: &'g Graph<'m>,
    edges: Vec<(Vertex, Relationship, Vertex)>,
}

impl Found<'_, '_> {
    fn add_all(&mut self, vertex: Vertex) {
        let graph = self.graph;
        let entry = graph.entry(vertex);
        if entry.kind == VertexKind::Member {
            // The members of enums stand for values, and have no shape of values.
            let container = graph.kind(entry.container);
            if matches!(container, VertexKind::Enum | VertexKind::IntEnum) {
                return;
            }
            if let Some(target) = graph.target(vertex) {
                self.edges.push((vertex, Relationship::Target, target));
            }
            return;
        }
        for member in graph.members(vertex) {
            self.edges.push((vertex, Relationship::Member, member));
        }
        match entry.body {
            Body::Operation(operation) => self.add_operation(vertex, operation),
            Body::Resource(resource) => self.add_resource(vertex, resource),
            Body::Service(service) => self.add_service(vertex, service),
            _ => {}
        }
        let mixins = graph.inherited.mixins(entry.shape);
        self.add(vertex, Relationship::Mixin, mixins);
    }

    fn add<'i>(
        &mut self,
        from: Vertex,
        relationship: Relationship,
        ids: impl IntoIterator<Item = &'i ShapeId>,
    ) {
        for id in ids {
            let Some(to) = self.graph.find(id.as_str()) else {
                continue;
            };
            self.edges.push((from, relationship, to));
            if relationship.is_part() {
                self.edges.push((to, Relationship::Bound, from));
            }
        }
    }

    fn add_operation(&mut self, vertex: Vertex, operation: &RawOperation) {
        let structures = [
            (Relationship::Input, &operation.input),
            (Relationship::Output, &operation.output),
        ];
        for (relationship, id) in structures {
            match id {
                Some(id) => self.add(vertex, relationship, [id]),
                None => {
                    let unit = self.graph.find(prelude::UNIT);
                    self.edges
                        .extend(unit.map(|unit| (vertex, relationship, unit)));
                }
            }
        }
        self.add(vertex, Relationship::Error, &operation.errors);
    }

    fn add_resource(&mut self, vertex: Vertex, resource: &RawResource) {
        let named = [
            (Relationship::Identifier, &resource.identifiers),
            (Relationship::Property, &resource.properties),
        ];
        for (relationship, named) in named {
            self.add(vertex, relationship, named.iter().map(|(_, id)| id));
        }
        for (property, id) in &resource.lifecycle {
            self.add(vertex, Relationship::of_lifecycle(property), [id]);
        }
        self.add(vertex, Relationship::Operation, &resource.operations);
        self.add(
            vertex,
            Relationship::CollectionOperation,
            &resource.collection_operations,
        );
        self.add(vertex, Relationship::Resource, &resource.resources);
    }

    fn add_service(&mut self, vertex: Vertex, service: &RawService) {
        self.add(vertex, Relationship::Operation, &service.operations);
        self.add(vertex, Relationship::Resource, &service.resources);
        self.add(vertex, Relationship::Error, &service.errors);
    }
}
