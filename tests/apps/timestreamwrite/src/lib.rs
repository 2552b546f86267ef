//! Temperatures of a lake, kept in Timestream, which has an endpoint of its own for each client.
#![deny(warnings)]

#[cfg(test)]
mod tests;

use aws_config::SdkConfig;
use aws_sdk_timestreamwrite::endpoint_discovery::ReloadEndpoint;
use aws_sdk_timestreamwrite::error::BoxError;
use aws_sdk_timestreamwrite::types::{Dimension, MeasureValueType, Record, TimeUnit};
use aws_sdk_timestreamwrite::{Client, Config, Error};
use tokio::task::JoinHandle;

/// A client whose endpoint is kept up to date in the background, until the client is dropped.
pub async fn connect(config: &SdkConfig) -> Result<(Client, JoinHandle<()>), BoxError> {
    let (client, reloader) = Client::new(config)
        .with_endpoint_discovery_enabled()
        .await?;
    let task = tokio::spawn(reloader.reload_task());
    Ok((client, task))
}

/// A client for a single job, which looks its endpoint up by itself.
pub async fn connect_once(config: Config) -> Result<(Client, ReloadEndpoint), BoxError> {
    let client = Client::from_conf(config);
    let (client, reloader) = client.with_endpoint_discovery_enabled().await?;
    reloader.reload_once().await;
    Ok((client, reloader))
}

/// Writes one temperature; how many records the service then has taken.
pub async fn write(client: &Client, lake: &str, celsius: f64, second: u64) -> Result<i32, Error> {
    let lake = Dimension::builder().name("lake").value(lake).build()?;
    let record = Record::builder()
        .dimensions(lake)
        .measure_name("celsius")
        .measure_value(celsius.to_string())
        .measure_value_type(MeasureValueType::Double)
        .time(second.to_string())
        .time_unit(TimeUnit::Seconds)
        .build();
    let call = client
        .write_records()
        .database_name("lakes")
        .table_name("water");
    let output = call.records(record).send().await?;
    Ok(output.records_ingested().map_or(0, |taken| taken.total()))
}
