$version: "2.0"

namespace example.conformance.xml.events

use aws.api#service
use aws.auth#sigv4
use aws.protocols#restXml
use smithy.test#eventStreamTests

/// Streams of events whose payloads are XML.
@title("XML event streams")
@service(sdkId: "XML event streams", arnNamespace: "conformance", endpointPrefix: "conformance")
@sigv4(name: "conformance")
@restXml
service Service {
    version: "2024-01-01"
    operations: [Upload, Watch]
}

@eventStreamTests([
    {
        id: "SendsEvents"
        documentation: "Members are headers, a whole payload or elements of one."
        protocol: restXml
        events: [
            {
                type: "request"
                params: { chunk: { bytes: "b" } }
                headers: {
                    ":message-type": { string: "event" }
                    ":event-type": { string: "chunk" }
                    ":content-type": { string: "application/octet-stream" }
                }
                body: "b"
                bodyMediaType: "application/octet-stream"
                bytes: "AAAAZAAAAFP78g6qDTptZXNzYWdlLXR5cGUHAAVldmVudAs6ZXZlbnQtdHlwZQcABWNodW5rDTpjb250ZW50LXR5cGUHABhhcHBsaWNhdGlvbi9vY3RldC1zdHJlYW1izGNL0g=="
            }
            {
                type: "request"
                params: { stats: { details: { read: 7 } } }
                headers: {
                    ":message-type": { string: "event" }
                    ":event-type": { string: "stats" }
                    ":content-type": { string: "application/xml" }
                }
                body: "<Stats><Read>7</Read></Stats>"
                bodyMediaType: "application/xml"
                bytes: "AAAAdwAAAEq42Us4DTptZXNzYWdlLXR5cGUHAAVldmVudAs6ZXZlbnQtdHlwZQcABXN0YXRzDTpjb250ZW50LXR5cGUHAA9hcHBsaWNhdGlvbi94bWw8U3RhdHM+PFJlYWQ+NzwvUmVhZD48L1N0YXRzPkxLFRQ="
            }
            {
                type: "request"
                params: { note: { level: "high", text: "x" } }
                headers: {
                    ":message-type": { string: "event" }
                    ":event-type": { string: "note" }
                    ":content-type": { string: "application/xml" }
                    level: { string: "high" }
                }
                body: "<Note><text>x</text></Note>"
                bodyMediaType: "application/xml"
                bytes: "AAAAgQAAAFZrrLKKDTptZXNzYWdlLXR5cGUHAAVldmVudAs6ZXZlbnQtdHlwZQcABG5vdGUNOmNvbnRlbnQtdHlwZQcAD2FwcGxpY2F0aW9uL3htbAVsZXZlbAcABGhpZ2g8Tm90ZT48dGV4dD54PC90ZXh0PjwvTm90ZT5wrvxG"
            }
        ]
    }
    {
        id: "SendsError"
        documentation: "An error ends the stream as an exception."
        protocol: restXml
        events: [
            {
                type: "request"
                params: { broken: { message: "m" } }
                headers: {
                    ":message-type": { string: "exception" }
                    ":exception-type": { string: "broken" }
                    ":content-type": { string: "application/xml" }
                }
                body: "<Broken><message>m</message></Broken>"
                bodyMediaType: "application/xml"
                bytes: "AAAAiAAAAFMW1iR0DTptZXNzYWdlLXR5cGUHAAlleGNlcHRpb24POmV4Y2VwdGlvbi10eXBlBwAGYnJva2VuDTpjb250ZW50LXR5cGUHAA9hcHBsaWNhdGlvbi94bWw8QnJva2VuPjxtZXNzYWdlPm08L21lc3NhZ2U+PC9Ccm9rZW4+df9qdQ=="
            }
        ]
    }
])
@http(method: "POST", uri: "/upload")
operation Upload {
    input := {
        @httpPayload
        events: Events
    }
}

