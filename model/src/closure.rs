//! The service closure of chosen operations (Smithy 2.0, "Service closure").

mod endpoint_discovery;

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use crate::boxing::boxed_members;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::Model;
use crate::nearest::{Suggestions, list};
use crate::node::Node;
use crate::shape::ShapeRef;
use crate::shape::{Kind, Operation, Service};
use crate::walk::{data_members, reachable, service_operations, sort_by_name};

/// Which operations of a service are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Operations {
    /// All of them
    #[default]
    All,
    /// Those with these shape names (case counts) or absolute ids
    Named(Vec<String>),
}

/// From where a shape is reachable.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// From an operation's input: it is serialized
    pub input: bool,
    /// From an operation's output or an error: it is deserialized
    pub output: bool,
}

/// A service, chosen operations of it and everything that they reach, computed once.
///
/// Belongs to the model that it was made of: handles of other models mean nothing to it.
#[derive(Debug)]
pub struct Closure<'m> {
    model: &'m Model,
    service: ShapeRef,
    operations: Vec<ShapeRef>,
    usage: BTreeMap<ShapeRef, Usage>,
    renamed: HashMap<ShapeRef, String>,
    boxed: HashMap<ShapeRef, HashSet<String>>,
    /// The errors of each operation that has some of its own, sorted by name.
    errors: HashMap<ShapeRef, Vec<ShapeRef>>,
    discovery: Option<ShapeRef>,
    /// Those of the service.
    shared_errors: Vec<ShapeRef>,
}

impl<'m> Closure<'m> {
    /// The closure of some operations of a service. The service goes by absolute id, shape name or
    /// `sdkId`; `None` means the only one. The operation that discovers endpoints is among the
    /// operations if another one requires that (`aws.api#clientDiscoveredEndpoint`).
    ///
    /// # Errors
    /// No such service, several services and none chosen, and every operation that does not exist.
    pub fn of(
        model: &'m Model,
        service: Option<&str>,
        operations: &Operations,
    ) -> Result<Closure<'m>, Diagnostics> {
        let (service, definition) = choose_service(model, service)?;
        let mut operations = choose_operations(model, service, operations)?;
        let discovery = endpoint_discovery::needed(model, service, &operations);
        operations.extend(discovery);
        sort_by_name(model, &mut operations);
        operations.dedup();
        let errors = errors_of(model, &operations);
        let usage = usage_of(model, &operations, definition);
        let boxed = boxed_members(model, usage.keys().copied());
        let renamed = definition.rename.iter().cloned().collect();
        Ok(Closure {
            model,
            service,
            operations,
            usage,
            renamed,
            boxed,
            errors,
            discovery,
            shared_errors: definition.errors.clone(),
        })
    }

    /// The service that [`Closure::of`] chooses by this name.
    ///
    /// # Errors
    /// No such service, or several services and none chosen.
    pub fn find_service(model: &Model, name: Option<&str>) -> Result<ShapeRef, Diagnostics> {
        choose_service(model, name).map(|(service, _)| service)
    }

    /// The model that it is of.
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// The service.
    pub fn service(&self) -> ShapeRef {
        self.service
    }

    /// The chosen operations, sorted by name.
    pub fn operations(&self) -> &[ShapeRef] {
        &self.operations
    }

    /// The operation that discovers endpoints, if one of the operations must go to a discovered one.
    pub fn discovery(&self) -> Option<ShapeRef> {
        self.discovery
    }

    /// Every shape that the operations reach, inputs, outputs and errors included, in the order of ids.
    /// `smithy.api#Unit` is not among them.
    pub fn shapes(&self) -> impl Iterator<Item = (ShapeRef, Usage)> {
        self.usage.iter().map(|(shape, usage)| (*shape, *usage))
    }

    /// How a shape is reached; both `false` if it is not.
    pub fn usage(&self, shape: ShapeRef) -> Usage {
        self.usage.get(&shape).copied().unwrap_or_default()
    }

    pub(crate) fn is_reached(&self, shape: ShapeRef) -> bool {
        self.usage.contains_key(&shape)
    }

    /// The name of a shape in this service: that of its id, unless the service renames it.
    pub fn name(&self, shape: ShapeRef) -> &str {
        let renamed = self.renamed.get(&shape).map(String::as_str);
        renamed
            .or_else(|| self.model_name(shape))
            .unwrap_or_default()
    }

    /// Whether a structure's or union's member needs indirection, because without it the type would
    /// contain itself.
    pub fn is_boxed(&self, container: ShapeRef, member: &str) -> bool {
        let boxed = self.boxed.get(&container);
        boxed.is_some_and(|boxed| boxed.contains(member))
    }

    /// The errors of an operation of this closure and of its service, without repetition, sorted by name.
    pub fn errors(&self, operation: ShapeRef) -> Vec<ShapeRef> {
        if self.is_unchosen(operation) {
            return Vec::new();
        }
        let own = self.errors.get(&operation).map_or(&[][..], Vec::as_slice);
        let mut errors = [own, &self.shared_errors].concat();
        errors.sort_by_key(|error| (self.model_name(*error), *error));
        errors.dedup();
        errors
    }

    /// The name of a shape's id.
    fn model_name(&self, shape: ShapeRef) -> Option<&'m str> {
        self.model.get(shape).map(|shape| shape.id.name())
    }

    fn is_unchosen(&self, operation: ShapeRef) -> bool {
        let place = |chosen: &ShapeRef| {
            let key = |shape| (self.model_name(shape), shape);
            key(*chosen).cmp(&key(operation))
        };
        self.operations.binary_search_by(place).is_err()
    }

    /// The shortest way from an operation to a shape: the operation's id, then ids of shapes and of
    /// the members that lead on. `None` if the shape is not part of this closure.
    pub fn path_to(&self, model: &Model, shape: ShapeRef) -> Option<Vec<String>> {
        if self.operations.contains(&shape) {
            return Some(vec![model.shape(shape).id.to_string()]);
        }
        let mut search = Search::default();
        for chosen in &self.operations {
            let io = operation(model, *chosen).map(|it| [it.input, it.output]);
            let io = io.into_iter().flatten().flatten();
            // All operations have the errors of the service: it is enough to look for them from the first.
            let errors = if self.operations.first() == Some(chosen) {
                self.errors(*chosen)
            } else {
                self.errors.get(chosen).cloned().unwrap_or_default()
            };
            for root in io.chain(errors) {
                search.found(root, (*chosen, None));
            }
        }
        while let Some(from) = search.queue.pop_front() {
            if from == shape {
                return Some(search.path(model, shape));
            }
            for member in data_members(model.shape(from)) {
                search.found(member.target, (from, Some(&member.name)));
            }
        }
        None
    }
}

