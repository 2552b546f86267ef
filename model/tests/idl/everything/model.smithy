// A comment
$version: "2.0"
$operationInputSuffix: "Request"
$operationOutputSuffix: "Response"

metadata owners = [{name: "A", "since": 2.5e1}, null, true, -3]
metadata "text block" = """
    Several \
    lines,
      \u00e9
    """

namespace example.all

use other.names#thing

/// A service
/// of weather.
@paginated(inputToken: "token", outputToken: "token", pageSize: "size")
@cors
service Weather {
    version: "1"
    operations: [Now, List]
    resources: [City]
    errors: [Failed]
    rename: {"example.all#Sky": "Heaven"}
}

resource City {
    identifiers: {cityId: CityId}
    properties: {name: String, size: Integer}
    read: GetCity
}

@pattern("^[a-z]+$")
string CityId

@readonly
@http(method: "GET", uri: "/cities/{cityId}", code: 200)
operation GetCity {
    input := for City {
        @required
        @httpLabel
        $cityId
    }

    output :=
        /// What is known of a city
        @references([{resource: City}])
        for City with [Timed] {
            @required
            $cityId

            $name
            $taken
            sky: Sky = "blue"
        }

    errors: [Failed]
}

@mixin(localTraits: [thing])
@thing("local")
structure Timed {
    @timestampFormat("date-time")
    taken: Timestamp
}

@http(method: "POST", uri: "/now")
operation Now {
    input: NowInput
    output: Unit
}

@input
structure NowInput {
    mode: Mode = 2, names: Names
    by: Map
    either: Either
    zero: PrimitiveInteger
    raw: Raw
}

@http(method: "POST", uri: "/list")
@paginated(items: "items")
operation List {
    input := { token: String, size: Integer }
    output := {
        token: String
        items: Names // the end
    }
}

@error("client") @httpError(404)
structure Failed with [Timed] {
    message: String
}

enum Sky {
    /// Clear
    BLUE = "blue"
    GREY
}

intEnum Mode { FAST = 1, @deprecated
    SLOW = 2
}

@uniqueItems
list Names { member: String }

map Map {
    key: String
    @documentation("v")
    value: Names
}

union Either {
    none: Unit
    names: Names
    again: Either
}

@mixin @sensitive
blob Secret

blob Raw with [Secret]

@trait(selector: "*")
@private
list labels { member: smithy.api#String }

@labels
bigDecimal Labelled

apply Names @tags(["a"])
apply Either$names {
    @documentation("applied")
    @labels(["b" "c",])
}
