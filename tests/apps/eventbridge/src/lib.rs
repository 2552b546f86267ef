//! Sends events to a global endpoint, which serves several regions.
#![deny(warnings)]

#[cfg(test)]
mod tests;

use aws_sdk_eventbridge::primitives::DateTime;
use aws_sdk_eventbridge::types::PutEventsRequestEntry;
use aws_sdk_eventbridge::{Client, Error};

/// An event.
pub struct Event<'a> {
    /// The detail of the event, in JSON
    pub detail: &'a str,
    /// The time of the event
    pub time: DateTime,
}

/// Sends the events to a global endpoint, and returns how many of them the service did not accept.
pub async fn put_events(
    client: &Client,
    endpoint: &str,
    events: &[Event<'_>],
) -> Result<usize, Error> {
    let entries = events.iter().map(|event| {
        PutEventsRequestEntry::builder()
            .source("library")
            .detail_type("loan")
            .detail(event.detail)
            .time(event.time)
            .event_bus_name("loans")
            .build()
    });
    let call = client.put_events().endpoint_id(endpoint);
    let output = call.set_entries(Some(entries.collect())).send().await?;
    let refused = output.entries().iter();
    Ok(refused.filter(|entry| entry.error_code().is_some()).count())
}
