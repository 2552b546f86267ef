//! The protocol `aws.protocols#ec2Query`: requests are forms, responses are XML.
//!
//! Smithy specification: [EC2 query](https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html).

use super::query::Query;

/// The protocol.
pub(super) const EC2_QUERY: Query = Query {
    runtime_type: "Ec2Query",
    ec2: true,
    answer: &["Response"],
    error: &["Response", "Errors", "Error"],
};
