$version: "2.0"
namespace example

@trait
structure object {}

@trait
union choice { a: String }

@trait
map table { key: String, value: String }

@trait
list array { member: String }

@trait
boolean flag

@trait
document anything

@object @choice(a: "x") @table @array @flag @anything
string All

@object() @choice({a: "x"}) @table() @array() @flag() @anything()
string Parentheses

@tags @deprecated @other.names#unknown
string Prelude

@array(["a"]) @array(["b"])
string Joined

@object({"a": 1, b: [true, null], // comment
    c: -1.5e3})
@table(
    // comment
    key: "a" other: "b",
)
string Values
