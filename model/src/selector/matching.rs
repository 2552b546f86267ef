//! Runs selectors: a set of shapes goes from step to step.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use super::attribute::{Reader, Value};
use super::compare::{holds, texts};
use super::parse::parse_path;
use super::variables::Variables;
use super::{Assertion, Attribute, KindName, Neighbors, Operand, Scope, Selector, Step};
use crate::graph::{Graph, Vertex, VertexKind};

/// How many shapes and relationships the steps of one selector may look at: 2^26.
const MOST_STEPS: usize = 1 << 26;

/// A selector looks at more shapes and relationships than the limit allows.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) struct TooMuch;

impl TooMuch {
    pub(crate) const MESSAGE: &'static str = "the selector looks at more than 2^26 shapes and relationships of this model, which is the limit";
}

/// The shapes that a selector matches, in order.
pub(crate) struct Matches {
    /// Each with the variables that were defined on the way to it; several ways add to the same variables.
    pub(crate) shapes: BTreeMap<Vertex, BTreeMap<String, Vec<Vertex>>>,
}

impl Matches {
    /// The matches among all shapes of a graph.
    pub(crate) fn of(selector: &Selector, graph: &Graph<'_>) -> Result<Self, TooMuch> {
        let start = graph.vertices().collect();
        Self::among(selector, graph, start)
    }

    /// Like [`Matches::of`] with a limit of its own.
    #[cfg(test)]
    pub(crate) fn within(
        selector: &Selector,
        graph: &Graph<'_>,
        limit: usize,
    ) -> Result<usize, TooMuch> {
        let start = graph.vertices().collect();
        let mut run = Run::new(graph);
        run.left = limit;
        let found = run.shapes(selector.steps(), start, &Variables::default())?;
        Ok(found.len())
    }

    /// What a selector gives for these shapes, which are sorted.
    pub(crate) fn among(
        selector: &Selector,
        graph: &Graph<'_>,
        start: Vec<Vertex>,
    ) -> Result<Self, TooMuch> {
        let mut found: BTreeMap<Vertex, BTreeMap<String, Vec<Vertex>>> = BTreeMap::new();
        let mut run = Run::new(graph);
        let mut emit = |shapes: &[Vertex], variables: &Variables| {
            for shape in shapes {
                let known = found.entry(*shape).or_default();
                for (name, shapes) in variables.all() {
                    let known = known.entry(name.to_owned()).or_default();
                    known.extend(shapes);
                    sort(known);
                }
            }
        };
        run.all(selector.steps(), start, &Variables::default(), &mut emit)?;
        Ok(Self { shapes: found })
    }

    /// Whether a shape is among those that a selector matches for it alone.
    pub(crate) fn includes(
        selector: &Selector,
        graph: &Graph<'_>,
        vertex: Vertex,
    ) -> Result<bool, TooMuch> {
        let found =
            Run::new(graph).shapes(selector.steps(), vec![vertex], &Variables::default())?;
        Ok(found.contains(&vertex))
    }
}

fn sort(shapes: &mut Vec<Vertex>) {
    shapes.sort_unstable();
    shapes.dedup();
}

/// Where the shapes of the last step go, with the variables that are defined by then.
type Emit<'e> = dyn FnMut(&[Vertex], &Variables) + 'e;

struct Run<'g> {
    graph: &'g Graph<'g>,
    /// What `:root` functions gave, by their numbers
    roots: HashMap<usize, Rc<Vec<Vertex>>>,
    /// How many shapes and relationships may still be looked at
    left: usize,
}

impl<'g> Run<'g> {
    fn new(graph: &'g Graph<'_>) -> Self {
        Self {
            graph: shorten(graph),
            roots: HashMap::new(),
            left: MOST_STEPS,
        }
    }

    fn count(&mut self, more: usize) -> Result<(), TooMuch> {
        self.left = self.left.checked_sub(more.max(1)).ok_or(TooMuch)?;
        Ok(())
    }

    /// The shapes that steps give. Sets are sorted.
    fn shapes(
        &mut self,
        steps: &[Step],
        set: Vec<Vertex>,
        variables: &Variables,
    ) -> Result<Vec<Vertex>, TooMuch> {
        let mut found: Option<Vec<Vertex>> = None;
        self.all(steps, set, variables, &mut |shapes, _| {
            found.get_or_insert_default().extend(shapes);
        })?;
        let mut found = found.unwrap_or_default();
        sort(&mut found);
        Ok(found)
    }

