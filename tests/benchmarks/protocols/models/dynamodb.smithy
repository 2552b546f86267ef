$version: "2.0"

namespace example.dynamodb

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsJson1_0
use smithy.rules#endpointRuleSet

/// Tables of items: of DynamoDB the operations that are measured, with what they read and write.
@title("DynamoDB")
@service(sdkId: "DynamoDB", arnNamespace: "dynamodb", endpointPrefix: "dynamodb")
@sigv4(name: "dynamodb")
@awsJson1_0
@endpointRuleSet({
    version: "1.0"
    parameters: {}
    rules: [
        {
            conditions: []
            endpoint: { url: "https://dynamodb.example.com", properties: {}, headers: {} }
            type: "endpoint"
        }
    ]
})
service DynamoDB_20120810 {
    version: "2012-08-10"
    operations: [PutItem, Query]
}

operation Query {
    input := {
        @required
        TableName: String

        KeyConditionExpression: String
        ExpressionAttributeValues: Item
    }

    output := {
        Items: Items
        Count: Integer = 0
        ScannedCount: Integer = 0
        LastEvaluatedKey: Item
    }
}

operation PutItem {
    input := {
        @required
        TableName: String

        @required
        Item: Item
    }

    output := {
        Attributes: Item
    }
}

list Items {
    member: Item
}

map Item {
    key: String
    value: AttributeValue
}

union AttributeValue {
    S: String
    N: String
    B: Blob
    SS: Strings
    NS: Strings
    BS: Blobs
    M: Item
    L: Values
    NULL: Boolean
    BOOL: Boolean
}

list Strings {
    member: String
}

list Blobs {
    member: Blob
}

list Values {
    member: AttributeValue
}
