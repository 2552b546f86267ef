$version: "2.0"

metadata selectorTests = [
    {selector: "service ~> structure", skipPreludeShapes: true, matches: [example#NowInput, example#Node, example#Base]}
    // A shape is not reached from itself alone, but members of a cycle are.
    {selector: "[id = example#Node] ~> structure", matches: [example#Base]}
    {selector: "structure ~> structure", skipPreludeShapes: true, matches: [example#Base, example#Node]}
    {selector: "operation <-[operation]-", matches: [example#Weather]}
    {selector: "operation -[bound]->", matches: [example#Weather]}
    {selector: "operation >", skipPreludeShapes: true, matches: [example#NowInput]}
    {selector: "operation -[trait]->", matches: [smithy.api#readonly]}
    {selector: "[id = smithy.api#readonly] <-[trait]-", matches: [example#Now]}
    {selector: ":recursive(-[mixin]->)", matches: [example#Base]}
    {selector: ":topdown(service)", matches: [example#Now, example#Weather]}
    {selector: "service $shapes(~> structure) :in(:root(service)) ${shapes}", skipPreludeShapes: true, matches: [example#NowInput, example#Node, example#Base]}
]

namespace example

service Weather {
    operations: [Now]
}

@readonly
operation Now {
    input := {
        node: Node
    }
}

@mixin
structure Base {}

structure Node with [Base] {
    next: Node
}
