//! Copies the contact details of users from one Amazon Connect instance to another.
#![deny(warnings)]

pub mod configure;
pub mod errors;
pub mod instances;
pub mod pages;
pub mod shapes;
pub mod users;

use aws_config::BehaviorVersion;
use aws_sdk_connect::{Client, Error};

/// Copies all users.
pub async fn copy(from: &str, to: &str) -> Result<(), Error> {
    let shared = aws_config::load_defaults(BehaviorVersion::latest()).await;
    let client = Client::new(&shared);
    for user in pages::all_users(&client, from).await? {
        let Some(id) = user.id() else { continue };
        let detail = users::describe(&client, from, id).await?;
        let created = users::create(&client, to, &detail).await?;
        users::set_mobile(&client, to, &created, "+15550100").await?;
        instances::label(&client, created.user_arn().unwrap_or_default()).await?;
    }
    let report = instances::report(&client, to).await?;
    println!("{report}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_client_must_be() {
        fn shared<T: Clone + Send + Sync + std::fmt::Debug + 'static>() {}
        fn sent<T: Send>(_: &T) {}
        shared::<Client>();
        shared::<aws_sdk_connect::Config>();
        sent(&copy("a", "b"));
        assert_eq!(aws_sdk_connect::meta::PKG_VERSION, "1.220.0");
    }
}
