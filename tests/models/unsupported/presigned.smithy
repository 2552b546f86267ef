$version: "2.0"

metadata presign = ["Absent", "Listen", "Open", "Talk"]

namespace example.presigned

use aws.auth#sigv4
use aws.protocols#restJson1

/// Operations that can't be presigned.
@sigv4(name: "presigned")
@restJson1
service Presigned {
    version: "2024-01-01"
    operations: [Listen, Open, Talk]
}

/// Gives events, and can be presigned.
@http(method: "POST", uri: "/listen")
operation Listen {
    input := {}
    output := {
        @httpPayload
        events: Events
    }
}

/// Is not signed.
@auth([])
@http(method: "GET", uri: "/open")
@readonly
operation Open {
    input := {}
    output := {}
}

/// Takes events, each of which is signed.
@http(method: "POST", uri: "/talk")
operation Talk {
    input := {
        @httpPayload
        events: Events
    }
    output := {}
}

@streaming
union Events {
    said: Said
}

structure Said {
    text: String
}
