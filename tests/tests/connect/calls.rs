//! The operations on users and tags: their requests and outputs.

use serde_json::json;
use tinsmith_connect::error::DisplayErrorContext;
use tinsmith_connect::operation::RequestId as _;
use tinsmith_connect::types::{
    ControlPlaneTagFilter, HierarchyGroupCondition, HierarchyGroupMatchType, PhoneType,
    StringComparisonType, StringCondition, TagCondition, UserIdentityInfo, UserPhoneConfig,
    UserSearchCriteria, UserSearchFilter,
};
use tinsmith_tests::server::{Answer, Server};
use tinsmith_tests::signature;

use crate::support::{SECRET, client};

const ARN: &str = "arn:aws:connect:eu-west-2:111122223333:instance/i-1/agent/u-1";
const ARN_LABEL: &str =
    "/tags/arn%3Aaws%3Aconnect%3Aeu-west-2%3A111122223333%3Ainstance%2Fi-1%2Fagent%2Fu-1";

#[tokio::test]
async fn create_user_puts_every_member_in_its_place() {
    let server = Server::start([Answer::ok(&format!(
        r#"{{"UserId":"u-1","UserArn":"{ARN}"}}"#
    ))]);
    let output = client(&server)
        .create_user()
        .instance_id("i-1")
        .username("jane")
        .password("s3cret \"quoted\" \\ ü")
        .identity_info(
            UserIdentityInfo::builder()
                .first_name("Jane")
                .last_name("Doe")
                .email("jane@example.com")
                .secondary_email("jane.doe@example.org")
                .mobile("+4415550100")
                .build(),
        )
        .phone_config(
            UserPhoneConfig::builder()
                .phone_type(PhoneType::DeskPhone)
                .after_contact_work_time_limit(30)
                .desk_phone_number("+4415550101")
                .build()
                .expect("all that is required"),
        )
        .security_profile_ids("sp-1")
        .security_profile_ids("sp-2")
        .routing_profile_id("rp-1")
        .tags("team", "blue")
        .send()
        .await
        .expect("an answer");

    assert_eq!(output.user_id(), Some("u-1"));
    assert_eq!(output.user_arn(), Some(ARN));
    let request = server.only_request();
    assert_eq!(
        (&*request.method, &*request.target()),
        ("PUT", "/users/i-1")
    );
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(
        request.header("content-length"),
        Some(&*request.body.len().to_string())
    );
    assert_eq!(
        request.json(),
        json!({
            "Username": "jane",
            "Password": "s3cret \"quoted\" \\ ü",
            "IdentityInfo": {
                "FirstName": "Jane",
                "LastName": "Doe",
                "Email": "jane@example.com",
                "SecondaryEmail": "jane.doe@example.org",
                "Mobile": "+4415550100",
            },
            "PhoneConfig": {
                "PhoneType": "DESK_PHONE",
                "AfterContactWorkTimeLimit": 30,
                "DeskPhoneNumber": "+4415550101",
            },
            "SecurityProfileIds": ["sp-1", "sp-2"],
            "RoutingProfileId": "rp-1",
            "Tags": { "team": "blue" },
        })
    );
    signature::check(&request, SECRET);
}

