$version: "2.0"

namespace example.conformance.aws_query_sts

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsQuery
use smithy.test#httpRequestTests

/// What the official client does for the Security Token Service by name.
@title("Tokens")
@service(sdkId: "STS", arnNamespace: "sts", endpointPrefix: "sts")
@sigv4(name: "sts")
@awsQuery
@xmlNamespace(uri: "https://conformance.example.com/")
service Service {
    version: "2024-01-01"
    operations: [AssumeRole, AssumeRoleWithWebIdentity]
}

@httpRequestTests([
    {
        id: "TokensForOthersAreSigned"
        protocol: awsQuery
        method: "POST"
        uri: "/"
        requireHeaders: ["authorization"]
        body: "Action=AssumeRole&Version=2024-01-01&RoleArn=r"
        bodyMediaType: "application/x-www-form-urlencoded"
        params: { RoleArn: "r" }
    }
])
operation AssumeRole {
    input := {
        RoleArn: String
    }
    output := {
        Credentials: Credentials
    }
}

@httpRequestTests([
    {
        id: "TokensForOneselfAreNotSigned"
        protocol: awsQuery
        method: "POST"
        uri: "/"
        forbidHeaders: ["authorization"]
        body: "Action=AssumeRoleWithWebIdentity&Version=2024-01-01&WebIdentityToken=t"
        bodyMediaType: "application/x-www-form-urlencoded"
        params: { WebIdentityToken: "t" }
    }
])
operation AssumeRoleWithWebIdentity {
    input := {
        WebIdentityToken: String
    }
    output := {
        Credentials: Credentials
    }
}

structure Credentials {
    SessionToken: String
}
