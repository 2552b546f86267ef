$version: "2"
namespace example.traits

@trait
structure marked {}

@trait
string described
