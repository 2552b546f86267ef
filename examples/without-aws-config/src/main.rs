//! Prints a user's mobile number: `cargo run -- INSTANCE USER`.

use std::env;

use connect::config::{BehaviorVersion, Credentials, Region};

tinsmith_runtime::include_client!(connect);

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(instance), Some(user)) = (arguments.next(), arguments.next()) else {
        return Err("expected the ids of an instance and of a user".into());
    };
    let credentials = Credentials::new(
        env::var("AWS_ACCESS_KEY_ID")?,
        env::var("AWS_SECRET_ACCESS_KEY")?,
        env::var("AWS_SESSION_TOKEN").ok(),
        None,
        "environment",
    );
    let mut config = connect::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(env::var("AWS_REGION")?))
        .credentials_provider(credentials);
    config.set_endpoint_url(env::var("AWS_ENDPOINT_URL").ok());
    let client = connect::Client::from_conf(config.build());

    let call = client.describe_user().instance_id(instance).user_id(user);
    let output = call.send().await?;
    let identity = output.user.and_then(|user| user.identity_info);
    println!("{:?}", identity.and_then(|identity| identity.mobile));
    Ok(())
}
