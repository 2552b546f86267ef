$version: "2.0"
namespace example

structure Elided for City with [Mixin] {
    $cityId

    @required
    $size

    /// From the mixin
    $mixed
}

resource City {
    identifiers: { cityId: CityId }
    properties: { size: Size }
    read: Get
}

string CityId
integer Size

@mixin
structure Mixin {
    mixed: String
}

@readonly
operation Get {
    input := for City { @required $cityId }
    output := for City { $size }
}

list Ids for Country { $member }

map Codes with [AnyMap] { $key, @documentation("d") $value }

@mixin
map AnyMap { key: String, value: String }
