//! The calls, against answers that are made up.

use aws_sdk_sns::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_sns::error::ProvideErrorMetadata;
use aws_sdk_sns::operation::create_topic::CreateTopicError;
use aws_sdk_sns::operation::list_topics::ListTopicsOutput;
use aws_sdk_sns::operation::publish::{PublishError, PublishOutput};
use aws_sdk_sns::operation::publish_batch::{PublishBatchError, PublishBatchOutput};
use aws_sdk_sns::operation::RequestId;
use aws_sdk_sns::types::error::{
    BatchRequestTooLongException, ConcurrentAccessException, EndpointDisabledException,
    KmsDisabledException,
};
use aws_sdk_sns::types::{
    BatchResultErrorEntry, NumberCapability, PublishBatchResultEntry, RouteType, Topic,
};
use aws_sdk_sns::{Client, Config, Error};
use aws_smithy_http_client::test_util::{ReplayEvent, StaticReplayClient};
use aws_smithy_mocks::{mock, mock_client, RuleMode};
use aws_smithy_types::body::SdkBody;

use crate::notices::{send, send_all, text, Notice, Unsent};
use crate::numbers::{invite, senders};
use crate::topics::{addresses, all, make, subscribe, Subscribed};

const TOPIC: &str = "arn:aws:sns:eu-west-2:123456789012:loans.fifo";
const TOPIC_ASKED: &str = "arn%3Aaws%3Asns%3Aeu-west-2%3A123456789012%3Aloans.fifo";

/// A request of an operation with these parameters, and an answer to it.
fn event(operation: &str, asked: &str, (status, answer): (u16, String)) -> ReplayEvent {
    let request = http::Request::builder()
        .method("POST")
        .uri("https://sns.eu-west-2.amazonaws.com/")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(SdkBody::from(format!(
            "Action={operation}&Version=2010-03-31{asked}"
        )))
        .expect("a request");
    let response = http::Response::builder()
        .status(status)
        .header("x-amzn-requestid", "request-1")
        .body(SdkBody::from(answer))
        .expect("a response");
    ReplayEvent::new(request, response)
}

fn result(operation: &str, result: &str) -> (u16, String) {
    let answer = format!(
        "<?xml version=\"1.0\"?>
<{operation}Response xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">
  <{operation}Result>{result}</{operation}Result>
  <ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata>
</{operation}Response>"
    );
    (200, answer)
}

fn failure(status: u16, code: &str, message: &str) -> (u16, String) {
    let answer = format!(
        "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">
  <Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>
  <RequestId>request-1</RequestId>
</ErrorResponse>"
    );
    (status, answer)
}

fn client(http: &StaticReplayClient) -> Client {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-2"))
        .credentials_provider(Credentials::new(
            "AKIDEXAMPLE",
            "secret",
            None,
            None,
            "here",
        ))
        .http_client(http.clone())
        .build();
    Client::from_conf(config)
}

fn notice(text: &str) -> Notice {
    Notice {
        reader: "ada".to_owned(),
        text: text.to_owned(),
        ..Notice::default()
    }
}

