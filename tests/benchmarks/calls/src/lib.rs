//! What stands around a measured call: a connection that replays one response, and a stopwatch between
//! the hooks around serialization and deserialization.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    AfterDeserializationInterceptorContextRef, BeforeDeserializationInterceptorContextRef,
    BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextRef,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use bytes::Bytes;
use tinsmith_benchmarks::measure::median;

/// What one call spent, in nanoseconds.
#[derive(Clone, Copy, Debug)]
pub struct Spent {
    /// From the input to the request.
    pub serialization: u64,
    /// From the response to the output.
    pub deserialization: u64,
    /// The call as a whole.
    pub call: u64,
}

/// Takes the time of exactly what stands between the hooks around serialization and
/// deserialization.
#[derive(Clone, Debug)]
pub struct Stopwatch(Arc<Times>);

#[derive(Debug)]
struct Times {
    start: Instant,
    /// Nanoseconds since `start`, at each of the four hooks.
    marks: [AtomicU64; 4],
}

impl Default for Stopwatch {
    fn default() -> Self {
        Self::new()
    }
}

impl Stopwatch {
    /// A stopwatch for one client.
    pub fn new() -> Self {
        Self(Arc::new(Times {
            start: Instant::now(),
            marks: Default::default(),
        }))
    }

    /// What the two spans took, and the call as a whole.
    pub fn spent(&self, call: Duration) -> Spent {
        let [begun, written, received, read] =
            [0, 1, 2, 3].map(|hook| self.0.marks[hook].load(Ordering::Relaxed));
        Spent {
            serialization: written.saturating_sub(begun),
            deserialization: read.saturating_sub(received),
            call: nanos(call),
        }
    }

    fn mark(&self, hook: usize) {
        let now = nanos(self.0.start.elapsed());
        self.0.marks[hook].store(now, Ordering::Relaxed);
    }
}

fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

impl Intercept for Stopwatch {
    fn name(&self) -> &'static str {
        "Stopwatch"
    }

    fn read_before_serialization(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.mark(0);
        Ok(())
    }

    fn read_after_serialization(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.mark(1);
        Ok(())
    }

    fn read_before_deserialization(
        &self,
        _: &BeforeDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.mark(2);
        Ok(())
    }

    fn read_after_deserialization(
        &self,
        _: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.mark(3);
        Ok(())
    }
}

/// Answers each request with the same body.
#[derive(Clone, Debug)]
pub struct Replay {
    body: Bytes,
    content_type: &'static str,
}

impl Replay {
    /// A connection whose responses all have this body.
    pub fn new(body: &[u8], content_type: &'static str) -> Self {
        Self {
            body: Bytes::copy_from_slice(body),
            content_type,
        }
    }
}

impl HttpConnector for Replay {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let response = http::Response::builder()
            .status(200)
            .header("content-type", self.content_type)
            .header("x-amzn-requestid", "00000000-1111-2222-3333-444444444444")
            .body(SdkBody::from(self.body.clone()))
            .ok()
            .and_then(|response| HttpResponse::try_from(response).ok());
        HttpConnectorFuture::ready(response.ok_or_else(|| {
            aws_smithy_runtime_api::client::result::ConnectorError::user("no response".into())
        }))
    }
}

impl HttpClient for Replay {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

/// The medians of rounds, in nanoseconds.
#[derive(Debug, Default)]
pub struct Samples {
    /// From the input to the request.
    pub serialization: Vec<f64>,
    /// From the response to the output.
    pub deserialization: Vec<f64>,
    /// The call as a whole.
    pub call: Vec<f64>,
}

impl Samples {
    /// Adds what the calls of a round spent.
    pub fn add(&mut self, round: &[Spent]) {
        let of = |part: fn(&Spent) -> u64| {
            let values: Vec<f64> = round.iter().map(|spent| part(spent) as f64).collect();
            median(&values)
        };
        self.serialization.push(of(|spent| spent.serialization));
        self.deserialization.push(of(|spent| spent.deserialization));
        self.call.push(of(|spent| spent.call));
    }
}
