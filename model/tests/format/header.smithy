//The file.
$version: "2"
$operationInputSuffix: "In"
metadata "plain" = [ 1,2 ]
metadata "not plain" = {b: [true, null, a.b#C]} // at the end
namespace example.header
// About the city.
use example.other#City // its note
// This may be about what follows as well.
use example.other#River
// Nothing needs this.
use example.other#Lake
use example.another#Town
// About the first shape.
/// Documentation.
structure Place { city: City, town: Town // the last
}
apply City @since("1")
apply Place {}
apply Place$city { @required // why
@tags([]) }
/// This documents nothing.
apply Town @since("1")

// The end.
