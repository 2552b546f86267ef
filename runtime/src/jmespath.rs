//! Functions that generated code calls to evaluate JMESPath expressions on the types of a client. Lists are iterators,
//! and numbers are `f64`.

use std::vec;

/// Returns the element of a list at an index. A negative index counts from the end.
pub fn nth<I: Iterator + Clone>(mut list: I, at: i64) -> Option<I::Item> {
    let at = if at < 0 {
        let back = usize::try_from(at.unsigned_abs()).ok()?;
        list.clone().count().checked_sub(back)?
    } else {
        usize::try_from(at).ok()?
    };
    list.nth(at)
}

/// Returns every `step`th element of a list, from the index `start` up to `stop`, which is not included. A negative index
/// counts from the end, and a negative step goes backwards. `step` must not be zero.
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

/// Converts a list to an iterator whose type depends on the type of its elements only.
pub fn collected<I: Iterator>(list: I) -> vec::IntoIter<I::Item> {
    list.collect::<Vec<_>>().into_iter()
}

/// Returns whether a list has any elements.
pub fn has_items(mut list: impl Iterator) -> bool {
    list.next().is_some()
}

/// Returns whether an element of a list equals `wanted`.
pub fn contains<T: PartialEq>(mut list: impl Iterator<Item = T>, wanted: T) -> bool {
    list.any(|item| item == wanted)
}

/// Returns the number of elements of a list.
pub fn length(list: impl Iterator) -> f64 {
    list.count() as f64
}

/// Converts a 64-bit integer to a number, rounded to the nearest one that `f64` can represent.
pub fn long(number: i64) -> f64 {
    number as f64
}

/// Returns whether a list has at least one element, and all elements equal `wanted`.
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
