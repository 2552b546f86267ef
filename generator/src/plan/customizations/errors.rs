//! Services whose errors differ from what their protocol says.

use super::{s3, sts};
use crate::plan::Plan;

/// Rules for the errors of a service beyond those of its protocol.
pub(crate) struct Errors {
    /// The codes of errors that are retried.
    pub(crate) transient: &'static [&'static str],
    /// The name of an error with the status 404 and without a body, as in a response to `HEAD`.
    pub(crate) absent: Option<&'static str>,
    /// Whether a response with a successful status may be an error: long operations send the status first.
    pub(crate) in_success: bool,
    /// Headers that are kept in the error's metadata, and their names there in the official clients.
    pub(crate) kept_headers: &'static [(&'static str, &'static str)],
}

impl Errors {
    /// The rules, if the service has any.
    pub(crate) fn of(plan: &Plan<'_>) -> Option<Self> {
        match plan.service.customized_as {
            s3::ID => Some(Self {
                transient: &["InternalError"],
                absent: Some("NotFound"),
                in_success: true,
                kept_headers: &[s3::EXTENDED_REQUEST_ID],
            }),
            sts::ID => Some(Self {
                transient: sts::TRANSIENT,
                absent: None,
                in_success: false,
                kept_headers: &[],
            }),
            _ => None,
        }
    }
}
