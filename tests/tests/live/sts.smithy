$version: "2.0"

namespace example.sts

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsQuery
use smithy.rules#endpointRuleSet

/// Temporary credentials, as STS has them: what the test beside it calls.
@title("STS")
@service(sdkId: "STS", arnNamespace: "sts", endpointPrefix: "sts")
@sigv4(name: "sts")
@awsQuery
@xmlNamespace(uri: "https://sts.example.com/doc/2011-06-15/")
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
            endpoint: { url: "https://sts.{Region}.example.com", properties: {}, headers: {} }
            type: "endpoint"
        }
        { conditions: [], error: "neither a region nor an endpoint is set", type: "error" }
    ]
})
service AWSSecurityTokenServiceV20110615 {
    version: "2011-06-15"
    operations: [AssumeRole, GetCallerIdentity]
}

/// Tells who calls.
operation GetCallerIdentity {
    output := {
        UserId: String
        Account: String
        Arn: String
    }
}

/// Takes a role for a while.
operation AssumeRole {
    input := {
        @required
        RoleArn: String

        @required
        RoleSessionName: String

        DurationSeconds: Integer
        Tags: Tags
    }

    output := {
        Credentials: Credentials
        AssumedRoleUser: AssumedRoleUser
    }
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

structure Credentials {
    @required
    AccessKeyId: String

    @required
    SecretAccessKey: SecretKey

    @required
    SessionToken: String

    @required
    Expiration: Timestamp
}

@sensitive
string SecretKey

structure AssumedRoleUser {
    @required
    AssumedRoleId: String

    @required
    Arn: String
}
