//! From two models and their changes to a page.

use std::collections::BTreeMap;

use tinsmith_model::{
    Aspect, Changes, Closure, Compatibility, Diagnostics, Kind, Level, Model, Operations, Part,
    ShapeRef, Side,
};

use super::page::{ChangeLine, Excerpt, Language, Method, ServicePage, Status};
use super::tree::{Scope, Tree};
use super::{boto3, rust, syntax, verdict};
use crate::docs::printable;
use crate::plan::Service;
use crate::report::prose;

/// The two versions of a service; one of them may be missing.
#[derive(Clone, Copy, Debug)]
pub struct Version<'m> {
    /// Before; none for a new service.
    pub old: Option<Side<'m>>,
    /// After; none for a service that is gone.
    pub new: Option<Side<'m>>,
}

/// The page of a service; none if nothing changed.
///
/// # Errors
/// A model does not have the service.
pub fn service(
    version: Version<'_>,
    operations: &Operations,
    changes: &Changes,
    language: Language,
) -> Result<Option<ServicePage>, Diagnostics> {
    let closure = |side: Side<'_>| Closure::of(side.model, side.service, &Operations::All);
    let old_closure = version.old.map(closure).transpose()?;
    let new_closure = version.new.map(closure).transpose()?;
    let old = version.old.zip(old_closure.as_ref()).map(scope);
    let new = version.new.zip(new_closure.as_ref()).map(scope);
    let Some(shown) = new.or(old) else {
        return Ok(None);
    };
    let is_wanted = |name: &str, id: &str| match operations {
        Operations::All => true,
        Operations::Named(names) => names.iter().any(|wanted| wanted == name || wanted == id),
    };
    // By name, an operation in the old and in the new model.
    let mut pairs: BTreeMap<&str, [Option<ShapeRef>; 2]> = BTreeMap::new();
    for (at, scope) in [old, new].into_iter().enumerate() {
        for (scope, operation) in scope.iter().flat_map(|scope| {
            scope
                .closure
                .operations()
                .iter()
                .map(move |it| (scope, *it))
        }) {
            let id = &scope.model[operation].id;
            if is_wanted(id.name(), id.as_str()) {
                pairs.entry(id.name()).or_default()[at] = Some(operation);
            }
        }
    }
    let mut methods: Vec<Method> = pairs
        .into_iter()
        .filter_map(|(name, [before, after])| {
            let builder = Builder {
                name,
                language,
                verdicts: verdicts(changes, name),
                before: old.zip(before),
                after: new.zip(after),
            };
            builder.method()
        })
        .collect();
    methods.sort_by_key(|method| {
        let is_calm = !method.verdicts.iter().any(ChangeLine::is_breaking);
        (method.status != Status::Removed, is_calm)
    });
    let other: Vec<ChangeLine> = changes
        .changes
        .iter()
        .filter(|change| change.reach.is_empty())
        .map(|change| verdict::line(change, None))
        .collect();
    if methods.is_empty() && other.is_empty() {
        return Ok(None);
    }
    let (level, compatibility) = match (old, new) {
        (Some(_), None) => (Level::Major, Compatibility::Incompatible),
        (None, _) => (Level::Minor, Compatibility::Compatible),
        _ => (changes.level(), changes.compatibility()),
    };
    let service = Service::new(shown.model, shown.closure.service());
    Ok(Some(ServicePage {
        name: printable(service.title),
        id: printable(&service.sdk_id),
        level,
        compatibility,
        other,
        methods,
    }))
}

fn scope<'m>((side, closure): (Side<'m>, &'m Closure)) -> Scope<'m> {
    Scope {
        model: side.model,
        closure,
    }
}

/// What reaches an operation, the worst first.
fn verdicts(changes: &Changes, operation: &str) -> Vec<ChangeLine> {
    let mut lines: Vec<ChangeLine> = changes
        .changes
        .iter()
        .flat_map(|change| change.reach.iter().map(move |reach| (change, reach)))
        .filter(|(_, reach)| reach.operation == operation)
        .map(|(change, reach)| verdict::line(change, Some(reach)))
        .collect();
    lines.sort_by_key(|line| std::cmp::Reverse((line.is_breaking(), line.rust)));
    lines
}

