//! Prints a user's mobile number: `cargo run -- INSTANCE USER`.

use aws_config::BehaviorVersion;
use aws_sdk_connect::Client;
use aws_sdk_connect::error::DisplayErrorContext;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(instance), Some(user)) = (arguments.next(), arguments.next()) else {
        return Err("expected the ids of an instance and of a user".into());
    };
    let shared = aws_config::load_defaults(BehaviorVersion::latest()).await;
    let client = Client::new(&shared);
    let call = client.describe_user().instance_id(instance).user_id(user);
    let sent = call.send().await;
    let output = sent.map_err(|error| DisplayErrorContext(error).to_string())?;
    let identity = output.user().and_then(|user| user.identity_info());
    println!("{:?}", identity.and_then(|identity| identity.mobile()));
    Ok(())
}
