$version: "2.0"

metadata presign = ["List"]

namespace example.presigned_without_sigv4

use aws.protocols#restJson1

/// A service that is not signed by AWS Signature Version 4.
@httpBearerAuth
@restJson1
service Presigned {
    version: "2024-01-01"
    operations: [List]
}

/// Lists something.
@http(method: "GET", uri: "/list")
@readonly
operation List {
    input := {}
    output := {}
}
