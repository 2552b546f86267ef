$version: "2.0"

namespace example.header_values

use aws.api#service
use aws.protocols#restJson1

/// Has a version and a media type that can't be parts of headers.
@restJson1
@service(sdkId: "Glacier")
service HeaderValues {
    version: """
        2012-06-01
        and later"""
    operations: [Store]
}

/// Stores a document.
@http(method: "POST", uri: "/store")
operation Store {
    input := {
        @httpPayload
        @mediaType("text/plain\n")
        document: String
    }
    output := {}
}
