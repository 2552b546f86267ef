//! A service that is not AWS's: its settings, its auth schemes and its host prefix, in the protocol that carries all of its
//! operations and in the one that is preferred for some of them.

use aws_smithy_eventstream::frame::write_message_to;
use aws_smithy_http_client::test_util::capture_request;
use aws_smithy_mocks::{mock, mock_client};
use serde_json::json;
use tinsmith_runtime::ErrorReport;
use tinsmith_runtime::aws_smithy_runtime_api::box_error::BoxError;
use tinsmith_runtime::aws_smithy_runtime_api::client::auth::{
    AuthScheme, AuthSchemeEndpointConfig, AuthSchemeId, Sign,
};
use tinsmith_runtime::aws_smithy_runtime_api::client::identity::{
    Identity, SharedIdentityResolver,
};
use tinsmith_runtime::aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use tinsmith_runtime::aws_smithy_runtime_api::client::runtime_components::{
    GetIdentityResolver, RuntimeComponents,
};
use tinsmith_runtime::aws_smithy_types::Document;
use tinsmith_runtime::aws_smithy_types::config_bag::ConfigBag;
use tinsmith_runtime::aws_smithy_types::event_stream::{Header, HeaderValue, Message};
use tinsmith_runtime::aws_smithy_types::retry::RetryConfig;
use tinsmith_runtime::codegen::cbor::Writer;
use tinsmith_tests::server::{Answer, Received, Server};

use crate::clients::own_library as rest;
use crate::clients::own_library_preferred as preferred;
use crate::support::own;

/// The client that has all operations, with a bearer token.
fn client(server: &Server) -> rest::Client {
    let token = rest::config::Token::new("secret", None);
    rest::Client::from_conf(own!(own_library, server.url()).bearer_token(token).build())
}

/// The client that has operations without documents and streams.
fn client_of_preferred(server: &Server) -> preferred::Client {
    let token = preferred::config::Token::new("secret", None);
    let config = own!(own_library_preferred, server.url()).bearer_token(token);
    preferred::Client::from_conf(config.build())
}

/// A response in CBOR: a map with one text.
fn cbor(key: &str, text: &str) -> Answer {
    let mut writer = Writer::new();
    let mut object = writer.value().object();
    object.key(key).string(text);
    object.end();
    Answer::new(200)
        .header("smithy-protocol", "rpc-v2-cbor")
        .header("content-type", "application/cbor")
        .body(writer.finish())
}

