//! Suggestions for names that do not exist.

/// The candidates nearest to a wanted name, best first, at most three.
///
/// Case does not count; of a shape id the name counts more than the namespace. Candidates that
/// have little in common with what was wanted are left out.
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    search(wanted, candidates, &mut 0)
}

/// As [`nearest`]; adds to `spent` how many pairs of bytes were compared.
fn search<'a>(
    wanted: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    spent: &mut usize,
) -> Vec<&'a str> {
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
            Some((distance(&wanted, &name, limit, spent)?, candidate))
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
    Suggestions::default().did_you_mean(wanted, candidates)
}

/// Suggestions for unknown names. Each needs a search through all candidates, so the suggestions end after
/// [`MOST_COMPARED`] pairs of bytes: that many unknown names have one cause.
#[derive(Default)]
pub(crate) struct Suggestions {
    spent: usize,
}

/// About a second.
const MOST_COMPARED: usize = 1 << 28;

impl Suggestions {
    /// `did you mean ..?` over the nearest candidates; `None` if there are none, or too many were compared.
    pub(crate) fn did_you_mean<'a>(
        &mut self,
        wanted: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Option<String> {
        if self.spent > MOST_COMPARED {
            return None;
        }
        let near = search(wanted, candidates, &mut self.spent);
        (!near.is_empty()).then(|| format!("did you mean {}?", list(&near)))
    }
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
/// edit. A prefix counts as near: who types `ListUser` may mean `ListUsersInGroup`. Adds to `spent` how
/// many pairs of bytes were compared.
fn distance(a: &str, b: &str, limit: usize, spent: &mut usize) -> Option<usize> {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    // What it takes to get here.
    *spent += 32 + b.len();
    if a.len() >= 4 && b.starts_with(a) {
        return Some(limit.min(b.len() - a.len()));
    }
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before = vec![0; b.len() + 1];
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut next = vec![0; b.len() + 1];
    for i in 0..a.len() {
        *spent += b.len();
        next[0] = i + 1;
        for j in 0..b.len() {
            let substitute = row[j] + usize::from(a[i] != b[j]);
            next[j + 1] = substitute.min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                next[j + 1] = next[j + 1].min(before[j - 1] + 1);
            }
        }
        std::mem::swap(&mut before, &mut row);
        std::mem::swap(&mut row, &mut next);
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
    fn searches_end_after_so_many_comparisons() {
        let names: Vec<String> = (0..2000).map(|i| format!("a#Something{i}")).collect();
        let mut suggestions = Suggestions::default();
        let mut hints = (0..20_000).map(|i| {
            let names = names.iter().map(String::as_str);
            suggestions.did_you_mean(&format!("a#Somthing{i}"), names)
        });
        assert!(hints.next().flatten().is_some());
        assert!(hints.last().flatten().is_none());
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
