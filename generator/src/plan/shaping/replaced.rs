//! Checks that the shapes which users replace are only in bodies, and nowhere where the generated code has to know the
//! type.

use tinsmith_model::{Diagnostic, Diagnostics, Location, Member, ShapeRef};

use crate::plan::pagination::Pagination;
use crate::plan::{Field, Layout, Plan};
use crate::shaping::Kind;

/// Checks all uses of the shapes that are replaced.
///
/// # Errors
/// One problem for each member that can't have another type.
pub(crate) fn check(plan: &Plan<'_>) -> Result<(), Diagnostics> {
    if plan.shaped.own_types.is_empty() {
        return Ok(());
    }
    let mut problems = Vec::new();
    let of_operations = plan.operations.iter();
    let of_operations = of_operations.flat_map(|it| [&it.input, &it.output]);
    let structures = plan.structures.iter().chain(&plan.errors);
    for structure in structures.chain(of_operations) {
        for field in &structure.fields {
            if let (Some(shape), Some(reason)) = (structure.shape, reason(plan, field.member)) {
                problems.push(problem(plan, shape, field.member, reason));
            }
        }
    }
    for operation in &plan.operations {
        let Some(pages) = Pagination::of(plan, operation) else {
            continue;
        };
        let items = pages.items.iter().flat_map(|path| &path.fields);
        let fields = items.chain(&pages.output_token.fields).copied();
        let mut fields = fields.chain([pages.input_token]).chain(pages.page_size);
        let replaced = |it: &&Field<'_>| plan.own_type(it.member.target).is_some();
        if let Some(field) = fields.find(replaced) {
            let reason = "the paginator of the operation has to know its type";
            problems.push(problem(plan, operation.shape, field.member, reason));
        }
    }
    for (&shape, path) in &plan.shaped.own_types {
        let is_inside = ["crate", "self", "super"].contains(&first_segment(&path.to_string()));
        if is_inside && plan.layout == Layout::Crate {
            let id = &plan.model[shape].id;
            problems.push(Diagnostic {
                file: plan.model.file_of(shape).to_owned(),
                line: None,
                path: format!("shapes.{id}"),
                shape: Some(id.to_string()),
                message: format!(
                    "the option `{}` for `{id}`: the client is a crate of its own, which has no `{path}`",
                    Kind::Replace
                ),
                hint: Some("name a type of another crate, or generate the client as a module".to_owned()),
            });
        }
    }
    problems.sort_by(|a, b| a.message.cmp(&b.message));
    problems.dedup_by(|a, b| a.message == b.message && a.path == b.path);
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Diagnostics::new(problems)),
    }
}

fn first_segment(path: &str) -> &str {
    path.split("::").next().unwrap_or_default().trim()
}

/// The reason why the member must have the type that the model gives, if the target is replaced and there is one.
fn reason(plan: &Plan<'_>, member: &Member) -> Option<&'static str> {
    plan.own_type(member.target)?;
    let traits = &member.traits;
    let is_bound = plan.protocol.has_http_bindings() && traits.location() != Location::Body;
    Some(match () {
        () if is_bound => "it is not part of a body with other members",
        () if traits.has("smithy.api#eventHeader") || traits.has("smithy.api#eventPayload") => {
            "it is a header or the payload of an event"
        }
        () if traits.has("smithy.api#xmlAttribute") => "it is an attribute of XML",
        () if traits.is_host_label() => "it is part of the host",
        () if traits.is_idempotency_token() => "the client fills it in",
        () if traits.has("smithy.rules#contextParam") => "the endpoint depends on it",
        () if traits.default_value().is_some() => "it has a default",
        () => return None,
    })
}

fn problem(plan: &Plan<'_>, shape: ShapeRef, member: &Member, reason: &str) -> Diagnostic {
    let id = &plan.model[shape].id;
    let target = &plan.model[member.target].id;
    Diagnostic {
        file: plan.model.file_of(shape).to_owned(),
        line: None,
        path: format!("shapes.{id}"),
        shape: Some(id.to_string()),
        message: format!(
            "the option `{}` for `{target}`: the member `{}` can't have another type, since {reason}",
            Kind::Replace,
            member.name
        ),
        hint: Some(
            "replace the structure that holds the member, or convert its value in your code"
                .to_owned(),
        ),
    }
}
