//! What the emitted calls of all services have in common: values read from JSON and shown as JSON, and a
//! network that keeps the request and gives the answer of the case.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use base64_simd::STANDARD;
use serde_json::{Map, Number, Value, json};
use tinsmith_runtime::aws_credential_types::Credentials;
use tinsmith_runtime::aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use tinsmith_runtime::aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use tinsmith_runtime::aws_smithy_runtime_api::client::result::{ConnectorError, SdkError};
use tinsmith_runtime::aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use tinsmith_runtime::aws_smithy_types::body::SdkBody;
use tinsmith_runtime::aws_smithy_types::byte_stream::ByteStream;
use tinsmith_runtime::aws_smithy_types::error::display::DisplayErrorContext;
use tinsmith_runtime::aws_smithy_types::error::metadata::ProvideErrorMetadata;
use tinsmith_runtime::aws_smithy_types::{Blob, DateTime, Document, Number as DocumentNumber};

/// Reads a value of a type.
pub(crate) trait Decode: Sized {
    fn decode(value: &Value) -> Result<Self, String>;
}

/// Shows a value as it would be read.
pub(crate) trait Show {
    /// None for what is not set.
    fn show(&self) -> Option<Value>;
}

/// The member of a structure, if it is there.
pub(crate) fn member<T: Decode>(value: &Value, name: &str) -> Result<Option<T>, String> {
    let decoded = value.get(name).map(T::decode).transpose();
    decoded.map_err(|error| format!("{name}: {error}"))
}

pub(crate) fn put<T: Show>(members: &mut Map<String, Value>, name: &str, value: &T) {
    if let Some(value) = value.show() {
        members.insert(name.to_owned(), value);
    }
}

fn expected(what: &str, value: &Value) -> String {
    format!("expected {what}, found {value}")
}

impl Decode for String {
    fn decode(value: &Value) -> Result<Self, String> {
        let text = value.as_str().ok_or_else(|| expected("a string", value))?;
        Ok(text.to_owned())
    }
}

impl Show for String {
    fn show(&self) -> Option<Value> {
        Some(self.as_str().into())
    }
}

impl Decode for bool {
    fn decode(value: &Value) -> Result<Self, String> {
        value.as_bool().ok_or_else(|| expected("a boolean", value))
    }
}

impl Show for bool {
    fn show(&self) -> Option<Value> {
        Some((*self).into())
    }
}

macro_rules! whole {
    ($($ty:ty)*) => {$(
        impl Decode for $ty {
            fn decode(value: &Value) -> Result<Self, String> {
                let number = value.as_i64().and_then(|it| it.try_into().ok());
                number.ok_or_else(|| expected(stringify!($ty), value))
            }
        }

        impl Show for $ty {
            fn show(&self) -> Option<Value> {
                Some((*self).into())
            }
        }
    )*};
}

whole!(i8 i16 i32 i64);

macro_rules! float {
    ($($ty:ty)*) => {$(
        impl Decode for $ty {
            fn decode(value: &Value) -> Result<Self, String> {
                Ok(match value {
                    Value::Number(number) => {
                        let number = number.as_str().parse();
                        number.map_err(|_| expected(stringify!($ty), value))?
                    }
                    _ => match value.as_str() {
                        Some("NaN") => <$ty>::NAN,
                        Some("Infinity") => <$ty>::INFINITY,
                        Some("-Infinity") => <$ty>::NEG_INFINITY,
                        _ => return Err(expected(stringify!($ty), value)),
                    },
                })
            }
        }

        impl Show for $ty {
            fn show(&self) -> Option<Value> {
                Some(match format!("{self:e}").parse::<Number>() {
                    Ok(number) => number.into(),
                    Err(_) if self.is_nan() => "NaN".into(),
                    Err(_) if *self > 0.0 => "Infinity".into(),
                    Err(_) => "-Infinity".into(),
                })
            }
        }
    )*};
}

float!(f32 f64);

impl Decode for Blob {
    fn decode(value: &Value) -> Result<Self, String> {
        bytes(value).map(Blob::new)
    }
}

impl Show for Blob {
    fn show(&self) -> Option<Value> {
        Some(STANDARD.encode_to_string(self.as_ref()).into())
    }
}

impl Decode for ByteStream {
    fn decode(value: &Value) -> Result<Self, String> {
        bytes(value).map(ByteStream::from)
    }
}

fn bytes(value: &Value) -> Result<Vec<u8>, String> {
    let text = value.as_str().ok_or_else(|| expected("base64", value))?;
    STANDARD
        .decode_to_vec(text)
        .map_err(|_| expected("base64", value))
}

/// What a stream has, or why it broke off.
pub(crate) async fn collected(stream: ByteStream) -> Value {
    match stream.collect().await {
        Ok(bytes) => STANDARD.encode_to_string(bytes.into_bytes()).into(),
        Err(error) => json!({ "broken": DisplayErrorContext(error).to_string() }),
    }
}

