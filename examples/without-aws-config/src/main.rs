//! Prints a user's mobile number: `cargo run -- INSTANCE USER`.

use connect::config::BehaviorVersion;
use tinsmith_runtime::{ErrorReport, config};

tinsmith_runtime::include_client!(connect);

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(instance), Some(user)) = (arguments.next(), arguments.next()) else {
        return Err("expected the ids of an instance and of a user".into());
    };
    let shared = config::from_environment(BehaviorVersion::latest()).await?;
    let client = connect::Client::new(&shared);

    let call = client.describe_user().instance_id(instance).user_id(user);
    let sent = call.send().await;
    let output = sent.map_err(|error| ErrorReport::new(&error))?;
    let identity = output.user.and_then(|user| user.identity_info);
    println!("{:?}", identity.and_then(|identity| identity.mobile));
    Ok(())
}
