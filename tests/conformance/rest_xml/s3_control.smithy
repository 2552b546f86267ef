$version: "2.0"

namespace example.conformance.s3control

use aws.api#service
use aws.auth#sigv4
use aws.protocols#restXml
use smithy.rules#contextParam
use smithy.rules#endpointRuleSet
use smithy.test#httpRequestTests

/// What S3 Control does in its own way.
@title("S3 Control")
@service(sdkId: "S3 Control", arnNamespace: "s3", endpointPrefix: "s3-control")
@sigv4(name: "s3")
@restXml
@xmlNamespace(uri: "urn:s3control")
@endpointRuleSet({
    version: "1.0"
    parameters: {
        Endpoint: { type: "String", builtIn: "SDK::Endpoint", required: false, documentation: "URL to call." }
        AccountId: { type: "String", required: false, documentation: "The account." }
    }
    rules: [
        {
            conditions: [
                { fn: "isSet", argv: [{ ref: "AccountId" }] }
                { fn: "isSet", argv: [{ ref: "Endpoint" }] }
                { fn: "parseURL", argv: [{ ref: "Endpoint" }], assign: "url" }
            ]
            endpoint: { url: "{url#scheme}://{AccountId}.{url#authority}{url#path}", properties: {}, headers: {} }
            type: "endpoint"
        }
        { conditions: [], error: "no endpoint is set", type: "error" }
    ]
})
service Service {
    version: "2024-01-01"
    operations: [GetJob, GetRoute]
}

@httpRequestTests([
    {
        id: "GetJob"
        documentation: "The account is in the host once, where the rules put it."
        protocol: restXml
        method: "GET"
        uri: "/jobs/j"
        host: "example.com"
        resolvedHost: "111122223333.example.com"
        headers: { "x-amz-account-id": "111122223333" }
        params: { AccountId: "111122223333", JobId: "j" }
    }
])
@readonly
@endpoint(hostPrefix: "{AccountId}.")
@http(method: "GET", uri: "/jobs/{JobId}")
operation GetJob {
    input := {
        @required
        @hostLabel
        @httpHeader("x-amz-account-id")
        @contextParam(name: "AccountId")
        AccountId: String

        @required
        @httpLabel
        JobId: String
    }
}

@httpRequestTests([
    {
        id: "GetRoute"
        documentation: "Another prefix stands before what the rules give."
        protocol: restXml
        method: "GET"
        uri: "/route"
        host: "example.com"
        resolvedHost: "r.111122223333.example.com"
        params: { AccountId: "111122223333", Route: "r" }
    }
])
@readonly
@endpoint(hostPrefix: "{Route}.")
@http(method: "GET", uri: "/route")
operation GetRoute {
    input := {
        @required
        @httpHeader("x-amz-account-id")
        @contextParam(name: "AccountId")
        AccountId: String

        @required
        @hostLabel
        @httpHeader("x-route")
        Route: String
    }
}