#[tokio::test]
async fn describe_user_reads_every_member() {
    let body = json!({ "User": {
        "Id": "u-1",
        "Arn": ARN,
        "Username": "jane",
        "IdentityInfo": { "FirstName": "Jane", "SecondaryEmail": "j@example.org", "Mobile": null },
        "PhoneConfig": {
            "PhoneType": "VIDEO_PHONE",
            "AutoAccept": true,
            "AfterContactWorkTimeLimit": 2147483647,
            "DeskPhoneNumber": "",
        },
        "DirectoryUserId": "d-1",
        "SecurityProfileIds": [],
        "RoutingProfileId": "rp-1",
        "HierarchyGroupId": "hg-1",
        "Tags": { "a": "1", "b": "" },
        "FromTheFuture": { "deep": [1, { "er": null }] },
    }});
    let server =
        Server::start([Answer::ok(&body.to_string()).header("x-amzn-RequestId", "request-1")]);
    let output = client(&server)
        .describe_user()
        .instance_id("i/1 ?")
        .user_id("ü#%2F")
        .send()
        .await
        .expect("an answer");

    assert_eq!(output.request_id(), Some("request-1"));
    let user = output.user().expect("a user");
    assert_eq!((user.id(), user.arn()), (Some("u-1"), Some(ARN)));
    assert_eq!(user.username(), Some("jane"));
    let identity = user.identity_info().expect("an identity");
    assert_eq!(identity.first_name(), Some("Jane"));
    assert_eq!(identity.last_name(), None);
    assert_eq!(identity.secondary_email(), Some("j@example.org"));
    assert_eq!(identity.mobile(), None);
    let phone = user.phone_config().expect("a telephone");
    assert_eq!(phone.phone_type().as_str(), "VIDEO_PHONE");
    assert!(phone.auto_accept());
    assert_eq!(phone.after_contact_work_time_limit(), i32::MAX);
    assert_eq!(phone.desk_phone_number(), Some(""));
    assert_eq!(user.directory_user_id(), Some("d-1"));
    assert_eq!(user.security_profile_ids.as_deref(), Some(&[][..]));
    assert_eq!(user.routing_profile_id(), Some("rp-1"));
    assert_eq!(user.hierarchy_group_id(), Some("hg-1"));
    let tags = user.tags().expect("tags");
    assert_eq!((tags["a"].as_str(), tags["b"].as_str()), ("1", ""));

    let request = server.only_request();
    assert_eq!(request.method, "GET");
    assert_eq!(request.target(), "/users/i%2F1%20%3F/%C3%BC%23%252F");
    assert_eq!(request.header("content-type"), None);
    assert_eq!(request.text(), "");
    signature::check(&request, SECRET);
}

#[tokio::test]
async fn update_user_identity_info_takes_an_empty_answer() {
    let server = Server::start([Answer::new(200)]);
    client(&server)
        .update_user_identity_info()
        .instance_id("i-1")
        .user_id("u-1")
        .identity_info(UserIdentityInfo::builder().email("").build())
        .send()
        .await
        .expect("an answer");

    let request = server.only_request();
    assert_eq!(
        (&*request.method, &*request.target()),
        ("POST", "/users/i-1/u-1/identity-info")
    );
    assert_eq!(request.json(), json!({ "IdentityInfo": { "Email": "" } }));
    signature::check(&request, SECRET);
}

#[tokio::test]
async fn list_users_asks_in_the_query() {
    let body =
        r#"{"UserSummaryList":[{"Id":"u-1"},{"Id":"u-2","Username":"joe"}],"NextToken":"t"}"#;
    let server = Server::start([Answer::ok(body)]);
    let output = client(&server)
        .list_users()
        .instance_id("i-1")
        .max_results(2)
        .next_token("a b+c/d=&é")
        .send()
        .await
        .expect("an answer");

    assert_eq!(output.next_token(), Some("t"));
    let users = output.user_summary_list();
    assert_eq!(users.len(), 2);
    assert_eq!(users[1].username(), Some("joe"));
    let request = server.only_request();
    assert_eq!(request.method, "GET");
    assert_eq!(request.path, "/users-summary/i-1");
    let query = request.query.clone().expect("a query");
    let mut parameters: Vec<&str> = query.split('&').collect();
    parameters.sort_unstable();
    assert_eq!(
        parameters,
        ["maxResults=2", "nextToken=a%20b%2Bc%2Fd%3D%26%C3%A9"]
    );
    signature::check(&request, SECRET);
}