struct Builder<'m> {
    name: &'m str,
    language: Language,
    verdicts: Vec<ChangeLine>,
    before: Option<(Scope<'m>, ShapeRef)>,
    after: Option<(Scope<'m>, ShapeRef)>,
}

impl<'m> Builder<'m> {
    fn method(self) -> Option<Method> {
        let (scope, operation) = self.after.or(self.before)?;
        let added = self.excerpts(self.after, self.before);
        let removed = self.excerpts(self.before, self.after);
        let status = match (self.before, self.after) {
            (_, None) => Status::Removed,
            (None, _) => Status::New,
            _ if self.verdicts.is_empty() => return None,
            _ if self.verdicts.iter().all(is_documentation) => Status::Documented,
            _ => Status::Updated,
        };
        let other = self.after.and(self.before);
        let [input, output] = trees(scope, operation, other);
        let (name, input) = (self.name, input.as_ref());
        let spell = |tree: &Tree<'_>, is_request| match self.language {
            Language::Rust => rust::spell(tree, is_request),
            Language::Boto3 => boto3::spell(tree, is_request),
        };
        let describe = |documentation: Option<&str>| match self.language {
            Language::Rust => prose::blocks(documentation),
            Language::Boto3 => prose::blocks(documentation.map(boto3::unescaped).as_deref()),
        };
        let members = |tree: &Tree<'_>, is_request| {
            let spell = |tree: &Tree<'_>| spell(tree, is_request);
            let members = tree.children.iter();
            members
                .map(|member| syntax::parameter(member, is_request, &spell, &describe))
                .collect()
        };
        let documentation = scope.model[operation].traits.documentation();
        Some(Method {
            name: printable(name),
            status,
            added,
            removed,
            description: describe(documentation),
            request: match self.language {
                Language::Rust => rust::request(name, input),
                Language::Boto3 => boto3::request(name, input),
            },
            parameters: input.map_or_else(Vec::new, |input| members(input, true)),
            response: output.as_ref().map(|output| match self.language {
                Language::Rust => rust::response(name, output),
                Language::Boto3 => boto3::response(output),
            }),
            response_structure: output.map_or_else(Vec::new, |output| members(&output, false)),
            verdicts: self.verdicts,
        })
    }

    /// What one side has and the other has not; nothing if the operation is in one of them only.
    fn excerpts(
        &self,
        side: Option<(Scope<'m>, ShapeRef)>,
        other: Option<(Scope<'m>, ShapeRef)>,
    ) -> Vec<Excerpt> {
        let (Some((scope, operation)), Some(_)) = (side, other) else {
            return Vec::new();
        };
        let trees = trees(scope, operation, other);
        [Part::Request, Part::Response]
            .into_iter()
            .zip(trees)
            .filter_map(|(part, tree)| Some((part, tree.filter(Tree::has_changes)?)))
            .map(|(part, tree)| {
                let text = match self.language {
                    Language::Rust => rust::excerpt(&tree),
                    Language::Boto3 => boto3::excerpt(&tree),
                };
                Excerpt {
                    part,
                    text: printable(&text),
                }
            })
            .collect()
    }
}

fn is_documentation(line: &ChangeLine) -> bool {
    line.rule.aspect() == Aspect::Documentation
}

/// Input and output of an operation, with what the other model does not have marked.
fn trees<'m>(
    scope: Scope<'m>,
    operation: ShapeRef,
    other: Option<(Scope<'m>, ShapeRef)>,
) -> [Option<Tree<'m>>; 2] {
    let io = io(scope.model, operation);
    let others = other.map_or([None; 2], |(other, operation)| {
        io_with(other.model, operation)
    });
    let [input, output] = io;
    let [other_input, other_output] = others;
    let tree = |shape: Option<ShapeRef>, other| shape.map(|it| Tree::of(scope, it, other));
    [tree(input, other_input), tree(output, other_output)]
}

fn io(model: &Model, operation: ShapeRef) -> [Option<ShapeRef>; 2] {
    match &model[operation].kind {
        Kind::Operation(operation) => [operation.input, operation.output],
        _ => [None; 2],
    }
}

fn io_with(model: &Model, operation: ShapeRef) -> [Option<(&Model, ShapeRef)>; 2] {
    io(model, operation).map(|shape| shape.map(|shape| (model, shape)))
}
