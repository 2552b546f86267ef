$version: "2.0"

metadata validate_inputs = true
metadata unchecked_patterns = ["example.checks#Left", "example.checks#Plain", "example.checks#Absent"]

namespace example.checks

use aws.protocols#restJson1

/// Has constraints that can't be checked.
@restJson1
service Checks {
    version: "2024-01-01"
    operations: [Put]
}

@http(method: "POST", uri: "/")
operation Put {
    input := {
        ahead: Ahead

        again: Ahead

        @pattern("^(a|b)\\1$")
        back: String

        @pattern("^\\p{Alnum}+$")
        javaClass: String

        @pattern("^[[a-z]]$")
        inner: String

        @pattern("^\\p{L}{1,60000}$")
        large: String

        left: Left

        plain: Plain

        @range(min: 0.2, max: 0.8)
        between: Integer
    }

    output := {
        @pattern("(?<=a)b")
        received: String
    }
}

@pattern("^(?=a)b$")
string Ahead

@pattern("(?!a)b")
string Left

string Plain
