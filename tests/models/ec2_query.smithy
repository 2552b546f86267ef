$version: "2.0"

metadata locks = [
    "src/types/error/_refused.rs"
]

namespace example.ec2_query

use aws.api#service
use aws.auth#sigv4
use aws.protocols#ec2Query
use aws.protocols#ec2QueryName
use smithy.rules#endpointRuleSet

/// The protocol ec2Query: a form goes there, XML comes back.
@title("Ec2Query")
@service(sdkId: "Ec2Query", arnNamespace: "ec2-query", endpointPrefix: "ec2-query")
@sigv4(name: "ec2-query")
@ec2Query
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
service Ec2QueryService {
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
    capital: String

    @xmlName("renamed")
    byXmlName: String

    @xmlName("ignored")
    @ec2QueryName("own")
    byOwnName: String

    @xmlName("Text")
    texts: Texts

    filters: Filters

    @idempotencyToken
    clientToken: String
}

@output
structure EchoOutput {
    @xmlName("textSet")
    texts: Texts

    filters: Filters
}

list Texts {
    @xmlName("item")
    member: String
}

list Filters {
    @xmlName("item")
    member: Filter
}

/// What to look for.
structure Filter {
    @xmlName("name")
    @ec2QueryName("Name")
    name: String

    @xmlName("valueSet")
    @ec2QueryName("Value")
    values: Texts

    since: Timestamp
}

/// Known by its name.
@error("client")
structure Refused {
    message: String

    @xmlName("Why")
    why: Texts
}
