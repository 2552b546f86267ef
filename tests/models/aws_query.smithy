$version: "2.0"

metadata locks = [
    "src/types/_choice.rs"
]

namespace example.aws_query

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsQuery
use aws.protocols#awsQueryError
use smithy.rules#endpointRuleSet

/// The protocol awsQuery: a form goes there, XML comes back.
@title("AwsQuery")
@service(sdkId: "AwsQuery", arnNamespace: "aws-query", endpointPrefix: "aws-query")
@sigv4(name: "aws-query")
@awsQuery
@xmlNamespace(uri: "https://example.com/")
@endpointRuleSet({
    version: "1.0"
    parameters: {
        Endpoint: { type: "String", builtIn: "SDK::Endpoint", required: false, documentation: "URL to call instead." }
    }
    rules: [
        {
            conditions: [
                {
                    fn: "isSet"
                    argv: [{ ref: "Endpoint" }]
                }
            ]
            endpoint: { url: { ref: "Endpoint" }, properties: {}, headers: {} }
            type: "endpoint"
        }
        {
            conditions: []
            endpoint: { url: "https://example.com", properties: {}, headers: {} }
            type: "endpoint"
        }
    ]
})
service AwsQueryService {
    version: "2024-01-01"
    operations: [Echo, Ping]
}

/// Says it again.
operation Echo {
    input: EchoInput
    output: EchoOutput
    errors: [Refused]
}

/// Neither asks nor answers anything.
operation Ping {
    input: Unit
    output: Unit
}

@input
structure EchoInput {
    @idempotencyToken
    token: String

    value: Value
}

@output
structure EchoOutput {
    value: Value
}

/// Values of every kind.
structure Value {
    text: String

    @xmlName("Amount")
    number: Integer

    fraction: Double

    on: Boolean

    bytes: Blob

    at: Timestamp

    @timestampFormat("http-date")
    since: Timestamp

    colour: Colour

    list: Values

    @xmlFlattened
    flat: Values

    map: Texts

    @xmlFlattened
    @xmlName("flatMap")
    flattened: Texts

    sparse: Sparse

    choice: Choice

    inner: Value
}

list Values {
    @xmlName("item")
    member: Value
}

map Texts {
    @xmlName("name")
    key: String

    value: String
}

@sparse
list Sparse {
    member: Integer
}

enum Colour {
    RED = "red"
    BLUE = "blue"
}

/// One of several.
union Choice {
    text: String
    value: Value
    nothing: Unit
}

/// Known by a code of its own.
@error("client")
@awsQueryError(code: "Echo.Refused", httpResponseCode: 400)
structure Refused {
    message: String

    @xmlAttribute
    kind: String

    reasons: Sparse
}
