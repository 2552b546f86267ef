$version: "2.0"

metadata locks = [
    "src/lib.rs: mod auth_token"
    "src/auth_token.rs"
]

namespace example.auth_token_dsql

use aws.api#service
use aws.auth#sigv4
use aws.protocols#restJson1

/// Databases that are opened by tokens.
@title("AuthTokenDSQL")
@service(sdkId: "DSQL", arnNamespace: "dsql", endpointPrefix: "dsql")
@sigv4(name: "dsql")
@restJson1
service Dsql {
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
