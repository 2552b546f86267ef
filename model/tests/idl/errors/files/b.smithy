$version: "2.0"
namespace example
string Twice
structure Uses { a: other#Missing, b: Twice }
