//! Prints how warm it will be in a city: `cargo run -- CITY`.

#[cfg(test)]
mod tests;

use std::env;

use weather::config::{BehaviorVersion, Token};
use weather::operation::get_forecast::GetForecastError;

tinsmith_runtime::include_client!(weather);

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let city = env::args().nth(1).ok_or("expected a city")?;
    let client = client(&env::var("WEATHER_URL")?, &env::var("WEATHER_TOKEN")?);
    match temperature(&client, city).await {
        Ok(temperature) => println!("{temperature:?}"),
        Err(GetForecastError::NoSuchCity(_)) => println!("no such city"),
        Err(other) => return Err(other.into()),
    }
    Ok(())
}

fn client(url: &str, token: &str) -> weather::Client {
    let config = weather::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(url)
        .bearer_token(Token::new(token, None));
    weather::Client::from_conf(config.build())
}

async fn temperature(
    client: &weather::Client,
    city: String,
) -> Result<Option<f32>, GetForecastError> {
    let sent = client.get_forecast().city(city).days(1).send().await;
    let forecast = sent.map_err(|error| error.into_service_error())?;
    Ok(forecast.temperature)
}
