$version: "2.0"

metadata locks = [
    "src/waiters/*"
]

namespace example.waiters_not_of_aws

use aws.protocols#restJson1
use smithy.rules#endpointRuleSet
use smithy.waiters#waitable

/// Waiters of a service that is none of AWS's: what is absent is null, and errors are known by their shape.
@title("WaitersNotOfAws")
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
service WaitersNotOfAws {
    version: "2024-01-01"
    operations: [Look]
}

@http(method: "GET", uri: "/look")
@readonly
@waitable(
    Settled: {
        acceptors: [
            { state: "success", matcher: { output: { path: "state != 'MOVING'", expected: "true", comparator: "booleanEquals" } } }
            { state: "retry", matcher: { errorType: "Gone" } }
        ]
    }
    Named: {
        acceptors: [
            { state: "success", matcher: { output: { path: "not_null(name, state, 'none')", expected: "found", comparator: "stringEquals" } } }
            { state: "failure", matcher: { output: { path: "name || state", expected: "lost", comparator: "stringEquals" } } }
            { state: "failure", matcher: { output: { path: "sum(sizes) > `9` && !sparse", expected: "true", comparator: "booleanEquals" } } }
            { state: "failure", matcher: { output: { path: "sparse[-1] == `null` && length(sparse[?starts_with(@, 'x')]) == `1`", expected: "true", comparator: "booleanEquals" } } }
        ]
    }
)
operation Look {
    input := {}

    output := {
        state: String
        name: String
        sizes: Sizes
        sparse: Sparse
    }

    errors: [Gone]
}

list Sizes {
    member: Long
}

@sparse
list Sparse {
    member: String
}

@error("client")
structure Gone {}