#[tokio::test]
async fn search_users_nests_its_criteria() {
    let body = r#"{"Users":[{"Id":"u-1","IdentityInfo":{"LastName":"Doe"}}],
        "ApproximateTotalCount":9007199254740993}"#;
    let server = Server::start([Answer::ok(body)]);
    let named = UserSearchCriteria::builder()
        .string_condition(
            StringCondition::builder()
                .field_name("Username")
                .value("ja")
                .comparison_type(StringComparisonType::StartsWith)
                .build(),
        )
        .build();
    let grouped = UserSearchCriteria::builder()
        .hierarchy_group_condition(
            HierarchyGroupCondition::builder()
                .value("hg-1")
                .hierarchy_group_match_type(HierarchyGroupMatchType::WithChildGroups)
                .build(),
        )
        .build();
    let blue = TagCondition::builder()
        .tag_key("team")
        .tag_value("blue")
        .build();
    let output = client(&server)
        .search_users()
        .instance_id("i-1")
        .search_criteria(
            UserSearchCriteria::builder()
                .or_conditions(named)
                .or_conditions(grouped)
                .build(),
        )
        .search_filter(
            UserSearchFilter::builder()
                .tag_filter(
                    ControlPlaneTagFilter::builder()
                        .or_conditions(vec![blue.clone()])
                        .tag_condition(blue)
                        .build(),
                )
                .build(),
        )
        .send()
        .await
        .expect("an answer");

    assert_eq!(
        output.approximate_total_count(),
        Some(9_007_199_254_740_993)
    );
    let found = output.users()[0].identity_info().expect("an identity");
    assert_eq!(found.last_name(), Some("Doe"));
    let request = server.only_request();
    assert_eq!(
        (&*request.method, &*request.target()),
        ("POST", "/search-users")
    );
    let blue = json!({ "TagKey": "team", "TagValue": "blue" });
    assert_eq!(
        request.json(),
        json!({
            "InstanceId": "i-1",
            "SearchCriteria": { "OrConditions": [
                { "StringCondition": {
                    "FieldName": "Username", "Value": "ja", "ComparisonType": "STARTS_WITH",
                } },
                { "HierarchyGroupCondition": {
                    "Value": "hg-1", "HierarchyGroupMatchType": "WITH_CHILD_GROUPS",
                } },
            ] },
            "SearchFilter": { "TagFilter": {
                "OrConditions": [[blue]],
                "TagCondition": blue,
            } },
        })
    );
    signature::check(&request, SECRET);
}

#[tokio::test]
async fn delete_user_has_no_body_either_way() {
    let server = Server::start([Answer::new(204)]);
    client(&server)
        .delete_user()
        .instance_id("i-1")
        .user_id("u-1")
        .send()
        .await
        .expect("an answer");

    let request = server.only_request();
    assert_eq!(
        (&*request.method, &*request.target()),
        ("DELETE", "/users/i-1/u-1")
    );
    assert_eq!(request.text(), "");
    signature::check(&request, SECRET);
}

#[tokio::test]
async fn tags_are_put_on_an_arn() {
    let server = Server::start([Answer::ok("{}")]);
    client(&server)
        .tag_resource()
        .resource_arn(ARN)
        .tags("team", "blue")
        .tags("floor", "2")
        .send()
        .await
        .expect("an answer");

    let request = server.only_request();
    assert_eq!((&*request.method, &*request.target()), ("POST", ARN_LABEL));
    assert_eq!(
        request.json(),
        json!({ "tags": { "team": "blue", "floor": "2" } })
    );
    signature::check(&request, SECRET);
}

#[tokio::test]
async fn tags_are_taken_off_by_repeated_parameters() {
    let server = Server::start([Answer::new(200)]);
    client(&server)
        .untag_resource()
        .resource_arn(ARN)
        .tag_keys("team")
        .tag_keys("the floor")
        .send()
        .await
        .expect("an answer");

    let request = server.only_request();
    assert_eq!(request.method, "DELETE");
    assert_eq!(
        request.target(),
        format!("{ARN_LABEL}?tagKeys=team&tagKeys=the%20floor")
    );
    signature::check(&request, SECRET);
}

#[tokio::test]
async fn tags_come_back_as_a_map() {
    let server = Server::start([Answer::ok(r#"{"tags":{"team":"blue"}}"#)]);
    let output = client(&server)
        .list_tags_for_resource()
        .resource_arn(ARN)
        .send()
        .await
        .expect("an answer");

    let tags = output.tags().expect("tags");
    assert_eq!(tags.get("team").map(String::as_str), Some("blue"));
    let request = server.only_request();
    assert_eq!((&*request.method, &*request.target()), ("GET", ARN_LABEL));
    signature::check(&request, SECRET);
}

#[tokio::test]
async fn a_tag_without_a_value_is_refused_as_the_official_client_does() {
    let server = Server::start([Answer::ok(r#"{"tags":{"team":"blue","none":null}}"#)]);
    let call = client(&server).list_tags_for_resource().resource_arn(ARN);
    let error = call.send().await.expect_err("an error");
    let shown = DisplayErrorContext(&error).to_string();
    let expected = "expected a value of a map that is not sparse, found null";
    assert!(shown.contains(expected), "{shown}");
}
