//! Prints a user's mobile number: `cargo run -- INSTANCE USER`.

use shared_client::Client;
use shared_client::config::BehaviorVersion;
use tinsmith_runtime::{ErrorReport, config};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(instance), Some(user)) = (arguments.next(), arguments.next()) else {
        return Err("expected the ids of an instance and of a user".into());
    };
    let client = Client::new(&config::from_environment(BehaviorVersion::latest()).await?);
    let call = client.describe_user().instance_id(instance).user_id(user);
    let output = call
        .send()
        .await
        .map_err(|error| ErrorReport::new(&error))?;
    let identity = output.user().and_then(|user| user.identity_info());
    println!("{:?}", identity.and_then(|identity| identity.mobile()));
    Ok(())
}
