//! Checks of inputs before they are sent: each constraint, where it may stand, and each way to call an operation.

use std::error::Error;
use std::time::Duration;

use tinsmith_runtime::ErrorReport;
use tinsmith_runtime::aws_smithy_types::byte_stream::ByteStream;
use tinsmith_runtime::aws_smithy_types::error::display::DisplayErrorContext;
use tinsmith_runtime::aws_smithy_types::{Blob, Document};
use tinsmith_runtime::input_checks::{Constraint, Found, InvalidInput, Violation};
use tinsmith_tests::server::{Answer, Server};

use crate::clients::input_checks::operation::put_city::PutCityInput;
use crate::clients::input_checks::operation::put_city::builders::PutCityFluentBuilder;
use crate::clients::input_checks::presigning::PresigningConfig;
use crate::clients::input_checks::types::{CityKind, District, Landmark, Mayor, Since};
use crate::support::client;

/// The violations in an error of a call.
fn violations<'e>(error: &'e (dyn Error + 'static)) -> &'e [Violation] {
    let invalid = InvalidInput::of(error);
    invalid.map_or_else(|| panic!("{error:?}"), InvalidInput::violations)
}

/// The violations of a call of `PutCity`, which has the required members, as they are shown. Nothing is sent.
async fn put(with: impl FnOnce(PutCityFluentBuilder) -> PutCityFluentBuilder) -> Vec<String> {
    let server = Server::start([Answer::ok("{}")]);
    let client = client!(input_checks, server);
    let call = client.put_city().name("Bath").founded(43);
    match with(call).send().await {
        Ok(_) => {
            assert_eq!(server.received().len(), 1);
            Vec::new()
        }
        Err(error) => {
            assert!(server.received().is_empty());
            let violations = violations(&error).iter();
            violations.map(Violation::to_string).collect()
        }
    }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|it| (*it).to_owned()).collect()
}

fn since(year: i32) -> Since {
    Since::builder().year(year).build().expect("it has a year")
}

fn mayor(name: &str) -> Mayor {
    let mayor = Mayor::builder().name(name).since(since(1990));
    let mayor = mayor.home(District::builder().build());
    mayor.build().expect("it has a name")
}

