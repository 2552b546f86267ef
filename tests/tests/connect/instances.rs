//! The operations on instances, and the headers that every request has.

use serde_json::json;
use tinsmith_connect::config::Credentials;
use tinsmith_connect::primitives::DateTime;
use tinsmith_connect::types::{DirectoryType, InstanceStatus};
use tinsmith_connect::{Client, meta};
use tinsmith_tests::server::{Answer, Server};
use tinsmith_tests::signature;

use crate::support::{SECRET, client, config};

#[tokio::test]
async fn create_instance_sends_what_is_set() {
    let server = Server::start([Answer::ok(r#"{"Id":"i-1","Arn":"arn"}"#)]);
    let output = client(&server)
        .create_instance()
        .identity_management_type(DirectoryType::ConnectManaged)
        .instance_alias("shop")
        .inbound_calls_enabled(true)
        .outbound_calls_enabled(false)
        .send()
        .await
        .expect("an answer");

    assert_eq!((output.id(), output.arn()), (Some("i-1"), Some("arn")));
    let request = server.only_request();
    assert_eq!((&*request.method, &*request.target()), ("PUT", "/instance"));
    assert_eq!(
        request.json(),
        json!({
            "IdentityManagementType": "CONNECT_MANAGED",
            "InstanceAlias": "shop",
            "InboundCallsEnabled": true,
            "OutboundCallsEnabled": false,
        })
    );
    signature::check(&request, SECRET);
}

#[tokio::test]
async fn describe_instance_reads_times_and_enums() {
    let body = r#"{"Instance":{"Id":"i-1","CreatedTime":1665648000.125,"InstanceStatus":"ACTIVE",
        "IdentityManagementType":"SAML","StatusReason":{"Message":"ready"},
        "InboundCallsEnabled":true}}"#;
    let server = Server::start([Answer::ok(body)]);
    let output = client(&server)
        .describe_instance()
        .instance_id("i-1")
        .send()
        .await
        .expect("an answer");

    let instance = output.instance().expect("an instance");
    assert_eq!(
        instance.created_time(),
        Some(&DateTime::from_millis(1_665_648_000_125))
    );
    assert_eq!(instance.instance_status(), Some(&InstanceStatus::Active));
    assert_eq!(
        instance.identity_management_type(),
        Some(&DirectoryType::Saml)
    );
    let reason = instance.status_reason().expect("a reason");
    assert_eq!(reason.message(), Some("ready"));
    assert_eq!(instance.inbound_calls_enabled(), Some(true));
    assert_eq!(instance.outbound_calls_enabled(), None);
    let request = server.only_request();
    assert_eq!(
        (&*request.method, &*request.target()),
        ("GET", "/instance/i-1")
    );
    signature::check(&request, SECRET);
}

#[tokio::test]
async fn list_instances_has_no_query_unless_asked() {
    let server = Server::start([Answer::ok("{}")]);
    let output = client(&server)
        .list_instances()
        .send()
        .await
        .expect("an answer");

    assert!(output.instance_summary_list().is_empty());
    assert_eq!(output.instance_summary_list, None);
    let request = server.only_request();
    assert_eq!((&*request.method, &*request.target()), ("GET", "/instance"));
    signature::check(&request, SECRET);
}

#[tokio::test]
async fn delete_instance_names_it_in_the_path() {
    let server = Server::start([Answer::new(200)]);
    client(&server)
        .delete_instance()
        .instance_id("i-1")
        .send()
        .await
        .expect("an answer");

    let request = server.only_request();
    assert_eq!(
        (&*request.method, &*request.target()),
        ("DELETE", "/instance/i-1")
    );
    signature::check(&request, SECRET);
}

#[tokio::test]
async fn a_request_says_who_sends_it_and_for_which_time() {
    let server = Server::start([Answer::ok("{}")]);
    client(&server)
        .list_instances()
        .send()
        .await
        .expect("an answer");

    let request = server.only_request();
    assert_eq!(request.header("host"), Some(&*server.authority()));
    let invocation = request.header("amz-sdk-invocation-id").expect("an id");
    let groups: Vec<usize> = invocation.split('-').map(str::len).collect();
    assert_eq!(groups, [8, 4, 4, 4, 12], "{invocation}");
    assert_eq!(request.header("amz-sdk-request"), Some("attempt=1; max=1"));
    let api = format!("api/connect/{}", meta::PKG_VERSION);
    for name in ["user-agent", "x-amz-user-agent"] {
        let agent = request.header(name).expect("a user agent");
        assert!(agent.starts_with("aws-sdk-rust/"), "{name}: {agent}");
    }
    let agent = request.header("x-amz-user-agent").expect("a user agent");
    assert!(agent.split(' ').any(|part| part == api), "{agent}");
}

#[tokio::test]
async fn the_signature_is_for_service_region_and_key() {
    let server = Server::start([Answer::ok("{}")]);
    client(&server)
        .list_instances()
        .send()
        .await
        .expect("an answer");

    let request = server.only_request();
    let signed = signature::check(&request, SECRET);
    assert_eq!(signed.key_id, "AKIDTINSMITH");
    assert_eq!(signed.region, "eu-west-2");
    assert_eq!(signed.service, "connect");
    assert_eq!(request.header("x-amz-security-token"), None);
}

#[tokio::test]
async fn a_session_token_is_sent_and_signed() {
    let server = Server::start([Answer::ok("{}")]);
    let credentials = Credentials::new("AKID", "other secret", Some("session".into()), None, "t");
    let config = config(&server).credentials_provider(credentials).build();
    Client::from_conf(config)
        .list_instances()
        .send()
        .await
        .expect("an answer");

    let request = server.only_request();
    assert_eq!(request.header("x-amz-security-token"), Some("session"));
    let signed = signature::check(&request, "other secret");
    let token = "x-amz-security-token".to_owned();
    assert!(signed.signed_headers.contains(&token), "{signed:?}");
}
