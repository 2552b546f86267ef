$version: "2.0"

metadata selectorTests = [
    {selector: "[id|namespace = example] :is(string)", matches: [example#Color, example#Name]}
    {selector: "[id|namespace = example] enum", matches: [example#Color]}
    {selector: "[id|namespace = example] number", matches: [example#Count, example#Level]}
    {selector: "[id|namespace = example] integer", matches: [example#Count, example#Level]}
    {selector: "[id|namespace = example] collection", matches: [example#Names]}
    {selector: "[id|namespace = example] simpleType", matches: [example#Color, example#Count, example#Level, example#Name]}
    {selector: "enum > member", skipPreludeShapes: true, matches: [example#Color$RED, example#Color$BLUE]}
    {selector: "[id|namespace = example] :not(member)", matches: [
        example#Color, example#Count, example#Level, example#Name, example#Names
    ]}
]

namespace example

enum Color {
    RED
    BLUE = "blue"
}

integer Count

intEnum Level {
    LOW = 1
}

string Name

list Names {
    member: Name
}