#[tokio::test]
async fn each_constraint_is_checked() {
    type With = fn(PutCityFluentBuilder) -> PutCityFluentBuilder;
    let table: &[(With, &[&str])] = &[
        (|it| it, &[]),
        (|it| it.set_name(None), &["`/name` is required"]),
        (
            |it| it.name(""),
            &[
                "`/name` must have 1 to 8 characters, but has 0",
                r#"`/name` must match `^\w`, but is """#,
            ],
        ),
        (
            |it| it.name("ééé"),
            &[r#"`/name` must match `^\w`, but is "ééé""#],
        ),
        (|it| it.name("a€€€€€€€"), &[]),
        (
            |it| it.name("a€€€€€€€€"),
            &["`/name` must have 1 to 8 characters, but has 9"],
        ),
        // A trait of a member replaces the one of its target, and no other.
        (
            |it| it.short_name("abcd"),
            &["`/shortName` must have 2 to 3 characters, but has 4"],
        ),
        (
            |it| it.short_name("€ab"),
            &[r#"`/shortName` must match `^\w`, but is "€ab""#],
        ),
        (|it| it.path("€"), &[]),
        (
            |it| it.path("a/b"),
            &[r#"`/path` must match `^[^/]+$`, but is "a/b""#],
        ),
        (|it| it.set_founded(None), &["`/founded` is required"]),
        (
            |it| it.founded(0),
            &["`/founded` must be 1 to 3000, but is 0"],
        ),
        (|it| it.rank(10), &["`/rank` must be at most 9, but is 10"]),
        (
            |it| it.population(-1),
            &["`/population` must be at least 0, but is -1"],
        ),
        (|it| it.share(0.1), &[]),
        (
            |it| it.share(f32::NAN),
            &["`/share` must be 0 to 0.1, but is NaN"],
        ),
        (|it| it.latitude(-90.5), &[]),
        (
            |it| it.latitude(91.0),
            &["`/latitude` must be -90.5 to 90.5, but is 91"],
        ),
        (
            |it| it.tags("a").tags("").tags("b").tags("a"),
            &[
                "`/tags` must have at most 3 entries, but has 4",
                "`/tags/1` must have at least 1 character, but has 0",
                "`/tags/3` is equal to item 0, but items must be unique",
            ],
        ),
        (
            |it| it.mayors(mayor("A")).mayors(mayor("B")).mayors(mayor("A")),
            &["`/mayors/2` is equal to item 0, but items must be unique"],
        ),
        (
            |it| it.set_labels(Some([].into())),
            &["`/labels` must have 1 to 2 entries, but has 0"],
        ),
        (
            |it| it.labels("a/b~c7", ""),
            &[
                "`/labels/a~1b~0c7` must have 1 to 8 characters, but has 0",
                r#"`/labels/a~1b~0c7` must match `^\w`, but is """#,
                "the key of `/labels/a~1b~0c7` must have at most 5 characters, but has 6",
                r#"the key of `/labels/a~1b~0c7` must match `^[a-z/~]+$`, but is "a/b~c7""#,
            ],
        ),
        (
            |it| it.emblem(Blob::new("€")).emblem(Blob::new("x")),
            &["`/emblem` must have at least 2 bytes, but has 1"],
        ),
        (
            |it| it.kind(CityKind::from("hamlet")),
            &["`/kind` must be one of `town`, `village`, but is \"hamlet\""],
        ),
        (|it| it.kind(CityKind::from("town")), &[]),
        (
            |it| it.size(2),
            &["`/size` must be one of `1`, `3`, but is 2"],
        ),
        (
            |it| it.landmark(Landmark::Tower(-0.5)),
            &["`/landmark/tower` must be at least 0, but is -0.5"],
        ),
        (|it| it.landmark(Landmark::Nothing), &[]),
        (
            |it| {
                it.landmark(Landmark::Bridge(
                    Mayor::builder()
                        .name("A")
                        .since(since(1))
                        .build()
                        .expect("a name"),
                ))
            },
            &["`/landmark/bridge/home` is required"],
        ),
        (
            |it| {
                let nested = [(CityKind::from("city"), texts(&["a", "b", "€"]))];
                it.nested([].into()).nested(nested.into())
            },
            &[
                "`/nested/1/city` must have at most 2 entries, but has 3",
                "the key of `/nested/1/city` must be one of `town`, `village`, but is \"city\"",
                "`/nested/1/city/2` must match `^\\w`, but is \"€\"",
            ],
        ),
        (
            |it| it.sparse(None).sparse(Some("€".to_owned())),
            &["`/sparse/1` must match `^\\w`, but is \"€\""],
        ),
        (
            |it| it.token("abc"),
            &["`/token` must have at least 4 characters, but has 3"],
        ),
        (|it| it.extra(Document::from("")), &[]),
        // Its pattern is left out of the checks, and its length is not.
        (|it| it.password("abcdefgh"), &[]),
        (
            |it| it.password("abc"),
            &["`/password` must have at least 8 characters, but has 3"],
        ),
    ];
    for (index, (with, expected)) in table.iter().enumerate() {
        assert_eq!(put(with).await, *expected, "row {index}");
    }
}

#[tokio::test]
async fn structures_are_checked_at_any_depth() {
    let district = |name: &str| District::builder().name(name);
    let deep = district("€").inner(district("€").build());
    let deep = district("ok")
        .neighbours(district("ok").build())
        .neighbours(deep.build());
    let deep = deep.by_name("x", district("€").build());
    let found = put(|it| it.district(deep.build())).await;
    let expected = [
        "`/district/byName/x/name` must match `^\\w`, but is \"€\"",
        "`/district/neighbours/1/inner/name` must match `^\\w`, but is \"€\"",
        "`/district/neighbours/1/name` must match `^\\w`, but is \"€\"",
    ];
    assert_eq!(found, expected);
    let late = Since::builder()
        .year(3001)
        .month(13)
        .build()
        .expect("it has a year");
    let mayor = Mayor::builder().name("Ann").since(late).build();
    let found = put(|it| it.mayor(mayor.expect("it has a name"))).await;
    let expected = [
        "`/mayor/home` is required",
        "`/mayor/since/month` must be 1 to 12, but is 13",
        "`/mayor/since/year` must be 1 to 3000, but is 3001",
    ];
    assert_eq!(found, expected);
}

#[tokio::test]
async fn sensitive_values_and_keys_are_not_shown() {
    let server = Server::start([]);
    let client = client!(input_checks, server);
    let call = client.put_city().name("Bath").founded(43);
    let call = call
        .password("hunter")
        .secret("HUNTER")
        .secrets("hunter", 7);
    let error = call.send().await.expect_err("violations");
    let report = ErrorReport::new(&error).to_string();
    let shown = [
        report.clone(),
        DisplayErrorContext(&error).to_string(),
        format!("{:?}", violations(&error)),
    ];
    for text in shown {
        assert!(!text.to_lowercase().contains("hunter"), "{text}");
    }
    let hidden = "*** Sensitive Data Redacted ***";
    assert_eq!(
        report,
        format!(
            "failed to construct request: the input of `PutCity` breaks 4 constraints: `/password` must have at least 8 \
             characters, but has 6; `/secret` must have at most 4 characters, but has 6; `/secret` must match `^[a-z]*$`, \
             but is {hidden}; `/secrets/{hidden}` must be at least 10, but is {hidden}"
        )
    );
}

#[tokio::test]
async fn the_error_has_what_a_program_asks_for() {
    let server = Server::start([]);
    let client = client!(input_checks, server);
    let error = client
        .put_city()
        .name("")
        .send()
        .await
        .expect_err("violations");
    let source = error.source().expect("the violations");
    assert_eq!(
        source
            .downcast_ref::<InvalidInput>()
            .map(InvalidInput::operation),
        Some("PutCity")
    );
    let [founded, length, pattern] = violations(&error) else {
        panic!("{error:?}");
    };
    assert_eq!(
        (founded.path(), founded.found()),
        ("/founded", &Found::Nothing)
    );
    assert_eq!(founded.constraint(), &Constraint::Required);
    let (min, max) = (Some(1), Some(8));
    assert_eq!(length.constraint(), &Constraint::Length { min, max });
    assert_eq!(pattern.constraint(), &Constraint::Pattern(r"^\w"));
    assert_eq!(pattern.found(), &Found::Text(String::new()));
    assert!(!pattern.is_of_key());
}

#[tokio::test]
async fn each_way_to_call_an_operation_checks() {
    let server = Server::start([]);
    let client = client!(input_checks, server);
    let missing = |error: &(dyn Error + 'static), path: &str| {
        let [violation] = violations(error) else {
            panic!("{error:?}");
        };
        assert_eq!(violation.constraint(), &Constraint::Required);
        assert_eq!(violation.path(), path);
    };
    let label = client.get_city().send().await.expect_err("no name");
    missing(&label, "/name");

    let config = PresigningConfig::expires_in(Duration::from_secs(60)).expect("a minute");
    let presigned = client.get_city().presigned(config).await;
    missing(&presigned.expect_err("no name"), "/name");

    let waiter = {
        use crate::clients::input_checks::client::Waiters as _;
        client
            .wait_until_city_there()
            .wait(Duration::from_secs(60))
            .await
    };
    missing(&waiter.expect_err("no name"), "/name");

    let mut pages = client.list_cities().most(0).into_paginator().send();
    let page = pages.next().await.expect("a page").expect_err("too few");
    assert_eq!(
        violations(&page)[0].to_string(),
        "`/most` must be 1 to 100, but is 0"
    );

    // The host's name lacks its first part, which the call needs first.
    let host = client.call_city().send().await.expect_err("no name");
    let paths: Vec<&str> = violations(&host).iter().map(Violation::path).collect();
    assert_eq!(paths, ["/name", "/text"]);

    let input = PutCityInput::builder()
        .founded(43)
        .build()
        .expect("an input");
    let given = client
        .put_city()
        .set_name(input.name)
        .founded(43)
        .send()
        .await;
    missing(&given.expect_err("no name"), "/name");
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn streams_are_not_checked() {
    let server = Server::start([Answer::ok("")]);
    let client = client!(input_checks, server);
    let call = client.upload_map().name("a");
    let call = call.map(ByteStream::from_static(b"more than one byte"));
    call.send().await.expect("it is sent");
    assert_eq!(server.only_request().text(), "more than one byte");
    let none = client.upload_map().name("").send().await;
    let violations = violations(&none.expect_err("a violation")).len();
    assert_eq!(violations, 2);
}
