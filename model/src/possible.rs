//! Which structures and unions can have a value (Smithy 2.0, "Recursive shape definitions").

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// Finds the shapes that can have a value: first those that need no other, then those that hold these.
pub(crate) struct Possible<K> {
    /// The shapes that are not known to have a value; in the end those that can't have one.
    rest: HashSet<K>,
    /// How many members of a shape are not known to have a value.
    waiting: HashMap<K, usize>,
    /// The shapes that need a shape.
    holders: HashMap<K, Vec<K>>,
}

impl<K: Copy + Eq + Hash> Possible<K> {
    pub(crate) fn new() -> Self {
        Self {
            rest: HashSet::new(),
            waiting: HashMap::new(),
            holders: HashMap::new(),
        }
    }

    /// A structure, and the structures and unions that it requires: all of them must have a value.
    pub(crate) fn add_structure(&mut self, structure: K, required: Vec<K>) {
        let count = required.len();
        if count > 0 {
            self.wait(structure, required, count);
        }
    }

    /// A union, how many members it has, and the structures and unions among their targets: one must have a value.
    pub(crate) fn add_union(&mut self, union: K, members: usize, targets: Vec<K>) {
        if members > 0 && targets.len() == members {
            self.wait(union, targets, 1);
        }
    }

    fn wait(&mut self, shape: K, others: Vec<K>, count: usize) {
        self.rest.insert(shape);
        self.waiting.insert(shape, count);
        for other in others {
            self.holders.entry(other).or_default().push(shape);
        }
    }

    /// The shapes that can't have a value.
    pub(crate) fn impossible(mut self) -> HashSet<K> {
        let held = self.holders.keys().copied();
        let mut possible: Vec<K> = held.filter(|shape| !self.rest.contains(shape)).collect();
        while let Some(shape) = possible.pop() {
            for holder in self.holders.remove(&shape).unwrap_or_default() {
                let Some(waiting) = self.waiting.get_mut(&holder) else {
                    continue;
                };
                *waiting = waiting.saturating_sub(1);
                if *waiting == 0 && self.rest.remove(&holder) {
                    possible.push(holder);
                }
            }
        }
        self.rest
    }
}
