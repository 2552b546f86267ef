//! Builds a page from two models and their changes.

use std::collections::{BTreeMap, HashMap};

use tinsmith_model::{
    Aspect, Changes, Closure, Compatibility, Diagnostic, Diagnostics, Kind, Level, Model,
    Operations, Part, ShapeRef, Side,
};

use super::page::{ChangeLine, Excerpt, Language, Method, Parameter, ServicePage, Status};
use super::tree::{ALL, Counterpart, READABLE, Scope, Tree};
use super::{boto3, rust, syntax, verdict};
use crate::docs::printable;
use crate::plan::{Role, Service};
use crate::report::prose;

/// The two versions of a service; one of them may be missing.
#[derive(Clone, Copy, Debug)]
pub struct Version<'m> {
    /// The old one; `None` for a new service.
    pub old: Option<Side<'m>>,
    /// The new one; `None` for a removed service.
    pub new: Option<Side<'m>>,
}

/// How many members the operations of a page may show in their requests and responses. The members of an input that
/// operations share count for each of them.
const MOST_SHOWN: usize = 500_000;

/// The page of a service; `None` if nothing changed.
///
/// # Errors
/// A model does not have the service, or its operations show more than 500,000 members.
pub fn service(
    version: Version<'_>,
    operations: &Operations,
    changes: &Changes,
    language: Language,
) -> Result<Option<ServicePage>, Diagnostics> {
    limited(version, operations, changes, language, MOST_SHOWN)
}

fn limited(
    version: Version<'_>,
    operations: &Operations,
    changes: &Changes,
    language: Language,
    most_shown: usize,
) -> Result<Option<ServicePage>, Diagnostics> {
    let old_closure = version.old.map(closure).transpose()?;
    let new_closure = version.new.map(closure).transpose()?;
    let old = version.old.zip(old_closure.as_ref()).map(scope);
    let new = version.new.zip(new_closure.as_ref()).map(scope);
    let Some(side) = new.or(old) else {
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
    let mut verdicts = verdicts(changes);
    let mut methods: Vec<Method> = Vec::new();
    let mut shown = 0;
    for (name, [before, after]) in pairs {
        let builder = Builder {
            name,
            language,
            verdicts: verdicts.remove(name).unwrap_or_default(),
            before: old.zip(before),
            after: new.zip(after),
        };
        let Some(method) = builder.method() else {
            continue;
        };
        shown += count(&method.parameters) + count(&method.response_structure);
        if shown > most_shown {
            return Err(too_large(side, most_shown));
        }
        methods.push(method);
    }
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
    let service = Service::new(side.model, side.closure.service());
    Ok(Some(ServicePage {
        name: printable(service.title),
        id: printable(&service.sdk_id),
        level,
        compatibility,
        other,
        methods,
    }))
}

fn closure(side: Side<'_>) -> Result<Closure<'_>, Diagnostics> {
    Closure::of(side.model, side.service, &Operations::All)
}

fn scope<'m>((side, closure): (Side<'m>, &'m Closure<'m>)) -> Scope<'m> {
    Scope {
        model: side.model,
        closure,
    }
}

fn too_large(side: Scope<'_>, most_shown: usize) -> Diagnostics {
    let service = side.closure.service();
    let id = &side.model[service].id;
    Diagnostics::from(Diagnostic {
        file: side.model.file_of(service).to_owned(),
        line: None,
        path: String::new(),
        shape: Some(id.to_string()),
        message: format!(
            "the requests and responses of the operations of {id} that changed have more than {most_shown} \
             members, which is the limit of a report"
        ),
        hint: Some("choose some of the operations".to_owned()),
    })
}

/// The number of parameters, nested ones included.
fn count(parameters: &[Parameter]) -> usize {
    let held = parameters.iter().map(|it| count(&it.children));
    parameters.len() + held.sum::<usize>()
}

/// The changes that reach each operation, the worst first.
fn verdicts(changes: &Changes) -> HashMap<&str, Vec<ChangeLine>> {
    let mut lines: HashMap<&str, Vec<ChangeLine>> = HashMap::new();
    for change in &changes.changes {
        for reach in &change.reach {
            let line = verdict::line(change, Some(reach));
            lines.entry(&reach.operation).or_default().push(line);
        }
    }
    for lines in lines.values_mut() {
        lines.sort_by_key(|line| std::cmp::Reverse((line.is_breaking(), line.rust)));
    }
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
        let [input, output] = trees(scope, operation, other, READABLE);
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

    /// The members that only one side has; empty if only one side has the operation.
    fn excerpts(
        &self,
        side: Option<(Scope<'m>, ShapeRef)>,
        other: Option<(Scope<'m>, ShapeRef)>,
    ) -> Vec<Excerpt> {
        let (Some((scope, operation)), Some(_)) = (side, other) else {
            return Vec::new();
        };
        let trees = trees(scope, operation, other, ALL);
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

/// The input and the output of an operation. Members that the other model does not have are marked.
fn trees<'m>(
    scope: Scope<'m>,
    operation: ShapeRef,
    other: Option<(Scope<'m>, ShapeRef)>,
    limit: usize,
) -> [Option<Tree<'m>>; 2] {
    let others = match other {
        None => [Counterpart::Unknown; 2],
        Some((other, operation)) => io(other.model, operation).map(|shape| match shape {
            Some(shape) => Counterpart::Is(other.model, shape),
            None => Counterpart::Missing,
        }),
    };
    let [input, output] = io(scope.model, operation);
    let [other_input, other_output] = others;
    let tree = |role, shape: Option<ShapeRef>, other| {
        shape.map(|shape| Tree::of(scope, role, shape, other, limit))
    };
    [
        tree(Role::Input, input, other_input),
        tree(Role::Output, output, other_output),
    ]
}

fn io(model: &Model, operation: ShapeRef) -> [Option<ShapeRef>; 2] {
    match &model[operation].kind {
        Kind::Operation(operation) => [operation.input, operation.output],
        _ => [None; 2],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(target: &str) -> Model {
        let text = format!(
            "$version: \"2.0\"\nnamespace a\nservice S {{ version: \"1\", operations: [A, B, C] }}\n\
             operation A {{ input: Shared, output: Shared }}\noperation B {{ input: Shared }}\n\
             operation C {{ output: Shared }}\nstructure Shared {{ m: {target}, n: Held }}\n\
             structure Held {{ o: String }}"
        );
        Model::from_bytes("a.smithy", text.as_bytes()).unwrap_or_else(|it| panic!("{it}"))
    }

    #[test]
    fn a_page_that_shows_too_many_members_is_refused_with_the_limit() {
        let (old, new) = (model("String"), model("Integer"));
        let side = |model| Side {
            model,
            service: None,
        };
        let version = Version {
            old: Some(side(&old)),
            new: Some(side(&new)),
        };
        let changes = tinsmith_model::compare(side(&old), side(&new), &Operations::All);
        let changes = changes.expect("changes");
        let page = |operations: &Operations, most_shown| {
            limited(version, operations, &changes, Language::Rust, most_shown)
        };
        // Four times the three members.
        let whole = page(&Operations::All, 12).expect("few enough");
        assert_eq!(whole.expect("a change").methods.len(), 3);
        let problems = page(&Operations::All, 11).expect_err("too many");
        let problems = problems.to_string();
        assert!(problems.contains("more than 11 members"), "{problems}");
        let some = Operations::Named(vec!["B".to_owned()]);
        let some = page(&some, 3).expect("few enough").expect("a change");
        assert_eq!(some.methods.len(), 1);
    }
}
