$version: "2.0"

namespace example.conformance.aws_query_forms

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsQuery
use smithy.test#httpRequestTests

/// What a call in awsQuery looks like.
@title("Forms")
@service(sdkId: "Forms", arnNamespace: "conformance", endpointPrefix: "conformance")
@sigv4(name: "conformance")
@awsQuery
@xmlNamespace(uri: "https://conformance.example.com/")
service Service {
    version: "2024-01-01"
    operations: [Say, Nothing]
}

@httpRequestTests([
    {
        id: "FormOfScalars"
        protocol: awsQuery
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-www-form-urlencoded" }
        body: "Action=Say&Version=2024-01-01&text=a%20b%26c%3D%C3%A9~&on=true&number=-7&fraction=0.5&bytes=AAEC&moment=2024-05-06T07%3A08%3A09Z&http=Mon%2C%2006%20May%202024%2007%3A08%3A09%20GMT&Other=x"
        bodyMediaType: "application/x-www-form-urlencoded"
        params: {
            text: "a b&c=é~"
            on: true
            number: -7
            fraction: 0.5
            bytes: "\u0000\u0001\u0002"
            moment: 1714979289
            http: 1714979289
            named: "x"
        }
    }
    {
        id: "FormOfLists"
        protocol: awsQuery
        method: "POST"
        uri: "/"
        body: "Action=Say&Version=2024-01-01&list.member.1=a&list.member.2=b&flat.1=c&flat.2=d&items.item.1=e&none="
        bodyMediaType: "application/x-www-form-urlencoded"
        params: { list: ["a", "b"], flat: ["c", "d"], items: ["e"], none: [] }
    }
    {
        id: "FormOfMaps"
        protocol: awsQuery
        method: "POST"
        uri: "/"
        body: "Action=Say&Version=2024-01-01&map.entry.1.key=a&map.entry.1.value=1&map.entry.2.key=b&map.entry.2.value=2&flatMap.1.K=c&flatMap.1.V=3"
        bodyMediaType: "application/x-www-form-urlencoded"
        params: { map: { b: 2, a: 1 }, flatMap: { c: 3 } }
    }
    {
        id: "FormOfStructures"
        protocol: awsQuery
        method: "POST"
        uri: "/"
        body: "Action=Say&Version=2024-01-01&inner.text=a&inner.inner.text=b&others.member.1.text=c&choice.one=d"
        bodyMediaType: "application/x-www-form-urlencoded"
        params: {
            inner: { text: "a", inner: { text: "b" } }
            others: [{ text: "c" }]
            choice: { one: "d" }
        }
    }
])
operation Say {
    input := {
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

        items: Items
        none: Strings
        map: Counts

        @xmlFlattened
        flatMap: Pairs

        inner: Inner
        others: Inners
        choice: Choice
    }
}

@httpRequestTests([
    {
        id: "FormOfNothing"
        protocol: awsQuery
        method: "POST"
        uri: "/"
        body: "Action=Nothing&Version=2024-01-01"
        bodyMediaType: "application/x-www-form-urlencoded"
        params: {}
    }
])
operation Nothing {}

list Strings {
    member: String
}

list Items {
    @xmlName("item")
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
    text: String
    inner: Inner
}

list Inners {
    member: Inner
}

union Choice {
    one: String
    many: Strings
}
