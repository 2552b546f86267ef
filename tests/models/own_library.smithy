$version: "2.0"

metadata locks = [
    "src/lib.rs"
    "src/config.rs"
    "src/client.rs: fn from_conf"
    "src/operation/lend_book.rs: fn host_prefix"
    "Cargo.toml"
]

namespace example.own_library

use aws.protocols#restJson1
use smithy.protocols#rpcv2Cbor

/// Lends books. The service has two protocols, auth schemes of which one is its own, resources, mixins, documents, streams
/// and pages.
@title("Own Library")
@restJson1
@rpcv2Cbor
@httpBearerAuth
@httpApiKeyAuth(name: "x-library-key", in: "header")
@cardAuth(reader: "front desk")
@auth([httpBearerAuth, httpApiKeyAuth])
@paginated(inputToken: "next", outputToken: "next", pageSize: "limit")
service OwnLibrary {
    version: "2024-05-01"
    operations: [GetStatus, UploadScan, DownloadScan, WatchReturns, Search, OpenGate]
    resources: [Book]
    errors: [Closed]
}

/// Authenticates a call by a library card.
@trait(selector: "service")
@authDefinition
structure cardAuth {
    reader: String
}

/// The shelf of the thing.
@trait
string shelf

@mixin
structure Signed {
    /// Who has asked.
    @httpHeader("x-reader")
    reader: String
}

resource Book {
    identifiers: { isbn: Isbn }
    create: AddBook
    read: GetBook
    update: ChangeBook
    delete: RemoveBook
    list: ListBooks
    operations: [LendBook, ReturnBook, RateBook, DescribeBook]
}

@shelf("all")
string Isbn

@idempotent
@http(method: "PUT", uri: "/books/{isbn}")
operation AddBook {
    input := with [Signed] {
        @required
        @httpLabel
        isbn: Isbn

        @required
        title: String

        medium: Medium
    }
    output := {}
}

@readonly
@http(method: "GET", uri: "/books/{isbn}")
operation GetBook {
    input := with [Signed] {
        @required
        @httpLabel
        isbn: Isbn
    }

    output := {
        title: String
        medium: Medium
        added: Timestamp
    }

    errors: [NoSuchBook]
}

@http(method: "PATCH", uri: "/books/{isbn}")
operation ChangeBook {
    input := {
        @required
        @httpLabel
        isbn: Isbn

        title: String
    }
    output := {}
    errors: [NoSuchBook]
}

@idempotent
@auth([cardAuth])
@http(method: "DELETE", uri: "/books/{isbn}")
operation RemoveBook {
    input := {
        @required
        @httpLabel
        isbn: Isbn
    }
    output := {}
}

@readonly
@paginated(items: "books")
@http(method: "GET", uri: "/books")
operation ListBooks {
    input := {
        @httpQuery("next")
        next: String

        @httpQuery("limit")
        limit: Integer
    }

    output := {
        next: String
        books: Titles
    }
}

@http(method: "POST", uri: "/books/{isbn}/loans")
@endpoint(hostPrefix: "loans.")
operation LendBook {
    input := with [Signed] {
        @required
        @httpLabel
        isbn: Isbn

        @idempotencyToken
        token: String
    }

    output := {
        due: Timestamp
    }

    errors: [Lent]
}

@http(method: "POST", uri: "/books/{isbn}/returns")
@endpoint(hostPrefix: "loans.")
operation ReturnBook {
    input := {
        @required
        @httpLabel
        isbn: Isbn
    }
    output := {}
}

@http(method: "POST", uri: "/books/{isbn}/ratings")
operation RateBook {
    input := {
        @required
        @httpLabel
        isbn: Isbn

        @required
        stars: Integer
    }
    output := {}
}

/// Returns what is known of a book, in no fixed form.
@readonly
@http(method: "GET", uri: "/books/{isbn}/about")
operation DescribeBook {
    input := {
        @required
        @httpLabel
        isbn: Isbn
    }

    output := {
        about: Document
    }
}

@auth([])
@readonly
@http(method: "GET", uri: "/status")
operation GetStatus {
    input := {}

    output := {
        open: Boolean
    }
}

@http(method: "POST", uri: "/scans")
operation UploadScan {
    input := {
        @required
        @httpPayload
        scan: Scan
    }

    output := {
        id: String
    }
}

@readonly
@http(method: "GET", uri: "/scans/{id}")
operation DownloadScan {
    input := {
        @required
        @httpLabel
        id: String
    }

    output := {
        @required
        @httpPayload
        scan: Scan
    }
}

@readonly
@http(method: "GET", uri: "/returns")
operation WatchReturns {
    input := {}

    output := {
        @httpPayload
        returns: Returns
    }
}

@http(method: "POST", uri: "/search")
operation Search {
    input := {
        filter: Document
    }

    output := {
        books: Titles
    }
}

@http(method: "POST", uri: "/gate")
@optionalAuth
operation OpenGate {
    input := {}
    output := {}
}

list Titles {
    member: String
}

union Medium {
    pages: Integer
    minutes: Integer
    url: String
}

@streaming
blob Scan

@streaming
union Returns {
    returned: Returned
}

structure Returned {
    isbn: Isbn
}

@error("client")
@httpError(404)
structure NoSuchBook {
    message: String
}

@error("client")
@httpError(409)
structure Lent {
    message: String
    until: Timestamp
}

@error("server")
@httpError(503)
@retryable
structure Closed {
    message: String
}
