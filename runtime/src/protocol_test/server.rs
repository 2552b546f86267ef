//! A stand-in for the server: an HTTP client that keeps the request and returns a given response.

use std::fmt;
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use aws_smithy_async::rt::sleep::{AsyncSleep, Sleep};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_runtime_api::shared::IntoShared;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;

use super::body::Body;
#[cfg(feature = "event-stream")]
use super::events::Event;
use super::request::Received;

/// The response of a server.
#[derive(Clone, Copy, Debug)]
pub struct Response {
    /// The status.
    pub code: u16,
    /// Names and values of the headers.
    pub headers: &'static [(&'static str, &'static str)],
    /// The body.
    pub body: Body,
}

/// Takes the place of a server: it keeps the request that a client sends, and returns a response.
#[derive(Clone, Debug)]
pub struct Server {
    response: Response,
    /// The events of the body, which replace the response's body.
    #[cfg(feature = "event-stream")]
    events: Option<&'static [Event]>,
    received: Arc<Mutex<Option<Received>>>,
}

impl Default for Server {
    /// A server that answers with the status 200, without headers and body.
    fn default() -> Self {
        Self::answering(Response {
            code: 200,
            headers: &[],
            body: Body::NONE,
        })
    }
}

impl Server {
    /// A server that answers with `response`.
    pub fn answering(response: Response) -> Self {
        Self {
            response,
            #[cfg(feature = "event-stream")]
            events: None,
            received: Arc::default(),
        }
    }

    /// Makes events the body of the response.
    #[cfg(feature = "event-stream")]
    #[must_use]
    pub fn streaming(mut self, events: &'static [Event]) -> Self {
        self.events = Some(events);
        self
    }

    fn body(&self) -> Result<Vec<u8>, String> {
        #[cfg(feature = "event-stream")]
        if let Some(events) = self.events {
            let frames = events.iter().map(Event::frame);
            return Ok(frames.collect::<Result<Vec<_>, _>>()?.concat());
        }
        self.response.body.bytes()
    }

    /// The HTTP client for clients that are to call the server.
    pub fn http_client(&self) -> SharedHttpClient {
        self.clone().into_shared()
    }

    /// Runs a call, and returns its result.
    pub fn run<F: Future>(&self, call: F) -> F::Output {
        block_on(call)
    }

    /// Runs a call, and returns the request that it has sent, whatever its result.
    ///
    /// # Panics
    /// The call has sent nothing.
    #[track_caller]
    pub fn received<T, E: fmt::Debug>(&self, call: impl Future<Output = Result<T, E>>) -> Received {
        let result = block_on(call);
        match (self.take(), result) {
            (Some(received), _) => received,
            (None, Ok(_)) => panic!("no request was sent"),
            (None, Err(error)) => panic!("no request was sent: {error:?}"),
        }
    }

    /// The request that was received, if it has not been taken yet.
    pub(super) fn take(&self) -> Option<Received> {
        let received = self.received.lock();
        received.unwrap_or_else(PoisonError::into_inner).take()
    }

    fn answer(&self) -> Result<HttpResponse, ConnectorError> {
        let other = |error| ConnectorError::other(error, None);
        let body = self.body().map_err(|problem| other(problem.into()))?;
        let status = StatusCode::try_from(self.response.code);
        let status = status.map_err(|error| other(error.into()))?;
        let mut response = HttpResponse::new(status, SdkBody::from(body));
        for (name, value) in self.response.headers {
            let added = response.headers_mut().try_append(*name, *value);
            added.map_err(|error| other(error.into()))?;
        }
        Ok(response)
    }
}

impl HttpClient for Server {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        self.clone().into_shared()
    }
}

impl HttpConnector for Server {
    fn call(&self, mut request: HttpRequest) -> HttpConnectorFuture {
        let server = self.clone();
        HttpConnectorFuture::new(async move {
            let body = ByteStream::new(request.take_body()).collect().await;
            let body = body.map_err(|error| ConnectorError::other(error.into(), None))?;
            let received = Received {
                method: request.method().to_owned(),
                uri: request.uri().to_owned(),
                headers: request
                    .headers()
                    .iter()
                    .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    .collect(),
                body: body.to_vec(),
            };
            let mut kept = server
                .received
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            *kept = Some(received);
            drop(kept);
            server.answer()
        })
    }
}

/// An implementation of sleep that never wakes, so that no timeout fires in a protocol test.
#[derive(Clone, Copy, Debug)]
pub struct NoSleep;

impl AsyncSleep for NoSleep {
    fn sleep(&self, _: Duration) -> Sleep {
        Sleep::new(std::future::pending())
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Runs a future on this thread. Protocol tests do no input or output, so they need no executor.
pub(super) fn block_on<F: Future>(future: F) -> F::Output {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}
