//! Builds a page from two models and their changes.

use std::collections::{HashMap, HashSet};

use tinsmith_model::{
    Change, Changes, Closure, Compatibility, Diagnostic, Diagnostics, Kind, Level, Model,
    Operations, Part, Rule, ShapeRef, Side, Subject,
};

use super::fields::Fields;
use super::fold::{self, Fold};
use super::members::{described, members};
use super::page::{
    ChangeLine, Distinct, Excerpt, Language, Method, Parameter, Place, ServicePage, Status,
};
use super::pairs::pairs;
use super::policy::Policy;
use super::tree::{ALL, Counterpart, READABLE, Scope, Tree};
use super::{boto3, rust, verdict};
use crate::docs::printable;
use crate::plan::{Role, Service};

/// The two versions of a service; one of them may be missing.
#[derive(Clone, Copy, Debug)]
pub struct Version<'m> {
    /// The old one; `None` for a new service.
    pub old: Option<Side<'m>>,
    /// The new one; `None` for a removed service.
    pub new: Option<Side<'m>>,
}

/// How much a page says of each operation that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The request and the response, with everything in them
    Whole,
    /// What changed: each type once, and new operations without the types of their members
    Folded,
}

/// How a page is made.
#[derive(Clone, Debug)]
pub struct Style {
    /// The language of names and types.
    pub language: Language,
    /// How much it says.
    pub detail: Detail,
    /// What the user judges differently, and accepts.
    pub policy: Policy,
}

/// How many members the operations of a page may show in their requests and responses. The members of an input that
/// operations share count for each of them.
const MOST_SHOWN: usize = 500_000;

/// The whole page of a service; `None` if nothing changed.
///
/// # Errors
/// A model does not have the service, or its operations show more than 500,000 members.
pub fn service(
    version: Version<'_>,
    operations: &Operations,
    changes: &Changes,
    language: Language,
) -> Result<Option<ServicePage>, Diagnostics> {
    let style = Style {
        language,
        detail: Detail::Whole,
        policy: Policy::default(),
    };
    page(version, operations, changes, &style)
}

/// The page of a service; `None` if nothing changed.
///
/// # Errors
/// A model does not have the service, or its operations show more than 500,000 members.
pub fn page(
    version: Version<'_>,
    operations: &Operations,
    changes: &Changes,
    style: &Style,
) -> Result<Option<ServicePage>, Diagnostics> {
    limited(version, operations, changes, style, MOST_SHOWN)
}

fn limited(
    version: Version<'_>,
    operations: &Operations,
    changes: &Changes,
    style: &Style,
    most_shown: usize,
) -> Result<Option<ServicePage>, Diagnostics> {
    let old_closure = version.old.map(closure).transpose()?;
    let new_closure = version.new.map(closure).transpose()?;
    let [old_fields, new_fields] = [Fields::default(), Fields::default()];
    let old = scope(version.old, old_closure.as_ref(), &old_fields);
    let new = scope(version.new, new_closure.as_ref(), &new_fields);
    let Some(side) = new.or(old) else {
        return Ok(None);
    };
    let service = Service::new(side.model, side.closure.service());
    let id = printable(&service.sdk_id);
    let mut changes = changes.clone();
    changes.changes.extend(of_whole_service(old, new));
    let distinct = distinct(&changes, &id, &style.policy);
    let pairs = pairs(old, new, operations);
    let fold = match style.detail {
        Detail::Whole => None,
        Detail::Folded => Some(Fold::new(old, new, style.language)),
    };
    let (mut other, mut lines) = (Vec::new(), HashMap::new());
    for change in &distinct {
        sort_in(change, fold.as_ref(), &mut other, &mut lines);
    }
    let mut methods: Vec<Method> = Vec::new();
    let mut shown = 0;
    for (name, [before, after]) in &pairs {
        let builder = Builder {
            name,
            style,
            lines: lines.remove(*name).unwrap_or_default(),
            before: old.zip(*before),
            after: new.zip(*after),
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
        let is_calm = method.rust < Level::Major && method.wire == Compatibility::Compatible;
        (method.status != Status::Removed, is_calm)
    });
    let types = fold.map_or_else(Vec::new, |fold| fold.types(&distinct, &pairs));
    if methods.is_empty() && distinct.is_empty() {
        return Ok(None);
    }
    let (level, compatibility) = verdict::worst_of(distinct.iter().map(|it| &it.line));
    Ok(Some(ServicePage {
        name: printable(service.title),
        id,
        file: side.model.file_of(side.closure.service()).to_owned(),
        level,
        compatibility,
        changes: distinct,
        other,
        methods,
        types,
    }))
}

