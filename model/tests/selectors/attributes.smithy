$version: "2.0"

metadata selectorTests = [
    {selector: "[trait|tags|(values) = b]", matches: [example#One, example#Two]}
    {selector: "[trait|tags|(length) = 1]", matches: [example#Two]}
    {selector: "[trait|documentation *= 'SMALL' i]", matches: [example#One]}
    {selector: "[trait|documentation ?= false] [id|namespace = example]", matches: [example#Two]}
    {selector: "[trait|tags|(values) ^= 'x', b]", matches: [example#One, example#Two]}
    {selector: "[@: @{trait|tags|(values)} {=} @{trait|tags|(values)}] [trait|tags]", skipPreludeShapes: true, matches: [example#One, example#Two]}
    {selector: "[trait|tags] $tags(*) [@: @{trait|tags|(values)} {<<} @{var|tags|trait|tags|(values)}]", skipPreludeShapes: true, matches: []}
    {selector: "[@trait|length: @{min} < @{max}]", skipPreludeShapes: true, matches: [example#Two]}
    {selector: "[@trait|length: @{min} < 1 && @{max} >= '5']", skipPreludeShapes: true, matches: []}
    {selector: "[trait|smithy.api#length|max > 4]", skipPreludeShapes: true, matches: [example#Two]}
    {selector: "[service|id|name = Weather]", matches: [example#Weather]}
]

namespace example

@tags(["a", "b"])
@documentation("a small string")
string One

@tags(["b"])
@length(min: 1, max: 5)
string Two

@documentation("what the weather is")
service Weather {}
