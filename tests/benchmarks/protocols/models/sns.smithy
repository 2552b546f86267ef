$version: "2.0"

namespace example.sns

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsQuery
use smithy.rules#endpointRuleSet

/// Messages to topics: of SNS the operation that is measured.
@title("SNS")
@service(sdkId: "SNS", arnNamespace: "sns", endpointPrefix: "sns")
@sigv4(name: "sns")
@awsQuery
@xmlNamespace(uri: "http://sns.amazonaws.com/doc/2010-03-31/")
@endpointRuleSet({
    version: "1.0"
    parameters: {}
    rules: [
        {
            conditions: []
            endpoint: { url: "https://sns.example.com", properties: {}, headers: {} }
            type: "endpoint"
        }
    ]
})
service AmazonSimpleNotificationService {
    version: "2010-03-31"
    operations: [Publish]
}

operation Publish {
    input := {
        TopicArn: String
        TargetArn: String
        PhoneNumber: String

        @required
        Message: String

        Subject: String
        MessageStructure: String
        MessageAttributes: MessageAttributes
        MessageDeduplicationId: String
        MessageGroupId: String
    }

    output := {
        MessageId: String
        SequenceNumber: String
    }
}

map MessageAttributes {
    @xmlName("Name")
    key: String

    @xmlName("Value")
    value: MessageAttributeValue
}

structure MessageAttributeValue {
    @required
    DataType: String

    StringValue: String
    BinaryValue: Blob
}
