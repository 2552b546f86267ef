$version: "2.0"

metadata locks = [
    "src/lib.rs: mod auth_token"
    "src/auth_token.rs"
]

namespace example.auth_token_rds

use aws.api#service
use aws.auth#sigv4
use aws.protocols#restJson1

/// Databases that are opened by tokens.
@title("AuthTokenRDS")
@service(sdkId: "RDS", arnNamespace: "rds", endpointPrefix: "rds")
@sigv4(name: "rds")
@restJson1
service AmazonRds {
    version: "2024-01-01"
    operations: [List]
}

/// Lists databases.
@readonly
@http(method: "GET", uri: "/databases")
operation List {
    input := {}
    output := {}
}
