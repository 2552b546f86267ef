//! What generated code needs to follow paths of JMESPath through the types of a client. Lists are iterators,
//! numbers are `f64`.

use std::vec;

/// The element at a place, which counts from the end if it is negative.
pub fn nth<I: Iterator + Clone>(mut list: I, at: i64) -> Option<I::Item> {
    let at = if at < 0 {
        let back = usize::try_from(at.unsigned_abs()).ok()?;
        list.clone().count().checked_sub(back)?
    } else {
        usize::try_from(at).ok()?
    };
    list.nth(at)
}

/// The elements from `start` to before `stop`, each `step`th; places count from the end if they are negative,
/// and with a negative `step` the list is gone through from its end.
pub fn slice<I: Iterator>(
    list: I,
    start: Option<i64>,
    stop: Option<i64>,
    step: i64,
) -> vec::IntoIter<I::Item> {
    let mut items: Vec<Option<I::Item>> = list.map(Some).collect();
    let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let forward = step > 0;
    let (lowest, highest) = if forward {
        (0, length)
    } else {
        (-1, length - 1)
    };
    let place = |at: i64| {
        let at = if at < 0 {
            at.saturating_add(length)
        } else {
            at
        };
        at.clamp(lowest, highest)
    };
    let (first, end) = if forward {
        (lowest, highest)
    } else {
        (highest, lowest)
    };
    let mut at = start.map_or(first, place);
    let stop = stop.map_or(end, place);
    let mut taken = Vec::new();
    while (forward && at < stop) || (!forward && at > stop) {
        let item = usize::try_from(at).ok().and_then(|at| items.get_mut(at));
        taken.extend(item.and_then(Option::take));
        at = at.saturating_add(step);
    }
    taken.into_iter()
}

/// The list as an iterator of a type that all lists of such elements have.
pub fn collected<I: Iterator>(list: I) -> vec::IntoIter<I::Item> {
    list.collect::<Vec<_>>().into_iter()
}

/// Whether a list has elements.
pub fn has_items(mut list: impl Iterator) -> bool {
    list.next().is_some()
}

/// Whether a list has an element.
pub fn contains<T: PartialEq>(mut list: impl Iterator<Item = T>, wanted: T) -> bool {
    list.any(|item| item == wanted)
}

/// How many elements a list has.
pub fn length(list: impl Iterator) -> f64 {
    list.count() as f64
}

/// A whole number of 64 bits, or the nearest that there is.
pub fn long(number: i64) -> f64 {
    number as f64
}

/// Whether a list has elements, and all of them are this one.
pub fn all<T: PartialEq>(mut list: impl Iterator<Item = T>, wanted: T) -> bool {
    list.next().is_some_and(|first| first == wanted) && list.all(|item| item == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_from_either_end() {
        let list = || [1, 2, 3].iter().copied();
        assert_eq!((nth(list(), 0), nth(list(), 2)), (Some(1), Some(3)));
        assert_eq!((nth(list(), -1), nth(list(), -3)), (Some(3), Some(1)));
        assert_eq!((nth(list(), 3), nth(list(), -4)), (None, None));
        assert_eq!((nth(list(), i64::MIN), nth(list(), i64::MAX)), (None, None));
    }

    #[test]
    fn slices() {
        let cut = |start, stop, step| slice(0..10, start, stop, step).collect::<Vec<_>>();
        assert_eq!(cut(None, None, 1), (0..10).collect::<Vec<_>>());
        assert_eq!(cut(Some(1), Some(9), 3), [1, 4, 7]);
        assert_eq!(cut(Some(-3), None, 1), [7, 8, 9]);
        assert_eq!(cut(None, None, -4), [9, 5, 1]);
        assert_eq!(cut(Some(2), Some(-100), -1), [2, 1, 0]);
        assert_eq!(cut(Some(100), Some(7), -1), [9, 8]);
        assert_eq!(cut(Some(i64::MIN), Some(i64::MAX), i64::MAX), [0]);
        assert!(cut(Some(5), Some(2), 1).is_empty());
    }

    #[test]
    fn all_is_false_of_nothing() {
        assert!(!all([""; 0].into_iter(), "a"));
        assert!(all(["a", "a"].into_iter(), "a") && !all(["a", "b"].into_iter(), "a"));
    }
}
