$version: "2.0"

namespace example.conformance.names

use aws.api#service
use aws.auth#sigv4
use aws.protocols#restXml
use smithy.test#httpRequestTests
use smithy.test#httpResponseTests

/// Names of elements, attributes and namespaces.
@title("Names")
@service(sdkId: "Names", arnNamespace: "conformance", endpointPrefix: "conformance")
@sigv4(name: "conformance")
@restXml
@xmlNamespace(uri: "urn:service")
service Service {
    version: "2024-01-01"
    operations: [PutNames, PutNamed, PutPrefixed, PutPart, PutOwnPart]
}

@httpRequestTests([
    {
        id: "PutNames"
        documentation: "The root has the name of the input and the namespace of the service; members have names of their own."
        protocol: restXml
        method: "PUT"
        uri: "/names"
        body: """
            <PutNamesInput xmlns="urn:service" kind="a&amp;&lt;&quot;b" count="3" on="true">\
            <plain>p</plain><Renamed>r</Renamed>\
            <inner xmlns:i="urn:inner" i:level="1.5"><text xmlns="urn:text">t</text></inner>\
            </PutNamesInput>"""
        bodyMediaType: "application/xml"
        headers: { "Content-Type": "application/xml" }
        params: {
            kind: "a&<\"b"
            count: 3
            on: true
            plain: "p"
            renamed: "r"
            inner: { level: 1.5, text: "t" }
        }
    }
    {
        id: "PutOnlyAttributes"
        documentation: "An element without elements is written nevertheless."
        protocol: restXml
        method: "PUT"
        uri: "/names"
        body: "<PutNamesInput xmlns=\"urn:service\" kind=\"k\"/>"
        bodyMediaType: "application/xml"
        params: { kind: "k" }
    }
])
@httpResponseTests([
    {
        id: "PutNames"
        documentation: "Namespaces and unknown elements do not matter, nor does the prefix of the root."
        protocol: restXml
        code: 200
        body: """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- An answer. -->
            <s:PutNamesOutput xmlns:s="urn:service" xmlns="urn:other" count="3" kind="a&amp;&#60;&quot;b" on="true" odd="1">
                <odd><odd>x</odd></odd>
                <plain>p</plain>
                <Renamed><![CDATA[r]]></Renamed>
                <inner xmlns:i="urn:inner" i:level="1.5"><text>t</text></inner>
            </s:PutNamesOutput>
            """
        bodyMediaType: "application/xml"
        headers: { "Content-Type": "application/xml" }
        params: {
            kind: "a&<\"b"
            count: 3
            on: true
            plain: "p"
            renamed: "r"
            inner: { level: 1.5, text: "t" }
        }
    }
])
@idempotent
@http(method: "PUT", uri: "/names")
operation PutNames {
    input := with [Names] {}
    output := with [Names] {}
}

@mixin
structure Names {
    @xmlAttribute
    kind: String

    @xmlAttribute
    count: Integer

    @xmlAttribute
    on: Boolean

    plain: String

    @xmlName("Renamed")
    renamed: String

    @xmlNamespace(uri: "urn:inner", prefix: "i")
    inner: Inner
}

structure Inner {
    @xmlAttribute
    @xmlName("i:level")
    level: Double

    @xmlNamespace(uri: "urn:text")
    text: String
}

@httpRequestTests([
    {
        id: "PutNamed"
        documentation: "The name and the namespace of an input's shape are those of the root."
        protocol: restXml
        method: "PUT"
        uri: "/named"
        body: "<Root xmlns=\"urn:root\"><text>t</text></Root>"
        bodyMediaType: "application/xml"
        params: { text: "t" }
    }
    {
        id: "PutNothingNamed"
        documentation: "Without members in it the root is written nevertheless."
        protocol: restXml
        method: "PUT"
        uri: "/named"
        body: "<Root xmlns=\"urn:root\"></Root>"
        bodyMediaType: "application/xml"
        params: {}
    }
])
@idempotent
@http(method: "PUT", uri: "/named")
operation PutNamed {
    input: NamedInput
}

@xmlName("Root")
@xmlNamespace(uri: "urn:root")
structure NamedInput {
    text: String
}

@httpRequestTests([
    {
        id: "PutPrefixed"
        documentation: "The namespace of a root may have a prefix, which the root itself has not."
        protocol: restXml
        method: "PUT"
        uri: "/prefixed"
        body: "<PrefixedInput xmlns:p=\"urn:root\"><text>t</text></PrefixedInput>"
        bodyMediaType: "application/xml"
        params: { text: "t" }
    }
])
@idempotent
@http(method: "PUT", uri: "/prefixed")
operation PutPrefixed {
    input: PrefixedInput
}

@xmlNamespace(uri: "urn:root", prefix: "p")
structure PrefixedInput {
    text: String
}

@httpRequestTests([
    {
        id: "PutPart"
        documentation: "A body that is a member's has the name of the shape and the namespace of the service."
        protocol: restXml
        method: "PUT"
        uri: "/part"
        body: "<Part xmlns=\"urn:service\"><text>t</text></Part>"
        bodyMediaType: "application/xml"
        headers: { "Content-Type": "application/xml" }
        params: { part: { text: "t" } }
    }
    {
        id: "PutNoPart"
        documentation: "Without a value the body is empty, and has the type that a value has."
        protocol: restXml
        method: "PUT"
        uri: "/part"
        body: ""
        headers: { "Content-Type": "application/xml", "Content-Length": "0" }
        params: {}
    }
])
@httpResponseTests([
    {
        id: "PutPart"
        documentation: "The member is read from the root."
        protocol: restXml
        code: 200
        body: "<Part><text>t</text></Part>"
        bodyMediaType: "application/xml"
        params: { part: { text: "t" } }
    }
    {
        id: "PutNoPart"
        documentation: "Nothing is read from an empty body."
        protocol: restXml
        code: 200
        body: ""
        params: {}
    }
])
@idempotent
@http(method: "PUT", uri: "/part")
operation PutPart {
    input := {
        @httpPayload
        part: Part
    }

    output := {
        @httpPayload
        part: Part
    }
}

structure Part {
    text: String
}

@httpRequestTests([
    {
        id: "PutOwnPart"
        documentation: "The name and the namespace of the member win."
        protocol: restXml
        method: "PUT"
        uri: "/own-part"
        body: "<Own xmlns=\"urn:own\"><text>t</text></Own>"
        bodyMediaType: "application/xml"
        params: { part: { text: "t" } }
    }
])
@idempotent
@http(method: "PUT", uri: "/own-part")
operation PutOwnPart {
    input := {
        @httpPayload
        @xmlName("Own")
        @xmlNamespace(uri: "urn:own")
        part: NamedPart
    }
}

@xmlName("Shape")
structure NamedPart {
    text: String
}
