//! Makes an instance of Amazon Connect on a local server, tags it, and prints its tags: `cargo run -- URL`.
//!
//! Such a server is moto: `pip install 'moto[server]'`, then `moto_server -p 5000` for `http://localhost:5000`.

use connect::config::{BehaviorVersion, Credentials, Region};
use connect::types::DirectoryType;
use tinsmith_runtime::ErrorReport;

tinsmith_runtime::include_client!(connect);

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).ok_or("expected a URL")?;
    // The server takes any keys.
    let keys = Credentials::new("AKIDEXAMPLE", "secret", None, None, "fixed");
    let config = connect::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-2"))
        .credentials_provider(keys)
        .endpoint_url(url)
        .build();
    let client = connect::Client::from_conf(config);

    let created = client
        .create_instance()
        .identity_management_type(DirectoryType::ConnectManaged)
        .instance_alias("tin-shop")
        .inbound_calls_enabled(true)
        .outbound_calls_enabled(false)
        .send()
        .await
        .map_err(|error| ErrorReport::new(&error))?;
    let arn = created.arn().ok_or("the instance has no ARN")?;

    let call = client.tag_resource().resource_arn(arn).tags("team", "tin");
    let tagged = call.send().await;
    tagged.map_err(|error| ErrorReport::new(&error))?;

    let listed = client.list_tags_for_resource().resource_arn(arn).send();
    let listed = listed.await.map_err(|error| ErrorReport::new(&error))?;
    for (key, value) in listed.tags().into_iter().flatten() {
        println!("{key}={value}");
    }
    Ok(())
}
