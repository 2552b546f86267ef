$version: "2.0"

namespace example.timestream_write

use aws.api#clientDiscoveredEndpoint
use aws.api#clientEndpointDiscovery
use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsJson1_0
use smithy.rules#endpointRuleSet

/// Values over time, as Timestream has them: what the test beside it calls.
@title("Timestream Write")
@service(sdkId: "Timestream Write", arnNamespace: "timestream", endpointPrefix: "ingest.timestream")
@sigv4(name: "timestream")
@clientEndpointDiscovery(operation: DescribeEndpoints, error: InvalidEndpointException)
@awsJson1_0
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
            endpoint: { url: "https://ingest.timestream.{Region}.amazonaws.com", properties: {}, headers: {} }
            type: "endpoint"
        }
        { conditions: [], error: "neither a region nor an endpoint is set", type: "error" }
    ]
})
service Timestream_20181101 {
    version: "2024-01-01"
    operations: [CreateDatabase, DescribeDatabase, DescribeEndpoints]
}

/// Tells where to go.
operation DescribeEndpoints {
    input := {}

    output := {
        @required
        Endpoints: Endpoints
    }
}

list Endpoints {
    member: Endpoint
}

/// An endpoint, and for how long it is good.
structure Endpoint {
    @required
    Address: String

    @required
    CachePeriodInMinutes: Long
}

/// Makes a database.
@clientDiscoveredEndpoint(required: true)
operation CreateDatabase {
    input := {
        @required
        DatabaseName: String
    }

    output := {
        Database: Database
    }

    errors: [InvalidEndpointException]
}

/// Tells what is known of a database.
@clientDiscoveredEndpoint(required: true)
operation DescribeDatabase {
    input := {
        @required
        DatabaseName: String
    }

    output := {
        Database: Database
    }

    errors: [InvalidEndpointException, ResourceNotFoundException]
}

/// What is known of a database.
structure Database {
    DatabaseName: String
    TableCount: Long
}

/// The endpoint is no longer good.
@error("client")
@httpError(421)
structure InvalidEndpointException {
    Message: String
}

/// There is no such database.
@error("client")
@httpError(404)
structure ResourceNotFoundException {
    Message: String
}
