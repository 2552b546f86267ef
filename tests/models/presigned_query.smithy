$version: "2.0"

metadata presign = ["WhoAmI"]

metadata locks = [
    "Cargo.toml"
    "src/operation/who_am_i.rs: Presignable for"
]

namespace example.presigned_query

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsQuery
use smithy.rules#endpointRuleSet

/// An operation that is presigned since it was asked for, whose form goes to the query string.
@title("PresignedQuery")
@service(sdkId: "PresignedQuery", arnNamespace: "presigned-query", endpointPrefix: "presigned-query")
@sigv4(name: "presigned-query")
@awsQuery
@xmlNamespace(uri: "https://example.com/")
@endpointRuleSet({
    version: "1.0"
    parameters: {
        Region: { type: "String", builtIn: "AWS::Region", required: true, documentation: "Region to call." }
    }
    rules: [
        {
            conditions: []
            endpoint: { url: "https://query.{Region}.example.com", properties: {}, headers: {} }
            type: "endpoint"
        }
    ]
})
service PresignedQuery {
    version: "2024-01-01"
    operations: [WhoAmI]
}

/// Says whose credentials sign.
operation WhoAmI {
    input := {
        Names: Names
        Note: String
    }
    output := {}
}

list Names {
    member: String
}
