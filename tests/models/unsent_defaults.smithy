$version: "2.0"

metadata locks = [
    "src/types/_nested.rs: struct"
    "src/types/_nested.rs: Structure for"
]

namespace example.unsent_defaults

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsJson1_1
use aws.protocols#awsQuery
use aws.protocols#ec2Query
use aws.protocols#restJson1
use aws.protocols#restXml
use smithy.protocols#rpcv2Cbor
use smithy.rules#endpointRuleSet

/// A service of AWS's: what is equal to its default is not sent, in any protocol.
@title("UnsentDefaults")
@service(sdkId: "UnsentDefaults", arnNamespace: "unsent-defaults", endpointPrefix: "unsent-defaults")
@sigv4(name: "unsent-defaults")
@rpcv2Cbor
@awsJson1_1
@restJson1
@restXml
@awsQuery
@ec2Query
@xmlNamespace(uri: "https://example.com/")
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
service UnsentDefaultsService {
    version: "2024-01-01"
    operations: [PutDefaults]
}

/// Sends numbers and booleans with defaults at every place.
@http(method: "POST", uri: "/defaults")
operation PutDefaults {
    input: PutDefaultsInput
    output: Unit
}

@input
structure PutDefaultsInput {
    @httpQuery("count")
    count: Integer = 5

    @httpHeader("X-On")
    on: Boolean = true

    zero: Integer = 0

    off: Boolean = false

    nested: Nested
}

/// Below the input members are no longer optional.
structure Nested {
    on: Boolean = true

    off: Boolean = false

    tiny: Byte = 0

    small: Short = -2

    whole: Integer = 5

    large: Long = 0

    single: Float = 0

    precise: Double = 0.5

    level: Level = 1

    /// Sent in any case.
    @required
    needed: Integer = 0

    /// May be absent.
    @clientOptional
    maybe: Integer = 0

    /// The default came after the member.
    @addedDefault
    later: Integer = 0

    /// No number.
    text: String = ""

    numbers: Numbers

    byName: NumberByName

    choice: Choice
}

list Numbers {
    member: Integer
}

map NumberByName {
    key: String
    value: Integer
}

/// What is chosen is sent.
union Choice {
    whole: Integer
    flag: Boolean
}

intEnum Level {
    NONE = 0
    LOW = 1
}
