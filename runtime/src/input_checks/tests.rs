use aws_smithy_types::Blob;

use super::*;

/// The violations of a value, by a function that checks it.
fn violations<'i, T>(value: &'i T, checks: fn(&'i T, &Place<'_, 'i>)) -> Vec<String> {
    match check("Put", value, checks) {
        Ok(()) => Vec::new(),
        Err(error) => {
            let error = InvalidInput::of(&*error).expect("the error is of this type");
            assert_eq!(error.operation(), "Put");
            error
                .violations()
                .iter()
                .map(Violation::to_string)
                .collect()
        }
    }
}

#[test]
fn lengths_count_scalar_values_bytes_and_entries() {
    let text = "né€🦀".to_owned();
    assert!(violations(&text, |text, place| place.length(text, 4..=4)).is_empty());
    let found = violations(&text, |text, place| place.member("a").length(text, 5..));
    assert_eq!(found, ["`/a` must have at least 5 characters, but has 4"]);
    let blob = Blob::new("né");
    let found = violations(&blob, |blob, place| place.member("a").length(blob, ..=1));
    assert_eq!(found, ["`/a` must have at most 1 byte, but has 3"]);
    let found = violations(&vec![1, 2], |list, place| {
        place.member("a").length(list, 3..=3)
    });
    assert_eq!(found, ["`/a` must have exactly 3 entries, but has 2"]);
}

#[test]
fn ranges_include_their_ends() {
    for inside in [1, 5, 10] {
        assert!(violations(&inside, |it, place| place.range(*it, 1..=10)).is_empty());
    }
    let found = violations(&11_i64, |it, place| place.member("a").range(*it, 1..=10));
    assert_eq!(found, ["`/a` must be 1 to 10, but is 11"]);
    let found = violations(&f64::NAN, |it, place| place.member("a").range(*it, 0.5..));
    assert_eq!(found, ["`/a` must be at least 0.5, but is NaN"]);
    let found = violations(&"1e30", |it, place| {
        place.member("a").range_of_digits(it, .."1e30");
        place
            .member("b")
            .range_of_digits(it, ..="99999999999999999999");
    });
    assert_eq!(
        found,
        ["`/b` must be at most 99999999999999999999, but is 1e30"]
    );
}

#[test]
fn violations_are_in_the_order_of_their_paths() {
    let items: Vec<String> = (0..12).map(|index| (index % 10).to_string()).collect();
    let found = violations(&items, |items, place| {
        let place = place.member("items");
        place.unique(items);
        for (index, item) in items.iter().enumerate().rev() {
            place.item(index).one_of(item, &["0", "1", "2"]);
        }
        place.length(items, ..=9);
    });
    let places: Vec<&str> = found.iter().filter_map(|it| it.split('`').nth(1)).collect();
    let mut expected = vec!["/items".to_owned()];
    expected.extend((3..12).map(|index| format!("/items/{index}")));
    expected.retain(|it| it != "/items/10" && it != "/items/11");
    expected.extend(["/items/10".to_owned(), "/items/11".to_owned()]);
    assert_eq!(places, expected);
    assert_eq!(found[0], "`/items` must have at most 9 entries, but has 12");
    assert_eq!(
        found[1],
        "`/items/3` must be one of `0`, `1`, `2`, but is \"3\""
    );
    assert!(
        found[9].starts_with("`/items/11` is equal to item 1,"),
        "{found:?}"
    );
}

#[test]
fn items_without_a_hash_are_compared() {
    let found = violations(&vec![0.5, 1.5, 0.5, 0.5], |items, place| {
        place.unique_compared(items);
    });
    let expected =
        ["2", "3"].map(|it| format!("`/{it}` is equal to item 0, but items must be unique"));
    assert_eq!(found, expected);
}

