$version: "2.0"

metadata validate_inputs = true
metadata presign = ["GetCity"]
metadata unchecked_patterns = ["com.example#Password"]
metadata locks = [
    "Cargo.toml"
    "src/input_patterns.rs"
    "src/operation/put_city.rs: fn check"
    "src/operation/get_city.rs: fn check"
    "src/operation/upload_map.rs: fn check"
    "src/types/_mayor.rs: fn check"
    "src/types/_district.rs: fn check"
    "src/types/_landmark.rs: fn check"
]

namespace com.example

use aws.auth#sigv4
use aws.protocols#restJson1
use smithy.waiters#waitable

/// Checks inputs before they are sent.
@restJson1
@sigv4(name: "cities")
service InputChecks {
    version: "2024-01-01"
    operations: [PutCity, GetCity, CallCity, UploadMap, ListCities, Ping]
}

/// Has a member of each kind that has constraints.
@http(method: "POST", uri: "/cities")
operation PutCity {
    input := {
        @required
        name: Name

        /// The trait of the member replaces that of its target.
        @length(min: 2, max: 3)
        shortName: Name

        @pattern("^[^/]+$")
        path: Name

        @required
        founded: Year

        @range(max: 9)
        rank: Byte

        @range(min: 0)
        population: Long

        @range(min: 0, max: 0.1)
        share: Float

        @range(min: -90.5, max: 90.5)
        latitude: Double

        tags: Tags

        @uniqueItems
        mayors: Mayors

        labels: Labels

        @length(min: 2)
        emblem: Blob

        kind: CityKind

        size: CitySize

        mayor: Mayor

        landmark: Landmark

        district: District

        password: Password

        @length(max: 4)
        secret: Secret

        secrets: Secrets

        nested: Nested

        extra: Document

        @idempotencyToken
        @required
        @length(min: 4)
        token: String

        @required
        @default(false)
        capital: Boolean

        sparse: SparseNames
    }
}

/// Has a label, which the path needs.
@readonly
@waitable(
    CityThere: {
        acceptors: [
            { state: "success", matcher: { success: true } }
        ]
    }
)
@http(method: "GET", uri: "/cities/{name}")
operation GetCity {
    input := {
        @required
        @httpLabel
        name: Name

        @httpHeader("x-kinds")
        kinds: CityKinds
    }
}

/// Has a part of the host's name, which is needed before the input is serialized.
@endpoint(hostPrefix: "{name}.")
@http(method: "GET", uri: "/call")
@readonly
operation CallCity {
    input := {
        @required
        @hostLabel
        name: HostName

        @required
        @httpQuery("text")
        text: String
    }
}

/// Streams what it sends, which is not in memory.
@http(method: "PUT", uri: "/maps/{name}")
operation UploadMap {
    input := {
        @required
        @httpLabel
        name: Name

        @required
        @httpPayload
        map: Map
    }
}

/// Is called page by page.
@readonly
@paginated(inputToken: "next", outputToken: "next", pageSize: "most")
@http(method: "GET", uri: "/cities")
operation ListCities {
    input := {
        @httpQuery("next")
        next: String

        @httpQuery("most")
        @range(min: 1, max: 100)
        most: Integer
    }

    output := {
        next: String
    }
}

/// Has nothing to check.
@http(method: "POST", uri: "/ping")
operation Ping {
    input := {
        text: String
    }
}

@length(min: 1, max: 8)
@pattern("^\\w")
string Name

@length(min: 1, max: 8)
string HostName

@range(min: 1, max: 3000)
integer Year

@length(max: 3)
@uniqueItems
list Tags {
    @length(min: 1)
    member: String
}

list Mayors {
    member: Mayor
}

/// A structure, as an item and as a member.
structure Mayor {
    @required
    name: Name

    /// A builder fails without it, so that the check need not.
    @required
    since: Since

    @required
    home: District
}

structure Since {
    @required
    year: Year

    @range(min: 1, max: 12)
    month: Month = 1
}

integer Month

@length(min: 1, max: 2)
map Labels {
    @length(max: 5)
    @pattern("^[a-z/~]+$")
    key: String

    value: Name
}

enum CityKind {
    TOWN = "town"
    VILLAGE = "village"
}

list CityKinds {
    member: CityKind
}

intEnum CitySize {
    SMALL = 1
    LARGE = 3
}

union Landmark {
    tower: Height

    bridge: Mayor

    nothing: Unit

    note: String
}

@range(min: 0)
double Height

/// Contains itself, in three ways.
structure District {
    name: Name

    inner: District

    neighbours: Districts

    byName: DistrictsByName
}

list Districts {
    member: District
}

map DistrictsByName {
    key: String
    value: District
}

/// No check of it, since it looks ahead.
@sensitive
@length(min: 8)
@pattern("^(?=.*[0-9]).*$")
string Password

@sensitive
@pattern("^[a-z]*$")
string Secret

@sensitive
map Secrets {
    key: String
    value: Count
}

@range(min: 10)
integer Count

list Nested {
    member: NamesByCount
}

map NamesByCount {
    key: CityKind
    value: Names
}

@length(max: 2)
list Names {
    member: Name
}

@sparse
list SparseNames {
    member: Name
}

@streaming
@length(max: 1)
blob Map
