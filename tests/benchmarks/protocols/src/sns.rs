//! Forms: a message of SNS with its attributes.

/// The response of `Publish`.
pub(crate) const PUBLISHED: &[u8] =
    br#"<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
  <PublishResult>
    <MessageId>94f20ce6-13c5-43a0-9a9e-ca52d816e90b</MessageId>
    <SequenceNumber>10000000000000003000</SequenceNumber>
  </PublishResult>
  <ResponseMetadata>
    <RequestId>f187a3c1-376f-11df-8963-01868b7c937a</RequestId>
  </ResponseMetadata>
</PublishResponse>
"#;

/// One client's calls. The text is the same for both.
macro_rules! calls {
    ($name:ident, $client:path) => {
        pub(crate) mod $name {
            use aws_smithy_types::Blob;
            use sdk::types::MessageAttributeValue;
            use tinsmith_benchmark_calls::Spent;
            use $client as sdk;

            client!(sdk, "text/xml");

            impl Calls {
                pub(crate) async fn publish(&self) -> Spent {
                    let attribute = |kind: &str| MessageAttributeValue::builder().data_type(kind);
                    let text = |value: &str| {
                        let attribute = attribute("String").string_value(value).build();
                        attribute.expect("an attribute with a type")
                    };
                    let price = attribute("Number").string_value("259.95").build();
                    let digest = attribute("Binary").binary_value(Blob::new([0xde; 16]));
                    let message = r#"{"order":"order#7","total":259.95,"note":"größer & schöner"}"#;
                    let call = self
                        .client
                        .publish()
                        .topic_arn("arn:aws:sns:eu-west-2:123456789012:orders.fifo")
                        .subject("Order no. 7")
                        .message(message)
                        .message_attributes("kind", text("order"))
                        .message_attributes("customer", text("12 St James's Square, London"))
                        .message_attributes("total", price.expect("an attribute with a type"))
                        .message_attributes("digest", digest.build().expect("one with a type"))
                        .message_deduplication_id("order#7")
                        .message_group_id("orders");
                    let (spent, output) = measured!(self, call);
                    assert!(output.message_id().is_some());
                    spent
                }
            }
        }
    };
}

calls!(ours, crate::clients::sns);
calls!(official, ::aws_sdk_sns);
