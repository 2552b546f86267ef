//! Responses that are not the service's, or are truncated: pages of proxies, other documents.

use tinsmith_runtime::aws_smithy_types::error::display::DisplayErrorContext;
use tinsmith_runtime::aws_smithy_types::error::metadata::ProvideErrorMetadata;
use tinsmith_tests::server::{Answer, Server};

use crate::support::{client, config, own};

/// What a proxy asks for before it lets anybody through.
const PAGE: &str = "<!DOCTYPE html>\n<html><head><title>Log in</title></head><body>?</body></html>";

fn page(status: u16) -> Answer {
    Answer::new(status)
        .header("content-type", "text/html; charset=utf-8")
        .body(PAGE)
}

/// How `$operation` of `$module` fails when it is answered with `$answer`.
macro_rules! failure {
    ($module:ident . $operation:ident ( $($setter:ident $value:expr),* ), $answer:expr) => {{
        let server = Server::start([$answer]);
        let call = client!($module, server).$operation()$(.$setter($value))*;
        call.send().await.expect_err("the response is not the service's")
    }};
}

/// What `$operation` of `$module` reads of `$answer`.
macro_rules! success {
    ($module:ident . $operation:ident ( $($setter:ident $value:expr),* ), $answer:expr) => {{
        let server = Server::start([$answer]);
        let call = client!($module, server).$operation()$(.$setter($value))*;
        call.send().await.expect("an answer")
    }};
}

