$version: "2.0"

namespace example.bad_waiters

use aws.protocols#restJson1
use smithy.waiters#waitable

@restJson1
service BadWaiters {
    version: "2024-01-01"
    operations: [Look, Watch]
}

@http(method: "GET", uri: "/look")
@readonly
@waitable(
    Found: {
        acceptors: [
            { state: "success", matcher: { output: { path: "nane", expected: "a", comparator: "stringEquals" } } }
            { state: "failure", message: "size", matcher: { output: { path: "size", expected: "1", comparator: "stringEquals" } } }
        ]
    }
)
operation Look {
    input := {}

    output := {
        name: String
        size: Integer
    }
}

@http(method: "GET", uri: "/watch")
@readonly
@waitable(
    FOUND: {
        acceptors: [
            { state: "success", matcher: { success: true } }
        ]
    }
    Malformed: {
        acceptors: [
            { state: "success", matcher: { output: { path: "a[", expected: "a", comparator: "stringEquals" } } }
        ]
    }
)
operation Watch {
    input := {}
    output := {}
}
