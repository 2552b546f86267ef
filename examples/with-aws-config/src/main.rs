//! Prints a user's mobile number: `cargo run -- INSTANCE USER`.

use aws_config::BehaviorVersion;

tinsmith_runtime::include_client!(connect);

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(instance), Some(user)) = (arguments.next(), arguments.next()) else {
        return Err("expected the ids of an instance and of a user".into());
    };
    let version = BehaviorVersion::latest();
    let http_client = tinsmith_runtime::config::default_http_client(version);
    let shared = aws_config::defaults(version).http_client(http_client);
    let client = connect::Client::new(&shared.load().await);
    println!("{:?}", mobile(&client, instance, user).await?);
    Ok(())
}

async fn mobile(
    client: &connect::Client,
    instance: String,
    user: String,
) -> Result<Option<String>, connect::Error> {
    let call = client.describe_user().instance_id(instance).user_id(user);
    let output = call.send().await?;
    let identity = output.user.and_then(|user| user.identity_info);
    Ok(identity.and_then(|identity| identity.mobile))
}
