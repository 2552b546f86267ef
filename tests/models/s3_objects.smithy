$version: "2.0"

metadata locks = [
    "src/operation.rs"
    "src/operation/get_object.rs"
    "src/service_error.rs: RequestIdExt for"
    "src/types/error/*: RequestIdExt for"
    "src/operation/put_object.rs: pub struct"
]

namespace example.s3_objects

use aws.api#service
use aws.auth#sigv4
use aws.protocols#restXml

/// Ids of requests, and the header `Expires`, whose value need not be a date.
@title("S3Objects")
@service(sdkId: "S3", arnNamespace: "s3", endpointPrefix: "s3")
@sigv4(name: "s3")
@restXml(noErrorWrapping: true)
service S3 {
    version: "2006-03-01"
    operations: [GetObject, PutObject]
}

/// A string, as in newer models of S3; in older ones it is a timestamp.
string Expires

/// Gives an object.
@readonly
@http(method: "GET", uri: "/{Key}")
operation GetObject {
    input := {
        @required
        @httpLabel
        Key: String
    }
    output := {
        /// Until when the object may be cached.
        @httpHeader("Expires")
        Expires: Expires

        @httpHeader("ETag")
        ETag: String
    }
    errors: [NoSuchKey]
}

/// Stores an object.
@idempotent
@http(method: "PUT", uri: "/{Key}")
operation PutObject {
    input := {
        @required
        @httpLabel
        Key: String

        @httpHeader("Expires")
        Expires: Expires
    }
    output := {}
}

@error("client")
structure NoSuchKey {}