    /// Runs steps. As deep as selectors may nest and have variables.
    fn all(
        &mut self,
        steps: &[Step],
        mut set: Vec<Vertex>,
        variables: &Variables,
        emit: &mut Emit<'_>,
    ) -> Result<(), TooMuch> {
        for (at, step) in steps.iter().enumerate() {
            self.count(set.len())?;
            if set.is_empty() {
                return Ok(());
            }
            if let Step::Define(name, inner) = step {
                let rest = steps.get(at + 1..).unwrap_or_default();
                for shape in set {
                    let found = self.shapes(inner, vec![shape], variables)?;
                    let defined = variables.with(name, found);
                    self.all(rest, vec![shape], &defined, emit)?;
                }
                return Ok(());
            }
            set = self.step(step, set, variables)?;
        }
        emit(&set, variables);
        Ok(())
    }

    fn step(
        &mut self,
        step: &Step,
        mut set: Vec<Vertex>,
        variables: &Variables,
    ) -> Result<Vec<Vertex>, TooMuch> {
        let graph = self.graph;
        match step {
            // `all` takes it.
            Step::Any | Step::Define(..) => Ok(set),
            Step::Kind(name) => {
                set.retain(|vertex| is_kind(*name, graph.kind(*vertex)));
                Ok(set)
            }
            Step::Attribute(attribute) => {
                let reader = Reader { graph, variables };
                set.retain(|vertex| has(reader, attribute, *vertex));
                Ok(set)
            }
            Step::Scope(scope) => {
                let reader = Reader { graph, variables };
                set.retain(|vertex| is_in_scope(reader, scope, *vertex));
                Ok(set)
            }
            Step::Neighbors(neighbors) => self.neighbors(neighbors, &set),
            Step::Reachable => self.reachable(&set),
            Step::Is(selectors) => {
                let mut found = Vec::new();
                for steps in selectors {
                    found.extend(self.shapes(steps, set.clone(), variables)?);
                }
                sort(&mut found);
                Ok(found)
            }
            Step::Not(steps) => {
                let dropped = self.for_which(steps, &set, variables)?;
                set.retain(|vertex| dropped.binary_search(vertex).is_err());
                Ok(set)
            }
            Step::Test(selectors) => {
                let mut found = Vec::new();
                for steps in selectors {
                    found.extend(self.for_which(steps, &set, variables)?);
                }
                sort(&mut found);
                Ok(found)
            }
            Step::In(steps) => self.members_of(steps, set, variables),
            Step::Root(number, steps) => self.root(*number, steps, variables),
            Step::TopDown(qualifier, disqualifier) => {
                self.top_down(qualifier, disqualifier.as_deref(), set, variables)
            }
            Step::Recursive(steps) => self.recursive(steps, &set, variables),
            Step::Variable(name) => Ok(variables.get(name).unwrap_or_default().to_vec()),
        }
    }

    /// The shapes of a set for which steps give anything.
    fn for_which(
        &mut self,
        steps: &[Step],
        set: &[Vertex],
        variables: &Variables,
    ) -> Result<Vec<Vertex>, TooMuch> {
        let filters = steps.iter().take_while(|step| step.is_filter()).count();
        let (filters, rest) = steps.split_at(filters);
        let mut set = self.shapes(filters, set.to_vec(), variables)?;
        if rest.is_empty() {
            return Ok(set);
        }
        let mut kept = Vec::new();
        for shape in set.drain(..) {
            if !self.shapes(rest, vec![shape], variables)?.is_empty() {
                kept.push(shape);
            }
        }
        Ok(kept)
    }

    /// The shapes of a set that are among those which steps give for them.
    fn members_of(
        &mut self,
        steps: &[Step],
        mut set: Vec<Vertex>,
        variables: &Variables,
    ) -> Result<Vec<Vertex>, TooMuch> {
        // What these give does not depend on the shape.
        if let [Step::Root(..) | Step::Variable(_), rest @ ..] = steps
            && rest.iter().all(Step::is_filter)
        {
            let start = set.first().copied();
            let found = self.shapes(steps, start.into_iter().collect(), variables)?;
            set.retain(|vertex| found.binary_search(vertex).is_ok());
            return Ok(set);
        }
        if steps.iter().all(Step::is_filter) {
            return self.shapes(steps, set, variables);
        }
        let mut kept = Vec::new();
        for shape in set {
            let found = self.shapes(steps, vec![shape], variables)?;
            if found.binary_search(&shape).is_ok() {
                kept.push(shape);
            }
        }
        Ok(kept)
    }

