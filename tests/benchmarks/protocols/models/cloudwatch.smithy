$version: "2.0"

namespace example.cloudwatch

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsQueryCompatible
use smithy.protocols#rpcv2Cbor
use smithy.rules#endpointRuleSet

/// Figures over time: of CloudWatch the operations that are measured. Official clients send this service
/// CBOR.
@title("CloudWatch")
@service(sdkId: "CloudWatch", arnNamespace: "monitoring", endpointPrefix: "monitoring")
@sigv4(name: "monitoring")
@rpcv2Cbor
@awsQueryCompatible
@endpointRuleSet({
    version: "1.0"
    parameters: {}
    rules: [
        {
            conditions: []
            endpoint: { url: "https://monitoring.example.com", properties: {}, headers: {} }
            type: "endpoint"
        }
    ]
})
service GraniteServiceVersion20100801 {
    version: "2010-08-01"
    operations: [GetMetricData, PutMetricData]
}

operation GetMetricData {
    input := {
        @clientOptional
        @required
        MetricDataQueries: Queries

        @clientOptional
        @required
        StartTime: Timestamp

        @clientOptional
        @required
        EndTime: Timestamp

        NextToken: String
        MaxDatapoints: Integer
    }

    output := {
        MetricDataResults: Results
        NextToken: String
        Messages: Messages
    }
}

operation PutMetricData {
    input := {
        @clientOptional
        @required
        Namespace: String

        MetricData: Data
        EntityMetricData: EntityData
        StrictEntityValidation: Boolean
    }
}

list Queries {
    member: MetricDataQuery
}

structure MetricDataQuery {
    @clientOptional
    @required
    Id: String

    Expression: String
    Label: String
    ReturnData: Boolean
    Period: Integer
}

list Results {
    member: MetricDataResult
}

structure MetricDataResult {
    Id: String
    Label: String
    Timestamps: Timestamps
    Values: Values
    StatusCode: StatusCode
    Messages: Messages
}

enum StatusCode {
    COMPLETE = "Complete"
    INTERNAL_ERROR = "InternalError"
    PARTIAL_DATA = "PartialData"
    FORBIDDEN = "Forbidden"
}

list Messages {
    member: MessageData
}

structure MessageData {
    Code: String
    Value: String
}

list Timestamps {
    member: Timestamp
}

list Values {
    member: Double
}

list Data {
    member: MetricDatum
}

structure MetricDatum {
    @clientOptional
    @required
    MetricName: String

    Dimensions: Dimensions
    Timestamp: Timestamp
    Value: Double
    StatisticValues: StatisticSet
    Values: Values
    Counts: Values
    Unit: StandardUnit
    StorageResolution: Integer
}

list Dimensions {
    member: Dimension
}

structure Dimension {
    @clientOptional
    @required
    Name: String

    @clientOptional
    @required
    Value: String
}

structure StatisticSet {
    @clientOptional
    @required
    SampleCount: Double

    @clientOptional
    @required
    Sum: Double

    @clientOptional
    @required
    Minimum: Double

    @clientOptional
    @required
    Maximum: Double
}

enum StandardUnit {
    Seconds
    Milliseconds
    Bytes
    Percent
    Count
    None
}

list EntityData {
    member: EntityMetricData
}

structure EntityMetricData {
    MetricData: Data
}
