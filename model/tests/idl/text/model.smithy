$version: "2.0"
metadata text = "tab\t quote\" \u00e9 \ud83d\ude00 slash\/ new
line joined\
 here"
metadata block = """
      indented
    less \
    joined
    \tquoted \"""

    """
namespace example

/// One
///  two
///
///three
// not documentation
string Documented

string Plain /// of the line above
/// the last words

/// after an empty line
@sensitive
/// not this
string After

structure Members {
    /// first
    a: String /// not this
    b: String
    /// third
    @required
    /// not this
    c: String = "x" /// not this
}
