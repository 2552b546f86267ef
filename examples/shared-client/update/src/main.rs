//! Changes a user's mobile number: `cargo run -- INSTANCE USER NUMBER`.

use shared_client::Client;
use shared_client::config::BehaviorVersion;
use shared_client::types::UserIdentityInfo;
use tinsmith_runtime::{ErrorReport, config};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [instance, user, number] = &arguments[..] else {
        return Err("expected the ids of an instance and of a user, and a number".into());
    };
    let client = Client::new(&config::from_environment(BehaviorVersion::latest()).await?);
    client
        .update_user_identity_info()
        .instance_id(instance)
        .user_id(user)
        .identity_info(UserIdentityInfo::builder().mobile(number).build())
        .send()
        .await
        .map_err(|error| ErrorReport::new(&error))?;
    Ok(())
}
