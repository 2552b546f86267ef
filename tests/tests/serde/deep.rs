//! Values that hold themselves, deeper than any is read: the test of the crate of `recursion.json`.

use example::types::{Expression, Folder, Node, Tree};
use postcard::{from_bytes, to_allocvec};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_recursion as example;

/// How many structures and unions may be within one another.
const MOST: usize = 256;

/// Reads values that hold one another. A value that holds `inner` is written as some bytes, `inner`, and some bytes.
fn check<T: Serialize + DeserializeOwned>(inner: T, around: impl FnOnce(T) -> T) {
    let innermost = to_allocvec(&inner).expect("bytes");
    let outer = to_allocvec(&around(inner)).expect("bytes");
    let mut windows = outer.windows(innermost.len());
    let at = windows
        .position(|it| it == innermost)
        .expect("what is inside");
    let (before, after) = (&outer[..at], &outer[at + innermost.len()..]);
    let read = |levels: usize| {
        let around = levels - 1;
        let bytes = [
            before.repeat(around),
            innermost.clone(),
            after.repeat(around),
        ];
        from_bytes::<T>(&bytes.concat()).map(drop)
    };
    for levels in [1, MOST] {
        read(levels).unwrap_or_else(|error| panic!("{levels} levels: {error}"));
    }
    for levels in [MOST + 1, 100_000] {
        read(levels).expect_err("an error");
    }
    // What failed leaves nothing behind.
    read(MOST).expect("a value");
}

#[test]
fn structures_that_hold_themselves() {
    check(Node::builder().value(77).build(), |inner| {
        Node::builder().next(inner).build()
    });
}

#[test]
fn structures_in_lists_and_maps() {
    check(Tree::builder().value("innermost").build(), |inner| {
        Tree::builder().children(inner).build()
    });
    check(
        Folder::builder()
            .set_entries(Some([].into()))
            .build(),
        |inner| Folder::builder().entries("a", inner).build(),
    );
}

#[test]
fn unions_that_hold_themselves() {
    check(Expression::Literal(0.7), |inner| {
        Expression::Not(Box::new(inner))
    });
}