#[test]
fn patterns_are_not_anchored_and_texts_are_shortened() {
    static B: Pattern = Pattern::new("b", "b");
    assert!(violations(&"abc", |it, place| place.pattern(it, &B)).is_empty());
    let text = "é".repeat(41);
    let found = violations(&text, |it, place| place.member("a").pattern(it, &B));
    assert_eq!(
        found,
        [format!(
            "`/a` must match `b`, but is \"{}…\"",
            "é".repeat(40)
        )]
    );
}

#[test]
fn keys_are_escaped_in_paths() {
    let key = "a/b~c\n".to_owned();
    let found = check("Put", &key, |key, place| {
        let place = place.member("map");
        place.key(key).key_length(key, 9..);
        place.key(key).missing();
    });
    let error = found.expect_err("two violations");
    let error = InvalidInput::of(&*error).expect("the error is of this type");
    let [value, of_key] = error.violations() else {
        panic!("{error}");
    };
    assert_eq!(value.path(), "/map/a~1b~0c\n");
    assert!(!value.is_of_key() && of_key.is_of_key());
    assert_eq!(
        error.to_string(),
        "the input of `Put` breaks 2 constraints: `/map/a~1b~0c\\n` is required; the key of `/map/a~1b~0c\\n` must have \
         at least 9 characters, but has 6"
    );
}

#[test]
fn sensitive_values_and_keys_are_not_shown() {
    static DIGITS: Pattern = Pattern::new(r"^\d+$", "^[0-9]+$");
    let key = "hunter2".to_owned();
    let found = check("Put", &key, |key, place| {
        let place = place.member("secrets").sensitive();
        place.key(key).key_length(key, 9..);
        place.key(key).pattern(key, &DIGITS);
        place.key(key).range(7, 8..);
        place.key(key).one_of(key, &["a"]);
        place.key(key).one_of_numbers(7, &[1]);
        place.key(key).later(key, |key, place| {
            place.member("inner").pattern(key, &DIGITS)
        });
    });
    let error = found.expect_err("violations");
    for shown in [error.to_string(), format!("{error:?}")] {
        assert!(!shown.contains("hunter2"), "{shown}");
        assert!(!shown.contains("is 7"), "{shown}");
        assert!(
            shown.contains("/secrets/*** Sensitive Data Redacted ***"),
            "{shown}"
        );
    }
    let error = InvalidInput::of(&*error).expect("the error is of this type");
    assert_eq!(error.violations().len(), 6);
    assert_eq!(
        error.violations()[5].path(),
        "/secrets/*** Sensitive Data Redacted ***/inner"
    );
}

#[test]
fn many_violations_are_shortened_in_the_message_only() {
    let found = check("Put", &(), |(), place| {
        for index in 0..13 {
            place.item(index).missing();
        }
    });
    let error = found.expect_err("violations");
    let message = error.to_string();
    assert!(
        message.contains("breaks 13 constraints: `/0` is required; `/1` "),
        "{message}"
    );
    assert!(
        message.ends_with("; `/9` is required; and 3 more"),
        "{message}"
    );
    let error = InvalidInput::of(&*error).expect("the error is of this type");
    assert_eq!(error.violations().len(), 13);
}

/// A list as deep as it is long.
struct Link {
    next: Option<Box<Link>>,
}

impl Drop for Link {
    fn drop(&mut self) {
        let mut next = self.next.take();
        while let Some(mut link) = next {
            next = link.next.take();
        }
    }
}

#[test]
fn deep_values_need_no_stack() {
    const DEPTH: usize = 200_000;

    fn check_link<'i>(link: &'i Link, place: &Place<'_, 'i>) {
        match &link.next {
            Some(next) => place.member("n").later(&**next, check_link),
            None => place.member("n").missing(),
        }
    }

    let mut link = Link { next: None };
    for _ in 0..DEPTH {
        link = Link {
            next: Some(Box::new(link)),
        };
    }
    let error = check("Put", &link, check_link).expect_err("a violation");
    let error = InvalidInput::of(&*error).expect("the error is of this type");
    let [violation] = error.violations() else {
        panic!("{} violations", error.violations().len());
    };
    assert_eq!(violation.path().len(), 2 * (DEPTH + 1));
}
