//! One of the two clients: the connection that keeps what it sends, and what came of each call.

use std::cell::Cell;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::{ConnectorError, CreateUnhandledError, SdkError};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::error::display::DisplayErrorContext;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

use crate::situation::Situation;

thread_local! {
    static STREAMS: Cell<bool> = const { Cell::new(false) };
    static LONG: Cell<bool> = const { Cell::new(false) };
    static BUCKET: Cell<&'static str> = const { Cell::new("my-bucket") };
}

/// Says whether bodies are streams from now on, and not in memory, and whether streams are longer than a chunk.
pub(crate) fn set_streams(streams: bool, long: bool) {
    STREAMS.set(streams);
    LONG.set(long);
}

/// The bucket of calls from now on.
pub(crate) fn set_bucket(bucket: &'static str) {
    BUCKET.set(bucket);
}

/// A body that streams.
pub(crate) fn stream(bytes: &'static [u8]) -> ByteStream {
    if !STREAMS.get() {
        return ByteStream::from_static(bytes);
    }
    let bytes = if LONG.get() {
        bytes.repeat(20_000 / bytes.len().max(1))
    } else {
        bytes.to_vec()
    };
    ByteStream::new(SdkBody::retryable(move || {
        SdkBody::from_body_1_x(SdkBody::from(bytes.clone()))
    }))
}

/// Events that are sent.
pub(crate) fn events<T, E>(
    events: Vec<T>,
) -> impl futures_util::Stream<Item = Result<T, E>> + Send + Sync + 'static
where
    T: Send + Sync + 'static,
    E: Send + Sync + 'static,
{
    futures_util::stream::iter(events.into_iter().map(Ok))
}

/// The bucket of a call.
pub(crate) fn bucket() -> String {
    BUCKET.get().to_owned()
}

/// A request as it was sent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sent {
    pub(crate) line: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// The length that the body says of itself.
    pub(crate) length: Option<u64>,
}

/// A call, and what it sent.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) name: String,
    pub(crate) sent: Vec<Sent>,
    /// What came of it, as far as that does not depend on the answer.
    pub(crate) outcome: String,
}

/// What a request is answered with.
#[derive(Clone, Debug)]
struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
}

#[derive(Debug, Default)]
struct State {
    sent: Vec<Sent>,
    /// None: the first attempt fails, and the others succeed without a body.
    answer: Option<Answer>,
}

/// The response to `CreateSession`.
const SESSION: &str = "<CreateSessionResult><Credentials><AccessKeyId>SESSION</AccessKeyId>\
    <SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>\
    <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></CreateSessionResult>";

/// One of the two clients.
#[derive(Debug)]
pub(crate) struct Side {
    protocol: &'static str,
    situation: Situation,
    /// What a call's name must contain.
    only: String,
    state: Arc<Mutex<State>>,
    /// An error of restXml is in an element `ErrorResponse`.
    has_error_element: bool,
    pub(crate) calls: Vec<Call>,
}