#[tokio::test]
async fn a_topic_is_made_and_subscribed_to() {
    let asked = "&Name=loans.fifo&Attributes.entry.1.key=FifoTopic&Attributes.entry.1.value=true\
        &Tags.member.1.Key=branch&Tags.member.1.Value=North%20%26%20West";
    let made = format!("<TopicArn>{TOPIC}</TopicArn>");
    let mail = format!(
        "&TopicArn={TOPIC_ASKED}&Protocol=email&Endpoint=ada%40example.com\
        &ReturnSubscriptionArn=false"
    );
    let queue = format!(
        "&TopicArn={TOPIC_ASKED}&Protocol=sqs&Endpoint=q&Attributes.entry.1.key=FilterPolicy\
        &Attributes.entry.1.value=%7B%22urgency%22%3A%5B%22high%22%5D%7D\
        &ReturnSubscriptionArn=false"
    );
    let pending = "<SubscriptionArn>pending confirmation</SubscriptionArn>";
    let now = "<SubscriptionArn>arn:1</SubscriptionArn>";
    let full = failure(403, "FilterPolicyLimitExceeded", "200 are enough");
    let denied = failure(403, "AuthorizationError", "Not you");
    let http = StaticReplayClient::new(vec![
        event("CreateTopic", asked, result("CreateTopic", &made)),
        event("Subscribe", &mail, result("Subscribe", pending)),
        event("Subscribe", &queue, result("Subscribe", now)),
        event("Subscribe", &queue, full),
        event("Subscribe", &queue, denied),
    ]);
    let client = client(&http);
    let topic = make(&client, "loans", "North & West").await;
    assert_eq!(topic.expect("a topic"), TOPIC);
    let mail = subscribe(&client, TOPIC, ("email", "ada@example.com"), None).await;
    assert_eq!(mail.expect("an answer"), Subscribed::Later);
    let filter = Some(r#"{"urgency":["high"]}"#);
    let now = subscribe(&client, TOPIC, ("sqs", "q"), filter).await;
    assert_eq!(now.expect("an answer"), Subscribed::Now("arn:1".to_owned()));
    let never = subscribe(&client, TOPIC, ("sqs", "q"), filter).await;
    let why = "200 are enough".to_owned();
    assert_eq!(never.expect("an answer"), Subscribed::Never(why));
    let denied = subscribe(&client, TOPIC, ("sqs", "q"), filter).await;
    let denied = denied.expect_err("not allowed");
    assert_eq!(denied.code(), Some("AuthorizationError"));
    assert_eq!(denied.request_id(), Some("request-1"));
    assert_eq!(
        denied.raw_response().map(|it| it.status().as_u16()),
        Some(403)
    );
    let error = Error::from(denied);
    assert!(
        matches!(&error, Error::AuthorizationErrorException(it) if it.message() == Some("Not you"))
    );
    http.assert_requests_match(&[]);
}

#[tokio::test]
async fn a_notice_goes_with_its_attributes() {
    let asked = format!(
        "&TopicArn={TOPIC_ASKED}&Message=It%20is%20late%21&Subject=Your%20loans\
        &MessageAttributes.entry.1.Name=urgency&MessageAttributes.entry.1.Value.DataType=String\
        &MessageAttributes.entry.1.Value.StringValue=high&MessageGroupId=ada"
    );
    let sent = "<MessageId>m-1</MessageId><SequenceNumber>10000000000000000000</SequenceNumber>";
    let gone = failure(404, "NotFound", "Topic does not exist");
    let invalid = failure(
        400,
        "InvalidParameter",
        "Invalid parameter: Message too long",
    );
    let http = StaticReplayClient::new(vec![
        event("Publish", &asked, result("Publish", sent)),
        event("Publish", &asked, gone),
        event("Publish", &asked, invalid),
        event(
            "Publish",
            "&PhoneNumber=%2B15550100&Message=hi",
            result("Publish", "<MessageId>m-2</MessageId>"),
        ),
        event(
            "Publish",
            "&PhoneNumber=%2B15550100&Message=hi",
            failure(400, "ParameterValueInvalid", "no number"),
        ),
    ]);
    let client = client(&http);
    let urgent = Notice {
        urgent: true,
        ..notice("It is late!")
    };
    assert_eq!(send(&client, TOPIC, &urgent).await.as_deref(), Ok("m-1"));
    let gone = send(&client, TOPIC, &urgent).await;
    assert_eq!(gone, Err("no topic".to_owned()));
    let invalid = send(&client, TOPIC, &urgent).await.expect_err("too long");
    assert_eq!(
        invalid,
        "InvalidParameterException: Invalid parameter: Message too long"
    );
    text(&client, "+15550100", "hi").await.expect("a text");
    let error = text(&client, "+15550100", "hi")
        .await
        .expect_err("no number");
    let error = error
        .downcast::<PublishError>()
        .expect("an error of the call");
    assert!(error.is_invalid_parameter_value_exception(), "{error:?}");
    assert_eq!(error.code(), Some("ParameterValueInvalid"));
    http.assert_requests_match(&[]);
}

#[tokio::test]
async fn what_of_many_was_not_sent_is_known() {
    let asked = format!(
        "&TopicArn={TOPIC_ASKED}\
        &PublishBatchRequestEntries.member.1.Id=0&PublishBatchRequestEntries.member.1.Message=a\
        &PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Name=urgency\
        &PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Value.DataType=String\
        &PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Value.StringValue=low\
        &PublishBatchRequestEntries.member.1.MessageGroupId=ada\
        &PublishBatchRequestEntries.member.2.Id=1&PublishBatchRequestEntries.member.2.Message=b\
        &PublishBatchRequestEntries.member.2.MessageAttributes.entry.1.Name=urgency\
        &PublishBatchRequestEntries.member.2.MessageAttributes.entry.1.Value.DataType=String\
        &PublishBatchRequestEntries.member.2.MessageAttributes.entry.1.Value.StringValue=low\
        &PublishBatchRequestEntries.member.2.MessageGroupId=ada"
    );
    let some = "<Successful>
      <member><Id>0</Id><MessageId>m-1</MessageId></member>
    </Successful>
    <Failed>
      <member><Id>1</Id><Code>InternalError</Code><SenderFault>false</SenderFault></member>
    </Failed>";
    let empty = failure(400, "EmptyBatchRequest", "Nothing to send");
    let http = StaticReplayClient::new(vec![
        event("PublishBatch", &asked, result("PublishBatch", some)),
        event("PublishBatch", &format!("&TopicArn={TOPIC_ASKED}"), empty),
    ]);
    let client = client(&http);
    let notices = [notice("a"), notice("b")];
    let (sent, unsent) = send_all(&client, TOPIC, &notices).await.expect("answers");
    let failed = Unsent {
        number: 1,
        why: "InternalError".to_owned(),
        ours: false,
    };
    assert_eq!((sent, unsent), (1, vec![failed]));
    let none = send_all(&client, TOPIC, &[]).await.expect("an answer");
    assert_eq!(none, (0, vec![]));
    http.assert_requests_match(&[]);
}

#[tokio::test]
async fn pages_are_followed_to_the_end() {
    let topics = |names: &[&str], next: &str| {
        let member = |name: &&str| format!("<member><TopicArn>{name}</TopicArn></member>");
        let topics: String = names.iter().map(member).collect();
        result("ListTopics", &format!("<Topics>{topics}</Topics>{next}"))
    };
    let subscription = |protocol: &str, endpoint: &str| {
        format!("<member><Protocol>{protocol}</Protocol><Endpoint>{endpoint}</Endpoint></member>")
    };
    let first = format!(
        "<Subscriptions>{}{}</Subscriptions><NextToken>a+b</NextToken>",
        subscription("email", "ada@example.com"),
        subscription("sms", "+15550100"),
    );
    let second = format!(
        "<Subscriptions>{}</Subscriptions>",
        subscription("email", "bob@example.com"),
    );
    let by_topic = "ListSubscriptionsByTopic";
    let http = StaticReplayClient::new(vec![
        event(
            "ListTopics",
            "",
            topics(&["a", "b"], "<NextToken>more</NextToken>"),
        ),
        event("ListTopics", "&NextToken=more", topics(&["c"], "")),
        event(by_topic, "&TopicArn=a", result(by_topic, &first)),
        event(
            by_topic,
            "&TopicArn=a&NextToken=a%2Bb",
            result(by_topic, &second),
        ),
        event(by_topic, "&TopicArn=b", failure(404, "NotFound", "gone")),
    ]);
    let client = client(&http);
    assert_eq!(all(&client).await.expect("topics"), ["a", "b", "c"]);
    let mails = addresses(&client, "a", "email").await.expect("addresses");
    assert_eq!(mails, ["ada@example.com", "bob@example.com"]);
    let error = addresses(&client, "b", "email").await.expect_err("gone");
    assert!(matches!(error, Error::NotFoundException(_)), "{error:?}");
    http.assert_requests_match(&[]);
}

#[tokio::test]
async fn numbers_and_languages_are_enums() {
    let list = "<PhoneNumbers>
      <member>
        <CreatedAt>2024-02-29T10:00:00.5Z</CreatedAt><PhoneNumber>+1</PhoneNumber>
        <RouteType>Transactional</RouteType>
        <NumberCapabilities><member>VOICE</member><member>SMS</member></NumberCapabilities>
      </member>
      <member>
        <PhoneNumber>+2</PhoneNumber><RouteType>Scenic</RouteType>
        <NumberCapabilities><member>SMS</member><member>FAX</member></NumberCapabilities>
      </member>
      <member><PhoneNumber>+3</PhoneNumber><NumberCapabilities/></member>
    </PhoneNumbers>";
    let operation = "ListOriginationNumbers";
    let invited = "CreateSMSSandboxPhoneNumber";
    let http = StaticReplayClient::new(vec![
        event(operation, "&MaxResults=20", result(operation, list)),
        event(
            invited,
            "&PhoneNumber=%2B1&LanguageCode=de-DE",
            result(invited, ""),
        ),
        event(
            invited,
            "&PhoneNumber=%2B1&LanguageCode=en-GB",
            failure(400, "OptedOut", "no texts, please"),
        ),
        event(
            invited,
            "&PhoneNumber=%2B1&LanguageCode=en-GB",
            failure(400, "UserError", "one number only"),
        ),
    ]);
    let client = client(&http);
    let lines = senders(&client).await.expect("numbers");
    assert_eq!(lines, ["+1 to one 2024-02-29", "+2 Scenic "]);
    assert!(invite(&client, "+1", "de-DE").await.expect("an answer"));
    assert!(!invite(&client, "+1", "klingon").await.expect("an answer"));
    let error = invite(&client, "+1", "klingon")
        .await
        .expect_err("an error");
    assert_eq!(error.code(), Some("UserError"));
    assert_eq!(error.message(), Some("one number only"));
    http.assert_requests_match(&[]);

    assert_eq!(RouteType::from("Premium"), RouteType::Premium);
    assert_eq!(NumberCapability::values(), ["MMS", "SMS", "VOICE"]);
    let fax = NumberCapability::from("FAX");
    assert_eq!((fax.as_str(), fax.to_string()), ("FAX", "FAX".to_owned()));
}

#[tokio::test]
async fn a_topic_that_others_change_is_found() {
    let taken = mock!(Client::create_topic)
        .match_requests(|input| {
            input.name() == Some("loans.fifo")
                && input
                    .attributes()
                    .is_some_and(|it| it["FifoTopic"] == "true")
                && input.tags()[0].value() == "North"
        })
        .then_error(|| {
            let taken = ConcurrentAccessException::builder().build();
            CreateTopicError::ConcurrentAccessException(taken)
        });
    let page = |names: &[&str], next: Option<&str>| {
        let topics = names
            .iter()
            .map(|it| Topic::builder().topic_arn(*it).build());
        ListTopicsOutput::builder()
            .set_topics(Some(topics.collect()))
            .set_next_token(next.map(str::to_owned))
            .build()
    };
    let first = mock!(Client::list_topics)
        .match_requests(|input| input.next_token().is_none())
        .then_output(move || page(&["arn:other"], Some("more")));
    let second = mock!(Client::list_topics)
        .match_requests(|input| input.next_token() == Some("more"))
        .then_output(move || page(&["arn:loans"], None));
    let rules = [&taken, &first, &second];
    let client = mock_client!(aws_sdk_sns, RuleMode::MatchAny, rules);
    let found = make(&client, "loans", "North").await;
    assert_eq!(found.expect("a topic"), "arn:loans");
    assert_eq!((first.num_calls(), second.num_calls()), (1, 1));
}

#[tokio::test]
async fn notices_that_fail_say_why() {
    let off = mock!(Client::publish)
        .match_requests(|input| {
            let attributes = input.message_attributes().expect("attributes");
            let seal = attributes["seal"].binary_value().expect("a seal");
            seal.as_ref() == [1, 2] && attributes["urgency"].string_value() == Some("low")
        })
        .then_error(|| {
            let off = EndpointDisabledException::builder().message("since Monday");
            PublishError::EndpointDisabledException(off.build())
        });
    let no_key = mock!(Client::publish)
        .match_requests(|input| input.subject() == Some("Your loans"))
        .then_error(|| PublishError::KmsDisabledException(KmsDisabledException::builder().build()));
    let client = mock_client!(aws_sdk_sns, [&off, &no_key]);
    let sealed = Notice {
        seal: Some(vec![1, 2]),
        ..notice("a")
    };
    let error = send(&client, TOPIC, &sealed).await;
    assert_eq!(error, Err("off: since Monday".to_owned()));
    let error = send(&client, TOPIC, &sealed).await;
    assert_eq!(error, Err("no key: None".to_owned()));

    let sent =
        mock!(Client::publish).then_output(|| PublishOutput::builder().message_id("m-1").build());
    let client = mock_client!(aws_sdk_sns, [&sent]);
    let id = send(&client, TOPIC, &notice("a")).await;
    assert_eq!(id.as_deref(), Ok("m-1"));
}

#[tokio::test]
async fn a_batch_is_counted() {
    let some = mock!(Client::publish_batch)
        .match_requests(|input| {
            let entries = input.publish_batch_request_entries().iter();
            let ids: Vec<&str> = entries.map(|entry| entry.id()).collect();
            ids == ["0", "1"]
        })
        .then_output(|| {
            let sent = PublishBatchResultEntry::builder().id("0").message_id("m-1");
            let failed = BatchResultErrorEntry::builder()
                .id("1")
                .code("InvalidParameter")
                .message("too long")
                .sender_fault(true)
                .build()
                .expect("a complete entry");
            PublishBatchOutput::builder()
                .successful(sent.build())
                .failed(failed)
                .build()
        });
    let long = mock!(Client::publish_batch).then_error(|| {
        let error = BatchRequestTooLongException::builder().message("too much");
        PublishBatchError::BatchRequestTooLongException(error.build())
    });
    let client = mock_client!(aws_sdk_sns, [&some, &long]);
    let notices = [notice("a"), notice("b")];
    let (sent, unsent) = send_all(&client, TOPIC, &notices).await.expect("answers");
    let failed = Unsent {
        number: 1,
        why: "too long".to_owned(),
        ours: true,
    };
    assert_eq!((sent, unsent), (1, vec![failed]));
    let error = send_all(&client, TOPIC, &notices).await.expect_err("long");
    let error = error.downcast::<BatchRequestTooLongException>();
    assert_eq!(error.expect("that error").message(), Some("too much"));
}
