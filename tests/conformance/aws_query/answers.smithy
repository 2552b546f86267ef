$version: "2.0"

namespace example.conformance.aws_query_answers

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsQuery
use aws.protocols#awsQueryError
use smithy.test#httpResponseTests

/// What comes back from a call in awsQuery.
@title("Answers")
@service(sdkId: "Answers", arnNamespace: "conformance", endpointPrefix: "conformance")
@sigv4(name: "conformance")
@awsQuery
@xmlNamespace(uri: "https://conformance.example.com/")
service Service {
    version: "2024-01-01"
    operations: [Ask]
}

@httpResponseTests([
    {
        id: "AnswerOfScalars"
        protocol: awsQuery
        code: 200
        body: """
            <?xml version="1.0"?>
            <!-- first -->
            <AskResponse xmlns="https://conformance.example.com/">
                <AskResult>
                    <text> a &lt;b&gt; &#xe9;<![CDATA[<c>]]> </text>
                    <on> true </on>
                    <number>-7</number>
                    <fraction>NaN</fraction>
                    <bytes>AAEC</bytes>
                    <moment>2024-05-06T08:08:09+01:00</moment>
                    <http>Mon, 06 May 2024 07:08:09 GMT</http>
                    <unknown><text>no</text></unknown>
                    <x:Other xmlns:x="urn:x">x</x:Other>
                </AskResult>
                <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>
            </AskResponse>"""
        bodyMediaType: "application/xml"
        params: {
            text: " a <b> é<c> "
            on: true
            number: -7
            fraction: "NaN"
            bytes: "\u0000\u0001\u0002"
            moment: 1714979289
            http: 1714979289
            named: "x"
        }
    }
    {
        id: "AnswerOfCollections"
        protocol: awsQuery
        code: 200
        body: """
            <AskResponse>
                <AskResult>
                    <list><member>a</member><other/><member></member></list>
                    <flat>b</flat>
                    <none/>
                    <flat>c</flat>
                    <map><entry><key>k</key><value>1</value></entry><entry><value>2</value><key>l</key></entry></map>
                    <flatMap><K>m</K><V>3</V></flatMap>
                    <inner kind="deep"><text>d</text><inner><text>e</text></inner></inner>
                    <choice><many><member>f</member></many></choice>
                </AskResult>
            </AskResponse>"""
        bodyMediaType: "application/xml"
        params: {
            list: ["a", ""]
            flat: ["b", "c"]
            none: []
            map: { k: 1, l: 2 }
            flatMap: { m: 3 }
            inner: { kind: "deep", text: "d", inner: { text: "e" } }
            choice: { many: ["f"] }
        }
    }
    {
        id: "AnswerOfNothing"
        protocol: awsQuery
        code: 200
        body: "<AskResponse><AskResult/></AskResponse>"
        bodyMediaType: "application/xml"
        params: {}
    }
])
operation Ask {
    output := {
        text: String
        on: Boolean
        number: Integer
        fraction: Double
        bytes: Blob
        moment: Timestamp

        @timestampFormat("http-date")
        http: Timestamp

        @xmlName("Other")
        named: String

        list: Strings

        @xmlFlattened
        flat: Strings

        none: Strings
        map: Counts

        @xmlFlattened
        flatMap: Pairs

        inner: Inner
        choice: Choice
    }

    errors: [Missing, Renamed]
}

/// Nothing is there.
@error("client")
@httpError(404)
@httpResponseTests([
    {
        id: "ErrorByName"
        protocol: awsQuery
        code: 404
        body: "<ErrorResponse><Error><Type>Sender</Type><Code>Missing</Code><Message>m</Message><what>w</what></Error></ErrorResponse>"
        bodyMediaType: "application/xml"
        params: { message: "m", what: "w" }
        vendorParams: { code: "Missing", type: "Sender" }
    }
])
structure Missing {
    message: String
    what: String
}

/// The wire has another name for it.
@error("server")
@awsQueryError(code: "Other", httpResponseCode: 500)
@httpResponseTests([
    {
        id: "ErrorByCode"
        protocol: awsQuery
        code: 500
        body: "<ErrorResponse><Error><Code>Other</Code></Error></ErrorResponse>"
        bodyMediaType: "application/xml"
        params: {}
        vendorParams: { code: "Other" }
    }
])
structure Renamed {
    message: String
}

list Strings {
    member: String
}

map Counts {
    key: String
    value: Integer
}

map Pairs {
    @xmlName("K")
    key: String

    @xmlName("V")
    value: Integer
}

structure Inner {
    @xmlAttribute
    kind: String

    text: String
    inner: Inner
}

union Choice {
    one: String
    many: Strings
}
