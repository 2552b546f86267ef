//! Which members need indirection so that a recursive type has a size.
//!
//! Lists and maps are indirections already. Every cycle without one gets its own: on the member whose
//! id (`container$member`) is the smallest of the cycle, one cycle after the other, until none is left.
//! Shorter cycles come first, then those through the shape with the smallest id: where cycles share
//! members the order decides, and this one does not depend on which operations were chosen, because
//! a cycle is reachable as a whole or not at all.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet, VecDeque};

use crate::model::Model;
use crate::shape::ShapeRef;
use crate::shape::{Kind, Member};

/// How many members the search for the shortest cycles looks at. No published model comes near; for thousands
/// of shapes that all hold each other the search would take hours. After so many a depth-first walk boxes
/// each member that closes a cycle.
const MOST_STEPS: usize = 1 << 26;

/// The boxed members of these shapes, by the shape.
pub(crate) fn boxed_members(
    model: &Model,
    shapes: impl Iterator<Item = ShapeRef>,
) -> HashMap<ShapeRef, HashSet<String>> {
    let mut graph = Graph::of(model, shapes);
    let mut boxed: HashMap<ShapeRef, HashSet<String>> = HashMap::new();
    let mut add = |(container, index): (ShapeRef, usize)| {
        let name = member(model, container, index).map(|member| member.name.clone());
        boxed.entry(container).or_default().extend(name);
    };
    // The length is a lower bound of the shortest cycle through the node: cutting an edge makes no other
    // cycle shorter.
    let mut starts: BinaryHeap<Reverse<(usize, usize)>> =
        graph.starts().map(|start| Reverse((1, start))).collect();
    while let Some(Reverse((least, start))) = starts.pop() {
        if graph.steps > MOST_STEPS {
            break;
        }
        let Some(cycle) = graph.cycle_through(start) else {
            continue;
        };
        if cycle.len() > least {
            starts.push(Reverse((cycle.len(), start)));
            continue;
        }
        let smallest = cycle.into_iter().min_by_key(|&edge| {
            let (container, index) = graph.place(edge);
            let name = member(model, container, index).map(|member| &member.name);
            (container, name)
        });
        if let Some(smallest) = smallest {
            add(graph.place(smallest));
            graph.cut(smallest);
            starts.push(Reverse((least, start)));
        }
    }
    for edge in graph.edges_that_lead_back() {
        add(graph.place(edge));
    }
    boxed
}

fn member(model: &Model, container: ShapeRef, index: usize) -> Option<&Member> {
    model.shape(container).members().get(index)
}

/// A member by which a structure or union holds another by value.
struct Edge {
    from: usize,
    target: usize,
    /// The index of the member.
    member: usize,
    /// It may be part of a cycle.
    alive: bool,
}

/// Structures and unions, and the members by which they hold each other by value. Edges that turn out to be
/// on no cycle, and those that are cut, are not alive.
struct Graph {
    /// In the order of ids.
    shapes: Vec<ShapeRef>,
    edges: Vec<Edge>,
    /// The edges from each node, in the order of members.
    exits: Vec<Vec<usize>>,
    entries: Vec<Vec<usize>>,
    /// How many of them are alive.
    live_exits: Vec<usize>,
    live_entries: Vec<usize>,
    /// The search that last came to a node, and by which edge.
    came_by: Vec<(usize, usize)>,
    searches: usize,
    steps: usize,
}

impl Graph {
    fn of(model: &Model, shapes: impl Iterator<Item = ShapeRef>) -> Self {
        let by_value = |target: &ShapeRef| {
            matches!(
                model.get(*target).map(|shape| &shape.kind),
                Some(Kind::Structure(_) | Kind::Union(_))
            )
        };
        let mut shapes: Vec<ShapeRef> = shapes.filter(by_value).collect();
        shapes.sort_unstable();
        shapes.dedup();
        let nodes: HashMap<ShapeRef, usize> = shapes.iter().copied().zip(0..).collect();
        let mut edges = Vec::new();
        for (from, shape) in shapes.iter().enumerate() {
            let members = model.shape(*shape).members().iter().enumerate();
            edges.extend(members.filter_map(|(member, it)| {
                Some(Edge {
                    from,
                    target: *nodes.get(&it.target)?,
                    member,
                    alive: true,
                })
            }));
        }
        let mut exits = vec![Vec::new(); shapes.len()];
        let mut entries = vec![Vec::new(); shapes.len()];
        for (index, edge) in edges.iter().enumerate() {
            exits[edge.from].push(index);
            entries[edge.target].push(index);
        }
        let mut graph = Self {
            live_exits: exits.iter().map(Vec::len).collect(),
            live_entries: entries.iter().map(Vec::len).collect(),
            came_by: vec![(0, 0); shapes.len()],
            shapes,
            edges,
            exits,
            entries,
            searches: 0,
            steps: 0,
        };
        graph.trim((0..graph.shapes.len()).collect());
        graph
    }

    /// The shape and the index of the member that an edge stands for.
    fn place(&self, edge: usize) -> (ShapeRef, usize) {
        let edge = &self.edges[edge];
        (self.shapes[edge.from], edge.member)
    }

