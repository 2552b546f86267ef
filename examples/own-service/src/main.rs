//! Prints the temperature in a city tomorrow: `cargo run -- CITY`.

use std::env;

use weather::config::{BehaviorVersion, Token};
use weather::operation::get_forecast::GetForecastError;

tinsmith_runtime::include_client!(weather);

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let city = env::args().nth(1).ok_or("expected a city")?;
    let config = weather::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(env::var("WEATHER_URL")?)
        .bearer_token(Token::new(env::var("WEATHER_TOKEN")?, None));
    let client = weather::Client::from_conf(config.build());

    let call = client.get_forecast().city(city).days(1);
    match call.send().await {
        Ok(forecast) => println!("{:?}", forecast.temperature),
        Err(error) => match error.into_service_error() {
            GetForecastError::NoSuchCity(_) => println!("no such city"),
            other => return Err(other.into()),
        },
    }
    Ok(())
}