/// How a search first came to a shape: from which, and by which member of it.
type Way<'m> = (ShapeRef, Option<&'m str>);

/// A breadth-first search that remembers its ways.
#[derive(Default)]
struct Search<'m> {
    came_by: HashMap<ShapeRef, Way<'m>>,
    queue: VecDeque<ShapeRef>,
}

impl<'m> Search<'m> {
    fn found(&mut self, shape: ShapeRef, way: Way<'m>) {
        if let Entry::Vacant(vacant) = self.came_by.entry(shape) {
            vacant.insert(way);
            self.queue.push_back(shape);
        }
    }

    /// Walks back from a shape to the operation it was reached from.
    fn path(&self, model: &Model, shape: ShapeRef) -> Vec<String> {
        let mut path = vec![model.shape(shape).id.to_string()];
        let mut at = shape;
        while let Some((from, member)) = self.came_by.get(&at) {
            let id = &model.shape(*from).id;
            path.extend(member.map(|member| format!("{id}${member}")));
            path.push(id.to_string());
            at = *from;
        }
        path.reverse();
        path
    }
}

fn operation(model: &Model, handle: ShapeRef) -> Option<&Operation> {
    match &model.get(handle)?.kind {
        Kind::Operation(operation) => Some(operation),
        _ => None,
    }
}

/// The errors of operations that have some of their own, sorted by name.
fn errors_of(model: &Model, operations: &[ShapeRef]) -> HashMap<ShapeRef, Vec<ShapeRef>> {
    let with_errors = operations.iter().filter_map(|handle| {
        let mut errors = operation(model, *handle)?.errors.clone();
        sort_by_name(model, &mut errors);
        (!errors.is_empty()).then_some((*handle, errors))
    });
    with_errors.collect()
}

