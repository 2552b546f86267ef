//! Prints a user's mobile number: `cargo run -- INSTANCE USER`.

use connect::config::BehaviorVersion;

tinsmith_runtime::include_client!(connect);

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(instance), Some(user)) = (arguments.next(), arguments.next()) else {
        return Err("expected the ids of an instance and of a user".into());
    };
    let version = BehaviorVersion::latest();
    let shared = tinsmith_runtime::config::from_environment(version).await?;
    let client = connect::Client::new(&shared);

    let call = client.describe_user().instance_id(instance).user_id(user);
    let output = call.send().await?;
    let identity = output.user.and_then(|user| user.identity_info);
    println!("{:?}", identity.and_then(|identity| identity.mobile));
    Ok(())
}
