//! Checksums of responses, checked while the body is read.

use std::fmt;

use aws_smithy_checksums::ChecksumAlgorithm;
use aws_smithy_checksums::body::validate::ChecksumBody;
use aws_smithy_checksums::http::CHECKSUM_ALGORITHMS_IN_PRIORITY_ORDER;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextMut, BeforeSerializationInterceptorContextMut, Input,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::checksum_config::ResponseChecksumValidation;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};

use super::features;
use crate::operation::wrong_type;
use crate::presigning::Presigning;

/// The value of the input's member that asks the service for a checksum.
const ENABLED: &str = "ENABLED";

/// Sets the member of the input that asks for a checksum, if the second argument says so. Returns whether the input
/// asks for one.
type Enable = dyn Fn(&mut Input, bool) -> Result<bool, BoxError> + Send + Sync;

/// Asks for the checksum of a response. Reading a body with another checksum fails.
///
/// A response without a checksum is accepted.
pub struct ResponseChecksumInterceptor {
    algorithms: &'static [&'static str],
    enable: Box<Enable>,
}

impl ResponseChecksumInterceptor {
    /// `algorithms` are those that checksums of responses may have. `mode` and `set_mode` read and set the input's
    /// member that asks for a checksum.
    pub fn new<I: fmt::Debug + Send + Sync + 'static>(
        algorithms: &'static [&'static str],
        mode: fn(&I) -> Option<&str>,
        set_mode: fn(&mut I, &str),
    ) -> Self {
        Self {
            algorithms,
            enable: Box::new(move |input, by_default| {
                let Some(input) = input.downcast_mut::<I>() else {
                    return Err(wrong_type("input", input));
                };
                if by_default {
                    set_mode(input, ENABLED);
                }
                Ok(mode(input) == Some(ENABLED))
            }),
        }
    }
}

impl fmt::Debug for ResponseChecksumInterceptor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseChecksumInterceptor")
            .field("algorithms", &self.algorithms)
            .finish_non_exhaustive()
    }
}

/// Marks a call whose input asks for a checksum.
#[derive(Debug)]
struct ChecksumRequested;

impl Storable for ChecksumRequested {
    type Storer = StoreReplace<Self>;
}

#[dyn_dispatch_hint]
impl Intercept for ResponseChecksumInterceptor {
    fn name(&self) -> &'static str {
        "ResponseChecksumInterceptor"
    }

    fn modify_before_serialization(
        &self,
        context: &mut BeforeSerializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // Whoever sends the request gets the response.
        if Presigning::is_on(cfg) {
            return Ok(());
        }
        let setting = cfg.load::<ResponseChecksumValidation>().cloned();
        let setting = setting.unwrap_or(ResponseChecksumValidation::WhenSupported);
        let by_default = !matches!(setting, ResponseChecksumValidation::WhenRequired);
        let state = cfg.interceptor_state();
        features::note_validation(state, &setting);
        if (self.enable)(context.input_mut(), by_default)? {
            state.store_put(ChecksumRequested);
        }
        Ok(())
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if cfg.load::<ChecksumRequested>().is_none() {
            return Ok(());
        }
        let response = context.response_mut();
        let Some((algorithm, expected)) = expected(response.headers(), self.algorithms) else {
            return Ok(());
        };
        let body = std::mem::replace(response.body_mut(), SdkBody::taken());
        *response.body_mut() = body.map(move |body| {
            let expected = expected.clone().into();
            SdkBody::from_body_1_x(ChecksumBody::new(body, algorithm.into_impl(), expected))
        });
        Ok(())
    }
}

/// The checksum of a response. Of several, the one that is fastest to calculate.
fn expected(headers: &Headers, algorithms: &[&str]) -> Option<(ChecksumAlgorithm, Vec<u8>)> {
    let names = CHECKSUM_ALGORITHMS_IN_PRIORITY_ORDER.iter();
    let mut names = names.filter(|name| algorithms.iter().any(|it| it.eq_ignore_ascii_case(name)));
    let (algorithm, text) = names.find_map(|name| {
        let algorithm: ChecksumAlgorithm = name.parse().ok()?;
        Some((algorithm, headers.get(algorithm.into_impl().header_name())?))
    })?;
    if is_of_parts(text) {
        tracing::warn!(
            "the response is not checked: its checksum is that of the checksums of parts"
        );
        return None;
    }
    match aws_smithy_types::base64::decode(text) {
        Ok(expected) => Some((algorithm, expected)),
        Err(_) => {
            tracing::error!("the response is not checked: its checksum is not base64");
            None
        }
    }
}

/// Whether the checksum is one of the checksums of an object's parts. Such a checksum ends with a dash and the
/// number of parts.
///
/// [Multipart uploads](https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html)
fn is_of_parts(checksum: &str) -> bool {
    checksum
        .rsplit_once('-')
        .is_some_and(|(_, parts)| !parts.is_empty() && parts.bytes().all(|it| it.is_ascii_digit()))
}