fn usage_of(
    model: &Model,
    operations: &[ShapeRef],
    service: &Service,
) -> BTreeMap<ShapeRef, Usage> {
    let operation = |handle: &ShapeRef| operation(model, *handle);
    let inputs = operations
        .iter()
        .filter_map(|handle| operation(handle)?.input);
    let outputs = operations
        .iter()
        .filter_map(|handle| operation(handle)?.output);
    let errors = operations
        .iter()
        .filter_map(|handle| Some(&operation(handle)?.errors));
    // Without operations no error is reached.
    let shared = match operations {
        [] => &[],
        _ => &service.errors[..],
    };
    let outputs = outputs.chain(errors.flatten().chain(shared).copied());
    let mut usage: BTreeMap<ShapeRef, Usage> = BTreeMap::new();
    for shape in reachable(model, inputs) {
        usage.entry(shape).or_default().input = true;
    }
    for shape in reachable(model, outputs) {
        usage.entry(shape).or_default().output = true;
    }
    usage
}

fn problem(file: &str, message: String, hint: Option<String>) -> Diagnostic {
    Diagnostic {
        file: file.to_owned(),
        line: None,
        path: String::new(),
        shape: None,
        message,
        hint,
    }
}

fn choose_service<'m>(
    model: &'m Model,
    wanted: Option<&str>,
) -> Result<(ShapeRef, &'m Service), Diagnostics> {
    let services: Vec<(ShapeRef, &Service)> = model
        .shapes()
        .filter_map(|(handle, shape)| match &shape.kind {
            Kind::Service(service) => Some((handle, service)),
            _ => None,
        })
        .collect();
    let ids: Vec<&str> = services
        .iter()
        .map(|(handle, _)| model.shape(*handle).id.as_str())
        .collect();
    let file = services
        .first()
        .map_or("", |(handle, _)| model.file_of(*handle));
    let Some(wanted) = wanted else {
        return match services[..] {
            [only] => Ok(only),
            [] => Err(problem("", "the model has no service".to_owned(), None).into()),
            _ => {
                let message = format!(
                    "the model has {} services, expected a choice",
                    services.len()
                );
                Err(problem(file, message, Some(format!("choose {}", list(&ids)))).into())
            }
        };
    };
    let matching = |same: fn(&str, &str) -> bool| {
        let mut found = services.iter().filter(|(handle, _)| {
            let shape = model.shape(*handle);
            let sdk_id = shape
                .traits
                .get("aws.api#service")
                .and_then(|value| value.get("sdkId"));
            let sdk_id = sdk_id.and_then(Node::as_str);
            same(shape.id.as_str(), wanted)
                || same(shape.id.name(), wanted)
                || sdk_id.is_some_and(|id| same(id, wanted))
        });
        let first = found.next().copied();
        if found.next().is_some() { None } else { first }
    };
    matching(|a, b| a == b)
        .or_else(|| matching(|a, b| a.eq_ignore_ascii_case(b)))
        .ok_or_else(|| {
            let message = match ids.len() {
                0 => "the model has no service".to_owned(),
                _ => format!("`{wanted}` does not name one service of the model"),
            };
            let hint = (!ids.is_empty()).then(|| format!("the model has {}", list(&ids)));
            problem(file, message, hint).into()
        })
}

fn choose_operations(
    model: &Model,
    service: ShapeRef,
    wanted: &Operations,
) -> Result<Vec<ShapeRef>, Diagnostics> {
    let all = service_operations(model, service);
    let Operations::Named(names) = wanted else {
        return Ok(all);
    };
    let mut by_name: HashMap<&str, ShapeRef> = HashMap::new();
    for handle in &all {
        let id = &model.shape(*handle).id;
        for name in [id.name(), id.as_str()] {
            by_name.entry(name).or_insert(*handle);
        }
    }
    let mut chosen = Vec::new();
    let mut unknown = Vec::new();
    let mut suggestions = Suggestions::default();
    for name in names {
        match by_name.get(name.as_str()) {
            Some(handle) => chosen.push(*handle),
            None => unknown.push(unknown_operation(
                (model, service),
                &all,
                name,
                &mut suggestions,
            )),
        }
    }
    if !unknown.is_empty() {
        return Err(Diagnostics::new(unknown));
    }
    Ok(chosen)
}

fn unknown_operation(
    (model, service): (&Model, ShapeRef),
    all: &[ShapeRef],
    name: &str,
    suggestions: &mut Suggestions,
) -> Diagnostic {
    let id = &model.shape(service).id;
    let names = all.iter().map(|handle| model.shape(*handle).id.name());
    let hint = suggestions.did_you_mean(name, names);
    let hint = hint.unwrap_or_else(|| {
        format!(
            "the service has {} operations, none of a similar name",
            all.len()
        )
    });
    let mut diagnostic = problem(
        model.file_of(service),
        format!("operation `{name}` does not exist in service {id}"),
        Some(hint),
    );
    diagnostic.shape = Some(id.to_string());
    diagnostic
}