impl Side {
    pub(crate) fn new(
        (service, protocol): (&str, &'static str),
        situation: Situation,
        only: &str,
    ) -> Self {
        Self {
            protocol,
            has_error_element: service != "s3",
            situation,
            only: only.to_owned(),
            state: Arc::default(),
            calls: Vec::new(),
        }
    }

    /// The connection that keeps what is sent.
    pub(crate) fn connection(&self) -> Connection {
        Connection(Arc::clone(&self.state))
    }

    /// The call is to be made.
    pub(crate) fn wants(&self, operation: &str, name: &str) -> bool {
        let is_one_of_few = name == "Minimal" || name.starts_with("Full");
        let is_meant = self.situation.has_all_calls() || is_one_of_few;
        is_meant && format!("{operation}/{name}").contains(&self.only)
    }

    /// Keeps what a call sent.
    pub(crate) fn sent<O, E, R>(
        &mut self,
        operation: &str,
        name: &str,
        result: &Result<O, SdkError<E, R>>,
    ) where
        E: std::error::Error + Send + Sync + 'static,
        R: Debug + Send + Sync + 'static,
    {
        let outcome = match result {
            // What it says is in words of its own.
            Err(SdkError::ConstructionFailure(_)) => "construction failure".to_owned(),
            Err(error @ (SdkError::DispatchFailure(_) | SdkError::TimeoutError(_))) => {
                DisplayErrorContext(error).to_string()
            }
            _ => String::new(),
        };
        let sent = std::mem::take(&mut self.state.lock().expect("a lock").sent);
        self.calls.push(Call {
            name: format!("{operation}/{name}"),
            sent,
            outcome,
        });
    }

    /// Answers with an error from now on.
    pub(crate) fn answer(&mut self, name: &str, code: &str, status: u16) {
        let mut headers = vec![("x-amzn-requestid", "request".to_owned())];
        let body = match self.protocol {
            // S3 has no element around the error.
            "restXml" if self.has_error_element => format!(
                "<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>a &lt; b</Message></Error><RequestId>r</RequestId></ErrorResponse>"
            ),
            "restXml" => format!(
                "<Error><Code>{code}</Code><Message>a &lt; b</Message><RequestId>r</RequestId><HostId>h</HostId></Error>"
            ),
            "awsQuery" => format!(
                "<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>a &lt; b</Message></Error><RequestId>r</RequestId></ErrorResponse>"
            ),
            "restJson1" => {
                headers.push(("x-amzn-errortype", name.to_owned()));
                r#"{"message":"a < b"}"#.to_owned()
            }
            _ => {
                headers.push(("x-amzn-query-error", format!("{code};Sender")));
                format!(r#"{{"__type":"com.amazonaws#{name}","message":"a < b"}}"#)
            }
        };
        self.state.lock().expect("a lock").answer = Some(Answer {
            status,
            headers,
            body,
        });
    }

    /// Keeps what a call failed with.
    pub(crate) fn failed<O, E>(
        &mut self,
        operation: &str,
        name: &str,
        result: Result<O, SdkError<E, HttpResponse>>,
    ) where
        O: Debug,
        E: CreateUnhandledError + ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
    {
        let outcome = match result {
            Ok(output) => format!("{output:#?}"),
            Err(error) => {
                let error = error.into_service_error();
                let (code, message) = (error.code(), error.message());
                // What is kept with an error is in no order.
                let debug = format!("{error:#?}");
                let mut lines: Vec<&str> = debug.lines().collect();
                lines.sort_unstable();
                format!("{error} {code:?} {message:?} {}", lines.join(" "))
            }
        };
        self.state.lock().expect("a lock").sent.clear();
        self.calls.push(Call {
            name: format!("{operation}/error {name}"),
            sent: Vec::new(),
            outcome,
        });
    }
}

/// Keeps requests, and answers them.
#[derive(Clone, Debug)]
pub(crate) struct Connection(Arc<Mutex<State>>);

impl HttpClient for Connection {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Connection {
    fn call(&self, mut request: HttpRequest) -> HttpConnectorFuture {
        let state = Arc::clone(&self.0);
        HttpConnectorFuture::new(async move {
            let length = request.body().content_length();
            let body = ByteStream::new(request.take_body()).collect().await;
            let body = body.map_err(|error| ConnectorError::other(error.into(), None))?;
            let headers = request.headers().iter();
            let mut headers: Vec<(String, String)> = headers
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect();
            // The order of lines of the same name is kept.
            headers.sort_by(|(one, _), (other, _)| one.cmp(other));
            let mut state = state.lock().expect("a lock");
            let is_first = state.sent.is_empty();
            state.sent.push(Sent {
                line: format!("{} {}", request.method(), request.uri()),
                headers,
                body: body.to_vec(),
                length,
            });
            let status = if is_first { 500 } else { 200 };
            let is_session = request.uri().contains("?session") && status == 200;
            let body = if is_session { SESSION } else { "" };
            let answer = state.answer.clone().unwrap_or(Answer {
                status,
                headers: Vec::new(),
                body: body.to_owned(),
            });
            let status = StatusCode::try_from(answer.status).expect("a status");
            let mut response = HttpResponse::new(status, SdkBody::from(answer.body));
            for (name, value) in answer.headers {
                response.headers_mut().insert(name, value);
            }
            Ok(response)
        })
    }
}
