//! Amazon Route 53.

/// What a service's id may begin with: the kind of what it names.
const PREFIXES: [&str; 3] = ["hostedzone/", "change/", "delegationset/"];

/// The id without the kind of what it names, so that an id of an answer can be that of a request:
/// `Z1` of `/hostedzone/Z1`.
pub fn bare_id(id: &str) -> &str {
    let rest = id.strip_prefix('/').unwrap_or(id);
    let bare = PREFIXES.iter().find_map(|prefix| rest.strip_prefix(prefix));
    bare.unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::bare_id;

    #[test]
    fn one_prefix_is_taken_away() {
        for (id, bare) in [
            ("/hostedzone/Z1", "Z1"),
            ("hostedzone/Z1", "Z1"),
            ("/change/C1", "C1"),
            ("/delegationset/N1", "N1"),
            ("/hostedzone/change/Z1", "change/Z1"),
            ("Z1", "Z1"),
            ("/other/Z1", "/other/Z1"),
            ("", ""),
        ] {
            assert_eq!(bare_id(id), bare, "{id}");
        }
    }
}