/// The change of a service that only one of the models has.
fn of_whole_service(old: Option<Scope<'_>>, new: Option<Scope<'_>>) -> Option<Change> {
    let rule = match (old, new) {
        (None, Some(_)) => Rule::ServiceAdded,
        (Some(_), None) => Rule::ServiceRemoved,
        _ => return None,
    };
    Some(Change {
        rule,
        subject: Subject::Service,
        old: None,
        new: None,
        reach: Vec::new(),
        verdict: rule.verdict(),
    })
}

/// The changes as the policy judges them, the worst first.
fn distinct(changes: &Changes, service: &str, policy: &Policy) -> Vec<Distinct> {
    let changes = changes.changes.iter().map(|change| {
        let mut line = verdict::line(change, change.reach.first());
        policy.judge(service, &mut line);
        let reach = change.reach.iter().map(|reach| Place {
            operation: reach.operation.clone(),
            part: reach.part,
            path: printable(&reach.path.join(".")),
        });
        Distinct {
            line,
            reach: reach.collect(),
        }
    });
    let mut changes: Vec<Distinct> = changes.collect();
    changes.sort_by_key(|change| std::cmp::Reverse(verdict::weight(&change.line)));
    changes
}

/// The lines of an operation.
#[derive(Default)]
struct Lines<'d> {
    /// All that reach it: with a fold, also those that are told of a type.
    all: Vec<ChangeLine>,
    /// With a fold: the types of which the others are told.
    types: Vec<&'d str>,
    /// The same types, to find them in.
    known_types: HashSet<&'d str>,
    /// The numbers of the lines that are told of a type.
    elsewhere: Vec<usize>,
}

/// Adds a change to the operations that it reaches, or to those of the service.
fn sort_in<'d>(
    change: &'d Distinct,
    fold: Option<&Fold<'_>>,
    other: &mut Vec<ChangeLine>,
    lines: &mut HashMap<&'d str, Lines<'d>>,
) {
    if change.reach.is_empty() {
        other.push(change.line.clone());
    }
    let of_type = fold.and_then(|_| fold::type_of(change));
    let member = match of_type {
        None => fold.and_then(|fold| fold.member(&change.line)),
        Some(_) => None,
    };
    for place in &change.reach {
        let lines = lines.entry(&place.operation).or_default();
        if let Some(name) = of_type {
            lines.elsewhere.push(lines.all.len());
            if lines.known_types.insert(name) {
                lines.types.push(name);
            }
        }
        lines.all.push(ChangeLine {
            part: Some(place.part),
            path: place.path.clone(),
            member: member.clone(),
            ..change.line.clone()
        });
    }
}

fn closure(side: Side<'_>) -> Result<Closure<'_>, Diagnostics> {
    Closure::of(side.model, side.service, &Operations::All)
}

fn scope<'m>(
    side: Option<Side<'m>>,
    closure: Option<&'m Closure<'m>>,
    fields: &'m Fields,
) -> Option<Scope<'m>> {
    Some(Scope {
        model: side?.model,
        closure: closure?,
        fields,
    })
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

