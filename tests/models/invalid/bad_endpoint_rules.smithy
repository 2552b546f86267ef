$version: "2"

namespace example.bad_endpoint_rules

use smithy.rules#contextParam
use smithy.rules#endpointRuleSet
use smithy.rules#staticContextParams

@aws.protocols#restJson1
@endpointRuleSet({
    version: "1.0"
    parameters: {
        Region: { type: "string", builtIn: "AWS::Region" }
        Bucket: { type: "string", required: true }
    }
    rules: [
        {
            type: "endpoint"
            conditions: [{ fn: "isset", argv: [{ ref: "Region" }] }]
            endpoint: { url: "https://example.com" }
        }
        {
            type: "endpoint"
            conditions: [{ fn: "not", argv: [{ ref: "Region" }] }]
            endpoint: { url: "https://example.com" }
        }
        {
            type: "endpoint"
            conditions: [{ fn: "stringEquals", argv: [{ ref: "Region" }] }]
            endpoint: { url: "https://example.com" }
        }
        {
            type: "endpoint"
            conditions: [{ fn: "aws.partition", argv: [{ ref: "Region" }], assign: "part" }]
            endpoint: { url: "https://example.{part#dnsSufix}" }
        }
        { type: "endpoint", conditions: [], endpoint: { url: "{Region}.example.com/{Regoin}" } }
        { type: "endpoint", conditions: [], endpoint: { url: "example.{Region}.com" } }
        { type: "endpoint", conditions: [], endpoint: { url: "https://.{Region}.com" } }
        {
            type: "endpoint"
            conditions: []
            endpoint: {
                url: "https://example.com"
                properties: { authSchemes: [{ name: "sigv4", disableDoubleEncoding: "true" }] }
            }
        }
        {
            type: "endpoint"
            conditions: []
            endpoint: {
                url: "https://example.com"
                properties: { authSchemes: [{ name: "sigv4a", signingRegionSet: "*" }] }
            }
        }
        {
            type: "endpoint"
            conditions: []
            endpoint: {
                url: "https://example.com"
                properties: { authSchemes: [{ name: "sigv4" }, { name: "sigv4" }] }
            }
        }
    ]
})
service Rules {
    version: "1"
    operations: [Get]
}

/// The rules are not checked if a parameter has a built-in that does not exist.
@aws.protocols#restJson1
@endpointRuleSet({
    version: "1.0"
    parameters: { Region: { type: "string", builtIn: "AWS::Regoin" } }
    rules: []
})
service BuiltIn {
    version: "1"
}

@aws.protocols#restJson1
@endpointRuleSet({
    version: "1.0"
    parameters: { Bucket: { type: "string", required: true }, Stage: { type: "string" } }
    rules: []
})
service Unbound {
    version: "1"
    operations: [Get]
}

@http(method: "POST", uri: "/get")
@staticContextParams(Stagee: { value: "beta" })
operation Get {
    input := {
        @contextParam(name: "Buket")
        bucket: String
    }
}
