$version: "2.0"

metadata locks = [
    "src/types/*"
]

namespace example.echoes

use aws.api#service
use aws.auth#sigv4
use aws.protocols#restJson1

/// An event whose payload may hold the event again: it is boxed.
@title("Echoes")
@service(sdkId: "Echoes", arnNamespace: "echoes", endpointPrefix: "echoes")
@sigv4(name: "echoes")
@restJson1
service Service {
    version: "2024-01-01"
    operations: [Listen]
}

@http(method: "POST", uri: "/listen")
operation Listen {
    input := {
        @httpPayload
        sounds: Sounds
    }

    output := {
        @httpPayload
        sounds: Sounds
    }
}

@streaming
union Sounds {
    echo: Echo
}

structure Echo {
    @eventPayload
    sound: Sound
}

structure Sound {
    text: String
    echo: Echo
}
