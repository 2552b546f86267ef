//! Sensitive members are redacted in all text that could reach a log.

use tinsmith_connect::Client;
use tinsmith_connect::config::Credentials;
use tinsmith_connect::operation::create_instance::CreateInstanceInput;
use tinsmith_connect::operation::describe_user::DescribeUserOutput;
use tinsmith_connect::types::{DirectoryType, Instance, InstanceSummary};
use tinsmith_tests::server::{Answer, Server};

use crate::support::{client, config};

const REDACTED: &str = "*** Sensitive Data Redacted ***";

#[test]
fn structures_and_builders_hide_sensitive_members() {
    let input = CreateInstanceInput::builder()
        .instance_alias("my-alias")
        .identity_management_type(DirectoryType::Saml);
    let texts = [
        format!("{input:?}"),
        format!("{:?}", input.build().expect("an input")),
        format!("{:?}", Instance::builder().instance_alias("my-alias")),
        format!(
            "{:?}",
            Instance::builder().instance_alias("my-alias").build()
        ),
        format!(
            "{:#?}",
            InstanceSummary::builder()
                .instance_alias("my-alias")
                .build()
        ),
    ];
    for text in texts {
        assert!(!text.contains("my-alias"), "{text}");
        let hidden = format!("instance_alias: {REDACTED:?}");
        assert!(text.contains(&hidden), "{text}");
    }
}

#[test]
fn what_is_not_set_looks_the_same_as_what_is() {
    let set = Instance::builder().instance_alias("my-alias").build();
    let unset = Instance::builder().build();
    assert_eq!(format!("{set:?}"), format!("{unset:?}"));
    assert_ne!(set, unset);
}

#[test]
fn what_is_not_sensitive_is_shown() {
    let instance = Instance::builder().id("i-1").build();
    let text = format!("{instance:?}");
    assert!(
        text.starts_with("Instance { id: Some(\"i-1\"), arn: None, "),
        "{text}"
    );
    let output = DescribeUserOutput::builder().build();
    assert_eq!(
        format!("{output:?}"),
        "DescribeUserOutput { user: None, _request_id: None }"
    );
}

#[tokio::test]
async fn outputs_and_calls_hide_them_too() {
    let server = Server::start([Answer::ok(r#"{"Instance":{"InstanceAlias":"my-alias"}}"#)]);
    let client = client(&server);
    let output = client
        .describe_instance()
        .instance_id("i-1")
        .send()
        .await
        .expect("an answer");
    let instance = output.instance().expect("an instance");
    assert_eq!(instance.instance_alias(), Some("my-alias"));
    let text = format!("{output:?}");
    assert!(
        text.contains(REDACTED) && !text.contains("my-alias"),
        "{text}"
    );

    let call = client.create_instance().instance_alias("my-alias");
    let text = format!("{call:?}");
    assert!(
        text.contains(REDACTED) && !text.contains("my-alias"),
        "{text}"
    );
}

#[test]
fn a_configuration_hides_its_secrets() {
    let server = Server::start([]);
    let credentials = Credentials::new("AKID", "my-secret", Some("my-token".into()), None, "t");
    let config = config(&server).credentials_provider(credentials).build();
    for text in [
        format!("{config:?}"),
        format!("{:?}", config.to_builder()),
        format!("{:?}", Client::from_conf(config)),
    ] {
        assert!(!text.contains("my-secret"), "{text}");
        assert!(!text.contains("my-token"), "{text}");
    }
}
