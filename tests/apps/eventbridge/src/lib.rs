//! Tells others what happened, in two regions.
#![deny(warnings)]

#[cfg(test)]
mod tests;

use aws_sdk_eventbridge::error::BuildError;
use aws_sdk_eventbridge::primitives::DateTime;
use aws_sdk_eventbridge::types::PutEventsRequestEntry;
use aws_sdk_eventbridge::{Client, Error};

/// Something that happened.
pub struct Happening<'a> {
    /// What, in JSON
    pub detail: &'a str,
    /// When
    pub time: DateTime,
}

/// Tells what happened by a global endpoint. Returns how many of these were not told.
pub async fn tell(
    client: &Client,
    endpoint: &str,
    happenings: &[Happening<'_>],
) -> Result<i32, Error> {
    let entries = happenings.iter().map(|happening| {
        PutEventsRequestEntry::builder()
            .source("library")
            .detail_type("loan")
            .detail(happening.detail)
            .time(happening.time)
            .event_bus_name("loans")
            .build()
    });
    let call = client.put_events().endpoint_id(endpoint);
    let output = call.set_entries(Some(entries.collect())).send().await?;
    Ok(output.failed_entry_count())
}

/// The name of a bus has to be there.
pub fn named(name: Option<&str>) -> Result<&str, BuildError> {
    name.ok_or_else(|| BuildError::missing_field("name", "a bus has a name"))
}
