$version: "2.0"

metadata locks = [
    "Cargo.toml"
    "src/config.rs: DefaultAuthSchemeResolver"
    "src/config.rs: static SERVICE"
    "src/config.rs: fn sigv4a_signing_region_set"
]

namespace example.auth_by_endpoint

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsJson1_1
use smithy.rules#contextParam
use smithy.rules#endpointRuleSet

/// The endpoint rules name an auth scheme that the model does not have.
@title("AuthByEndpoint")
@service(sdkId: "EventBridge", arnNamespace: "events", endpointPrefix: "events")
@sigv4(name: "events")
@awsJson1_1
@endpointRuleSet({
    version: "1.0"
    parameters: {
        EndpointId: { type: "String", required: false, documentation: "An endpoint in several regions." }
        Region: { type: "String", builtIn: "AWS::Region", required: true, documentation: "Region to call." }
    }
    rules: [
        {
            conditions: [
                { fn: "isSet", argv: [{ ref: "EndpointId" }] }
                { fn: "stringEquals", argv: [{ ref: "EndpointId" }, "unknown"] }
            ]
            endpoint: {
                url: "https://unknown.example.com"
                properties: { authSchemes: [{ name: "sigv5" }, { name: "sigv4", signingName: "second" }] }
                headers: {}
            }
            type: "endpoint"
        }
        {
            conditions: [{ fn: "isSet", argv: [{ ref: "EndpointId" }] }]
            endpoint: {
                url: "https://{EndpointId}.example.com"
                properties: {
                    authSchemes: [
                        { name: "sigv4a", signingName: "many", signingRegionSet: ["*"] }
                        { name: "sigv4", signingName: "one", signingRegion: "eu-central-1" }
                    ]
                }
                headers: {}
            }
            type: "endpoint"
        }
        {
            conditions: []
            endpoint: { url: "https://events.{Region}.example.com", properties: {}, headers: {} }
            type: "endpoint"
        }
    ]
})
service AuthByEndpoint {
    version: "2015-10-07"
    operations: [PutEvents, PutRule]
}

/// Sends events.
operation PutEvents {
    input := {
        @contextParam(name: "EndpointId")
        EndpointId: String
    }
    output := {}
}

/// Overrides the auth schemes of the service with SigV4.
@auth([sigv4])
operation PutRule {
    input := {}
    output := {}
}
