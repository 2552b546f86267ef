$version: "2.0"

namespace example.conformance.calls

use aws.api#service
use aws.auth#sigv4
use smithy.protocols#rpcv2Json
use smithy.test#httpRequestTests
use smithy.test#httpResponseTests

/// Calls by name: what a request has beside its values, and which error a response is.
@service(sdkId: "Calls", arnNamespace: "conformance", endpointPrefix: "conformance")
@sigv4(name: "conformance")
@rpcv2Json
@title("Calls")
service Switchboard {
    version: "2024-01-01"
    operations: [
        Ring
        Hang
        Dial
    ]
}

/// Has neither input nor output.
@httpRequestTests([
    {
        id: "NoInputIsNoBody"
        protocol: rpcv2Json
        method: "POST"
        uri: "/service/Switchboard/operation/Ring"
        headers: { "smithy-protocol": "rpc-v2-json", Accept: "application/json" }
        forbidHeaders: ["Content-Type"]
        body: ""
    }
])
@httpResponseTests([
    {
        id: "AnythingIsNoOutput"
        protocol: rpcv2Json
        code: 200
        body: "{\"surprise\": [1, {}]}"
    }
])
operation Ring {}

/// Has an input and an output without members.
@httpRequestTests([
    {
        id: "NoMembersAreAnEmptyObject"
        protocol: rpcv2Json
        method: "POST"
        uri: "/service/Switchboard/operation/Hang"
        headers: { "Content-Type": "application/json" }
        body: "{}"
        bodyMediaType: "application/json"
    }
])
operation Hang {
    input := {}
    output := {}
}

/// Has bindings and names that the protocol does not heed.
@http(method: "PUT", uri: "/dial/{number}", code: 201)
@httpRequestTests([
    {
        id: "BindingsAndNamesMeanNothing"
        protocol: rpcv2Json
        method: "POST"
        uri: "/service/Switchboard/operation/Dial"
        forbidHeaders: ["X-Prefix"]
        body: "{\"number\": \"12\", \"prefix\": \"0\", \"at\": 1.5}"
        bodyMediaType: "application/json"
        params: { number: "12", prefix: "0", at: 1.5 }
    }
])
@httpResponseTests([
    {
        id: "MembersHaveTheirOwnNames"
        protocol: rpcv2Json
        code: 200
        body: "{\"Line\": 1, \"line\": 2}"
        bodyMediaType: "application/json"
        params: { line: 2 }
    }
])
operation Dial {
    input := {
        @required
        @httpLabel
        number: String

        @httpHeader("X-Prefix")
        prefix: String

        @timestampFormat("http-date")
        at: Timestamp
    }

    output := {
        @jsonName("Line")
        line: Integer
    }

    errors: [
        Busy
        Unknown
    ]
}

/// Someone else talks.
@error("client")
@httpResponseTests([
    {
        id: "TheTypeInTheBodyNamesTheError"
        protocol: rpcv2Json
        code: 400
        headers: { "x-amzn-errortype": "Unknown" }
        body: "{\"code\": \"Unknown\", \"__type\": \"example.conformance.calls#Busy\", \"message\": \"later\"}"
        bodyMediaType: "application/json"
        params: { code: "Unknown", message: "later" }
    }
])
structure Busy {
    message: String

    /// A member like any other, though other protocols have the error's name there.
    code: String
}

/// Nobody has the number.
@error("client")
structure Unknown {
    message: String
}
