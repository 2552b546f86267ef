$version: "2.0"

metadata locks = [
    "src/waiters.rs"
    "src/waiters/*"
    "src/client.rs: trait Waiters"
    "src/service_error.rs: impl<O, E>"
]

namespace example.waiters

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsJson1_1
use smithy.rules#endpointRuleSet
use smithy.waiters#waitable

/// Each way in which a waiter can match an answer, in a service of AWS's.
@title("Waiters")
@service(sdkId: "Waiters", arnNamespace: "waiters", endpointPrefix: "waiters")
@sigv4(name: "waiters")
@awsJson1_1
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
service WaitersService {
    version: "2024-01-01"
    operations: [DescribeOvens, Ping]
}

/// Says how ovens are.
@waitable(
    OvenHot: {
        documentation: "Waits until an oven is hot."
        minDelay: 3
        maxDelay: 40
        acceptors: [
            { state: "success", matcher: { output: { path: "state", expected: "HOT", comparator: "stringEquals" } } }
            { state: "failure", matcher: { output: { path: "state", expected: "BROKEN", comparator: "stringEquals" } } }
            { state: "retry", matcher: { errorType: "example.waiters#OvenNotFound" } }
            { state: "failure", matcher: { errorType: "Burnt" } }
        ]
    }
    AllOvensHot: {
        acceptors: [
            { state: "success", matcher: { output: { path: "ovens[].state", expected: "HOT", comparator: "allStringEquals" } } }
            { state: "failure", matcher: { output: { path: "ovens[].trays[].state", expected: "LOST", comparator: "anyStringEquals" } } }
        ]
    }
    NoOvens: {
        deprecated: true
        acceptors: [
            { state: "success", matcher: { output: { path: "length(ovens) == `0`", expected: "true", comparator: "booleanEquals" } } }
            { state: "failure", matcher: { output: { path: "isFull", expected: "false", comparator: "booleanEquals" } } }
        ]
    }
    AsAsked: {
        acceptors: [
            { state: "success", matcher: { inputOutput: { path: "length(output.ovens[?degrees >= `100`]) == length(input.names)", expected: "true", comparator: "booleanEquals" } } }
        ]
    }
    Settled: {
        acceptors: [
            { state: "success", matcher: { output: { path: "state != 'HEATING' && state != 'COOLING'", expected: "true", comparator: "booleanEquals" } } }
        ]
    }
    ServicesSteady: {
        acceptors: [
            { state: "success", matcher: { output: { path: "length(ovens[?!(length(trays) == `1` && degrees == wanted)]) == `0`", expected: "true", comparator: "booleanEquals" } } }
        ]
    }
    AnyPartReady: {
        acceptors: [
            { state: "success", matcher: { output: { path: "ovens[*].[name, trays[0].state][]", expected: "READY", comparator: "anyStringEquals" } } }
            { state: "failure", matcher: { output: { path: "ovens[*].[name, trays[0].state][]", expected: "GONE", comparator: "allStringEquals" } } }
        ]
    }
    Labelled: {
        acceptors: [
            { state: "success", matcher: { output: { path: "labels.*.state", expected: "SET", comparator: "anyStringEquals" } } }
            { state: "failure", matcher: { output: { path: "contains(keys(labels), 'stop')", expected: "true", comparator: "booleanEquals" } } }
            { state: "failure", matcher: { output: { path: "ovens[*].[name, state][] | [0]", expected: "stop", comparator: "stringEquals" } } }
        ]
    }
)
operation DescribeOvens {
    input: DescribeOvensInput
    output: DescribeOvensOutput
    errors: [OvenNotFound, Burnt]
}

@input
structure DescribeOvensInput {
    names: Names
    secret: Secret
}

@output
structure DescribeOvensOutput {
    state: OvenState
    isFull: Boolean
    ovens: Ovens
    labels: Labels
}

@sensitive
string Secret

list Names {
    member: String
}

list Ovens {
    member: Oven
}

structure Oven {
    name: String
    state: OvenState
    degrees: Integer = 0
    wanted: Integer
    trays: Trays
}

list Trays {
    member: Tray
}

structure Tray {
    state: String
}

map Labels {
    key: String
    value: Label
}

structure Label {
    state: String
}

enum OvenState {
    HOT
    HEATING
    COOLING
    BROKEN
}

@error("client")
structure OvenNotFound {
    message: String
}

@error("server")
structure Burnt {}

/// By success and failure alone.
@waitable(
    Up: {
        acceptors: [
            { state: "success", matcher: { success: true } }
            { state: "retry", matcher: { success: false } }
        ]
    }
    Down: {
        acceptors: [
            { state: "success", matcher: { success: false } }
        ]
    }
)
operation Ping {
    input := {}
    output := {}
}
