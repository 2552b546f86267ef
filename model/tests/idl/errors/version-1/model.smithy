namespace example

@mixin
structure Mixin {}

structure Mixed with [Mixin] {
    a: String = "a"
    $b
}

enum Enum { A }
intEnum Int { A = 1 }

operation Do { input := {} }

resource City {
    properties: { a: String }
}

structure For for City {}
