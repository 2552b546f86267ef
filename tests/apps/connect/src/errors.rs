//! What went wrong: every way to look at an error.

use std::error::Error as _;

use aws_sdk_connect::error::{
    BoxError, BuildError, ConnectorError, DisplayErrorContext, ErrorMetadata, ProvideErrorMetadata,
    SdkError, UnknownVariantError,
};
use aws_sdk_connect::operation::describe_user::DescribeUserError;
use aws_sdk_connect::operation::RequestId;
use aws_sdk_connect::types::error::builders::ThrottlingExceptionBuilder;
use aws_sdk_connect::types::error::{InvalidRequestException, ThrottlingException};
use aws_sdk_connect::types::PhoneType;
use aws_sdk_connect::Error;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

/// One word for an error of a call, by its kind and then by its modelled variant.
pub fn kind(error: &SdkError<DescribeUserError, HttpResponse>) -> &'static str {
    match error {
        SdkError::ConstructionFailure(_) => "construction",
        SdkError::TimeoutError(_) => "timeout",
        SdkError::DispatchFailure(failure) => match failure.as_connector_error() {
            Some(connector) => connector_kind(connector),
            None => "dispatch",
        },
        SdkError::ResponseError(_) => "response",
        SdkError::ServiceError(context) => match context.err() {
            DescribeUserError::InternalServiceException(_) => "internal",
            DescribeUserError::InvalidParameterException(it) => {
                it.message().map_or("parameter", |_| "parameter, explained")
            }
            DescribeUserError::InvalidRequestException(_) => "request",
            DescribeUserError::ResourceNotFoundException(_) => "gone",
            DescribeUserError::ThrottlingException(_) => "throttled",
            other if other.code() == Some("AccessDeniedException") => "denied",
            _ => "other",
        },
        _ => "new",
    }
}

fn connector_kind(error: &ConnectorError) -> &'static str {
    match (error.is_timeout(), error.is_io(), error.is_user()) {
        (true, _, _) => "connector timeout",
        (_, true, _) => "connection",
        _ => "connector",
    }
}

/// The line for a log: code, message, request, status.
pub fn line(error: &SdkError<DescribeUserError>) -> String {
    let status = error.raw_response().map(|it| it.status().as_u16());
    let modelled = error.as_service_error().is_some_and(|it| {
        it.is_internal_service_exception()
            || it.is_invalid_parameter_exception()
            || it.is_invalid_request_exception()
            || it.is_resource_not_found_exception()
            || it.is_throttling_exception()
    });
    format!(
        "{:?} {:?} {:?} {:?} {modelled}",
        error.code(),
        error.message(),
        error.request_id(),
        status,
    )
}

/// A crate error, by its variant.
pub fn modelled(error: &Error) -> Option<&str> {
    match error {
        Error::DuplicateResourceException(it) => it.message(),
        Error::InternalServiceException(it) => it.message(),
        Error::InvalidParameterException(_) => None,
        Error::InvalidRequestException(it) => it.message(),
        Error::LimitExceededException(it) => it.message.as_deref(),
        Error::ResourceNotFoundException(it) => it.meta().message(),
        Error::ServiceQuotaExceededException(it) => it.meta().code(),
        Error::ThrottlingException(it) => it.request_id(),
        other => other.message(),
    }
}

/// The type of a telephone that a person wrote.
pub fn phone_type(text: &str) -> Result<PhoneType, UnknownVariantError> {
    PhoneType::try_parse(text)
}

/// Everything that can go wrong, with `?`.
pub fn all(text: &str) -> Result<ThrottlingException, BoxError> {
    phone_type(text)?;
    let _: Result<_, BuildError> =
        aws_sdk_connect::operation::describe_user::DescribeUserInput::builder().build();
    let mut builder: ThrottlingExceptionBuilder =
        ThrottlingException::builder().message("slow down");
    builder.set_meta(Some(
        ErrorMetadata::builder().code("ThrottlingException").build(),
    ));
    assert_eq!(builder.get_message().as_deref(), Some("slow down"));
    let error = builder.set_message(Some("slower".to_owned())).build();
    Ok(error)
}

