//! Suggestions for names that do not exist.

/// The candidates nearest to a wanted name, best first, at most three.
///
/// Case does not count; of a shape id the name counts more than the namespace. Candidates that
/// have little in common with what was wanted are left out.
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    const SUGGESTIONS: usize = 3;
    const LONGEST: usize = 128;
    if wanted.len() > LONGEST {
        return Vec::new();
    }
    let wanted = name_of(wanted).to_ascii_lowercase();
    let limit = wanted.len().div_ceil(3).max(1);
    let mut found: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter_map(|candidate| {
            let name = name_of(candidate).to_ascii_lowercase();
            Some((distance(&wanted, &name, limit)?, candidate))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
        .into_iter()
        .take(SUGGESTIONS)
        .map(|(_, candidate)| candidate)
        .collect()
}

/// `did you mean ..?` over the nearest candidates; `None` if there are none.
pub(crate) fn did_you_mean<'a>(
    wanted: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let near = nearest(wanted, candidates);
    (!near.is_empty()).then(|| format!("did you mean {}?", list(&near)))
}

/// "`a`, `b` or `c`"
pub(crate) fn list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn name_of(text: &str) -> &str {
    text.split_once('#').map_or(text, |(_, name)| name)
}

/// Edit distance of two texts in bytes, if it is at most `limit`; two bytes that changed places are one
/// edit. A prefix counts as near: who types `ListUser` may mean `ListUsersInGroup`.
fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() >= 4 && b.starts_with(a) {
        return Some(limit.min(b.len() - a.len()));
    }
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before = vec![0; b.len() + 1];
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut next = vec![i + 1; b.len() + 1];
        for j in 0..b.len() {
            let substitute = row[j] + usize::from(a[i] != b[j]);
            next[j + 1] = substitute.min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                next[j + 1] = next[j + 1].min(before[j - 1] + 1);
            }
        }
        before = std::mem::replace(&mut row, next);
        if row.iter().min().is_some_and(|best| *best > limit) {
            return None;
        }
    }
    row.last().copied().filter(|found| *found <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_by_distance_and_drops_strangers() {
        let names = ["a#GetUser", "a#GetUsers", "a#DeleteRoom", "b#getuser"];
        assert_eq!(
            nearest("a#GetUsr", names),
            ["a#GetUser", "b#getuser", "a#GetUsers"]
        );
        assert_eq!(nearest("GetUserr", ["GetUser", "ListRooms"]), ["GetUser"]);
        assert!(nearest("Zebra", names).is_empty());
        assert!(nearest("", names).is_empty());
    }

    #[test]
    fn letters_that_changed_places_are_one_edit() {
        assert_eq!(nearest("Mxi", ["Mix", "Mob"]), ["Mix"]);
    }

    #[test]
    fn prefixes_are_near() {
        assert_eq!(
            nearest("ListUser", ["ListUsersInGroup", "Other"]),
            ["ListUsersInGroup"]
        );
    }

    #[test]
    fn wording() {
        assert_eq!(list(&["a", "b", "c"]), "`a`, `b` or `c`");
        assert_eq!(
            did_you_mean("ab", ["abc"]).as_deref(),
            Some("did you mean `abc`?")
        );
        assert_eq!(did_you_mean("ab", ["xyz"]), None);
    }
}
