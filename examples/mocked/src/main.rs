//! Prints a user's mobile number: `cargo run -- INSTANCE USER`. The tests call no service: `cargo test`.

use connect::config::BehaviorVersion;
use connect::operation::describe_user::DescribeUserError;

tinsmith_runtime::include_client!(connect);

#[cfg(test)]
mod tests;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(instance), Some(user)) = (arguments.next(), arguments.next()) else {
        return Err("expected the ids of an instance and of a user".into());
    };
    let version = BehaviorVersion::latest();
    let shared = tinsmith_runtime::config::from_environment(version).await?;
    let client = connect::Client::new(&shared);
    match mobile(&client, &instance, &user).await? {
        Some(number) => println!("{number}"),
        None => println!("the user has no mobile number"),
    }
    Ok(())
}

/// The user's mobile number. A user who does not exist has none.
async fn mobile(
    client: &connect::Client,
    instance: &str,
    user: &str,
) -> Result<Option<String>, DescribeUserError> {
    let call = client.describe_user().instance_id(instance).user_id(user);
    match call.send().await {
        Ok(output) => {
            let identity = output.user.and_then(|user| user.identity_info);
            Ok(identity.and_then(|identity| identity.mobile))
        }
        Err(error) => match error.into_service_error() {
            DescribeUserError::ResourceNotFoundException(_) => Ok(None),
            error => Err(error),
        },
    }
}