    /// Removes the edges of nodes that no edge enters or none leaves, starting with these: they are on no cycle.
    fn trim(&mut self, mut nodes: Vec<usize>) {
        while let Some(node) = nodes.pop() {
            // A node comes once for each edge that is taken out of it. Its edges are looked through only until none is
            // left.
            if (self.live_exits[node] > 0) == (self.live_entries[node] > 0) {
                continue;
            }
            let all = self.exits[node].iter().chain(&self.entries[node]);
            let dead: Vec<usize> = all
                .copied()
                .filter(|&edge| self.edges[edge].alive)
                .collect();
            for edge in dead {
                nodes.extend(self.kill(edge));
            }
        }
    }

    /// Removes an edge and returns the nodes at its ends.
    fn kill(&mut self, edge: usize) -> [usize; 2] {
        let Edge {
            from,
            target,
            alive,
            ..
        } = &mut self.edges[edge];
        if std::mem::take(alive) {
            self.live_exits[*from] -= 1;
            self.live_entries[*target] -= 1;
        }
        [*from, *target]
    }

    fn cut(&mut self, edge: usize) {
        let ends = self.kill(edge);
        self.trim(ends.into());
    }

    /// Nodes of which each cycle has one. The nodes of a path without branches are on the same cycles, so the
    /// smallest of them stands for all.
    fn starts(&self) -> impl Iterator<Item = usize> {
        let mut smallest: Vec<usize> = (0..self.shapes.len()).collect();
        let next = |node: usize| {
            let mut exits = self.exits[node].iter().map(|&edge| &self.edges[edge]);
            let exit = exits.find(|edge| edge.alive)?;
            let only = self.live_exits[node] == 1 && self.live_entries[exit.target] == 1;
            only.then_some(exit.target)
        };
        let is_first = |node: usize| {
            let mut entries = self.entries[node].iter().map(|&edge| &self.edges[edge]);
            let entry = entries.find(|edge| edge.alive);
            let only = |edge: &Edge| self.live_exits[edge.from] == 1;
            !(self.live_entries[node] == 1 && entry.is_some_and(only))
        };
        let mut seen = vec![false; self.shapes.len()];
        // Paths that have a first node, then those that are cycles.
        let firsts = (0..self.shapes.len()).filter(|&node| is_first(node));
        for node in firsts.chain(0..self.shapes.len()) {
            let mut way = Vec::new();
            let mut at = Some(node);
            while let Some(here) = at.filter(|&here| !seen[here]) {
                seen[here] = true;
                way.push(here);
                at = next(here);
            }
            let least = way.iter().copied().min().unwrap_or(node);
            way.into_iter().for_each(|node| smallest[node] = least);
        }
        let alive = |node: &usize| self.live_exits[*node] > 0;
        let starts = (0..self.shapes.len()).filter(alive);
        let starts: Vec<usize> = starts.filter(|&node| smallest[node] == node).collect();
        starts.into_iter()
    }

    /// The shortest way from a node back to itself, as edges.
    fn cycle_through(&mut self, start: usize) -> Option<Vec<usize>> {
        if self.live_exits[start] == 0 {
            return None;
        }
        self.searches += 1;
        let search = self.searches;
        let mut queue = VecDeque::from([start]);
        while let Some(from) = queue.pop_front() {
            self.steps += self.exits[from].len();
            for &index in &self.exits[from] {
                let edge = &self.edges[index];
                if !edge.alive {
                    continue;
                }
                if self.came_by[edge.target].0 != search {
                    self.came_by[edge.target] = (search, index);
                    queue.push_back(edge.target);
                }
                if edge.target == start {
                    return Some(self.way_back(start));
                }
            }
        }
        None
    }

    /// The edges of the cycle that the last search found through a node, last one first.
    fn way_back(&self, start: usize) -> Vec<usize> {
        let mut cycle = Vec::new();
        let mut at = start;
        loop {
            let (_, edge) = self.came_by[at];
            cycle.push(edge);
            at = self.edges[edge].from;
            if at == start {
                return cycle;
            }
        }
    }

    /// The edges that close a cycle in a depth-first walk. Without them there is none.
    fn edges_that_lead_back(&self) -> Vec<usize> {
        let mut found = Vec::new();
        let mut is_done = vec![false; self.shapes.len()];
        let mut under_way = vec![false; self.shapes.len()];
        for start in 0..self.shapes.len() {
            if is_done[start] {
                continue;
            }
            under_way[start] = true;
            let mut stack = vec![(start, 0)];
            while let Some((node, next)) = stack.last_mut() {
                let Some(&index) = self.exits[*node].get(*next) else {
                    under_way[*node] = false;
                    is_done[*node] = true;
                    stack.pop();
                    continue;
                };
                *next += 1;
                let edge = &self.edges[index];
                if !edge.alive || is_done[edge.target] {
                    continue;
                }
                if std::mem::replace(&mut under_way[edge.target], true) {
                    found.push(index);
                } else {
                    stack.push((edge.target, 0));
                }
            }
        }
        found
    }
}