struct Builder<'m> {
    name: &'m str,
    style: &'m Style,
    lines: Lines<'m>,
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
            _ if self.lines.all.is_empty() => return None,
            _ if self.lines.all.iter().all(ChangeLine::is_documentation) => Status::Documented,
            _ => Status::Updated,
        };
        let (style, language) = (self.style, self.style.language);
        let is_folded = style.detail == Detail::Folded;
        let (rust, wire) = verdict::worst_of(&self.lines.all);
        let mut method = Method {
            name: printable(self.name),
            status,
            added,
            removed,
            verdicts: self.lines.all,
            types: self.lines.types.into_iter().map(str::to_owned).collect(),
            rust,
            wire,
            description: Vec::new(),
            request: None,
            parameters: Vec::new(),
            response: None,
            response_structure: Vec::new(),
        };
        if is_folded {
            let mut elsewhere = self.lines.elsewhere.into_iter().peekable();
            let mut at = 0;
            method.verdicts.retain(|_| {
                at += 1;
                elsewhere.next_if_eq(&(at - 1)).is_none()
            });
        }
        if is_folded && status != Status::New {
            return Some(method);
        }
        method.description = described(language, scope.model[operation].traits.documentation());
        let other = self.after.and(self.before);
        let [input, output] = trees(scope, operation, other, |members| match style.detail {
            Detail::Whole => READABLE,
            Detail::Folded => members,
        });
        let (name, input) = (self.name, input.as_ref());
        method.parameters = input.map_or_else(Vec::new, |input| members(language, input, true));
        if !is_folded {
            method.request = Some(match language {
                Language::Rust => rust::request(name, input),
                Language::Boto3 => boto3::request(name, input),
            });
            method.response = output.as_ref().map(|output| match language {
                Language::Rust => rust::response(name, output),
                Language::Boto3 => boto3::response(output),
            });
        }
        method.response_structure =
            output.map_or_else(Vec::new, |output| members(language, &output, false));
        Some(method)
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
        let trees = trees(scope, operation, other, |_| ALL);
        [Part::Request, Part::Response]
            .into_iter()
            .zip(trees)
            .filter_map(|(part, tree)| Some((part, tree.filter(Tree::has_changes)?)))
            .map(|(part, tree)| {
                let text = match self.style.language {
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

/// The input and the output of an operation, each unfolded to a limit that depends on the number of its members.
/// Members that the other model does not have are marked.
fn trees<'m>(
    scope: Scope<'m>,
    operation: ShapeRef,
    other: Option<(Scope<'m>, ShapeRef)>,
    limit: impl Fn(usize) -> usize,
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
        shape.map(|shape| {
            let limit = limit(scope.model[shape].members().len());
            Tree::of(scope, role, shape, other, limit)
        })
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
            let style = Style {
                language: Language::Rust,
                detail: Detail::Whole,
                policy: Policy::default(),
            };
            limited(version, operations, &changes, &style, most_shown)
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

    /// A structure with this many members, which two operations have.
    fn large(members: usize) -> Model {
        let members = (0..members).map(|it| format!("SetMember{it}: String\n"));
        let text = format!(
            "$version: \"2.0\"\nnamespace a\nservice S {{ version: \"1\", operations: [A, B] }}\n\
             operation A {{ input: Held, output: Held }}\noperation B {{ input: Held }}\n\
             structure Held {{ {} }}",
            members.collect::<String>()
        );
        Model::from_bytes("a.smithy", text.as_bytes()).unwrap_or_else(|it| panic!("{it}"))
    }

    #[test]
    fn each_of_many_added_members_is_converted_alone() {
        const COUNT: usize = 2_000;
        let (old, new) = (large(0), large(COUNT));
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
        for detail in [Detail::Folded, Detail::Whole] {
            let style = Style {
                language: Language::Rust,
                detail,
                policy: Policy::default(),
            };
            let page = page(version, &Operations::All, &changes, &style);
            let page = page.expect("a page").expect("a change");
            let names: Vec<Option<&str>> = match detail {
                Detail::Folded => {
                    let lines = page.types[0].verdicts.iter();
                    let members = lines.map(|line| line.member.as_ref().expect("a member"));
                    members.map(|member| member.name.as_deref()).collect()
                }
                Detail::Whole => {
                    let parameters = page.methods[0].parameters.iter();
                    parameters.map(|it| it.name.as_deref()).collect()
                }
            };
            assert_eq!(names.len(), COUNT);
            assert!(names.contains(&Some("set_member7")), "{names:?}");
        }
    }
}