/// All that an error says.
fn chain(error: &(impl std::error::Error + Send + Sync + 'static)) -> String {
    DisplayErrorContext(error).to_string()
}

/// Asserts that a page is an error of each operation, whether or not its output has members in the body.
macro_rules! assert_refuses_pages {
    ($($module:ident . $operation:ident ( $($setter:ident $value:expr),* );)*) => {$(
        let error = failure!($module.$operation($($setter $value),*), page(200));
        let whole = chain(&error);
        for part in ["HTTP status 200", "text/html", "<!DOCTYPE html>", "HTML page"] {
            assert!(whole.contains(part), "{}: {whole}", stringify!($module.$operation));
        }
        let error = failure!($module.$operation($($setter $value),*), page(502));
        assert_eq!(error.raw_response().map(|it| it.status().as_u16()), Some(502));
        assert_eq!((error.code(), error.message()), (None, None), "{error:?}");
        let whole = chain(&error);
        for part in ["the response is not the service's", "HTTP status 502", "<!DOCTYPE html>"] {
            assert!(whole.contains(part), "{}: {whole}", stringify!($module.$operation));
        }
    )*};
}

#[tokio::test]
async fn a_page_is_no_answer_and_no_error_of_the_service() {
    assert_refuses_pages! {
        no_inputs.ping();
        no_inputs.refresh();
        sparse.put_sparse();
        aws_json_1_0.ping();
        aws_json_1_1.echo();
        aws_json_query_compatible.send();
        rpcv2_cbor.ping();
        rpcv2_cbor.mix();
        rest_xml.put_shelf(name "n");
        rest_xml.get_shelf(name "n");
        rest_xml.put_book();
        aws_query.ping();
        aws_query.echo();
        ec2_query.ping();
        ec2_query.echo();
    }
}

/// Some pages are XML, and only their root tells that they are nobody's answer.
#[tokio::test]
async fn a_page_that_is_xml_is_no_answer_and_its_root_no_code() {
    const PAGE: &str = "<html><head><title>Log in</title></head><body>?</body></html>";
    macro_rules! assert_refuses_it {
        ($($module:ident . $operation:ident ( $($setter:ident $value:expr),* );)*) => {$(
            let what = stringify!($module.$operation);
            let error = failure!($module.$operation($($setter $value),*), xml(PAGE).status(502));
            assert_eq!(error.raw_response().map(|it| it.status().as_u16()), Some(502), "{what}");
            assert_eq!((error.code(), error.message()), (None, None), "{what}: {error:?}");
            let error = failure!($module.$operation($($setter $value),*), xml(PAGE));
            let whole = chain(&error);
            assert!(whole.contains("HTTP status 200") && whole.contains("<html>"), "{what}: {whole}");
        )*};
    }
    assert_refuses_it! {
        rest_xml.get_shelf(name "n");
        rest_xml.put_shelf(name "n");
        rest_xml.put_book();
        aws_query.echo();
        ec2_query.echo();
    }
}

#[tokio::test]
async fn a_member_that_is_the_body_may_be_a_page() {
    let output = success!(payload_string.put_text(), page(200));
    assert_eq!(output.text(), Some(PAGE));
    let output = success!(payload_blob.put_bytes(), page(200));
    assert_eq!(output.bytes().map(AsRef::as_ref), Some(PAGE.as_bytes()));
}

#[tokio::test]
async fn a_page_of_a_proxy_that_fails_is_worth_another_try() {
    use crate::clients::rest_xml::config::retry::{RetryConfig, RetryPartition};

    let server = Server::start([page(502), xml("<GetShelfOutput/>")]);
    let retries = RetryConfig::standard().with_initial_backoff(std::time::Duration::from_millis(1));
    let config = config!(rest_xml, server.url())
        .retry_config(retries.with_max_attempts(2))
        .retry_partition(RetryPartition::new("foreign"))
        .build();
    let client = crate::clients::rest_xml::Client::from_conf(config);
    client
        .get_shelf()
        .name("n")
        .send()
        .await
        .expect("an answer");
    assert_eq!(server.received().len(), 2);
}

fn xml(body: &str) -> Answer {
    Answer::new(200)
        .header("content-type", "application/xml")
        .body(body)
}

const SHELF: &str = "<GetShelfOutput><place><room>a</room></place></GetShelfOutput>";

#[tokio::test]
async fn the_root_of_a_document_says_whose_it_is() {
    for (body, problem) in [
        ("", "found the end of the document"),
        (" \n", "found the end of the document"),
        ("{}", "found text"),
        (
            "<Shelf/>",
            "expected the root `GetShelfOutput` or `GetShelfResponse`, found `Shelf`",
        ),
        ("<ListBucketResult/>", "found `ListBucketResult`"),
    ] {
        let error = failure!(rest_xml.get_shelf(name "n"), xml(body));
        let whole = chain(&error);
        assert!(
            whole.contains("the response is not the service's (HTTP status 200"),
            "{whole}"
        );
        assert!(whole.contains(problem), "{body}: {whole}");
    }
    success!(rest_xml.get_shelf(name "n"), xml("<GetShelfOutput/>"));
    success!(rest_xml.get_shelf(name "n"), xml("<GetShelfResponse/>"));
    success!(rest_xml.get_shelf(name "n"), xml("<a:GetShelfOutput xmlns:a='b'/>"));

    // A member that is the body may be absent, and is named by the member or its target.
    assert!(success!(rest_xml.put_book(), xml("")).book().is_none());
    assert!(
        success!(rest_xml.put_book(), xml("<Stored/>"))
            .book()
            .is_some()
    );
    let error = failure!(rest_xml.put_book(), xml("<Book/>"));
    let whole = chain(&error);
    assert!(
        whole.contains("expected the root `Stored`, found `Book`"),
        "{whole}"
    );
}

#[tokio::test]
async fn an_answer_to_a_form_is_within_the_elements_of_its_operation() {
    for body in [
        "",
        "<EchoResponse/>",
        "<EchoResponse><Other/></EchoResponse>",
        "<EchoResult/>",
        "<PingResponse><EchoResult/></PingResponse>",
    ] {
        failure!(aws_query.echo(), xml(body));
    }
    for body in ["", "<EchoResult/>", "<PingResponse/>"] {
        failure!(ec2_query.echo(), xml(body));
    }
}

/// Asserts that a document is an answer, and that no part of it is.
macro_rules! assert_only_whole {
    ($module:ident . $operation:ident ( $($setter:ident $value:expr),* ), $whole:expr) => {
        let whole: &[u8] = $whole.as_ref();
        success!($module.$operation($($setter $value),*), Answer::new(200).body(whole));
        for end in 0..whole.len() {
            let error = failure!(
                $module.$operation($($setter $value),*),
                Answer::new(200).body(&whole[..end])
            );
            assert!(error.as_service_error().is_some(), "{end}: {error:?}");
        }
        for rest in [b"x".as_slice(), b"}", b"<a/>", b"\xa0", b"\0"] {
            let more = [whole, rest].concat();
            failure!($module.$operation($($setter $value),*), Answer::new(200).body(more));
        }
    };
}

#[tokio::test]
async fn a_part_of_a_document_is_no_answer() {
    assert_only_whole!(rest_xml.get_shelf(name "n"), SHELF);
    assert_only_whole!(
        aws_query.echo(),
        "<EchoResponse><EchoResult><value/></EchoResult><ResponseMetadata><RequestId>r</RequestId>\
         </ResponseMetadata></EchoResponse>"
    );
    assert_only_whole!(
        ec2_query.echo(),
        "<EchoResponse><textSet><item>a</item></textSet><requestId>r</requestId></EchoResponse>"
    );
    // A map of one entry.
    assert_only_whole!(rpcv2_cbor.mix(), b"\xbf\x66values\xa1\x65whole\x01\xff");
}

#[tokio::test]
async fn a_part_of_json_is_no_answer_and_nothing_is_an_object() {
    let whole = r#"{"sparseTexts":["a"]}"#;
    for end in 1..whole.len() {
        failure!(sparse.put_sparse(), Answer::ok(&whole[..end]));
    }
    for body in ["{}x", "{} {}", "null", "[]", "0", "\"\"", "true", "<a/>"] {
        let error = failure!(sparse.put_sparse(), Answer::ok(body));
        let is_foreign = chain(&error).contains("the response is not the service's");
        assert_eq!(is_foreign, !body.starts_with('{'), "{body}: {error:?}");
    }
    // As the official clients have it, also where members are required.
    success!(sparse.put_sparse(), Answer::ok(""));
    assert_eq!(success!(aws_json_1_1.echo(), Answer::ok("")).note(), "");
}

#[tokio::test]
async fn an_error_that_is_cut_or_anothers_has_no_code() {
    let whole =
        "<ErrorResponse><Error><Code>Full</Code></Error><RequestId>r</RequestId></ErrorResponse>";
    let error = failure!(rest_xml.put_shelf(name "n"), xml(whole).status(400));
    assert_eq!(error.code(), Some("Full"));
    for body in [
        &whole[..whole.len() - 1],
        &whole[..40],
        "<Fault><Code>Full</Code></Fault>x",
    ] {
        let error = failure!(rest_xml.put_shelf(name "n"), xml(body).status(400));
        assert_eq!(error.code(), None, "{body}");
        assert!(
            chain(&error).contains("the response is not the service's (HTTP status 400"),
            "{body}"
        );
    }
    let error = failure!(rest_xml.put_shelf(name "n"), xml("<Fault/>").status(503));
    assert_eq!(error.code(), None);
    assert!(chain(&error).contains("found `Fault`"), "{error:?}");

    let whole = "<ErrorResponse><Error><Code>Echo.Refused</Code></Error></ErrorResponse>";
    let error = failure!(aws_query.echo(), xml(whole).status(400));
    assert_eq!(error.code(), Some("Echo.Refused"));
    for body in [&whole[..whole.len() - 1], "<Response/>", "{}"] {
        let error = failure!(aws_query.echo(), xml(body).status(400));
        assert_eq!(error.code(), None, "{body}");
        assert!(
            chain(&error).contains("the response is not the service's"),
            "{body}"
        );
    }
    for body in ["\u{1}", "\u{a2}"] {
        let error = failure!(rpcv2_cbor.mix(), Answer::new(500).body(body));
        assert_eq!(error.code(), None, "{body:?}");
        assert!(
            chain(&error).contains("the response is not the service's"),
            "{body:?}"
        );
    }
    // Who has no body says nothing wrong.
    let error = failure!(rest_xml.put_shelf(name "n"), Answer::new(500));
    assert!(
        !chain(&error).contains("the response is not the service's"),
        "{error:?}"
    );
}

#[tokio::test]
async fn null_is_no_element_and_no_entry_of_what_is_not_sparse() {
    for body in [r#"{"denseTexts":["a",null]}"#, r#"{"denseMap":{"a":null}}"#] {
        let error = failure!(sparse.put_sparse(), Answer::ok(body));
        assert!(
            chain(&error).contains("that is not sparse, found null"),
            "{error:?}"
        );
    }
    let body = r#"{"texts":["a",null,"b"],"numbers":{"a":1,"b":null}}"#;
    let server = Server::start([Answer::ok(body)]);
    let config = own!(not_of_aws, server.url()).build();
    let client = crate::clients::not_of_aws::Client::from_conf(config);
    let output = client.list().send().await.expect("an answer");
    assert_eq!(output.texts(), ["a", "b"]);
    let numbers = output.numbers().expect("numbers");
    assert_eq!((numbers.len(), numbers["a"]), (1, 1));
}
