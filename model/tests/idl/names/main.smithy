$version: "2.0"
namespace example.names

use example.other#Imported
use example.traits#marked

structure Holder {
    // The namespace comes before the prelude, even if it is in another file or comes later.
    own: Integer
    prelude: String
    absolute: smithy.api#Integer
    imported: Imported
    json: FromJson
}

@marked
@error("client")
structure Marked {}

// No trait, so that `@error` is that of the prelude.
structure error {}

@example.traits#described("text")
@idRefs([Holder, Holder$own, "Holder", smithy.api#String])
string Text

@trait
list idRefs {
    member: Id
}

@idRef
string Id
