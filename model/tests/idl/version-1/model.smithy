namespace example

structure Defaults {
    number: Integer, flag: PrimitiveBoolean
    boxed: smithy.api#Integer
    own: Count,
    set: Names,
}

@box
integer Count

set Names { member: String }

@enum([{value: "a", name: "A"}])
string Choice

service Service { version: "1", operations: [Do] }

operation Do { input: Defaults }
