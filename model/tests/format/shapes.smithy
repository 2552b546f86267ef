$version: "2.0"
namespace example.shapes
service Weather { version: "1", operations: [Now], rename: {"a.b#C": "D"} }
resource City with // hoisted
[Named] { identifiers: {id: String}, "read": Now, operations: [] }
operation Now {
input := for City with
[Named] { $id }
output: NowOutput
errors: [ Late ]
}
@mixin operation Base { errors: [] }
operation Later with [Base] {
    input
    // misplaced
    :=
    /// Documentation.
    @references([{resource: City}]) { @required @httpLabel id: String, note: String = "" // kept
    }
    output := {}
}
enum Suit { HEARTS, SPADES = "s" }
intEnum Level {
    /// One.
    ONE = 1 /// no documentation
    TWO = 2 }
list Names { member: String }
structure Empty
    {}
structure OnlyComments {
    /// nothing is documented
}
@trait(selector: "*") @deprecated() structure Note { @default({a:1}) a: Document = {
    b: 1 }
    text: Names = [] }
union Either { a: Unit, b: String }
string Text with [Base1,Base2]
