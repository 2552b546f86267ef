$version: "2.0"

namespace example.echo

use aws.api#service
use aws.auth#sigv4
use aws.protocols#restJson1
use aws.protocols#restXml
use smithy.protocols#rpcv2Cbor
use smithy.rules#endpointRuleSet

/// Answers with what it is given: a value of every kind.
@title("Echo")
@service(sdkId: "Echo", arnNamespace: "echo", endpointPrefix: "echo")
@sigv4(name: "echo")
@restJson1
@restXml
@rpcv2Cbor
@endpointRuleSet({
    version: "1.0"
    parameters: {}
    rules: [
        {
            conditions: []
            endpoint: { url: "https://echo.example.com", properties: {}, headers: {} }
            type: "endpoint"
        }
    ]
})
service Echo {
    version: "2024-01-01"
    operations: [Say]
}

@http(method: "POST", uri: "/say")
operation Say {
    input := {
        value: Everything
    }

    output := {
        value: Everything
    }

    errors: [Refusal]
}

structure Everything {
    blob: Blob
    boolean: Boolean
    byte: Byte
    short: Short
    integer: Integer
    long: Long
    float: Float
    double: Double
    string: String
    colour: Colour
    size: Size
    moment: Timestamp

    @timestampFormat("date-time")
    date: Timestamp

    @timestampFormat("http-date")
    httpDate: Timestamp

    strings: Strings
    sparse: SparseStrings
    lists: Lists
    map: Counts
    sparseMap: SparseCounts
    choice: Choice
    inner: Everything
    others: Others

    @required
    needed: Needed
}

structure Needed {
    @required
    text: String

    number: Integer = 1
}

union Choice {
    nothing: Unit
    text: String
    many: Strings
    inner: Everything
    again: Choice
}

enum Colour {
    RED
    GREEN
}

intEnum Size {
    SMALL = 1
    LARGE = 2
}

list Strings {
    member: String
}

@sparse
list SparseStrings {
    member: String
}

list Lists {
    member: Strings
}

list Others {
    member: Everything
}

map Counts {
    key: String
    value: Integer
}

@sparse
map SparseCounts {
    key: Colour
    value: Integer
}

/// The value is not liked.
@error("client")
@httpError(400)
structure Refusal {
    message: String
    value: Everything
}
