$version: "2.0"

namespace example.conformance.opening

use aws.api#service
use aws.auth#sigv4
use smithy.protocols#rpcv2Json
use smithy.test#eventStreamTests

/// A stream of events that must begin with a member of the output.
@title("Opening")
@service(sdkId: "Opening", arnNamespace: "conformance", endpointPrefix: "conformance")
@sigv4(name: "conformance")
@rpcv2Json
service Service {
    version: "2024-01-01"
    operations: [Listen]
}

@eventStreamTests([
    {
        id: "ReadsRequiredMember"
        protocol: rpcv2Json
        initialResponseParams: { room: "kitchen" }
        events: [
            {
                type: "response"
                headers: {
                    ":message-type": { string: "event" }
                    ":event-type": { string: "initial-response" }
                }
                body: "{\"room\": \"kitchen\"}"
                bodyMediaType: "application/json"
            }
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
        protocol: rpcv2Json
        events: [
            {
                type: "response"
                headers: {
                    ":message-type": { string: "event" }
                    ":event-type": { string: "initial-response" }
                }
                body: "{}"
                bodyMediaType: "application/json"
            }
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
    {
        id: "FillsInWhereNoInitialResponseComes"
        documentation: "A first message that is an event or an error reaches the caller."
        protocol: rpcv2Json
        initialResponseParams: { room: "" }
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
])
operation Listen {
    output := {
        @required
        room: String

        sounds: Sounds
    }
}

@streaming
union Sounds {
    bell: Bell
}

structure Bell {}
