$version: "2.0"

namespace example.conformance.ec2_query

use aws.api#service
use aws.auth#sigv4
use aws.protocols#ec2Query
use aws.protocols#ec2QueryName
use smithy.test#httpRequestTests
use smithy.test#httpResponseTests

/// Calls in ec2Query, and what comes back.
@title("Ec2 Query")
@service(sdkId: "Ec2 Query", arnNamespace: "conformance", endpointPrefix: "conformance")
@sigv4(name: "conformance")
@ec2Query
@xmlNamespace(uri: "https://conformance.example.com/")
service Service {
    version: "2024-01-01"
    operations: [Say]
}

@httpRequestTests([
    {
        id: "FormWithCapitals"
        protocol: ec2Query
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-www-form-urlencoded" }
        body: "Action=Say&Version=2024-01-01&Text=a&Named=b&Exact=c&List.1=d&List.2=e&Inner.1.Text=f&Inner.1.DryRun=true"
        bodyMediaType: "application/x-www-form-urlencoded"
        params: {
            text: "a"
            xml: "b"
            ec2: "c"
            list: ["d", "e"]
            none: []
            structures: [{ text: "f", dryRun: true }]
        }
    }
])
@httpResponseTests([
    {
        id: "AnswerWithItems"
        protocol: ec2Query
        code: 200
        body: """
            <SayResponse xmlns="https://conformance.example.com/">
                <requestId>r</requestId>
                <list><item>a</item><item>b</item></list>
                <inner><item><text>c</text><dryRun>false</dryRun></item></inner>
            </SayResponse>"""
        bodyMediaType: "application/xml"
        params: { list: ["a", "b"], structures: [{ text: "c", dryRun: false }] }
    }
])
operation Say {
    input := {
        text: String

        @xmlName("named")
        xml: String

        @ec2QueryName("Exact")
        @xmlName("other")
        ec2: String

        list: Items
        none: Items

        @xmlName("inner")
        structures: Inners
    }

    output := {
        list: Items

        @xmlName("inner")
        structures: Inners
    }

    errors: [Missing]
}

/// Nothing is there.
@error("client")
@httpError(404)
@httpResponseTests([
    {
        id: "ErrorAmongErrors"
        protocol: ec2Query
        code: 404
        body: "<Response><Errors><Error><Code>Missing</Code><Message>m</Message><what>w</what></Error></Errors><RequestID>r</RequestID></Response>"
        bodyMediaType: "application/xml"
        params: { Message: "m", what: "w" }
        vendorParams: { code: "Missing" }
    }
])
structure Missing {
    Message: String
    what: String
}

list Items {
    @xmlName("item")
    member: String
}

structure Inner {
    text: String
    dryRun: Boolean
}

list Inners {
    @xmlName("item")
    member: Inner
}
