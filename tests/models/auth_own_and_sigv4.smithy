$version: "2.0"

metadata locks = [
    "src/config.rs: fn identity_resolver"
]

namespace example.auth_own_and_sigv4

use aws.auth#sigv4
use aws.protocols#restJson1

/// Lends books. Calls are signed as AWS's are, or authenticated by a scheme of the model's own.
@restJson1
@sigv4(name: "library")
@cardAuth
@auth([sigv4, cardAuth])
service Library {
    version: "2024-05-01"
    operations: [GetBook]
}

/// Authenticates a call by a library card.
@trait(selector: "service")
@authDefinition
structure cardAuth {}

@readonly
@http(method: "GET", uri: "/book")
operation GetBook {}
