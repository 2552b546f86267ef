$version: "2.0"

namespace example.waiter_paths

use aws.protocols#restJson1
use smithy.waiters#waitable

/// Waiters whose paths can't be written in Rust, or whose operation can't be called again.
@title("WaiterPaths")
@restJson1
service WaiterPaths {
    version: "2024-01-01"
    operations: [Look, Upload]
}

@http(method: "GET", uri: "/look")
@readonly
@waitable(
    Joined: {
        acceptors: [
            { state: "success", matcher: { success: true } }
            { state: "failure", matcher: { output: { path: "join(', ', names)", expected: "a, b", comparator: "stringEquals" } } }
        ]
    }
    Mixed: {
        acceptors: [
            { state: "success", matcher: { output: { path: "contains([size, name], 'a')", expected: "true", comparator: "booleanEquals" } } }
        ]
    }
    Later: {
        acceptors: [
            { state: "success", matcher: { output: { path: "since == name", expected: "true", comparator: "booleanEquals" } } }
        ]
    }
)
operation Look {
    input := {}

    output := {
        name: String
        size: Integer
        names: Names
        since: Timestamp
    }
}

list Names {
    member: String
}

@http(method: "PUT", uri: "/upload")
@idempotent
@waitable(
    Uploaded: {
        acceptors: [
            { state: "success", matcher: { success: true } }
        ]
    }
)
operation Upload {
    input := {
        @httpPayload
        @required
        body: Body
    }

    output := {}
}

@streaming
blob Body
