//! Compiles a client of three operations of Amazon Connect.

fn main() -> Result<(), tinsmith::Error> {
    tinsmith::compile(
        "../../model/connect/2022-10-13.json",
        ["CreateInstance", "ListTagsForResource", "TagResource"],
    )
}
