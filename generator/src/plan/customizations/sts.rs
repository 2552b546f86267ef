//! AWS Security Token Service.

use tinsmith_model::Shape;

use crate::plan::{Operation, Plan};

pub(super) const ID: Option<&str> = Some("STS");

/// Whether calls of the operation are never signed, since callers use it to get their first credentials.
pub(crate) fn is_unsigned(plan: &Plan<'_>, operation: &Operation<'_>) -> bool {
    let names = ["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"];
    plan.service.customized_as == ID && names.contains(&operation.name)
}

/// Whether the error is transient: an identity provider could not be reached, and a retry may succeed.
pub(crate) fn is_transient(plan: &Plan<'_>, error: &Shape) -> bool {
    plan.service.customized_as == ID && error.id.name() == "IDPCommunicationErrorException"
}

/// The code of that error. An operation may return it even if the model does not list the error for the operation.
pub(super) const TRANSIENT: &[&str] = &["IDPCommunicationError"];

#[cfg(test)]
mod tests {
    use tinsmith_model::{Closure, Model, Operations};

    use super::*;
    use crate::plan::Choices;
    use crate::plan::customizations::errors::Errors;

    /// The same model under the name of a service.
    fn model(sdk_id: &str) -> Model {
        let text = format!(
            r#"$version: "2.0"
            namespace example.sts
            @aws.api#service(sdkId: "{sdk_id}")
            @aws.auth#sigv4(name: "sts")
            @aws.protocols#awsQuery
            @xmlNamespace(uri: "https://example.com/")
            service Service {{ version: "1", operations: [AssumeRoleWithSAML] }}
            operation AssumeRoleWithSAML {{
                input := {{}}
                output := {{ Credentials: Credentials }}
                errors: [IDPCommunicationErrorException]
            }}
            structure Credentials {{ SessionToken: String }}
            @error("client")
            structure IDPCommunicationErrorException {{}}"#
        );
        let model = Model::from_bytes("sts.smithy", text.as_bytes());
        model.unwrap_or_else(|problems| panic!("{problems}"))
    }

    fn with<R>(model: &Model, read: impl Fn(&Plan<'_>) -> R) -> R {
        let closure = Closure::of(model, None, &Operations::All);
        let closure = closure.unwrap_or_else(|problems| panic!("{problems}"));
        let plan = Plan::new(&closure, Choices::default());
        read(&plan.unwrap_or_else(|problems| panic!("{problems}")))
    }

    #[test]
    fn only_this_service_is_meant() {
        for (sdk_id, is_meant) in [("STS", true), ("Other", false)] {
            with(&model(sdk_id), |plan| {
                let operation = &plan.operations[0];
                assert_eq!(is_unsigned(plan, operation), is_meant);
                let error = plan.errors[0].shape.expect("an error has a shape");
                assert_eq!(is_transient(plan, plan.shape(error)), is_meant);
                let transient = Errors::of(plan).map(|errors| errors.transient);
                assert_eq!(transient, is_meant.then_some(TRANSIENT));
                assert_eq!(plan.holds_sensitive(&operation.output), is_meant);
                let credentials = operation.output.field("Credentials").expect("the field");
                assert_eq!(credentials.sensitive, is_meant);
                let token = plan.structures[0].field("SessionToken").expect("the field");
                assert_eq!(token.sensitive, is_meant);
            });
        }
    }
}
