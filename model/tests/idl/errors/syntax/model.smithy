$version: "2.0"
$version: "2.0"
$version = 1
metadata a.b = 1
metadata deep = {a: 1, a: 2}
metadata number = 01
namespace example

use example.other
use example.other#A$b
use example.other#Fine

structure City {
    name Strin
    size: Integer =
    @range(min: )
    good: Goood
}

structure Open {
    a: City
structure Next {
    b: Missing
}

strcture Typo {}

list Names { item: String }

@range(min: 1, max:)
integer Small

operation Do {
    input := Named {}
    result: String
    output: DoOutput errors: [Error]
}

structure DoOutput { a: Typo }
structure DoOutput {}

string One string Two

enum Empty {}
enum Twice { A, A }

@documentation("\x")
@documentation("fine")
string Last

apply Last
apply Last {}
string %
