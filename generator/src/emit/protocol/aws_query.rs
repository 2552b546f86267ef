//! The protocol `aws.protocols#awsQuery`: requests are forms, responses are XML.
//!
//! Smithy specification: [AWS query](https://smithy.io/2.0/aws/protocols/aws-query-protocol.html).

use super::query::Query;

/// The protocol.
pub(super) const AWS_QUERY: Query = Query {
    runtime_type: "AwsQuery",
    ec2: false,
    answer: &["Response", "Result"],
    error: &["ErrorResponse", "Error"],
};
