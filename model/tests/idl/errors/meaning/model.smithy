$version: "2.0"
namespace example

use other.names#City
use another.names#City

structure City {}

@requird
structure Traits {
    @httpHeader
    a: Strin
    @documentation("a")
    @documentation("b")
    b: Integer = City
    @range(min: "x")
    c: Integer
}

structure NoResource for Traits { $a }
structure Nothing { $a, b: String }
structure Mixed with [Traits, Gone] {}
structure Wrong with [Union] { $absent }

@mixin
union Union { a: String }

service Service {
    version: "1"
    operation: []
    operations: [Traits, 1]
    resources: Traits
}

operation Do {
    input: Union
    errors: [Traits, Traits$a]
}

apply Traits$d @required
apply Absent @required

list List {}
intEnum Large { A = 2147483648 }
enum Number { A = 1 }
resource City2 {
    identifiers: [Traits]
    read: {}
    create: Do$input
}
