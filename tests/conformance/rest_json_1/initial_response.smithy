$version: "2.0"

namespace example.conformance.opening

use aws.api#service
use aws.auth#sigv4
use aws.protocols#restJson1
use smithy.test#eventStreamTests

/// A stream of events that must begin with a member of the output.
@title("Opening")
@service(sdkId: "Opening", arnNamespace: "conformance", endpointPrefix: "conformance")
@sigv4(name: "conformance")
@restJson1
service Service {
    version: "2024-01-01"
    operations: [Listen]
}

@eventStreamTests([
    {
        id: "ReadsRequiredMember"
        protocol: restJson1
        initialResponseParams: { room: "kitchen" }
        initialResponse: { code: 200, headers: { "x-room": "kitchen" } }
        events: [
            {
                type: "response"
                params: { bell: {} }
                headers: {
                    ":message-type": { string: "event" }
                    ":event-type": { string: "bell" }
                }
            }
        ]
    }
    {
        id: "RefusesResponseWithoutRequiredMember"
        documentation: "What a stream must begin with is not filled in."
        protocol: restJson1
        events: [
            {
                type: "response"
                params: { bell: {} }
                headers: {
                    ":message-type": { string: "event" }
                    ":event-type": { string: "bell" }
                }
            }
        ]
        expectation: { failure: {} }
        appliesTo: "client"
    }
])
@http(method: "POST", uri: "/listen")
operation Listen {
    output := {
        @httpHeader("x-room")
        @required
        room: String

        @httpPayload
        sounds: Sounds
    }
}

@streaming
union Sounds {
    bell: Bell
}

structure Bell {}
