//! Which members need indirection so that a recursive type has a size.
//!
//! Lists and maps are indirections already. Every cycle without one gets its own: on the member whose
//! id (`container$member`) is the smallest of the cycle, one cycle after the other, until none is left.
//! Shorter cycles come first, then those through the shape with the smallest id: where cycles share
//! members the order decides, and this one does not depend on which operations were chosen, because
//! a cycle is reachable as a whole or not at all.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use crate::model::Model;
use crate::shape::ShapeRef;
use crate::shape::{Kind, Member};

/// How many cycles are compared. Published models have at most a dozen; in one with a cycle of many
/// thousands of shapes, looking from each of them would take minutes.
const CANDIDATES: usize = 256;

/// A member that structures or unions hold by value: container and index.
type Edge = (ShapeRef, usize);

/// The boxed members of these shapes.
pub(crate) fn boxed_members(
    model: &Model,
    shapes: impl Iterator<Item = ShapeRef>,
) -> HashSet<(ShapeRef, String)> {
    let mut graph = Graph::of(model, shapes);
    let mut boxed = HashSet::new();
    while let Some(cycle) = graph.shortest_cycle() {
        let smallest = cycle.into_iter().min_by_key(|(container, index)| {
            let name = member(model, *container, *index).map(|member| &member.name);
            (*container, name)
        });
        let Some((container, index)) = smallest else {
            break;
        };
        graph.cut((container, index));
        boxed
            .extend(member(model, container, index).map(|member| (container, member.name.clone())));
    }
    boxed
}

fn member(model: &Model, container: ShapeRef, index: usize) -> Option<&Member> {
    model.shape(container).members().get(index)
}

/// Structures and unions, and the members by which they hold each other by value.
struct Graph {
    edges: BTreeMap<ShapeRef, Vec<(usize, ShapeRef)>>,
}

impl Graph {
    fn of(model: &Model, shapes: impl Iterator<Item = ShapeRef>) -> Self {
        let by_value = |target: &ShapeRef| {
            matches!(
                model.get(*target).map(|shape| &shape.kind),
                Some(Kind::Structure(_) | Kind::Union(_))
            )
        };
        let edges = shapes.map(|container| {
            let members = model
                .shape(container)
                .members()
                .iter()
                .map(|member| member.target);
            let edges = members
                .enumerate()
                .filter(|(_, target)| by_value(target))
                .collect();
            (container, edges)
        });
        let mut graph = Self {
            edges: edges.collect(),
        };
        graph.trim();
        graph
    }

    /// Takes out what nothing leads to or what leads nowhere: it is on no cycle.
    fn trim(&mut self) {
        let forward: Vec<(ShapeRef, ShapeRef)> = self
            .edges
            .iter()
            .flat_map(|(from, edges)| edges.iter().map(|(_, target)| (*from, *target)))
            .collect();
        let backward: Vec<_> = forward
            .iter()
            .map(|(from, target)| (*target, *from))
            .collect();
        let (leading_on, led_to) = (leading_on(&forward), leading_on(&backward));
        let kept = |shape: &ShapeRef| leading_on.contains(shape) && led_to.contains(shape);
        self.edges.retain(|shape, _| kept(shape));
        self.edges
            .values_mut()
            .for_each(|edges| edges.retain(|(_, target)| kept(target)));
    }

    fn cut(&mut self, (container, index): Edge) {
        if let Some(edges) = self.edges.get_mut(&container) {
            edges.retain(|(member, _)| *member != index);
        }
        self.trim();
    }

    fn shortest_cycle(&self) -> Option<Vec<Edge>> {
        // `min_by_key` keeps the first of equals: the one through the smallest id.
        let cycles = self
            .edges
            .keys()
            .filter_map(|start| self.cycle_through(*start));
        cycles.take(CANDIDATES).min_by_key(Vec::len)
    }

    /// The shortest way from a shape back to itself.
    fn cycle_through(&self, start: ShapeRef) -> Option<Vec<Edge>> {
        let mut came_by: HashMap<ShapeRef, Edge> = HashMap::new();
        let mut queue = VecDeque::from([start]);
        while let Some(from) = queue.pop_front() {
            for (index, target) in self.edges.get(&from)? {
                if !came_by.contains_key(target) {
                    came_by.insert(*target, (from, *index));
                    queue.push_back(*target);
                }
                if *target == start {
                    return Some(way_back(&came_by, start));
                }
            }
        }
        None
    }
}

/// The nodes from which one can go on for ever.
fn leading_on(edges: &[(ShapeRef, ShapeRef)]) -> HashSet<ShapeRef> {
    let mut exits: HashMap<ShapeRef, usize> = HashMap::new();
    let mut entries: HashMap<ShapeRef, Vec<ShapeRef>> = HashMap::new();
    for (from, target) in edges {
        *exits.entry(*from).or_default() += 1;
        entries.entry(*target).or_default().push(*from);
    }
    let mut ends: Vec<ShapeRef> = entries
        .keys()
        .copied()
        .filter(|target| !exits.contains_key(target))
        .collect();
    while let Some(end) = ends.pop() {
        for from in entries.get(&end).into_iter().flatten() {
            if let Some(left) = exits.get_mut(from) {
                *left -= 1;
                if *left == 0 {
                    exits.remove(from);
                    ends.push(*from);
                }
            }
        }
    }
    exits.into_keys().collect()
}

fn way_back(came_by: &HashMap<ShapeRef, Edge>, start: ShapeRef) -> Vec<Edge> {
    let mut cycle = Vec::new();
    let mut at = start;
    while let Some((from, index)) = came_by.get(&at) {
        cycle.push((*from, *index));
        at = *from;
        if at == start {
            break;
        }
    }
    cycle
}
