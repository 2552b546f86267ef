$version: "3"
namespace example
structure Twice {}
