$version: "2.0"

namespace example.not_of_aws

use aws.protocols#restJson1
use smithy.rules#endpointRuleSet

/// A service that is none of AWS's: where the official clients and the specification differ, the latter holds.
@title("NotOfAws")
@restJson1
@endpointRuleSet({
    version: "1.0"
    parameters: {
        Endpoint: { type: "String", builtIn: "SDK::Endpoint", required: true, documentation: "URL to call." }
    }
    rules: [
        {
            conditions: []
            endpoint: { url: { ref: "Endpoint" }, properties: {}, headers: {} }
            type: "endpoint"
        }
    ]
})
service NotOfAws {
    version: "2024-01-01"
    operations: [List]
}

/// Lists what has no holes.
@http(method: "GET", uri: "/list")
@readonly
operation List {
    input := {}

    output := {
        texts: Texts
        numbers: Numbers
    }
}

list Texts {
    member: String
}

map Numbers {
    key: String
    value: Integer
}
