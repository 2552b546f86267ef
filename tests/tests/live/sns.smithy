$version: "2.0"

namespace example.sns

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsQuery
use aws.protocols#awsQueryError
use smithy.rules#endpointRuleSet

/// Topics and who hears of them, as SNS has them: what the test beside it calls.
@title("SNS")
@service(sdkId: "SNS", arnNamespace: "sns", endpointPrefix: "sns")
@sigv4(name: "sns")
@awsQuery
@xmlNamespace(uri: "https://sns.example.com/doc/2010-03-31/")
@endpointRuleSet({
    version: "1.0"
    parameters: {
        Region: { type: "String", builtIn: "AWS::Region", required: false, documentation: "Region to call." }
        Endpoint: { type: "String", builtIn: "SDK::Endpoint", required: false, documentation: "URL to call instead." }
    }
    rules: [
        {
            conditions: [{ fn: "isSet", argv: [{ ref: "Endpoint" }] }]
            endpoint: { url: { ref: "Endpoint" }, properties: {}, headers: {} }
            type: "endpoint"
        }
        {
            conditions: [{ fn: "isSet", argv: [{ ref: "Region" }] }]
            endpoint: { url: "https://sns.{Region}.example.com", properties: {}, headers: {} }
            type: "endpoint"
        }
        { conditions: [], error: "neither a region nor an endpoint is set", type: "error" }
    ]
})
service AmazonSimpleNotificationService {
    version: "2010-03-31"
    operations: [CreateTopic, GetTopicAttributes, ListTopics, Publish]
}

/// Makes a topic.
operation CreateTopic {
    input := {
        @required
        Name: String

        Attributes: Attributes
        Tags: Tags
    }

    output := {
        TopicArn: String
    }
}

/// Finds what a topic is like.
@readonly
operation GetTopicAttributes {
    input := {
        @required
        TopicArn: String
    }

    output := {
        Attributes: Attributes
    }

    errors: [NotFoundException]
}

/// Lists topics.
@readonly
@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "Topics")
operation ListTopics {
    input := {
        NextToken: String
    }

    output := {
        Topics: Topics
        NextToken: String
    }
}

/// Tells those who listen.
operation Publish {
    input := {
        TopicArn: String

        @required
        Message: String

        MessageAttributes: MessageAttributes
    }

    output := {
        MessageId: String
    }

    errors: [NotFoundException]
}

map Attributes {
    key: String
    value: String
}

list Tags {
    member: Tag
}

structure Tag {
    @required
    Key: String

    @required
    Value: String
}

list Topics {
    member: Topic
}

structure Topic {
    TopicArn: String
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

/// The topic is not there.
@error("client")
@httpError(404)
@awsQueryError(code: "NotFound", httpResponseCode: 404)
structure NotFoundException {
    message: String
}
