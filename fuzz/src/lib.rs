//! What the targets share: bytes as a model, and as the body of a response to a generated client.

use tinsmith_model::{Closure, Model, Operations};
use tinsmith_runtime::aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use tinsmith_runtime::aws_smithy_types::body::SdkBody;
use tinsmith_runtime::codegen::operation::{Client, Operation};
use tinsmith_runtime::codegen::protocol::Protocol;

pub mod events;
pub mod query;
pub mod samples;

/// The clients of `echo.smithy`.
pub mod clients {
    tinsmith_runtime::include_client!(json);
    tinsmith_runtime::include_client!(cbor);
    tinsmith_runtime::include_client!(xml);
    tinsmith_runtime::include_client!(aws_query);
    tinsmith_runtime::include_client!(ec2_query);
}

/// Reads a body by the client of this name, as [`read`] does.
#[macro_export]
macro_rules! read {
    ($client:ident, $body:expr) => {{
        use $crate::clients::$client::operation::say::{Say, SayInput};

        $crate::read::<Say>($body, |output| {
            let input = SayInput::builder().set_value(output.value);
            input.build().expect("no member is required")
        })
    }};
}

/// Reads `body` as an answer of success and as one of failure.
///
/// A value that was read is written by `again`, and must then be read as the same value.
pub fn read<O>(body: &[u8], again: impl Fn(O::Output) -> O::Input)
where
    O: Operation<Output: Clone + PartialEq>,
{
    read_error::<O>(body);
    let Some(before) = read_output::<O>(body) else {
        return;
    };
    // Some can be read but not written, such as a year that a format has no room for.
    let Ok(request) = O::serialize(again(before.clone())) else {
        return;
    };
    let request = request.finish().expect("a request");
    let written = request.body().bytes().unwrap_or_default();
    let after = read_output::<O>(written);
    let same = after.as_ref() == Some(&before) || format!("{before:?}").contains("NaN");
    assert!(same, "{before:?}\n{after:?}\n{}", written.escape_ascii());
}

fn read_output<O: Operation>(body: &[u8]) -> Option<O::Output> {
    let response = response(200, body);
    O::deserialize(&tinsmith_runtime::codegen::http::Response::new(&response)).ok()
}

fn read_error<O: Operation>(body: &[u8]) {
    let response = response(400, body);
    let response = tinsmith_runtime::codegen::http::Response::new(&response);
    let found = <O::Client as Client>::Protocol::error(&response);
    let metadata = found.metadata.build();
    // The body chooses the error's name; all but one of them would read nothing more.
    let name = found.name.filter(|_| body.len().is_multiple_of(2));
    let _ = O::deserialize_error(name.as_deref().unwrap_or("Refusal"), &response, metadata);
}

fn response(status: u16, body: &[u8]) -> HttpResponse {
    let status = status.try_into().expect("a status");
    HttpResponse::new(status, SdkBody::from(body))
}

/// Reads a model. What is valid must have closures, and equal itself; what is not must say where.
pub fn load(name: &str, text: &[u8]) {
    match Model::from_bytes(name, text) {
        Ok(model) => {
            for service in model.services() {
                let id = model[service].id.as_str();
                let closure = Closure::of(&model, Some(id), &Operations::All);
                closure.expect("all operations of a valid service");
            }
        }
        Err(problems) => {
            let text = problems.to_string();
            assert!(!text.is_empty(), "a refusal says why");
        }
    }
}