@eventStreamTests([
    {
        id: "ReadsEvents"
        documentation: "What is sent in a message is read from one."
        protocol: restXml
        events: [
            {
                type: "response"
                params: { chunk: { bytes: "b" } }
                headers: {
                    ":message-type": { string: "event" }
                    ":event-type": { string: "chunk" }
                    ":content-type": { string: "application/octet-stream" }
                }
                body: "b"
                bodyMediaType: "application/octet-stream"
                bytes: "AAAAZAAAAFP78g6qDTptZXNzYWdlLXR5cGUHAAVldmVudAs6ZXZlbnQtdHlwZQcABWNodW5rDTpjb250ZW50LXR5cGUHABhhcHBsaWNhdGlvbi9vY3RldC1zdHJlYW1izGNL0g=="
            }
            {
                type: "response"
                params: { stats: { details: { read: 7 } } }
                headers: {
                    ":message-type": { string: "event" }
                    ":event-type": { string: "stats" }
                    ":content-type": { string: "application/xml" }
                }
                body: "<Stats><Read>7</Read></Stats>"
                bodyMediaType: "application/xml"
                bytes: "AAAAdwAAAEq42Us4DTptZXNzYWdlLXR5cGUHAAVldmVudAs6ZXZlbnQtdHlwZQcABXN0YXRzDTpjb250ZW50LXR5cGUHAA9hcHBsaWNhdGlvbi94bWw8U3RhdHM+PFJlYWQ+NzwvUmVhZD48L1N0YXRzPkxLFRQ="
            }
            {
                type: "response"
                params: { note: { level: "high", text: "x" } }
                headers: {
                    ":message-type": { string: "event" }
                    ":event-type": { string: "note" }
                    ":content-type": { string: "application/xml" }
                    level: { string: "high" }
                }
                body: "<Note><text>x</text></Note>"
                bodyMediaType: "application/xml"
                bytes: "AAAAgQAAAFZrrLKKDTptZXNzYWdlLXR5cGUHAAVldmVudAs6ZXZlbnQtdHlwZQcABG5vdGUNOmNvbnRlbnQtdHlwZQcAD2FwcGxpY2F0aW9uL3htbAVsZXZlbAcABGhpZ2g8Tm90ZT48dGV4dD54PC90ZXh0PjwvTm90ZT5wrvxG"
            }
        ]
    }
    {
        id: "ReadsError"
        documentation: "An exception ends the stream with the error that it names."
        protocol: restXml
        events: [
            {
                type: "response"
                params: { broken: { message: "m" } }
                headers: {
                    ":message-type": { string: "exception" }
                    ":exception-type": { string: "broken" }
                    ":content-type": { string: "application/xml" }
                }
                body: "<Broken><message>m</message></Broken>"
                bodyMediaType: "application/xml"
                bytes: "AAAAiAAAAFMW1iR0DTptZXNzYWdlLXR5cGUHAAlleGNlcHRpb24POmV4Y2VwdGlvbi10eXBlBwAGYnJva2VuDTpjb250ZW50LXR5cGUHAA9hcHBsaWNhdGlvbi94bWw8QnJva2VuPjxtZXNzYWdlPm08L21lc3NhZ2U+PC9Ccm9rZW4+df9qdQ=="
            }
        ]
        expectation: {
            failure: { errorId: Broken }
        }
    }
])
@http(method: "POST", uri: "/watch")
operation Watch {
    output := {
        @httpPayload
        events: Events
    }
}

@streaming
union Events {
    chunk: Chunk
    stats: StatsEvent
    note: Note
    broken: Broken
}

structure Chunk {
    @eventPayload
    bytes: Blob
}

structure StatsEvent {
    @eventPayload
    details: Stats
}

structure Stats {
    @xmlName("Read")
    read: Long
}

structure Note {
    @eventHeader
    level: Level

    text: String
}

enum Level {
    HIGH = "high"
    LOW = "low"
}

@error("client")
structure Broken {
    message: String
}