/// An input that was not built is an error of the crate as well.
pub fn input(user: &str) -> Result<(), Error> {
    let input = aws_sdk_connect::operation::describe_user::DescribeUserInput::builder()
        .user_id(user)
        .build()?;
    assert_eq!(input.user_id(), Some(user));
    Ok(())
}

/// The whole chain.
pub fn explain(error: &Error) -> String {
    let source = error.source().map(ToString::to_string).unwrap_or_default();
    format!("{} / {error} / {source}", DisplayErrorContext(error))
}

/// An invalid request with a code and a request of its own.
pub fn invalid(message: &str) -> InvalidRequestException {
    InvalidRequestException::builder()
        .message(message)
        .meta(
            ErrorMetadata::builder()
                .code("InvalidRequestException")
                .message(message)
                .build(),
        )
        .build()
}

#[cfg(test)]
mod tests {
    use aws_sdk_connect::operation::create_user::CreateUserError;
    use aws_sdk_connect::types::error::ResourceNotFoundException;
    use aws_smithy_runtime_api::http::StatusCode;
    use aws_smithy_types::body::SdkBody;

    use super::*;

    fn answer(error: DescribeUserError) -> SdkError<DescribeUserError> {
        let mut response = HttpResponse::new(
            StatusCode::try_from(404).expect("a status"),
            SdkBody::empty(),
        );
        response
            .headers_mut()
            .insert("x-amzn-requestid", "request-1");
        SdkError::service_error(error, response)
    }

    #[test]
    fn a_service_error_is_looked_at_from_all_sides() {
        let gone = ResourceNotFoundException::builder()
            .message("no such user")
            .meta(
                ErrorMetadata::builder()
                    .code("ResourceNotFoundException")
                    .message("no such user")
                    .build(),
            )
            .build();
        let error = answer(DescribeUserError::ResourceNotFoundException(gone));
        assert_eq!(kind(&error), "gone");
        assert_eq!(
            line(&error),
            r#"Some("ResourceNotFoundException") Some("no such user") Some("request-1") Some(404) true"#
        );
        let error = Error::from(error);
        assert_eq!(modelled(&error), Some("no such user"));
        assert_eq!(error.code(), Some("ResourceNotFoundException"));
        assert_eq!(error.to_string(), "ResourceNotFoundException: no such user");
        assert!(explain(&error).contains("no such user"));
    }

    #[test]
    fn errors_that_are_not_modelled() {
        let denied = ErrorMetadata::builder()
            .code("AccessDeniedException")
            .message("no")
            .build();
        let error = answer(DescribeUserError::generic(denied));
        assert_eq!(kind(&error), "denied");
        assert_eq!(error.to_string(), "service error");
        let error = error.into_service_error();
        assert_eq!(error.to_string(), "unhandled error (AccessDeniedException)");
        assert_eq!(error.meta().message(), Some("no"));
        assert_eq!(Error::from(error).code(), Some("AccessDeniedException"));

        let timeout = SdkError::<DescribeUserError>::timeout_error("late");
        assert_eq!(kind(&timeout), "timeout");
        assert!(timeout.as_service_error().is_none());
        let unhandled = Error::from(CreateUserError::unhandled("other"));
        assert_eq!(unhandled.to_string(), "unhandled error");
    }

    #[test]
    fn what_is_not_a_variant_is_an_error() {
        assert_eq!(
            phone_type("SOFT_PHONE").expect("a type"),
            PhoneType::SoftPhone
        );
        let error = phone_type("TIN_CAN").expect_err("not a type");
        assert_eq!(error.to_string(), "unknown enum variant: 'TIN_CAN'");
        assert!(all("TIN_CAN").is_err());
        assert_eq!(
            all("DESK_PHONE").expect("an error").message(),
            Some("slower")
        );
        input("u-1").expect("an input");
        assert_eq!(invalid("bad").to_string(), "InvalidRequestException: bad");
    }
}