impl Decode for DateTime {
    fn decode(value: &Value) -> Result<Self, String> {
        let text = value.as_str().ok_or_else(|| expected("seconds", value))?;
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let number = format!("{whole}{fraction:0<9}");
        let nanos: i128 = number.parse().map_err(|_| expected("seconds", value))?;
        DateTime::from_nanos(nanos).map_err(|error| error.to_string())
    }
}

impl Show for DateTime {
    fn show(&self) -> Option<Value> {
        let nanos = self.as_nanos();
        let sign = if nanos < 0 { "-" } else { "" };
        let (whole, fraction) = (nanos.abs() / 1_000_000_000, nanos.abs() % 1_000_000_000);
        let text = format!("{sign}{whole}.{fraction:09}");
        Some(text.trim_end_matches('0').trim_end_matches('.').into())
    }
}

impl Decode for Document {
    fn decode(value: &Value) -> Result<Self, String> {
        Ok(match value {
            Value::Null => Document::Null,
            Value::Bool(value) => Document::Bool(*value),
            Value::String(text) => Document::String(text.clone()),
            Value::Number(number) => {
                let whole = (number.as_u64(), number.as_i64());
                Document::Number(match whole {
                    (Some(number), _) => DocumentNumber::PosInt(number),
                    (None, Some(number)) => DocumentNumber::NegInt(number),
                    _ => DocumentNumber::Float(number.as_f64().unwrap_or_default()),
                })
            }
            Value::Array(values) => {
                Document::Array(values.iter().map(Self::decode).collect::<Result<_, _>>()?)
            }
            Value::Object(entries) => {
                let entries = entries
                    .iter()
                    .map(|(key, value)| Ok((key.clone(), Self::decode(value)?)));
                Document::Object(entries.collect::<Result<_, String>>()?)
            }
        })
    }
}

impl Show for Document {
    fn show(&self) -> Option<Value> {
        Some(match self {
            Document::Null => Value::Null,
            Document::Bool(value) => (*value).into(),
            Document::String(text) => text.as_str().into(),
            Document::Number(DocumentNumber::PosInt(number)) => (*number).into(),
            Document::Number(DocumentNumber::NegInt(number)) => (*number).into(),
            Document::Number(DocumentNumber::Float(number)) => number.show()?,
            Document::Array(values) => values
                .iter()
                .filter_map(Show::show)
                .collect::<Vec<_>>()
                .into(),
            Document::Object(entries) => entries.show()?,
        })
    }
}

/// Of a sparse list or map.
impl<T: Decode> Decode for Option<T> {
    fn decode(value: &Value) -> Result<Self, String> {
        match value {
            Value::Null => Ok(None),
            value => T::decode(value).map(Some),
        }
    }
}

impl<T: Show> Show for Option<T> {
    fn show(&self) -> Option<Value> {
        self.as_ref()?.show()
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(value: &Value) -> Result<Self, String> {
        T::decode(value).map(Box::new)
    }
}

impl<T: Show> Show for Box<T> {
    fn show(&self) -> Option<Value> {
        self.as_ref().show()
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(value: &Value) -> Result<Self, String> {
        let values = value
            .as_array()
            .ok_or_else(|| expected("an array", value))?;
        values.iter().map(T::decode).collect()
    }
}

impl<T: Show> Show for Vec<T> {
    fn show(&self) -> Option<Value> {
        let values = self.iter().map(|it| it.show().unwrap_or(Value::Null));
        Some(values.collect::<Vec<_>>().into())
    }
}

impl<K: Decode + Eq + std::hash::Hash, T: Decode> Decode for HashMap<K, T> {
    fn decode(value: &Value) -> Result<Self, String> {
        let entries = value
            .as_object()
            .ok_or_else(|| expected("an object", value))?;
        let entries = entries
            .iter()
            .map(|(key, value)| Ok((K::decode(&key.as_str().into())?, T::decode(value)?)));
        entries.collect()
    }
}

impl<K: Show, T: Show> Show for HashMap<K, T> {
    fn show(&self) -> Option<Value> {
        let entries = self.iter().map(|(key, value)| {
            let key = key.show().and_then(|it| it.as_str().map(str::to_owned));
            (key.unwrap_or_default(), value.show().unwrap_or(Value::Null))
        });
        Some(entries.collect::<Map<_, _>>().into())
    }
}

/// The credentials that both sides sign with.
pub(crate) fn credentials() -> Credentials {
    Credentials::new("AKIDTINSMITH", "secret", None, None, "tests")
}

/// The network of one case.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    region: String,
    answer: Value,
    request: Arc<Mutex<Option<Value>>>,
}

impl Network {
    pub(crate) fn of(case: &Value) -> Self {
        Self {
            region: case["region"].as_str().unwrap_or_default().to_owned(),
            answer: case["answer"].clone(),
            request: Arc::default(),
        }
    }