    fn root(
        &mut self,
        number: usize,
        steps: &[Step],
        variables: &Variables,
    ) -> Result<Vec<Vertex>, TooMuch> {
        if let Some(known) = self.roots.get(&number) {
            let known = Rc::clone(known);
            self.count(known.len())?;
            return Ok(known.to_vec());
        }
        let all = self.graph.vertices().collect();
        let found = self.shapes(steps, all, variables)?;
        self.roots.insert(number, Rc::new(found.clone()));
        Ok(found)
    }

    fn neighbors(&mut self, neighbors: &Neighbors, set: &[Vertex]) -> Result<Vec<Vertex>, TooMuch> {
        let graph = self.graph;
        let mut found = Vec::new();
        let all = neighbors.relationships.is_empty() && !neighbors.traits;
        for shape in set {
            let edges = match neighbors.is_reverse {
                true => graph.edges_to(*shape),
                false => graph.edges_from(*shape),
            };
            self.count(edges.len())?;
            let wanted = edges.iter().filter(|(kind, _)| {
                (all && kind.is_directed()) || neighbors.relationships.contains(kind)
            });
            found.extend(wanted.map(|(_, other)| *other));
            if !neighbors.traits {
                continue;
            }
            if neighbors.is_reverse {
                let applied = graph.with_trait(&graph.id(*shape));
                self.count(applied.len())?;
                found.extend(applied);
            } else {
                let traits = graph.traits(*shape);
                self.count(traits.len())?;
                found.extend(traits.iter().filter_map(|(id, _)| graph.find(id)));
            }
        }
        sort(&mut found);
        Ok(found)
    }

    /// The shapes that are reachable from another shape of the set.
    fn reachable(&mut self, set: &[Vertex]) -> Result<Vec<Vertex>, TooMuch> {
        let graph = self.graph;
        // Up to two of the shapes that lead to each: with two of them, one is not the shape itself.
        let mut sources: HashMap<Vertex, [Option<Vertex>; 2]> = HashMap::new();
        let mut stack: Vec<(Vertex, Vertex)> = set.iter().map(|shape| (*shape, *shape)).collect();
        while let Some((at, source)) = stack.pop() {
            let edges = graph.edges_from(at);
            self.count(edges.len())?;
            for (_, next) in edges.iter().filter(|(kind, _)| kind.is_directed()) {
                let known = sources.entry(*next).or_default();
                if known.contains(&Some(source)) {
                    continue;
                }
                if let Some(free) = known.iter_mut().find(|known| known.is_none()) {
                    *free = Some(source);
                    stack.push((*next, source));
                }
            }
        }
        let other = |(vertex, known): (Vertex, [Option<Vertex>; 2])| {
            let mut known = known.iter().flatten();
            known.any(|source| *source != vertex).then_some(vertex)
        };
        let mut found: Vec<Vertex> = sources.into_iter().filter_map(other).collect();
        sort(&mut found);
        Ok(found)
    }

    fn recursive(
        &mut self,
        steps: &[Step],
        set: &[Vertex],
        variables: &Variables,
    ) -> Result<Vec<Vertex>, TooMuch> {
        let mut seen = HashSet::new();
        let mut next = set.to_vec();
        while !next.is_empty() {
            next = self.shapes(steps, next, variables)?;
            next.retain(|vertex| seen.insert(*vertex));
        }
        let mut found: Vec<Vertex> = seen.into_iter().collect();
        sort(&mut found);
        Ok(found)
    }

