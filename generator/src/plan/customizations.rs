//! Customizations of single services, beyond their models and their protocols: what the official clients do for a
//! service because of its name.
//!
//! No other module of the generator knows a service by its id. Only a service with `aws.api#service` has such an
//! id; the shape's name does not count. The emitter of each affected place asks the function here.

pub(crate) mod auth_token;
pub(crate) mod bearer_token;
pub(crate) mod endpoint_auth;
pub(crate) mod errors;
pub(crate) mod optionality;
pub(crate) mod presigned;
pub(crate) mod requests;
pub(crate) mod route_53;
pub(crate) mod s3;
pub(crate) mod s3_control;
pub(crate) mod s3_express;
pub(crate) mod secrets;
pub(crate) mod shared_config;
pub(crate) mod slow;
pub(crate) mod sts;
pub(crate) mod xml_roots;

use tinsmith_model::{Node, Shape};

/// The `sdkId` of a service of AWS, by which customizations know it. Other services have none, also if they have
/// the same name.
pub(crate) fn id(service: &Shape) -> Option<&str> {
    let names = service.traits.get("aws.api#service")?;
    names.get("sdkId").and_then(Node::as_str)
}

#[cfg(test)]
mod tests {
    use tinsmith_model::{Closure, Model, Operations};

    use super::*;
    use crate::plan::{Choices, Plan};

    #[test]
    fn a_service_that_is_not_of_aws_gets_no_ways_of_s3_by_its_name() {
        for (traits, is_meant) in [("", false), ("@aws.api#service(sdkId: \"S3\")", true)] {
            let text = format!(
                r#"$version: "2.0"
                namespace example.customizations
                {traits}
                @aws.auth#sigv4(name: "s3")
                @aws.protocols#restXml
                service S3 {{ version: "1", operations: [CopyObject, ListParts, CreateSession] }}
                @http(method: "PUT", uri: "/a")
                operation CopyObject {{}}
                @http(method: "GET", uri: "/b")
                operation ListParts {{ output := {{ IsTruncated: Boolean }} }}
                @http(method: "GET", uri: "/c")
                operation CreateSession {{}}"#
            );
            let model = Model::from_bytes("s3.smithy", text.as_bytes());
            let model = model.unwrap_or_else(|problems| panic!("{problems}"));
            let closure = Closure::of(&model, None, &Operations::All);
            let closure = closure.unwrap_or_else(|problems| panic!("{problems}"));
            let plan = Plan::new(&closure, Choices::default());
            let plan = plan.unwrap_or_else(|problems| panic!("{problems}"));
            assert_eq!(plan.service.sdk_id, "S3");
            let [copy, session, parts] = &plan.operations[..] else {
                panic!("three operations");
            };
            assert_eq!(slow::may_stall(&plan, copy), is_meant);
            assert_eq!(s3::more_pages(&plan, parts).is_some(), is_meant);
            assert_eq!(s3::allows_no_auth(&plan), is_meant);
            assert_eq!(errors::Errors::of(&plan).is_some(), is_meant);
            assert_eq!(s3::Signing::of(&plan).path_as_sent, is_meant);
            assert_eq!(xml_roots::Roots::of(&plan, session).any, is_meant);
            assert_eq!(shared_config::of(&plan).next().is_some(), is_meant);
        }
    }
}
