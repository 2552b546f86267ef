$version: "2.0"

namespace example.auth

use aws.protocols#restJson1

/// Authenticates a call by a library card.
@trait(selector: "service")
@authDefinition
structure cardAuth {}

@restJson1
@httpBearerAuth
service Library {
    version: "2024-05-01"
    operations: [GetBook]
}

/// The service does not have the scheme.
@auth([cardAuth])
@readonly
@http(method: "GET", uri: "/book")
operation GetBook {}