#[tokio::test]
async fn requests_tell_nothing_of_aws() {
    let server = Server::start([Answer::ok(r#"{"title":"Emma","medium":{"pages":474}}"#)]);
    let call = client(&server).get_book().isbn("1").reader("ann");
    let book = call.send().await.expect("a book");
    assert_eq!(book.title(), Some("Emma"));
    assert_eq!(book.medium(), Some(&rest::types::Medium::Pages(474)));
    let request = server.only_request();
    assert_eq!((&*request.method, &*request.path), ("GET", "/books/1"));
    assert_eq!(request.header("authorization"), Some("Bearer secret"));
    assert_eq!(request.header("x-reader"), Some("ann"));
    assert_eq!(
        request.header("user-agent"),
        Some(concat!("own-library/", env!("CARGO_PKG_VERSION")))
    );
    for name in [
        "amz-sdk-request",
        "amz-sdk-invocation-id",
        "x-amz-user-agent",
    ] {
        assert_eq!(request.header(name), None, "{name}");
    }
}

#[tokio::test]
async fn the_preferred_protocol_is_that_of_operations_that_it_can_carry() {
    let server = Server::start([cbor("title", "Emma")]);
    let call = client_of_preferred(&server).get_book().isbn("1");
    assert_eq!(call.send().await.expect("a book").title(), Some("Emma"));
    let request = server.only_request();
    assert_eq!(request.path, "/service/OwnLibrary/operation/GetBook");
    assert_eq!(request.header("smithy-protocol"), Some("rpc-v2-cbor"));
    assert_eq!(request.header("authorization"), Some("Bearer secret"));

    let missing = cbor("__type", "example.own_library#NoSuchBook").status(404);
    let server = Server::start([missing]);
    let call = client_of_preferred(&server).get_book().isbn("1");
    let error = call
        .send()
        .await
        .expect_err("no such book")
        .into_service_error();
    assert!(error.is_no_such_book(), "{error:?}");
}

#[tokio::test]
async fn documents_streams_and_events_are_carried() {
    let server = Server::start([
        Answer::ok(r#"{"about":{"age":[3]}}"#),
        Answer::ok(r#"{"books":["Emma"]}"#),
        Answer::ok(r#"{"id":"s-1"}"#),
        Answer::new(200).body("pixels"),
    ]);
    let client = client(&server);
    let about = client
        .describe_book()
        .isbn("1")
        .send()
        .await
        .expect("a document");
    let age = about
        .about()
        .and_then(Document::as_object)
        .expect("an object");
    assert!(age["age"].is_array());
    let filter = Document::Object([("new".to_owned(), true.into())].into());
    client.search().filter(filter).send().await.expect("titles");
    let scan = rest::primitives::ByteStream::from_static(b"pixels");
    client.upload_scan().scan(scan).send().await.expect("an id");
    let scan = client
        .download_scan()
        .id("s-1")
        .send()
        .await
        .expect("a scan");
    let bytes = scan.scan.collect().await.expect("the body").into_bytes();
    assert_eq!(&bytes[..], b"pixels");
    let received = server.received();
    assert_eq!(received[1].json(), json!({"filter": {"new": true}}));
    assert_eq!(received[2].body, b"pixels");

    let event = Message::new(&b"{\"isbn\":\"1\"}"[..])
        .add_header(Header::new(
            ":message-type",
            HeaderValue::String("event".into()),
        ))
        .add_header(Header::new(
            ":event-type",
            HeaderValue::String("returned".into()),
        ))
        .add_header(Header::new(
            ":content-type",
            HeaderValue::String("application/json".into()),
        ));
    let mut frame = Vec::new();
    write_message_to(&event, &mut frame).expect("a frame");
    let events = Answer::new(200)
        .header("content-type", "application/vnd.amazon.eventstream")
        .body(frame);
    let server = Server::start([events]);
    let mut watched = self::client(&server)
        .watch_returns()
        .send()
        .await
        .expect("events");
    match watched.returns.recv().await.expect("an event") {
        Some(rest::types::Returns::Returned(returned)) => assert_eq!(returned.isbn(), Some("1")),
        other => panic!("another event: {other:?}"),
    }
}

#[tokio::test]
async fn pages_are_read_in_both_protocols() {
    let server = Server::start([
        Answer::ok(r#"{"next":"2","books":["Emma"]}"#),
        Answer::ok(r#"{"books":["Ulysses"]}"#),
    ]);
    let pages = client(&server).list_books().into_paginator().items().send();
    let books = pages
        .collect::<Result<Vec<String>, _>>()
        .await
        .expect("two pages");
    assert_eq!(books, ["Emma", "Ulysses"]);
    assert_eq!(server.received()[1].target(), "/books?next=2");

    let server = Server::start([cbor("next", "2"), cbor("unknown", "")]);
    let pages = client_of_preferred(&server)
        .list_books()
        .into_paginator()
        .send();
    let pages = pages
        .collect::<Result<Vec<_>, _>>()
        .await
        .expect("two pages");
    assert_eq!(pages.len(), 2);
}

#[tokio::test]
async fn a_modelled_error_is_retried_and_has_no_request_id() {
    let closed =
        || Answer::json(503, r#"{"message":"night"}"#).header("x-amzn-errortype", "Closed");
    let server = Server::start([closed(), Answer::ok(r#"{"open":true}"#)]);
    let retries = RetryConfig::standard().with_initial_backoff(std::time::Duration::from_millis(1));
    let config = own!(own_library, server.url())
        .retry_config(retries)
        .build();
    let status = rest::Client::from_conf(config).get_status().send().await;
    assert_eq!(status.expect("the second answer").open(), Some(true));
    assert_eq!(server.received().len(), 2);
    // The operation needs no identity.
    assert_eq!(server.received()[0].header("authorization"), None);

    let server = Server::start([closed().header("x-amzn-requestid", "r-1")]);
    let error = client(&server)
        .get_status()
        .send()
        .await
        .expect_err("closed");
    let line = ErrorReport::new(&error).to_string();
    assert_eq!(
        line,
        "service error: Closed: night (HTTP 503, request id r-1)"
    );
    let meta =
        tinsmith_runtime::aws_smithy_types::error::metadata::ProvideErrorMetadata::meta(&error);
    assert_eq!(meta.extra("aws_request_id"), None);
}

#[tokio::test]
async fn an_identity_of_the_next_scheme_is_taken() {
    let server = Server::start([Answer::ok("{}")]);
    let key = rest::config::Token::new("k-1", None);
    let config = own!(own_library, server.url()).api_key(key).build();
    let call = rest::Client::from_conf(config).get_book().isbn("1");
    call.send().await.expect("a book");
    let request = server.only_request();
    assert_eq!(request.header("x-library-key"), Some("k-1"));
    assert_eq!(request.header("authorization"), None);
}

/// The auth scheme that the model defines: the header `x-card`.
#[derive(Debug)]
struct CardAuth;

/// The identity of a reader.
#[derive(Debug)]
struct Card(&'static str);

const CARD_AUTH: &str = "example.own_library#cardAuth";

impl AuthScheme for CardAuth {
    fn scheme_id(&self) -> AuthSchemeId {
        CARD_AUTH.into()
    }

    fn identity_resolver(
        &self,
        resolvers: &dyn GetIdentityResolver,
    ) -> Option<SharedIdentityResolver> {
        resolvers.identity_resolver(self.scheme_id())
    }

    fn signer(&self) -> &dyn Sign {
        self
    }
}

impl Sign for CardAuth {
    fn sign_http_request(
        &self,
        request: &mut HttpRequest,
        identity: &Identity,
        _: AuthSchemeEndpointConfig<'_>,
        _: &RuntimeComponents,
        _: &ConfigBag,
    ) -> Result<(), BoxError> {
        let Card(number) = identity.data().ok_or("expected a card")?;
        request.headers_mut().insert("x-card", *number);
        Ok(())
    }
}

#[tokio::test]
async fn a_scheme_of_the_models_own_takes_an_implementation_and_an_identity() {
    let server = Server::start([Answer::ok("{}")]);
    let config = own!(own_library, server.url())
        .push_auth_scheme(CardAuth)
        .identity_resolver(CARD_AUTH, Identity::new(Card("c-7"), None));
    let client = rest::Client::from_conf(config.build());
    client
        .remove_book()
        .isbn("1")
        .send()
        .await
        .expect("an answer");
    assert_eq!(server.only_request().header("x-card"), Some("c-7"));

    let server = Server::start([]);
    let error = self::client(&server).remove_book().isbn("1").send().await;
    let line = ErrorReport::new(&error.expect_err("there is no card")).to_string();
    assert!(line.contains("no auth"), "{line}");
    assert!(server.received().is_empty());
}

/// The request of a call that has a host prefix, to the server under another name.
async fn lent(
    server: &Server,
    configure: impl FnOnce(rest::config::Builder) -> rest::config::Builder,
) -> Received {
    let token = rest::config::Token::new("secret", None);
    let config = configure(own!(own_library, server.url()).bearer_token(token)).build();
    let call = rest::Client::from_conf(config).lend_book().isbn("1");
    call.send().await.expect("an answer");
    server.only_request()
}

#[tokio::test]
async fn a_host_prefix_stands_before_names_and_can_be_switched_off() {
    let host = |request: &Received| request.header("host").map(str::to_owned);
    // An address has none.
    let server = Server::start([Answer::ok("{}")]);
    let request = lent(&server, |config| config).await;
    assert_eq!(host(&request), Some(server.authority()));

    let server = Server::start([Answer::ok("{}")]);
    let url = server.url().replace("127.0.0.1", "localhost");
    let request = lent(&server, |config| {
        config.endpoint_url(&url).disable_host_prefix(true)
    })
    .await;
    assert_eq!(host(&request).as_deref(), url.strip_prefix("http://"));

    let (http_client, receiver) = capture_request(None);
    let config = own!(own_library, "http://library.example")
        .http_client(http_client)
        .bearer_token(rest::config::Token::new("secret", None));
    let client = rest::Client::from_conf(config.build());
    client
        .lend_book()
        .isbn("1")
        .send()
        .await
        .expect("an answer");
    let request = receiver.expect_request();
    assert_eq!(request.uri(), "http://loans.library.example/books/1/loans");
}

#[tokio::test]
async fn the_official_mocks_take_the_client() {
    use rest::operation::get_book::GetBookOutput;

    let rule = mock!(rest::Client::get_book)
        .match_requests(|input| input.isbn() == Some("1"))
        .then_output(|| GetBookOutput::builder().title("Emma").build());
    let client = mock_client!(rest, [&rule]);
    let book = client.get_book().isbn("1").send().await.expect("a book");
    assert_eq!(book.title(), Some("Emma"));
    assert_eq!(rule.num_calls(), 1);
}
