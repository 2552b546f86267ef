$version: "2.0"

metadata presign = ["Describe", "example.presigned_any#Note", "Upload"]

metadata locks = [
    "src/operation/*: Presignable for"
]

namespace example.presigned_any

use aws.api#service
use aws.auth#sigv4
use aws.auth#unsignedPayload
use aws.protocols#restJson1
use smithy.rules#endpointRuleSet

/// Operations that are presigned since they were asked for: without a body, with one, with one that is not signed.
@title("PresignedAny")
@service(sdkId: "PresignedAny", arnNamespace: "presigned-any", endpointPrefix: "presigned-any")
@sigv4(name: "presigned-any")
@httpBearerAuth
@auth([sigv4, httpBearerAuth])
@restJson1
@endpointRuleSet({
    version: "1.0"
    parameters: {
        Region: { type: "String", builtIn: "AWS::Region", required: true, documentation: "Region to call." }
    }
    rules: [
        {
            conditions: []
            endpoint: { url: "https://any.{Region}.example.com", properties: {}, headers: {} }
            type: "endpoint"
        }
    ]
})
service PresignedAny {
    version: "2024-01-01"
    operations: [Describe, Note, Upload]
}

/// Tells of a thing.
@readonly
@http(method: "GET", uri: "/things/{id}")
operation Describe {
    input := {
        @required
        @httpLabel
        id: String
    }
    output := {}
}

/// Notes a text of a thing.
@http(method: "POST", uri: "/things/{id}/notes")
operation Note {
    input := {
        @required
        @httpLabel
        id: String

        text: String
    }
    output := {}
}

/// Takes bytes, which no signature covers.
@unsignedPayload
@http(method: "PUT", uri: "/things/{id}/bytes")
@idempotent
operation Upload {
    input := {
        @required
        @httpLabel
        id: String

        @httpPayload
        bytes: Blob
    }
    output := {}
}
