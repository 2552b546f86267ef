$version: "2.0"

metadata locks = [
    "src/types/_nested.rs: struct"
]

namespace example.sent_defaults

use aws.protocols#restJson1
use smithy.rules#endpointRuleSet

/// A service of anybody else's: defaults are sent, as the specification says.
@title("SentDefaults")
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
service SentDefaultsService {
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
