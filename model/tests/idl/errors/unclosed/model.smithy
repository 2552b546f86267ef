$version: "2.0"
namespace example

@documentation("no end)
structure Lost {}
