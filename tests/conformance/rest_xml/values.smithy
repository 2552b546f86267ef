$version: "2.0"

namespace example.conformance.values

use aws.api#service
use aws.auth#sigv4
use aws.protocols#restXml
use smithy.test#httpRequestTests
use smithy.test#httpResponseTests

/// Kinds of values in an XML body.
@title("Values")
@service(sdkId: "Values", arnNamespace: "conformance", endpointPrefix: "conformance")
@sigv4(name: "conformance")
@restXml
service Service {
    version: "2024-01-01"
    operations: [PutValues, PutChoice, PutTree]
}

@httpRequestTests([
    {
        id: "PutValues"
        documentation: "Scalars are text."
        protocol: restXml
        method: "PUT"
        uri: "/values"
        body: """
            <PutValuesInput>\
            <text>&lt;&amp;&gt; &#xD;&#xA;é</text><suit>clubs</suit><level>10</level>\
            <yes>true</yes><byte>-1</byte><short>2</short><integer>3</integer><long>9007199254740993</long>\
            <float>1.5</float><double>-Infinity</double><blob>YWI=</blob>\
            <time>2014-04-29T18:30:38Z</time><date>Tue, 29 Apr 2014 18:30:38 GMT</date><seconds>1398796238</seconds>\
            </PutValuesInput>"""
        bodyMediaType: "application/xml"
        params: {
            text: "<&> \r\né"
            suit: "clubs"
            level: 10
            yes: true
            byte: -1
            short: 2
            integer: 3
            long: 9007199254740993
            float: 1.5
            double: "-Infinity"
            blob: "ab"
            time: 1398796238
            date: 1398796238
            seconds: 1398796238
        }
    }
])
@httpResponseTests([
    {
        id: "PutValues"
        documentation: "Entities, references and white space within text are kept as they are meant."
        protocol: restXml
        code: 200
        body: """
            <PutValuesOutput>
                <text>&lt;&amp;&gt; &#xD;&#10;é</text>
                <suit>clubs</suit>
                <level>10</level>
                <yes>true</yes>
                <byte>-1</byte>
                <short>2</short>
                <integer>3</integer>
                <long>9007199254740993</long>
                <float>1.5</float>
                <double>-Infinity</double>
                <blob>YWI=</blob>
                <time>2014-04-29T18:30:38Z</time>
                <date>Tue, 29 Apr 2014 18:30:38 GMT</date>
                <seconds>1398796238</seconds>
            </PutValuesOutput>
            """
        bodyMediaType: "application/xml"
        params: {
            text: "<&> \r\né"
            suit: "clubs"
            level: 10
            yes: true
            byte: -1
            short: 2
            integer: 3
            long: 9007199254740993
            float: 1.5
            double: "-Infinity"
            blob: "ab"
            time: 1398796238
            date: 1398796238
            seconds: 1398796238
        }
    }
    {
        id: "PutEmptyValues"
        documentation: "Empty elements are empty texts."
        protocol: restXml
        code: 200
        body: "<PutValuesOutput><text/><blob></blob></PutValuesOutput>"
        bodyMediaType: "application/xml"
        params: { text: "", blob: "" }
    }
])
@idempotent
@http(method: "PUT", uri: "/values")
operation PutValues {
    input := with [Values] {}
    output := with [Values] {}
}

@mixin
structure Values {
    text: String

    suit: Suit

    level: Level

    yes: Boolean

    byte: Byte

    short: Short

    integer: Integer

    long: Long

    float: Float

    double: Double

    blob: Blob

    time: Timestamp

    @timestampFormat("http-date")
    date: Timestamp

    @timestampFormat("epoch-seconds")
    seconds: Timestamp
}

enum Suit {
    HEARTS = "hearts"
    CLUBS = "clubs"
}

intEnum Level {
    LOW = 1
    HIGH = 10
}

@httpRequestTests([
    {
        id: "PutText"
        documentation: "A union is an element with that of its variant."
        protocol: restXml
        method: "PUT"
        uri: "/choice"
        body: "<PutChoiceInput><choice><Text>a</Text></choice></PutChoiceInput>"
        bodyMediaType: "application/xml"
        params: {
            choice: { text: "a" }
        }
    }
    {
        id: "PutFlat"
        documentation: "A variant may be a flat list."
        protocol: restXml
        method: "PUT"
        uri: "/choice"
        body: "<PutChoiceInput><choice><flat>a</flat><flat>b</flat></choice></PutChoiceInput>"
        bodyMediaType: "application/xml"
        params: {
            choice: {
                flat: ["a", "b"]
            }
        }
    }
    {
        id: "PutNothing"
        documentation: "A variant without a value is an empty element."
        protocol: restXml
        method: "PUT"
        uri: "/choice"
        body: "<PutChoiceInput><choice><nothing/></choice></PutChoiceInput>"
        bodyMediaType: "application/xml"
        params: {
            choice: { nothing: {} }
        }
    }
])
@httpResponseTests([
    {
        id: "PutText"
        documentation: "The element says the variant."
        protocol: restXml
        code: 200
        body: "<PutChoiceOutput><choice><Text>a</Text></choice></PutChoiceOutput>"
        bodyMediaType: "application/xml"
        params: {
            choice: { text: "a" }
        }
    }
    {
        id: "PutNothing"
        documentation: "A variant without a value is read."
        protocol: restXml
        code: 200
        body: "<PutChoiceOutput><choice><nothing/></choice></PutChoiceOutput>"
        bodyMediaType: "application/xml"
        params: {
            choice: { nothing: {} }
        }
    }
])
@idempotent
@http(method: "PUT", uri: "/choice")
operation PutChoice {
    input := {
        choice: Choice
    }

    output := {
        choice: Choice
    }
}

union Choice {
    @xmlName("Text")
    text: String

    @xmlFlattened
    flat: Texts

    nothing: Unit
}

list Texts {
    member: String
}

@httpRequestTests([
    {
        id: "PutTree"
        documentation: "A structure may hold itself."
        protocol: restXml
        method: "PUT"
        uri: "/tree"
        body: "<PutTreeInput><tree><name>a</name><under><name>b</name></under></tree></PutTreeInput>"
        bodyMediaType: "application/xml"
        params: {
            tree: {
                name: "a"
                under: { name: "b" }
            }
        }
    }
])
@httpResponseTests([
    {
        id: "PutTree"
        documentation: "A structure may hold itself."
        protocol: restXml
        code: 200
        body: "<PutTreeOutput><tree><under><name>b</name></under><name>a</name></tree></PutTreeOutput>"
        bodyMediaType: "application/xml"
        params: {
            tree: {
                name: "a"
                under: { name: "b" }
            }
        }
    }
])
@idempotent
@http(method: "PUT", uri: "/tree")
operation PutTree {
    input := {
        tree: Tree
    }

    output := {
        tree: Tree
    }
}

structure Tree {
    name: String
    under: Tree
}
