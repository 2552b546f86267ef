//! Topics and who subscribes to them.

use std::collections::HashMap;

use aws_sdk_sns::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sns::operation::create_topic::{CreateTopicError, CreateTopicOutput};
use aws_sdk_sns::operation::list_subscriptions_by_topic::paginator::ListSubscriptionsByTopicPaginatorItems;
use aws_sdk_sns::operation::subscribe::SubscribeError;
use aws_sdk_sns::types::{Subscription, Tag, Topic};
use aws_sdk_sns::{Client, Error};

/// What becomes of a subscription.
#[derive(Debug, PartialEq)]
pub enum Subscribed {
    Now(String),
    /// When its owner confirms it.
    Later,
    /// Never, and why.
    Never(String),
}

/// Makes a topic whose messages keep their order; its name at the service.
pub async fn make(client: &Client, name: &str, branch: &str) -> Result<String, Error> {
    let tag = Tag::builder().key("branch").value(branch).build()?;
    let made = client
        .create_topic()
        .name(format!("{name}.fifo"))
        .attributes("FifoTopic", "true")
        .tags(tag)
        .send()
        .await;
    match made {
        Ok(CreateTopicOutput { topic_arn, .. }) => Ok(topic_arn.unwrap_or_default()),
        Err(error) => match error.into_service_error() {
            // Somebody else changes its tags: it is there, with the tags of one of us.
            error @ CreateTopicError::ConcurrentAccessException(_) => {
                let all = all(client).await?;
                let found = all.into_iter().find(|arn| arn.ends_with(name));
                found.ok_or(error.into())
            }
            other => Err(other.into()),
        },
    }
}

/// Subscribes an address to what a filter lets through.
pub async fn subscribe(
    client: &Client,
    topic: &str,
    (protocol, endpoint): (&str, &str),
    filter: Option<&str>,
) -> Result<Subscribed, SdkError<SubscribeError>> {
    let filter = filter.map(|filter| ("FilterPolicy".to_owned(), filter.to_owned()));
    let subscribed = client
        .subscribe()
        .topic_arn(topic)
        .protocol(protocol)
        .endpoint(endpoint)
        .set_attributes(filter.map(|filter| HashMap::from([filter])))
        .return_subscription_arn(false)
        .send()
        .await;
    match subscribed {
        Ok(output) => Ok(match output.subscription_arn() {
            Some(arn) if arn.starts_with("arn:") => Subscribed::Now(arn.to_owned()),
            _ => Subscribed::Later,
        }),
        Err(SdkError::ServiceError(context))
            if matches!(
                context.err(),
                SubscribeError::FilterPolicyLimitExceededException(_)
                    | SubscribeError::SubscriptionLimitExceededException(_)
                    | SubscribeError::InvalidParameterException(_)
            ) =>
        {
            let error = context.into_err();
            Ok(Subscribed::Never(
                error.message().unwrap_or("full").to_owned(),
            ))
        }
        Err(other) => Err(other),
    }
}

/// All topics, over as many pages as there are.
pub async fn all(client: &Client) -> Result<Vec<String>, Error> {
    let topics = client.list_topics().into_paginator().items().send();
    let topics: Vec<Topic> = topics.collect::<Result<_, _>>().await?;
    Ok(topics.into_iter().filter_map(|it| it.topic_arn).collect())
}

/// The addresses that get a topic's messages by a protocol.
pub async fn addresses(client: &Client, topic: &str, protocol: &str) -> Result<Vec<String>, Error> {
    let call = client.list_subscriptions_by_topic().topic_arn(topic);
    let items: ListSubscriptionsByTopicPaginatorItems = call.into_paginator().items();
    let mut items = items.send();
    let mut addresses = Vec::new();
    while let Some(subscription) = items.next().await {
        let subscription: Subscription = subscription?;
        if subscription.protocol() == Some(protocol) {
            addresses.extend(subscription.endpoint);
        }
    }
    Ok(addresses)
}
