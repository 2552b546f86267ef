$version: "2.0"

namespace example.echo

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsQuery
use aws.protocols#ec2Query
use aws.protocols#restJson1
use aws.protocols#restXml
use smithy.protocols#rpcv2Cbor
use smithy.rules#endpointRuleSet
use smithy.test#httpResponseTests

/// Answers with what it is given: a value of every kind.
@title("Echo")
@service(sdkId: "Echo", arnNamespace: "echo", endpointPrefix: "echo")
@sigv4(name: "echo")
@restJson1
@restXml
@rpcv2Cbor
@awsQuery
@ec2Query
@xmlNamespace(uri: "https://echo.example.com/")
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
    operations: [Say, Listen]
}

@http(method: "POST", uri: "/say")
@httpResponseTests([
    {
        id: "AnswerOfAwsQuery"
        protocol: awsQuery
        code: 200
        body: """
            <SayResponse><SayResult><value>
                <boolean>true</boolean><byte>-1</byte><float>NaN</float><string> a &lt; b </string>
                <blob>AAE=</blob><colour>RED</colour><size>2</size>
                <moment>2024-02-29T10:00:00.5Z</moment><httpDate>Thu, 29 Feb 2024 10:00:00 GMT</httpDate>
                <strings><member>a</member><member/></strings>
                <lists><member><member>b</member></member></lists>
                <map><entry><key>k</key><value>1</value></entry></map>
                <choice><again><many><member>c</member></many></again></choice>
                <inner><needed><text>d</text></needed></inner>
                <needed><text>e</text><number>7</number></needed>
            </value></SayResult></SayResponse>"""
        bodyMediaType: "application/xml"
    }
    {
        id: "AnswerOfEc2Query"
        protocol: ec2Query
        code: 200
        body: """
            <SayResponse>
                <value><others><member><long>1</long></member></others><needed/></value>
                <requestId>r</requestId>
            </SayResponse>"""
        bodyMediaType: "application/xml"
    }
])
operation Say {
    // What is read is written, and read again: both have the root that awsQuery and ec2Query give it.
    input :=
        @xmlName("SayResponse")
        {
            value: Everything
        }

    output :=
        @xmlName("SayResponse")
        {
            value: Everything
        }

    errors: [Refusal]
}

/// Streams of events, both ways.
@http(method: "POST", uri: "/listen")
operation Listen {
    input := {
        @httpHeader("x-greeting")
        greeting: String

        @httpPayload
        events: Events
    }

    output := {
        @httpHeader("x-greeting")
        greeting: String

        @httpPayload
        events: Events
    }
}

@streaming
union Events {
    everything: Everything
    headers: Headers
    bytes: Bytes
    line: Line
    one: One
    nothing: Nothing
    refusal: Refusal
}

/// Headers of every type, and members in the payload beside them.
structure Headers {
    @eventHeader
    blob: Blob

    @eventHeader
    boolean: Boolean

    @eventHeader
    byte: Byte

    @eventHeader
    short: Short

    @eventHeader
    integer: Integer

    @eventHeader
    size: Size

    @eventHeader
    long: Long

    @eventHeader
    string: String

    @eventHeader
    colour: Colour

    @eventHeader
    moment: Timestamp

    text: String

    choice: Choice
}

structure Bytes {
    @eventPayload
    bytes: Blob
}

structure Line {
    @eventHeader
    @required
    number: Integer

    @eventPayload
    text: String
}

structure One {
    @eventPayload
    value: Everything
}

structure Nothing {}

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
@httpResponseTests([
    {
        id: "ErrorOfAwsQuery"
        protocol: awsQuery
        code: 400
        body: """
            <ErrorResponse>
                <Error>
                    <Type>Sender</Type><Code>Refusal</Code><message>no</message>
                    <value><string>a</string><needed/></value>
                </Error>
                <RequestId>r</RequestId>
            </ErrorResponse>"""
        bodyMediaType: "application/xml"
    }
    {
        id: "ErrorOfEc2Query"
        protocol: ec2Query
        code: 400
        body: """
            <Response>
                <Errors><Error><Code>Refusal</Code><Message>no</Message></Error></Errors>
                <RequestID>r</RequestID>
            </Response>"""
        bodyMediaType: "application/xml"
    }
])
@error("client")
@httpError(400)
structure Refusal {
    message: String
    value: Everything
}
