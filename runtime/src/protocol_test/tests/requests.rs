//! Expected requests compared with those that were sent, and equality of floats.

use crate::protocol_test::{Body, Received, Request, Same};

fn received() -> Received {
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Received {
        method: "POST".to_owned(),
        uri: "https://host.example.com/a%20b?x=1&y&x=2".to_owned(),
        headers: vec![
            header("accept", "a"),
            header("x-one", "1"),
            header("Accept", "b"),
        ],
        body: b"{}".to_vec(),
    }
}

const SENT: Request = Request {
    method: "POST",
    uri: "/a%20b",
    host: Some("host.example.com"),
    query: &["x=2", "y", "x=1"],
    forbid_query: &["z"],
    require_query: &["x", "y"],
    headers: &[("ACCEPT", "a, b")],
    forbid_headers: &["x-two"],
    require_headers: &["X-One"],
    body: Some(Body {
        text: " { } ",
        media_type: Some("application/json"),
    }),
};

#[test]
fn what_is_as_expected_is_no_problem() {
    assert_eq!(received().problems(&SENT), <[String; 0]>::default());
    received().assert(&SENT);
}

#[test]
fn every_difference_is_told() {
    let problems = received().problems(&Request {
        method: "PUT",
        uri: "/a b",
        host: Some("example.com"),
        query: &["x=1", "x=1"],
        forbid_query: &["y"],
        require_query: &["z"],
        headers: &[("accept", "a"), ("x-two", "2")],
        forbid_headers: &["x-one"],
        require_headers: &["x-three"],
        body: Some(Body::NONE),
    });
    let subjects: Vec<&str> = problems
        .iter()
        .map(|problem| problem.split(':').next().unwrap_or_default())
        .collect();
    assert_eq!(
        subjects,
        [
            "method",
            "path",
            "host",
            "query",
            "query",
            "query",
            "header `accept`",
            "header `x-two`",
            "header `x-three`",
            "header `x-one`",
            "body",
        ]
    );
}

#[test]
fn a_uri_without_path_is_the_root() {
    let bare = Received {
        method: "GET".to_owned(),
        uri: "http://localhost:80".to_owned(),
        headers: vec![],
        body: vec![],
    };
    let expected = Request {
        host: Some("localhost:80"),
        ..Request::ANY
    };
    assert_eq!(bare.problems(&expected), <[String; 0]>::default());
}

#[test]
fn not_a_number_is_the_same_as_itself() {
    assert!(f64::NAN.same(&f64::NAN));
    assert!(1.5_f32.same(&1.5));
    assert!(!f32::NAN.same(&1.0) && !1.0.same(&f64::NAN) && !1.0.same(&2.0));
}
