//! Services whose official crates tell cargo that most of the crate is not used (`hints.mostly-unused`), so that it
//! compiles faster.

use tinsmith_model::{Closure, Operations};

use crate::plan::Plan;

/// The `sdkId` of each service.
const SERVICES: [&str; 10] = [
    "CloudFormation",
    "DynamoDB",
    "EC2",
    "Lambda",
    "RDS",
    "S3",
    "SNS",
    "SQS",
    "SSM",
    "STS",
];

/// Whether the manifest has the hint. A client of chosen operations does not, since its user chose what it uses.
pub(crate) fn is_mostly_unused(plan: &Plan<'_>) -> bool {
    let is_listed = (plan.service.customized_as).is_some_and(|id| SERVICES.contains(&id));
    is_listed && has_all_operations(plan)
}

fn has_all_operations(plan: &Plan<'_>) -> bool {
    let service = plan.shape(plan.service.shape).id.to_string();
    let all = Closure::of(plan.closure.model(), Some(&service), &Operations::All);
    all.is_ok_and(|all| all.operations().len() == plan.operations.len())
}

#[cfg(test)]
mod tests {
    use tinsmith_model::Model;

    use super::*;
    use crate::plan::Layout;

    fn has_hint(id: &str, operations: &Operations) -> bool {
        let text = format!(
            "$version: \"2.0\"\nnamespace example.unused\n@aws.api#service(sdkId: \"{id}\")\n\
             @aws.protocols#awsJson1_1\nservice S {{ version: \"1\", operations: [A, B] }}\n\
             operation A {{}}\noperation B {{}}"
        );
        let model = Model::from_bytes("unused.smithy", text.as_bytes());
        let model = model.unwrap_or_else(|problems| panic!("{problems}"));
        let closure = Closure::of(&model, None, operations);
        let closure = closure.unwrap_or_else(|problems| panic!("{problems}"));
        let plan = Plan::new(&closure, Layout::Crate, None, &[], &[]);
        is_mostly_unused(&plan.unwrap_or_else(|problems| panic!("{problems}")))
    }

    #[test]
    fn only_whole_clients_of_these_services_are_mostly_unused() {
        let one = Operations::Named(vec!["A".to_owned()]);
        assert!(has_hint("EC2", &Operations::All));
        assert!(!has_hint("EC2", &one));
        assert!(!has_hint("EKS", &Operations::All));
    }
}