    pub(crate) fn region(&self) -> String {
        self.region.clone()
    }

    /// What became of a call.
    pub(crate) fn outcome(&self, what: &str, value: Value) -> Value {
        let request = self.request.lock().map(|it| it.clone()).unwrap_or_default();
        json!({ "request": request, what: value })
    }

    /// What became of a call that failed. `members` shows what the error has by its model.
    pub(crate) fn failed<E>(
        &self,
        error: SdkError<E, HttpResponse>,
        members: impl Fn(&E) -> Option<Value>,
    ) -> Value
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        match &error {
            SdkError::ServiceError(context) => {
                let error = context.err();
                let value = json!({
                    "code": error.code(),
                    "message": error.message(),
                    "members": members(error),
                });
                self.outcome("error", value)
            }
            _ => {
                let text = DisplayErrorContext(&error).to_string();
                self.outcome("failed", text.into())
            }
        }
    }
}

impl HttpClient for Network {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Network {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let network = self.clone();
        HttpConnectorFuture::new(async move {
            let told = told(request).await?;
            if let Ok(mut request) = network.request.lock() {
                *request = Some(told);
            }
            network
                .response()
                .map_err(|error| ConnectorError::user(error.into()))
        })
    }
}

async fn told(mut request: HttpRequest) -> Result<Value, ConnectorError> {
    let body = ByteStream::new(request.take_body()).collect().await;
    let body = body.map_err(|error| ConnectorError::user(error.into()))?;
    let headers = request.headers().iter();
    let headers: Vec<_> = headers.map(|(name, value)| json!([name, value])).collect();
    Ok(json!({
        "method": request.method(),
        "uri": request.uri(),
        "headers": headers,
        "body": STANDARD.encode_to_string(body.into_bytes()),
    }))
}

impl Network {
    fn response(&self) -> Result<HttpResponse, String> {
        let status = self.answer["status"].as_u64().unwrap_or_default();
        let status = u16::try_from(status).unwrap_or_default();
        let body = bytes(&self.answer["body"])?;
        let status = status.try_into().map_err(|_| "a status".to_owned())?;
        let mut response = HttpResponse::new(status, SdkBody::from(body));
        for header in self.answer["headers"].as_array().into_iter().flatten() {
            let text = |index: usize| header[index].as_str().unwrap_or_default().to_owned();
            let added = response.headers_mut().try_append(text(0), text(1));
            added.map_err(|error| error.to_string())?;
        }
        Ok(response)
    }
}

/// The client in module `$module` with the network of a case.
macro_rules! client {
    ($module:ident, $network:expr $(, $extra:ident)*) => {
        crate::$module::Client::from_conf(
            crate::$module::config::Config::builder()
                .behavior_version(crate::$module::config::BehaviorVersion::latest())
                .region(crate::$module::config::Region::new($network.region()))
                .http_client($network.clone())
                .retry_config(crate::$module::config::retry::RetryConfig::disabled())
                $(.$extra(crate::support::$extra()))*
                .build(),
        )
    };
}

pub(crate) use client;

pub(crate) fn credentials_provider() -> Credentials {
    credentials()
}

/// The token that both sides make up.
pub(crate) fn idempotency_token_provider() -> &'static str {
    "00000000-0000-4000-8000-000000000000"
}

pub(crate) fn token_provider() -> tinsmith_runtime::aws_credential_types::Token {
    tinsmith_runtime::aws_credential_types::Token::new("token", None)
}

/// Makes the calls that the first argument's file tells, a line each, and writes what became of each to the
/// second one's.
pub(crate) fn run(
    call: fn(String, Value) -> std::pin::Pin<Box<dyn std::future::Future<Output = Value>>>,
) -> Result<(), Box<dyn std::error::Error>> {
    use std::io::{BufRead, Write};

    let mut arguments = std::env::args().skip(1);
    let mut argument = || arguments.next().ok_or("two files are expected");
    let cases = std::io::BufReader::new(std::fs::File::open(argument()?)?);
    let mut outcomes = std::io::BufWriter::new(std::fs::File::create(argument()?)?);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    for line in cases.lines() {
        let case: Value = serde_json::from_str(&line?)?;
        let id = case["id"].clone();
        let operation = case["operation"].as_str().unwrap_or_default().to_owned();
        let called = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            runtime.block_on(call(operation, case))
        }));
        let mut outcome = called.unwrap_or_else(|_| json!({ "failed": "panicked" }));
        outcome["id"] = id;
        writeln!(outcomes, "{outcome}")?;
    }
    Ok(())
}
