$version: "2.0"
namespace example
set Set { member: String }
