$version: "2.0"
namespace example.values

/// Two spaces at the end.  
///
///No space.
@documented(text: """
  one
    two \

  three""", other: """
  """)
@quoted("a
b")
@long(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", cccccccccccccccccccccccccc: "ddddddddddddddddddddd")
@short({ "key": [1, 2], "other key": 3, inner: [[1], {}, { a: 1 }, {a: {b: c}}]})
@commented(// above
  key: 1)
string A