    fn top_down(
        &mut self,
        qualifier: &[Step],
        disqualifier: Option<&[Step]>,
        mut set: Vec<Vertex>,
        variables: &Variables,
    ) -> Result<Vec<Vertex>, TooMuch> {
        let graph = self.graph;
        let is_part = |vertex: &Vertex| {
            matches!(
                graph.kind(*vertex),
                VertexKind::Service | VertexKind::Resource | VertexKind::Operation
            )
        };
        let parts: Vec<Vertex> = graph.vertices().filter(is_part).collect();
        let qualified = self.for_which(qualifier, &parts, variables)?;
        let disqualified = match disqualifier {
            Some(steps) => self.for_which(steps, &parts, variables)?,
            None => Vec::new(),
        };
        let mut seen = HashSet::new();
        let mut stack = qualified;
        stack.retain(|vertex| disqualified.binary_search(vertex).is_err());
        while let Some(at) = stack.pop() {
            if !seen.insert(at) {
                continue;
            }
            let edges = graph.edges_from(at);
            self.count(edges.len())?;
            let parts = edges.iter().filter(|(kind, _)| kind.is_part());
            let parts = parts.map(|(_, part)| *part);
            stack.extend(parts.filter(|part| disqualified.binary_search(part).is_err()));
        }
        set.retain(|vertex| seen.contains(vertex));
        Ok(set)
    }
}

/// A template with the values of a shape in it.
pub(super) fn filled(
    graph: &Graph<'_>,
    vertex: Vertex,
    defined: Option<&BTreeMap<String, Vec<Vertex>>>,
    template: &str,
) -> Option<String> {
    let graph = shorten(graph);
    let mut variables = Variables::default();
    for (name, shapes) in defined.into_iter().flatten() {
        variables = variables.with(name, shapes.clone());
    }
    let reader = Reader {
        graph,
        variables: &variables,
    };
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('@') {
        text.push_str(before);
        if let Some(after) = after.strip_prefix('@') {
            text.push('@');
            rest = after;
            continue;
        }
        let inner = after.strip_prefix('{')?;
        let (path, end) = parse_path(inner).ok()?;
        let value = reader.at(Value::Shape(vertex), &path);
        text.push_str(&texts(graph, &value, false).join(", "));
        rest = inner.get(end..)?;
    }
    text.push_str(rest);
    Some(text)
}

/// A graph is the same for a shorter time.
fn shorten<'g>(graph: &'g Graph<'_>) -> &'g Graph<'g> {
    graph
}

fn is_kind(name: KindName, kind: VertexKind) -> bool {
    match name {
        KindName::Number => kind.is_number(),
        KindName::SimpleType => kind.is_simple(),
        KindName::Collection => kind.is_list(),
        KindName::Exact(name) => {
            kind.name() == name
                || match name {
                    "string" => kind == VertexKind::Enum,
                    "integer" => kind == VertexKind::IntEnum,
                    "list" => kind == VertexKind::Set,
                    _ => false,
                }
        }
    }
}

fn has(reader: Reader<'_, '_>, attribute: &Attribute, vertex: Vertex) -> bool {
    let value = reader.at(Value::Shape(vertex), &attribute.path);
    match &attribute.comparison {
        None => !matches!(value, Value::Missing),
        Some((comparator, literals, ignores_case)) => literals.iter().any(|literal| {
            let literal = Value::Text(Cow::Borrowed(literal.as_str()));
            holds(reader.graph, &value, *comparator, &literal, *ignores_case)
        }),
    }
}

fn is_in_scope(reader: Reader<'_, '_>, scope: &Scope, vertex: Vertex) -> bool {
    let value = reader.at(Value::Shape(vertex), &scope.path);
    let values = match value {
        Value::Missing => return false,
        Value::Several(values) => values,
        value => vec![value],
    };
    let all = |value: &Value<'_>| {
        let mut assertions = scope.assertions.iter();
        assertions.all(|assertion| is_true(reader, assertion, value))
    };
    values.iter().any(all)
}

fn is_true<'g>(reader: Reader<'g, '_>, assertion: &'g Assertion, scope: &Value<'g>) -> bool {
    let value = |operand: &'g Operand| match operand {
        Operand::Literal(text) => Value::Text(Cow::Borrowed(text.as_str())),
        Operand::Path(path) => reader.at(scope.clone(), path),
    };
    let left = value(&assertion.left);
    assertion.right.iter().any(|right| {
        let right = value(right);
        holds(
            reader.graph,
            &left,
            assertion.comparator,
            &right,
            assertion.ignores_case,
        )
    })
}
