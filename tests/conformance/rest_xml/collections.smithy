$version: "2.0"

namespace example.conformance.collections

use aws.api#service
use aws.auth#sigv4
use aws.protocols#restXml
use smithy.test#httpRequestTests
use smithy.test#httpResponseTests

/// Lists and maps, wrapped and flat.
@title("Collections")
@service(sdkId: "Collections", arnNamespace: "conformance", endpointPrefix: "conformance")
@sigv4(name: "conformance")
@restXml
service Service {
    version: "2024-01-01"
    operations: [PutLists, PutMaps, PutRequired]
}

@httpRequestTests([
    {
        id: "PutLists"
        documentation: "Lists have an element around theirs unless they are flat."
        protocol: restXml
        method: "PUT"
        uri: "/lists"
        body: """
            <PutListsInput>\
            <plain><member>a</member><member>b</member></plain>\
            <named><item xmlns="urn:item">a</item></named>\
            <Flat>a</Flat><Flat>b</Flat>\
            <flatNamed xmlns="urn:item">a</flatNamed>\
            <nested><member><member>a</member><member>b</member></member><member></member></nested>\
            <flatNested><member>a</member></flatNested><flatNested><member>b</member></flatNested>\
            <gaps><member>a</member><member></member></gaps>\
            <inners><member><text>a</text></member></inners>\
            </PutListsInput>"""
        bodyMediaType: "application/xml"
        params: {
            plain: ["a", "b"]
            named: ["a"]
            flat: ["a", "b"]
            flatNamed: ["a"]
            nested: [["a", "b"], []]
            flatNested: [["a"], ["b"]]
            gaps: ["a", null]
            inners: [{ text: "a" }]
        }
    }
    {
        id: "PutEmptyLists"
        documentation: "An empty list is an empty element; an empty flat one is nothing."
        protocol: restXml
        method: "PUT"
        uri: "/lists"
        body: "<PutListsInput><plain></plain></PutListsInput>"
        bodyMediaType: "application/xml"
        params: { plain: [], flat: [] }
    }
])
@httpResponseTests([
    {
        id: "PutLists"
        documentation: "Flat lists may have other elements between theirs."
        protocol: restXml
        code: 200
        body: """
            <PutListsOutput>
                <Flat>a</Flat>
                <plain><member>a</member><member>b</member></plain>
                <Flat>b</Flat>
                <flatNamed>a</flatNamed>
                <named><item>a</item></named>
                <nested><member><member>a</member><member>b</member></member><member/></nested>
                <flatNested><member>a</member></flatNested>
                <inners><member><text>a</text></member></inners>
                <flatNested><member>b</member></flatNested>
            </PutListsOutput>
            """
        bodyMediaType: "application/xml"
        params: {
            plain: ["a", "b"]
            named: ["a"]
            flat: ["a", "b"]
            flatNamed: ["a"]
            nested: [["a", "b"], []]
            flatNested: [["a"], ["b"]]
            inners: [{ text: "a" }]
        }
    }
    {
        id: "PutEmptyLists"
        documentation: "An empty element is an empty list; no element is no list."
        protocol: restXml
        code: 200
        body: "<PutListsOutput><plain/><named></named></PutListsOutput>"
        bodyMediaType: "application/xml"
        params: { plain: [], named: [] }
    }
])
@idempotent
@http(method: "PUT", uri: "/lists")
operation PutLists {
    input := with [Lists] {}
    output := with [Lists] {}
}

@mixin
structure Lists {
    plain: Texts

    named: NamedTexts

    @xmlFlattened
    @xmlName("Flat")
    flat: Texts

    @xmlFlattened
    flatNamed: NamedTexts

    nested: TextLists

    @xmlFlattened
    flatNested: TextLists

    gaps: SparseTexts

    inners: Inners
}

list Texts {
    member: String
}

list NamedTexts {
    @xmlName("item")
    @xmlNamespace(uri: "urn:item")
    member: String
}

list TextLists {
    member: Texts
}

@sparse
list SparseTexts {
    member: String
}

list Inners {
    member: Inner
}

structure Inner {
    text: String
}

@httpRequestTests([
    {
        id: "PutMaps"
        documentation: "An entry is an element with a key and a value."
        protocol: restXml
        method: "PUT"
        uri: "/maps"
        body: """
            <PutMapsInput>\
            <plain><entry><key>k</key><value>v</value></entry></plain>\
            <named><entry><K xmlns="urn:k">k</K><V>v</V></entry></named>\
            <Flat xmlns:f="urn:f"><key>k</key><value>v</value></Flat>\
            <lists><entry><key>k</key><value><member>a</member><member>b</member></value></entry></lists>\
            <maps><entry><key>k</key><value><entry><key>l</key><value>v</value></entry></value></entry></maps>\
            </PutMapsInput>"""
        bodyMediaType: "application/xml"
        params: {
            plain: { k: "v" }
            named: { k: "v" }
            flat: { k: "v" }
            lists: {
                k: ["a", "b"]
            }
            maps: {
                k: { l: "v" }
            }
        }
    }
])
@httpResponseTests([
    {
        id: "PutMaps"
        documentation: "A value may stand before its key."
        protocol: restXml
        code: 200
        body: """
            <PutMapsOutput>
                <Flat><key>k</key><value>v</value></Flat>
                <plain><entry><value>v</value><key>k</key></entry></plain>
                <named><entry><K>k</K><V>v</V></entry></named>
                <Flat><key>l</key><value>w</value></Flat>
                <lists><entry><key>k</key><value><member>a</member><member>b</member></value></entry></lists>
                <maps><entry><key>k</key><value><entry><key>l</key><value>v</value></entry></value></entry></maps>
            </PutMapsOutput>
            """
        bodyMediaType: "application/xml"
        params: {
            plain: { k: "v" }
            named: { k: "v" }
            flat: { k: "v", l: "w" }
            lists: {
                k: ["a", "b"]
            }
            maps: {
                k: { l: "v" }
            }
        }
    }
])
@idempotent
@http(method: "PUT", uri: "/maps")
operation PutMaps {
    input := with [Maps] {}
    output := with [Maps] {}
}

@mixin
structure Maps {
    plain: TextMap

    named: NamedTextMap

    @xmlFlattened
    @xmlName("Flat")
    @xmlNamespace(uri: "urn:f", prefix: "f")
    flat: TextMap

    lists: ListMap

    maps: MapMap
}

map TextMap {
    key: String
    value: String
}

map NamedTextMap {
    @xmlName("K")
    @xmlNamespace(uri: "urn:k")
    key: String

    @xmlName("V")
    value: String
}

map ListMap {
    key: String
    value: Texts
}

map MapMap {
    key: String
    value: TextMap
}

@httpRequestTests([
    {
        id: "PutRequired"
        documentation: "What comes after a required list is beside it."
        protocol: restXml
        method: "PUT"
        uri: "/required"
        body: """
            <PutRequiredInput><outer>\
            <texts><member>a</member></texts><map><entry><key>k</key><value>v</value></entry></map><text>t</text>\
            </outer></PutRequiredInput>"""
        bodyMediaType: "application/xml"
        params: {
            outer: {
                texts: ["a"]
                map: { k: "v" }
                text: "t"
            }
        }
    }
])
@idempotent
@http(method: "PUT", uri: "/required")
operation PutRequired {
    input := {
        outer: Outer
    }
}

structure Outer {
    @required
    texts: Texts

    @required
    map: TextMap

    @required
    text: String
}
